"""The verbs of the desk on the command line. `--json` prints one JSON value; errors go to standard error.

Exit status: 0 done, 1 refused (with a sentence), 2 wrong usage. Nothing is decided here.
"""

import io
import sys
from collections.abc import Sequence

import click

from briefing.cli import briefs, exchanging, interchange, proposing, records, reviewing, shared, taking, teaming
from briefing.cli.shared import opened, user_name
from briefing.errors import BriefingError
from briefing.export.receipt import PageTexts

__all__ = ["group", "opened", "run", "user_name", "verbs"]


@click.group()
@click.version_option("0.1.0", prog_name="Briefing Desk")
def group() -> None:
    """Briefing Desk: the verbs for scripts. Without a verb, main.py [STORE] opens the window."""


for _command in (
    *records.COMMANDS,
    *briefs.COMMANDS,
    *reviewing.COMMANDS,
    *exchanging.COMMANDS,
    *proposing.COMMANDS,
    *taking.COMMANDS,
    *interchange.COMMANDS,
    *teaming.COMMANDS,
):
    group.add_command(_command)


def verbs() -> tuple[str, ...]:
    """The words that run without a window."""
    return tuple(group.commands)


def run(words: Sequence[str], page_texts: PageTexts | None = None) -> int:
    """Run a verb; returns the exit status. Never raises what a user could have caused.

    `page_texts` reads finished PDF files again; without it their receipts say that they were not read.
    """
    shared.READER.page_texts = page_texts
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # scripts read UTF-8 wherever they run, a terminal its own
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="backslashreplace")
    try:
        status = group.main(args=list(words), prog_name="main.py", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Abort:
        return 130
    except click.exceptions.Exit as done:
        return done.exit_code
    except BriefingError as error:
        click.echo(str(error), err=True)
        return 1
    except SystemExit:  # click's answer to a reader that has gone: nothing more can be said
        return 1
    return status if isinstance(status, int) else 0
