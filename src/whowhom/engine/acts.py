"""Acts of dyads: who did how many acts of which class to whom, when, with how many deaths."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Mask = NDArray[np.bool_]

DEATHS_UNKNOWN = -1


@dataclass(frozen=True, eq=False, repr=False)
class Acts:
    """Acts in time order, one entry per row of one dataset.

    Parameters
    ----------
    day : int64 array
        Day of the act, never decreasing; an act that lasts is at its last day.
    source, target : int64 array
        Actor ids in ``0 .. n_actors - 1``.
    kind : int64 array
        Finest type of act, in ``0 .. len(quad) - 1``.
    directed : bool array
        False for acts of the pair, whose source and target are in no order.
    count : int64 array
        Acts that the row stands for, at least 1.
    deaths : int64 array
        Best estimate of deaths, `DEATHS_UNKNOWN` where the dataset gives none.
    n_actors : int
        Size of the vocabulary; ids that never act are allowed.
    quad : tuple of int
        For each kind its quad class: 0 verbal cooperation, 1 material cooperation, 2 verbal
        conflict, 3 material conflict.

    Examples
    --------
    >>> one, two = np.array([1]), np.array([2])
    >>> Acts(np.array([9]), one, two, np.array([0]), np.array([False]), one, one, 3, (3,))
    Acts(1 rows, 3 actors, 1 kinds, days 9..9)
    """

    day: Int
    source: Int
    target: Int
    kind: Int
    directed: Mask
    count: Int
    deaths: Int
    n_actors: int
    quad: tuple[int, ...]

    def __post_init__(self) -> None:
        sizes = {name: len(getattr(self, name)) for name in self._columns()}
        if len(set(sizes.values())) != 1:
            raise ValueError(f"columns must have one length, got {sizes}")
        if np.any(np.diff(self.day) < 0):
            raise ValueError("day must never decrease; sort the rows first")
        for name, limit in (
            ("source", self.n_actors),
            ("target", self.n_actors),
            ("kind", len(self.quad)),
        ):
            column = getattr(self, name)
            if len(column) and (column.min() < 0 or column.max() >= limit):
                raise ValueError(f"{name} must lie in 0..{limit - 1}")
        if len(self.count) and np.min(self.count) < 1:
            raise ValueError("count must be at least 1; drop rows that stand for no act")
        for name in self._columns():
            dtype = np.bool_ if name == "directed" else np.int64
            column = np.array(getattr(self, name), dtype=dtype, order="C")
            column.setflags(write=False)
            object.__setattr__(self, name, column)

    @classmethod
    def _columns(cls) -> tuple[str, ...]:
        return tuple(f.name for f in fields(cls) if f.name not in ("n_actors", "quad"))

    def __len__(self) -> int:
        return len(self.day)

    def __repr__(self) -> str:
        span = f"days {self.day[0]}..{self.day[-1]}" if len(self) else "no days"
        return f"Acts({len(self)} rows, {self.n_actors} actors, {len(self.quad)} kinds, {span})"

    def take(self, rows: Int | Mask | slice) -> Acts:
        """The acts at these places, in their order."""
        return replace(self, **{name: getattr(self, name)[rows] for name in self._columns()})

    def before(self, day: int) -> Acts:
        """The acts strictly before ``day``."""
        return self.take(slice(0, int(np.searchsorted(self.day, day))))

    @cached_property
    def classes(self) -> Int:
        """Quad class of each act."""
        return np.asarray(self.quad, dtype=np.int64)[self.kind]

    @cached_property
    def dyad(self) -> Int:
        """Key of each act's dyad: equal for equal (source, target), and for a pair in any order.

        ``(source * n_actors + target) * 2 + directed``, the smaller id first for a pair.
        """
        first = np.where(self.directed, self.source, np.minimum(self.source, self.target))
        second = np.where(self.directed, self.target, np.maximum(self.source, self.target))
        return (first * self.n_actors + second) * 2 + self.directed

    def sides(self, dyad: Int) -> tuple[Int, Int, Mask]:
        """Source, target and directedness of dyad keys."""
        pair = dyad // 2
        return pair // self.n_actors, pair % self.n_actors, dyad % 2 == 1
