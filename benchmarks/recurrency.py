"""The recurrency baseline: how often, and how lately, s did r to o; else how usual o is for r.

``p(o) = a psi(o) + (1 - a) xi(o)`` with ``psi`` the decayed share of o among answers to (s, r) and
``xi`` the share of o among targets of r, smoothed over all actors (Gastinger et al. 2024). One
half-life and one ``a``, by log-likelihood on the days given for tuning.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]
Int = NDArray[np.int64]
HALF_LIVES = (5.0, 25.0, 50.0, 100.0, 400.0)
MIXES = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


class Recurrency:
    """Counts of past answers, taken in day by day."""

    def __init__(self, n_actors: int, n_types: int) -> None:
        self._past: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self._usual: Float = np.full((2 * n_types, n_actors), 0.01)
        self.half_life, self.mix = HALF_LIVES[2], MIXES[4]
        self._gain: Float = np.zeros((len(HALF_LIVES), len(MIXES)))

    def take(self, day: int, source: Int, kind: Int, target: Int) -> None:
        """Take in one day's acts, both sides."""
        for s, r, o in zip(source.tolist(), kind.tolist(), target.tolist(), strict=True):
            self._past[s, r].append((o, day))
            self._usual[r, o] += 1.0

    def _parts(self, day: int, s: int, r: int, half_life: float) -> tuple[Float | None, Float]:
        xi = self._usual[r] / self._usual[r].sum()
        past = np.array(self._past.get((s, r), []), dtype=np.int64).reshape(-1, 2)
        if not len(past):
            return None, xi
        psi = np.bincount(past[:, 0], 2.0 ** ((past[:, 1] - day) / half_life), len(xi))
        return (psi / psi.sum() if psi.sum() > 0.0 else None), xi

    def distribution(self, day: int, s: int, r: int) -> Float:
        """Return p(o) over all actors."""
        psi, xi = self._parts(day, s, r, self.half_life)
        out: Float = xi if psi is None else self.mix * psi + (1.0 - self.mix) * xi
        return out

    def tune(self, day: int, s: int, r: int, answers: Int) -> None:
        """Add one query to the evidence for each half-life and mix, and choose the best so far."""
        for i, half_life in enumerate(HALF_LIVES):
            psi, xi = self._parts(day, s, r, half_life)
            for j, mix in enumerate(MIXES):
                p = xi if psi is None else mix * psi + (1.0 - mix) * xi
                self._gain[i, j] += np.log(p[answers]).sum()
        best = np.unravel_index(int(self._gain.argmax()), self._gain.shape)
        self.half_life, self.mix = HALF_LIVES[best[0]], MIXES[best[1]]
