"""Where things lie: what ships with the program, and what belongs to the user.

`BRIEFING_DATA_HOME` moves the user's folder (for tests, and for desks that keep it on another disk).
"""

import os
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """The folder of fonts, icons, templates and sample records."""
    return _ROOT / "resources"


def manual() -> Path:
    """The folder of the manual: one Markdown file a page, and their pictures."""
    return _ROOT / "docs" / "manual"


def sample_store() -> Path:
    """The sample store that ships with the program; it is never written to."""
    return _ROOT / "data" / "briefing.db"


def backup_folder() -> Path:
    """The folder of the dated backups; it may not exist yet."""
    return user_data() / "backups"


def drafts_folder() -> Path:
    """The folder of words that could not be saved; it may not exist yet."""
    return user_data() / "drafts"


def reading_folder() -> Path:
    """The folder of what a reader of pouches wrote and read; it may not exist yet."""
    return user_data() / "reading"


def user_data() -> Path:
    """The folder for the user's stores; it may not exist yet."""
    chosen = os.environ.get("BRIEFING_DATA_HOME", "")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("Briefing Desk", appauthor=False))
