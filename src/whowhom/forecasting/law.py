"""Law: how the acts to come of one dyad and class are distributed, with all their marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from whowhom.engine.acts import Float, Int, Mask
from whowhom.engine.drivers import Dyads
from whowhom.engine.frailty import Frailty
from whowhom.forecasting.deaths import Toll
from whowhom.forecasting.horizon import pace
from whowhom.forecasting.origins import BANDS

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted

MEASURES: Final = ("acts", "deaths", "deadliest")


@dataclass(frozen=True)
class Law:
    """The acts to come of one dyad and class, and what each of them is.

    Counts in the bands of days follow `whowhom.engine.frailty.Frailty`; the acts of a band fall
    evenly on its days; kinds, places and deaths are drawn for each act apart.

    Parameters
    ----------
    dyad, quad : int
        Key of the dyad, and its class.
    means : float64 array (bands,)
        Expected acts in each band.
    pace : float
        Expected acts per 30 days, which sets the scatter.
    frailty : Frailty
        The scatter.
    kinds : float64 array (kinds,)
        Share of each kind in the class; 0 for kinds of other classes.
    cells : float64 array (cells,)
        Dirichlet weights of the places asked about; see `whowhom.forecasting.cells`.
    deaths : int64 array (values,)
        Deaths that an act may bring; empty where the record gives none.
    chance : float64 array (values,)
        Their chances, which add up to 1.
    """

    dyad: int
    quad: int
    means: Float
    pace: float
    frailty: Frailty
    kinds: Float
    cells: Float
    deaths: Int
    chance: Float

    def times(self, factor: Float | float) -> Law:
        """The same with expectations multiplied, the scatter as it was."""
        return replace(self, means=self.means * factor)


@dataclass(frozen=True)
class Wanted:
    """What is counted of the acts to come, and how much of it is wanted.

    Parameters
    ----------
    dyads : int64 array
        Keys, rising.
    kinds : bool array (kinds,)
        Kinds that count.
    cells : bool array (cells,)
        Places that count.
    measure : str
        One of `MEASURES`.
    at_least : int
        From 1.
    first, last : int
        Days ahead, from 0; the last is not in it.
    """

    dyads: Int
    kinds: Mask
    cells: Mask
    measure: str
    at_least: int
    first: int
    last: int

    def touches(self, law: Law) -> bool:
        """Whether acts of a dyad and class may count."""
        place = np.searchsorted(self.dyads, law.dyad)
        here = place < len(self.dyads) and self.dyads[place] == law.dyad
        return bool(here and law.kinds[self.kinds].sum() > 0.0)

    def within(self, means: Float) -> Float:
        """Expectation in each band as far as its days count: (bands,)."""
        part = [
            max(min(self.last, high) - max(self.first, low), 0) / (high - low)
            for low, high in BANDS
        ]
        return np.asarray(np.where(np.array(part) > 0.0, means, 0.0) * part)


@dataclass(frozen=True)
class Laws:
    """Laws of the same dyads and classes, as they are to be expected and with all in doubt moved.

    Parameters
    ----------
    now : tuple of Law
        By the forecast.
    low, high : tuple of Law
        All expectations lower, or higher, by what the fit leaves open at the level.
    base : tuple of Law
        By the base rate.
    """

    now: tuple[Law, ...]
    low: tuple[Law, ...]
    high: tuple[Law, ...]
    base: tuple[Law, ...]


def laws(fitted: Fitted, dyads: Int, cells: Float, level: float) -> Laws:
    """The laws of dyads, one per dyad and class.

    Parameters
    ----------
    fitted : Fitted
        The model.
    dyads : int64 array (n,)
        Keys, each once.
    cells : float64 array (n, cells)
        Dirichlet weights of places.
    level : float
        Of the interval.
    """
    toll = Toll.fit(fitted.acts, dyads, fitted.fine_from)
    asked = Dyads.of(fitted.traces, dyads)
    shares = fitted.kinds.of(fitted.acts, dyads, fitted.until)
    quads = np.asarray(fitted.acts.quad)
    found: list[tuple[Law, Law, Law, Law]] = []
    for q in fitted.quads:
        means, base = fitted.means(asked, q)
        doubt, speed, usual = fitted.doubt(asked, q, level), pace(means), pace(base)
        own, frailty = quads == q, fitted.frailty(dyads, q)
        for i, dyad in enumerate(dyads):
            deaths, chance = toll.law(int(dyad)) if toll else _no_deaths()
            marks = (cells[i], deaths, chance)
            kinds = np.where(own, shares[:, i], 0.0)
            law = Law(int(dyad), q, means[:, i], float(speed[i]), frailty.at(i), kinds, *marks)
            held = Law(
                int(dyad),
                q,
                base[:, i],
                float(usual[i]),
                fitted.base.frailty[q],
                np.where(own, fitted.kinds.shares, 0.0),
                *marks,
            )
            found.append((law, law.times(1.0 / doubt[:, i]), law.times(doubt[:, i]), held))
    sets = tuple(zip(*found, strict=True)) if found else ((), (), (), ())
    return Laws(*sets)


def _no_deaths() -> tuple[Int, Float]:
    return np.zeros(0, dtype=np.int64), np.zeros(0)


def touched(laws_: Iterable[Law], wanted: Wanted) -> list[Law]:
    """The laws whose acts may count."""
    return [law for law in laws_ if wanted.touches(law)]
