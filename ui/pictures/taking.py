"""A picture taken out of the window: copied, or saved as SVG or PNG. It is drawn for print in the worker."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from briefing.pictures.printed import with_legend
from briefing.pictures.shapes import Picture
from briefing.pictures.svg import measure, to_svg, write_svg
from ui.background import Handle
from ui.context import Context
from ui.pictures import painting
from ui.theme import Mode, Theme
from ui.words import tr as _tr

_SCALE = 3
"""Large enough for print."""


def copy_picture(context: Context, picture: Picture) -> None:
    """Put the picture on the clipboard, as SVG and as an image, with its table as text."""
    light = Theme(mode=Mode.LIGHT)

    def work(handle: Handle) -> tuple[str, QImage] | None:
        whole = with_legend(picture, measure)
        return None if handle.cancelled() else (to_svg(whole), painting.image(whole, _SCALE, light))

    def done(made: tuple[str, QImage] | None) -> None:
        light.deleteLater()
        if made is None:
            return
        data = QMimeData()
        data.setData("image/svg+xml", made[0].encode())
        data.setImageData(made[1])
        data.setText("\n".join("\t".join(row) for row in picture.table))
        QApplication.clipboard().setMimeData(data)
        context.toast(_tr("The picture was copied."))

    context.background.run(_tr("Copying the picture"), work, done, context.toast)


def save_picture(context: Context, picture: Picture) -> None:
    """Ask where, and save the picture as SVG or PNG."""
    suggested = context.settings.data_folder() / f"{picture.title}.svg"
    path = context.alerts.save_file(_tr("Save the picture"), suggested, _tr("SVG (*.svg);;PNG (*.png)"))
    if path is None:
        return
    where = path if path.suffix.lower() in (".svg", ".png") else path.with_suffix(".svg")
    light = Theme(mode=Mode.LIGHT)

    def work(handle: Handle) -> str | None:
        return None if handle.cancelled() else _written(picture, where, light)

    def done(problem: str | None) -> None:
        light.deleteLater()
        if problem is not None:
            context.toast(problem or _tr("Saved as %1.").replace("%1", where.name))

    context.background.run(_tr("Saving the picture"), work, done, context.toast)


def _written(picture: Picture, path: Path, light: Theme) -> str:
    """Write the picture; what went wrong, or nothing."""
    wrong = _tr("“%1” could not be written: %2").replace("%1", path.name)
    whole = with_legend(picture, measure)
    try:
        if path.suffix.lower() == ".svg":
            write_svg(whole, path)
        elif not painting.image(whole, _SCALE, light).save(str(path)):
            return wrong.replace("%2", _tr("the disk or the folder refused it."))
    except OSError as error:
        return wrong.replace("%2", f"{error.strerror}.")
    return ""
