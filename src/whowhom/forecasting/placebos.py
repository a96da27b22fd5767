"""Placebos: windows and actors to which nothing happened, and how unusual the event's is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.forecasting.circle import circle
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.windows import Law, Window, foresee

DICE = 200
"""Draws of the randomised PIT; ranks are averaged over them."""
FEWEST = 9
"""Placebos below which no p-value can reach 10 %."""
MOST = 60
BURN_IN = 365
"""Days on record before the first placebo, so that there is something to forecast from."""
_REFITS = 3
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Placebo:
    """One window of one actor: what was forecast and what came.

    Parameters
    ----------
    actor : int
        Whose acts.
    window : Window
        When.
    law : Law
        The forecast of all of the actor's acts.
    observed : int
        Acts that came.
    """

    actor: int
    window: Window
    law: Law
    observed: int

    def scores(self, seed: int) -> Float:
        """Normal scores of what came, one for each of `DICE` draws."""
        rng = np.random.default_rng([seed, self.actor, self.window.start % 2**31])
        return self.law.score(self.observed, rng.random(DICE))


def rank(event: Float, others: list[Float]) -> float | None:
    """How often a placebo lies as far from the middle as the event: a p-value, two-sided.

    ``(1 + number of placebos as far) / (1 + number of placebos)`` with the distance from the
    median of all, the event's included, which makes it a function of all alike, so that the rank
    is exact where event and placebos are exchangeable (Lehmann & Romano 2005, 15.2; placebo tests
    in time and among others: Abadie, Diamond & Hainmueller 2010). A general bias of the forecasts
    and scatter that they understate fall out, for placebos have them too.

    Parameters
    ----------
    event : float64 array (draws,)
        Normal scores of the event.
    others : list of float64 array (draws,)
        Of each placebo.

    Returns
    -------
    float or None
        Mean over the draws, never below ``1 / (n + 1)``; None without placebos.

    Examples
    --------
    >>> flat = np.zeros(1)
    >>> rank(flat + 9.0, [flat + x for x in (-1.0, -0.5, 0.1, 0.4)])
    0.2
    """
    if not others:
        return None
    every = np.stack([event, *others])
    away = np.abs(every - np.median(every, axis=0))
    as_far = (away >= away[0] - 1e-12).sum(axis=0)
    return float((as_far / len(every)).mean())


def observed(acts: Acts, actor: int, window: Window, without: int = -1) -> int:
    """Acts of an actor, whichever side it is on, within a window; those with `without` left out."""
    start, stop = np.searchsorted(acts.day, [window.start, window.stop])
    source, target = acts.source[start:stop], acts.target[start:stop]
    mine = (source == actor) | (target == actor)
    if without >= 0:
        mine &= (source != without) & (target != without)
    return int(acts.count[start:stop][mine].sum())


def forecast(
    fitted: Fitted, actor: int, window: Window, generic: Mask, alive: Mask, without: int = -1
) -> Law:
    """Law of all acts of an actor within a window, those with `without` left out."""
    dyads = circle(fitted.acts, actor, generic, alive)
    if without >= 0:
        one, other, _ = fitted.acts.sides(dyads)
        dyads = dyads[(one != without) & (other != without)]
    return foresee(fitted, dyads, window).law()


class Weights:
    """Weights for forecasts of the past: fitted on what came before, again from time to time.

    Parameters
    ----------
    acts : Acts
        The record.
    days : tuple of int
        Days on which weights are fitted, in order; each from acts before it.
    fit : callable
        Day to what is fitted on the acts before that day.
    """

    def __init__(self, acts: Acts, days: tuple[int, ...], fit: Callable[[int], Fitted]) -> None:
        self.acts, self.days, self._fit = acts, days, fit
        self._fitted: dict[int, Fitted] = {}

    def at(self, origin: int) -> Fitted | None:
        """The model as it stands at an origin; None before the first fit."""
        known = [day for day in self.days if day <= origin]
        if not known:
            return None
        if known[-1] not in self._fitted:
            self._fitted[known[-1]] = self._fit(known[-1])
        return replace(self._fitted[known[-1]], acts=self.acts.before(origin), until=origin)


def earlier(window: Window, first: int, most: int = MOST) -> list[Window]:
    """Windows of the same length before the event, not overlapping each other, latest first.

    All have ended before the event's forecast was made, and none begins before `first` days allow
    a forecast.

    Examples
    --------
    >>> [w.start for w in earlier(Window(1000, 1030, 1120), 700)]
    [910, 820, 730]
    """
    length = window.stop - window.start
    found: list[Window] = []
    start, lead = window.origin - length, window.start - window.origin
    while start - lead >= first and len(found) < most:
        found.append(Window(start - lead, start, start + length))
        start -= length
    return found


def refit_days(windows: list[Window]) -> tuple[int, ...]:
    """Days on which to fit for these windows: before the first, and at most twice again.

    Examples
    --------
    >>> refit_days([Window(d, d, d + 90) for d in range(4000, 1000, -90)])
    (1030, 2020, 3010)
    """
    if not windows:
        return ()
    first, last = min(w.origin for w in windows), max(w.origin for w in windows)
    step = max(_YEAR, -(-(last - first) // _REFITS))
    return tuple(range(first, last + 1, step))[:_REFITS]


def dates(
    weights: Weights, actor: int, windows: list[Window], generic: Mask, ends: Int
) -> list[Placebo]:
    """The actor in windows in which the event had not happened.

    Parameters
    ----------
    weights : Weights
        Forecasts of the past.
    actor : int
        Whose acts.
    windows : list of Window
        From `earlier`; those that lie before the actor's first act fall out.
    generic : bool array (n_actors,)
        Actors that stand for people in general.
    ends : int64 array (n_actors,)
        Last day of each actor.
    """
    acts = weights.acts
    mine = np.flatnonzero((acts.source == actor) | (acts.target == actor))
    if not len(mine):
        return []
    since = int(acts.day[mine[0]])
    found = []
    for window in windows:
        fitted = weights.at(window.origin) if window.origin > since else None
        if fitted is None or fitted.longest < window.stop - window.origin:
            continue
        law = forecast(fitted, actor, window, generic, ends >= window.origin)
        found.append(Placebo(actor, window, law, observed(acts, actor, window)))
    return found


def comparable(acts: Acts, actor: int, day: int, allowed: Mask, factor: float = 5.0) -> Int:
    """Other actors with about as many acts in the year before a day, nearest first.

    Parameters
    ----------
    acts : Acts
        The record.
    actor : int
        To compare with; acts with it count for nobody.
    day : int
        First day not read.
    allowed : bool array (n_actors,)
        Who may be taken.
    factor : float
        How many times more, or fewer, acts are comparable.
    """
    start, stop = np.searchsorted(acts.day, [day - _YEAR, day])
    source, target = acts.source[start:stop], acts.target[start:stop]
    count = acts.count[start:stop].astype(np.float64)
    own = (source == actor) | (target == actor)
    mine = count[own].sum()
    total = np.bincount(source[~own], count[~own], acts.n_actors)
    total += np.bincount(target[~own], count[~own], acts.n_actors)
    away = np.abs(np.log((total + 0.5) / (mine + 0.5)))
    keep = np.flatnonzero((total > 0) & allowed & (away <= np.log(factor)))
    keep = keep[keep != actor]
    return np.asarray(keep[np.argsort(away[keep], kind="stable")][:MOST], dtype=np.int64)
