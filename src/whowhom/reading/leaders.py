"""Leaders: holders of public office who stand in reports for their state, by name and day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("data") / "leaders.tsv"


@dataclass(frozen=True, slots=True)
class Term:
    """A time of office: whose it is, and its first and last year."""

    iso: str
    first: int
    last: int


def state_led_by(name: str, day: date | None) -> str | None:
    """The state for which somebody holds office; None where the name tells of none, or of several.

    Parameters
    ----------
    name : str
        A full name; a surname alone only where hardly anybody else bears it.
    day : datetime.date or None
        A day in the year of which the office is held; None takes any year.

    Returns
    -------
    str or None
        ISO alpha-3 code. After a term of office the person stands for nobody.

    Examples
    --------
    >>> state_led_by("Golda Meir", date(1970, 5, 1)), state_led_by("Nasser", date(1970, 5, 1))
    (None, 'EGY')
    >>> state_led_by("Nasser", date(1999, 1, 1)), state_led_by("Carter", None)
    (None, None)
    """
    terms = _terms().get(name.casefold(), ())
    states = {t.iso for t in terms if day is None or t.first <= day.year <= t.last}
    return next(iter(states)) if len(states) == 1 else None


@cache
def _terms() -> dict[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            iso, names, first, last = line.split("\t")
            term = Term(iso, int(first), int(last))
            for name in names.split(";"):
                key = name.rstrip("*").casefold()
                found[key] = (*found.get(key, ()), term)
    return found
