"""After a new version of a source: what became of the quotes and citations of the older ones, re-anchored one by one.

Responsible for: asking that in a worker, one step for each answer, and one for all that are sure.
Refuses to: move anything by itself. What is left alone stays true of its own version.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from briefing.desk import Desk
from briefing.desk.versions import Relocation
from briefing.model import KINDS, Citation, Quote, Source
from briefing.store import archive
from briefing.store.steps import Change
from ui.background import Handle
from ui.brief.desk_work import work_on
from ui.context import Context
from ui.exchange.deciding import DecidingWindow
from ui.icons import KIND_ICONS
from ui.importing.moved_pane import MovedPane, move_words
from ui.widgets.buttons import push_button
from ui.widgets.rows import RowText
from ui.words import counted, cut, opened, word

_KINDS = frozenset({"quote", "citation", "source_version", "source", "*"})


class MovedWindow(DecidingWindow[Relocation]):
    """`open` it with `show()`; it closes with its store."""

    def __init__(self, context: Context, source: str, parent: QWidget) -> None:
        """Ask what became of the passages of `source`."""
        self.pane = MovedPane(context)
        self._source = source
        self._found: dict[str, Relocation] = {}
        self._texts: dict[str, str] = {}
        self._ticket = 0
        self.asked = False
        hint = self.tr(
            "Quotes stay with the version they were taken from until you say otherwise. 1 re-anchors, J and K go on "
            "and back, Ctrl+Z takes the last step back."
        )
        title = self.tr("What moved: %1").replace("%1", cut(context.desk.title(Source.KIND, source)))
        super().__init__(context, self.pane, title, self.tr("Passages of older versions"), hint, parent)
        self.all_sure = push_button(context.icons, "", "circle-check", on_click=self.take_all)
        self.foot.insertWidget(self.foot.count() - 1, self.all_sure)
        self.pane.wanted.connect(self.put)
        self.refresh()
        self.ask()
        self.list.setFocus()

    def ask(self) -> None:
        """Ask again what became of them, in a worker."""
        self._ticket += 1
        ticket, source = self._ticket, self._source

        def work(desk: Desk, _handle: Handle) -> tuple[tuple[Relocation, ...], dict[str, str]]:
            found = desk.moved(source)
            newest = desk.archived(source)
            texts = {"": newest.text if newest is not None else ""}
            for one in found:
                if str(one.number) not in texts:
                    texts[str(one.number)] = _text_of(desk, one)
            return found, texts

        def done(answer: tuple[tuple[Relocation, ...], dict[str, str]]) -> None:
            if ticket == self._ticket:
                found, self._texts = answer
                self._found = {f"{one.kind} {one.record}": one for one in found}
                self.asked = True
                self.refresh()

        words = self.tr("Comparing the versions")
        work_on(self, self.context, words, work, done, lambda text: self.say(text))

    def put(self, start: int) -> None:
        """Let the chosen passage stand at `start` of the newest text; -1 leaves it where it is."""
        one, desk = self.chosen(), self.context.desk
        if one is None:
            return
        if start < 0:
            self.walk(1)
            return
        end = one.moved.end if start == one.moved.start and one.moved.end is not None else start + len(one.was)
        key = f"{one.kind} {one.record}"

        def verb() -> None:
            desk.reanchor(one.kind, one.record, start, end)
            self._found.pop(key, None)

        self.decide(verb, self.tr("Re-anchored “%1”.").replace("%1", cut(one.was)))

    def take_all(self) -> None:
        """Re-anchor all whose words stand in one place of the newest text, in one step."""
        sure = [one for one in self.items.values() if one.sure]
        context = self.context
        if sure and context.may_edit() and context.attempt(lambda: context.desk.reanchor_all(sure)):
            entry = context.desk.latest
            words = counted(len(sure), "Re-anchored one passage.", "Re-anchored %1 passages.")
            for one in sure:
                key = f"{one.kind} {one.record}"
                self._found.pop(key, None)
                self._decided[key] = entry
            self.say(words, self.tr("Undo"), lambda: self._take_back(entry))
            self.refresh()

    # what a deciding window asks

    def use(self, number: int) -> None:
        if number < len(self.pane.buttons):
            self.pane.buttons[number].click()

    def read(self) -> Mapping[str, Relocation]:
        return self._found

    def row(self, item: Relocation) -> RowText:
        noun = opened(word(KINDS[item.told_kind].LABEL))
        number = self.tr("version %1").replace("%1", str(item.number))
        second = f"{noun} · {number}"
        if item.kind == Citation.KIND:
            second = f"{noun} “{cut(self.context.desk.title(item.told_kind, item.told), 60)}” · {number}"
        icon = KIND_ICONS.get(item.told_kind, "circle")
        return RowText(f"“{cut(item.was, 120)}”", second, (move_words(item.moved.move),), quote=True, icon=icon)

    def show_one(self, item: Relocation) -> None:
        self.pane.show_relocation(item, self._texts.get(str(item.number), ""), self._texts.get("", ""))
        for button in self.pane.buttons:
            button.setEnabled(not self.context.desk.read_only)

    def progress_words(self, done: int, total: int) -> str:
        return self.tr("%1 of %2 re-anchored").replace("%1", str(done)).replace("%2", str(total))

    def empty_words(self, *, decided: bool) -> tuple[str, str]:
        if not self.asked:
            return self.tr("Comparing the versions…"), ""
        if decided:
            return self.tr("All is re-anchored"), self.tr("Every passage stands on the newest version now.")
        return self.tr("Nothing to re-anchor"), self.tr("No quote or citation stands on an older version.")

    def refresh(self) -> None:
        super().refresh()
        sure = sum(one.sure for one in self.items.values())
        self.all_sure.setText(self.tr("Re-anchor all that are sure (%1)").replace("%1", str(sure)))
        self.all_sure.setEnabled(sure > 0 and not self.context.desk.read_only)

    def _on_changed(self, change: Change) -> None:
        if change.kinds & _KINDS:
            self.ask()


def _text_of(desk: Desk, one: Relocation) -> str:
    """The text that a passage was taken from."""
    row = desk.get(Quote, one.record) if one.kind == Quote.KIND else desk.get(Citation, one.record)
    return archive.version_text(desk.store, row.source_version).text
