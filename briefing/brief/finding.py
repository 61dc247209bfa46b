"""What a preflight finds in a brief: the codes, how grave each is, and which of them nobody can let pass.

Refuses to: look for anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Literal

Severity = Literal["blocks", "warns"]

CODES: Mapping[str, Severity] = MappingProxyType(
    {
        "quote_unverified": "blocks",
        "text_altered": "blocks",
        "not_cleared": "blocks",
        "no_clearance": "blocks",
        "cleared_unseen": "blocks",
        "leak": "blocks",
        "withheld_reference": "blocks",
        "dead_reference": "blocks",
        "unsourced_fact": "blocks",
        "unsourced_event": "blocks",
        "unsourced_position": "blocks",
        "weekday_mismatch": "blocks",
        "contradictory_figures": "blocks",
        "missing_block": "blocks",
        "display_altered": "blocks",
        "fragment_as_key": "blocks",
        "one_page_overflow": "blocks",
        "date_conflict": "warns",
        "planned_past": "warns",
        "deadline_overdue": "warns",
        "next_step_overdue": "warns",
        "mixed_markings": "warns",
        "quote_speaker_unknown": "warns",
        "quote_older": "warns",
        "stale_as_at": "warns",
        "too_long_block": "warns",
        "likelihood_and_confidence": "warns",
        "typed_quote": "warns",
        "undefined_time": "warns",
        "long_sentence": "warns",
    }
)
"""Every code in the order in which findings are listed, with what it does to a brief that is to be issued."""
NEVER_WAIVED = frozenset({"quote_unverified", "text_altered", "not_cleared"})
"""What no reason makes true: words that are not the source's, an archive that was altered, somebody's refusal."""
SHOWN = 120
"""So many characters of what was found are shown in a sentence."""
_LONGEST = 200


@dataclass(frozen=True)
class Finding:
    """One thing that is the matter with a brief, as a sentence that says what to do.

    `kind`, `record` and `field` are where to mend it; a block of a brief is the brief with the name of the block.
    `value` is what was found, on one line: a waiver holds for that alone. `waived` is the reason, empty for none.
    The sentence is for the desk: it may name records that the brief itself withholds.
    """

    code: str
    severity: Severity
    words: str
    kind: str = ""
    record: str = ""
    field: str = ""
    value: str = ""
    waived: str = ""
    waivable: bool = True

    @property
    def blocking(self) -> bool:
        """Whether the brief should not be issued as long as this stands."""
        return self.severity == "blocks" and not self.waived


@dataclass(frozen=True)
class Preflight:
    """What was found, the gravest first, and how many quotes were compared with the archive on the way."""

    findings: tuple[Finding, ...] = ()
    quotes_checked: int = 0

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What keeps the brief from being issued."""
        return tuple(one for one in self.findings if one.blocking)

    @property
    def ok(self) -> bool:
        """Whether nothing keeps the brief from being issued; there may be warnings."""
        return not self.blocking


def found(code: str, words: str, kind: str = "", record: str = "", field: str = "", value: str = "") -> Finding:
    """A finding of a known code."""
    return Finding(code, CODES[code], words, kind, record, field, on_one_line(value), "", code not in NEVER_WAIVED)


def on_one_line(value: str) -> str:
    """`value` as a waiver can keep it: one line, a long one cut and told from others by its hash."""
    line = " ".join("".join(one if one.isprintable() else " " for one in value).split())
    if len(line) <= _LONGEST:
        return line
    return f"{line[:_LONGEST]}… {sha256(line.encode('utf-8', 'replace')).hexdigest()[:16]}"
