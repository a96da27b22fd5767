"""Lags: what a dyad did of late in whole acts, none of them decayed, as a regression reads it."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from whowhom.engine.acts import Float
from whowhom.engine.drivers import Dyads
from whowhom.engine.traces import HALF_LIVES, N_QUADS, Traces

DAYS: Final = (7, 30, 90, 365)
"""Days over which acts of the class are counted."""
TOTAL_DAYS: Final = 90
SIDE_DAYS: Final = 365
LAGS: Final[dict[str, str]] = {
    **{f"last {days} days": f"acts of the class in the last {days} days" for days in DAYS},
    "a year": "acts of the class a year, over the whole record",
    "of any class": f"acts of any class in the last {TOTAL_DAYS} days",
    "days since": "days since the last act of any class",
    "by the source": f"acts of the class by the source in the last {SIDE_DAYS} days",
    "on the target": f"acts of the class on the target in the last {SIDE_DAYS} days",
}
"""Name and meaning of each; acts of a pair are by, and on, both its sides."""
YEAR, TOTAL, SINCE, SENT, RECEIVED = range(len(DAYS), len(LAGS))
_FOR_EVER = HALF_LIVES.index(np.inf)


def lags(traces: Traces, asked: Dyads) -> Float:
    """Lags of dyads at the day of the traces.

    Parameters
    ----------
    traces : Traces
        What stands.
    asked : Dyads
        Of these traces.

    Returns
    -------
    float64 array (4, lags, n)
        For every class, in the order of `LAGS`; NaN for dyads that never acted.

    Examples
    --------
    >>> from whowhom.engine.acts import Acts
    >>> one = np.ones(3, dtype=np.int64)
    >>> acts = Acts([0, 50, 58], 0 * one, one, 0 * one, one > 0, one, -one, 2, (3,))
    >>> traces = Traces(acts)
    >>> traces.advance(60)
    >>> lags(traces, Dyads.of(traces, acts.dyad[:1]))[3, :, 0].tolist()
    [1.0, 2.0, 3.0, 3.0, 18.25, 3.0, 2.0, 3.0, 3.0]
    """
    n = len(asked.source)
    found = np.full((N_QUADS, len(LAGS), n), np.nan)
    if not len(traces.keys):
        return found
    place = np.maximum(asked.place, 0)
    last = traces.last.max(axis=0)[place]
    met = (asked.place >= 0) & (traces.first[place] < traces.day)
    for i, days in enumerate(DAYS):
        found[:, i] = traces.recent(days)[:, place]
    found[:, YEAR] = traces.counts[_FOR_EVER][:, place] * (365.0 / traces.age)
    found[:, TOTAL] = traces.recent(TOTAL_DAYS).sum(axis=0)[place]
    found[:, SINCE] = traces.day - last
    late = traces.recent(SIDE_DAYS)
    found[:, SENT] = _by_side(traces, late, True)[:, asked.source]
    found[:, RECEIVED] = _by_side(traces, late, False)[:, asked.target]
    found[:, :, ~met] = np.nan
    return found


class Moved(NamedTuple):
    """Acts that come on top of a record, parts of acts and negative ones among them.

    Parameters
    ----------
    own, sent, received : float64 array (4, n)
        Acts of each class by the dyad itself, by its source and on its target.
    """

    own: Float
    sent: Float
    received: Float


def moved(come: Traces, asked: Dyads) -> Moved:
    """What comes (`whowhom.engine.traces.Traces.holding`), as the lags of dyads see it."""
    counts = come.counts[_FOR_EVER]
    met = asked.place >= 0
    own = np.where(met, counts[:, np.maximum(asked.place, 0)], 0.0)
    sent, received = (_by_side(come, counts, sending) for sending in (True, False))
    return Moved(own, sent[:, asked.source], received[:, asked.target])


def _by_side(traces: Traces, counts: Float, sending: bool) -> Float:
    """Counts of dyads (4, dyads), added up by actor: (4, actors); pairs count for both sides."""
    side, other = (traces.source, traces.target) if sending else (traces.target, traces.source)
    pair, size = np.where(traces.directed, 0.0, counts), traces.acts.n_actors
    return np.stack(
        [
            np.bincount(side, counts[q], size) + np.bincount(other, pair[q], size)
            for q in range(N_QUADS)
        ]
    )
