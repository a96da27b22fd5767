"""Presence: is a source still active, when the record falls silent? On, off, and back again.

A source is *on* or *off*. While on it is recorded at one of a ladder of rates; while off it is not
recorded at all. With the states in continuous time (months), from on it goes off at rate ``off``;
from off it comes back at rate ``back``, to a rung with probability as rate^(-1/2), because few are
busy, and so it began; on the ladder it steps up or down at rate ``drift`` in all. In a period of
which D months were observed, a source on rung r has n acts with the probability of a negative
binomial process: mean ``r D``, size ``burst D`` (acts come in bursts; P(0) =
(1 + r / burst)^(-burst D), which is the same by month and by year). Off has n = 0 for certain. Acts
that may not have been the source's (uncertain sightings) are each its own with a stated
probability: the likelihood is the mean over how many of them were.

From the first sighting, on which the source was on, the forward filter of a hidden Markov model
gives the probability of each state given all that was observed up to then. The four parameters are
not known and differ between sources: they are averaged over a grid. How common each point of the
grid is among the sources of a dataset is estimated from all their records (Laird, *JASA* 73, 1978);
for one source that share is then weighed by how well the point predicted its own sightings. Both
are done anew each day, so every probability rests on earlier days alone.

Sources: Solow, *Ecology* 74, 1993 (a silence against the rate before it); Roberts and Solow,
*Nature* 426, 2003 (rates that fall before the end); Lee et al., *Journal of Applied Ecology* 51,
2014, Lee, *Methods in Ecology and Evolution* 5, 2014, and Kodikara, Demirhan and Stone, *Journal of
Theoretical Biology* 442, 2018 (uncertain sightings); Thompson et al., *Biological Conservation*
214, 2017 (period by period, with effort); Boakes, Rout and Collen, *Methods in Ecology and
Evolution* 6, 2015 (review). Return: MacKenzie et al., *Ecology* 84, 2003 (occupancy with
colonisation and extinction). P(alive): Schmittlein, Morrison and Colombo, *Management Science* 33,
1987; Fader, Hardie and Lee, *Marketing Science* 24, 2005 (rates that differ between sources, and
bursts as a negative binomial). Filter: Rabiner, *Proceedings of the IEEE* 77, 1989.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from numpy.linalg import matrix_power
from numpy.typing import NDArray
from scipy.linalg import expm
from scipy.special import gammaln

Float = NDArray[np.float64]

RUNGS: Final[Float] = np.exp2(np.arange(-5.0, 6.0))
"""Rates while on, in acts per month: from one in 32 months to 32 a month."""
FIRST: Final[Float] = RUNGS**-0.5 / (RUNGS**-0.5).sum()
"""On which rung a source is when it comes on: few are busy."""
BURST: Final = (0.5, 1.5, 4.0)
DRIFT: Final = (0.1, 0.3, 1.0)
OFF: Final = (0.003, 0.01, 0.03, 0.1)
BACK: Final = (0.002, 0.008, 0.03)
CELLS: Final[Float] = np.array(list(product(BURST, DRIFT, OFF, BACK)))
"""The grid: burst, drift, off, back, each per month."""
_MOST_UNSURE = 3
_EM = 30
_EVEN = 120.0
_ROUND = 1
"""Lengths of periods are told apart to a tenth of a month."""


@dataclass(frozen=True, eq=False)
class Filtered:
    """What is known of sources after each period.

    Parameters
    ----------
    state : float64 array, (A, C, K + 1)
        For each source and grid cell the probability of off (first), then of each rung.
    evidence : float64 array, (A, C)
        Log likelihood of each source's record under each cell.
    """

    state: Float
    evidence: Float

    def on(self, weights: Float) -> Float:
        """Probability of on for each source, averaged over cells by weight, (A, C)."""
        return np.asarray(((1 - self.state[:, :, 0]) * weights).sum(axis=-1))


@lru_cache(maxsize=256)
def steps(months: float) -> Float:
    """Transition matrices over so many months, one for each cell, (C, K + 1, K + 1).

    Rows are where from; off is first.

    >>> steps(1.0).shape, bool(np.allclose(steps(12.0).sum(axis=2), 1))
    ((108, 12, 12), True)
    """
    rates = np.stack([_generator(drift, off, back) for _, drift, off, back in CELLS])
    found = np.asarray(expm(rates * months))
    found.flags.writeable = False
    return found


def _generator(drift: float, off: float, back: float) -> Float:
    size = len(RUNGS) + 1
    rates = np.zeros((size, size))
    rates[0, 1:] = back * FIRST
    rates[1:, 0] = off
    for rung in range(1, size):
        for other in (rung - 1, rung + 1):
            if 1 <= other < size:
                rates[rung, other] = drift / 2
    rates[np.diag_indices(size)] = -rates.sum(axis=1)
    return rates


def emission(acts: Float, months: float, unsure: Float | None = None, trust: float = 0.5) -> Float:
    """Likelihood of so many acts in a period, up to a factor that no state and no cell shares.

    Parameters
    ----------
    acts : float64 array, (A,)
        Acts of each source that are certain.
    months : float
        Length of the period, as far as it was observed.
    unsure : float64 array, (A,), optional
        Further acts that may be the source's; more than three are taken as three.
    trust : float
        Probability that such an act is.

    Returns
    -------
    float64 array, (A, C, K + 1)
        Off first.

    Examples
    --------
    >>> nothing = emission(np.array([0.0]), 12.0)[0]
    >>> float(nothing[:, 0].min()), bool((nothing[:, 1:] < 1).all())
    (1.0, True)
    """
    if unsure is None or not unsure.any():
        return _certain(acts, months)
    found = np.zeros((len(acts), len(CELLS), len(RUNGS) + 1))
    k = np.minimum(np.ceil(unsure), _MOST_UNSURE)
    for own in range(_MOST_UNSURE + 1):
        ways = np.exp(gammaln(k + 1) - gammaln(own + 1) - gammaln(np.maximum(k - own, 0) + 1))
        chance = np.where(own <= k, ways * trust**own * (1 - trust) ** np.maximum(k - own, 0), 0.0)
        found += chance[:, None, None] * _certain(acts + own, months)
    return found


def _certain(acts: Float, months: float) -> Float:
    length = round(months, _ROUND)
    if len(acts) == 1:
        return _of_count(float(acts[0]), length)[None]
    counts, place = np.unique(acts, return_inverse=True)
    return np.stack([_of_count(n, length) for n in counts.tolist()])[place]


@lru_cache(maxsize=2048)
def _of_count(n: float, months: float) -> Float:
    """Likelihood of n acts in a period for each cell and state, (C, K + 1)."""
    found = np.ones((len(CELLS), len(RUNGS) + 1))
    if months > 0:
        burst = CELLS[:, :1]
        size, part = burst * months, RUNGS / (RUNGS + burst)
        log = gammaln(n + size) - gammaln(size) - gammaln(n + 1)
        found[:, 0] = n == 0
        found[:, 1:] = np.exp(log + size * np.log1p(-part) + n * np.log(part))
    found.flags.writeable = False
    return found


@dataclass(frozen=True, eq=False)
class Sightings:
    """Acts of sources by period.

    Parameters
    ----------
    acts, unsure : float64 array, (A, T)
        Certain and uncertain sightings.
    months : float64 array, (T,)
        Length of each period.
    observed : float64 array, (T,)
        Share of it that the dataset observes, 0 to 1.

    Notes
    -----
    A source enters in the period of its first certain sighting.
    """

    acts: Float
    unsure: Float
    months: Float
    observed: Float

    @property
    def begins(self) -> NDArray[np.intp]:
        """Period of each source's first certain sighting; T where there is none."""
        seen = self.acts > 0
        begins = np.where(seen.any(axis=1), seen.argmax(axis=1), self.acts.shape[1])
        return np.asarray(begins, dtype=np.intp)

    @property
    def last(self) -> NDArray[np.intp]:
        """Period of each source's last certain sighting; -1 where there is none."""
        seen = self.acts > 0
        final = self.acts.shape[1] - 1 - seen[:, ::-1].argmax(axis=1)
        return np.asarray(np.where(seen.any(axis=1), final, -1), dtype=np.intp)

    def take(self, sources: NDArray[np.intp], until: int | None = None) -> Sightings:
        """These sources, over the periods before `until`."""
        cut = slice(until)
        return Sightings(
            self.acts[sources, cut],
            self.unsure[sources, cut],
            self.months[cut],
            self.observed[cut],
        )


class Filter:
    """The forward filter over many sources at once, one period at a time.

    Parameters
    ----------
    sightings : Sightings
        What was recorded.
    trust : float
        Probability that an uncertain sighting is the source's.
    """

    def __init__(self, sightings: Sightings, trust: float = 0.5) -> None:
        size = len(sightings.acts)
        self.sightings, self.trust = sightings, trust
        self.at = 0
        self.begins = sightings.begins
        self.state = np.zeros((size, len(CELLS), len(RUNGS) + 1))
        # When it is first seen a source is on, on some rung.
        self.state[:, :, 1:] = FIRST
        self.evidence = np.zeros((size, len(CELLS)))

    def step(self) -> None:
        """Take in the next period."""
        s, at = self.sightings, self.at
        live = np.flatnonzero(self.begins <= at)
        moving = np.flatnonzero(self.begins < at)
        if len(moving):
            moved = steps(round(float(s.months[at]), _ROUND))
            before = self.state[moving].transpose(1, 0, 2)
            self.state[moving] = (before @ moved).transpose(1, 0, 2)
        if len(live):
            seen = emission(
                s.acts[live, at],
                float(s.months[at] * s.observed[at]),
                s.unsure[live, at],
                self.trust,
            )
            joint = self.state[live] * seen
            total = np.maximum(joint.sum(axis=2), 1e-300)
            self.state[live] = joint / total[:, :, None]
            entered = self.begins[live] < at
            # The first sighting is why a source is in the list: it tells nothing of the cells.
            self.evidence[live] += np.where(entered[:, None], np.log(total), 0.0)
        self.at += 1

    def run(self, until: int | None = None) -> Filtered:
        """Take in all periods before `until` (default: all)."""
        while self.at < (len(self.sightings.months) if until is None else until):
            self.step()
        return Filtered(self.state.copy(), self.evidence.copy())


def weigh(evidence: Float, months: float, histories: int = 1) -> Float:
    """How common each cell is among sources, (C,), from their log likelihoods, (A, C).

    Maximum likelihood of a mixture by expectation-maximisation, held near an even share: sources
    in one country live through the same wars, so ten years of it, however many the sources, weigh
    as much as the even share, and one year a tenth of that.

    Parameters
    ----------
    evidence : float64 array, (A, C)
        Log likelihoods.
    months : float
        How long the record is.
    histories : int
        In how many countries.

    Examples
    --------
    >>> weigh(np.zeros((0, 108)), 120.0)[0].round(4)
    np.float64(0.0093)
    """
    cells, sources = len(CELLS), len(evidence)
    even = 1 + sources * _EVEN / max(months * histories, 1.0)
    share = np.full(cells, 1 / cells)
    for _ in range(_EM):
        share = (own_weights(evidence, share).sum(axis=0) + even / cells) / (sources + even)
    return share


def own_weights(evidence: Float, share: Float) -> Float:
    """Weight of each cell for each source, (A, C): how common it is, and how well it predicted."""
    likelihood = np.exp(evidence - evidence.max(axis=1, keepdims=True)) * share
    return np.asarray(likelihood / likelihood.sum(axis=1, keepdims=True))


def again(state: Float, months: float) -> Float:
    """Probability of at least one certain sighting within so many months, (A, C).

    The months are taken one at a time, each wholly observed.

    Parameters
    ----------
    state : float64 array, (A, C, K + 1)
        The states now.
    months : float
        How far ahead.
    """
    return np.asarray(1 - _left_unseen(state.transpose(1, 0, 2), months).sum(axis=2).T)


def _left_unseen(state: Float, months: float) -> Float:
    """Mass of each state when nothing was seen in so many months, (C, ?, K + 1) as given."""
    parts = max(round(months), 1)
    length = round(months / parts, _ROUND)
    quiet = steps(length) * _of_count(0.0, length)[:, None, :]
    return np.asarray(state @ matrix_power(quiet, parts))


@dataclass(frozen=True, eq=False)
class Silence:
    """What a silence tells of one source, for each cell and each rung on which it was last seen.

    Parameters
    ----------
    weight : float64 array, (C, K)
        Probability of the cell and of the rung at the last sighting, given all up to now.
    before : float64 array, (C, K)
        The same given what was known at the last sighting.
    on : float64 array, (C, K)
        Probability that it is on now.
    unlooked : float64 array, (C, K)
        Probability of on now, had nobody looked since.
    quiet : float64 array, (C, K)
        Probability of so long a silence (or of what was seen instead), had it been on all along.
    state : float64 array, (C, K, K + 1)
        Probabilities of the states now.
    """

    weight: Float
    before: Float
    on: Float
    unlooked: Float
    quiet: Float
    state: Float

    def mean(self, values: Float, before: bool = False) -> float:
        """Average over cells and rungs, by what is known now or was at the last sighting."""
        return float((values * (self.before if before else self.weight)).sum())

    def interval(self, values: Float, level: float, before: bool = False) -> tuple[float, float]:
        """Central interval over cells and rungs."""
        weight = self.before if before else self.weight
        return interval(values, weight, level)

    def again(self, months: float) -> Float:
        """Probability of a certain sighting within so many months, (C, K)."""
        return again(self.state.transpose(1, 0, 2), months).T

    def after_quiet(self, months: float, horizon: float) -> tuple[float, float]:
        """After so many further months without a sighting: on, and seen within a horizon."""
        left = _left_unseen(self.state, months)
        total = left.sum(axis=2)
        weight = self.weight * total / (self.weight * total).sum()
        state = left / total[:, :, None]
        on = float((weight * (1 - state[:, :, 0])).sum())
        return on, float((weight * (1 - _left_unseen(state, horizon).sum(axis=2))).sum())


def interval(values: Float, weight: Float, level: float) -> tuple[float, float]:
    """Central interval of weighted values.

    >>> interval(np.array([1.0, 2.0, 3.0]), np.array([0.1, 0.8, 0.1]), 0.6)
    (2.0, 2.0)
    """
    flat = values.ravel()
    order = np.argsort(flat, kind="stable")
    mass = np.cumsum(weight.ravel()[order])
    ends = np.searchsorted(mass, [(1 - level) / 2 * mass[-1], (1 + level) / 2 * mass[-1]])
    low, high = flat[order][np.minimum(ends, len(flat) - 1)]
    return float(low), float(high)


def silence(sightings: Sightings, share: Float, trust: float = 0.5) -> Silence:
    """What the silence since its last certain sighting tells of one source.

    Parameters
    ----------
    sightings : Sightings
        One source, seen at least once.
    share : float64 array, (C,)
        How common each cell is, as `weigh` gives it.
    trust : float
        Probability that an uncertain sighting is the source's.
    """
    begin, last = int(sightings.begins[0]), int(sightings.last[0])
    state = np.zeros((len(CELLS), 1, len(RUNGS) + 1))
    shown = emission(
        sightings.acts[:, begin], _observed(sightings, begin), sightings.unsure[:, begin], trust
    )
    state[:, 0, 1:] = FIRST * shown[0][:, 1:]
    state /= state.sum(axis=2, keepdims=True)
    evidence = np.zeros((1, len(CELLS)))
    for at, times in _runs(sightings, begin + 1, last + 1):
        state = state @ matrix_power(_step(sightings, at, trust, steps), times)
        total = np.maximum(state.sum(axis=2, keepdims=True), 1e-300)
        state, evidence = state / total, evidence + np.log(total[:, 0, 0])
    before = own_weights(evidence, share)[0][:, None] * state[:, 0, 1:]
    size = len(RUNGS) + 1
    looked = np.broadcast_to(np.eye(size), (len(CELLS), size, size))
    unlooked = staying = looked
    for at, times in _runs(sightings, last + 1, len(sightings.months)):
        looked = looked @ matrix_power(_step(sightings, at, trust, steps), times)
        staying = staying @ matrix_power(_step(sightings, at, trust, _steps_on), times)
        unlooked = unlooked @ matrix_power(steps(round(float(sightings.months[at]), _ROUND)), times)
    total = looked[:, 1:, :].sum(axis=2)
    weight = before * total
    return Silence(
        weight=weight / weight.sum(),
        before=before / before.sum(),
        on=1 - looked[:, 1:, 0] / total,
        unlooked=1 - unlooked[:, 1:, 0],
        quiet=staying[:, 1:, 1:].sum(axis=2),
        state=looked[:, 1:, :] / total[:, :, None],
    )


def _observed(sightings: Sightings, at: int) -> float:
    return float(sightings.months[at] * sightings.observed[at])


def _step(sightings: Sightings, at: int, trust: float, moves: Callable[[float], Float]) -> Float:
    """Moves over a period, times the likelihood of what was seen in it."""
    shown = emission(
        sightings.acts[:, at], _observed(sightings, at), sightings.unsure[:, at], trust
    )
    return np.asarray(moves(round(float(sightings.months[at]), _ROUND)) * shown[0][:, None, :])


def _runs(sightings: Sightings, first: int, until: int) -> list[tuple[int, int]]:
    """Periods from one to before another, each with how many alike follow each other."""
    months = np.round(sightings.months, _ROUND)
    parts = (months, sightings.observed, sightings.acts[0], sightings.unsure[0])
    found: list[tuple[int, int]] = []
    for at in range(first, until):
        if found and all(p[at] == p[at - 1] for p in parts):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found


@lru_cache(maxsize=256)
def _steps_on(months: float) -> Float:
    """Transitions of a source that never goes off."""
    rates = np.stack([_generator(drift, 0.0, 0.0) for _, drift, _, _ in CELLS])
    found = np.asarray(expm(rates * months))
    found.flags.writeable = False
    return found
