"""Toward whom: named mechanisms, their mixture, and the appraisal that tilts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.history import Float
from whowhom.engine.ledger import Float32, Shortlists

HAWKES = "Hawkes 1971; Blundell, Heller & Beck 2012"
RELATIONAL = "Butts 2008; Perry & Wolfe 2013"
CONJUNCTION = "Hinton 2002 (product of experts)"


class Mechanism(NamedTuple):
    """A named statistic whose share among candidates is a distribution over targets."""

    name: str
    formula: str
    citation: str
    splits: bool


def _timed(name: str, formula: str, citation: str) -> list[Mechanism]:
    return [Mechanism(f"{name} {k + 1}/5", formula, citation, True) for k in range(5)]


MECHANISMS: tuple[Mechanism, ...] = (
    *_timed("inertia", "sum of 2^(-age/h) over acts (s, r, o)", HAWKES),
    *_timed("escalation", "sum of phi[r, r'] 2^(-age/h) over acts (s, r', o)", HAWKES),
    *_timed("reciprocity", "sum of phi[r, r'] 2^(-age/h) over acts (o, r', s)", HAWKES),
    *_timed("standing", "sum of 2^(-age/h) over acts between s and o", RELATIONAL),
    *_timed("attention", "sum of 2^(-age/h) over acts (any, r, o)", "Gastinger et al. 2024"),
    *_timed("popularity", "sum of 2^(-age/h) over acts of any type on o", "Barabasi & Albert 1999"),
    Mechanism(
        "third parties, slow",
        "sum over h of share(s, h) share(h, o), slowest half-life",
        RELATIONAL,
        True,
    ),
    Mechanism(
        "third parties, fast",
        "sum over h of share(s, h) share(h, o), fast half-life",
        RELATIONAL,
        True,
    ),
    Mechanism(
        "affinity",
        "max(0, u_s . v_(r,o)), factors of log counts",
        "Hoff, Raftery & Handcock 2002",
        False,
    ),
    Mechanism(
        "closeness",
        "max(0, z_s . z_o), factors of log counts",
        "Hoff, Raftery & Handcock 2002",
        False,
    ),
    Mechanism(
        "recency rank",
        "1 / (1 + number of answers to (s, r) more recent than o)",
        "DuBois et al. 2013",
        True,
    ),
    Mechanism(
        "recent act", "1 / age of the last act (s, r, o)", "Brandes, Lerner & Snijders 2009", True
    ),
    Mechanism(
        "recent tie",
        "1 / age of the last act between s and o",
        "Brandes, Lerner & Snijders 2009",
        True,
    ),
    Mechanism(
        "last day", "1 if o was an answer on the last day with (s, r)", "DuBois et al. 2013", True
    ),
    Mechanism(
        "tie x usual", "standing 3/5 * attention 5/5 / (1 + popularity 5/5)", CONJUNCTION, True
    ),
    Mechanism(
        "path x usual",
        "third parties, slow * attention 5/5 / (1 + popularity 5/5)",
        CONJUNCTION,
        True,
    ),
    Mechanism(
        "slow tie x usual", "standing 5/5 * attention 5/5 / (1 + popularity 5/5)", CONJUNCTION, True
    ),
    Mechanism("close x attention", "attention 5/5 * closeness", CONJUNCTION, True),
    Mechanism("affine x attention", "attention 2/5 * affinity", CONJUNCTION, True),
    Mechanism("escalation x attention", "escalation 5/5 * attention 2/5", CONJUNCTION, True),
    Mechanism(
        "tie x escalation", "standing 4/5 * (escalation 5/5 + reciprocity 5/5)", CONJUNCTION, True
    ),
    Mechanism(
        "novelty", "newcomers outside the shortlist, by smoothed share of r", "Good 1953", False
    ),
)
NOVELTY = len(MECHANISMS) - 1
N_CONTEXT = 50


def mechanism_shares(short: Shortlists) -> Float32:
    """Return each mechanism's distribution over the shortlist, zero where it has no evidence.

    ``p_m(o) = A_m(o) / sum of A_m over the shortlist`` with ``A_m`` the statistic of
    ``MECHANISMS[m]``.

    Examples
    --------
    >>> from whowhom.engine.history import History
    >>> from whowhom.engine.ledger import Ledger
    >>> ledger = Ledger(History([0, 0, 0], [0, 0, 0], [1, 1, 2], [0, 5, 5], n_actors=3, n_types=1))
    >>> ledger.advance(6)
    >>> short = ledger.shortlists(np.array([0]), np.array([0]))
    >>> slowest_inertia = mechanism_shares(short)[0, :, 4]
    >>> [(int(o), round(float(p), 2)) for o, p in zip(short.actor[0], slowest_inertia) if p > 0]
    [(1, 0.67), (2, 0.33)]
    """
    total = short.statistic.sum(axis=1, keepdims=True)
    return np.asarray(
        short.statistic / np.where(total > 0.0, total, np.float32(1.0)), dtype=np.float32
    )


def context(short: Shortlists, n_types: int) -> Float32:
    """Describe each query's history: how much of everything, how long ago, from which side."""
    side = (short.type >= n_types).astype(np.float32)[:, None]
    described: Float32 = np.concatenate([np.log1p(short.fact), np.log1p(short.total), side], axis=1)
    return described


@dataclass(frozen=True)
class Scale:
    """Centre and spread of inputs, learned once and clipped at six spreads.

    Examples
    --------
    >>> scale = Scale.of(np.array([[0.0], [2.0]], dtype=np.float32))
    >>> scale.apply(np.array([[1.0], [99.0]], dtype=np.float32)).ravel().tolist()
    [0.0, 6.0]
    """

    mean: Float32
    spread: Float32

    @classmethod
    def of(cls, values: Float32) -> Scale:
        flat = values.reshape(-1, values.shape[-1]).astype(np.float64)
        return cls(flat.mean(0).astype(np.float32), (flat.std(0) + 1e-6).astype(np.float32))

    def apply(self, values: Float32) -> Float32:
        scaled: Float32 = np.clip((values - self.mean) / self.spread, np.float32(-6), np.float32(6))
        return scaled


Parameters = dict[str, Float32]


def gate_weights(
    p: Parameters, x: Float32, kind: NDArray[np.int64], available: NDArray[np.bool_]
) -> Float32:
    """Weights of the mechanisms with evidence, given the query.

    ``softmax(x W + b_r + tanh(x H) V)``, a mixture of experts (Jacobs, Jordan, Nowlan &
    Hinton 1991).

    Examples
    --------
    >>> shapes = {"gate_linear": (2, 3), "gate_type": (1, 3)}
    >>> shapes |= {"gate_hidden": (2, 4), "gate_out": (4, 3)}
    >>> zero = {name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()}
    >>> x = np.ones((1, 2), dtype=np.float32)
    >>> gate_weights(zero, x, np.array([0]), np.array([[True, False, True]])).tolist()
    [[0.5, 0.0, 0.5]]
    """
    logit = (
        x @ p["gate_linear"] + p["gate_type"][kind] + np.tanh(x @ p["gate_hidden"]) @ p["gate_out"]
    )
    logit = np.where(available, logit, np.float32(-1e9))
    weight = np.exp(logit - logit.max(axis=1, keepdims=True))
    return np.asarray(weight / weight.sum(axis=1, keepdims=True), dtype=np.float32)


def appraisal_inputs(short: Shortlists, share: Float32, mixture: Float32) -> Float32:
    """Return the inputs of the appraisal per candidate: levels, shares and mixture, all in logs."""
    floor = np.float32(1e-4)
    return np.concatenate(
        [np.log1p(short.statistic), np.log(share + floor), np.log(mixture + floor)[..., None]],
        axis=2,
    )


class Appraised(NamedTuple):
    """The appraisal of candidates and what its gradient needs."""

    utility: Float32
    first: Float32
    second: Float32


def appraise(p: Parameters, f: Float32, x: Float32, kind: NDArray[np.int64]) -> Appraised:
    """Log tilt of each candidate: ``u = f . a + relu(relu(f A + x C + b_r) B + b) . c``.

    A conditional logit (McFadden 1974) with the mixture as offset; ``f`` are the inputs of
    candidates, ``x`` those of the query, ``b_r`` shifts the hidden units by type.
    """
    q, width, d = f.shape
    flat = f.reshape(q * width, d)
    shift = x @ p["query"] + p["type"][kind]
    first = np.maximum((flat @ p["first"]).reshape(q, width, -1) + shift[:, None, :], np.float32(0))
    second = np.maximum(first.reshape(q * width, -1) @ p["second"] + p["bias"], np.float32(0))
    utility = flat @ p["linear"] + second @ p["out"]
    return Appraised(utility.reshape(q, width), first, second)


@dataclass(frozen=True)
class Choices:
    """Distributions over targets for a batch of queries.

    ``probability[q, i]`` belongs to ``actor[q, i]``; ``newcomer[q]`` is the rest, for all others.
    ``mechanism[q, i, m]`` is the part of ``probability[q, i]`` that mechanism m carries: they add
    up.
    """

    short: Shortlists
    probability: Float
    newcomer: Float
    mechanism: Float | None

    def dense(self, query: int, newcomer_weight: Float) -> Float:
        """Spread one query's distribution over all actors, newcomers in proportion to weight."""
        actor = self.short.actor[query]
        kept = actor >= 0
        rest = newcomer_weight.copy()
        rest[actor[kept]] = 0.0
        total = rest.sum()
        out: Float = rest * (self.newcomer[query] / total) if total > 0.0 else rest
        out[actor[kept]] = self.probability[query][kept]
        return out


@dataclass(frozen=True)
class Rule:
    """A fitted choice: parameters of gate and appraisal, and the scales of their inputs."""

    parameters: Parameters
    scales: dict[str, Scale]
    n_types: int

    def weigh(self, short: Shortlists) -> tuple[Float32, Float32, Float32]:
        """Return mechanism shares, gate weights and scaled context."""
        share = mechanism_shares(short)
        peak = share.max(axis=1)
        described = context(short, self.n_types)
        x = self.scales["gate"].apply(np.concatenate([described, peak], axis=1))
        available = np.concatenate([peak > 0.0, short.has_newcomers()[:, None]], axis=1)
        weight = gate_weights(self.parameters, x, short.type, available)
        return share, weight, self.scales["context"].apply(described)

    def choose(self, short: Shortlists, split: bool = False) -> Choices:
        """Return p(o) = sum_m w_m p_m(o) k(o) / c, with k the appraisal (1 for newcomers).

        With ``split``, the same sum is kept apart by mechanism. Because the tilt multiplies whole
        candidates, it is again a mixture: ``w_m sum_o(p_m k) / c`` are weights on the simplex and
        ``p_m k / sum(p_m k)`` distributions.
        """
        share, weight, x = self.weigh(short)
        mixture = np.einsum("qim,qm->qi", share, weight[:, :-1])
        f = self.scales["candidate"].apply(appraisal_inputs(short, share, mixture))
        utility = appraise(self.parameters, f, x, short.type).utility
        return _normalise(short, share, weight, mixture, utility, split)


def _normalise(
    short: Shortlists,
    share: Float32,
    weight: Float32,
    mixture: Float32,
    utility: Float32,
    split: bool,
) -> Choices:
    tilt = np.where(short.actor >= 0, np.exp(np.clip(utility.astype(np.float64), -30.0, 30.0)), 0.0)
    if not split:
        tilted = mixture * tilt
        total = tilted.sum(axis=1) + weight[:, NOVELTY]
        return Choices(short, tilted / total[:, None], weight[:, NOVELTY] / total, None)
    part: NDArray[Any] = (
        share.astype(np.float64) * weight[:, None, :-1].astype(np.float64) * tilt[..., None]
    )
    tilted = part.sum(axis=2)
    total = tilted.sum(axis=1) + weight[:, NOVELTY]
    return Choices(
        short, tilted / total[:, None], weight[:, NOVELTY] / total, part / total[:, None, None]
    )
