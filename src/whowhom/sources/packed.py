"""Files that come packed: a zip or gzip archive of one table."""

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

from whowhom.errors import FileError
from whowhom.sources.header import exists

_MOST = 64 << 30
"""Longest table that is unpacked, in bytes: an archive may say anything."""


def unpack(path: Path, scratch: Path) -> Path:
    """The file inside an archive, in a scratch folder; any other path as it is.

    Parameters
    ----------
    path : Path
        What the user named.
    scratch : Path
        Where the table goes; it keeps its own name, of which only the last part counts.

    Raises
    ------
    FileError
        If the archive is damaged, or holds no table or several.
    """
    if not exists(path) or path.is_dir():
        return path
    try:
        with path.open("rb") as handle:
            magic = handle.read(4)
        if magic == b"PK\x03\x04":
            return _unzip(path, scratch)
        if magic[:2] == b"\x1f\x8b":
            with gzip.open(path) as inside:
                return _write(path, cast(IO[bytes], inside), scratch / path.stem)
    except (*_BAD, OSError) as error:
        if isinstance(error, (*_BAD, gzip.BadGzipFile)):
            raise _damaged(path, str(error)) from None
        raise
    return path


_BAD = (zipfile.BadZipFile, EOFError, zlib.error, RuntimeError, NotImplementedError)


def _write(path: Path, inside: IO[bytes], goal: Path) -> Path:
    """The table as a file of its own; nothing is left of one that breaks off."""
    try:
        with goal.open("wb") as out:
            _copy(path, inside, out)
    except BaseException:
        goal.unlink(missing_ok=True)
        raise
    return goal


def _damaged(path: Path, why: str) -> FileError:
    return FileError(
        f"'{path}' is an archive that cannot be opened ({why})",
        "a zip or gzip archive of one table",
        "download it again, or unpack it and add the file inside",
    )


def _unzip(path: Path, scratch: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        tables = [
            i
            for i in archive.infolist()
            if not i.is_dir() and not i.filename.startswith("__MACOSX/")
        ]
        if len(tables) != 1:
            raise FileError(
                f"'{path}' is a zip archive of {len(tables)} files",
                "an archive of one table",
                "unpack it and add the files inside",
            )
        # Only the last part of the name: an archive may name any path.
        goal = scratch / (Path(tables[0].filename.replace("\\", "/")).name or "table")
        with archive.open(tables[0]) as inside:
            return _write(path, inside, goal)


def _copy(path: Path, inside: IO[bytes], out: IO[bytes]) -> None:
    done = 0
    while chunk := inside.read(1 << 20):
        done += len(chunk)
        if done > _MOST:
            raise _damaged(path, "more than 64 GB inside")
        out.write(chunk)
