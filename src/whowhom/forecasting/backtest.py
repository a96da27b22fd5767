"""Backtest: forecasts at rolling origins beside what then happened.

A forecaster gets the acts strictly before an origin, cut here, and the dyads to ask about; the
truth of horizon h is the sum of `Acts.count` on the days ``origin <= day < origin + h``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from whowhom.engine.acts import Acts, Float, Int, Mask
from whowhom.forecasting.outlook import Forecaster, Outlook
from whowhom.forecasting.scores import crps
from whowhom.forecasting.slices import Asked, Sizes, asked
from whowhom.forecasting.tallies import ahead


@dataclass(frozen=True)
class Plan:
    """When forecasts are made, how far ahead, of what and for whom.

    Parameters
    ----------
    origins : tuple of int
        Days, rising.
    horizons : tuple of int
        Days, rising.
    classes : tuple of int
        Quad classes that are scored.
    sizes : Sizes
        Who is asked.
    """

    origins: tuple[int, ...]
    horizons: tuple[int, ...]
    classes: tuple[int, ...] = (0, 1, 2, 3)
    sizes: Sizes = Sizes()  # noqa: RUF009


@dataclass(frozen=True, eq=False)
class Table:
    """One row per origin, dyad, class and horizon; equal plans give equal rows in equal order.

    Parameters
    ----------
    origin, dyad, quad, horizon, slices : int64 array, (N,)
        Day, dyad key, class 0 to 3, days, slice (0 active, 1 dormant, 2 onset).
    weight : float64 array, (N,)
        How many dyads the row stands for.
    truth : int64 array, (N,)
        Acts that happened.
    mean, any : float64 array, (N,)
        The forecast.
    crps : float64 array, (N,)
        Continuous ranked probability score of the draws, in acts; 0 is best.
    below, upto : float64 array, (N,)
        Share of draws below the truth, and up to it: where the truth lies in the forecast.
    """

    origin: Int
    dyad: Int
    quad: Int
    horizon: Int
    slices: Int
    weight: Float
    truth: Int
    mean: Float
    any: Float
    crps: Float
    below: Float
    upto: Float

    def __len__(self) -> int:
        return len(self.origin)

    def take(self, rows: Int | Mask) -> Table:
        """The rows at these places."""
        return Table(*(getattr(self, each.name)[rows] for each in fields(self)))

    def cell(self, quad: int, horizon: int, which: int) -> Table:
        """The rows of one class, horizon and slice."""
        return self.take((self.quad == quad) & (self.horizon == horizon) & (self.slices == which))


def monthly(first: int, last: int, step: int = 30) -> tuple[int, ...]:
    """Every ``step``-th day from the first to the last.

    >>> monthly(1, 70)
    (1, 31, 61)
    """
    return tuple(range(first, last + 1, step))


def backtest(acts: Acts, forecasters: Mapping[str, Forecaster], plan: Plan) -> dict[str, Table]:
    """Ask every forecaster the same at every origin.

    A forecaster with a true attribute ``separate`` is asked one horizon at a time: its horizons are
    separate forecasts, whose draws need not be futures of one path.

    Parameters
    ----------
    acts : Acts
        All acts.
    forecasters : Mapping of str to Forecaster
        By name.
    plan : Plan
        What to ask. An origin whose longest horizon is not over on the last day of the acts would
        be scored against days that nobody saw: do not plan it.

    Returns
    -------
    dict of str to Table
        By name, rows aligned between forecasters.

    Raises
    ------
    ValueError
        If an origin's longest horizon goes beyond the last day of the acts.
    """
    if plan.origins and max(plan.origins) + max(plan.horizons) > int(acts.day[-1]) + 1:
        raise ValueError("the longest horizon of the last origin goes beyond the acts")
    parts: dict[str, list[Table]] = {name: [] for name in forecasters}
    for origin in plan.origins:
        who = asked(acts, origin, max(plan.horizons), plan.sizes)
        past = acts.before(origin)
        truth = ahead(acts, who.dyads, origin, plan.horizons)
        frame = _frame(who, origin, truth, plan)
        for name, forecaster in forecasters.items():
            outlook = forecasts(forecaster, past, origin, who.dyads, plan.horizons)
            parts[name].append(_scored(frame, outlook, plan))
    return {name: _joined(tables) for name, tables in parts.items()}


def forecasts(
    forecaster: Forecaster, past: Acts, origin: int, dyads: Int, horizons: tuple[int, ...]
) -> list[Outlook]:
    """Outlooks of one or of all horizons, in order; see `backtest` on ``separate``."""
    if getattr(forecaster, "separate", False):
        return [forecaster(past, origin, dyads, (h,)) for h in horizons]
    return [forecaster(past, origin, dyads, horizons)]


def _cells(values: Int | Float, classes: tuple[int, ...]) -> Any:
    """From (n, 4, H, ...) to rows: dyad, then class, then horizon."""
    some = values[:, list(classes)]
    return some.reshape(-1, *values.shape[3:])


def _frame(who: Asked, origin: int, truth: Int, plan: Plan) -> dict[str, Int | Float]:
    shape = (len(who.dyads), len(plan.classes), len(plan.horizons))

    def spread(values: Int | Float) -> Any:
        return np.broadcast_to(values, shape).reshape(-1)

    return {
        "origin": np.full(shape, origin).reshape(-1),
        "dyad": spread(who.dyads[:, None, None]),
        "quad": spread(np.array(plan.classes)[None, :, None]),
        "horizon": spread(np.array(plan.horizons)[None, None, :]),
        "slices": spread(who.slices[:, None, None]),
        "weight": spread(who.weight[:, None, None]),
        "truth": _cells(truth, plan.classes),
    }


def _scored(frame: dict[str, Int | Float], outlooks: list[Outlook], plan: Plan) -> Table:
    truth = np.asarray(frame["truth"], dtype=np.int64)
    mean = _cells(np.concatenate([o.mean for o in outlooks], axis=2), plan.classes)
    any_ = _cells(np.concatenate([o.any for o in outlooks], axis=2), plan.classes)
    judged = np.empty((3, len(truth)))
    step = len(plan.horizons) // len(outlooks)
    for i, outlook in enumerate(outlooks):
        horizon = np.arange(len(truth)) % len(plan.horizons)
        own = (horizon >= i * step) & (horizon < (i + 1) * step)
        drawn, y = _cells(outlook.draws, plan.classes), truth[own]
        judged[0, own] = crps(y, np.asarray(drawn, dtype=np.int64))
        judged[1, own] = (drawn < y[:, None]).mean(axis=1)
        judged[2, own] = (drawn <= y[:, None]).mean(axis=1)
    return Table(
        **frame,  # type: ignore[arg-type]
        mean=np.asarray(mean, dtype=np.float64),
        any=np.asarray(any_, dtype=np.float64),
        crps=judged[0],
        below=judged[1],
        upto=judged[2],
    )


def _joined(tables: list[Table]) -> Table:
    return Table(
        *(np.concatenate([getattr(t, each.name) for t in tables]) for each in fields(Table))
    )
