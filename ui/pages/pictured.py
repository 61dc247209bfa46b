"""A page of records that also has a picture of them, over its whole width."""

from __future__ import annotations

import json
from typing import ClassVar

from ui.pages.records import RecordsPage
from ui.pages.views import LIST, PICTURE, Views
from ui.words import tr as _tr


class PicturedPage(RecordsPage):
    """A subclass makes its picture and the `views` that switch to it in `build`, then calls this class's."""

    views: Views
    BEGINS: ClassVar[bool] = False
    """Whether a new record of the page is what an empty picture waits for; else the list leads on."""

    def build(self) -> None:
        super().build()
        if self.BEGINS:
            self.views.picture.offer(_tr(self.NEW), self.new_record, enabled=not self.desk.read_only)
        else:
            self.views.picture.offer(self.tr("Show the list"), self.flip_view)
        try:
            before = json.loads(self.context.settings.word(f"{self.KEY}/picture", "{}"))
        except ValueError:
            before = {}
        if isinstance(before, dict):
            self.views.picture.restore({str(name): str(value) for name, value in before.items()})

    def refresh(self) -> None:
        super().refresh()
        self.views.picture.refresh()

    def is_waiting(self) -> bool:
        picture = self.views.picture
        return super().is_waiting() or (picture.isVisible() and picture.busy())

    def stop(self) -> None:
        super().stop()
        self.context.settings.set_word(f"{self.KEY}/picture", json.dumps(self.views.picture.remembered()))
        self.views.picture.stop()

    def seen(self) -> tuple[str, str] | None:
        return (PICTURE, self.KEY) if self.views.current() == PICTURE else super().seen()

    def show_record(self, kind: str, record_id: str) -> None:
        if kind == PICTURE:  # Back: it stands as it was left
            self.views.show(PICTURE)
            self.views.take_focus()
            return
        self.views.show(LIST)
        super().show_record(kind, record_id)

    def verbs(self) -> frozenset[str]:
        # what the list has chosen is not seen while the picture is
        return super().verbs() if self.views.current() == LIST else frozenset()

    def take_focus(self) -> None:
        if self.views.current() == LIST:
            super().take_focus()
        else:
            self.views.take_focus()

    def flip_view(self) -> None:
        self.views.flip()
