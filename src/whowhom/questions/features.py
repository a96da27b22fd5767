"""What two rows share, feature by feature, and how much each level of it speaks for one act.

A level's weight is ``m / u``: how often it is seen among rows of one act over how often among rows
of different acts (Fellegi and Sunter 1969). The m are judgements, stated here; the u are counted in
the two records themselves, on pairs of rows too far apart in time to tell of one act.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from whowhom.ontology.plover import PLOVER
from whowhom.questions.whereabouts import Whereabouts, kilometres
from whowhom.snapshot.columns import Columns

Index = NDArray[np.intp]
Levels = NDArray[np.int8]
UNKNOWN: Final = -1
"""Level of a feature that one of the two rows does not give: it speaks neither way."""
_NEAR_KM = 25.0


@dataclass(frozen=True)
class Side:
    """The rows of one dataset, and where they lie."""

    rows: Columns
    where: Whereabouts

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Feature:
    """Something that two rows may share.

    Parameters
    ----------
    name : str
        What.
    levels : tuple of str
        From most to least alike.
    alike : tuple of float
        The m of each level; they add up to 1.
    of : callable
        Levels of pairs (i, j).
    """

    name: str
    levels: tuple[str, ...]
    alike: tuple[float, ...]
    of: Callable[[Side, Side, Index, Index], Levels]


def _place(one: Side, other: Side, i: Index, j: Index) -> Levels:
    a, b = one.where, other.where
    level = np.full(len(i), 4, dtype=np.int8)
    level[a.country[i] == b.country[j]] = 3
    level[_same(a.division[i], b.division[j])] = 2
    level[kilometres(a, b, i, j) <= _NEAR_KM] = 1
    level[_same(a.place[i], b.place[j])] = 0
    # Without a country nothing says that two rows lie apart.
    apart = (level == 4) & ((a.country[i] == "") | (b.country[j] == ""))
    level[apart | ~(a.known[i] & b.known[j])] = UNKNOWN
    return level


def _same(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray((one == other) & (one != ""))


def _type(one: Side, other: Side, i: Index, j: Index) -> Levels:
    a, b = one.rows, other.rows
    level = np.full(len(i), 3, dtype=np.int8)
    level[(a.quad[i] > 2) == (b.quad[j] > 2)] = 2
    level[a.quad[i] == b.quad[j]] = 1
    level[(a.type[i] == b.type[j]) & (a.type[i] >= 0)] = 0
    level[(a.quad[i] == 0) | (b.quad[j] == 0)] = UNKNOWN
    return level


def _deaths(one: Side, other: Side, i: Index, j: Index) -> Levels:
    a, b = one.rows, other.rows
    x, y = a.best[i].astype(np.float64), b.best[j].astype(np.float64)
    level = np.full(len(i), 3, dtype=np.int8)
    level[(x == 0) & (y == 0)] = 2
    overlap = (_low(a, i) <= _high(b, j)) & (_low(b, j) <= _high(a, i))
    close = np.abs(x - y) <= np.maximum(2.0, 0.25 * np.maximum(x, y))
    level[(overlap | close) & (x > 0) & (y > 0)] = 1
    level[(x == y) & (x > 0)] = 0
    level[(x < 0) | (y < 0)] = UNKNOWN
    return level


def _low(rows: Columns, at: Index) -> NDArray[Any]:
    return np.where(rows.low[at] >= 0, np.minimum(rows.low[at], rows.best[at]), rows.best[at])


def _high(rows: Columns, at: Index) -> NDArray[Any]:
    return np.maximum(rows.high[at], rows.best[at])


def _direction(one: Side, other: Side, i: Index, j: Index) -> Levels:
    a, b = one.rows, other.rows
    level = np.where(a.source[i] == b.source[j], 0, 1).astype(np.int8)
    level[~(a.directed[i] & b.directed[j])] = UNKNOWN
    return level


FEATURES: Final = (
    Feature(
        "place",
        (
            "same place",
            f"within {_NEAR_KM:.0f} km",
            "same division",
            "same country, other or no division",
            "another country",
        ),
        (0.45, 0.25, 0.2, 0.08, 0.02),
        _place,
    ),
    Feature(
        "type",
        ("same type", "same class", "both conflict or both cooperation", "one conflict, one not"),
        (0.75, 0.15, 0.07, 0.03),
        _type,
    ),
    Feature(
        "deaths",
        ("as many deaths", "deaths alike", "no deaths in either", "deaths apart"),
        (0.35, 0.35, 0.2, 0.1),
        _deaths,
    ),
    Feature("direction", ("same direction", "the other way round"), (0.9, 0.1), _direction),
)
"""The features, apart from the day."""


def weights(one: Side, other: Side, far: tuple[Index, Index]) -> list[NDArray[np.float64]]:
    """``m / u`` of each level of each feature, with a 1 at the end for what is not known.

    Parameters
    ----------
    one, other : Side
        The records.
    far : pair of array of int
        Positions of pairs of rows that tell of different acts.
    """
    found = []
    for feature in FEATURES:
        level = feature.of(one, other, *far)
        seen = np.bincount(level[level >= 0], minlength=len(feature.levels))
        # Half a pair more in each level: one never seen among few pairs is rare, not impossible.
        chance = (seen + 0.5) / (seen.sum() + 0.5 * len(seen))
        found.append(np.append(np.array(feature.alike) / chance, 1.0))
    return found


def reasons(one: Side, other: Side, i: int, j: int) -> tuple[str, ...]:
    """The levels of one pair in words; what is not known is left out."""
    at = np.array([i], dtype=np.intp), np.array([j], dtype=np.intp)
    levels = [(f, int(f.of(one, other, *at)[0])) for f in FEATURES]
    told = [f.levels[level] for f, level in levels if level >= 0]
    rows = one.rows, other.rows
    if int(rows[0].best[i]) > 0 or int(rows[1].best[j]) > 0:
        told.append(f"deaths {_figure(rows[0].best[i])} and {_figure(rows[1].best[j])}")
    kinds = [_kind(int(rows[0].type[i])), _kind(int(rows[1].type[j]))]
    if kinds[0] != kinds[1]:
        told.append(f"{kinds[0]} and {kinds[1]}")
    return tuple(told)


def _figure(deaths: int) -> str:
    return str(int(deaths)) if deaths >= 0 else "not given"


def _kind(number: int) -> str:
    return tuple(PLOVER)[number] if number >= 0 else "no type"
