"""One writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from whowhom.errors import CaseBusyError

LOCK_NAME = ".lock"
"""The lock file; it may lie about, only holding it counts."""


@contextmanager
def writing(folder: Path, wait: float = 10.0) -> Iterator[None]:
    """Hold the case's write lock.

    Parameters
    ----------
    folder : Path
        The case.
    wait : float
        Seconds to wait for another writer.

    Raises
    ------
    CaseBusyError
        If the other writer has not finished by then.
    """
    lock = FileLock(folder / LOCK_NAME)
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise CaseBusyError(
            f"another process is writing to '{folder}'",
            "one writer at a time",
            "try again when it has finished",
        ) from None
    try:
        yield
    finally:
        lock.release()
