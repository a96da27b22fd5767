"""Paired paths: the same chance drawn with and without an intervention."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine.acts import Float, Int
from whowhom.engine.frailty import poisson_at
from whowhom.engine.traces import N_QUADS
from whowhom.forecasting.fitted import PATHS, Fitted
from whowhom.forecasting.intervening import Changed
from whowhom.forecasting.origins import BANDS

_RARE = 0.01


@dataclass(frozen=True)
class Paths:
    """Acts of the dyads asked about on every path, all classes and bands together.

    Parameters
    ----------
    dyad : int64 array (n,)
        Dyads of which more than a hundredth of an act is expected, one way or the other.
    without, given : int64 array (4, n + 1, paths)
        Counts by class; the last row is of all rarer dyads together.
    """

    dyad: Int
    without: Int
    given: Int


def draw(fitted: Fitted, changed: Changed, seed: int = 0, paths: int = PATHS) -> Paths:
    """Draw paths with common random numbers (Glasserman & Yao 1992).

    Frailties and levels of a dyad and class come from one seed, that of `Fitted.prospect`, and the
    size of the scatter is the plain forecast's in both; so a path with more expected acts never
    holds fewer, and without an intervention the two are the same.

    Parameters
    ----------
    fitted : Fitted
        The model.
    changed : Changed
        From `intervene`.
    seed : int
        Of the paths.
    paths : int
        How many.
    """
    rows = np.flatnonzero(changed.asked)
    most = np.maximum(changed.without, changed.given)[..., rows].sum(axis=(0, 1))
    often, rare = rows[most > _RARE], rows[most <= _RARE]
    found = np.zeros((2, N_QUADS, len(often) + 1, paths), dtype=np.int64)
    inside = [low < changed.days for low, _ in BANDS]
    for q in fitted.quads:
        for n, row in enumerate(often):
            pair = [part[q][inside][:, [row]] for part in (changed.without, changed.given)]
            pace, key = changed.pace[q][[row]], int(changed.dyad[row])
            found[0, q, n] = _one(fitted, q, pair[0], pace, (seed, key), paths)
            same = np.array_equal(*pair)
            found[1, q, n] = (
                found[0, q, n] if same else _one(fitted, q, pair[1], pace, (seed, key), paths)
            )
        level = np.random.default_rng([seed, q, 4]).permutation(paths) + 0.5
        for side, part in enumerate((changed.without, changed.given)):
            mean = np.full(paths, part[q][:, rare].sum())
            found[side, q, -1] = poisson_at(level / paths, mean)
    return Paths(changed.dyad[often], found[0], found[1])


def _one(
    fitted: Fitted, quad: int, parts: Float, pace: Float, seeds: tuple[int, int], paths: int
) -> Int:
    rng = np.random.default_rng([*seeds, quad])
    return np.asarray(
        fitted.frailty(np.array([seeds[1]]), quad).draw(parts, pace, paths, rng)[-1, 0]
    )
