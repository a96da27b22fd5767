"""Traces: what the past has left behind in every dyad by the start of a day."""

from __future__ import annotations

import copy

import numpy as np
from scipy.sparse import csr_array

from whowhom.engine.acts import Acts, Float, Int, Mask

HALF_LIVES = (7.0, 30.0, 90.0, 365.0, 1460.0, np.inf)
"""Days after which an act counts half; the last never forgets."""
N_QUADS = 4
NEVER = -(10**9)
_TIES_AT = 4


def decay(age: Float | Int, half_life: float) -> Float:
    """Weight left of an act of that age in days: ``2^(-age / half_life)``.

    Examples
    --------
    >>> decay(np.array([0, 30, 60]), 30.0)
    array([1.  , 0.5 , 0.25])
    """
    return np.exp2(-np.asarray(age, dtype=np.float64) / half_life)


class Traces:
    """Decayed counts of every dyad, quad class and half-life, carried forward through time.

    Parameters
    ----------
    acts : Acts
        The record. Acts on or after the day of the traces are not in them.

    Examples
    --------
    >>> rows = np.array([0, 30]), np.array([0, 0]), np.array([1, 1])
    >>> ones = np.ones(2, int)
    >>> acts = Acts(*rows, 0 * ones, ones > 0, ones, -ones, n_actors=2, quad=(3,))
    >>> traces = Traces(acts)
    >>> traces.advance(30)
    >>> traces.counts[1, 3].round(3)
    array([0.5])
    >>> traces.advance(60)
    >>> traces.counts[1, 3].round(3)
    array([0.75])
    """

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.keys, self._dyad = np.unique(acts.dyad, return_inverse=True)
        self.source, self.target, self.directed = acts.sides(self.keys)
        size = len(self.keys)
        self.start = int(acts.day[0]) if len(acts) else 0
        self.day = self.start
        self.counts = np.zeros((len(HALF_LIVES), N_QUADS, size))
        self.last = np.full((N_QUADS, size), NEVER)
        self.first = np.full(size, -NEVER)
        self._read = 0
        self._ties: csr_array | None = None
        self._rates: dict[tuple[int, int], Float] = {}
        self._sums: dict[tuple[int, int, bool], Float] = {}
        self._recent: dict[int, Float] = {}

    def advance(self, day: int) -> None:
        """Move to the start of ``day``: acts before it are taken in, older ones fade."""
        if day < self.day:
            raise ValueError(f"traces stand at day {self.day} and only move forward, got {day}")
        stop = int(np.searchsorted(self.acts.day, day))
        rows = slice(self._read, stop)
        when, count = self.acts.day[rows], self.acts.count[rows].astype(np.float64)
        size = len(self.keys)
        cell = self.acts.classes[rows] * size + self._dyad[rows]
        for k, half_life in enumerate(HALF_LIVES):
            new = np.bincount(cell, count * decay(day - when, half_life), N_QUADS * size)
            self.counts[k] *= decay(np.array(day - self.day), half_life)
            self.counts[k] += new.reshape(N_QUADS, size)
        np.minimum.at(self.first, self._dyad[rows], when)
        np.maximum.at(self.last.reshape(-1), cell, when)
        self._read, self.day = stop, day
        self._ties = None
        self._rates.clear()
        self._sums.clear()
        self._recent.clear()

    def holding(self, acts: Float) -> Traces:
        """The same dyads on the same day, with these acts of just now, (4, dyads), and no others.

        Acts may be parts of acts, and negative.
        """
        other = copy.copy(self)
        other.counts = np.broadcast_to(acts, self.counts.shape)
        other._ties, other._rates, other._sums = None, {}, {}
        return other

    @property
    def age(self) -> int:
        """Days on record, at least 1."""
        return max(self.day - self.start, 1)

    def per_day(self, k: int) -> float:
        """Turn a decayed count into acts per day: the inverse of the decayed days on record.

        ``ln 2 / h / (1 - 2^(-age / h))``, which corrects a short record; ``1 / age`` for the
        half-life that never forgets.
        """
        half_life = HALF_LIVES[k]
        if np.isinf(half_life):
            return 1.0 / self.age
        return float(np.log(2.0) / half_life / (1.0 - decay(np.array(self.age), half_life)))

    def rate(self, k: int, quad: int) -> Float:
        """Acts per day of every dyad at one half-life; ``quad`` -1 for all classes."""
        if (k, quad) not in self._rates:
            counts = self.counts[k].sum(axis=0) if quad < 0 else self.counts[k, quad]
            self._rates[k, quad] = counts * self.per_day(k)
        return self._rates[k, quad]

    def side_rate(self, k: int, quad: int, sending: bool) -> Float:
        """Acts per day that every actor sends, or receives; acts of a pair count for both."""
        if (k, quad, sending) not in self._sums:
            rate, size = self.rate(k, quad), self.acts.n_actors
            side, other = self.source, self.target
            if not sending:
                side, other = other, side
            total = np.bincount(side, rate, size)
            total += np.bincount(other, np.where(self.directed, 0.0, rate), size)
            self._sums[k, quad, sending] = np.asarray(total, dtype=np.float64)
        return self._sums[k, quad, sending]

    def recent(self, days: int) -> Float:
        """Acts of every dyad within the last ``days``, whole and not decayed: (4, dyads)."""
        if days not in self._recent:
            low, high = np.searchsorted(self.acts.day, [self.day - days, self.day])
            rows, size = slice(int(low), int(high)), len(self.keys)
            cell = self.acts.classes[rows] * size + self._dyad[rows]
            counts = np.bincount(cell, self.acts.count[rows], N_QUADS * size)
            self._recent[days] = np.asarray(counts.reshape(N_QUADS, size), dtype=np.float64)
        return self._recent[days]

    def shared_partners(self, source: Int, target: Int) -> Float:
        """How much two actors deal with the same others, 0 to 1.

        ``sum_h share(source, h) share(target, h)`` over the shares that each partner has in an
        actor's acts, either way and of all classes, at the slowest half-life that forgets.
        """
        if self._ties is None:
            rate, size = self.rate(_TIES_AT, -1), self.acts.n_actors
            one_way = csr_array((rate, (self.source, self.target)), shape=(size, size))
            both = one_way + one_way.T
            total = np.asarray(both.sum(axis=1)).reshape(-1)
            shares = np.divide(1.0, total, out=np.zeros(size), where=total > 0.0)
            self._ties = csr_array(both.multiply(shares[:, None]))
        first, second = self._ties[source], self._ties[target]
        return np.asarray(first.multiply(second).sum(axis=1), dtype=np.float64).reshape(-1)

    def places(self, dyad: Int) -> Int:
        """Position of each dyad key in ``keys``, -1 where it never acts."""
        if not len(self.keys):
            return np.full(len(dyad), -1)
        place = np.minimum(np.searchsorted(self.keys, dyad), len(self.keys) - 1)
        return np.where(self.keys[place] == dyad, place, -1)

    def active(self, days: int) -> Mask:
        """Which dyads acted within the last ``days``."""
        latest = self.last.max(axis=0) if len(self.keys) else np.zeros(0)
        return np.asarray(self.day - latest <= days)
