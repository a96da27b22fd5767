"""Encoding: bytes to text, with what was odd about them."""

import re
from typing import Final

from whowhom.errors import FileError

ALLOWED: Final = "text in UTF-8, UTF-16 or Windows-1252, HTML, Markdown or PDF"
_SIGNATURES: Final = (
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format", "a database"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x7fELF", "a program"),
)
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_TWICE: Final = re.compile("â€[™œ\x9d“”˜¦]|Ã[©¨¡¤¶¼±§]|Â[ ’]")
_MOST_FOREIGN = 0.3


def decoded(data: bytes, name: str) -> tuple[str, list[str]]:
    """Text of a file, and warnings about its encoding.

    UTF-8 and UTF-16 are recognised; anything else is read as Windows-1252 where that makes sense,
    and refused where it would only be a guess.

    Raises
    ------
    FileError
        If the file is binary, or in an encoding that cannot be told.

    Examples
    --------
    >>> decoded("naïve".encode("cp1252"), "a.txt")[0]
    'naïve'
    >>> decoded(b"\\x89PNG\\r\\n", "a.png")
    Traceback (most recent call last):
    whowhom.errors.FileError: a.png is a picture; allowed: text in UTF-8, ...
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise FileError(f"{name} is {what}", ALLOWED, "save it as PDF or as text")
    text, warnings = _marked(data, name) or _utf_8(data) or _windows(data, name)
    if len(_CONTROL.findall(text)) > 0.01 * len(text):
        raise FileError(f"{name} is binary", ALLOWED, "save it as PDF or as text")
    if "\ufffd" in text:
        warnings.append(f"{text.count(chr(0xFFFD))} characters had been lost before (U+FFFD)")
    if twice := _TWICE.search(text):
        warnings.append(f"an encoding was mistaken before: '{twice[0]}'; get the file again")
    return text, warnings


def _marked(data: bytes, name: str) -> tuple[str, list[str]] | None:
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), "") or _unmarked_16(data)
    if not encoding:
        return None
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        raise FileError(
            f"{name} begins as {encoding} and breaks off", ALLOWED, "save it again as UTF-8"
        ) from None


def _unmarked_16(data: bytes) -> str:
    """UTF-16 without a mark: every other byte of a Western text is zero."""
    head = data[:2000]
    if len(head) < 4:
        return ""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, letters = head[first::2], head[1 - first :: 2]
        if zeros.count(0) > 0.9 * len(zeros) and letters.count(0) < 0.1 * len(letters):
            return encoding
    return ""


def _utf_8(data: bytes) -> tuple[str, list[str]] | None:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return None


def _windows(data: bytes, name: str) -> tuple[str, list[str]]:
    high = sum(byte >= 0xC0 for byte in data)
    letters = high + sum(chr(byte).isalpha() for byte in data if byte < 0x80)
    undefined = any(byte in data for byte in b"\x81\x8d\x8f\x90\x9d")
    if undefined or high > _MOST_FOREIGN * max(letters, 1):
        raise FileError(
            f"{name} is in an encoding that cannot be told", ALLOWED, "save it as UTF-8"
        )
    return data.decode("cp1252"), ["not UTF-8; read as Windows-1252"]
