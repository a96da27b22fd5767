"""Jensen-Shannon divergence: how far two sets of shares lie apart.

J. Lin, "Divergence measures based on the Shannon entropy", *IEEE Transactions on Information
Theory* 37(1), 1991. In bits, so that 0 means the same shares and 1 that nothing is shared.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shares(counts: NDArray[Any]) -> Floats:
    """Shares of the last axis; zeros where nothing was counted.

    >>> shares(np.array([3.0, 1.0])).tolist(), shares(np.zeros(2)).tolist()
    ([0.75, 0.25], [0.0, 0.0])
    """
    sums = counts.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(counts, sums, out=np.zeros(counts.shape), where=sums > 0))


def parts(p: Floats, q: Floats) -> Floats:
    """What each category brings to the divergence of two sets of shares.

    Parameters
    ----------
    p, q : array (..., K)
        Shares that sum to 1.

    Returns
    -------
    array (..., K)
        ``(p log2(p / m) + q log2(q / m)) / 2`` with ``m = (p + q) / 2``: never negative, and adding
        up to the divergence (Lin 1991).

    Examples
    --------
    >>> parts(np.array([1.0, 0.0]), np.array([0.0, 1.0])).tolist()
    [0.5, 0.5]
    """
    twice = p + q
    safe = np.where(twice > 0, twice, 1.0)
    return np.asarray((_scaled(p, 2 * p / safe) + _scaled(q, 2 * q / safe)) / 2)


def _scaled(weight: Floats, ratio: Floats) -> Floats:
    return np.asarray(weight * np.log2(np.where(ratio > 0, ratio, 1.0)))


def divergence(p: Floats, q: Floats) -> Floats:
    """Jensen-Shannon divergence of two sets of shares, 0 to 1.

    >>> float(divergence(np.array([0.5, 0.5]), np.array([0.5, 0.5])))
    0.0
    """
    return np.asarray(np.clip(parts(p, q).sum(axis=-1), 0.0, 1.0))


def moved(p: Floats, q: Floats) -> float:
    """Share of acts that would have to be others to make the two alike (total variation).

    >>> moved(np.array([0.7, 0.3]), np.array([0.4, 0.6]))
    0.3
    """
    return float(np.round(np.abs(p - q).sum() / 2, 12))
