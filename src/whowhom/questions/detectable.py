"""The smallest change that a test would find 2 times in 3."""

import math
from dataclasses import dataclass

import numpy as np

from whowhom.questions.divergence import Floats, divergence

CURVATURE = 8 * math.log(2)
"""Near 0 the divergence in bits is ``sum((p - q) ** 2 / m) / (8 ln 2)``, with m the mean share."""

# Aimed at 4 times in 5 of a normal spread; planted changes were found 2 times in 3 and more often
# (benchmarks/compare.py), and that is what answers say.
_Z = 0.8416
_GRID = np.linspace(0.005, 1.0, 200)


@dataclass(frozen=True, slots=True)
class Power:
    """What the test of one facet needs to find a change.

    Parameters
    ----------
    edge : float
        The value from which on its statistic stands out.
    unit : float
        Divergence that the spread between blocks lets one expect.
    chance, noise : float
        Mean and standard deviation of the divergence of two periods that are alike.
    burst : float
        How many times as much the shares vary as those of independent acts.
    sizes : tuple of int
        Acts of either period.
    """

    edge: float
    unit: float
    chance: float
    noise: float
    burst: float
    sizes: tuple[float, float]

    def to_new(self) -> tuple[float, float]:
        """The smallest share of the second period's acts that goes over to something new.

        Returns
        -------
        float, float
            The divergence that this makes, and the share; 1 and 1 where no change would be found.

        Notes
        -----
        With a share s moved evenly out of all there was, the divergence is
        ``(s - log2(1 - s / 2) + (1 - s) log2((1 - s) / (1 - s / 2))) / 2``, whatever there was.
        """
        s = _GRID
        stays = np.log2(np.where(s < 1, (1 - s) / (1 - s / 2), 1.0))
        distance = (s - np.log2(1 - s / 2) + (1 - s) * stays) / 2
        variance = self.burst * s * (1 - s) / self.sizes[1]
        unit = self.unit + variance / (s / 2) / CURVATURE
        return self._first(distance, variance, unit)

    def between(self, share: float) -> tuple[float, float]:
        """The same for two categories: how many points the one's share moves, toward even."""
        start = min(share, 1 - share)
        s = _GRID * (1 - start)
        q = start + s
        p = np.full_like(q, start)
        distance = divergence(np.stack([p, 1 - p], axis=-1), np.stack([q, 1 - q], axis=-1))
        variance = self.burst * q * (1 - q) / self.sizes[1]
        both = variance + self.burst * start * (1 - start) / self.sizes[0]
        mean = (p + q) / 2
        unit = np.maximum(both / (mean * (1 - mean)) / CURVATURE, self.unit)
        found, step = self._first(distance, variance, unit)
        return found, step * (1 - start)

    def _first(self, distance: Floats, variance: Floats, unit: Floats) -> tuple[float, float]:
        slope = np.gradient(distance, _GRID[1] - _GRID[0])
        spread = np.sqrt(slope**2 * variance + self.noise**2)
        enough = np.flatnonzero(distance + self.chance - _Z * spread >= self.edge * unit)
        if not len(enough):
            return 1.0, 1.0
        return float(distance[enough[0]]), float(_GRID[enough[0]])
