"""Kinds: which kind of act, given its class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.traces import decay

HALF_LIFE = 365.0
_STRENGTHS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 200.0)


@dataclass(frozen=True)
class Kinds:
    """How the acts of a class fall on its kinds, in the record and for one dyad.

    The share of kind ``r`` in class ``q`` for dyad ``d`` is ``(n_dr + a p_r) / (n_dq + a)``:
    decayed counts shrunk to the record's shares ``p`` (a Dirichlet-multinomial; Minka 2000). The
    strength ``a`` of each class is the one under which the dyads' counts are likeliest.

    Parameters
    ----------
    quad : tuple of int
        Class of each kind.
    shares : float64 array (kinds,)
        Share of each kind in its class over the whole record; the shares of a class add up to 1.
    strength : tuple of float
        ``a``, in acts, one per class.
    """

    quad: tuple[int, ...]
    shares: Float
    strength: tuple[float, ...]

    @classmethod
    def fit(cls, acts: Acts, day: int) -> Kinds:
        """Fit to the acts before ``day``."""
        acts = acts.before(day)
        keys = np.unique(acts.dyad)
        counts = decayed_kinds(acts, keys, day)
        quads = np.asarray(acts.quad)
        total = counts.sum(axis=0)
        shares, strength = np.zeros(len(quads)), []
        for q in range(4):
            own = np.flatnonzero(quads == q)
            # Half an act of each kind: what the record has never shown may still happen.
            shares[own] = (total[own] + 0.5) / (total[own].sum() + 0.5 * max(len(own), 1))
            strength.append(likeliest_strength(counts[:, own], shares[own]))
        return cls(acts.quad, shares, tuple(strength))

    def of(self, acts: Acts, dyad: Int, day: int) -> Float:
        """Share of each kind within its class for every dyad: array (kinds, n)."""
        counts = decayed_kinds(acts.before(day), dyad, day).T
        quads = np.asarray(self.quad)
        found = np.zeros_like(counts)
        for q in range(4):
            own = np.flatnonzero(quads == q)
            total = counts[own].sum(axis=0) + self.strength[q]
            found[own] = (counts[own] + self.strength[q] * self.shares[own, None]) / total
        return found


def decayed_kinds(acts: Acts, dyad: Int, day: int) -> Float:
    """Decayed count of every kind in every asked dyad, half-life one year: array (n, kinds).

    Examples
    --------
    >>> one = np.array([1])
    >>> acts = Acts(0 * one, 0 * one, one, 0 * one, one > 0, one, -one, 2, (3,))
    >>> decayed_kinds(acts, acts.dyad, 365)
    array([[0.5]])
    """
    kinds = len(acts.quad)
    # A dyad may be asked more than once.
    wanted, asked = np.unique(dyad, return_inverse=True)
    rows = np.flatnonzero(np.isin(acts.dyad, wanted))
    weight = acts.count[rows] * decay(day - acts.day[rows], HALF_LIFE)
    cell = np.searchsorted(wanted, acts.dyad[rows]) * kinds + acts.kind[rows]
    found = np.bincount(cell, weight, len(wanted) * kinds).reshape(len(wanted), kinds)
    return np.asarray(found[asked], dtype=np.float64)


def likeliest_strength(counts: Float, shares: Float) -> float:
    """The strength of highest Dirichlet-multinomial likelihood."""
    if len(shares) < 2 or not counts.sum():
        return 1.0
    total = counts.sum(axis=1)
    known = total > 0

    def fit(a: float) -> float:
        each = gammaln(counts[known] + a * shares) - gammaln(a * shares)
        return float((gammaln(a) - gammaln(total[known] + a) + each.sum(axis=1)).sum())

    return max(_STRENGTHS, key=fit)
