"""Stance: a decayed mean of the scores of acts, with an interval."""

from copy import deepcopy
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whowhom.ontology.stance import STANCES, stance_name
from whowhom.snapshot.columns import Columns

HALF_LIFE = 180.0
"""Days after which an act counts half."""

_PRIOR = 1.0
_ENOUGH = 0.5
_CLEAR = 2
_DRAWS = 4000
_STICKS = 40

Floats = NDArray[np.float64]


def decayed(columns: Columns, at: int, half_life: float = HALF_LIFE) -> Floats:
    """Weight of each row at a day: its acts times the mean decay over its dates.

    Parameters
    ----------
    columns : Columns
        Rows that ended before `at`.
    at : int
        Day number.
    half_life : float
        In days.

    Returns
    -------
    array of float
        ``count * mean over d in [date, date_end] of 2 ** (-(at - d) / half_life)``, in closed form.
    """
    rate = np.log(2.0) / half_life
    oldest = at - columns.date.astype(np.float64)
    days = columns.date_end.astype(np.float64) - columns.date + 1.0
    # A geometric sum over the days of the row, the oldest first.
    growth = np.expm1(rate * days) / np.expm1(rate) / days
    return np.asarray(columns.count * np.exp(-rate * oldest) * growth, dtype=np.float64)


def stance(
    scores: Floats, weights: Floats, level: float, seed: int
) -> tuple[float, float, float, str]:
    """Stance from scored acts: value, lower end, upper end and name.

    The scores are taken as draws from an unknown distribution on [-10, 10] with a Dirichlet
    process prior of mass 1 around the uniform one. The value is the posterior mean of its mean,
    ``sum(w * s) / (sum(w) + 1)``; the interval holds the middle `level` of 4,000 posterior draws.

    Parameters
    ----------
    scores : array of float
        PLOVER scores, -10 to 10.
    weights : array of float
        Decayed number of acts behind each.
    level : float
        Level of the interval.
    seed : int
        Seed of the draws.

    Returns
    -------
    float, float, float, str
        Value, interval, and the name on `whowhom.ontology.stance`; ``unclear`` where the weights
        add up to less than half an act or the interval reaches over more than two names.

    References
    ----------
    Ferguson (1973), 'A Bayesian analysis of some nonparametric problems', Annals of Statistics 1;
    Sethuraman (1994), 'A constructive definition of Dirichlet priors', Statistica Sinica 4.

    Examples
    --------
    >>> value, low, high, name = stance(np.array([-9.0]), np.array([99.0]), 0.9, 0)
    >>> value, name, low < value < high
    (-8.91, 'violent', True)
    """
    atoms, mass = _masses(scores, weights)
    value = _mean(atoms, mass)
    draws = _posterior_means(atoms, mass, seed)
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    clear = mass.sum() >= _ENOUGH and _names_between(float(low), float(high)) <= _CLEAR
    name = stance_name(value) if clear else "unclear"
    return value, float(low), float(high), name


def _names_between(low: float, high: float) -> int:
    """Number of names on the scale that an interval reaches over."""
    names = list(STANCES)
    return names.index(stance_name(high)) - names.index(stance_name(low)) + 1


def stance_value(scores: Floats, weights: Floats) -> float:
    """The value that `stance` gives, without the draws that only its interval needs.

    >>> round(stance_value(np.array([-9.0]), np.array([99.0])), 2)
    -8.91
    """
    return _mean(*_masses(scores, weights))


def _masses(scores: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The distinct scores, and the weight on each."""
    atoms, place = np.unique(scores, return_inverse=True)
    mass = np.zeros(len(atoms))
    np.add.at(mass, place, weights)
    return atoms, mass


def _mean(atoms: Floats, mass: Floats) -> float:
    """Posterior mean: the prior of mass 1 lies around 0."""
    return float(mass @ atoms) / (float(mass.sum()) + _PRIOR)


def _posterior_means(atoms: Floats, mass: Floats, seed: int) -> Floats:
    """Draws of the mean of a Dirichlet process with these atoms and the uniform prior."""
    prior, drawn = _prior_means(seed)
    rng = deepcopy(drawn)
    gammas = rng.standard_gamma(np.maximum(mass, 1e-12), (_DRAWS, len(mass)))
    own = rng.standard_gamma(_PRIOR, _DRAWS)
    return np.asarray((gammas @ atoms + own * prior) / (gammas.sum(axis=1) + own))


@lru_cache(maxsize=8)
def _prior_means(seed: int) -> tuple[Floats, np.random.Generator]:
    """Draws of the mean of the prior alone, and the generator after them (copy it).

    All stances of one seed share them: they are most of the work.
    """
    rng = np.random.default_rng(seed)
    shares = rng.beta(1.0, _PRIOR, (_DRAWS, _STICKS))
    left = np.cumprod(1.0 - shares, axis=1) / (1.0 - shares)
    values = rng.uniform(-10.0, 10.0, (_DRAWS, _STICKS))
    return (shares * left * values).sum(axis=1), rng
