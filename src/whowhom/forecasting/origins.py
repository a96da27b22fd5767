"""Past origins to learn from: what stood before each of them, and what came after."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from whowhom.engine import bands
from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.engine.drivers import DAMPERS, DRIVERS, Dyads, dampers, values
from whowhom.engine.lags import LAGS, lags
from whowhom.engine.traces import N_QUADS, Traces

EDGES, BANDS = bands.EDGES, bands.BANDS
ACTIVE_DAYS = 365
_ORIGINS, _FEWEST_DAYS, _MOST_DAYS = 120, 3, 30
_QUOTAS = {"coming": 0.5, "active": 0.25, "dormant": 0.125, "strangers": 0.125}
_FEWEST = 40
_YEAR = 3


@dataclass(frozen=True)
class Experience:
    """Dyads at past origins, one entry each.

    Parameters
    ----------
    origin, dyad : int64 array (n,)
        First day ahead, and key of the dyad.
    weight : float64 array (n,)
        How many dyads the entry stands for.
    drivers : float32 array (4, drivers, n)
    dampers : float32 array (4, dampers, n)
    counts : float64 array (4, bands, n)
        Acts within each band; NaN where the band had not ended.
    lags : float32 array (4, lags, n)
        As `whowhom.engine.lags.lags` gives them.
    start : int
        First day of the record.
    step : int
        Days from one origin to the next.
    """

    origin: Int
    dyad: Int
    weight: Float
    drivers: np.ndarray[tuple[int, int, int], np.dtype[np.float32]]
    dampers: np.ndarray[tuple[int, int, int], np.dtype[np.float32]]
    counts: Float
    lags: np.ndarray[tuple[int, int, int], np.dtype[np.float32]]
    start: int
    step: int

    @property
    def age(self) -> Int:
        """Days on record at each entry's origin, at least 1."""
        return np.maximum(self.origin - self.start, 1)

    def __len__(self) -> int:
        return len(self.origin)

    def until(self, day: int) -> Experience:
        """What was known of it on a day: earlier origins, and bands that had ended by then."""
        known = self.take(np.flatnonzero(self.origin < day))
        counts = known.counts.copy()
        for b, (_, high) in enumerate(BANDS):
            counts[:, b, known.origin + high > day] = np.nan
        return replace(known, counts=counts)

    def take(self, rows: Int) -> Experience:
        """The entries at these places."""
        return Experience(
            self.origin[rows],
            self.dyad[rows],
            self.weight[rows],
            self.drivers[:, :, rows],
            self.dampers[:, :, rows],
            self.counts[:, :, rows],
            self.lags[:, :, rows],
            self.start,
            self.step,
        )


def collect(
    acts: Acts, as_of: int, fine_from: int | None = None, cap: int = 40_000, seed: int = 0
) -> Experience:
    """Go through the record and keep, at every origin, who stood how and what followed.

    Parameters
    ----------
    acts : Acts
        Only those before `as_of` are read.
    as_of : int
        The day of the forecast.
    fine_from : int, optional
        First day from which acts are dated to the day: no origin lies before it.
    cap : int
        Most entries to keep.
    seed : int
        Of the draw among dyads.

    Notes
    -----
    Dyads that act within the next year, dyads that acted within the last, dyads that have been
    silent for longer, and strangers (pairs of known actors that had not met) are drawn
    with unequal chances and weighted by the inverse (case-control sampling; King & Zeng 2001):
    nearly all information is in those that act.
    """
    acts = acts.before(as_of)
    rng = np.random.default_rng(seed)
    days = _origins(acts, as_of, fine_from)
    traces, later = Traces(acts), Later(acts)
    per_origin = max(_FEWEST, cap // max(len(days), 1))
    parts = [_at_origin(traces, later, int(day), as_of, per_origin, rng) for day in days]
    step = int(days[1] - days[0]) if len(days) > 1 else _MOST_DAYS
    return _join(parts, traces.start, step)


def _origins(acts: Acts, as_of: int, fine_from: int | None) -> Int:
    """Days to stand at: after the first stretch of the record, evenly to its end."""
    if not len(acts):
        return np.zeros(0, dtype=np.int64)
    start = int(acts.day[0]) if fine_from is None else max(int(acts.day[0]), fine_from)
    if start > int(acts.day[0]) + ACTIVE_DAYS:
        return np.arange(start, as_of - EDGES[1] + 1, _step(as_of - start), dtype=np.int64)
    span = as_of - start
    burn = min(ACTIVE_DAYS, span // 4)
    return np.arange(start + max(burn, 1), as_of - EDGES[1] + 1, _step(span), dtype=np.int64)


def _step(span: int) -> int:
    return int(np.clip(span // _ORIGINS, _FEWEST_DAYS, _MOST_DAYS))


class Later:
    """Acts per dyad, class and band after an origin."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.keys, self.place = np.unique(acts.dyad, return_inverse=True)

    def counts(self, day: int, until: int) -> Float:
        """Acts of every dyad of the record with ``day <= act < until``: (4, dyads)."""
        low, high = np.searchsorted(self.acts.day, [day, until])
        rows, size = slice(low, high), len(self.keys)
        cell = self.acts.classes[rows] * size + self.place[rows]
        found = np.bincount(cell, self.acts.count[rows], N_QUADS * size)
        return np.asarray(found, dtype=np.float64).reshape(N_QUADS, size)


@dataclass(frozen=True)
class _Part:
    origin: int
    dyad: Int
    weight: Float
    drivers: Float
    dampers: Float
    counts: Float
    lags: Float


def _at_origin(
    traces: Traces, later: Later, day: int, as_of: int, size: int, rng: np.random.Generator
) -> _Part:
    traces.advance(day)
    dyad, weight = _draw(traces, later, day, as_of, size, rng)
    asked = Dyads.of(traces, dyad)
    counts = np.full((N_QUADS, len(BANDS), len(dyad)), np.nan)
    for b, (low, high) in enumerate(BANDS):
        if day + high <= as_of:
            found = later.counts(day + low, day + high)
            known = asked.place >= 0
            counts[:, b] = np.where(known, found[:, np.maximum(asked.place, 0)], 0.0)
    quads = range(N_QUADS)
    return _Part(
        day,
        dyad,
        weight,
        np.stack([values(traces, asked, q) for q in quads]).astype(np.float32),
        np.stack([dampers(traces, asked, q) for q in quads]).astype(np.float32),
        counts,
        lags(traces, asked).astype(np.float32),
    )


def _draw(
    traces: Traces, later: Later, day: int, as_of: int, size: int, rng: np.random.Generator
) -> tuple[Int, Float]:
    """Draw dyads of every sort with their weights."""
    coming = later.counts(day, min(day + EDGES[-1], as_of)).sum(axis=0) > 0
    known = traces.first < day
    active = traces.active(ACTIVE_DAYS) & known
    busy = _busy(traces, known)
    reachable = known | (busy[traces.source] & busy[traces.target])
    groups = {
        "coming": coming & reachable,
        "active": active & ~coming,
        "dormant": known & ~active & ~coming,
    }
    keys, weights = [], []
    for name, mask in groups.items():
        rows = np.flatnonzero(mask)
        most = max(int(size * _QUOTAS[name]), 1)
        drawn = rows if len(rows) <= most else np.sort(rng.choice(rows, most, replace=False))
        keys.append(traces.keys[drawn])
        weights.append(np.full(len(drawn), len(rows) / max(len(drawn), 1)))
    most = max(int(size * _QUOTAS["strangers"]), 1)
    strangers, weight = _strangers(traces, busy, known | coming, most, rng)
    return np.concatenate([*keys, strangers]), np.concatenate([*weights, weight])


def _busy(traces: Traces, seen: Mask) -> Mask:
    """Which actors were on either side of an act before."""
    busy = np.zeros(traces.acts.n_actors, dtype=bool)
    busy[traces.source[seen]] = True
    busy[traces.target[seen]] = True
    return busy


def _strangers(
    traces: Traces, busy: Mask, elsewhere: Mask, size: int, rng: np.random.Generator
) -> tuple[Int, Float]:
    """Draw pairs of known actors in no other group, half at random, half by activity."""
    actors = np.flatnonzero(busy)
    if len(actors) < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    sent = traces.side_rate(_YEAR, -1, True)[actors]
    received = traces.side_rate(_YEAR, -1, False)[actors]
    by_source, by_target = sent / sent.sum(), received / received.sum()
    half = rng.random(size) < 0.5
    first = np.where(
        half, rng.choice(len(actors), size), rng.choice(len(actors), size, p=by_source)
    )
    second = np.where(
        half, rng.choice(len(actors), size), rng.choice(len(actors), size, p=by_target)
    )
    chance = 0.5 / len(actors) ** 2 + 0.5 * by_source[first] * by_target[second]
    sorts = np.unique(traces.directed)
    directed = sorts[rng.integers(len(sorts), size=size)]
    source, target = actors[first], actors[second]
    low, high = np.minimum(source, target), np.maximum(source, target)
    keys = np.where(
        directed,
        (source * traces.acts.n_actors + target) * 2 + 1,
        (low * traces.acts.n_actors + high) * 2,
    )
    # A pair without direction can be drawn in two orders.
    weight = len(sorts) / (size * chance) * np.where(directed, 1.0, 0.5)
    place = traces.places(keys)
    new = (source != target) & ~((place >= 0) & elsewhere[place])
    return keys[new], weight[new]


def _join(parts: list[_Part], start: int, step: int) -> Experience:
    if not parts:
        return Experience(
            np.zeros(0, dtype=np.int64),
            np.zeros(0, dtype=np.int64),
            np.zeros(0),
            np.zeros((N_QUADS, len(DRIVERS), 0), dtype=np.float32),
            np.zeros((N_QUADS, len(DAMPERS), 0), dtype=np.float32),
            np.zeros((N_QUADS, len(BANDS), 0)),
            np.zeros((N_QUADS, len(LAGS), 0), dtype=np.float32),
            start,
            step,
        )
    return Experience(
        np.concatenate([np.full(len(p.dyad), p.origin) for p in parts]),
        np.concatenate([p.dyad for p in parts]),
        np.concatenate([p.weight for p in parts]),
        np.concatenate([p.drivers for p in parts], axis=2),
        np.concatenate([p.dampers for p in parts], axis=2),
        np.concatenate([p.counts for p in parts], axis=2),
        np.concatenate([p.lags for p in parts], axis=2),
        start,
        step,
    )
