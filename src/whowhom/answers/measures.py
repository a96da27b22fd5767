"""Measures that several verbs report: a stretch of time, a rate, a tally."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Acts within a stretch of time.

    Parameters
    ----------
    first, last : date
        First and last day, cut to the days observed.
    acts : float
        Acts; a fraction where a row's dates reach over the edge.
    cooperation, conflict : float
        Of these, acts of quad classes 1-2 and 3-4.
    deaths : float
        Best estimate, each act counted once.
    stance : float or None
        Stance at the end of the stretch (of the pair's acts); None where nothing was recorded yet.
    """

    first: date
    last: date
    acts: float
    cooperation: float
    conflict: float
    deaths: float
    stance: float | None


@dataclass(frozen=True, slots=True)
class Rate:
    """Acts per 30.44-day month with an interval.

    Parameters
    ----------
    first, last : date
        The days it was measured on.
    acts : float
        Acts in these days.
    per_month, low, high : float
        Rate and interval.
    level : float
        Level of the interval.
    """

    first: date
    last: date
    acts: float
    per_month: float
    low: float
    high: float
    level: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How many acts fall under a name.

    Parameters
    ----------
    name : str
        A type, an actor, a place, a quad class.
    acts : int
        Acts, each counted once.
    share : float
        Of all acts tallied, 0 to 1.
    deaths : int
        Best estimate.
    deaths_low, deaths_high : int
        Sums of the dataset's lowest and highest; None where some row with deaths gives none.
    last : date
        Last day of the last such act.
    """

    name: str
    acts: int
    share: float
    deaths: int
    deaths_low: int | None
    deaths_high: int | None
    last: date
