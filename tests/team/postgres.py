"""A PostgreSQL server of the tests' own: in a folder of its own, on a port of its own, ended by its own process id."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

import psycopg

NAME = "db.example.org"
"""The name in the server's certificate."""
READY = "database system is ready to accept connections"
PASSWORDS = {name: f"{name}'s own:/@%" for name in ("admin", "chief", "anna", "ben", "clara", "rita", "olaf")}
GROUPS = {"anna": "desk_editor", "ben": "desk_editor", "clara": "desk_clearer", "rita": "desk_reader"}
"""The logins of a team; olaf is in no group."""


def programs() -> Path | None:
    """The folder of the newest PostgreSQL here; None where it, or what else these tests need of Linux, is missing."""
    if sys.platform != "linux" or not (shutil.which("setpriv") and shutil.which("openssl")):
        return None
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0]))
    there = shutil.which("initdb")
    return found[-1].parent if found else Path(there).resolve().parent if there else None


class Postgres:
    """The server. `start` waits until it answers; `kill` ends it and its children without a warning."""

    def __init__(self, bin_: Path) -> None:
        self._bin = bin_
        self.folder = Path(tempfile.mkdtemp(prefix="bd-pg-"))
        self.port = 20_000 + os.getpid() % 20_000
        self._prefix = ["setpriv", "--pdeathsig=QUIT"]  # no server outlives its tests, whatever ends them
        if os.geteuid() == 0:  # which initdb refuses
            user, group = _other_user()
            os.chown(self.folder, user, group)
            self._prefix += [f"--reuid={user}", f"--regid={group}", "--clear-groups"]
        self._server: subprocess.Popen[str] | None = None
        self._make()

    def _make(self) -> None:
        secret = self.folder / "secret"
        secret.write_text(PASSWORDS["admin"], encoding="utf-8")
        words = [*("-D", str(self.data), "-U", "admin", "-A", "scram-sha-256", f"--pwfile={secret}", "--no-sync")]
        secret.chmod(0o644)
        self._run("initdb", *words, "--no-instructions", "-E", "UTF8", "--locale=C")
        secret.unlink()
        settings = (
            "listen_addresses = '127.0.0.1'",
            f"unix_socket_directories = '{self.folder}'",
            "fsync = off",  # processes are killed here, not machines
            "shared_buffers = 16MB",
            "max_connections = 60",
            "restart_after_crash = on",
            "logging_collector = off",
            "ssl = on",
        )
        self._append("postgresql.conf", "\n".join(settings))
        self._certify()

    def _certify(self) -> None:
        """A certificate for `NAME`, signed by an authority of our own: `self.authority`."""
        key, signed = self.data / "server.key", self.data / "server.crt"
        new = (
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        )
        root = ("-keyout", str(self.folder / "root.key"), "-out", str(self.authority), "-subj", "/CN=Authority")
        ours = (
            "-keyout",
            str(key),
            "-out",
            str(signed),
            "-subj",
            f"/CN={NAME}",
            "-addext",
            f"subjectAltName=DNS:{NAME}",
        )
        by = ("-CA", str(self.authority), "-CAkey", str(self.folder / "root.key"))
        for words in (new + root, new + ours + by):
            subprocess.run([*self._prefix, *words], check=True, capture_output=True, cwd=self.folder)
        key.chmod(0o600)

    @property
    def authority(self) -> Path:
        """The certificate of the authority that signed the server's."""
        return self.folder / "root.crt"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _append(self, name: str, text: str) -> None:
        with (self.data / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [*self._prefix, str(self._bin / program), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C", "PGPASSWORD": PASSWORDS["admin"]},
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start, and wait for its own word that it is ready; another port where this one is taken."""
        for _ in range(20):
            words = [*self._prefix, str(self._bin / "postgres"), "-D", str(self.data), "-p", str(self.port)]
            self._server = subprocess.Popen(
                words,
                stderr=subprocess.PIPE,
                text=True,
                cwd=self.folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            )
            assert self._server.stderr is not None
            said = []
            for line in self._server.stderr:
                said.append(line)
                if READY in line:
                    _drain(self._server.stderr)
                    return
            self._server.stderr.close()
            self._server.wait()
            if any("could not bind" in line for line in said):
                self.port += 1
            elif not any("still in use" in line for line in said):
                raise AssertionError("".join(said))
        raise AssertionError("".join(said))

    def kill(self) -> None:
        """End the server and all its processes at once, as a power cut would."""
        assert self._server is not None
        children = children_of(self._server.pid)
        self._server.kill()
        for child in children:
            _kill(child)
        self._server.wait()

    def kill_a_backend(self, pid: int) -> None:
        """End one process of the server; it then ends all others and starts them anew."""
        assert self._server is not None
        assert pid in children_of(self._server.pid)
        _kill(pid)

    def stop(self) -> None:
        """End the server and remove its folder."""
        if self._server is not None and self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(20)
        shutil.rmtree(self.folder)

    def admin(self, database: str = "postgres") -> psycopg.Connection[tuple[Any, ...]]:
        """A connection of the administrator, who may do anything."""
        return psycopg.connect(
            host=str(self.folder),
            port=self.port,
            user="admin",
            password=PASSWORDS["admin"],
            dbname=database,
            autocommit=True,
        )

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs as the administrator."""
        self._run(program, *("-h", str(self.folder), "-p", str(self.port), "-U", "admin"), *words)

    def url(self, login: str, database: str) -> str:
        """An address of this server as people write it."""
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in listed.split()]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _drain(stream: IO[str]) -> None:
    """Let a thread read on, or a server that says much would wait for us."""

    def read() -> None:
        with stream:
            stream.read()

    threading.Thread(target=read, daemon=True).start()


def _other_user() -> tuple[int, int]:
    import pwd  # which other systems than Unix do not have

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise AssertionError("there is no other user here")
