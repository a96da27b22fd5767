"""Futures: a scenario on simulated paths, or by exact formula where it is a single condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from whowhom.answers.condition import Clause, Condition
from whowhom.engine.acts import Float, Int, Mask
from whowhom.forecasting import exact, paths
from whowhom.forecasting.fitted import PATHS
from whowhom.forecasting.law import Law, Laws, Wanted

_COSTLY = 30_000_000


@dataclass
class Futures:
    """What a scenario's conditions count on every path, and how likely that makes it.

    Parameters
    ----------
    clause : Condition or Combined
        The scenario.
    wanted : tuple of Wanted
        Its single conditions, in their order.
    laws : Laws
        Of all dyads and classes that they are about.
    seed : int
        Of the paths.
    """

    clause: Clause
    wanted: tuple[Wanted, ...]
    laws: Laws
    seed: int
    _tallies: dict[str, list[Int]] = field(default_factory=dict)

    @cached_property
    def exact(self) -> bool:
        """Whether the formula is used: for one condition, or its negation."""
        if len(self.wanted) > 1:
            return False
        return exact.cost(self.laws.now, self.wanted[0]) < _COSTLY

    def tallies(self, which: str) -> list[Int]:
        """What each law brings on every path; `which` is a field of `Laws`."""
        if which not in self._tallies:
            chosen: tuple[Law, ...] = getattr(self.laws, which)
            self._tallies[which] = [paths.tally(law, self.wanted, self.seed) for law in chosen]
        return self._tallies[which]

    def counts(self, which: str = "now") -> Int:
        """What the conditions count on every path: (conditions, paths)."""
        return paths.together(self.tallies(which), self.wanted)

    def true(self, counts: Int, forced: int = -1) -> Mask:
        """On which paths the scenario comes true, with one condition as it should be if given."""
        met = counts >= np.array([w.at_least for w in self.wanted])[:, None]
        if forced >= 0:
            met[forced] = self.signs[forced]
        return np.asarray(_holds(self.clause, iter(met)))

    @cached_property
    def signs(self) -> tuple[bool, ...]:
        """Whether each condition has to come true, or not to."""
        return tuple(_signs(self.clause, True))

    def probability(self, which: str = "now") -> float:
        """That the scenario comes true."""
        if self.exact:
            return self._signed(exact.chance(getattr(self.laws, which), self.wanted[0]))
        return float(self.true(self.counts(which)).mean())

    def of_part(self, n: int, which: str = "now") -> float:
        """That one condition comes true."""
        if self.exact:
            return exact.chance(getattr(self.laws, which), self.wanted[0])
        return float((self.counts(which)[n] >= self.wanted[n].at_least).mean())

    def with_law(self, place: int, factor: float) -> float:
        """Probability if one dyad and class brought so many times the acts."""
        law = self.laws.now[place].times(factor)
        if self.exact:
            moved = [*self.laws.now[:place], law, *self.laws.now[place + 1 :]]
            return self._signed(exact.chance(moved, self.wanted[0]))
        told = self.tallies("now")
        mine = paths.tally(law, self.wanted, self.seed)
        return float(
            self.true(paths.together([*told[:place], mine, *told[place + 1 :]], self.wanted)).mean()
        )

    def _signed(self, p: float) -> float:
        return p if self.signs[0] else 1.0 - p

    @property
    def error(self) -> float:
        """Standard error from the number of paths."""
        if self.exact:
            return 0.0
        p = self.probability()
        return float(np.sqrt(p * (1.0 - p) / PATHS))

    def shortfall(self, counts: Int) -> Float:
        """How far each path is from making the scenario true; 0 where it does.

        A condition falls short by the share of what is wanted that is missing, one that should not
        come true by the share that is too much. Of conditions that all have to hold the shortfalls
        add up; of those of which one is enough the smallest counts.
        """
        return _short(self.clause, iter(zip(self.wanted, counts, strict=True)), True)


def _holds(clause: Clause, met: Iterator[Mask]) -> Mask:
    if isinstance(clause, Condition):
        return np.asarray(next(met))
    told = [_holds(part, met) for part in clause.parts]
    if clause.how == "not":
        return ~told[0]
    joined = np.logical_and if clause.how == "all" else np.logical_or
    return np.asarray(joined.reduce(told))


def _signs(clause: Clause, sign: bool) -> list[bool]:
    if isinstance(clause, Condition):
        return [sign]
    inner = sign != (clause.how == "not")
    return [s for part in clause.parts for s in _signs(part, inner)]


def _short(clause: Clause, told: Iterator[tuple[Wanted, Int]], sign: bool) -> Float:
    if isinstance(clause, Condition):
        wanted, count = next(told)
        away = wanted.at_least - count if sign else count - wanted.at_least + 1
        return np.asarray(np.maximum(away, 0) / wanted.at_least)
    if clause.how == "not":
        return _short(clause.parts[0], told, not sign)
    parts = [_short(part, told, sign) for part in clause.parts]
    every = (clause.how == "all") == sign
    return np.asarray(np.sum(parts, axis=0) if every else np.min(parts, axis=0))


def brings(laws: Sequence[Law], wanted: Wanted) -> Float:
    """What each law is expected to bring of what counts: acts, deaths, or acts deadly enough."""
    return np.array([_brings(law, wanted) if wanted.touches(law) else 0.0 for law in laws])


def _brings(law: Law, wanted: Wanted) -> float:
    acts = wanted.within(law.means).sum() * law.kinds[wanted.kinds].sum()
    acts *= law.cells[wanted.cells].sum() / law.cells.sum()
    if wanted.measure == "acts":
        return float(acts)
    each = law.deaths if wanted.measure == "deaths" else law.deaths >= wanted.at_least
    return float(acts * (law.chance @ each))
