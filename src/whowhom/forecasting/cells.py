"""Cells: in which of the places asked about the acts of a dyad will lie."""

from __future__ import annotations

import numpy as np

from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.kinds import likeliest_strength
from whowhom.engine.traces import decay

HALF_LIFE = 365.0
MOST = 20.0
"""Acts that a share rests on at most: where a group acts moves, and more acts of the past do not
make the next ones surer."""


def weights(acts: Acts, cell: Int, cells: int, dyads: Int, day: int) -> Float:
    """Dirichlet weights of the cells for each dyad.

    Decayed counts of the dyad's acts in each cell, shrunk to the shares ``p`` of all acts with the
    likeliest strength ``a``: ``w = n + a p`` (a Dirichlet-multinomial; Minka 2000), scaled down to
    `MOST` in sum.

    Parameters
    ----------
    acts : Acts
        Those before ``day`` that tell of their place.
    cell : int64 array
        Cell of each.
    cells : int
        How many there are.
    dyads : int64 array (n,)
        Keys.
    day : int
        The origin.

    Returns
    -------
    float64 array (n, cells)

    Examples
    --------
    >>> one = np.array([1, 1])
    >>> acts = Acts([0, 30], 0 * one, one, 0 * one, one > 0, one, -one, 2, (3,))
    >>> weights(acts, np.array([0, 1]), 2, acts.dyad[:1], 365).round(2)
    array([[ 9.72, 10.28]])
    """
    keys = np.union1d(acts.dyad, dyads)
    weight = acts.count * decay(day - acts.day, HALF_LIFE)
    place = np.searchsorted(keys, acts.dyad) * cells + cell
    counts = np.bincount(place, weight, len(keys) * cells).reshape(len(keys), cells)
    total = counts.sum(axis=0)
    share = total / max(float(total.sum()), 1e-12) if total.any() else np.full(cells, 1.0 / cells)
    held = share > 0.0
    strength = likeliest_strength(counts[:, held].astype(np.float64), share[held])
    found = counts[np.searchsorted(keys, dyads)] + strength * share
    size = found.sum(axis=1, keepdims=True)
    return np.asarray(found * np.minimum(1.0, MOST / np.maximum(size, 1e-12)))
