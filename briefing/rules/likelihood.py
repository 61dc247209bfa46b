"""Words of likelihood on a fixed scale: the PHIA probability yardstick, and the words for confidence.

Sources: UK Professional Head of Intelligence Assessment; for keeping likelihood and confidence apart, ICD 203.
"""

import re

SCALE: tuple[tuple[str, str], ...] = (
    ("remote chance", "5% or less"),
    ("highly unlikely", "10% to 20%"),
    ("unlikely", "25% to 35%"),
    ("realistic possibility", "40% to just under 50%"),
    ("likely, probable", "55% to 75%"),
    ("highly likely", "80% to 90%"),
    ("almost certain", "95% or more"),
)
"""Each word with the range that it stands for; there are gaps between them."""
WORDS = (*(word for words, _ in SCALE for word in words.split(", ")), "probably")
_LIKELIHOOD = re.compile(rf"\b({'|'.join(sorted(WORDS, key=len, reverse=True))})\b", re.IGNORECASE)
_DEGREE = r"(?:high|moderate|medium|low)"
_CONFIDENCE = re.compile(rf"\b{_DEGREE}\s+confidence\b|\bconfidence\b[^.!?]{{0,40}}\b{_DEGREE}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def mixed(text: str) -> list[str]:
    """The sentences of `text` that speak of likelihood and of confidence at once."""
    found = (part.strip() for part in _SENTENCE.findall(text))
    return [part for part in found if _LIKELIHOOD.search(part) and _CONFIDENCE.search(part)]
