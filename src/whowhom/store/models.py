"""Where fitted models lie: with the case, or in the user's cache where the case is read-only.

A cache: it may be deleted at any time, and what does not match is fitted again.
"""

import os
import sys
from pathlib import Path
from typing import Final

from whowhom.errors import CaseReadOnlyError
from whowhom.store.folder import check_writable

FOLDER: Final = "models"


def models_folder(case: Path, snapshot: str) -> tuple[Path, bool]:
    """Folder for what was fitted on a snapshot, and whether it lies in the case.

    Parameters
    ----------
    case : Path
        The case.
    snapshot : str
        Hash of the snapshot.

    Returns
    -------
    Path, bool
        The folder, which may not exist yet.
    """
    try:
        check_writable(case)
    except CaseReadOnlyError:
        return user_cache() / FOLDER / snapshot, False
    return case / FOLDER / snapshot, True


def user_cache() -> Path:
    """The user's cache folder; may not exist.

    ``WHOWHOM_CACHE``, else ``whowhom`` inside the system's place for such.
    """
    if given := os.environ.get("WHOWHOM_CACHE"):
        return Path(given)
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given) / "whowhom"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (no error where there is no home)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "whowhom"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "whowhom"
    return home / ".cache" / "whowhom"
