"""The folder in which a benchmark makes its data."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import whowhom


@contextmanager
def workplace(keep: Path | None = None) -> Iterator[Path]:
    """A temporary folder, or the one to keep."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="whowhom-") as name:
        yield Path(name)


def new_case(folder: Path) -> Path:
    """A case without events, with a name that is not taken."""
    path = Path(tempfile.mkdtemp(prefix="case-", dir=folder))
    whowhom.init(path)
    return path
