"""The script that sets the project up."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_word_it_does_not_know_prints_the_help_and_fails(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["fly"]) == 2
    assert "dev.py test" in capsys.readouterr().out
    assert dev.main(["--help"]) == 0


def test_the_stamp_changes_with_the_lock_and_the_python(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dev.stamp_text(b"a==1")
    assert first != dev.stamp_text(b"a==2")
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))
    assert dev.stamp_text(b"a==1") != first


def test_a_display_is_seen_where_there_is_one(dev: ModuleType) -> None:
    assert not dev.has_display("linux", {})
    assert not dev.has_display("linux", {"DISPLAY": ""})
    assert dev.has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert dev.has_display("darwin", {})
    assert dev.has_display("win32", {})


def test_without_rights_it_prints_the_exact_line(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(dev.SetUpError, match="sudo apt-get install -y --no-install-recommends libgl1 libegl1"):
        dev.apt_install(["libgl1", "libegl1"])


def test_on_a_system_without_apt_it_names_what_is_missing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    with pytest.raises(dev.SetUpError, match="libxcb-cursor0"):
        dev.apt_install(["libxcb-cursor0"])


def test_pytests_last_line_is_recognised(dev: ModuleType) -> None:
    assert dev.is_summary("12 passed, 1 skipped in 3.21s\n")
    assert dev.is_summary("=== 1 failed, 2 passed in 61.00s (0:01:01) ===")
    assert not dev.is_summary("tests/test_dev.py::test_that 3 passed this way")
    assert dev.skipped_in("SKIPPED [3] tests/x.py:4: shared data not present") == 3
    assert dev.skipped_in("no such thing") == 0


def test_the_lock_is_hashed_universal_and_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index" not in text
    assert "sys_platform" in text
    assert "pyside6==6.11.3" in text.lower()


def test_coverage_counts_lines_and_branches_and_branches_alone(dev: ModuleType) -> None:
    one = {"num_statements": 8, "covered_lines": 8, "num_branches": 2, "covered_branches": 0}
    two = {"num_statements": 10, "covered_lines": 10, "num_branches": 0, "covered_branches": 0}
    assert dev.coverage_of([one, two]) == (90.0, 0.0)
    assert dev.coverage_of([]) == (0.0, 0.0), "a report without the folder is no success"
    assert dev.is_in("ui/app.py", "ui")
    assert not dev.is_in("uiother/app.py", "ui")


def test_without_rights_to_install_test_programs_it_goes_on_and_says_so(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    dev.install_test_programs()
    said = capsys.readouterr().out
    assert said.count("Some tests will be skipped") == 2
    assert "xvfb" in said.splitlines()[0]
    assert said.splitlines()[1].endswith(" chromium"), "its absence costs no other test"
    monkeypatch.setattr(dev.sys, "platform", "win32")
    dev.install_test_programs()
    assert capsys.readouterr().out == ""
