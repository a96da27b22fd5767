"""Ranks of true answers: single step, both sides, time-aware filter, average rank of ties."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]


def filtered_ranks(score: Float, answers: NDArray[np.int64]) -> Float:
    """Rank each true answer of one (source, type, day) query among all actors but the true ones.

    Ties share the average of the ranks they span: ``1 + b + e / 2`` with ``b`` better and ``e``
    equal.

    Examples
    --------
    >>> filtered_ranks(np.array([0.5, 0.3, 0.1, 0.1]), np.array([1]))
    array([2.])
    >>> filtered_ranks(np.array([0.5, 0.3, 0.1, 0.1]), np.array([0, 2]))
    array([1. , 2.5])
    """
    others = np.sort(np.delete(score, answers))
    mine = score[answers]
    above = len(others) - np.searchsorted(others, mine, side="right")
    equal = len(others) - above - np.searchsorted(others, mine, side="left")
    ranks: Float = 1.0 + above + equal / 2.0
    return ranks


def summarise(ranks: Float) -> dict[str, float]:
    """Mean reciprocal rank and hits, as fractions.

    Examples
    --------
    >>> summarise(np.array([1.0, 4.0]))["mrr"]
    0.625
    """
    if not len(ranks):
        return {
            "mrr": float("nan"),
            "hits1": float("nan"),
            "hits3": float("nan"),
            "hits10": float("nan"),
            "queries": 0,
        }
    hits = {f"hits{k}": float(np.mean(ranks <= k)) for k in (1, 3, 10)}
    return {"mrr": float(np.mean(1.0 / ranks)), **hits, "queries": len(ranks)}
