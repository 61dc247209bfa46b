"""Looks in finished files for words that the ceiling withheld, and refuses the export that shows one.

What lies above the ceiling was taken away before the brief was composed. This is the second lock: it searches the tree,
every file and its name, as a reader or a curious program would. Refuses to: remove anything; a person has to reword.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from briefing.brief.tree import Brief, Callout, Changed, Heading, Sheet, plain, walk_blocks
from briefing.errors import LeakError
from briefing.export.shared import strings_of
from briefing.wording import say

HEAD = say("the title or head of the brief")
"""Where words stand that are in no section."""
_WORD = re.compile(r"\w+")
_WHOLE_WORDS = 24
"""Shorter strings count only where they stand as words of their own."""


def refuse_leaks(brief: Brief, strings: Sequence[str]) -> None:
    """Raise LeakError where the brief holds one of `strings`, naming the section."""
    if not strings:
        return
    whole = _folded("\n".join(strings_of(brief)))
    found = next(_found(whole, strings), None)
    if found is None:
        return
    section = ""
    for block in walk_blocks(brief.blocks):
        if isinstance(block, Heading):
            section = plain(block.runs)
            continue
        if isinstance(block, Sheet | Changed):
            continue  # its own headings come next
        if isinstance(block, Callout):
            section = block.label
        if any(_found(_folded("\n".join(strings_of(block))), [found])):
            break
    else:
        section = HEAD
    raise _leak(found, section or HEAD)


def refuse_leaking_file(
    name: str, format_: str, data: bytes, strings: Sequence[str], pages: Sequence[str] = ()
) -> None:
    """Raise LeakError where a finished file, its name or the texts of its pages hold one of `strings`."""
    if not strings:
        return
    for text in (name, *_texts(format_, data), *pages):
        found = next(_found(_folded(text), strings), None)
        if found is not None:
            raise _leak(found, name)


def _leak(found: str, place: str) -> LeakError:
    return LeakError(
        say(
            "“%1” lies above the ceiling of this export, but stands in: %2. Nothing was written. Reword it, leave the "
            "block out, or raise the ceiling.",
            found[:60],
            place,
        )
    )


def _texts(format_: str, data: bytes) -> Iterator[str]:
    if format_ == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                yield part.filename
                if part.filename.endswith((".xml", ".rels")):
                    source = parts.read(part).decode("utf-8", "replace")
                    yield html.unescape(re.sub(r"<[^>]*>", "", source))
                    yield source
    elif format_ == "pdf":
        yield data.decode("latin-1")  # what is not compressed: the metadata
    else:
        source = data.decode("utf-8", "replace")
        yield source
        yield html.unescape(re.sub(r"<[^>]*>", "", source)) if format_ == "html" else re.sub(r"\\(?=\W)", "", source)


def _found(text: str, strings: Iterable[str]) -> Iterator[str]:
    """Those of `strings` that `text`, which is folded, shows: short ones as words, longer ones anywhere."""
    there = set(_WORD.findall(text))
    for one in strings:
        wanted = _folded(one)
        words = _WORD.findall(wanted)
        # Most strings of a large store have a word that the text does not: the whole text is searched for few.
        inner = words[1:-1] or (words if len(wanted) < _WHOLE_WORDS else ())
        possible = wanted and all(word in there for word in inner) and wanted in text
        if possible and (len(wanted) >= _WHOLE_WORDS or _as_words(text, wanted)):
            yield one


def _as_words(text: str, wanted: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
