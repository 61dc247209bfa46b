"""Process start to first paint, against a window with one label and nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Measure = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)

app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1320, 840)
window.show()
sys.exit(app.exec())
"""


def test_first_paint_is_at_most_twice_that_of_a_bare_window(ratio: Measure, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BRIEFING_DATA_HOME": str(tmp_path)}

    def run(*words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, check=True, capture_output=True)

    found = ratio(lambda: run("main.py", "--first-paint"), lambda: run("-c", BARE), rounds=7)
    assert found.times <= 2.0
