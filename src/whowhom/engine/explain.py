"""Why this target: shares of mechanisms, and of the past events behind each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from whowhom.engine import columns as k
from whowhom.engine.choice import MECHANISMS, NOVELTY
from whowhom.engine.history import Float, Int
from whowhom.engine.ledger import Ledger, Shortlists
from whowhom.engine.model import Model, Side, asked_type

# A conjunction multiplies one sum over events by a level; its events are those of the sum.
_CARRIER = {
    k.TIE_LIFT: k.STANDING + k.MIDDLE,
    k.PATH_LIFT: k.PATH_SLOW,
    k.SLOW_TIE_LIFT: k.STANDING + k.SLOWEST,
    k.CLOSE_ATTENTION: k.ATTENTION + k.SLOWEST,
    k.AFFINE_ATTENTION: k.ATTENTION + k.FAST,
    k.ESCALATION_ATTENTION: k.ESCALATION + k.SLOWEST,
}
Events = tuple[Int, Float]


@dataclass(frozen=True)
class Explanation:
    """What one probability is made of.

    Parameters
    ----------
    probability : float
        p(target | source, type, day).
    mechanisms : dict of str to float
        Share of each mechanism in the probability; they add up to 1.
    events : dict of int to float
        Share of each past event (row of the history) over all mechanisms that split into events.
    within : dict of str to dict
        For each mechanism that splits, the share of each event within it; each adds up to 1.
    unsplit : float
        Share of mechanisms that pool many events and name none (latent factors, novelty).
        ``sum(events.values()) + unsplit == 1``.
    tilt : float
        How many times likelier the appraisal makes this target than the mixture alone.
    """

    probability: float
    mechanisms: dict[str, float]
    events: dict[int, float]
    within: dict[str, dict[int, float]]
    unsplit: float
    tilt: float


class _Past:
    """Acts before the day, seen from both sides."""

    def __init__(self, ledger: Ledger) -> None:
        rows = ledger.past()
        self.source, self.kind, self.target = (
            ledger.source[rows],
            ledger.kind[rows],
            ledger.target[rows],
        )
        self.event = ledger.event[rows]
        self.age = ledger.day - ledger.history.day[self.event]
        self.ledger = ledger
        self.excitation = ledger.excitation()
        self.n_types = ledger.history.n_types

    def decayed(self, where: Int, column: int) -> Float:
        weight: Float = self.ledger.decay[column, self.age[where]]
        return weight


def _youngest(past: _Past, where: Int) -> Events:
    rows = where[past.age[where] == past.age[where].min()]
    return past.event[rows], np.ones(len(rows))


def _excited(past: _Past, rows: Int, r: int, column: int) -> Events:
    return past.event[rows], past.excitation[r, past.kind[rows], column] * past.decayed(
        rows, column
    )


def _tie_events(past: _Past, s: int, r: int, o: int, m: int) -> Events:
    tie = np.flatnonzero((past.source == s) & (past.target == o))
    same_side = (past.kind[tie] < past.n_types) == (r < past.n_types)
    if m < k.ESCALATION:
        rows = tie[past.kind[tie] == r]
        return past.event[rows], past.decayed(rows, m)
    if m < k.RECIPROCITY:
        return _excited(past, tie[same_side], r, m - k.ESCALATION)
    if m < k.STANDING:
        return _excited(past, tie[~same_side], r, m - k.RECIPROCITY)
    if m < k.ATTENTION:
        return past.event[tie], past.decayed(tie, m - k.STANDING)
    if m == k.TIE_ESCALATION:
        return _excited(past, tie, r, k.SLOWEST)
    return _youngest(past, tie if m == k.TIE_AGE else tie[past.kind[tie] == r])


def _drawn_events(past: _Past, r: int, o: int, m: int) -> Events:
    to_target = past.target == o
    if m < k.POPULARITY:
        rows = np.flatnonzero(to_target & (past.kind == r))
        return past.event[rows], past.decayed(rows, m - k.ATTENTION)
    rows = np.flatnonzero(to_target & ((past.kind < past.n_types) == (r < past.n_types)))
    return past.event[rows], past.decayed(rows, m - k.POPULARITY)


def _leg(past: _Past, a: int, b: int, column: int, share: float) -> Events:
    rows = np.flatnonzero((past.source == a) & (past.target == b))
    weight = past.decayed(rows, column)
    return past.event[rows], share * weight / weight.sum()


def _path_events(past: _Past, s: int, o: int, m: int) -> Events:
    """Each two-path gives half of its weight to either leg."""
    speed, column = (0, k.SLOWEST) if m == k.PATH_SLOW else (1, k.FAST)
    parts: list[Events] = []
    who, weight = past.ledger.partners(s)
    for h, first in zip(who, weight[:, speed], strict=True):
        theirs, onward = past.ledger.partners(int(h))
        for second in onward[theirs == o, speed]:
            parts.append(_leg(past, s, int(h), column, first * second / 2))
            parts.append(_leg(past, int(h), o, column, first * second / 2))
    return np.concatenate([e for e, _ in parts]), np.concatenate([w for _, w in parts])


def split_mechanism(ledger: Ledger, s: int, r: int, o: int, m: int) -> dict[int, float]:
    """Return the share of each past event in mechanism ``m`` for target ``o``; they add up to 1.

    Examples
    --------
    >>> from whowhom.engine.history import History
    >>> ledger = Ledger(History([0, 0], [0, 0], [1, 1], [0, 400], n_actors=2, n_types=1))
    >>> ledger.advance(401)
    >>> {event: round(share, 3) for event, share in split_mechanism(ledger, 0, 0, 1, 4).items()}
    {0: 0.333, 1: 0.667}
    """
    past = _Past(ledger)
    return _split(past, s, r, o, m)


def _split(past: _Past, s: int, r: int, o: int, m: int) -> dict[int, float]:
    m = _CARRIER.get(m, m)
    if m in (k.PATH_SLOW, k.PATH_FAST):
        event, weight = _path_events(past, s, o, m)
    elif k.ATTENTION <= m < k.PATH_SLOW:
        event, weight = _drawn_events(past, r, o, m)
    else:
        event, weight = _tie_events(past, s, r, o, m)
    ids, inverse = np.unique(event, return_inverse=True)
    share = np.bincount(inverse, weight / weight.sum())
    return {int(i): float(v) for i, v in zip(ids, share, strict=True)}


def explain(
    model: Model, ledger: Ledger, actor: int, type: int, other: int, side: Side = "target"
) -> Explanation:
    """Split the probability of ``other`` as the other side of ``actor``'s act.

    The parts are mechanisms and, within each, past events.

    Because the appraisal multiplies a whole candidate, it cancels within the candidate: the share
    of mechanism m is ``w_m p_m(o) / sum_j w_j p_j(o)`` and the share of an event within it is its
    weight over the mechanism's total (the branching structure of a Hawkes process; Zhuang, Ogata &
    Vere-Jones 2002).

    Examples
    --------
    >>> from whowhom.engine.fit import Effort
    >>> from whowhom.engine.history import History
    >>> rng = np.random.default_rng(0)
    >>> day, source = np.sort(rng.integers(0, 90, 400)), rng.integers(0, 6, 400)
    >>> history = History(source, np.zeros(400, int), (source + 1) % 6, day, n_actors=6, n_types=1)
    >>> model = Model.fit(history, until=80, effort=Effort(queries=100, passes=1))
    >>> why = explain(model, model.ledger(history, 85), 2, 0, 3)
    >>> round(sum(why.mechanisms.values()), 9), round(sum(why.events.values()) + why.unsplit, 9)
    (1.0, 1.0)
    """
    kind = asked_type(type, side, model.n_types)
    choices = model.choices(ledger, np.array([actor]), np.array([kind]), split=True)
    place = np.flatnonzero(choices.short.actor[0] == other)
    if not len(place):
        p = float(choices.dense(0, ledger.newcomer_weight(kind))[other])
        return Explanation(p, {MECHANISMS[NOVELTY].name: 1.0}, {}, {}, 1.0, 1.0)
    assert choices.mechanism is not None
    part = choices.mechanism[0, place[0]]
    plain = _plain_mixture(model, choices.short, int(place[0]))
    probability = float(part.sum())
    return _assemble(
        _Past(ledger), actor, kind, other, part / part.sum(), probability, probability / plain
    )


def _plain_mixture(model: Model, short: Shortlists, place: int) -> float:
    share, weight, _ = model.rule.weigh(short)
    return float(share[0, place].astype(np.float64) @ weight[0, :-1].astype(np.float64))


def _assemble(
    past: _Past, s: int, r: int, o: int, share: Float, probability: float, tilt: float
) -> Explanation:
    mechanisms: dict[str, float] = {}
    within: dict[str, dict[int, float]] = {}
    events: dict[int, float] = {}
    unsplit = 0.0
    for m in np.flatnonzero(share > 0.0):
        name, value = MECHANISMS[m].name, float(share[m])
        mechanisms[name] = value
        if not MECHANISMS[m].splits:
            unsplit += value
            continue
        within[name] = _split(past, s, r, o, int(m))
        for event, part in within[name].items():
            events[event] = events.get(event, 0.0) + value * part
    return Explanation(probability, mechanisms, events, within, unsplit, tilt)
