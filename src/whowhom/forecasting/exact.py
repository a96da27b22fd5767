"""Exact: the probability of a single condition, from generating functions and without a draw."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import roots_jacobi

from whowhom.engine.acts import Float
from whowhom.forecasting.law import Law, Wanted, touched

Complex = NDArray[np.complex128]
_NODES: Final = 24
_ALIAS: Final = 1e-10


def chance(laws: Sequence[Law], wanted: Wanted) -> float:
    """Probability that at least so much comes.

    The count of a dyad and class has the generating function
    ``E z^N = (1 + (1 - z) sum_b mu_b / k_b)^(-c) prod_b (1 + (1 - z) mu_b / k_b)^(c - k_b)``
    (see `whowhom.engine.frailty.Frailty`), with only those acts expected that count: the days of
    the window, times the share of the kinds. Where a place is asked about, it is averaged over the
    Beta law of the place's share (Gauss-Jacobi quadrature). Deaths put the generating function of
    the deaths of one act in the place of ``z``; the deadliest act reaches ``n`` where there is at
    least one act of ``n`` or more. Dyads and classes are independent, so functions multiply, and
    the probabilities of 0, 1, ... are read off a circle within the unit circle (Abate & Whitt
    1992).

    Parameters
    ----------
    laws : sequence of Law
        Of all dyads and classes; those that do not count are passed over.
    wanted : Wanted
        What is counted, and how much of it.

    Returns
    -------
    float
        0 to 1.

    Examples
    --------
    >>> from whowhom.engine.frailty import Frailty
    >>> one, none = np.array([1.0]), np.zeros(0)
    >>> law = Law(0, 0, np.array([1.0, 0, 0, 0]), 1.0, Frailty(0.0, 0.0, 1.0), one, one,
    ...           none.astype(int), none)
    >>> every = np.array([True])
    >>> round(chance([law], Wanted(np.array([0]), every, every, "acts", 1, 0, 7)), 6)
    0.5
    >>> round(chance([law], Wanted(np.array([0]), every, every, "acts", 2, 0, 7)), 6)
    0.25
    """
    some = touched(laws, wanted)
    if not some:
        return 0.0
    n = 1 if wanted.measure == "deadliest" else wanted.at_least
    size = 1 << (2 * n).bit_length()
    radius = _ALIAS ** (1.0 / size)
    z = radius * np.exp(2j * np.pi * np.arange(size) / size)
    log = np.zeros(size, dtype=np.complex128)
    for _, group in groupby(sorted(some, key=lambda law: law.dyad), key=lambda law: law.dyad):
        log += np.log(_function(list(group), wanted, z, radius))
    terms = np.fft.fft(np.exp(log))[:n].real / size / radius ** np.arange(n)
    return float(np.clip(1.0 - terms.sum(), 0.0, 1.0))


def cost(laws: Sequence[Law], wanted: Wanted) -> int:
    """About how many numbers `chance` works out."""
    n = 1 if wanted.measure == "deadliest" else wanted.at_least
    nodes = 1 if wanted.cells.all() else _NODES
    return 4 * n * len(touched(laws, wanted)) * nodes


def _function(laws: list[Law], wanted: Wanted, z: Complex, radius: float) -> Complex:
    """Generating function of what one dyad brings, averaged over the share of the place."""
    found = np.zeros(len(z), dtype=np.complex128)
    for share, weight in zip(*_shares(laws[0].cells, wanted), strict=True):
        log = np.zeros(len(z), dtype=np.complex128)
        for law in laws:
            log += _log(law, wanted, share, _missing(law, wanted, z, radius))
        found += weight * np.exp(log)
    return found


def _shares(weights: Float, wanted: Wanted) -> tuple[Float, Float]:
    """Nodes and weights for the share of the acts that lies in the place."""
    here, elsewhere = float(weights[wanted.cells].sum()), float(weights[~wanted.cells].sum())
    if elsewhere <= 0.0 or here <= 0.0:
        return np.array([float(here > 0.0)]), np.ones(1)
    at, weight = roots_jacobi(_NODES, elsewhere - 1.0, here - 1.0)
    return (at + 1.0) / 2.0, weight / weight.sum()


def _missing(law: Law, wanted: Wanted, z: Complex, radius: float) -> Complex:
    """``1 - g(z)`` for the generating function ``g`` of what one act adds."""
    if wanted.measure == "acts":
        return np.asarray(1.0 - z)
    enough = law.deaths >= wanted.at_least
    if wanted.measure == "deadliest":
        return np.asarray(law.chance[enough].sum() * (1.0 - z))
    # An act that brings enough by itself leads beyond all terms that are read off.
    terms = np.zeros(len(z))
    np.add.at(terms, law.deaths[~enough], law.chance[~enough])
    terms *= radius ** np.arange(len(z))
    return np.asarray(1.0 - np.fft.ifft(terms) * len(z))


def _log(law: Law, wanted: Wanted, share: float, missing: Complex) -> Complex:
    means = wanted.within(law.means) * law.kinds[wanted.kinds].sum() * share
    pace = np.array([law.pace])
    lasting, passing = law.frailty.shapes(pace)
    ratio = means / law.frailty.sizes(pace)[:, 0]
    together = lasting[0] * np.log1p(ratio.sum() * missing)
    apart = sum(passing[b, 0] * np.log1p(ratio[b] * missing) for b in np.flatnonzero(ratio))
    return np.asarray(-together - apart)
