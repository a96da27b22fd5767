"""A made-up stream of events that grows as ICEWS does: ``python -m benchmarks.synthetic OUT ROWS``.

Most events repeat the two sides of an earlier one, in either direction; the others pick each side
from the sides of an earlier event (preferential attachment: Simon 1955; Barabasi & Albert 1999) or
bring a new actor. Actors and distinct dyads are as many as in ICEWS 2014 at its size, and degrees
and types as heavy-tailed. Actors go on growing as there, with the power 0.46 of the events; dyads
more slowly than ICEWS 2014 and 2018 within their years, 0.67 over all sizes against 0.8, for busy
actors meet again and again.
Every choice is a pointer to an earlier event, so that all are followed at once by doubling, without
a loop over events. A stream of ten times as many events covers about three times as many days at
about three times as many events a day: 365 days for 100,000, ten years for ten million.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.acts import DEATHS_UNKNOWN, Acts
from whowhom.engine.history import History

Int = NDArray[np.int64]
Float = NDArray[np.float64]
Mask = NDArray[np.bool_]

TYPES = 250
QUAD = (0, 0, 0, 0, 2, 3, 1, 2, 2, 0, 3, 1, 2, 3, 2, 1, 0, 3)
"""Class of each kind of act; type ``t`` is of kind ``t % 18``."""
# Level and exponent: how many there are after n events is level * n ** exponent.
_ACTORS, _DYADS, _ENTRIES = (37.0, 0.46), (3.0, 0.83), (2.75, 0.875)
_REVERSED, _RECENT = 0.15, 0.3
_ELDER = 2.3
"""How much more often the actors and dyads of the earliest events come up again; 1 is no more."""
_DAYS, _AT = 365.0, 100_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Synthetic:
    """Events in time order.

    Parameters
    ----------
    source, target, type, day : int32 array
        Actors are numbered in the order in which they first act.
    """

    source: NDArray[np.int32]
    target: NDArray[np.int32]
    type: NDArray[np.int32]
    day: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.day)

    @property
    def n_actors(self) -> int:
        """Actors that ever act."""
        return int(max(self.source.max(), self.target.max())) + 1

    def history(self) -> History:
        """The events as the ranking half reads them."""
        columns = (self.source, self.type, self.target, self.day)
        s, r, o, t = (column.astype(np.int64) for column in columns)
        return History(s, r, o, t, self.n_actors, TYPES)

    def acts(self) -> Acts:
        """The events as the horizon half reads them."""
        one = np.ones(len(self), dtype=np.int64)
        return Acts(
            day=self.day.astype(np.int64),
            source=self.source.astype(np.int64),
            target=self.target.astype(np.int64),
            kind=(self.type % len(QUAD)).astype(np.int64),
            directed=one > 0,
            count=one,
            deaths=DEATHS_UNKNOWN * one,
            n_actors=self.n_actors,
            quad=QUAD,
        )

    def save(self, path: Path) -> None:
        """Write the columns."""
        np.savez(path, source=self.source, target=self.target, type=self.type, day=self.day)

    @classmethod
    def load(cls, path: Path) -> "Synthetic":
        """Read what `save` wrote."""
        with np.load(path) as stored:
            return cls(stored["source"], stored["target"], stored["type"], stored["day"])


def days_of(rows: int) -> int:
    """Days that so many events cover.

    >>> days_of(100_000), days_of(10_000_000)
    (365, 3650)
    """
    return max(round(_DAYS * (rows / _AT) ** 0.5), 2)


def make(rows: int, seed: int = 0) -> Synthetic:
    """Draw a stream."""
    draw = np.random.default_rng(seed)
    # An event that would be of an actor on itself is left out.
    spare = int(rows * 1.1) + 100
    sides, types = _pointers(draw, spare)
    sides, types = resolved(sides).reshape(-1, 2), resolved(types)
    kept = np.flatnonzero(sides[:, 0] != sides[:, 1])[:rows]
    _, number = np.unique(sides[kept], return_inverse=True)
    number = number.reshape(-1, 2).astype(np.int32)
    kind = _zipf(draw, spare)[types[kept]]
    day = np.sort(draw.integers(days_of(rows), size=len(kept), dtype=np.int32))
    return Synthetic(
        np.ascontiguousarray(number[:, 0]), np.ascontiguousarray(number[:, 1]), kind, day
    )


def growth(law: tuple[float, float], n: Float) -> Float:
    """How many new ones the n-th event brings: the derivative of the power law."""
    level, exponent = law
    return np.asarray(level * exponent * n ** (exponent - 1.0))


def resolved(pointer: NDArray[np.int32]) -> NDArray[np.int32]:
    """Follow every pointer to where it ends, at a place that points at itself.

    >>> resolved(np.array([0, 0, 1, 3, 2], dtype=np.int32)).tolist()
    [0, 0, 0, 3, 0]
    """
    while True:
        further = pointer[pointer]
        if np.array_equal(further, pointer):
            return pointer
        pointer = further


def _pointers(draw: np.random.Generator, rows: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where each event takes its two sides from (places of sides) and its type (an event)."""
    sides, types = np.empty(2 * rows, dtype=np.int32), np.empty(rows, dtype=np.int32)
    for start in range(0, rows, _CHUNK):
        here = np.arange(start, min(start + _CHUNK, rows))
        own_sides, own_types = _chunk(draw, here)
        sides[2 * start : 2 * start + 2 * len(here)] = own_sides
        types[start : start + len(here)] = own_types
    return sides, types


def _chunk(draw: np.random.Generator, here: Int) -> tuple[Int, Int]:
    n = here + 1.0
    model = _earlier(draw, here)
    meets = draw.random(len(here)) < growth(_DYADS, n)
    swapped = (draw.random(len(here)) < _REVERSED).astype(np.int64)
    new = growth(_ACTORS, n) / 2.0
    sides = []
    for side in (0, 1):
        picked = 2 * (draw.random(len(here)) ** _ELDER * here).astype(np.int64)
        picked += draw.integers(2, size=len(here))
        # New actors come with new dyads only.
        fresh = draw.random(len(here)) * growth(_DYADS, n) < new
        picked = np.where(fresh | (here == 0), 2 * here + side, picked)
        repeated = 2 * model + (side ^ swapped)
        sides.append(np.where(meets | (here == 0), picked, repeated))
    other = draw.random(len(here)) < growth(_ENTRIES, n) - growth(_DYADS, n)
    types = np.where(meets | other | (swapped > 0) | (here == 0), here, model)
    return np.stack(sides, axis=1).reshape(-1), types


def _earlier(draw: np.random.Generator, here: Int) -> Int:
    """An earlier event for each: a recent one (lags as 1 / lag), or any."""
    anyone = (draw.random(len(here)) ** _ELDER * here).astype(np.int64)
    lag = np.exp(draw.random(len(here)) * np.log(np.maximum(here, 1))).astype(np.int64)
    recent = draw.random(len(here)) < _RECENT
    return np.where(recent, np.maximum(here - lag, 0), anyone)


def _zipf(draw: np.random.Generator, rows: int) -> NDArray[np.int32]:
    """Types, the n-th with a probability in proportion to ``(n + 3) ** -1.8``: ten have 65 %."""
    shares = np.cumsum((np.arange(1, TYPES + 1) + 3.0) ** -1.8)
    return np.searchsorted(shares, draw.random(rows) * shares[-1]).astype(np.int32)


if __name__ == "__main__":
    make(int(sys.argv[2])).save(Path(sys.argv[1]))
