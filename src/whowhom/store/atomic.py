"""Files that are there whole or not at all: temporary file, fsync, rename."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = ".part-"
"""Prefix of files that are being written; a leftover means that a writer was killed."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; put the file in place when the block ends well.

    Parameters
    ----------
    path : Path
        Where the file shall be.

    Yields
    ------
    Path
        A temporary path in the same folder. It is removed if the block fails.
    """
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        flush(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
        flush(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="")


def sweep(folder: Path) -> None:
    """Remove what killed writers left behind; call only while holding the lock."""
    for leftover in folder.iterdir():
        if leftover.name.startswith(TEMPORARY):
            leftover.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """See a file or folder safe on the disk, where the file system can."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # Some file systems cannot flush a folder; the rename still holds.
    finally:
        os.close(descriptor)
