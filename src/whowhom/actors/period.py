"""Periods with open ends, as names, ties and actors have them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included; None leaves an end open.

    Parameters
    ----------
    first, last : date or None
        First and last day.

    Examples
    --------
    >>> Period(date(1996, 9, 27), date(2001, 11, 12)).holds(date(1998, 1, 1))
    True
    >>> Period().holds(date(1998, 1, 1))
    True
    """

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies within."""
        return (self.first or date.min) <= day <= (self.last or date.max)

    def as_known(self, as_of: date) -> "Period":
        """The period with an end that lies on or after a day left open."""
        return Period(self.first, self.last if self.last and self.last < as_of else None)

    def bounded(self) -> bool:
        """Whether either end is given."""
        return self.first is not None or self.last is not None

    def __str__(self) -> str:
        if not self.bounded():
            return ""
        return f"{self.first or ''}..{self.last or ''}"


def read_period(first: str, last: str) -> Period:
    """Period from two cells of a table; each may be a year, a month or a day, or empty.

    Parameters
    ----------
    first, last : str
        ``1996``, ``1996-09`` or ``1996-09-27``; a partial `last` means the end of that year or
        month.

    Raises
    ------
    ValueError
        If a cell is not a date.

    Examples
    --------
    >>> read_period("1996", "2001-11").last
    datetime.date(2001, 11, 30)
    """
    return Period(_edge(first, end=False), _edge(last, end=True))


def _edge(text: str, *, end: bool) -> date | None:
    if not text.strip():
        return None
    found = _PARTIAL.match(text.strip())
    if not found:
        raise ValueError(f"'{text}' is not a year, month or day")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    month = month or (12 if end else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if end else 1))
