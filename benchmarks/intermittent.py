"""Croston, TSB and ADIDA of `statsforecast` as forecasters: ``pip install whowhom[bench]``.

Each series is one dyad's acts of one class in periods of 30 days (7 where a horizon is shorter),
from its first act on and at most the last 120. Every series with an act is forecast, no sample. The
forecast rate is flat, so that of a horizon is the rate times its length; shrinkage, level and
dispersion are learnt as for every baseline (`whowhom.forecasting.baselines.Pooled`).

References: J. Croston, *Operational Research Quarterly* 23(3), 1972; R. Teunter, A. Syntetos and
M. Babai, *European Journal of Operational Research* 214(3), 2011; K. Nikolopoulos and others,
*Journal of the Operational Research Society* 62(3), 2011.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np

from whowhom.engine.acts import Acts, Float, Int
from whowhom.forecasting.baselines import Pooled
from whowhom.forecasting.earlier import Course
from whowhom.forecasting.outlook import CLASSES
from whowhom.forecasting.tallies import first_days, places, windows

_PERIOD = 30
_SHORTEST = 7
_MOST = 120
_STRENGTHS = (0.01, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0)
_SMOOTHING = ((0.1, 0.05), (0.1, 0.2), (0.3, 0.2))


class FlatRate:
    """Evidence of one or more `statsforecast` models, the variants among which lessons choose.

    Parameters
    ----------
    models : callable
        Makes the models; called once, so that `statsforecast` is imported when first needed.
    """

    def __init__(self, models: Callable[[], list[Any]]) -> None:
        self._make = models
        self._models: list[Any] = []
        self._known: dict[tuple[int, int, int, bytes], Float] = {}

    def __call__(self, past: Acts, origin: int, dyads: Int, horizon: int) -> tuple[Float, Float]:
        """See `whowhom.forecasting.baselines.Evidence`."""
        period = _PERIOD if horizon >= _PERIOD else _SHORTEST
        # Horizons ask for the same dyads seen before, and for other new ones.
        seen = places(past, dyads)
        own = np.unique(seen[seen >= 0])
        known = self._rates(past, origin, dyads[own], period)
        rate = np.zeros((len(known), len(dyads), CLASSES))
        rate[:, own] = known * (horizon / period)
        # Every model twice: all rates weigh the same, or as many periods as they were seen for.
        periods = 1 + (origin - first_days(past, dyads, origin)) / period
        weight = np.ones((len(known), len(dyads)))
        return np.concatenate([rate, rate]), np.concatenate([weight, weight * periods])

    def _rates(self, past: Acts, origin: int, dyads: Int, period: int) -> Float:
        # The horizons of an origin share their rates: all acts before it are the same then.
        key = origin, period, len(past), dyads.tobytes()
        if key not in self._known:
            self._models = self._models or self._make()
            start = int(past.day[0]) if len(past) else origin
            n = int(np.clip((origin - start) // period, 1, _MOST))
            series = windows(past, dyads, origin, period, n)[:, :, ::-1].reshape(-1, n)
            self._known[key] = np.stack(
                [_flat(model, series).reshape(-1, CLASSES) for model in self._models]
            )
        return self._known[key]


def _flat(model: Any, series: Int) -> Float:
    """Rates per period, 0 for a series without an act."""
    rate = np.zeros(len(series))
    some = np.flatnonzero(series.any(axis=1))
    first = (series[some] > 0).argmax(axis=1)
    for i, begin in zip(some, first, strict=True):
        own = series[i, begin:].astype(np.float64)
        # Shorter than four periods no method has intervals to smooth: the mean is what it would be.
        rate[i] = model.forecast(own, 1)["mean"][0] if len(own) > 3 else own.mean()
    return np.nan_to_num(np.maximum(rate, 0.0))


def _croston() -> list[Any]:
    from statsforecast.models import CrostonOptimized, CrostonSBA

    return [CrostonOptimized(), CrostonSBA()]


def _tsb() -> list[Any]:
    from statsforecast.models import TSB

    return [TSB(alpha_d, alpha_p) for alpha_d, alpha_p in _SMOOTHING]


def _adida() -> list[Any]:
    from statsforecast.models import ADIDA

    return [ADIDA()]


def installed() -> bool:
    """Whether `statsforecast` is there."""
    return importlib.util.find_spec("statsforecast") is not None


def intermittent(course: Course | None = None) -> dict[str, Pooled]:
    """The three as forecasters by name; empty, and said so, where `statsforecast` is missing."""
    if not installed():
        print("statsforecast is not installed: no Croston, TSB, ADIDA (pip install whowhom[bench])")
        return {}
    made = {"Croston": _croston, "TSB": _tsb, "ADIDA": _adida}
    return {name: Pooled(FlatRate(models), _STRENGTHS, course) for name, models in made.items()}
