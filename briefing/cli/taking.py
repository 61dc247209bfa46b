"""The verb that takes in what came back: another copy of the store, or a reader's reply. The file says which it is."""

from pathlib import Path

import click

from briefing.cli.exchanging import take_store_file
from briefing.cli.reviewing import KEY_FILE, key_of, take_reply_file
from briefing.cli.shared import JSON, PATH, STORE, USER
from briefing.cli.teaming import JOIN
from briefing.store.engine import APPLICATION_ID
from briefing.store.pouch_file import application_of


@click.command()
@STORE
@click.argument("file", type=PATH)
@click.option("--preview", is_flag=True, help="Say what would be taken in, and change nothing.")
@JOIN
@KEY_FILE
@USER
@JSON
def take(store: Path, file: Path, preview: bool, join: bool, key_file: Path | None, user: str, as_json: bool) -> None:
    """Take in another copy of the store, or a reader's reply: one step, which can be undone."""
    if application_of(file) == APPLICATION_ID:
        take_store_file(store, file, preview=preview, join=join, user=user, as_json=as_json)
    else:
        take_reply_file(store, file, preview=preview, keys=key_of(key_file), user=user, as_json=as_json)


COMMANDS = (take,)
