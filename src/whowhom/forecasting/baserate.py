"""Base rate: what one would expect of a dyad from its whole record alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine import frailty as frailties
from whowhom.engine.acts import Float
from whowhom.engine.drivers import DAMPERS, DRIVERS
from whowhom.engine.frailty import Frailty
from whowhom.engine.traces import N_QUADS
from whowhom.engine.weights import log_likelihood
from whowhom.forecasting.origins import BANDS, Experience

_EVER = next(i for i, d in enumerate(DRIVERS) if d.name == "inertia ever")
_STRANGER = list(DAMPERS).index("stranger")
_STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
PACE_DAYS = 30


@dataclass(frozen=True)
class BaseRate:
    """Acts per day of a dyad: its own number, shrunk to that of all dyads.

    ``(N + a) / (T + a / m)`` for ``N`` acts in ``T`` days on record, with the mean ``m`` of all
    dyads that ever acted (a gamma prior worth ``a`` acts; Gelman et al. 2013, ch. 2); dyads that
    never acted have the rate of such dyads.

    Parameters
    ----------
    known, strange : float64 array (4,)
        Mean acts per day of dyads that ever acted, and of those that never did, per class.
    strength : float64 array (4,)
        ``a``.
    frailty : tuple of Frailty
        Scatter around it, one per class.
    """

    known: Float
    strange: Float
    strength: Float
    frailty: tuple[Frailty, ...]

    @classmethod
    def fit(cls, seen: Experience) -> BaseRate:
        """Fit to past origins."""
        known, strange = np.full(N_QUADS, 1e-6), np.full(N_QUADS, 1e-8)
        strength, scatter = np.ones(N_QUADS), []
        for q in range(N_QUADS):
            met = seen.dampers[q, _STRANGER] == 0
            known[q] = max(_pooled(seen, q, met), 1e-6)
            strange[q] = max(_pooled(seen, q, ~met), 1e-8)
            strength[q] = _best_strength(seen, q, known[q], met)
            per_day = rate(seen, q, known[q], strange[q], strength[q])
            scatter.append(_scatter(seen, q, per_day))
        return cls(known, strange, strength, tuple(scatter))

    def rate(self, drivers: Float, dampers: Float, age: Float, quad: int) -> Float:
        """Acts per day, from `drivers` and `dampers` of the engine and days on record."""
        return _shrunk(
            drivers[_EVER] * age,
            age,
            dampers[_STRANGER] > 0,
            (self.known[quad], self.strange[quad], self.strength[quad]),
        )

    def of(self, seen: Experience, quad: int) -> Float:
        """Acts per day of every entry of past origins."""
        return rate(seen, quad, self.known[quad], self.strange[quad], self.strength[quad])


def _shrunk(acts: Float, age: Float, stranger: Float, figures: tuple[float, float, float]) -> Float:
    known, strange, strength = figures
    met = (acts + strength) / (age + strength / known)
    return np.asarray(np.where(stranger, strange, met))


def rate(seen: Experience, quad: int, known: float, strange: float, strength: float) -> Float:
    """Base rate of every entry under given figures, in acts per day."""
    age = seen.age.astype(np.float64)
    acts = seen.drivers[quad, _EVER] * age
    return _shrunk(acts, age, seen.dampers[quad, _STRANGER] > 0, (known, strange, strength))


def _pooled(seen: Experience, quad: int, rows: Float) -> float:
    """Acts per day over all bands that were seen."""
    counts = seen.counts[quad][:, rows]
    days = np.array([high - low for low, high in BANDS], dtype=np.float64)[:, None]
    there = ~np.isnan(counts)
    exposure = (there * days * seen.weight[rows]).sum()
    return float((np.where(there, counts, 0.0) * seen.weight[rows]).sum() / max(exposure, 1.0))


def _best_strength(seen: Experience, quad: int, known: float, met: Float) -> float:
    band = 1
    counts = seen.counts[quad, band]
    rows = np.flatnonzero(met & ~np.isnan(counts))
    if not len(rows):
        return 0.3
    days = BANDS[band][1] - BANDS[band][0]

    def score(strength: float) -> float:
        mean = rate(seen.take(rows), quad, known, 0.0, strength) * days
        fits = [
            float(seen.weight[rows] @ log_likelihood(counts[rows], mean, np.full_like(mean, k)))
            for k in (0.03, 0.1, 0.3, 1.0)
        ]
        return max(fits)

    return max(_STRENGTHS, key=score)


def _scatter(seen: Experience, quad: int, per_day: Float) -> Frailty:
    means = np.stack([per_day * (high - low) for low, high in BANDS])
    share = seen.weight * min(1.0, seen.step / PACE_DAYS)
    return frailties.fit(seen.counts[quad], means, per_day * PACE_DAYS, share)
