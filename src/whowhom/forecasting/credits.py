"""Credits: which past acts a regression on lags rests on, by leaving out each of them alone.

A product of powers of counts is no sum over acts. So each act is credited with what the regression
would expect less without it, all that was learnt held fixed and all other acts there (as a
leave-one-out case deletion; Cook 1977). Acts that hold it down are credited with nothing. Where
single deletions add up to more than is expected, which powers of several counts can do, they are
scaled down to it; where to less, the rest is nobody's.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.engine.drivers import Dyads
from whowhom.engine.lags import (
    DAYS,
    RECEIVED,
    SENT,
    SIDE_DAYS,
    SINCE,
    TOTAL,
    TOTAL_DAYS,
    YEAR,
    lags,
)
from whowhom.engine.traces import Traces
from whowhom.forecasting.lagged import Lagged


class Credits(NamedTuple):
    """What a regression expects, and which acts it rests on.

    Parameters
    ----------
    acts : float
        Acts that it expects, in the bands as far as asked for.
    rows : int64 array (m,)
        Rows of the record, those with most credit first.
    credit : float64 array (m,)
        Acts credited to each, above 0; at most `acts` together.
    """

    acts: float
    rows: Int
    credit: Float


def credits(lagged: Lagged, traces: Traces, asked: Dyads, quad: int, inside: Float) -> Credits:
    """Credit acts of the past with what the regression expects of one dyad and class.

    Parameters
    ----------
    lagged : Lagged
        The regressions.
    traces : Traces
        Of the record, at the origin.
    asked : Dyads
        One dyad.
    quad : int
        Class.
    inside : float64 array (bands,)
        Share of each band that is asked for; 0 where the regression says nothing of it.
    """
    told = lags(traces, asked)
    if not lagged.active(told)[0] or not inside.any():
        return Credits(0.0, np.zeros(0, dtype=np.int64), np.zeros(0))
    own = told[quad]
    rows, changed = _left_out(traces, asked, quad, own[:, 0])
    whole = _within(lagged.of(own, quad), inside)[0]
    left = _within(lagged.of(changed, quad), inside)
    left[~(changed[SINCE] <= lagged.active_days)] = 0.0
    credit = np.maximum(whole - left, 0.0)
    credit *= min(1.0, whole / max(float(credit.sum()), 1e-300))
    order = np.lexsort((rows, -credit))
    order = order[credit[order] > 0.0]
    return Credits(float(whole), rows[order], credit[order])


def _within(means: Float, inside: Float) -> Float:
    return np.asarray(inside @ np.where(inside[:, None] > 0.0, means, 0.0))


def _left_out(traces: Traces, asked: Dyads, quad: int, told: Float) -> tuple[Int, Float]:
    """Rows that the lags of a dyad hold, and the lags without each of them: (lags, rows)."""
    every = traces.acts
    source, target = int(asked.source[0]), int(asked.target[0])
    key = traces.keys[asked.place[0]]
    near = np.searchsorted(every.day, [traces.day - SIDE_DAYS, traces.day])
    touching = np.isin(every.source, (source, target)) | np.isin(every.target, (source, target))
    touching[: near[0]] &= every.dyad[: near[0]] == key
    rows = np.flatnonzero(touching[: near[1]])
    acts = every.take(rows)
    ago, count = traces.day - acts.day, acts.count.astype(np.float64)
    mine, same = acts.dyad == key, acts.classes == quad
    part = np.zeros((len(told), len(acts)))
    for i, days in enumerate(DAYS):
        part[i] = mine & same & (ago <= days)
    part[YEAR] = (mine & same) * (365.0 / traces.age)
    part[TOTAL] = mine & (ago <= TOTAL_DAYS)
    late = same & (ago <= SIDE_DAYS)
    part[SENT], part[RECEIVED] = (
        late * _sides(acts, source, True),
        late * _sides(acts, target, False),
    )
    latest = _latest(ago, mine)
    place = np.flatnonzero((part > 0.0).any(axis=0) | (np.arange(len(acts)) == latest[0]))
    changed = np.maximum(told[:, None] - part[:, place] * count[place], 0.0)
    changed[SINCE, place == latest[0]] = latest[1]
    return rows[place], changed


def _sides(acts: Acts, actor: int, sent: bool) -> Float:
    """How often each act counts for an actor as its source, or target; pairs count for both."""
    side, other = (acts.source, acts.target) if sent else (acts.target, acts.source)
    return np.asarray((side == actor) + (~acts.directed & (other == actor)) * 1.0)


def _latest(ago: Int, mine: Mask) -> tuple[int, float]:
    """The one act that is a dyad's latest, and the days since its last act without it."""
    own = np.flatnonzero(mine)
    if len(own) < 2:
        return int(own[0]) if len(own) else -1, np.inf
    alone = ago[own[-2]] > ago[own[-1]]
    return (int(own[-1]), float(ago[own[-2]])) if alone else (-1, np.inf)
