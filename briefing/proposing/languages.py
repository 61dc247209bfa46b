"""What is known of a language: the tables in `resources/languages/<tag>/<name>.toml`, read once and kept.

Responsible for: finding the folder that fits a language tag (`sr-Cyrl-RS` reads `sr-cyrl`, else `sr`).
Refuses to: guess the language of a text, and to look outside of that folder, whatever a document calls its language.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from briefing import paths

ENGLISH = "en"
"""What is read for a language that nobody has described."""

# languages and tags that are read like another one
_LIKE = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "nb": "da", "nn": "da", "no": "da"}

_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*\Z")
_LONGEST_TAG = 35


def load(tag: str, name: str) -> Mapping[str, Any]:
    """The table `name` ("marks", "speech", …) of a language, or the English one where it has none."""
    return _read(found(tag, name) or ENGLISH, name)


@lru_cache(maxsize=1024)
def found(tag: str, name: str) -> str:
    """The folder that `load` reads for a tag; empty where there is none, so that a caller can be less sure.

    An empty or malformed tag is an unknown language.
    """
    wanted = tag.strip().lower().replace("_", "-")
    if len(wanted) > _LONGEST_TAG or not _TAG.match(wanted):
        return ""
    parts = wanted.split("-")
    parts[0] = _LIKE.get(parts[0], parts[0])
    for length in range(len(parts), 0, -1):
        folder = "-".join(parts[:length])
        if (paths.resources() / "languages" / folder / f"{name}.toml").is_file():
            return folder
    return ""


def described(name: str) -> tuple[str, ...]:
    """The tags of all languages that have a table of that name, sorted."""
    return tuple(sorted(path.parent.name for path in (paths.resources() / "languages").glob(f"*/{name}.toml")))


@lru_cache(maxsize=256)
def _read(folder: str, name: str) -> Mapping[str, Any]:
    text = (paths.resources() / "languages" / folder / f"{name}.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))
