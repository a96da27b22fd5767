"""Deaths: how many people the expected acts of a dyad would kill, as the dataset reports deaths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import DEATHS_UNKNOWN, Acts, Float, Int

_OWN = 200
_POOL = 10_000
_STRENGTH = 10.0


@dataclass(frozen=True)
class Toll:
    """Reported deaths per act: of each dyad, and of all.

    Deaths are drawn from what was reported, act by act, so that heaped figures (round numbers, many
    zeros) and the rare massacre stay as they are. A dyad's own last 200 acts weigh
    ``n / (n + 10)``, the rest falls to all acts of the dataset.

    Parameters
    ----------
    pool : int64 array
        Best estimates of the last 10,000 acts of the dataset.
    own : dict of int to int64 array
        Best estimates of the last 200 acts of each dyad.
    """

    pool: Int
    own: dict[int, Int]

    @classmethod
    def fit(cls, acts: Acts, dyads: Int, fine_from: int | None = None) -> Toll | None:
        """Read the deaths of a record; None where it gives none.

        Rows that stand for several acts give each the same part. Totals of years or months before
        ``fine_from`` say nothing of single acts and are left out.
        """
        known = acts.deaths != DEATHS_UNKNOWN
        if fine_from is not None:
            known &= acts.day >= fine_from
        if not known.any():
            return None
        acts = acts.take(known)
        each = np.rint(acts.deaths / acts.count).astype(np.int64)
        order = np.argsort(acts.dyad, kind="stable")
        keys = acts.dyad[order]
        own = {}
        for dyad in dyads:
            low, high = np.searchsorted(keys, [dyad, dyad + 1])
            rows = order[low:high]
            own[int(dyad)] = _last(each[rows], acts.count[rows], _OWN)
        return cls(_last(each, acts.count, _POOL), own)

    def draw(self, dyad: int, counts: Int, rng: np.random.Generator) -> Int:
        """Deaths in each path, for counts of acts up to each horizon: array like ``counts``.

        Counts are (horizons, paths) and never fall; neither do deaths. The draws up to a horizon
        are the same whatever longer ones are asked.

        Examples
        --------
        >>> toll = Toll(np.array([2]), {})
        >>> toll.draw(0, np.array([[0, 1], [3, 1]]), np.random.default_rng(0))
        array([[0, 2],
               [6, 2]])
        """
        deaths, chance = self.law(dyad)
        new = np.diff(counts, axis=0, prepend=0)
        drawn = rng.multinomial(new, chance) @ deaths
        return np.asarray(np.cumsum(drawn, axis=0), dtype=np.int64)

    def law(self, dyad: int) -> tuple[Int, Float]:
        """Deaths of one act of a dyad, and their chances, the likeliest first."""
        own = self.own.get(dyad, self.pool[:0])
        share = len(own) / (len(own) + _STRENGTH)
        deaths, place = np.unique(np.concatenate([own, self.pool]), return_inverse=True)
        each = np.full(len(own), share / max(len(own), 1))
        pooled = np.full(len(self.pool), (1.0 - share) / len(self.pool))
        chance = np.bincount(place, np.concatenate([each, pooled]))
        order = np.argsort(-chance, kind="stable")
        return deaths[order], chance[order] / chance.sum()


def _last(each: Int, count: Int, most: int) -> Int:
    """Values of the last acts, of rows that stand for several.

    Examples
    --------
    >>> _last(np.array([5, 7, 9]), np.array([3, 2, 1]), 4)
    array([5, 7, 7, 9])
    """
    later = np.cumsum(count[::-1])[::-1] - count
    return np.repeat(each, np.clip(most - later, 0, count))
