"""Slices: which dyads are asked at an origin, active, dormant, or candidates for a first act.

* *Active*: at least one act of any class within the last ``active_days`` before the origin.
* *Dormant*: every other dyad ever seen before. Where there are more than ``dormant_size``, a
  sample drawn with the origin as seed, each of weight N / n.
* *Onset*: dyads never seen before whose two actors have both been seen, and either both acted (on
  whichever side) within the last ``active_days`` or have met a common third party, ever. A directed
  candidate's target must have been the target of a directed act, both sides of an undirected one in
  an undirected act. There are up to millions, so this slice is a case-control sample: every
  candidate that does act within the longest horizon, with weight 1, and others found by drawing
  pairs of actors at random, with the weights that make totals right. Whoever forecasts gets the
  dyads alone, neither the weights nor which are cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.forecasting.tallies import last_days

ACTIVE, DORMANT, ONSET = 0, 1, 2
SLICES: Final = ("active", "dormant", "onset")
_LONG_AGO = -(1 << 40)
_PROPOSALS = 20


@dataclass(frozen=True)
class Sizes:
    """Who counts as active, and how many of the others are asked.

    Parameters
    ----------
    active_days : int
        Days before the origin, at least 1.
    active_size, dormant_size, onset_size : int
        At most so many active and dormant dyads, and onset candidates besides those that act.
    """

    active_days: int = 365
    active_size: int = 1 << 40
    dormant_size: int = 4000
    onset_size: int = 2000


@dataclass(frozen=True, eq=False)
class Asked:
    """Dyads asked at an origin.

    Parameters
    ----------
    dyads : int64 array, (n,)
        Distinct keys.
    slices : int64 array, (n,)
        0 active, 1 dormant, 2 onset.
    weight : float64 array, (n,)
        How many dyads each stands for, at least 1.
    """

    dyads: Int
    slices: Int
    weight: Float


def slices_of(past: Acts, origin: int, dyads: Int, active_days: int) -> Int:
    """Slice of each dyad, from the acts before the origin. Shape (n,); never seen is onset."""
    last = last_days(past, dyads, _LONG_AGO)
    dormant_or_active = np.where(last >= origin - active_days, ACTIVE, DORMANT)
    return np.where(last == _LONG_AGO, ONSET, dormant_or_active)


def asked(acts: Acts, origin: int, horizon: int, sizes: Sizes) -> Asked:
    """Dyads to ask at an origin.

    Parameters
    ----------
    acts : Acts
        All acts; those from the origin on decide only which onset candidates are cases.
    origin : int
        Day.
    horizon : int
        The longest horizon in days.
    sizes : Sizes
        How many.

    Returns
    -------
    Asked
        Active dyads, then dormant, then onset; equal arguments give equal dyads.
    """
    past = acts.before(origin)
    seen = np.unique(past.dyad)
    slices = slices_of(past, origin, seen, sizes.active_days)
    rng = np.random.default_rng(origin)
    parts = [
        _drawn(seen[slices == which], size, rng)
        for which, size in ((ACTIVE, sizes.active_size), (DORMANT, sizes.dormant_size))
    ]
    parts.append(_onset(acts, past, origin, horizon, sizes, rng))
    return Asked(
        np.concatenate([dyads for dyads, _ in parts]),
        np.repeat(np.arange(3), [len(dyads) for dyads, _ in parts]),
        np.concatenate([weight for _, weight in parts]),
    )


def _drawn(dyads: Int, size: int, rng: np.random.Generator) -> tuple[Int, Float]:
    if len(dyads) <= size:
        return dyads, np.ones(len(dyads))
    drawn = np.sort(rng.choice(dyads, size, replace=False))
    return drawn, np.full(size, len(dyads) / size)


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Tells whether pairs of actors are candidates for a first act."""

    seen: Int
    n_actors: int
    recent: Mask
    met: NDArray[np.uint8]
    first: Mask
    second: Mask
    directed: bool

    @classmethod
    def of(cls, past: Acts, origin: int, active_days: int, directed: bool) -> _Candidates:
        n = past.n_actors
        late = past.take(past.day >= origin - active_days)
        recent, met = np.zeros(n, dtype=bool), np.zeros((n, n), dtype=bool)
        recent[late.source] = recent[late.target] = True
        met[past.source, past.target] = met[past.target, past.source] = True
        first, second = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
        if directed:
            first[past.source] = first[past.target] = True
            second[past.target[past.directed]] = True
        else:
            first[past.source[~past.directed]] = first[past.target[~past.directed]] = True
            second = first
        return cls(
            np.unique(past.dyad), n, recent, np.packbits(met, axis=1), first, second, directed
        )

    def key(self, s: Int, t: Int) -> Int:
        low, high = (s, t) if self.directed else (np.minimum(s, t), np.maximum(s, t))
        return (low * self.n_actors + high) * 2 + self.directed

    def hold(self, s: Int, t: Int) -> Mask:
        fit: Mask = (s != t) & self.first[s] & self.second[t] & ~np.isin(self.key(s, t), self.seen)
        fit[fit] = self._near(s[fit], t[fit])
        return fit

    def _near(self, s: Int, t: Int) -> Mask:
        near = self.recent[s] & self.recent[t]
        far = np.flatnonzero(~near)
        near[far] = (self.met[s[far]] & self.met[t[far]]).any(axis=1)
        return np.asarray(near)


def _onset(
    acts: Acts, past: Acts, origin: int, horizon: int, sizes: Sizes, rng: np.random.Generator
) -> tuple[Int, Float]:
    low, high = np.searchsorted(acts.day, [origin, origin + horizon])
    coming = np.unique(acts.take(slice(int(low), int(high))).dyad)
    s, t, directed = acts.sides(coming)
    keys, weights = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for way in (False, True):
        if not np.any(past.directed == way) or not sizes.onset_size:
            continue
        candidates = _Candidates.of(past, origin, sizes.active_days, way)
        own = directed == way
        cases = coming[own][candidates.hold(s[own], t[own])]
        others, weight = _controls(candidates, cases, sizes.onset_size, rng)
        keys += [cases, others]
        weights += [np.ones(len(cases)), np.full(len(others), weight)]
    return np.concatenate(keys), np.concatenate(weights)


def _controls(
    candidates: _Candidates, cases: Int, size: int, rng: np.random.Generator
) -> tuple[Int, float]:
    """Candidates that are no cases, and how many each of them stands for."""
    firsts, seconds = np.flatnonzero(candidates.first), np.flatnonzero(candidates.second)
    proposals = _PROPOSALS * size
    s, t = rng.choice(firsts, proposals), rng.choice(seconds, proposals)
    # Of a pair in no order only one of its two orders is proposed, so that it counts once.
    ordered = np.ones(proposals, dtype=bool) if candidates.directed else s < t
    s, t = s[ordered], t[ordered]
    keys = candidates.key(s, t)[candidates.hold(s, t)]
    keys = keys[~np.isin(keys, cases)]
    if not len(keys):
        return keys, 1.0
    # A proposal stands for as many pairs as there are per proposal; a key may come twice.
    held = len(firsts) * len(seconds) * len(keys) / proposals
    distinct = np.unique(keys)
    chosen = distinct if len(distinct) <= size else np.sort(rng.choice(distinct, size, False))
    return chosen, max(held / len(chosen), 1.0)
