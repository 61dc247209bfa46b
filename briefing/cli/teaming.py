"""Verbs of the command line on a team's server."""

import sys
from typing import TYPE_CHECKING

import click

from briefing.cli.shared import text

if TYPE_CHECKING:
    from briefing.team.address import Address

JOIN = click.option("--join", is_flag=True, help="Mix this store with desks that it has nothing in common with.")
KEEP = click.option("--keep-password", "keep", is_flag=True, help="Keep the password in this system's keyring.")
SERVER = click.argument("server", type=text)


def is_server(place: str) -> bool:
    """Whether the place of an exchange is a server, not a folder."""
    return place.startswith(("postgresql:", "postgres:"))


def ask(address: "Address") -> str | None:
    """Ask the person at the terminal for a password, without showing it; None where nobody is there to be asked."""
    if not sys.stdin.isatty():
        return None
    answer: str = click.prompt(f"Password of {address.login} on {address.place}", hide_input=True, err=True)
    return answer


@click.command(name="team-setup")
@SERVER
@click.option("--print", "printed", is_flag=True, help="Print the SQL that would be run, and change nothing.")
def team_setup(server: str, printed: bool) -> None:
    """Set up a database for a team, or bring it up to date; for an administrator. SERVER is postgresql://login@host/db."""
    from briefing.team.address import read
    from briefing.team.setup import set_up, statements

    if printed:
        click.echo(statements())
        return
    set_up(server, ask)
    place = read(server).place
    click.echo(f"{place} is set up. Put each person's login into one of desk_reader, desk_editor and desk_clearer.")


@click.command(name="team-forget")
@SERVER
def team_forget(server: str) -> None:
    """Take the password of a server out of this system's keyring. SERVER is postgresql://login@host/database."""
    from briefing.team.address import read
    from briefing.team.secrets import forget

    address = read(server)
    words = "was taken out of the keyring" if forget(address) else "was not in the keyring"
    click.echo(f"The password of {address.login} on {address.place} {words}.")


COMMANDS = (team_setup, team_forget)
