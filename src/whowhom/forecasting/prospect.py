"""Prospect: what is to be expected of dyads within some days, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from whowhom.engine.acts import Float, Int


@dataclass(frozen=True)
class Prospect:
    """Expected acts of n dyads within one horizon, for every quad class and every kind of act.

    The first axis of the arrays is the measure: the four quad classes in order, then the kinds of
    the record. A kind never exceeds its class, a shorter horizon never a longer one.

    Parameters
    ----------
    dyad : int64 array (n,)
        Keys as `Acts.dyad` makes them.
    days : int
        The horizon.
    mean, low, high : float64 array (4 + kinds, n)
        Expected acts and the predictive interval of their number.
    any, any_low, any_high : float64 array (4 + kinds, n)
        Probability of at least one, and the interval that the fit leaves it.
    base_mean, base_any : float64 array (4 + kinds, n)
        The same from the dyad's historic rate alone.
    level : float
        Level of the intervals.
    """

    dyad: Int
    days: int
    mean: Float
    low: Float
    high: Float
    any: Float
    any_low: Float
    any_high: Float
    base_mean: Float
    base_any: Float
    level: float


@dataclass(frozen=True)
class Reason:
    """One driver of an expectation.

    Parameters
    ----------
    name, words : str
        For tables, and for sentences (see `whowhom.engine.drivers`).
    share : float
        Of what drives the dyad, 0 to 1; the shares of one dyad and class add up to 1.
    acts : float
        Acts within the horizon that it brings, after the signed factor.
    events : tuple of (int, float)
        Rows of the record that carry it and the share of each within it, largest first; they add
        up to 1, or there are none where it names no acts.
    """

    name: str
    words: str
    share: float
    acts: float
    events: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Contrast:
    """What raises or lowers an expectation as a whole.

    Parameters
    ----------
    name, words : str
        For tables, and for sentences.
    factor : float
        By how much it multiplies what the drivers bring; below 1 it holds it down.
    """

    name: str
    words: str
    factor: float


@dataclass(frozen=True)
class Reasons:
    """Why a dyad is expected to act, for one class and horizon.

    Parameters
    ----------
    reasons : tuple of Reason
        Largest first, among them the pull of the base rate.
    contrasts : tuple of Contrast
        Factors, the one farthest from 1 first.
    """

    reasons: tuple[Reason, ...]
    contrasts: tuple[Contrast, ...]
