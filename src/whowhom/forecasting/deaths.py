"""Deaths: how many people the expected acts of a dyad would kill, as the dataset reports deaths."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import DEATHS_UNKNOWN, Acts, Int

_OWN = 200
_POOL = 10_000
_STRENGTH = 10.0
_MOST_ACTS = 3_000_000


@dataclass(frozen=True)
class Toll:
    """Reported deaths per act: of each dyad, and of all.

    Deaths are drawn from what was reported, act by act, so that heaped figures (round numbers, many
    zeros) and the rare massacre stay as they are. A dyad's own last 200 acts weigh ``n / (n + 10)``,
    the rest falls to all acts of the dataset.

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
        each = np.rint(np.repeat(acts.deaths / acts.count, acts.count)).astype(np.int64)
        whose = np.repeat(acts.dyad, acts.count)
        own = {int(d): each[whose == d][-_OWN:] for d in dyads}
        return cls(each[-_POOL:], own)

    def draw(self, dyad: int, counts: Int, rng: np.random.Generator) -> Int:
        """Deaths in each path, for counts of acts up to each horizon: array like ``counts``.

        Counts are (horizons, paths) and never fall; neither do deaths.
        """
        longest = counts[-1]
        total = int(longest.sum())
        if total > _MOST_ACTS:
            raise ValueError(f"{total} acts to draw deaths for; ask a shorter horizon")
        own = self.own.get(dyad, self.pool[:0])
        share = len(own) / (len(own) + _STRENGTH)
        each = rng.choice(self.pool, total)
        if len(own):
            mine = rng.random(total) < share
            each[mine] = rng.choice(own, int(mine.sum()))
        ends = np.cumsum(longest)
        sums = np.concatenate([[0], np.cumsum(each)])
        begins = ends - longest
        return np.asarray(sums[begins + counts] - sums[begins], dtype=np.int64)
