"""What a source of ties tells: who, called what, tied to whom, from when to when."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from whowhom.actors.period import Period
from whowhom.errors import FileError
from whowhom.sources.header import Header
from whowhom.sources.table import folded


@dataclass(frozen=True, slots=True)
class ToldActor:
    """An actor as a file names it.

    Parameters
    ----------
    name : str
        The name under which the ties of the file have it.
    kind : str
        ``armed group`` or ``state``.
    shown : str
        The name to show where the case does not know it yet; empty for `name`.
    aliases : tuple of str
        Other names.
    note : str
        Its number in the dataset, its country.
    """

    name: str
    kind: str = "armed group"
    shown: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A tie as a file tells it; `valid` has whole years where the file tells years."""

    source: str
    kind: str
    target: str
    valid: Period = field(default_factory=Period)
    note: str = ""
    doubt: str = ""
    yearly: bool = False


@dataclass(slots=True)
class Told:
    """All that a file tells: ``read = used + dropped``."""

    actors: list[ToldActor] = field(default_factory=list)
    ties: list[ToldTie] = field(default_factory=list)
    read: int = 0
    dropped: Counter[str] = field(default_factory=Counter)


def cells(header: Header) -> Iterator[dict[str, str]]:
    """The records of a small table, by folded column name; `NA` and blanks are empty."""
    raw = header.path.read_bytes()
    try:
        text = raw.decode(header.encoding)
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    rows = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=header.delimiter)
    try:
        names = [folded(name) for name in next(r for r in rows if any(r))]
        for row in rows:
            if any(cell.strip() for cell in row):
                pairs = zip(names, row, strict=False)
                yield {n: "" if c.strip() in ("NA", "NULL", ".") else c.strip() for n, c in pairs}
    except csv.Error as error:
        raise FileError(f"'{header.path}' is not CSV ({error})", "CSV with a header") from None


def whole(text: str) -> int | None:
    """A whole number as CSV files have it.

    >>> whole("1.0"), whole(""), whole("x")
    (1, None, None)
    """
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None
