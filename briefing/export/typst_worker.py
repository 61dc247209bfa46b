"""The process that runs Typst: JSON on standard input, one line of JSON and then the PDF on standard output.

It is a process and not a thread so that it can be killed and gives its memory back. It knows the ladder of
fonts and standards and the steps of spacing, and nothing of briefs. It reads the template and the fonts it
is told of and opens no connection: packages could only come from two empty folders.

Request: `template`, `fonts`, `empty` (paths), `data` (JSON text), `fits` (list of JSON texts, widest first),
`timestamp` (seconds). Answer: `pages`, `room` (lines left on the first page, below zero those beyond it), `fit`
(index), `standards`, `missing` (characters), `system_fonts`, `notices`, or `error`.
"""

import json
import os
import re
import sys
from functools import cache
from typing import Any

from briefing.child import give_way

STANDARDS = ("a-2a", "ua-1")
_RUNGS: tuple[tuple[bool, tuple[str, ...]], ...] = (
    (False, STANDARDS),
    (True, STANDARDS),
    (True, ()),
)
_NO_GLYPH = re.compile(r'the (?:text|PDF)(?: contains the (?:disallowed )?codepoint)? `"(.*?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_HOPELESS = 3
"""More pages than this no spacing brings down to one: only the tightest is tried."""


def main() -> None:
    """Answer one request and end; with `--stay` one after the other, each with its length before it."""
    give_way()
    os.environ["RAYON_NUM_THREADS"] = str(max(1, (os.cpu_count() or 1) - 1))  # one processor is the window's
    given, out = sys.stdin.buffer, sys.stdout.buffer
    if "--stay" not in sys.argv[1:]:
        out.write(_answered(given.read()))
        return
    while length := given.readline():
        answer = _answered(given.read(int(length)))
        out.write(b"%d\n" % len(answer) + answer)
        out.flush()


def _answered(request: bytes) -> bytes:
    answer, pdf = typeset(json.loads(request))
    return json.dumps(answer).encode("ascii") + b"\n" + pdf


@cache
def _compiler(template: str, fonts: str, empty: str, system_fonts: bool) -> Any:
    """The compiler for these fonts; it keeps what it set before, so the next time is shorter."""
    import typst

    found = typst.Fonts(include_system_fonts=system_fonts, include_embedded_fonts=False, font_paths=[fonts])
    return typst.Compiler(template, font_paths=found, package_path=empty, package_cache_path=empty)


def typeset(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer and the PDF for `request`; the PDF is empty where there is an error."""
    import typst

    missing: str = ""
    for system_fonts, standards in _RUNGS:
        compiler = _compiler(request["template"], request["fonts"], request["empty"], system_fonts)
        try:
            answer, pdf = _fitted(compiler, request, list(standards))
        except typst.TypstError as error:
            found = _missing(error.diagnostic)
            if not found:
                return {"error": error.message}, b""
            missing = found
            continue
        return {
            **answer,
            "standards": standards,
            "missing": missing,
            "system_fonts": system_fonts,
        }, pdf
    return {"error": f"no font holds {missing}"}, b""


def _fitted(compiler: Any, request: dict[str, Any], standards: list[str]) -> tuple[dict[str, Any], bytes]:
    """Compile with the widest spacing that fills one page, or the tightest; one spacing is simply used."""
    fits = request["fits"]
    pages, last = 1, len(fits) - 1
    for index, fit in enumerate(fits):
        if pages > _HOPELESS and index != last:
            continue  # each try takes seconds then
        pdf, notices = compiler.compile_with_warnings(
            format="pdf",
            sys_inputs={"data": request["data"], "fit": fit},
            pdf_standards=standards,
            timestamp=request["timestamp"],
        )
        pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
        if pages == 1:
            break
    return {
        "pages": pages,
        "room": int(json.loads(compiler.query("<room>", field="value", one=True))),
        "fit": index,
        "notices": [notice.message for notice in notices],
    }, pdf


def _missing(diagnostic: str) -> str:
    """The characters that no font could show, in order, each once."""
    characters = "".join(
        _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found) for found in _NO_GLYPH.findall(diagnostic)
    )
    return "".join(dict.fromkeys(characters))


if __name__ == "__main__":
    main()
