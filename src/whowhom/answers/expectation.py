"""Expectation: how many acts of a kind are to be expected, how probable one is, and why."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is to be expected of one class or type of act.

    Where the dataset is no sample everything but `name`, `kind`, `share` and `base_share` is None.

    Parameters
    ----------
    name : str
        A quad class, a PLOVER type, or acts of a class whose type is not given.
    kind : str
        ``class`` or ``type``; types follow their class.
    expected, low, high : float or None
        Number of acts within the horizon, and the predictive interval of that number.
    probability, probability_low, probability_high : float or None
        Probability of at least one, and the interval that the fit leaves it.
    word : str or None
        That probability in ICD 203's words; None below 1 % and above 99 %.
    base_expected, base_probability : float or None
        The base rate: the same from the dyad's historic rate alone.
    share, base_share : float or None
        Share of the next act, 0 to 1, where nothing may be counted; by the fit and by the record.
    skill : str
        ``better``, ``not better`` or ``unknown``: its class against the base rate.
    resolution : str or None
        The sentence by which the probability will be found right or wrong.
    """

    name: str
    kind: str
    expected: float | None
    low: float | None
    high: float | None
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    word: str | None
    base_expected: float | None
    base_probability: float | None
    share: float | None
    base_share: float | None
    skill: str
    resolution: str | None


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths to be expected within the horizon, all classes together.

    Parameters
    ----------
    expected, low, high : float
        Best estimates of the dataset, with the predictive interval.
    at_least_1, at_least_25, at_least_1000 : float
        Probability of so many or more.
    base_at_least_1, base_at_least_25, base_at_least_1000 : float
        The same from the dyad's historic rate, with acts as deadly.
    """

    expected: float
    low: float
    high: float
    at_least_1: float
    at_least_25: float
    at_least_1000: float
    base_at_least_1: float
    base_at_least_25: float
    base_at_least_1000: float


@dataclass(frozen=True, slots=True)
class ForecastReason:
    """One thing that speaks for or against acts of a class.

    Parameters
    ----------
    words : str
        What it is.
    share : float or None
        Of all that drives the dyad, 0 to 1; the shares of all drivers add up to 1. None for what
        raises or lowers the whole.
    acts : float or None
        Acts within the horizon that it brings. None where nothing may be counted.
    factor : float or None
        By how much it multiplies what the drivers bring; below 1 it speaks against. None for
        drivers.
    evidence : tuple of str
        Ids of the rows that carry it, the heaviest first.
    """

    words: str
    share: float | None
    acts: float | None
    factor: float | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What to watch: something whose change would change the answer.

    Parameters
    ----------
    words : str
        What to watch.
    now : float or None
        Expected acts as things are; None where nothing may be counted, as below.
    doubled, gone : float or None
        Expected acts if there were twice as much of it, or none.
    """

    words: str
    now: float | None
    doubled: float | None
    gone: float | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days that a forecast is about.

    Parameters
    ----------
    days : int
        How many.
    first, last : date
        The first and last of them.
    resolved : date
        The day on which the dataset is expected to cover them all.
    """

    days: int
    first: date
    last: date
    resolved: date


@dataclass(frozen=True, slots=True)
class Measured:
    """How well forecasts of one class did at this horizon, against the base rate.

    Parameters
    ----------
    name : str
        The quad class.
    verdict : str
        ``better``, ``not better`` or ``unknown``.
    n : int
        Forecasts scored.
    value, low, high : float or None
        Skill, 1 perfect and 0 no better than the base rate, with an interval.
    note : str
        Why it is unknown, or what was scored.
    """

    name: str
    verdict: str
    n: int
    value: float | None
    low: float | None
    high: float | None
    note: str
