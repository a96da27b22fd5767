"""Rates of acts with intervals, and the ratio of two."""

import numpy as np
from numpy.typing import NDArray

MONTH = 365.25 / 12
"""Days in a month."""


def dispersion(counts: NDArray[np.float64]) -> float:
    """Variance over mean of counts in equal periods, at least 1 (Poisson).

    Acts come in clusters; this is by how much intervals must widen for it (quasi-Poisson,
    McCullagh and Nelder 1989, section 6.2).

    >>> dispersion(np.array([0.0, 0.0, 9.0])), dispersion(np.array([1.0]))
    (9.0, 1.0)
    """
    if len(counts) < 2 or counts.mean() == 0:
        return 1.0
    return max(1.0, float(counts.var(ddof=1) / counts.mean()))


def rate_interval(
    acts: float, months: float, spread: float, level: float
) -> tuple[float, float, float]:
    """Acts per month with an interval.

    Parameters
    ----------
    acts : float
        Acts recorded.
    months : float
        Time observed.
    spread : float
        From `dispersion`.
    level : float
        Level of the interval.

    Returns
    -------
    float, float, float
        Rate, lower and upper end: quantiles of the gamma posterior under Jeffreys' prior,
        ``spread * Gamma(acts / spread + 1/2) / months``.

    Examples
    --------
    >>> [round(x, 2) for x in rate_interval(12, 12, 1.0, 0.9)]
    [1.0, 0.61, 1.57]
    """
    from scipy.special import gammaincinv

    shape = acts / spread + 0.5
    ends = gammaincinv(shape, [(1 - level) / 2, (1 + level) / 2]) * spread / months
    # Where nothing was recorded the rate may be nothing: the lower end is 0.
    return acts / months, float(ends[0]) if acts > 0 else 0.0, float(ends[1])


def ratio_interval(
    now: float, before: float, spread: float, level: float
) -> tuple[float, float, float] | None:
    """Now over before for equal spans, with an interval; None where nothing came before.

    Half an act is added to each count, which keeps the ratio finite and inside its interval: that
    of a log ratio of two counts with variance ``spread * (1/now + 1/before)``.

    >>> [round(x, 2) for x in ratio_interval(20, 10, 1.0, 0.9) or ()]
    [1.95, 1.05, 3.64]
    """
    from scipy.special import ndtri

    if before <= 0:
        return None
    half = float(ndtri((1 + level) / 2)) * np.sqrt(spread * (1 / (now + 0.5) + 1 / (before + 0.5)))
    centre = np.log((now + 0.5) / (before + 0.5))
    return float(np.exp(centre)), float(np.exp(centre - half)), float(np.exp(centre + half))


def figure(value: float) -> str:
    """A rate as people write it: two digits that count, no exponents.

    >>> figure(1234.5), figure(3.14159), figure(0.00001), figure(0.0)
    ('1,234', '3.1', 'under 0.01', '0')
    """
    if value == 0:
        return "0"
    if value < 0.01:
        return "under 0.01"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"
