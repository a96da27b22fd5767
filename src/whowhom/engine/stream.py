"""Acts in continuous time, as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.acts import Acts
from whowhom.engine.history import Float, History, Int

Rows = Int | slice | NDArray[np.bool_]


def _check(name: str, column: Int, limit: int) -> None:
    if len(column) and (column.min() < 0 or column.max() >= limit):
        raise ValueError(
            f"{name} must lie in 0..{limit - 1}, got {column.min()}..{column.max()}; "
            f"raise the limit or drop the rows"
        )


@dataclass(frozen=True, eq=False, repr=False)
class Stream:
    """Directed acts between different actors, in time order.

    Parameters
    ----------
    time : float64 array
        When, finite and never decreasing, in any unit.
    source, target : int64 array
        Actor ids in ``0 .. n_actors - 1``, different in each row.
    type : int64 array
        Kind of act in ``0 .. n_types - 1``.
    n_actors, n_types : int
        Sizes of the two vocabularies; all ordered pairs of actors are at risk.
    id : int64 array, optional
        What an act is known by when some are left out; its place if not given.

    Raises
    ------
    ValueError
        For columns of different lengths, ids outside the vocabularies, acts on oneself, times that
        are not finite or that decrease.

    Examples
    --------
    >>> s = Stream.from_columns([2.5, 0.5], [0, 1], [1, 0], n_actors=3)
    >>> s
    Stream(2 acts, 3 actors, 1 types, times 0.5..2.5)
    >>> len(s.before(2.5))
    1
    """

    time: Float
    source: Int
    target: Int
    type: Int
    n_actors: int
    n_types: int
    id: Int

    def __post_init__(self) -> None:
        for name in ("time", "source", "target", "type", "id"):
            dtype = np.float64 if name == "time" else np.int64
            column = np.array(getattr(self, name), dtype=dtype, order="C")
            column.setflags(write=False)
            object.__setattr__(self, name, column)
        sizes = {n: len(getattr(self, n)) for n in ("time", "source", "target", "type", "id")}
        if len(set(sizes.values())) != 1:
            raise ValueError(f"columns must have one length, got {sizes}")
        _check("source", self.source, self.n_actors)
        _check("target", self.target, self.n_actors)
        _check("type", self.type, self.n_types)
        if np.any(self.source == self.target):
            raise ValueError("source and target must differ; drop acts of an actor on itself")
        if not np.all(np.isfinite(self.time)):
            raise ValueError("time must be finite; drop acts without a date")
        if np.any(np.diff(self.time) < 0):
            raise ValueError("time must never decrease; use Stream.from_columns, which sorts")

    @classmethod
    def from_columns(
        cls,
        time: Float,
        source: Int,
        target: Int,
        type: Int | None = None,
        *,
        n_actors: int,
        n_types: int = 1,
    ) -> Stream:
        """Build from columns in any order; acts of one time come in order of their ids."""
        when = np.asarray(time, dtype=np.float64)
        s, o = np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64)
        r = np.zeros(len(s), dtype=np.int64) if type is None else np.asarray(type, dtype=np.int64)
        order = np.lexsort((r, o, s, when))
        place = np.arange(len(when))
        return cls(when[order], s[order], o[order], r[order], n_actors, n_types, place)

    @classmethod
    def from_history(cls, history: History) -> Stream:
        """The acts of a history between different actors, times in days.

        Examples
        --------
        >>> Stream.from_history(History([0, 1], [0, 0], [1, 1], [3, 5], n_actors=2, n_types=1))
        Stream(1 acts, 2 actors, 1 types, times 3.0..3.0)
        """
        keep = history.source != history.target
        s, o, r = history.source[keep], history.target[keep], history.type[keep]
        n, t = history.n_actors, history.n_types
        return cls.from_columns(
            history.day[keep].astype(np.float64), s, o, r, n_actors=n, n_types=t
        )

    @classmethod
    def from_acts(cls, acts: Acts) -> Stream:
        """The directed acts between different actors, one per row, typed by quad class, in days."""
        kept = acts.take(acts.directed & (acts.source != acts.target))
        day = kept.day.astype(np.float64)
        return cls.from_columns(
            day, kept.source, kept.target, kept.classes, n_actors=acts.n_actors, n_types=4
        )

    def __len__(self) -> int:
        return len(self.time)

    def __repr__(self) -> str:
        span = f"times {self.time[0]}..{self.time[-1]}" if len(self) else "no times"
        return f"Stream({len(self)} acts, {self.n_actors} actors, {self.n_types} types, {span})"

    def take(self, rows: Rows) -> Stream:
        """The acts at these places, in their order; they keep their ids."""
        time, source = self.time[rows], self.source[rows]
        target, kind = self.target[rows], self.type[rows]
        return Stream(time, source, target, kind, self.n_actors, self.n_types, self.id[rows])

    def before(self, time: float) -> Stream:
        """The acts strictly before ``time``."""
        return self.take(slice(0, int(np.searchsorted(self.time, time))))
