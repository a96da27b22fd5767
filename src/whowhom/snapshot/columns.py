"""The events of a snapshot as sorted columns of numbers."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Small = NDArray[np.int16]
Tiny = NDArray[np.int8]

UNKNOWN_DEATHS = -1
"""Stands for deaths that the dataset does not give."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Visible events, one entry per row, sorted by date, then source, target and row.

    Parameters
    ----------
    date, date_end : int32
        Days since 1970-01-01.
    source, target : int32
        Positions in the snapshot's ``actors``.
    type : int8
        Position in `whowhom.ontology.plover.PLOVER`, or -1 where there is none.
    quad : int8
        1 to 4, or 0.
    score : float32
        PLOVER score, or NaN.
    directed, happened : bool
        Whether the row has a direction, and whether it tells of something that happened.
    count : int32
        Acts that the row stands for.
    low, best, high : int32
        Deaths, `UNKNOWN_DEATHS` where not given.
    act : int64
        Equal for rows that tell of one act, whose deaths count once; no other meaning.
    dataset, country : int16
        Positions in the snapshot's ``datasets`` and ``countries``; -1 for no country.
    file : int16
        Position in the snapshot's ``imports``.
    row : int32
        Row in that file, 0 for the first.
    """

    date: Ints
    date_end: Ints
    source: Ints
    target: Ints
    type: Tiny
    quad: Tiny
    score: NDArray[np.float32]
    directed: NDArray[np.bool_]
    happened: NDArray[np.bool_]
    count: Ints
    low: Ints
    best: Ints
    high: Ints
    act: NDArray[np.int64]
    dataset: Small
    country: Small
    file: Small
    row: Ints

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    def __len__(self) -> int:
        return len(self.date)

    def take(self, positions: NDArray[np.intp] | NDArray[np.bool_]) -> "Columns":
        """The entries at these positions (or where the mask is true), in their order."""
        return Columns(*(getattr(self, field.name)[positions] for field in fields(self)))


DTYPES = {
    "date": np.int32,
    "date_end": np.int32,
    "source": np.int32,
    "target": np.int32,
    "type": np.int8,
    "quad": np.int8,
    "score": np.float32,
    "directed": np.bool_,
    "happened": np.bool_,
    "count": np.int32,
    "low": np.int32,
    "best": np.int32,
    "high": np.int32,
    "act": np.int64,
    "dataset": np.int16,
    "country": np.int16,
    "file": np.int16,
    "row": np.int32,
}
"""Column name to its NumPy type."""
