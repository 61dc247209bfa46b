"""What may stand in the address of a server, and how strictly a connection is made."""

from __future__ import annotations

import pytest

from briefing.errors import TeamError
from briefing.team.address import read


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("postgresql://anna@db.example.org/crisis", "postgresql://anna@db.example.org/crisis"),
        ("postgres://anna@db.example.org:5432/crisis", "postgresql://anna@db.example.org/crisis"),
        (" postgresql://anna@[2001:db8::1]:6000/crisis ", "postgresql://anna@[2001:db8::1]:6000/crisis"),
        ("postgresql://a%40b@%2Fvar%2FRun/crisis%201", "postgresql://a%40b@%2Fvar%2FRun/crisis%201"),
        ("postgresql://anna@/crisis?host=/tmp/Pg", "postgresql://anna@%2Ftmp%2FPg/crisis"),
        ("postgresql://anna@db/crisis?sslmode=verify-full", "postgresql://anna@db/crisis?sslmode=verify-full"),
    ],
)
def test_an_address_is_kept_as_it_is_meant_and_read_again(url: str, kept: str) -> None:
    assert str(read(url)) == kept
    assert read(kept) == read(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://anna:secret@db.example.org/crisis",
        "postgresql://anna:@db.example.org/crisis",
        "postgresql://anna@db.example.org/crisis?password=secret",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(TeamError, match="Please leave the password out") as caught:
        read(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
@pytest.mark.parametrize("place", ["db.example.org", "192.0.2.1", "127.0.0.1.example.org", "localhost.example.org"])
def test_beyond_this_machine_a_weaker_connection_is_refused(mode: str, place: str) -> None:
    with pytest.raises(TeamError, match=f"“sslmode={mode}” would let somebody on the way read"):
        read(f"postgresql://anna@{place}/crisis?sslmode={mode}")


def test_a_near_name_for_a_far_address_is_far() -> None:
    with pytest.raises(TeamError, match="sslmode"):
        read("postgresql://anna@localhost/crisis?hostaddr=192.0.2.1&sslmode=disable")
    assert read("postgresql://anna@localhost/crisis?hostaddr=192.0.2.1").parameters()["sslmode"] == "verify-full"
    assert read("postgresql://anna@db.example.org/crisis?hostaddr=127.0.0.1").parameters()["sslmode"] == "verify-full"


@pytest.mark.parametrize("place", ["127.0.0.1", "127.3.2.1", "[::1]", "localhost", "LocalHost", "%2Fvar%2Frun"])
def test_on_this_machine_no_certificate_is_needed_and_no_password_goes_in_clear(place: str) -> None:
    told = read(f"postgresql://anna@{place}/crisis").parameters()
    assert told["sslmode"] == "prefer"
    assert told["require_auth"] == "!password"


def test_beyond_this_machine_the_certificate_is_always_checked() -> None:
    told = read("postgresql://anna@db.example.org/crisis?sslrootcert=/etc/ssl/ministry.pem").parameters()
    assert (told["sslmode"], told["sslrootcert"]) == ("verify-full", "/etc/ssl/ministry.pem")
    assert told["gssencmode"] == "disable"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "crisis.db",
        "mysql://anna@db/crisis",
        "postgresql://db/crisis",
        "postgresql://anna@db",
        "postgresql://anna@db/",
        "postgresql:///crisis",
        "postgresql://anna@db:port/crisis",
        "postgresql://anna@db:99999999/crisis",
        "postgresql://anna@[::1/crisis",
        "postgresql://anna@db/crisis#part",
        "postgresql://anna@db/crisis?sslmode",
        "postgresql://anna@db/cri\nsis",
        "postgresql://anna@db/crisis\x00",
        "postgresql://%00@db/crisis",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(TeamError, match="postgresql://login@server/database"):
        read(url)


@pytest.mark.parametrize("name", ["passfile", "service", "options", "sslpassword", "user", "dbname", "port", "x"])
def test_nothing_else_can_be_set_in_an_address(name: str) -> None:
    with pytest.raises(TeamError, match=f"“{name}” cannot be set"):
        read(f"postgresql://anna@db/crisis?{name}=1")


def test_an_address_names_one_server_and_a_known_way_to_encrypt() -> None:
    with pytest.raises(TeamError, match="name one server"):
        read("postgresql://anna@localhost,192.0.2.1/crisis")
    with pytest.raises(TeamError, match="name one server"):
        read("postgresql://anna@localhost/crisis?hostaddr=127.0.0.1,192.0.2.1")
    with pytest.raises(TeamError, match="no way to encrypt"):
        read("postgresql://anna@localhost/crisis?sslmode=maybe")


def test_a_place_is_said_as_people_say_it() -> None:
    assert read("postgresql://anna@db.example.org/crisis").place == "db.example.org/crisis"
    assert read("postgresql://anna@db.example.org:6000/crisis").place == "db.example.org:6000/crisis"
