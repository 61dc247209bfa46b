"""Bytes → ReadFile in the process that runs this: the worker's for everything heavy, any for plain small texts.

Responsible for handing each format to its reader. Refuses to start processes.
"""

from briefing.errors import IntakeError
from briefing.intake.decoding import decode
from briefing.intake.finishing import finished
from briefing.intake.formats import Format, format_of
from briefing.intake.readfile import ReadFile
from briefing.wording import say

TIMEOUT = 60.0
"""Seconds that one file may take."""
SMALL = 2_000_000
"""Bytes up to which a plain text, or a piece of a page, is read where it is asked for."""


def is_light(data: bytes, name: str) -> bool:
    """Whether the file may be read in the window's own process. Raises IntakeError where no reader knows it."""
    kind = format_of(data, name)
    if kind is Format.LINK:
        return True
    if len(data) > SMALL:
        return False
    if kind is Format.PAGE:
        from briefing.intake import page

        try:
            return not page.is_whole_page(page.decoded_page(data, name).text)
        except IntakeError:
            raise
        except Exception:  # noqa: BLE001  # what a library trips over is told where it is read
            return False
    return kind in (Format.TEXT, Format.MARKDOWN)


def read_safely(data: bytes, name: str, *, choose: bool = True) -> ReadFile:
    """What `read_here` gives. Raises IntakeError, and nothing else, whatever a reader or a library trips over.

    So the other files of a batch come in.
    """
    try:
        return read_here(data, name, choose=choose)
    except IntakeError:
        raise
    except MemoryError:
        sentence = say("“%1” needs more memory than a file may take. Please split it. Nothing was changed.", name)
    except RecursionError:
        sentence = say("“%1” is nested too deeply to be read. Nothing was changed.", name)
    except Exception:  # noqa: BLE001  # libraries raise what they like
        sentence = say(
            "“%1” could not be read, for it is built in a way that no reader understands. Please save it anew, or as "
            "text. Nothing was changed.",
            name,
        )
    raise IntakeError(sentence) from None


def read_here(data: bytes, name: str, *, choose: bool = True) -> ReadFile:
    """Read the bytes of a file called `name`. Raises IntakeError with a sentence.

    With `choose` the article of a whole page is looked for by trafilatura, for which this must be the worker process.
    """
    kind = format_of(data, name)
    if kind is Format.PAGE:
        from briefing.intake import page

        found = page.decoded_page(data, name)
        return page.read_page(data, name, found, choose=choose and page.is_whole_page(found.text))
    if kind is Format.PDF:
        from briefing.intake.pdf import read_pdf

        return read_pdf(data, name)
    if kind is Format.DOCX:
        from briefing.intake.docx import read_docx

        return read_docx(data, name)
    if kind is Format.MAIL:
        from briefing.intake.mail import read_mail

        return read_mail(data, name)
    if kind is Format.SAVED:
        from briefing.intake.mail import read_saved_page

        return read_saved_page(data, name, choose=choose)
    if kind is Format.LINK:
        from briefing.intake.links import read_link

        return read_link(data, name)
    text = decode(data, name)
    return finished(
        text.text,
        data=data,
        name=name,
        media_type="text/plain",
        method=f"{kind}/1 {text.encoding}",
        notices=text.notices,
    )
