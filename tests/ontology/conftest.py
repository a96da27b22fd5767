"""Where the shared reference data lie: WHOWHOM_DATA, or ../shared/data beside the repository."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    root = Path(__file__).resolve().parents[2]
    beside = [root.parent / "shared/data", root.parent.parent / "shared/data"]
    named = os.environ.get("WHOWHOM_DATA")
    tried = [Path(named)] if named else beside
    for folder in tried:
        if folder.is_dir():
            return folder
    pytest.skip(f"no reference data (set WHOWHOM_DATA); looked in {', '.join(map(str, tried))}")
