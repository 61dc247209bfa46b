"""Verbs that bring files into the archive: one or many, each told what became of it, a batch being one entry of undo.

What a file states of itself is proposed in the fields of its source, with where it says so; what it does not state
stays empty. Refuses to: take the same file twice, and to decide that two sources of one address are one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.desk.base import Verbs
from briefing.errors import BriefingError, InvalidEntryError
from briefing.fieldspec import LINE_LIMIT
from briefing.model import Source, SourceVersion
from briefing.reading import Imported, Outcome
from briefing.rules.cutting import cut
from briefing.store import archive, doubles, records
from briefing.store.steps import Step
from briefing.terms import Held, SourceType
from briefing.wording import say, say_many

if TYPE_CHECKING:
    from briefing.intake.readfile import ReadFile

_TYPES = {
    "text/html": SourceType.WEBPAGE,
    "application/internet-shortcut": SourceType.WEBPAGE,
    "multipart/related": SourceType.WEBPAGE,
    "message/rfc822": SourceType.PERSONAL_COMMUNICATION,
}
"""What kind of document a file of a media type is, until somebody says more; reports where nothing is known."""
_NAMELESS = "The file states no title; this is its name."

Progress = Callable[[str, float], object]
"""Called with the name of the file that is read, and how much of the batch is done, 0 to 1."""


class ImportVerbs(Verbs):
    """What can be done with files."""

    def import_file(self, path: Path, *, as_version_of: str = "", origin: str = "") -> Imported:
        """Archive a file as a source, or as a version of one. The same file adds nothing and says so."""
        from briefing.intake.readers import read_file

        return self.archive_file(read_file(path), as_version_of=as_version_of, origin=origin)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Progress = lambda _name, _done: None,
        origin: str = "",
    ) -> list[Imported]:
        """Archive many files as one entry of undo. What cannot be read is told in its place; the others come in.

        What was archived before somebody cancelled stays, and the rest is not in the list.
        """
        return self.archive_files(_read_each(paths, cancelled, progress), origin=origin)

    def archive_files(self, files: "Iterable[ReadFile | Imported]", *, origin: str = "") -> list[Imported]:
        """Archive what `intake` has read, one after the other, as one entry of undo; what was refused passes through.

        Each is a transaction of its own, so files may be read while they come in.
        """
        done: list[Imported] = []
        group = ""
        try:
            for file in files:
                done.append(file if isinstance(file, Imported) else self._archive_or_tell(file, group, origin))
                group = self.latest or group
        finally:  # also where the disk is full: what came in before can be taken back at once
            self.latest = group
        return done

    def _archive_or_tell(self, file: "ReadFile", group: str, origin: str) -> Imported:
        """Archive a file of a batch; one whose fields cannot be kept is told in its place, for the others come in."""
        try:
            return self._archive(file, group=group, origin=origin)
        except InvalidEntryError as error:
            reason = say("“%1” cannot be kept. %2 Nothing was changed.", file.file_name, error)
            return _refused(reason, file.file_name)

    def archive_file(self, file: "ReadFile", *, as_version_of: str = "", origin: str = "") -> Imported:
        """Archive what `intake` has read, as a source, or as a new version of one."""
        return self._archive(file, as_version_of=as_version_of, origin=origin)

    def new_version(self, source: str, file: "ReadFile", *, origin: str = "") -> Imported:
        """Archive what `intake` has read as the newest version of a source. Quotes stay with theirs; see `moved`."""
        return self._archive(file, as_version_of=source, origin=origin)

    def foreseen(self, file: "ReadFile") -> Imported:
        """What archiving a file would do. Writes nothing."""
        known = self._known(file)
        return known if known is not None else self._told(file, Outcome.IMPORTED)

    def archive_text(self, title: str, text: str, *, origin: str = "") -> Imported:
        """Archive a pasted text as a source. The same text adds nothing and says so. Raises InvalidEntryError."""
        from briefing.intake.readers import read_text

        if not title.strip():
            raise InvalidEntryError("title", "Title", "please enter something; this field cannot be empty.")
        return self.archive_file(read_text(text, title), origin=origin)

    def _archive(self, file: "ReadFile", *, group: str = "", as_version_of: str = "", origin: str) -> Imported:
        self.latest = ""
        known = self._known(file, as_version_of)
        if known is not None and not known.new:
            return known
        of = as_version_of or (known.other if known is not None and known.outcome is Outcome.NEW_VERSION else "")
        if of:
            self._refuse_no_version(of, file)
        label = "import sources" if group else "import version of source" if of else "import source"
        with self.store.step(label, self.user, group=group) as step:
            source = of or step.insert(Source.KIND, _fields(file))
            if not file.reference:
                self._keep(step, source, file)
            if of:
                step.update(Source.KIND, of, self._to_fill(of, file))
        self._tell(step, origin)
        if of:
            done = self._told(file, Outcome.NEW_VERSION, source=of, other=of)
            return replace(done, notices=(*done.notices, *self._left_behind(of)))
        return replace(known, source=source) if known is not None else self._told(file, self._kind(file), source=source)

    def _known(self, file: "ReadFile", as_version_of: str = "") -> Imported | None:
        """What a file is that is here in some way already; None for one that nobody has seen."""
        if not file.reference:
            made = archive.made_from(self.store, file.archive_sha256)
            same = next((one for one in made if one.text_sha256 == file.text_sha256), None)
            if same is not None and as_version_of in ("", same.source):
                return self._told(file, Outcome.ALREADY_THERE, source=same.source, new=False)
            if made and not as_version_of:
                return self._told(file, Outcome.NEW_VERSION, source=made[0].source, other=made[0].source)
            newest = archive.newest_version(self.store, as_version_of) if as_version_of else None
            if newest is not None and newest.text_sha256 == file.text_sha256:
                return self._told(file, Outcome.ALREADY_THERE, source=as_version_of, new=False)
        there = doubles.at_address(self.store, file.says("address"))
        if not there or as_version_of:
            return None
        if file.reference:
            return self._told(file, Outcome.ALREADY_THERE, source=there[0], new=False)
        return self._told(file, Outcome.SAME_ADDRESS, other=there[0])

    @staticmethod
    def _kind(file: "ReadFile") -> Outcome:
        return Outcome.REFERRED if file.reference else Outcome.IMPORTED

    @staticmethod
    def _told(file: "ReadFile", outcome: Outcome, *, source: str = "", other: str = "", new: bool = True) -> Imported:
        return Imported(
            source=source,
            sha256="" if file.reference else file.text_sha256,
            characters=len(file.text),
            new=new,
            notices=file.notices,
            outcome=outcome,
            other=other,
            file_name=file.file_name,
        )

    def _left_behind(self, source: str) -> "Iterator[str]":
        """How many quotes stand on an older version now, for somebody to look at them."""
        if count := len(archive.on_older(self.store, source)):
            one = "%1 quote stays with an older version of this source. Look at what became of it."
            yield say_many(
                count, one, "%1 quotes stay with an older version of this source. Look at what became of them."
            )

    def _refuse_no_version(self, source: str, file: "ReadFile") -> None:
        self.get(Source, source)  # raises where it never was
        if file.reference or not self.is_there(Source.KIND, source):
            reason = say("choose a source that is not in the bin, and a file that holds a text.")
            raise InvalidEntryError("source", "Source", reason)

    def _keep(self, step: Step, source: str, file: "ReadFile") -> None:
        """Archive text and bytes of a file behind the versions that a source has."""
        newest = archive.newest_version(self.store, source)
        step.insert(
            SourceVersion.KIND,
            {
                "source": source,
                "number": 1 + (newest.number or 0 if newest else 0),
                "text_sha256": step.keep_text(file.text),
                "archive_sha256": step.keep_file(file.data),
                "media_type": file.media_type,
                "text_method": file.method,
                "characters": len(file.text),
                "file_name": file.file_name,
                "stated": [
                    {"field": one.field, "value": one.value, "where": one.where, "literal": one.literal}
                    for one in file.stated
                ],
                "parts": [
                    {"kind": one.kind, "start": one.start, "end": one.end, "title": one.title, "depth": one.depth}
                    for one in file.parts
                ],
            },
        )
        step.touched.add((Source.KIND, source))

    def _to_fill(self, source: str, file: "ReadFile") -> dict[str, Any]:
        """What a file states and its source does not say yet: only where nothing was archived of it before."""
        held = self.get(Source, source)
        if records.children(self.store, SourceVersion, "source", source)[1:]:
            return {}
        empty = ("", "[]", None)
        fields = {name: value for name, value in _fields(file).items() if getattr(held, name, None) in empty}
        return {**fields, "held": Held.FULL}


def _fields(file: "ReadFile") -> dict[str, Any]:
    """What the fields of a new source hold: what the file states, and nothing else."""
    title = file.title or file.says("title")
    published = file.all_said("published")
    url = file.says("address")
    return {
        "title": cut(title or file.file_name, LINE_LIMIT),
        "type": _TYPES.get(file.media_type, SourceType.REPORT),
        "publisher": cut(file.says("publisher"), LINE_LIMIT),
        "author": [{"literal": one.value} for one in file.all_said("author")],
        "issued_edtf": published[0].value if published else "",
        "issued_basis": cut(f"stated in {published[0].where}", LINE_LIMIT) if published else "",
        "url": url if len(url) <= LINE_LIMIT else "",
        "language": file.says("language"),
        "held": Held.FULL,
        "notes": "" if title else _NAMELESS,
    }


def _read_each(
    paths: Sequence[Path], cancelled: Callable[[], bool], progress: Progress
) -> "Iterator[ReadFile | Imported]":
    from briefing.intake.worker import Reader

    with Reader() as reader:
        for number, path in enumerate(paths):
            if cancelled():
                return
            progress(path.name, number / len(paths))
            try:
                yield reader.read(path, cancelled)
            except BriefingError as error:
                if cancelled():
                    return
                yield _refused(error, path.name)


def _refused(reason: object, name: str) -> Imported:
    from briefing.intake.finishing import printable

    return Imported("", "", 0, new=False, outcome=Outcome.REFUSED, reason=str(reason), file_name=printable(name))
