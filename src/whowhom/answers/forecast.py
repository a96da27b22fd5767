"""What `forecast` answers about two actors."""

from dataclasses import dataclass

from whowhom.answers.expectation import (
    Ahead,
    Deaths,
    Expectation,
    ForecastReason,
    Indicator,
    Measured,
)
from whowhom.answers.party import Party


@dataclass(frozen=True, slots=True)
class Way:
    """One direction between the two.

    Parameters
    ----------
    source, target : str
        Who does it to whom.
    both : bool
        True where the direction is not recorded: acts of the pair, in no order.
    met : bool
        Whether the dataset holds any such act.
    expectations : tuple of Expectation
        Every class that the dataset records, each followed by its types.
    deaths : Deaths or None
        None where the dataset tells none, or nothing may be counted.
    about : str
        The class that the reasons are about: the one most to be expected.
    speaks_for, speaks_against : tuple of ForecastReason
        Drivers and what raises the whole; what lowers the whole. Most important first.
    indicators : tuple of Indicator
        What would change this answer.
    """

    source: str
    target: str
    both: bool
    met: bool
    expectations: tuple[Expectation, ...]
    deaths: Deaths | None
    about: str
    speaks_for: tuple[ForecastReason, ...]
    speaks_against: tuple[ForecastReason, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """How A will interact with B.

    Parameters
    ----------
    headline : str
        One line of judgement.
    a, b : Party
        The two.
    horizon : Ahead
        The days ahead.
    level : float
        Level of the intervals.
    ways : tuple of Way
        Each direction that the dataset records between such actors.
    measured : tuple of Measured
        Skill of each class.
    not_recorded : tuple of str
        Classes of which the dataset holds no act at all: nothing is said about them.
    """

    headline: str
    a: Party
    b: Party
    horizon: Ahead
    level: float
    ways: tuple[Way, ...]
    measured: tuple[Measured, ...]
    not_recorded: tuple[str, ...]
