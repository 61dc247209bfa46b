"""Sets up, runs and tests Briefing Desk on a machine with nothing but Python. Standard library only.

python3 dev.py setup    make .venv from requirements.lock
python3 dev.py run      set up what is missing and open the window (without a display: export the sample brief)
python3 dev.py test     format check, lint, types, architecture, tests with coverage
python3 dev.py explore  the properties alone, with other and many more examples than the tests take
python3 dev.py bench    the measurements in tests/bench
python3 dev.py pictures  the pictures of the README and the manual, made anew
python3 dev.py words [LANGUAGE]  the translations brought up to date, or a new one begun
python3 dev.py lock     renew requirements.lock (needs uv)
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "briefing-desk.stamp"
OLDEST, NEWEST = (3, 11), (3, 13)
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "dbus-run-session": "dbus-daemon", "strace": "strace", "pg_ctlcluster": "postgresql"}
TEST_FILES = {
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/pyatspi/__init__.py": "python3-pyatspi",
}
"""What tests need: the accessibility bus, the trace of system calls, a team's server; with Debian's packages."""
BROWSER = {"chromium": "chromium"}
"""What the checks of HTML in a browser need; on its own, for not every system has a package of this name."""
COVERAGE_FLOORS = (("briefing", 95, 95), ("ui", 90, 80))
"""Folder, least per cent of lines and branches together, least per cent of branches alone."""
MISSING_DATA = "shared data not present"


class SetUpError(Exception):
    """Something is missing that this script may not or cannot install; the text says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says; returns the exit status."""
    verbs = {
        "setup": set_up,
        "run": run,
        "test": test,
        "explore": explore,
        "bench": bench,
        "pictures": pictures,
        "words": words,
        "lock": lock,
    }
    verb = arguments[0] if arguments else ""
    if verb not in verbs:
        print((__doc__ or "").strip())
        return 0 if verb in ("-h", "--help", "help") else 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(f"Python 3.11 to 3.13 is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        return verbs[verb](list(arguments[1:]))
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# set-up


def set_up(_arguments: list[str]) -> int:
    """Make sure that the system libraries and .venv are there."""
    install_libraries()
    wanted = stamp_text(LOCK.read_bytes())
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted and venv_program("python").exists():
        return 0
    print("Setting up .venv …", flush=True)
    began = time.monotonic()
    uv = shutil.which("uv")
    if uv:
        command([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        command(
            [
                uv,
                "pip",
                "sync",
                "--quiet",
                "--require-hashes",
                "--python",
                str(venv_program("python")),
                str(LOCK),
            ]
        )
    else:
        make_venv()
        python = str(venv_program("python"))
        install = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "--no-deps",  # the lock holds them all; old versions of pip would look for a newer "coverage[toml]"
        ]
        command([*install, "--requirement", str(LOCK)])
        command([python, "-m", "pip", "check", "--quiet"])
    STAMP.write_text(wanted, encoding="utf-8")
    print(f"Set up in {time.monotonic() - began:.0f} s.", flush=True)
    return 0


def stamp_text(lock: bytes) -> str:
    """What .venv was made from: the lock file and the Python version."""
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{hashlib.sha256(lock).hexdigest()} python {version}\n"


def venv_program(name: str) -> Path:
    """A program of .venv."""
    return VENV / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def make_venv() -> None:
    """Make .venv with the standard library; on Debian its venv module is a package of its own."""
    if subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode:
        apt_install(["python3-venv", f"python3.{sys.version_info[1]}-venv"])
    if VENV.exists():
        shutil.rmtree(VENV)
    command([sys.executable, "-m", "venv", str(VENV)])


def missing_libraries() -> list[str]:
    """The Debian packages of the system libraries that cannot be loaded; empty on other systems."""
    if sys.platform != "linux":
        return []
    missing = []
    for soname, package in LIBRARIES.items():
        try:
            ctypes.CDLL(soname)
        except OSError:
            missing.append(package)
    return missing


def install_libraries() -> None:
    """Install the libraries that the window needs where that is allowed, else say the exact line."""
    missing = missing_libraries()
    if missing:
        apt_install(missing)


def install_test_programs() -> None:
    """Install what some tests need beside Python where that is allowed; they are skipped with a reason where not."""
    if sys.platform != "linux":
        return
    missing = [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    missing += [package for path, package in TEST_FILES.items() if not Path(path).exists()]
    browser = [package for program, package in BROWSER.items() if shutil.which(program) is None]
    for packages in (missing, browser):
        if not packages:
            continue
        try:
            apt_install(packages)
        except SetUpError as error:
            print(f"Some tests will be skipped. {error}", flush=True)


def apt_line(packages: Sequence[str]) -> str:
    """The line that installs Debian packages."""
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root or through sudo without a question. Raises SetUpError otherwise."""
    line = apt_line(packages)
    if not shutil.which("apt-get"):
        raise SetUpError(f"These system libraries are missing (Debian's names): {' '.join(packages)}")
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if not sudo or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
            raise SetUpError(f"Please run this once, then try again:\n  sudo {line}")
        prefix = [sudo, "-n"]
    print(f"Installing {' '.join(packages)} …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "-q"], capture_output=True, check=False, env=environment)
    done = subprocess.run([*prefix, *line.split()], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SetUpError(f"Installing failed. Please run this yourself:\n  sudo {line}\n{done.stderr.strip()[-500:]}")


def command(words: Sequence[str]) -> None:
    """Run a command. Raises SetUpError where it fails."""
    try:
        subprocess.run(list(words), check=True, cwd=ROOT)
    except (subprocess.CalledProcessError, OSError) as error:
        raise SetUpError(f"This failed: {' '.join(words)}\n{error}") from error


# run


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be opened."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform != "linux" or any(environment.get(name) for name in wanted)


def run(arguments: list[str]) -> int:
    """Open the window, or without a display export the sample brief."""
    set_up([])
    python = str(venv_program("python"))
    if has_display(sys.platform, os.environ):
        return subprocess.run([python, "main.py", *arguments], cwd=ROOT, check=False).returncode
    out = "exports/sample"
    print(
        f"There is no display, so the sample brief is exported to {out} instead of opening the window.",
        flush=True,
    )
    verb = ["export", "data/briefing.db", "--template", "one-page", "--format", "md,html,pdf", "--overwrite"]
    return subprocess.run([python, "main.py", *verb, "--out", out], cwd=ROOT, check=False).returncode


# test


def test(arguments: list[str]) -> int:
    """Every check; further arguments go to pytest. The last line printed is pytest's own summary."""
    set_up([])
    install_test_programs()
    failed = []
    for name, words in (
        ("format", ["ruff", "format", "--check", "--quiet", "."]),
        ("lint", ["ruff", "check", "--quiet", "."]),
        ("types", ["mypy", "--no-error-summary"]),
        ("architecture", ["lint-imports", "--no-cache"]),
    ):
        done = subprocess.run(
            [str(venv_program(words[0])), *words[1:]], cwd=ROOT, check=False, capture_output=True, text=True
        )
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr, flush=True)
            failed.append(name)
    status, summary = run_pytest(arguments)
    if status:
        failed.append("tests")
    if not arguments:
        failed += check_coverage()
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
    print(summary, flush=True)
    return 1 if failed else 0


def run_pytest(arguments: Sequence[str]) -> tuple[int, str]:
    """Run pytest with its output passed on, in two workers; its exit status and its summary line."""
    coverage = [] if arguments else ["--cov", "--cov-report="]
    start = [str(venv_program("python")), "-m", "pytest", "-q", "-rs", "--durations=25", "-n2", "--dist=loadfile"]
    summary = ""
    # the tests start our modules in hundreds of processes, each of which would compile them anew
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    words = [*start, *coverage, *arguments]
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    with process:
        assert process.stdout is not None
        absent = 0
        for line in process.stdout:
            print(line, end="", flush=True)
            if is_summary(line):
                summary = line.strip()
            if MISSING_DATA in line:
                absent += skipped_in(line)
    print(f"Skipped for want of shared data: {absent}", flush=True)
    return process.returncode, summary


def is_summary(line: str) -> bool:
    """Whether a line is pytest's last one: `12 passed, 1 skipped in 3.21s`."""
    return bool(re.search(r"\b\d+ (passed|failed|error|errors|skipped)\b.* in [\d.]+s", line))


def skipped_in(line: str) -> int:
    """How many tests a line of pytest's skip report stands for: `SKIPPED [3] tests/…`."""
    found = re.search(r"SKIPPED \[(\d+)\]", line)
    return int(found[1]) if found else 0


def check_coverage() -> list[str]:
    """The names of the folders whose coverage, or that of their branches alone, lies under its floor."""
    report = ROOT / ".coverage.json"
    command([str(venv_program("python")), "-m", "coverage", "json", "-q", "-o", str(report)])
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    report.unlink()
    failed = []
    for folder, floor, branch_floor in COVERAGE_FLOORS:
        whole, branches = coverage_of([file["summary"] for name, file in files.items() if is_in(name, folder)])
        words = f"{whole:.1f} % of lines and branches (floor {floor} %), {branches:.1f} % of branches alone"
        print(f"coverage of {folder}/: {words} (floor {branch_floor} %)", flush=True)
        if whole < floor or branches < branch_floor:
            failed.append(f"coverage of {folder}")
    if failed:
        command([str(venv_program("python")), "-m", "coverage", "report"])
    return failed


def is_in(name: str, folder: str) -> bool:
    """Whether the file of a coverage report lies in a folder of the project."""
    return Path(name).parts[0] == folder


def coverage_of(summaries: Sequence[Mapping[str, int]]) -> tuple[float, float]:
    """Per cent of lines and branches together, and of branches alone, from coverage's own sums by file."""
    lines = sum(one["num_statements"] for one in summaries)
    covered = sum(one["covered_lines"] for one in summaries)
    branches = sum(one["num_branches"] for one in summaries)
    taken = sum(one["covered_branches"] for one in summaries)
    if not lines:
        return 0.0, 0.0
    return 100 * (covered + taken) / (lines + branches), 100 * taken / max(1, branches)


# explore, measure, picture, lock


def explore(arguments: list[str]) -> int:
    """The properties with new random examples; the tests take settled ones, so that a pass is a pass everywhere."""
    set_up([])
    return pytest("-n", "2", "-m", "hypothesis", "--hypothesis-profile=explore", *arguments)


def bench(arguments: list[str]) -> int:
    """The measurements; further arguments go to pytest."""
    set_up([])
    return pytest("-p", "no:randomly", "-o", "norecursedirs=.*", "tests/bench", *arguments)


def pytest(*words: str) -> int:
    """Run pytest for as long as it takes; its exit status."""
    start = [str(venv_program("python")), "-m", "pytest", "-q", "--timeout=900"]
    return subprocess.run([*start, *words], cwd=ROOT, check=False).returncode


def pictures(arguments: list[str]) -> int:
    """Make the pictures of the README and the manual; the arguments name those wanted."""
    set_up([])
    words = [str(venv_program("python")), "docs/make_pictures.py", *arguments]
    return subprocess.run(words, cwd=ROOT, check=False).returncode


def words(arguments: list[str]) -> int:
    """Collect the texts of the window for Qt Linguist and release the translations; an argument begins a language."""
    set_up([])
    collect = [str(venv_program("python")), "-m", "resources.translations.collect", *arguments]
    return subprocess.run(collect, cwd=ROOT, check=False).returncode


def lock(_arguments: list[str]) -> int:
    """Renew requirements.lock: universal, hashed, without the address of any index."""
    uv = shutil.which("uv")
    if not uv:
        raise SetUpError("Renewing the lock needs uv: pipx install uv")
    command(
        [
            *(uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-emit-index-url"),
            *("--no-emit-find-links", "--no-header", "--python-version", "3.11", "--extra", "test"),
            *("pyproject.toml", "--output-file", str(LOCK.relative_to(ROOT))),
        ]
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
