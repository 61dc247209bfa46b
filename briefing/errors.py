"""The errors a user may see. Each text is a sentence fit for an official and says what to do next.

Bugs are not wrapped: whatever is not a `BriefingError` is ours to mend and keeps its own traceback.
"""

from briefing.wording import named, say


class BriefingError(Exception):
    """Root of all errors whose text may be shown to the user as it stands."""


class NotFoundError(BriefingError):
    """A record, file or template that was asked for does not exist."""


class InvalidEntryError(BriefingError):
    """A value was refused. `field` is the name of the field, `label` the words the user knows it by."""

    def __init__(self, field: str, label: str, reason: str) -> None:
        """Compose the sentence `<label>: <reason>`."""
        super().__init__(say("%1: %2", named(label), reason))
        self.field = field
        self.label = label
        self.reason = reason


class StoreError(BriefingError):
    """The store cannot be opened, read or written. The subclasses say why."""


class NotAStoreError(StoreError):
    """The file is no Briefing Desk store (another format, or an empty file)."""


class NewerStoreError(StoreError):
    """The store was written by a later version of the program."""


class DamagedStoreError(StoreError):
    """The file is a store, but its contents are damaged."""


class ReadOnlyStoreError(StoreError):
    """A write was asked of a store that can only be read."""


class LockedStoreError(StoreError):
    """Another window or program kept the store locked for longer than we wait."""


class FullStoreError(StoreError):
    """The disk is full; nothing was changed."""


class GivenUpError(StoreError):
    """A question to the store was interrupted by whoever asked it, for the next one."""


class NetworkStoreError(StoreError):
    """The store lies on a network share, where SQLite cannot keep it safe."""


class ExchangeError(BriefingError):
    """Changes of another copy of the store cannot be taken in, or not be handed on. Nothing half-merged is left."""


class NothingSharedError(ExchangeError):
    """The changes are those of desks that this store has nothing in common with; they are mixed only on demand."""


class NewerExchangeError(ExchangeError):
    """The changes were written by a later version of the program."""


class IntakeError(BriefingError):
    """A foreign file could not be taken in."""


class SpellingError(BriefingError):
    """Spelling cannot be marked on this machine; everything else works."""


class DefinitionError(BriefingError):
    """A template or a profile cannot be used as it is written; the sentence names the line.

    `line` counts from 1; 0 where no single line is to blame.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        """Compose the sentence `Line <line>: <reason>`."""
        super().__init__(say("Line %1: %2", line, reason) if line else reason)
        self.line = line
        self.reason = reason


class ExportError(BriefingError):
    """A brief could not be exported. Nothing half-written is left behind."""


class LeakError(ExportError):
    """A brief would show words of a record that lies above its ceiling."""


class NotClearedError(BriefingError):
    """A brief cannot be issued yet: something in it blocks that, or it was not cleared."""


class UnverifiedQuoteError(ExportError):
    """A quote no longer matches its archived source, so it may not be exported as verbatim."""


class PouchError(BriefingError):
    """A pouch or a reply cannot be made, opened or taken. Nothing half-done is left behind."""


class SealedPouchError(PouchError):
    """A pouch is sealed. `passphrase` says whether a passphrase opens it, else a key does."""

    def __init__(self, reason: str, *, passphrase: bool) -> None:
        """Keep the sentence, and what is asked for."""
        super().__init__(reason)
        self.passphrase = passphrase


class PageRangeError(BriefingError):
    """The pages to print cannot be read, or there are no such pages."""


class TeamError(BriefingError):
    """A team's server cannot be used as asked. Nothing is sent or taken in by halves."""


class ServerAwayError(TeamError):
    """The server cannot be reached, or the connection broke; trying again later is safe."""


class StoppedError(TeamError):
    """Whoever waited for the server gave up; what was taken in or sent before stays."""


class LoginRefusedError(TeamError):
    """The server refused the login or its password. `asked` says that it wants a password and was given none."""

    def __init__(self, reason: str, *, asked: bool = False) -> None:
        """Say `reason`."""
        super().__init__(reason)
        self.asked = asked


class NoRightError(TeamError):
    """The login may not do that on the server."""


class NotSetUpError(TeamError):
    """The database was not set up for a team, or not by this version."""


class NewerServerError(TeamError):
    """The database was set up by a later version of the program."""


class FullServerError(TeamError):
    """The server's disk is full; nothing was lost."""


class PartedError(TeamError):
    """This store and the server tell different things of the same steps."""
