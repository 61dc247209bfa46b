"""What import-linter cannot see: a walk over the syntax trees and the files of the project."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QObject

Node = TypeVar("Node", bound=ast.AST)
ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*ROOT.glob("briefing/**/*.py"), *ROOT.glob("ui/**/*.py"), ROOT / "main.py", ROOT / "dev.py"])
SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE (TABLE|INDEX|TRIGGER)|PRAGMA|BEGIN IMMEDIATE)\b")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


class Parsed:
    """One file of ours: its name, its syntax tree, and the nodes of the tree by their type."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(ROOT).as_posix()
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self._nodes: dict[type[ast.AST], list[Any]] = {}
        for node in ast.walk(self.tree):
            self._nodes.setdefault(type(node), []).append(node)

    def of(self, kind: type[Node]) -> list[Node]:
        return self._nodes.get(kind, [])


@pytest.fixture(scope="module")
def files() -> list[Parsed]:
    """Read once for all tests, and let go of afterwards."""
    return [Parsed(path) for path in SOURCES]


def test_message_boxes_and_file_dialogs_are_only_made_in_alerts(files: list[Parsed]) -> None:
    found = [
        file.name
        for file in files
        for node in file.of(ast.ImportFrom)
        for alias in node.names
        if alias.name in ("QMessageBox", "QFileDialog", "QInputDialog") and file.name != "ui/alerts.py"
    ]
    assert found == []


def test_sql_stands_only_in_the_store_and_for_the_server_in_the_team(files: list[Parsed]) -> None:
    found = [
        f"{file.name}:{node.lineno}"
        for file in files
        if not file.name.startswith(("briefing/store/", "briefing/team/"))
        for node in file.of(ast.Constant)
        if isinstance(node.value, str) and SQL.match(node.value)
    ]
    assert found == []


def test_the_core_listens_to_nothing_of_the_window_and_only_the_bridge_listens_to_the_core(files: list[Parsed]) -> None:
    found = [
        file.name
        for file in files
        for node in file.of(ast.Attribute)
        if node.attr == "listen" and file.name.startswith("ui/") and file.name != "ui/bridge.py"
    ]
    assert found == []


def _is_translated(node: ast.Call) -> bool:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in ("tr", "translate")
    return isinstance(node.func, ast.Name) and node.func.id == "_tr"


def test_texts_to_translate_are_whole_and_not_put_together(files: list[Parsed]) -> None:
    found = [
        f"{file.name}:{node.lineno}"
        for file in files
        for node in file.of(ast.Call)
        if _is_translated(node)
        and file.name.startswith("ui/")
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert found == []


def test_no_text_to_translate_stands_inside_an_f_string(files: list[Parsed]) -> None:
    """Qt Linguist's tools do not look into one."""
    found = [
        f"{file.name}:{node.lineno}"
        for file in files
        for whole in file.of(ast.JoinedStr)
        for node in ast.walk(whole)
        if isinstance(node, ast.Call) and _is_translated(node)
    ]
    assert found == []


def test_no_module_keeps_state(files: list[Parsed]) -> None:
    found = [
        f"{file.name}:{node.lineno}"
        for file in files
        for node in file.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
        and isinstance(node.value, ast.List | ast.Set | ast.ListComp | ast.SetComp)
        and target.id != "__all__"
    ]
    assert found == []


def test_no_function_rebinds_a_name_of_its_module(files: list[Parsed]) -> None:
    found = [f"{file.name}:{node.lineno}" for file in files for node in file.of(ast.Global)]
    assert found == []


def test_no_python_file_is_longer_than_400_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in tracked()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    ]
    assert long == []


def test_no_file_names_a_package_host_or_a_path_of_a_machine() -> None:
    # put together here, so that this file does not find itself
    hosts = "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian"))
    paths = "|".join(rf"(?<![\w.]){one}/[\w.]" for one in ("/" + "work", "/" + "root", "/" + "farm"))
    pattern = re.compile(f"{hosts}|{paths}")
    found = []
    for path in tracked():
        if path.suffix in (".ttf", ".png", ".db", ".pdf"):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_the_store_and_sqlite_utils_use_one_sqlite() -> None:
    from sqlite_utils import utils

    from briefing.store.engine import sqlite3 as ours

    assert ours is utils.__dict__["sqlite3"]


def test_reading_needs_neither_sqlite_utils_nor_qt_nor_a_network() -> None:
    code = (
        "import sys, briefing.desk\n"
        "heavy = ('sqlite_utils', 'PySide6', 'markdown', 'typst', 'jinja2', 'edtf', 'docx', 'networkx', 'numpy',"
        " 'fontTools', 'psycopg', 'keyring')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_window_starts_without_what_it_does_not_need() -> None:
    """Nor without the core: the frame is painted before it."""
    code = (
        "import sys, ui.app\n"
        "heavy = ('sqlite_utils', 'markdown', 'typst', 'jinja2', 'edtf', 'docx', 'networkx', 'numpy', 'fontTools',"
        " 'hunspell', 'markdownify', 'PySide6.QtNetwork', 'PySide6.QtPdf',"
        " 'PySide6.QtPdfWidgets', 'PySide6.QtPrintSupport', 'PySide6.QtWebEngineCore', 'PySide6.QtSql', 'psycopg',"
        " 'keyring', 'briefing.desk', 'briefing.model', 'briefing.store.store', 'ui.context')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_page_of_sources_opens_without_the_windows_and_engines_that_it_may_never_need() -> None:
    code = (
        "import sys, ui.pages.sources\n"
        "later = ('ui.importing.results', 'ui.importing.moved', 'ui.importing.taking', 'ui.proposals.panel',"
        " 'briefing.proposing.engine', 'briefing.intake.readers', 'briefing.intake.worker',"
        " 'briefing.interchange', 'trafilatura', 'lxml')\n"
        "print([m for m in later if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_imports_network_or_web_parts_of_qt(files: list[Parsed]) -> None:
    banned = (
        "QtNetwork",
        "QtWebEngine",
        "QtSql",
        "urllib.request",
        "http.client",
        "socket",
        "ssl",
        "requests",
    )
    found = []
    for file in files:
        if file.name == "briefing/team/link.py":  # looks up the name of a server that somebody named
            continue
        imported: list[tuple[int, list[str]]] = [
            (node.lineno, [alias.name for alias in node.names]) for node in file.of(ast.Import)
        ]
        for node in file.of(ast.ImportFrom):
            imported.append((node.lineno, [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]))
        for line, names in imported:
            if any(one == bad or one.endswith("." + bad) or f".{bad}" in one for one in names for bad in banned):
                found.append(f"{file.name}:{line}")
    assert found == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_this_pyside_does_not_lose_references_to_none(qapp: object) -> None:
    """PySide6 6.12 loses one for each void call under Python 3.11, and aborts after some thousands."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) <= 20
