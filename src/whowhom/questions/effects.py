"""Effects: what is on record beside what was forecast, with an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import ndtr, ndtri

from whowhom.answers.impact import Effect
from whowhom.forecasting.windows import Law

_FARTHEST = 6.0
_LITTLE = 0.05


@dataclass(frozen=True, slots=True)
class Tails:
    """Normal scores between which a count is no surprise.

    Parameters
    ----------
    low, high : float
        The scores.
    source : str
        ``model``, or ``placebos`` whose scores they are quantiles of.

    Examples
    --------
    >>> Tails.of_level(0.9).interval(Law(2.0, 6.0))
    (0, 7)
    """

    low: float
    high: float
    source: str

    @classmethod
    def of_level(cls, level: float) -> Tails:
        """As the model itself says."""
        z = float(ndtri((1.0 + level) / 2.0))
        return cls(-z, z, "model")

    def interval(self, law: Law) -> tuple[int, int]:
        """Counts between these scores."""
        ends = (min(max(z, -_FARTHEST), _FARTHEST) for z in (self.low, self.high))
        low, high = (law.quantile(float(ndtr(z))) for z in ends)
        return low, high


def effect(
    name: str, observed: int, law: Law, tails: Tails, evidence: tuple[str, ...] = ()
) -> Effect:
    """Observed against forecast.

    Examples
    --------
    >>> found = effect("all acts", 9, Law(2.0, 6.0), Tails.of_level(0.9))
    >>> found.difference, found.difference_low, found.ratio, found.inside
    (7.0, 2.0, 4.5, False)
    """
    low, high = tails.interval(law)
    return Effect(
        name=name,
        observed=observed,
        expected=law.mean,
        low=float(low),
        high=float(high),
        difference=observed - law.mean,
        difference_low=float(observed - high),
        difference_high=float(observed - low),
        ratio=observed / law.mean if law.mean > 1e-6 else None,
        ratio_low=observed / high if high > 0 else None,
        ratio_high=observed / low if low > 0 else None,
        inside=low <= observed <= high,
        evidence=evidence,
    )


def most_moved(found: Sequence[Effect], most: int) -> list[Effect]:
    """Those farthest from what was forecast; parts that never were anything are left out."""
    kept = [e for e in found if e.observed or e.expected > _LITTLE]
    return sorted(kept, key=lambda e: (-abs(e.difference), e.name))[:most]
