"""A page of records that also has a picture of them, over its whole width."""

from __future__ import annotations

from ui.pages.records import RecordsPage
from ui.pages.views import LIST, Views


class PicturedPage(RecordsPage):
    """A subclass makes its picture and the `views` that switch to it in `build`, then calls this class's."""

    views: Views

    def refresh(self) -> None:
        super().refresh()
        self.views.picture.refresh()

    def is_waiting(self) -> bool:
        picture = self.views.picture
        return super().is_waiting() or (picture.isVisible() and picture.busy())

    def stop(self) -> None:
        super().stop()
        self.views.picture.stop()

    def show_record(self, kind: str, record_id: str) -> None:
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
