"""Reasons: which drivers bring an expectation, and which past acts carry each driver."""

from __future__ import annotations

import numpy as np

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.engine.drivers import (
    DAMPERS,
    DRIVERS,
    Driver,
    Dyads,
    carried_quads,
    dampers,
    level,
    values,
)
from whowhom.engine.lags import lags
from whowhom.engine.traces import HALF_LIVES, Traces, decay
from whowhom.engine.weights import DAMPER_CENTRE
from whowhom.forecasting.credits import Credits, credits
from whowhom.forecasting.horizon import Horizon
from whowhom.forecasting.lagged import SHARE
from whowhom.forecasting.origins import BANDS
from whowhom.forecasting.prospect import Contrast, Reason, Reasons

BASE_NAME, BASE_WORDS = "base rate", "its pace over the whole record"
LAGS_NAME, LAGS_WORDS = "lags", "what was done of late, counted whole"
LEVEL_NAME, LEVEL_WORDS = "level of the lags", "an active dyad of this record"
_EVER = next(d for d in DRIVERS if d.name == "inertia ever")
_DAMPER_WORDS = {
    "quiet": "how long since the last such act",
    "silence": "how long since any act between them",
    "acquaintance": "how long the two have dealt with each other",
    "stranger": "the two never met on record",
    "dormant": "no act between them for over a year",
    "strange sender": "how active the source is, for a dyad that never met",
    "strange receiver": "how much is done to the target, for a dyad that never met",
    "sender": "how active the source is",
    "receiver": "how much is done to the target",
}


def carried(
    acts: Acts, driver: Driver, quad: int, source: int, target: int, directed: bool
) -> Mask:
    """Which acts a driver of one dyad rests on, seen from its source.

    Parameters
    ----------
    acts : Acts
        Only those before the origin.
    driver : Driver
        Whose carrier it is.
    quad : int
        Class that is forecast.
    source, target : int
        The dyad's actors; for a pair, the side that it is seen from comes first.
    directed : bool
        Whether the dyad is.
    """
    chosen = np.isin(acts.classes, carried_quads(driver, quad))
    pair = ~acts.directed
    forward = (acts.source == source) & (acts.target == target)
    backward = (acts.source == target) & (acts.target == source)
    match driver.carrier:
        case "tie":
            own = acts.directed & forward if directed else pair & (forward | backward)
        case "answer":
            own = acts.directed & backward & directed
        case "sent":
            own = (acts.source == source) | (pair & (acts.target == source))
        case "received":
            own = (acts.target == target) | (pair & (acts.source == target))
        case "world":
            return np.asarray(chosen)
        case "none":
            return np.zeros(len(acts), dtype=bool)
    return np.asarray(chosen & own)


def split(
    acts: Acts,
    driver: Driver,
    quad: int,
    dyad: tuple[int, int, bool],
    day: int,
    levels: tuple[float, float] = (1.0, 1.0),
) -> tuple[Int, Float]:
    """Rows that carry a driver, and each one's share of it; they add up to 1.

    Because a driver is its carrier times a level, the share of an act is its decayed count over
    the carrier's (the branching structure of a Hawkes process; Zhuang, Ogata & Vere-Jones 2002).
    A pair in no order is seen from both its sides: an act counts with the level of each side that
    it is carried by.

    Parameters
    ----------
    acts, driver, quad :
        As in `carried`.
    dyad : tuple of int, int, bool
        Source, target, whether directed.
    day : int
        The origin.
    levels : tuple of float
        The driver's level, and from the other side of a pair.

    Examples
    --------
    >>> one = np.array([1, 1])
    >>> acts = Acts([0, 30], 0 * one, one, 0 * one, one > 0, one, -one, 2, (3,))
    >>> month = next(d for d in DRIVERS if d.name == "inertia 30 d")
    >>> rows, shares = split(acts, month, 3, (0, 1, True), 60)
    >>> rows, shares.round(3)
    (array([1, 0]), array([0.667, 0.333]))
    """
    source, target, directed = dyad
    part = carried(acts, driver, quad, source, target, directed) * levels[0]
    if not directed:
        part = part + carried(acts, driver, quad, target, source, directed) * levels[1]
    rows = np.flatnonzero(part)
    weight = part[rows] * acts.count[rows] * decay(day - acts.day[rows], HALF_LIVES[driver.memory])
    total = weight.sum()
    if not total > 0.0:
        return rows[:0], np.zeros(0)
    order = np.lexsort((rows, -weight))
    return rows[order], weight[order] / total


def explain(
    acts: Acts,
    horizon: Horizon,
    traces: Traces,
    dyad: int,
    quad: int,
    days: int,
    stack: float,
    base: float,
) -> Reasons:
    """Split what is expected of one dyad and class within ``days``.

    Parameters
    ----------
    acts : Acts
        The record before the origin.
    horizon : Horizon
        The fitted expectations.
    traces : Traces
        Of the acts, at the origin.
    dyad : int
        Its key.
    quad, days : int
        What is forecast.
    stack : float
        Share of the model.
    base : float
        Acts within the days by the base rate alone.
    """
    asked = Dyads.of(traces, np.array([dyad]))
    inside = np.array([np.clip((days - low) / (high - low), 0.0, 1.0) for low, high in BANDS])
    pooled = ~np.isnan(horizon.lagged.means(lags(traces, asked), quad)[:, 0])
    brought, factors = _brought(
        horizon,
        values(traces, asked, quad),
        dampers(traces, asked, quad),
        quad,
        inside * np.where(pooled, 1.0 - SHARE, 1.0),
    )
    late = credits(horizon.lagged, traces, asked, quad, inside * pooled)
    who = (int(asked.source[0]), int(asked.target[0]), bool(asked.directed[0]))
    parts = [(d, stack * float(a)) for d, a in zip(DRIVERS, brought, strict=True)]
    total = sum(a for _, a in parts) + stack * SHARE * late.acts + (1.0 - stack) * base

    def events_of(driver: Driver) -> tuple[tuple[int, float], ...]:
        ways = (False, True)
        here, there = (float(level(traces, asked, driver, quad, w)[0]) for w in ways)
        return _events(split(acts, driver, quad, who, traces.day, (here, there)))

    reasons = [Reason(d.name, d.words, a / total, a, events_of(d)) for d, a in parts if a > 0.0]
    if stack < 1.0 and base > 0.0:
        pulled = (1.0 - stack) * base
        events = events_of(_EVER)
        reasons.append(Reason(BASE_NAME, BASE_WORDS, pulled / total, pulled, events))
    reasons += _of_lags(late, stack * SHARE, total)
    return Reasons(
        tuple(sorted(reasons, key=lambda r: (-r.share, r.name))),
        tuple(sorted(factors, key=lambda c: (-abs(np.log(c.factor)), c.name))),
    )


def _of_lags(late: Credits, share: float, total: float) -> list[Reason]:
    """What the regression on lags brings: by the acts it rests on, and by none."""
    credited = float(late.credit.sum())
    rest = max(late.acts - credited, 0.0)
    found = []
    if credited > 0.0:
        acts, events = share * credited, _events((late.rows, late.credit / credited))
        found.append(Reason(LAGS_NAME, LAGS_WORDS, acts / total, acts, events))
    if rest > 0.0:
        acts = share * rest
        found.append(Reason(LEVEL_NAME, LEVEL_WORDS, acts / total, acts, ()))
    return found


def _events(found: tuple[Int, Float]) -> tuple[tuple[int, float], ...]:
    rows, shares = found
    return tuple(zip(rows.tolist(), shares.tolist(), strict=True))


def _brought(
    horizon: Horizon, drivers: Float, damped: Float, quad: int, inside: Float
) -> tuple[Float, list[Contrast]]:
    """Acts that each driver brings in the parts of the bands, and the factors over them."""
    brought = np.zeros(len(DRIVERS))
    logs = np.zeros(len(DAMPERS))
    for fitted, (low, high), part in zip(horizon.weights[quad], BANDS, inside, strict=True):
        if fitted is None or part <= 0.0:
            continue
        driven = fitted.drive * drivers[:, 0] * float(fitted.factor(damped)[0])
        driven *= (high - low) * part
        brought += driven
        logs += driven.sum() * fitted.tilt * (damped[:, 0] - DAMPER_CENTRE)
    logs /= max(brought.sum(), 1e-12)
    contrasts = [
        Contrast(name, _DAMPER_WORDS[name], float(np.exp(log)))
        for name, log in zip(DAMPERS, logs, strict=True)
        if abs(log) > 1e-9
    ]
    return brought, contrasts
