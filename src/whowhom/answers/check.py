"""What `check` answers: how forecasts of the past did."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SkillRow:
    """The model beside one baseline, in one cell.

    Parameters
    ----------
    quad : str
        Quad class.
    days : int
        Horizon.
    dyads : str
        ``all``, or one sort of dyad: ``active``, ``dormant``, ``onset`` (never seen before).
    baseline : str
        What it is compared with.
    n, happened : int
        Forecasts scored, and how many of them came true.
    score : str
        ``brier`` and ``log`` of 'at least one act', ``crps`` of the number of acts.
    model, other : float
        Mean scores; lower is better.
    skill, low, high : float or None
        1 - model / other, with a 95 % interval; None where it cannot be told.
    verdict : str
        ``better`` where the interval lies above 0, ``not better`` where it does not, ``unknown``
        where fewer than 30 forecasts came true.
    """

    quad: str
    days: int
    dyads: str
    baseline: str
    n: int
    happened: int
    score: str
    model: float
    other: float
    skill: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """Forecasts of about one probability, and how often it happened.

    Parameters
    ----------
    quad : str
        Quad class.
    days : int
        Horizon.
    n : int
        Forecasts.
    forecast, happened : float
        Mean probability, and share that came true.
    error : float or None
        Standard error of the difference; None where one dyad alone is in the bin.
    """

    quad: str
    days: int
    n: int
    forecast: float
    happened: float
    error: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """Where what happened lay in the forecast distributions.

    Parameters
    ----------
    quad : str
        Quad class.
    days : int
        Horizon.
    n : int
        Forecasts.
    shares : tuple of float
        Share in each tenth of the forecast distribution; 0.1 each where counts lie as told.
    reliable : bool
        Whether no bin of the reliability table is off by more than 0.05 and 2.5 standard errors.
    """

    quad: str
    days: int
    n: int
    shares: tuple[float, ...]
    reliable: bool


@dataclass(frozen=True, slots=True)
class Check:
    """How well forecasts of this record did.

    Parameters
    ----------
    headline : str
        One line of judgement.
    first, last : date
        First and last day from which a forecast was made.
    origins : int
        Such days.
    refit_days : int
        Days between refits; each is fitted on acts before it alone.
    horizons : tuple of int
        Days ahead.
    skill : tuple of SkillRow
        Against every baseline.
    reliability : tuple of ReliabilityRow
        Probabilities beside shares.
    spread : tuple of Spread
        Counts beside distributions.
    prior : tuple of SkillRow
        The model with the shipped prior against the model without; empty where none is shipped or
        none may be used.
    prior_note : str
        Why, where it is empty.
    """

    headline: str
    first: date
    last: date
    origins: int
    refit_days: int
    horizons: tuple[int, ...]
    skill: tuple[SkillRow, ...]
    reliability: tuple[ReliabilityRow, ...]
    spread: tuple[Spread, ...]
    prior: tuple[SkillRow, ...]
    prior_note: str
