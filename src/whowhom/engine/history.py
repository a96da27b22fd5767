"""What happened, as integer columns in time order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int64]
Float = NDArray[np.float64]


def _column(values: Int, name: str) -> Int:
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, got shape {array.shape}")
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"{name} must hold integers, got {array.dtype}; map names to ids first")
    column = np.array(array, dtype=np.int64, order="C", copy=True)
    column.setflags(write=False)
    return column


def _check_range(column: Int, name: str, limit: int) -> None:
    if column.size and (column.min() < 0 or column.max() >= limit):
        raise ValueError(
            f"{name} must lie in 0..{limit - 1}, got {column.min()}..{column.max()}; "
            f"raise the limit or drop the rows"
        )


@dataclass(frozen=True, eq=False, repr=False)
class History:
    """Directed, typed, dated acts: who did what to whom, and when.

    Parameters
    ----------
    source, target : int64 array
        Actor ids in ``0 .. n_actors - 1``.
    type : int64 array
        Kind of act in ``0 .. n_types - 1``.
    day : int64 array
        Time as a whole number of days, never decreasing.
    n_actors, n_types : int
        Sizes of the two vocabularies; ids that never act are allowed.

    Examples
    --------
    >>> h = History([0, 1], [0, 0], [1, 0], [3, 5], n_actors=2, n_types=1)
    >>> h
    History(2 acts, 2 actors, 1 types, days 3..5)
    >>> len(h.before(5))
    1
    """

    source: Int
    type: Int
    target: Int
    day: Int
    n_actors: int
    n_types: int

    def __post_init__(self) -> None:
        for name in ("source", "type", "target", "day"):
            object.__setattr__(self, name, _column(getattr(self, name), name))
        sizes = {name: len(getattr(self, name)) for name in ("source", "type", "target", "day")}
        if len(set(sizes.values())) != 1:
            raise ValueError(f"columns must have one length, got {sizes}")
        if self.n_actors < 1 or self.n_types < 1:
            raise ValueError(
                f"n_actors and n_types must be at least 1, got {self.n_actors}, {self.n_types}"
            )
        _check_range(self.source, "source", self.n_actors)
        _check_range(self.target, "target", self.n_actors)
        _check_range(self.type, "type", self.n_types)
        if np.any(np.diff(self.day) < 0):
            raise ValueError("day must never decrease; use History.from_rows, which sorts")

    @classmethod
    def from_rows(cls, rows: Int, n_actors: int, n_types: int) -> History:
        """Build from rows ``source, type, target, day`` in any order; repeated rows are kept once.

        Examples
        --------
        >>> History.from_rows(np.array([[1, 0, 0, 5], [0, 0, 1, 3], [0, 0, 1, 3]]), 2, 1)
        History(2 acts, 2 actors, 1 types, days 3..5)
        """
        table = np.asarray(rows).reshape(-1, 4)
        table = np.unique(table[:, [3, 0, 1, 2]], axis=0)
        return cls(table[:, 1], table[:, 2], table[:, 3], table[:, 0], n_actors, n_types)

    def __len__(self) -> int:
        return len(self.day)

    def __repr__(self) -> str:
        span = f"days {self.day[0]}..{self.day[-1]}" if len(self) else "no days"
        return f"History({len(self)} acts, {self.n_actors} actors, {self.n_types} types, {span})"

    def before(self, day: int) -> History:
        """Return the acts strictly before ``day``."""
        stop = int(np.searchsorted(self.day, day))
        s, r, o, t = self.source[:stop], self.type[:stop], self.target[:stop], self.day[:stop]
        return History(s, r, o, t, self.n_actors, self.n_types)

    def digest(self) -> str:
        """SHA-256 over the columns and the sizes: equal histories, equal digests."""
        digest = hashlib.sha256(f"{self.n_actors},{self.n_types},{len(self)}".encode())
        for column in (self.source, self.type, self.target, self.day):
            digest.update(column.astype("<i8").tobytes())
        return digest.hexdigest()
