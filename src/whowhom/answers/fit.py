"""What `fit` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.expectation import Measured


@dataclass(frozen=True, slots=True)
class DriverLine:
    """What one past act does to acts to come, at one distance.

    Parameters
    ----------
    days_from, days_to : int
        Days ahead.
    name, words : str
        The driver, for tables and for sentences.
    half_life : float or None
        Days after which an act weighs half; None where it is never forgotten.
    weight : float
        Acts per day for each act per day of the driver, before the factors.
    share : float
        Of all acts that the fit credits to drivers at this distance, 0 to 1.
    """

    days_from: int
    days_to: int
    name: str
    words: str
    half_life: float | None
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class FactorLine:
    """What raises or lowers a dyad's acts as a whole, at one distance.

    Parameters
    ----------
    days_from, days_to : int
        Days ahead.
    name, words : str
        The statistic, and its formula.
    weight : float
        Coefficient in the log-linear factor; below 0 more of it means fewer acts.
    """

    days_from: int
    days_to: int
    name: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class FittedClass:
    """What was fitted for one quad class.

    Parameters
    ----------
    name : str
        The class.
    acts : int
        Acts on record.
    longest : int
        Days ahead that can be told.
    model_share : float
        Weight of the model in the forecast, 0 to 1; the rest is the base rate's. From how each did
        in forecasts of the past.
    lags_share : float
        Within the model, the share of the regression on lags; 0 where none was learnt.
    active_days : int
        It has a share for dyads whose last act is at most so many days ago.
    drivers : tuple of DriverLine
        What excites it, by distance, largest share first.
    factors : tuple of FactorLine
        What raises or lowers the whole.
    measured : tuple of Measured
        Skill at each horizon that was tried; the horizon stands in its ``note``.
    """

    name: str
    acts: int
    longest: int
    model_share: float
    lags_share: float
    active_days: int
    drivers: tuple[DriverLine, ...]
    factors: tuple[FactorLine, ...]
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What was learnt from a record.

    Parameters
    ----------
    headline : str
        One line.
    acts, dyads, actors : int
        On record.
    first, last : date
        First and last act.
    learnt_from : date
        Day from which on acts are dated to the day, where lessons begin.
    until : date
        First day ahead.
    longest : int
        Longest horizon in days that can be answered.
    classes : tuple of FittedClass
        One per quad class that was fitted.
    not_fitted : tuple of str
        Classes that were not, and why.
    prior_from : tuple of str
        Public data that the weights lean on where the record says little.
    prior_until : str
        Last day of those data.
    prior_note : str
        What was left out, and why.
    """

    headline: str
    acts: int
    dyads: int
    actors: int
    first: date
    last: date
    learnt_from: date
    until: date
    longest: int
    classes: tuple[FittedClass, ...]
    not_fitted: tuple[str, ...]
    prior_from: tuple[str, ...]
    prior_until: str
    prior_note: str
