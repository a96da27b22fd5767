"""Probable common acts of two datasets: rows that match one to one, better than by chance.

For a row x of one dataset let the other have ``r`` rows a day around it. If one of these tells of
the same act, it lies on the same day with probability 0.75, a day apart with 0.2, and its features
have weights ``m / u`` (see `features`). Against a background of other rows the candidate y has

    L(y) = d(gap) / (r * days(gap)) * product of m / u,
    p(x, y) = q L(y) / (1 - q + 0.05 q + q sum_k L(k)),

with q the share of rows that have a counterpart, found by expectation-maximisation. Two candidates
as good as each other get half each: where a day holds many acts alike, none is called common. The
score is the smaller of p(x, y) and p(y, x); pairs are taken greedily, best first, each row once,
and called probable from 0.5 on.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.questions.features import FEATURES, Index, Side, weights

Floats = NDArray[np.float64]
PROBABLE: Final = 0.5
"""Score from which on a pair is called probable."""
WIDEST: Final = 7
"""Days that a row may span and still be matched."""
SHIFTS: Final = (-63, -49, -35, -21, 21, 35, 49, 63)
"""Days by which one dataset is shifted to see what chance gives."""
_GAPS = (0.75, 0.2)
_AROUND = 45
_FAR = 4
_DRAWN = 100_000
_ROUNDS = 15
_MOST_CANDIDATES = 3_000_000


@dataclass(frozen=True, slots=True)
class Match:
    """Rows i and j of two sides, the score and the days between them."""

    i: int
    j: int
    score: float
    days: int


@dataclass(frozen=True)
class _Candidates:
    i: Index
    j: Index
    gap: NDArray[np.int64]


def matches(one: Side, other: Side, seed: int) -> tuple[list[Match], float]:
    """Probable common acts, and how many of them chance would give.

    Parameters
    ----------
    one, other : Side
        Rows of two datasets, each act once, of at most `WIDEST` days.
    seed : int
        Seed of the pairs from which u is counted.

    Returns
    -------
    list of Match, float
        By row of the first; and the mean number of matches over `SHIFTS`.
    """
    if not len(one) or not len(other):
        return [], 0.0
    evidence = weights(one, other, _far_apart(one, other, seed))
    found, shares = _matched(one, other, evidence, 0, None)
    by_chance = [len(_matched(one, other, evidence, days, shares)[0]) for days in SHIFTS]
    return sorted(found, key=lambda m: (m.i, m.j)), float(np.mean(by_chance))


def too_many(one: Side, other: Side) -> bool:
    """Whether so many rows lie near each other that they are not compared."""
    return bool(_bounds(one, other, 0)[2].sum() > _MOST_CANDIDATES)


def _far_apart(one: Side, other: Side, seed: int) -> tuple[Index, Index]:
    """Pairs of rows, drawn at random, that lie more than a few days apart."""
    rng = np.random.default_rng(seed)
    i = rng.integers(len(one), size=_DRAWN)
    j = rng.integers(len(other), size=_DRAWN)
    far = _gap(one, other, i, j, 0) >= _FAR
    return i[far], j[far]


def _gap(one: Side, other: Side, i: Index, j: Index, shift: int) -> NDArray[np.int64]:
    """Days between two rows; 0 where they overlap."""
    a, b = one.rows, other.rows
    later = b.date[j].astype(np.int64) + shift - a.date_end[i]
    earlier = a.date[i].astype(np.int64) - (b.date_end[j].astype(np.int64) + shift)
    return np.asarray(np.maximum(np.maximum(later, earlier), 0))


def _bounds(one: Side, other: Side, shift: int) -> tuple[Index, Index, Index]:
    """Order of the other's rows by day, and where each row's neighbours begin and how many."""
    order = np.argsort(other.rows.date, kind="stable")
    days = other.rows.date[order].astype(np.int64) + shift
    first = np.searchsorted(days, one.rows.date.astype(np.int64) - 1 - WIDEST)
    last = np.searchsorted(days, one.rows.date_end.astype(np.int64) + 1, "right")
    return order, first, np.maximum(last - first, 0)


def _candidates(one: Side, other: Side, shift: int) -> _Candidates:
    order, first, sizes = _bounds(one, other, shift)
    i = np.repeat(np.arange(len(one)), sizes)
    inside = np.arange(len(i)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    j = order[np.repeat(first, sizes) + inside]
    gap = _gap(one, other, i, j, shift)
    near = gap < len(_GAPS)
    return _Candidates(i[near], j[near], gap[near])


def _matched(
    one: Side,
    other: Side,
    evidence: list[Floats],
    shift: int,
    shares: tuple[float, float] | None,
) -> tuple[list[Match], tuple[float, float]]:
    """Matches at one shift; the shares with a counterpart are found where they are not given."""
    near = _candidates(one, other, shift)
    if not len(near.i):
        return [], shares or (0.0, 0.0)
    alike = np.ones(len(near.i))
    for feature, weight in zip(FEATURES, evidence, strict=True):
        alike *= weight[feature.of(one, other, near.i, near.j)]
    days = np.where(near.gap == 0, _lengths(one, other, near), 2.0)
    alike *= np.array(_GAPS)[near.gap] / days
    odds = alike / _density(other, one, shift)[near.i], alike / _density(one, other, -shift)[near.j]
    ends = (near.i, near.j)
    sizes = (len(one), len(other))
    found = shares or tuple(_share(o, e, n) for o, e, n in zip(odds, ends, sizes, strict=True))
    each = [_posterior(o, e, n, q) for o, e, n, q in zip(odds, ends, sizes, found, strict=True)]
    return _greedy(near, np.minimum(*each)), (found[0], found[1])


def _lengths(one: Side, other: Side, near: _Candidates) -> Floats:
    """Days on which one row may begin so that the two overlap."""
    a = one.rows.date_end[near.i] - one.rows.date[near.i]
    b = other.rows.date_end[near.j] - other.rows.date[near.j]
    return np.asarray(a + b + 1, dtype=np.float64)


def _density(of: Side, at: Side, shift: int) -> Floats:
    """Rows a day of one side around each row of another; at least one in the time looked at."""
    days = np.sort(of.rows.date.astype(np.int64)) + shift
    low = np.searchsorted(days, at.rows.date.astype(np.int64) - _AROUND)
    high = np.searchsorted(days, at.rows.date.astype(np.int64) + _AROUND, "right")
    return np.asarray(np.maximum(high - low, 1) / (2 * _AROUND + 1))


def _posterior(odds: Floats, end: Index, size: int, share: float) -> Floats:
    seen = sum(_GAPS)
    whole = np.bincount(end, odds, size)[end]
    return np.asarray(share * odds / (1 - share + (1 - seen) * share + share * whole))


def _share(odds: Floats, end: Index, size: int) -> float:
    """Share of rows with a counterpart."""
    share = 0.5
    for _ in range(_ROUNDS):
        expected = float(_posterior(odds, end, size, share).sum()) / size
        share = min(max(expected / sum(_GAPS), 0.5 / size), 0.99)
    return share


def _greedy(near: _Candidates, score: Floats) -> list[Match]:
    """Each row once, best scores first."""
    order = np.lexsort((near.j, near.i, near.gap, -score))
    order = order[score[order] >= PROBABLE]
    ones: set[int] = set()
    others: set[int] = set()
    found = []
    for at in order.tolist():
        i, j = int(near.i[at]), int(near.j[at])
        if i not in ones and j not in others:
            ones.add(i)
            others.add(j)
            found.append(Match(i, j, float(score[at]), int(near.gap[at])))
    return found
