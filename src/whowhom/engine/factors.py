"""Latent factors of who acts toward whom, followed through time."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sparse

from whowhom.engine.history import Float, Int


def _balanced(weight: Float, row: Int, column: Int, shape: tuple[int, int]) -> sparse.csr_matrix:
    """Divide by the fourth roots of row and column energy, so that hubs do not own every factor."""
    energy = weight * weight
    by_row = np.maximum(np.bincount(row, energy, shape[0]), 1e-9)
    by_column = np.maximum(np.bincount(column, energy, shape[1]), 1e-9)
    return sparse.csr_matrix(
        (weight / (by_row[row] * by_column[column]) ** 0.25, (row, column)), shape=shape
    )


class Factors:
    """Two truncated factorizations, each refreshed by subspace iteration from where it stood.

    *Affinity*: log decayed counts of (actor, (type, target)) as ``left @ right.T``, left
    orthonormal.
    *Closeness*: log decayed counts of (actor, actor) as ``place @ place.T``, positive part.
    Warm-started block power iteration (Halko, Martinsson & Tropp 2011); latent positions of actors
    follow Hoff, Raftery & Handcock (2002). Factors pool many events and do not split into them.

    Examples
    --------
    >>> same, swapped = np.array([0, 1]), np.array([1, 0])
    >>> f = Factors(2, same, same, 2, same, swapped, rank=2)
    >>> f.update(np.array([3.0, 1.0]), np.array([3.0, 3.0]))
    >>> f.left.shape, f.right.shape, f.place.shape
    ((2, 2), (2, 2), (2, 2))
    """

    def __init__(
        self,
        n_actors: int,
        source: Int,
        use: Int,
        n_uses: int,
        pair_source: Int,
        pair_target: Int,
        rank: int,
    ) -> None:
        self._source, self._use = source, use
        self._pair_source, self._pair_target = pair_source, pair_target
        self._shape = (n_actors, n_uses)
        rank = min(rank, n_actors)
        rng = np.random.default_rng(0)
        self._acts: Float = np.linalg.qr(rng.normal(size=(n_actors, rank)))[0]
        self._ties: Float = np.linalg.qr(rng.normal(size=(n_actors, rank)))[0]
        self.left: Float = np.zeros((n_actors, rank))
        self.right: Float = np.zeros((n_uses, rank))
        self.place: Float = np.zeros((n_actors, rank))

    def update(self, entry: Float, tie: Float, steps: int = 2) -> None:
        """Refresh from decayed counts per (actor, type, target) entry and per pair."""
        if not np.any(entry > 0.0):
            return
        acts = _balanced(np.log1p(entry), self._source, self._use, self._shape)
        for _ in range(steps):
            self._acts = np.linalg.qr(acts @ (acts.T @ self._acts))[0]
        self.left = np.ascontiguousarray(self._acts)
        self.right = np.ascontiguousarray(acts.T @ self._acts)
        n = self._shape[0]
        ties = _balanced(np.log1p(tie), self._pair_source, self._pair_target, (n, n))
        for _ in range(steps):
            self._ties = np.linalg.qr(ties @ self._ties)[0]
        core = self._ties.T @ (ties @ self._ties)
        value, vector = np.linalg.eigh((core + core.T) / 2)
        self.place = np.ascontiguousarray((self._ties @ vector) * np.sqrt(np.maximum(value, 0.0)))
