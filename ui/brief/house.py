"""What a brief may choose of its house: profile, levels, paper; and the words for what a ceiling leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel

from briefing.desk import Desk
from briefing.errors import BriefingError
from briefing.model import MAIN_KINDS
from briefing.rules.profiles import Level, Profile
from ui.settings import Settings
from ui.widgets.labels import plain_tip
from ui.widgets.text_field import ChoiceField
from ui.words import counted, said, word
from ui.words import tr as _tr

if TYPE_CHECKING:
    from briefing.store.withheld import WithheldRecord

_PAPERS = ("a4", "letter")


def house(desk: Desk, name: str) -> Profile | None:
    """The profile of this name, the store's without one; None where it cannot be used."""
    try:
        return desk.profile(name)
    except BriefingError:
        return None


def profile_options(desk: Desk) -> list[tuple[str, str]]:
    """The profiles that can be chosen; the first is that of the store."""
    usual = house(desk, "")
    first = _tr("As the store: %1").replace("%1", word(usual.title)) if usual else _tr("As the store")
    return [("", first), *((one.name, word(one.title)) for one in desk.profiles().values())]


def template_options(desk: Desk) -> list[tuple[str, str]]:
    """The forms that can be chosen."""
    return [(one.name, word(one.title)) for one in desk.templates().values()]


def paper_options(profile: Profile | None, settings: Settings) -> list[tuple[str, str]]:
    """The papers that can be chosen; the first is that of the profile, else that of the user."""
    usual = (profile.look.paper if profile is not None else "") or settings.text("paper") or "a4"
    return [
        ("", _tr("As set: %1").replace("%1", _paper(usual))),
        *((one, _paper(one)) for one in _PAPERS),
    ]


def _paper(name: str) -> str:
    return _tr("A4") if name == "a4" else _tr("Letter")


def offer_levels(field: ChoiceField, levels: Sequence[Level], first: str) -> None:
    """Offer the levels of a profile, the lowest first; those that are switched off say why and cannot be chosen."""
    field.set_options([("", first), *((one.name, one.name) for one in levels)])
    field.view().setMinimumWidth(field.view().sizeHintForColumn(0) + 2 * field.fontMetrics().averageCharWidth())
    model = field.model()
    assert isinstance(model, QStandardItemModel)
    for number, level in enumerate(levels, 1):
        item = model.item(number)
        item.setEnabled(level.enabled)
        if not level.enabled:
            item.setToolTip(plain_tip(said(level.reason) or _tr("It is switched off.")))
            item.setData(f"{level.name}, {said(level.reason)}", int(Qt.ItemDataRole.AccessibleTextRole))


def off_words(levels: Sequence[Level]) -> str:
    """Why some levels cannot be chosen; empty where all can."""
    reasons = dict.fromkeys(word(one.reason) or one.name for one in levels if not one.enabled)
    return " ".join(reasons)


def seen(withheld: Sequence[WithheldRecord]) -> list[WithheldRecord]:
    """Those of the withheld records that people know as records; what belongs to them goes with them."""
    return [one for one in withheld if one.kind in MAIN_KINDS]


def withheld_words(withheld: Sequence[WithheldRecord], ceiling: str) -> str:
    """`3 records lie above OFFICIAL and are left out.`; empty where none is."""
    count = len(seen(withheld))
    if not count:
        return ""
    if not ceiling:
        return counted(
            count,
            "%1 record has a marking that this profile does not know, and is left out.",
            "%1 records have markings that this profile does not know, and are left out.",
        )
    return counted(
        count, "%1 record lies above %2 and is left out.", "%1 records lie above %2 and are left out.", ceiling
    )
