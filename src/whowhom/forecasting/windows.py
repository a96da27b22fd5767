"""Windows: a stretch of days some time after an origin, and the law of the acts within it.

The sum over many dyads is held to be negative binomial with the mean and the variance of that sum
(moment matching), so that a tail is a number and no count of paths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, ndtri

from whowhom.engine.acts import Float, Int
from whowhom.engine.drivers import Dyads
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.fitted import Fitted, up_to_bands
from whowhom.forecasting.horizon import pace

_SMALLEST = 1e-9
_FARTHEST = 37.0


@dataclass(frozen=True, slots=True)
class Window:
    """Days in which acts are counted, and the day on which they were forecast.

    Parameters
    ----------
    origin : int
        First day of which the forecast knows nothing.
    start, stop : int
        First day counted, and the first not counted any more: ``origin <= start < stop``.
    """

    origin: int
    start: int
    stop: int

    def __post_init__(self) -> None:
        if not self.origin <= self.start < self.stop:
            raise ValueError(f"days must run origin <= start < stop, got {self}")

    def back(self, days: int) -> Window:
        """The same window so many days earlier."""
        return Window(self.origin - days, self.start - days, self.stop - days)


@dataclass(frozen=True, slots=True)
class Law:
    """Negative binomial of a sum of acts, by its mean and variance.

    Parameters
    ----------
    mean, variance : float
        Of the sum; a variance below the mean counts as the mean (Poisson, nearly).

    Examples
    --------
    >>> law = Law(2.0, 6.0)
    >>> round(law.below(0), 6), law.interval(0.9)
    (0.333333, (0, 7))
    """

    mean: float
    variance: float

    @property
    def _size(self) -> float:
        mean = max(self.mean, _SMALLEST)
        extra = max(self.variance - mean, 1e-6 * mean)
        return mean * mean / extra

    @property
    def _chance(self) -> float:
        return self._size / (self._size + max(self.mean, _SMALLEST))

    def below(self, count: float) -> float:
        """Probability of at most so many acts."""
        return float(betainc(self._size, count + 1.0, self._chance)) if count >= 0 else 0.0

    def above(self, count: float) -> float:
        """Probability of more acts than that."""
        if count < 0:
            return 1.0
        return float(betainc(count + 1.0, self._size, 1.0 - self._chance))

    def quantile(self, level: float) -> int:
        """The smallest count whose cumulative probability reaches a level."""
        high = 1
        while self.below(high) < level and high < 2**40:
            high *= 2
        low = -1
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.below(middle) >= level else (middle, high)
        return high

    def interval(self, level: float) -> tuple[int, int]:
        """Central interval of the sum."""
        return self.quantile((1.0 - level) / 2.0), self.quantile((1.0 + level) / 2.0)

    def score(self, count: float, dice: Float) -> Float:
        """Normal scores of a count: the normal quantiles of its randomised PIT.

        ``Phi^-1(F(x - 1) + v f(x))`` (Smith 1985; Czado, Gneiting & Held 2009) for each ``v`` of
        `dice`, taken from the nearer tail so that nothing is lost far out.

        Parameters
        ----------
        count : float
            Acts that happened.
        dice : float64 array
            Uniform draws.
        """
        less, up_to = self.below(count - 1), self.below(count)
        more, from_here = self.above(count), self.above(count - 1)
        lower, upper = less + dice * (up_to - less), from_here + dice * (more - from_here)
        found = np.where(lower < upper, ndtri(lower), -ndtri(upper))
        return np.asarray(np.clip(found, -_FARTHEST, _FARTHEST))


@dataclass(frozen=True)
class Foreseen:
    """What is expected of dyads within a window.

    Parameters
    ----------
    dyad : int64 array (n,)
        Keys.
    mean, variance : float64 array (4, n)
        Of the acts of each class.
    """

    dyad: Int
    mean: Float
    variance: Float

    def law(self, rows: Int | slice = slice(None), quad: int = -1) -> Law:
        """Law of the sum over some dyads, of one class or all."""
        quads = slice(None) if quad < 0 else quad
        mean, variance = self.mean[quads], self.variance[quads]
        return Law(float(mean[..., rows].sum()), float(variance[..., rows].sum()))


def foresee(fitted: Fitted, dyad: Int, window: Window) -> Foreseen:
    """Mean and variance of the acts of dyads within a window, dyads and classes apart.

    With the bands' parts ``mu_b`` within the window and the frailty of the class (sizes ``k_b``,
    shape ``c`` of the lasting part):
    ``sum mu_b + c (sum mu_b / k_b)^2 + sum (k_b - c) (mu_b / k_b)^2``.

    Parameters
    ----------
    fitted : Fitted
        The model as it stands at the window's origin.
    dyad : int64 array (n,)
        Keys.
    window : Window
        At most ``fitted.longest`` days from origin to stop.

    Raises
    ------
    ValueError
        If the window does not begin at the model's origin, or reaches farther than it can tell.
    """
    if fitted.until != window.origin:
        raise ValueError(f"the model stands at {fitted.until}, the window at {window.origin}")
    ahead = window.stop - window.origin
    if ahead > fitted.longest:
        raise ValueError(f"days must lie in 1..{fitted.longest}, got {ahead}")
    mean, variance = np.zeros((2, N_QUADS, len(dyad)))
    asked = Dyads.of(fitted.traces, dyad)
    for q in fitted.quads:
        means, _ = fitted.means(asked, q)
        parts = up_to_bands(means, ahead) - up_to_bands(means, window.start - window.origin)
        frailty, speed = fitted.frailty(dyad, q), pace(means)
        lasting, passing = frailty.shapes(speed)
        ratio = parts / frailty.sizes(speed)
        mean[q] = parts.sum(axis=0)
        scatter = lasting * ratio.sum(axis=0) ** 2 + (passing * ratio**2).sum(axis=0)
        variance[q] = mean[q] + scatter
    return Foreseen(dyad, mean, variance)
