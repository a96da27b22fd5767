"""Drivers and dampers of one dyad straight from their formulas: loops over acts, no state."""

from __future__ import annotations

import math
from dataclasses import dataclass

from whowhom.engine.acts import Acts
from whowhom.engine.drivers import DRIVERS, OTHER, SAME, Driver

HALF_LIVES = (7.0, 30.0, 90.0, 365.0, 1460.0, math.inf)


@dataclass(frozen=True)
class Act:
    day: int
    source: int
    target: int
    quad: int
    directed: bool
    count: int

    def sent_by(self, actor: int) -> int:
        """How often the act is the actor's: acts of a pair are of both sides."""
        return (self.source == actor) + (not self.directed and self.target == actor)

    def done_to(self, actor: int) -> int:
        return (self.target == actor) + (not self.directed and self.source == actor)

    def of(self, source: int, target: int, directed: bool) -> bool:
        if self.directed != directed:
            return False
        if directed:
            return (self.source, self.target) == (source, target)
        return {self.source, self.target} == {source, target}


def acts_of(acts: Acts) -> list[Act]:
    rows = zip(
        acts.day, acts.source, acts.target, acts.kind, acts.directed, acts.count, strict=True
    )
    return [
        Act(int(d), int(s), int(t), acts.quad[k], bool(way), int(n)) for d, s, t, k, way, n in rows
    ]


class Record:
    """A record as it stands at the start of a day."""

    def __init__(self, acts: Acts, day: int) -> None:
        every = acts_of(acts)
        self.day = day
        self.past = [a for a in every if a.day < day]
        self.age = max(day - every[0].day, 1) if every else max(day, 1)

    def rate(self, half_life: float, chosen) -> float:
        """Acts per day: decayed count over decayed days on record."""
        total = sum(
            chosen(a) * a.count * 2.0 ** (-(self.day - a.day) / half_life) for a in self.past
        )
        if math.isinf(half_life):
            return total / self.age
        days = half_life / math.log(2.0) * (1.0 - 2.0 ** (-self.age / half_life))
        return total / days

    def last(self, chosen) -> int | None:
        return max((a.day for a in self.past if chosen(a)), default=None)

    def first(self, chosen) -> int | None:
        return min((a.day for a in self.past if chosen(a)), default=None)

    def partners(self, actor: int, n_actors: int) -> list[float]:
        """Share of every actor in what an actor does and suffers, of all classes, four years."""
        dealt = []
        for h in range(n_actors):
            dealt.append(
                self.rate(1460.0, lambda a, h=h: (a.source, a.target) == (actor, h))
                + self.rate(1460.0, lambda a, h=h: (a.source, a.target) == (h, actor))
            )
        total = sum(dealt)
        return [x / total if total else 0.0 for x in dealt]

    def shared(self, source: int, target: int, n_actors: int) -> float:
        first, second = self.partners(source, n_actors), self.partners(target, n_actors)
        return sum(a * b for a, b in zip(first, second, strict=True))


def quads(driver: Driver, quad: int) -> list[int]:
    """Classes of the carrier; none where the driver of the same acts has them already."""
    if driver.quad == SAME:
        return [quad]
    if driver.quad == OTHER:
        return [q for q in range(4) if q != quad]
    return [driver.quad] if driver.quad != quad else []


def carrier(record: Record, driver: Driver, quad: int, s: int, t: int, directed: bool) -> float:
    h, wanted = HALF_LIVES[driver.memory], quads(driver, quad)

    def rate(chosen) -> float:
        return record.rate(h, lambda a: chosen(a) if a.quad in wanted else 0)

    return {
        "tie": lambda: rate(lambda a: a.of(s, t, directed)),
        "answer": lambda: rate(lambda a: a.of(t, s, True)) if directed else 0.0,
        "sent": lambda: rate(lambda a: a.sent_by(s)),
        "received": lambda: rate(lambda a: a.done_to(t)),
        "world": lambda: rate(lambda _: 1),
        "none": lambda: 1.0,
    }[driver.carrier]()


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else 0.0


def level(
    record: Record, driver: Driver, quad: int, s: int, t: int, directed: bool, n: int
) -> float:
    h = HALF_LIVES[driver.memory]

    def usual(chosen) -> float:
        return record.rate(1460.0, lambda a: chosen(a) if a.quad == quad else 0)

    def now(chosen) -> float:
        return record.rate(h, lambda a: chosen(a) if a.quad == quad else 0)

    own = usual(lambda a: a.of(s, t, directed))
    met = record.first(lambda a: a.of(s, t, directed))
    known = 0 if met is None else record.day - met
    return {
        "whole": lambda: 1.0,
        "target share": lambda: _over(own, usual(lambda a: a.sent_by(s))),
        "source share": lambda: _over(own, usual(lambda a: a.done_to(t))),
        "draw": lambda: _over(now(lambda a: a.done_to(t)), now(lambda _: 1)),
        "third parties": lambda: record.shared(s, t, n),
        "dyad share": lambda: _over(own, usual(lambda _: 1)),
        "acquainted": lambda: record.age / (known + 30.0),
        "new": lambda: 2.0 ** (-known / 90.0) if known > 0 else 0.0,
    }[driver.level]()


def value(record: Record, driver: Driver, quad: int, dyad: tuple[int, int, bool], n: int) -> float:
    """A driver of one dyad; a pair without direction is seen from both its sides."""
    s, t, directed = dyad
    ways = [(s, t)] if directed else [(s, t), (t, s)]
    parts = [
        carrier(record, driver, quad, a, b, directed)
        * level(record, driver, quad, a, b, directed, n)
        for a, b in ways
    ]
    return sum(parts) / len(parts)


def values(record: Record, quad: int, dyad: tuple[int, int, bool], n: int) -> list[float]:
    return [value(record, driver, quad, dyad, n) for driver in DRIVERS]


def dampers(record: Record, quad: int, dyad: tuple[int, int, bool]) -> list[float]:
    s, t, directed = dyad

    def since(when: int | None) -> float:
        return float(record.age if when is None else min(record.day - when, record.age))

    def own(a: Act) -> bool:
        return a.of(s, t, directed)

    met = record.last(own) is not None
    quiet = since(record.last(lambda a: own(a) and a.quad == quad))
    silence = since(record.last(own))
    known = since(record.first(own)) if met else 0.0
    ways = [(s, t)] if directed else [(s, t), (t, s)]

    def busy(count) -> float:
        rates = [record.rate(365.0, lambda a, w=w: count(a, w) * (a.quad == quad)) for w in ways]
        return sum(math.log1p(30.0 * x) for x in rates) / len(rates)

    sender = busy(lambda a, way: a.sent_by(way[0]))
    receiver = busy(lambda a, way: a.done_to(way[1]))
    return [
        math.log1p(quiet),
        math.log1p(silence),
        math.log(known + 30.0),
        float(not met),
        float(met and silence > 365.0),
        0.0 if met else sender,
        0.0 if met else receiver,
        sender,
        receiver,
    ]
