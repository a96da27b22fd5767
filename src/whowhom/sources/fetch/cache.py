"""Files that were fetched, each with a record of what it is, whence, and its checksum."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from whowhom.errors import FetchError
from whowhom.store.atomic import replacing, write_text
from whowhom.store.models import user_cache

_FOLDER = "downloads"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a file in the cache; kept beside it as JSON.

    Parameters
    ----------
    title, version : str
        What it is.
    url, final_url : str
        Where it came from, and where redirects led; ``file`` alone for one the user had.
    fetched : str
        The day it was first seen here.
    sha256 : str
        Checksum of its bytes.
    bytes : int
        Its length.
    etag, last_modified : str
        The server's marks.
    """

    title: str
    version: str
    url: str
    final_url: str
    fetched: str
    sha256: str
    bytes: int
    etag: str
    last_modified: str

    @property
    def day(self) -> date:
        """The day it was first seen here."""
        return date.fromisoformat(self.fetched)


def place(name: str) -> Path:
    """Path of a file in the cache; its folder exists afterwards.

    Raises
    ------
    FetchError
        If the folder cannot be made.
    """
    folder = user_cache() / _FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(0, "not writable")
    except OSError as error:
        raise FetchError(
            f"the cache folder '{folder}' cannot be used ({error.strerror})",
            "a folder that you may write to",
            "name one with WHOWHOM_CACHE",
        ) from None
    return folder / name


@contextmanager
def fetching(goal: Path) -> Iterator[None]:
    """Hold a file of the cache for oneself.

    Raises
    ------
    FetchError
        If another process is fetching it.
    """
    lock = FileLock(goal.with_name(goal.name + ".lock"))
    try:
        lock.acquire(timeout=1.0)
    except Timeout:
        raise FetchError(
            f"another process is fetching {goal.name}", "one at a time", "wait until it is done"
        ) from None
    try:
        yield
    finally:
        lock.release()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def recorded(path: Path) -> Record | None:
    """The record of a file, if both are there and its checksum is the recorded one."""
    try:
        record = Record(**json.loads(_beside(path).read_text("utf-8")))
        record.day  # noqa: B018 (a day that cannot be read spoils the record)
        same = path.stat().st_size == record.bytes and digest(path) == record.sha256
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return record if same else None


def write(path: Path, record: Record) -> None:
    """Put a record beside its file."""
    write_text(_beside(path), json.dumps(asdict(record), indent=1) + "\n")


def keep(source: Path, goal: Path, check: Callable[[Path], None]) -> None:
    """Copy a file into the cache, whole or not at all; `check` looks the copy over."""
    with replacing(goal) as temporary:
        shutil.copyfile(source, temporary)
        check(temporary)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")
