"""The first look at a file: is it text, in what shape, and what does its first record say."""

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

from whowhom.errors import FileError

_HEAD = 1 << 20
_DELIMITERS = (",", ";", "\t", "|")
_PACKED = {b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_UNPACK = "unpack it and add the file inside"


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a delimited file tell.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str
        A Python codec name.
    delimiter : str
        One character.
    names : tuple of str
        Fields of the first record, as written (a byte order mark removed).
    after_blanks : bool
        Whether blank lines come before it.
    """

    path: Path
    encoding: str
    delimiter: str
    names: tuple[str, ...]
    after_blanks: bool = False


def read_header(path: Path, encoding: str | None = None) -> Header:
    """Look at the start of a delimited text file.

    Parameters
    ----------
    path : Path
        The file.
    encoding : str, optional
        A codec to use instead of UTF-8 (a byte order mark is honoured either way).

    Returns
    -------
    Header
        Encoding, delimiter and the fields of the first record.

    Raises
    ------
    FileError
        If the path is missing, a folder, empty, packed or binary.
    """
    head = _head(path)
    encoding = _encoding(path, head, encoding)
    text = _decoded(path, head, encoding)
    if _share_of_controls(text[:_PEEK]) > 0.02:
        raise FileError(f"'{path}' is a binary file", "delimited text (CSV or TSV)", _EXPORT)
    splits = {d: _first_record(text, d) for d in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda d: len(splits[d]))
    first_line = text.splitlines()[0] if text else ""
    after_blanks = not first_line.strip(" \t\ufeff" + "".join(_DELIMITERS) + '"')
    return Header(path, encoding, delimiter, tuple(splits[delimiter]), after_blanks)


_EXPORT = (
    "export the table as CSV and add that (UTF-16 without a byte order mark: --encoding utf-16-le)"
)
_PEEK = 1 << 16


def _decoded(path: Path, head: bytes, encoding: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    except UnicodeError as error:
        raise FileError(
            f"'{path}' is not {encoding} ({error})", "the codec that the file was saved in"
        ) from None


def _head(path: Path) -> bytes:
    if not exists(path):
        raise FileError(f"'{path}' does not exist", "an existing file", "check the path")
    if path.is_dir():
        raise FileError(
            f"'{path}' is a folder", "a file, or a quadruple folder with train.txt", "name a file"
        )
    try:
        with path.open("rb") as handle:
            head = handle.read(_HEAD)
    except OSError as error:
        raise FileError(f"'{path}' cannot be read ({error.strerror})", "a readable file") from None
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise FileError(f"'{path}' is empty", "a file with a header and rows", "download it again")
    for magic, kind in _PACKED.items():
        if head.startswith(magic):
            raise FileError(f"'{path}' is a {kind} archive", "delimited text", _UNPACK)
    return head


def _encoding(path: Path, head: bytes, asked: str | None) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if asked is None or head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        codec = codecs.lookup(asked)
        "".encode(codec.name)  # refuses codecs that are not for text, such as base64
        return codec.name
    except (LookupError, ValueError):
        raise FileError(
            f"encoding '{asked}' of '{path}' is unknown", "a codec such as utf-8 or cp1252"
        ) from None


def exists(path: Path) -> bool:
    """Whether there is something at a path; one that no system could have is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _share_of_controls(text: str) -> float:
    odd = sum(1 for c in text if (c < " " and c not in "\t\r\n\f") or c == "\ufffd")
    return odd / max(len(text), 1)


def _first_record(text: str, delimiter: str) -> list[str]:
    """Fields of the first record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return next(([f.strip() for f in row] for row in reader if any(row)), [])
    except csv.Error:
        return []
