"""Jensen-Shannon divergence: how far two sets of shares lie apart.

J. Lin, "Divergence measures based on the Shannon entropy", *IEEE Transactions on Information
Theory* 37(1), 1991. In bits, so that 0 means the same shares and 1 that nothing is shared.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 60


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


def moved_to_new(distance: float) -> float:
    """Share of acts that moves to something new, at a divergence of so much.

    With a share s moved evenly out of what there was, the divergence is
    ``(s - log2(1 - s / 2) + (1 - s) log2((1 - s) / (1 - s / 2))) / 2``, whatever there was.

    >>> round(moved_to_new(1.0), 3), round(moved_to_new(0.05), 3)
    (1.0, 0.099)
    """
    return _inverse(_new, distance)


def _new(s: float) -> float:
    rest = (1 - s) * math.log2((1 - s) / (1 - s / 2)) if s < 1 else 0.0
    return (s - math.log2(1 - s / 2) + rest) / 2


def moved_between(distance: float, share: float) -> float:
    """Points by which a share of so much must move, toward even, for such a divergence.

    At most up to the far end, 1 or 0.

    >>> round(moved_between(0.05, 0.5), 2), round(moved_between(0.05, 0.02), 2)
    (0.26, 0.15)
    """
    start = min(share, 1 - share)

    def far(by: float) -> float:
        ends = np.array([start, 1 - start]), np.array([start + by, 1 - start - by])
        return float(divergence(*ends))

    return _inverse(far, distance, 1 - start)


def _inverse(rising: Callable[[float], float], value: float, high: float = 1.0) -> float:
    """Where a rising function reaches a value, by bisection; its far end where it does not."""
    low, top = 0.0, high
    for _ in range(_STEPS):
        middle = (low + top) / 2
        low, top = (middle, top) if rising(middle) < value else (low, middle)
    return top
