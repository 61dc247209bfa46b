"""Verbs of the pouch: issued briefs in one file, for readers away from the desk.

Refuses to: put in what was never issued or lies above the ceiling, and to write over a file unasked.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.brief.frozen import FrozenBriefError
from briefing.clock import utc_now
from briefing.desk.replying import ReplyVerbs
from briefing.errors import LeakError, NotFoundError, PouchError
from briefing.model import Brief, BriefVersion, Comment, Decision
from briefing.rules import markings
from briefing.store.withheld import Withheld, WithheldRecord, hidden, withheld
from briefing.terms import BriefStatus
from briefing.wording import say

if TYPE_CHECKING:
    from briefing.brief.tree import Brief as BriefTree
    from briefing.export.receipt import PageTexts
    from briefing.pouch.contents import BriefContents, Contents, Cover, PouchedVersion
    from briefing.rules.profiles import Level, Profile


@dataclass(frozen=True)
class MadePouch:
    """A pouch that was written, its cover, and what the ceiling kept out of it. `sealed` says that it needs a key."""

    path: Path
    sha256: str
    bytes: int
    cover: "Cover"
    briefs: tuple[str, ...]
    withheld: tuple[WithheldRecord, ...]
    sealed: bool


@dataclass(frozen=True)
class PreviewedBrief:
    """A brief that a pouch would hold: its newest version, its notes counted, the bytes of its files."""

    id: str
    title: str
    version: int
    marking: str
    comments: int
    decisions: int
    bytes: int
    recalled: str


@dataclass(frozen=True)
class PouchPreview:
    """What a pouch would hold, and what its ceiling keeps out of it."""

    cover: "Cover"
    briefs: tuple[PreviewedBrief, ...]
    withheld: tuple[WithheldRecord, ...]


@dataclass(frozen=True)
class _Issued:
    """A brief, its versions and what is kept of the newest one."""

    record: Brief
    versions: tuple[BriefVersion, ...]
    kept: dict[str, Any]
    profile: "Profile"
    ceiling: "Level | None"


class PouchVerbs(ReplyVerbs):
    """What can be done with pouches."""

    def preview_pouch(
        self, briefs: Sequence[str], *, ceiling: str = "", readers: Sequence[str] = (), comments: bool = True
    ) -> PouchPreview:
        """What `make_pouch` would write, without writing it. Raises as it does, except for words above the ceiling."""
        contents, held = self._gathered(briefs, ceiling, readers, comments, self.user, utc_now())
        told = tuple(
            PreviewedBrief(
                one.brief.id,
                one.brief.title,
                one.brief.newest.number,
                one.brief.newest.marking,
                sum(isinstance(note, Comment) for note in one.notes),
                sum(isinstance(note, Decision) for note in one.notes),
                sum(file.bytes for file in one.brief.newest.files),
                one.brief.recalled,
            )
            for one in contents.briefs
        )
        return PouchPreview(contents.cover, told, held.records)

    def make_pouch(
        self,
        briefs: Sequence[str],
        out: Path,
        *,
        ceiling: str = "",
        readers: Sequence[str] = (),
        desk: str = "",
        comments: bool = True,
        keys: Sequence[str] = (),
        passphrase: str = "",
        overwrite: bool = False,
        made_at: str = "",
        page_texts: "PageTexts | None" = None,
    ) -> MadePouch:
        """Write the newest issued versions of these briefs (ids, in the order to be read) to the file `out`.

        Without a `ceiling` nothing goes along that is marked higher than the briefs themselves. Without `readers` those
        whom the briefs name; `desk` is who sends it, the user where it is empty; without
        `comments` no comment and no decision goes along. `keys` (`age1…`) or `passphrase` seal it. Raises PouchError,
        NotFoundError for a brief that was never issued, ExportError for a ceiling that is none, LeakError where words
        above it would be shown, UnverifiedQuoteError; then nothing is written.
        """
        from briefing.export.files import write_all
        from briefing.pouch import sealing
        from briefing.pouch.making import pack

        sealing.refuse_weak(keys, passphrase)
        contents, held = self._gathered(briefs, ceiling, readers, comments, desk or self.user, made_at or utc_now())
        packed = pack(contents, withheld=held.strings, page_texts=page_texts)
        data = sealing.seal(packed.data, keys, passphrase)
        write_all([data], [out], overwrite=overwrite)
        return MadePouch(
            out,
            hashlib.sha256(data).hexdigest(),
            len(data),
            packed.cover,
            tuple(one.brief.id for one in contents.briefs),
            held.records,
            bool(keys or passphrase),
        )

    def _gathered(
        self, briefs: Sequence[str], ceiling: str, readers: Sequence[str], comments: bool, desk: str, made_at: str
    ) -> "tuple[Contents, Withheld]":
        from briefing.pouch.contents import Contents

        if not briefs:
            raise PouchError(say("Please choose at least one brief."))
        issued = [self._issued(one, ceiling) for one in dict.fromkeys(briefs)]
        held = self._held(issued)
        with hidden(self.store, held):
            cover = self._cover(issued, ceiling, tuple(readers), desk, made_at)
            return Contents(cover, tuple(self._brief_contents(one, held.strings, comments) for one in issued)), held

    def _issued(self, brief: str, ceiling: str) -> _Issued:
        record = self.get(Brief, brief)
        if record.deleted:
            raise PouchError(say("“%1” is in the bin. Restore it first.", record.title))
        versions = tuple(self.numbered(brief).values())
        if not versions:
            raise NotFoundError(say("“%1” was never issued. Only what was issued goes into a pouch.", record.title))
        kept = self._kept(versions[-1].id)
        profile = self.profile(str(kept.get("profile", "")))
        own = profile.level(versions[-1].marking)
        level = markings.ceiling_of(profile, ceiling or (own.name if own is not None and own.enabled else ""))
        found = _Issued(record, versions, kept, profile, level)
        if not _allowed(found, versions[-1]):
            raise PouchError(
                say(
                    "“%1” was issued as %2, which lies above the ceiling of this pouch (%3). Leave it out, raise the "
                    "ceiling, or issue a brief for these readers.",
                    record.title,
                    versions[-1].marking,
                    level.name if level is not None else say("none"),
                )
            )
        return found

    def _held(self, issued: Sequence[_Issued]) -> Withheld:
        """The records that none of the briefs may show."""
        tests = [markings.allowed_under(one.profile, one.ceiling) for one in issued]
        return withheld(self.store, lambda marking: any(test(marking) for test in tests))

    def _cover(
        self, issued: Sequence[_Issued], ceiling: str, readers: tuple[str, ...], desk: str, made_at: str
    ) -> "Cover":
        from briefing.pouch.contents import Cover
        from briefing.pouch.gathering import list_of

        named = [reader for one in issued for reader in list_of(one.record.audience)]
        marked = dict.fromkeys(one.versions[-1].marking for one in issued)
        ranks = {one.versions[-1].marking: one.profile.level(one.versions[-1].marking) for one in issued}
        order = sorted((one for one in marked if one), key=lambda name: getattr(ranks[name], "rank", 0))
        schemes = {one.profile.scheme for one in issued if one.versions[-1].marking}
        return Cover(
            store=self.store.site,
            store_name=self.setting("title") or self.store.path.stem,
            desk=desk,
            made_at=made_at,
            readers=readers or tuple(dict.fromkeys(named)),
            ceiling=ceiling,
            marking=" / ".join(order if len(schemes) > 1 else order[-1:]),
        )

    def _brief_contents(self, one: _Issued, strings: Sequence[str], comments: bool) -> "BriefContents":
        from briefing.pouch import gathering
        from briefing.pouch.contents import BriefContents, PouchedBrief, PouchedFile

        newest = one.versions[-1]
        trees = {newest.number or 0: self.frozen(newest.id)}
        trees |= self._earlier(one, strings)
        files = tuple(PouchedFile(**vars(kept)) for kept in self.kept_files(newest))
        versions = tuple(
            self._pouched(version, files if version is newest else ())
            for version in one.versions
            if version.number in trees
        )
        step = str(newest.step)
        return BriefContents(
            brief=PouchedBrief(one.record.id, one.record.title, versions, self._why_recalled(one.record)),
            trees=trees,
            data={file.sha256: self.kept_file(file.sha256) for file in files},
            notes=gathering.notes_for(self, one.record.id, tuple(trees)) if comments else (),
            records=gathering.records_of(self, gathering.told_in(one.kept), step),
            passages=gathering.passages_of(self, trees[newest.number or 0]),
        )

    def _pouched(self, version: BriefVersion, files: tuple[Any, ...]) -> "PouchedVersion":
        from briefing.pouch.contents import PouchedVersion

        number = version.number or 0
        headings = self.deciding(version.brief, number)
        return PouchedVersion(
            version.id, number, version.as_at_edtf, version.marking, version.reason, tuple(headings), files
        )

    def _earlier(self, one: _Issued, strings: Sequence[str]) -> "dict[int, BriefTree]":
        """The earlier versions that these readers may see; the others are left out."""
        from briefing.export.leaks import refuse_leaks

        found: dict[int, BriefTree] = {}
        for version in one.versions[:-1]:
            if not _allowed(one, version):
                continue
            try:
                tree = self.frozen(version.id)
                refuse_leaks(tree, strings)
            except (LeakError, FrozenBriefError):
                continue
            found[version.number or 0] = tree
        return found

    def _why_recalled(self, brief: Brief) -> str:
        if brief.status is not BriefStatus.RECALLED:
            return ""
        said = [one.text for one in self.every(Comment) if one.record == brief.id and one.text.startswith("Recalled: ")]
        return said[-1] if said else say("It was recalled.")


def _allowed(one: _Issued, version: BriefVersion) -> bool:
    """Whether a version may be seen under the ceiling; one without a marking of its house may."""
    return not version.marking or markings.allowed_under(one.profile, one.ceiling)(version.marking)
