"""A page of records that also has a picture of them, over its whole width."""

from __future__ import annotations

import json
from typing import ClassVar

from ui.pages.records import RecordsPage
from ui.pages.views import LIST, PICTURE, Views
from ui.pictures.view import PictureView
from ui.words import tr as _tr


class PicturedPage(RecordsPage):
    """A subclass makes its picture in `make_picture`, and the `views` that switch to it in `build`."""

    views: Views
    BEGINS: ClassVar[bool] = False
    """Whether a new record of the page is what an empty picture waits for; else the list leads on."""

    def make_picture(self) -> PictureView:
        """The picture of the records; called once, when it is first shown."""
        raise NotImplementedError  # pragma: no cover

    def picture_as_left(self) -> PictureView:
        """The picture with the way on from an empty one, as it was left."""
        picture = self.make_picture()
        if self.BEGINS:
            picture.offer(_tr(self.NEW), self.new_record, enabled=not self.desk.read_only)
        else:
            picture.offer(self.tr("Show the list"), self.flip_view)
        try:
            before = json.loads(self.context.settings.word(f"{self.KEY}/picture", "{}"))
        except ValueError:
            before = {}
        if isinstance(before, dict):
            picture.restore({str(name): str(value) for name, value in before.items()})
        return picture

    def refresh(self) -> None:
        super().refresh()
        if picture := self.views.made():
            picture.refresh()

    def is_waiting(self) -> bool:
        picture = self.views.made()
        return super().is_waiting() or (picture is not None and picture.isVisible() and picture.busy())

    def stop(self) -> None:
        super().stop()
        if picture := self.views.made():
            self.context.settings.set_word(f"{self.KEY}/picture", json.dumps(picture.remembered()))
            picture.stop()

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
