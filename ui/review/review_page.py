"""Review mode: a queue of briefs, one of them large to be read, its pages, its notes. Nothing of it can be edited.

Responsible for: which brief is read, where reading stands, what is marked. Refuses to: write notes (`noting.py` does),
and to know a store; it is given a `Reviewing`.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from briefing.brief.placing import Standing
from briefing.brief.tree import plain
from briefing.errors import BriefingError
from briefing.model import Comment, Decision
from briefing.terms import BriefStatus
from ui.context import Context
from ui.review.differences import lines_of
from ui.review.frame import ReviewFrame
from ui.review.marks import Marks, NoteMark
from ui.review.note_words import initials_on, result_words, results
from ui.review.noting import Noting
from ui.review.paper import Paper
from ui.review.remembering import Stop, keep_stop, stop_at, stop_of
from ui.review.source import Reviewing, Shown, Since
from ui.review.verbs import VIEWS
from ui.review.writing import Extras
from ui.words import counted, said

_READ = 0.97
_LEAST = 0.001
"""Who opened a brief has read that much of it."""


class ReviewPage(ReviewFrame):
    """`left` says that the reader wants out."""

    left = Signal()

    def __init__(self, context: Context, source: Reviewing, parent: QWidget | None = None) -> None:
        """Nothing is read yet; `open` begins."""
        super().__init__(context, source, parent)
        self.shown: Shown | None = None
        self.since: Since | None = None
        self._stale = False
        self.paper = Paper(self)
        self.noting = Noting(self)
        self.queue.chosen.connect(self.show_brief)
        self.queue.move_wanted.connect(self._move)
        self.bar.version_wanted.connect(self._show_version)
        self.text.moved.connect(self._on_moved)
        self.text.scrolled.connect(self._on_scrolled)
        self.text.quote_wanted.connect(self.show_proof)
        self.text.note_wanted.connect(self.show_note)
        self.text.seen_wanted.connect(self.forget_changes)
        self.text.margin_clicked.connect(self._on_margin)
        self.text.decision_wanted.connect(self.noting.decide)
        self.notes.place_wanted.connect(self.show_place_of)
        self.notes.hand_back_wanted.connect(self.noting.hand_back)
        self.proof.closed.connect(lambda: self.text.setFocus(Qt.FocusReason.OtherFocusReason))
        self.printed.ready.connect(self._on_pages)
        source.on_change(self.reload)
        view = context.settings.word("review_view", "text")
        self.set_view(view if view in VIEWS else "text")

    def slots(self) -> dict[str, Callable[[], object]]:
        return {
            **super().slots(),
            "leave": self.leave,
            "print": lambda: self.paper.print_brief(),
            "print_notes": lambda: self.paper.print_with_notes(),
            "comment": lambda: self.noting.comment(),
            "decide": lambda: self.noting.decide_here(),
            "next": lambda: self.step(1),
            "previous": lambda: self.step(-1),
            "next_change": self.next_change,
            "next_brief": lambda: self._step_brief(1),
            "previous_brief": lambda: self._step_brief(-1),
        }

    # what is read

    def open(self, brief: str = "") -> None:
        """Begin to read: `brief`, else the one read last, else the first of the queue."""
        entries = self.source.queue()
        known = [entry.brief for entry in entries]
        last = self.context.settings.word("review_last")
        wanted = next((one for one in (brief, last, *known) if one in known), "")
        self.queue.show_entries(entries, wanted, may_order=self.source.may_order)
        self.nothing.setVisible(not wanted)
        self.panes.setVisible(bool(wanted))
        if wanted:
            self.show_brief(wanted)
        else:
            self.shown = None
            self.bar.set_title(self.tr("Review"), "")
            self.bar.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()

    def show_brief(self, brief: str, number: int | None = None) -> None:
        """Read a brief where reading stopped: its newest issued version, or another one by its number."""
        self.remember()
        try:
            shown = self.source.load(brief, number)
        except BriefingError as error:
            self.context.refused(error)
            self.bar.set_title(self.tr("This brief cannot be read"), said(error))
            return
        self.notes.form.close_form()
        self.shown = shown
        self.context.settings.set_word("review_last", brief)
        self.proof.close_panel()
        stop = stop_of(self.context.settings, brief)
        self.since = self._since(shown, stop)
        self._write()
        self._show_notes()
        same = stop is not None and stop.version == self._version()
        place = stop.place(shown.addresses()) if stop is not None and same else None
        if place in self.text.places.items and place is not None and stop is not None and _LEAST < stop.share < _READ:
            self.text.go_to(place)
        else:
            self.text.to_top()
        if self.view != "text":
            self.printed.show_version(shown)
        self.remember()
        self.queue.refresh()
        self._say_facts()
        self._enable()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read the same version again: notes were written, here or elsewhere."""
        if not shiboken6.isValid(self):  # what is written may be told of while the page goes
            return
        if self.shown is None or not self.isVisible():
            self._stale = True
            return
        self._stale = False
        try:
            shown = self.source.load(self.shown.entry.brief, self.shown.reviewed.number)
        except BriefingError as error:
            self.context.refused(error)
            return
        before, self.shown = self.shown, shown
        if shown.reviewed.tree != before.reviewed.tree or self._deciding(shown) != self._deciding(before):
            self._write()
        self._show_notes()
        self._say_facts()
        self._enable()

    def remember(self) -> None:
        """Keep where reading stands now, and which version was read before this one."""
        if self.shown is None or not self.text.isVisible():
            return
        if self.shown.numbers and self._version() != self.shown.numbers[-1]:
            return  # whoever looks up an earlier version has not read it last
        settings, brief = self.context.settings, self.shown.entry.brief
        kept = stop_of(settings, brief)
        before = 0
        if kept is not None:
            before = kept.before if kept.version == self._version() else kept.version
        share = max(self.text.share_read(), _LEAST)
        unit = self.text.unit_in_view()
        keep_stop(settings, brief, stop_at(self.shown.addresses(), unit, self._version(), share, before))
        try:
            self.source.mark_read(self.shown, unit or 0)
        except BriefingError as error:  # a notebook on a disk that is full: reading goes on
            self.context.told(error)

    def forget_changes(self) -> None:
        """What changed since the last reading was seen: it is marked no more."""
        if self.shown is None:
            return
        kept = stop_of(self.context.settings, self.shown.entry.brief) or Stop(self._version())
        changed = Stop(kept.version, kept.at, kept.ordinal, kept.share, 0)
        keep_stop(self.context.settings, self.shown.entry.brief, changed)
        self.since = None
        self._write()
        self._mark()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    # moving

    def set_view(self, view: str) -> None:
        super().set_view(view)
        if view != "text" and self.shown is not None:
            self.printed.show_version(self.shown)
        self._say_facts()

    def step(self, way: int) -> None:
        """Go to the next or previous item of the text; at the end say so."""
        if self.view == "pages":
            self.set_view("both")
        if not self.text.step(way):
            end = self.tr("This is the end of the brief. Shift+J goes on to the next one.")
            self.context.toast(end if way > 0 else self.tr("This is the beginning of the brief."))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_change(self) -> None:
        """Go to the next place that changed since the last reading; after the last one, to the first."""
        changed = sorted(self.since.changed & set(self.text.places.spans)) if self.since is not None else []
        if not changed:
            self.context.toast(self.tr("Nothing is marked as changed here."))
            return
        now = self.text.current()
        self.text.go_to(next((one for one in changed if now is None or one > now), changed[0]))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_place_of(self, note: str) -> None:
        """Show where a note stands."""
        placed = {one.note.id: one for one in self.shown.reviewed.placed.notes} if self.shown is not None else {}
        one = placed.get(note)
        if one is not None and one.unit is not None:
            if self.view == "pages":
                self.set_view("both")
            self.text.go_to(one.unit, start=one.start, end=one.end)
            self.notes.show_note(note)

    def show_proof(self, quote: str) -> None:
        """Show where a quote comes from, under the text."""
        try:
            if self.shown is not None:
                self.proof.show_proof(self.source.proof(self.shown, quote))
        except BriefingError as error:
            self.context.refused(error)

    def show_note(self, number: int) -> None:
        """Show what a note of the brief says, under the text."""
        notes = self.shown.reviewed.tree.notes if self.shown is not None else ()
        for note in notes:
            if note.number == number:
                self.proof.show_note(note.mark or str(number), plain(note.runs))

    def leave(self) -> None:
        """Close what is open over the text; with nothing open, go."""
        if not self.proof.isHidden():
            self.proof.close_panel()
        elif not self.notes.form.isHidden():
            self.notes.form.close_form()
        else:
            self.remember()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()

    # parts

    def _version(self) -> int:
        return (self.shown.reviewed.number or 0) if self.shown is not None else 0

    def _since(self, shown: Shown, stop: Stop | None) -> Since | None:
        number = shown.reviewed.number or 0
        if stop is None:
            earlier = self.source.last_read(shown.entry.brief, number)
        else:
            earlier = stop.before if stop.version == number else stop.version
        if not earlier:
            return None
        try:
            return self.source.since(shown, earlier)
        except BriefingError:  # the earlier version cannot be read any more: then this one is read without it
            return None

    def _write(self) -> None:
        assert self.shown is not None
        heading, before = lines_of(self.since) if self.since is not None else ("", ())
        extras = Extras(heading, before, self._deciding(self.shown), results(), self.shown.quotes)
        self.text.show_brief(self.shown.reviewed.tree, list(self.shown.units), extras)

    def _deciding(self, shown: Shown) -> dict[int | None, str]:
        """What can be decided here, with what was decided on it."""
        if shown.reviewed.number is None or self.source.refusal:
            return {}
        found: dict[int | None, list[str]] = {one: [] for one in (*shown.reviewed.decidable, None)}
        for one in shown.reviewed.decisions:
            if isinstance(one.note, Decision) and one.unit in found and (one.unit is not None or one.whole):
                words = f"{initials_on(one.note)}: {result_words(one.note.result)}"
                earlier = one.standing is Standing.CHANGED
                found[one.unit].append(self.tr("%1, on earlier words").replace("%1", words) if earlier else words)
        return {unit: " · ".join(words) for unit, words in found.items()}

    def _show_notes(self) -> None:
        assert self.shown is not None
        self.notes.show_notes(self.shown, self.source)
        self.notes.say_waiting(self.noting.waiting())
        self._mark()

    def _mark(self) -> None:
        assert self.shown is not None
        found = []
        counting = {one.note.id for one in self.shown.reviewed.decisions}
        replies = {reply.id for thread in self.shown.reviewed.threads for reply in thread.replies}
        for one in self.shown.reviewed.placed.notes:
            note = one.note
            decided = isinstance(note, Decision)
            if one.unit is None or note.id in replies or (decided and note.id not in counting):
                continue
            quiet = isinstance(note, Comment) and note.resolved
            changed = one.standing is Standing.CHANGED
            found.append(NoteMark(note.id, one.unit, one.start, one.end, initials_on(note), changed, quiet, decided))
        changed_units = self.since.changed if self.since is not None else frozenset()
        self.text.set_marks(Marks(tuple(found), changed_units, self.text.current()))

    def _say_facts(self) -> None:
        shown = self.shown
        if shown is None:
            return
        entry = shown.entry
        number = shown.reviewed.number
        version = self.tr("Version %1").replace("%1", str(number)) if number is not None else self.tr("Draft")
        self.bar.set_versions(version, shown.numbers, number)
        facts = [] if len(shown.numbers) > 1 else [version]
        facts += [self.tr("recalled")] if entry.status == BriefStatus.RECALLED else []
        facts.append(self._page_words())
        facts.append(counted(shown.minutes(), "%1 minute to read", "%1 minutes to read"))
        facts += [entry.marking] if entry.marking else []
        self.bar.set_title(entry.title, " · ".join(part for part in facts if part))
        self.bar.set_share(self.text.share_read())

    def _page_words(self) -> str:
        count = self.printed.count()
        if not count:
            return self.tr("%1 % read").replace("%1", str(round(self.text.share_read() * 100)))
        page = self.printed.page_of(self.text.unit_in_view()) or 1
        if self.view == "pages" and self.printed.pages is not None:
            page = self.printed.pages.view.pageNavigator().currentPage() + 1
        return self.tr("page %1 of %2").replace("%1", str(page)).replace("%2", str(count))

    def _enable(self) -> None:
        reading = self.shown is not None
        writable = reading and not self.source.refusal
        for name in ("print", "print_notes", "next", "previous", "text", "pages", "both", "next_change"):
            self.verbs[name].setEnabled(reading)
        self.verbs["comment"].setEnabled(writable)
        decidable = writable and self.shown is not None and self.shown.reviewed.number is not None
        self.verbs["decide"].setEnabled(decidable)

    def _move(self, brief: str, way: int) -> None:
        if self.context.may_edit() and self.context.attempt(lambda: self.source.move(brief, way)):
            self.queue.show_entries(self.source.queue(), brief, may_order=True)

    def _show_version(self, number: int) -> None:
        if self.shown is not None:
            self.show_brief(self.shown.entry.brief, number)

    def _step_brief(self, way: int) -> None:
        if not self.queue.step(way):
            words = self.tr("This was the last brief.") if way > 0 else self.tr("This is the first brief.")
            self.context.toast(words)

    def _on_moved(self, unit: int) -> None:
        self.notes.show_here(unit)
        if self.view == "both":
            self.printed.go_to(unit)
        self._say_facts()

    def _on_scrolled(self) -> None:
        self._say_facts()

    def _on_pages(self) -> None:
        if self.printed.pages is not None:
            navigator = self.printed.pages.view.pageNavigator()
            navigator.currentPageChanged.connect(self._say_facts, Qt.ConnectionType.UniqueConnection)
        self._say_facts()

    def _on_margin(self, note: str) -> None:
        self.show_notes_panel(on=True)
        self.notes.show_note(note)
