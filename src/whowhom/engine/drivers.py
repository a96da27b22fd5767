"""What drives a dyad: named statistics of its past, each in acts per day, and what damps them.

A driver is a decayed rate of acts (its *carrier*) times a *level* that says which part of it falls
to the dyad: between 0 and 1, but for the pace since a dyad's first act, which is over fewer days.
Every driver is linear in the acts of its carrier, so that its value splits exactly into past acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from whowhom.engine.acts import Float, Int, Mask
from whowhom.engine.traces import HALF_LIVES, N_QUADS, Traces

Carrier = Literal["tie", "answer", "sent", "received", "world", "none"]
Level = Literal[
    "whole",
    "target share",
    "source share",
    "draw",
    "third parties",
    "dyad share",
    "acquainted",
    "new",
]

HAWKES = "Hawkes 1971; Ogata 1988"
RELATIONAL = "Butts 2008"
DYNAM = "Stadtfeld & Block 2017"
GRAVITY = "Tinbergen 1962"
HISTORIC = "Poisson rate of the whole record"
_SHARE_AT, _BUSY_AT, _SETTLING, _FRESH, _DORMANT = 4, 3, 30.0, 90.0, 365.0
PACE_DAYS = 30
SAME, OTHER = -1, -2


class Driver(NamedTuple):
    """A named statistic of the past of a dyad, in acts per day.

    Parameters
    ----------
    name, words : str
        For tables, and for sentences.
    carrier : str
        Whose acts: source to target (``tie``), back (``answer``), of the source to anyone
        (``sent``), of anyone to the target (``received``), all (``world``).
    quad : int
        Class of those acts, `SAME` as the one forecast or any `OTHER`.
    memory : int
        Which half-life of `HALF_LIVES`.
    level : str
        The part that falls to the dyad.
    citation : str
        Where it comes from.
    """

    name: str
    words: str
    carrier: Carrier
    quad: int
    memory: int
    level: Level
    citation: str


def _timed(
    name: str, words: str, carrier: Carrier, quad: int, memories: str, level: Level, citation: str
) -> list[Driver]:
    def label(k: int) -> str:
        return "ever" if np.isinf(HALF_LIVES[k]) else f"{HALF_LIVES[k]:.0f} d"

    return [
        Driver(f"{name} {label(int(k))}", words, carrier, quad, int(k), level, citation)
        for k in memories
    ]


DRIVERS: tuple[Driver, ...] = (
    *_timed("inertia", "the same acts before", "tie", SAME, "012345", "whole", HAWKES),
    Driver("pace since first", "the same acts before", "tie", SAME, 5, "acquainted", HISTORIC),
    *_timed("reciprocity", "the same acts the other way", "answer", SAME, "013", "whole", HAWKES),
    *_timed("tie", "other acts toward it", "tie", OTHER, "13", "whole", RELATIONAL),
    *_timed("answer", "other acts by it", "answer", OTHER, "13", "whole", RELATIONAL),
    *_timed("verbal cooperation", "words of cooperation", "tie", 0, "1", "whole", HAWKES),
    *_timed("material cooperation", "acts of cooperation", "tie", 1, "1", "whole", HAWKES),
    *_timed("verbal conflict", "words of conflict", "tie", 2, "1", "whole", HAWKES),
    *_timed("material conflict", "acts of conflict", "tie", 3, "1", "whole", HAWKES),
    *_timed(
        "momentum", "what the source does to anyone", "sent", SAME, "01", "target share", DYNAM
    ),
    *_timed(
        "attention", "what anyone does to the target", "received", SAME, "1", "source share", DYNAM
    ),
    *_timed("gravity", "both are busy", "sent", SAME, "13", "draw", GRAVITY),
    *_timed(
        "third parties",
        "they deal with the same others",
        "sent",
        SAME,
        "3",
        "third parties",
        RELATIONAL,
    ),
    *_timed("climate", "everything on record", "world", SAME, "1", "dyad share", DYNAM),
    Driver("base", "a dyad of this record", "none", SAME, 5, "whole", HISTORIC),
    Driver("newness", "a dyad newly seen", "none", SAME, 5, "new", RELATIONAL),
)

DAMPERS: dict[str, str] = {
    "quiet": "log(1 + days since the dyad's last act of this class)",
    "silence": "log(1 + days since the dyad's last act of any class)",
    "acquaintance": "log(30 + days since the dyad's first act)",
    "stranger": "1 if the dyad never acted",
    "dormant": "1 if the dyad's last act is over a year ago",
    "strange sender": "stranger x sender",
    "strange receiver": "stranger x receiver",
    "sender": "log(1 + acts of the class by the source per 30 days, over a year), a pair's mean",
    "receiver": "log(1 + acts of the class on the target per 30 days, over a year), a pair's mean",
}
"""Name and formula of the signed, log-linear factor's statistics; they can lower a rate."""


@dataclass(frozen=True)
class Dyads:
    """Dyads that are asked about, and where they stand in the traces.

    Parameters
    ----------
    source, target : int64 array (n,)
        Actors.
    directed : bool array (n,)
        False for a pair in no order.
    place, reverse : int64 array (n,)
        Position of the dyad, and of its other direction, in the traces; -1 where it never acts.
    shared : float64 array (n,)
        How much the two deal with the same others, 0 to 1.
    """

    source: Int
    target: Int
    directed: Mask
    place: Int
    reverse: Int
    shared: Float

    @classmethod
    def of(cls, traces: Traces, dyad: Int) -> Dyads:
        """Look up dyad keys as `Acts.dyad` makes them."""
        source, target, directed = traces.acts.sides(dyad)
        back = (target * traces.acts.n_actors + source) * 2 + 1
        reverse = np.where(directed, traces.places(back), -1)
        shared = traces.shared_partners(source, target)
        return cls(source, target, directed, traces.places(dyad), reverse, shared)


def _at(values: Float, place: Int) -> Float:
    """Values at places, 0 where the place is -1."""
    if not len(values):
        return np.zeros(len(place))
    return np.where(place >= 0, values[np.maximum(place, 0)], 0.0)


def _share(part: Float, whole: Float) -> Float:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0.0)


def carried_quads(driver: Driver, quad: int) -> tuple[int, ...]:
    """Classes of the carrier's acts when ``quad`` is forecast; none where another driver has them.

    Examples
    --------
    >>> by_name = {driver.name: driver for driver in DRIVERS}
    >>> carried_quads(by_name["tie 30 d"], 3), carried_quads(by_name["material conflict 30 d"], 3)
    ((0, 1, 2), ())
    """
    if driver.quad == OTHER:
        return tuple(q for q in range(N_QUADS) if q != quad)
    if driver.quad == SAME:
        return (quad,)
    return (driver.quad,) if driver.quad != quad else ()


def _carried(traces: Traces, asked: Dyads, driver: Driver, quad: int, swapped: bool) -> Float:
    """Acts per day of the carrier."""
    quads = carried_quads(driver, quad)
    parts = (_carried_of(traces, asked, driver, q, swapped) for q in quads)
    return sum(parts, np.zeros(len(asked.source)))


def _carried_of(traces: Traces, asked: Dyads, driver: Driver, quad: int, swapped: bool) -> Float:
    k, source, target = driver.memory, asked.source, asked.target
    if swapped:
        source, target = target, source
    match driver.carrier:
        case "tie":
            return _at(traces.rate(k, quad), asked.place)
        case "answer":
            return _at(traces.rate(k, quad), asked.reverse)
        case "sent":
            return traces.side_rate(k, quad, True)[source]
        case "received":
            return traces.side_rate(k, quad, False)[target]
        case "world":
            return np.full(len(source), traces.rate(k, quad).sum())
        case "none":
            return np.ones(len(source))


def level(traces: Traces, asked: Dyads, driver: Driver, quad: int, swapped: bool) -> Float:
    """The part of the carrier that falls to the dyad, seen from its other side where swapped."""
    source, target = asked.source, asked.target
    if swapped:
        source, target = target, source
    usual = traces.rate(_SHARE_AT, quad)
    first = traces.first[np.maximum(asked.place, 0)] if len(traces.keys) else asked.place
    known = np.where(asked.place >= 0, np.maximum(traces.day - first, 0), 0)
    match driver.level:
        case "whole":
            return np.ones(len(source))
        case "target share":
            whole = traces.side_rate(_SHARE_AT, quad, True)[source]
            return _share(_at(usual, asked.place), whole)
        case "source share":
            whole = traces.side_rate(_SHARE_AT, quad, False)[target]
            return _share(_at(usual, asked.place), whole)
        case "draw":
            received = traces.side_rate(driver.memory, quad, False)[target]
            total = np.full(len(target), traces.rate(driver.memory, quad).sum())
            return _share(received, total)
        case "third parties":
            return asked.shared
        case "dyad share":
            return _share(_at(usual, asked.place), np.full(len(source), usual.sum()))
        case "acquainted":
            return traces.age / (known + _SETTLING)
        case "new":
            return np.where(known > 0, np.exp2(-known / _FRESH), 0.0)


def value(traces: Traces, asked: Dyads, driver: Driver, quad: int) -> Float:
    """One driver for every asked dyad, in acts per day; a pair is seen from both its sides."""

    def seen(swapped: bool) -> Float:
        carried = _carried(traces, asked, driver, quad, swapped)
        return carried * level(traces, asked, driver, quad, swapped)

    if asked.directed.all():
        return seen(False)
    return np.where(asked.directed, seen(False), (seen(False) + seen(True)) / 2.0)


def values(traces: Traces, asked: Dyads, quad: int) -> Float:
    """All drivers: array ``(len(DRIVERS), n)`` in acts per day, none negative."""
    return np.stack([value(traces, asked, driver, quad) for driver in DRIVERS])


def dampers(traces: Traces, asked: Dyads, quad: int) -> Float:
    """Statistics of the signed factor: array ``(len(DAMPERS), n)``.

    Days since something that never happened are the days on record.
    """
    longest = float(traces.age)
    met = asked.place >= 0
    if len(traces.keys):
        met &= traces.first[np.maximum(asked.place, 0)] < traces.day

    def since(days: Int) -> Float:
        if not len(days):
            return np.full(len(met), longest)
        ago = traces.day - days[np.maximum(asked.place, 0)].astype(np.float64)
        return np.where(met, np.minimum(ago, longest), longest)

    quiet, silence = since(traces.last[quad]), since(traces.last.max(axis=0))
    known = np.where(met, since(traces.first), 0.0)
    sender = _busy(traces, quad, True, asked.source, asked.target, asked.directed)
    receiver = _busy(traces, quad, False, asked.target, asked.source, asked.directed)
    return np.stack(
        [
            np.log1p(quiet),
            np.log1p(silence),
            np.log(known + _SETTLING),
            np.where(met, 0.0, 1.0),
            np.where(met & (silence > _DORMANT), 1.0, 0.0),
            np.where(met, 0.0, sender),
            np.where(met, 0.0, receiver),
            sender,
            receiver,
        ]
    )


def _busy(traces: Traces, quad: int, sending: bool, side: Int, other: Int, directed: Mask) -> Float:
    """How active one side is; of a pair in no order, the mean of both."""
    busy = np.log1p(PACE_DAYS * traces.side_rate(_BUSY_AT, quad, sending))
    return np.where(directed, busy[side], (busy[side] + busy[other]) / 2.0)


def response(traces: Traces, moved: Traces, asked: Dyads, quad: int) -> Float:
    """Change of all drivers, array ``(len(DRIVERS), n)``, when `moved` comes on top of `traces`.

    Carriers are linear in acts; levels, the parts of them that fall to each dyad, are held as they
    stand. The change is therefore linear in the acts that come, and of their sign.

    Parameters
    ----------
    traces : Traces
        What stands: its levels are used.
    moved : Traces
        What comes (`Traces.holding`).
    asked : Dyads
        Of `traces`.
    quad : int
        Class that is forecast.
    """

    def seen(driver: Driver, swapped: bool) -> Float:
        if driver.carrier == "none":
            return np.zeros(len(asked.source))
        carried = _carried(moved, asked, driver, quad, swapped)
        return carried * level(traces, asked, driver, quad, swapped)

    def change(driver: Driver) -> Float:
        forth = seen(driver, False)
        if asked.directed.all():
            return forth
        return np.where(asked.directed, forth, (forth + seen(driver, True)) / 2.0)

    return np.stack([change(driver) for driver in DRIVERS])
