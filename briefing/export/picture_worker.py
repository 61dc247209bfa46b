"""The process that makes PNG images of SVG with Typst: JSON on standard input, a line of JSON and the images back.

It opens no connection and reads the fonts it is told of; packages could only come from an empty folder.

Request: `template`, `fonts`, `empty` (paths), `pictures` (a list of `svg`, `width`, `height` in points), `ppi`,
`system_fonts`. Answer: `sizes` (bytes of each image, in order), or `error`.
"""

import json
import sys
from typing import Any

from briefing.child import give_way


def main() -> None:
    """Answer one request and end."""
    give_way()
    answer, data = draw(json.loads(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n" + data)
    sys.stdout.buffer.flush()


def draw(request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer and all images behind one another."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=request["system_fonts"], include_embedded_fonts=False, font_paths=[request["fonts"]]
    )
    compiler = typst.Compiler(
        request["template"], font_paths=fonts, package_path=request["empty"], package_cache_path=request["empty"]
    )
    images: list[bytes] = []
    for picture in request["pictures"]:
        values = {key: str(picture[key]) for key in ("svg", "width", "height")}
        try:
            made: Any = compiler.compile(format="png", ppi=request["ppi"], sys_inputs=values)
        except typst.TypstError as error:
            return {"error": error.message}, b""
        images.append(made)
    return {"sizes": [len(image) for image in images]}, b"".join(images)


if __name__ == "__main__":
    main()
