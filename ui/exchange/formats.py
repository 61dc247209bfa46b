"""What the menus do about the formats of other programs: where a file goes, and what is said of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ui.brief.desk_work import work_on
from ui.brief.exporter import last_folder
from ui.brief.house import seen
from ui.exchange.ceiling import CeilingDialog
from ui.words import counted, marked, said
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.desk.interchange import WrittenFile
    from briefing.desk.listed_works import TakenSources
    from ui.background import Handle
    from ui.window import MainWindow

T = TypeVar("T")

_CSL = marked("CSL-JSON (*.json)")
_ANNOTATIONS = marked("Web Annotations (*.jsonld)")
_SHOWN = 40
"""So many sentences are listed; the others are counted."""
_Export = Callable[["Desk", Path, str, bool], "WrittenFile"]


class FormatVerbs:
    """Sources and quotes of one window, to other programs and from them."""

    def __init__(self, window: MainWindow) -> None:
        """Verbs for `window`."""
        self.window = window

    def sources_out(self) -> None:
        """Ask for a ceiling, where something is marked, and a file, and write the sources."""

        def write(desk: Desk, path: Path, ceiling: str, overwrite: bool) -> WrittenFile:
            return desk.export_sources(path, ceiling=ceiling, overwrite=overwrite)

        def words(number: int) -> str:
            return counted(number, "Wrote %1 source.", "Wrote %1 sources.")

        self._out(_tr("Sources to CSL-JSON"), "sources.json", _CSL, write, words)

    def quotes_out(self) -> None:
        """Ask for a ceiling, where something is marked, and a file, and write the verified quotes."""

        def write(desk: Desk, path: Path, ceiling: str, overwrite: bool) -> WrittenFile:
            return desk.export_annotations(path, ceiling=ceiling, overwrite=overwrite)

        def words(number: int) -> str:
            return counted(number, "Wrote %1 quote.", "Wrote %1 quotes.")

        self._out(_tr("Quotes as Web Annotations"), "quotes.jsonld", _ANNOTATIONS, write, words)

    def sources_in(self) -> None:
        """Ask for a file, and make sources of what is new in it."""
        window = self.window
        if not window.may_edit():
            return
        path = window.alerts.open_file(_tr("Sources from CSL-JSON"), self._folder(), _CSL)
        if path is None:
            return
        window.flush()
        desk = window.desk

        def take(twin: Desk, handle: Handle) -> tuple[TakenSources, str]:
            handle.on_cancel(twin.store.give_up)
            try:
                return twin.import_sources(path), twin.latest
            finally:
                handle.on_cancel(lambda: None)

        def done(found: tuple[TakenSources, str]) -> None:
            if window.has_desk() and window.desk is desk:
                self._tell_taken(*found)

        self._work(_tr("Reading “%1”").replace("%1", path.name), take, done, writes=True)

    def _out(self, title: str, name: str, kinds: str, write: _Export, words: Callable[[int], str]) -> None:
        window = self.window
        window.flush()
        levels = window.desk.ceilings()
        if not levels:
            self._save(title, name, kinds, write, words, "")
            return
        dialog = CeilingDialog(window.context, window, title, levels)
        dialog.chosen.connect(lambda ceiling: self._save(title, name, kinds, write, words, ceiling))
        dialog.finished.connect(lambda _how: dialog.deleteLater())
        dialog.open()

    def _save(
        self, title: str, name: str, kinds: str, write: _Export, words: Callable[[int], str], ceiling: str
    ) -> None:
        window = self.window
        suggested = self._folder() / f"{window.desk.store.path.stem}-{name}"
        chosen = window.alerts.save_file(title, suggested, kinds)
        if chosen is None:
            return
        # the dialog asked before an existing file is replaced, but not about the name with an ending
        path = chosen if chosen.suffix else chosen.with_suffix(suggested.suffix)
        window.settings.set_word("formats_folder", str(path.parent))

        def done(made: WrittenFile) -> None:
            self._tell_written(made, words(made.records), ceiling)

        self._work(
            _tr("Writing “%1”").replace("%1", path.name),
            lambda desk, _handle: write(desk, path, ceiling, path == chosen),
            done,
        )

    def _work(
        self,
        label: str,
        work: Callable[[Desk, Handle], T],
        done: Callable[[T], object],
        *,
        writes: bool = False,
    ) -> None:
        window = self.window
        handle: Handle | None = None

        def failed(sentence: str) -> None:
            stopped = handle is not None and handle.cancelled()
            window.toasts.show_toast(_tr("Stopped. Nothing was changed.") if stopped else sentence)

        handle = work_on(window, window.context, label, work, done, failed, writes=writes)

    def _tell_written(self, made: WrittenFile, words: str, ceiling: str) -> None:
        window = self.window
        left = seen(made.withheld)
        if left:
            above = counted(len(left), "%1 lies above %2.", "%1 lie above %2.", ceiling)
            words = f"{words} {above}"
        told = [said(one) for one in made.notices]
        told += [_tr("Above the ceiling: “%1”").replace("%1", one.title) for one in left]
        more = self._more(told)
        window.toasts.show_toast(words, _tr("Show"), lambda: window.alerts.show_folder(made.path.parent), more)

    def _tell_taken(self, taken: TakenSources, entry: str) -> None:
        window, new = self.window, len(taken.new)
        window.context.bridge.look()  # another connection has written
        told = [said(one) for one in (*taken.left_out, *taken.notices)]
        if more := self._more(told):
            left = len(taken.left_out)
            heard = counted(left, "%1 item was left out.", "%1 items were left out.") if left else told[0]
            window.toasts.show_toast(heard, *more)
        words = counted(new, "Imported %1 source.", "Imported %1 sources.")
        if known := len(taken.known):
            here = counted(known, "%1 was here already.", "%1 were here already.")
            words = f"{words} {here}" if new else _tr("Nothing new: %1").replace("%1", here)
        if new:
            window.go("source", taken.new[0])
            window.context.offer_undo(words, entry)
        elif known or not told:
            window.toasts.show_toast(words if known else _tr("The file holds no sources."))

    def _more(self, told: Sequence[str]) -> tuple[str, Callable[[], object]] | None:
        """The way to read what was said of single items; None where there is nothing to say."""
        if not told:
            return None
        shown = list(told[:_SHOWN])
        if len(told) > len(shown):
            shown.append(_tr("and %1 more").replace("%1", str(len(told) - len(shown))))
        title = _tr("What was left out or changed, and why")
        return _tr("Read all"), lambda: self.window.alerts.problem(title, "\n\n".join(shown))

    def _folder(self) -> Path:
        kept = self.window.settings.word("formats_folder")
        return Path(kept) if kept and Path(kept).is_dir() else last_folder(self.window.context)
