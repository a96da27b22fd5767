"""Expectations of dyads: from the fit where acts may be counted, from shares where not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whowhom.answers.expectation import Deaths, Expectation
from whowhom.forecasting.record import KIND_QUADS, KINDS
from whowhom.ontology.likelihood import word
from whowhom.ontology.quad import QUADS
from whowhom.questions.outlook import CLASSES, Outlook

if TYPE_CHECKING:
    from whowhom.engine.acts import Float, Int
    from whowhom.forecasting.prospect import Prospect

HALF_LIFE = 365.0
"""Days after which an act counts half in a share of the next act."""


@dataclass(frozen=True)
class Weighed:
    """Dyads with what is to be expected of each, in numbers or in weights that make shares.

    Parameters
    ----------
    dyad : int64 array (n,)
        Keys.
    amount, base : float64 array (4 + kinds, n)
        Expected acts by the forecast and by the base rate; or, where nothing may be counted, acts
        on record with the newer weighing more, and all alike.
    prospect : Prospect or None
        The forecast; None where nothing may be counted.
    """

    dyad: Int
    amount: Float
    base: Float
    prospect: Prospect | None

    def total(self, outlook: Outlook) -> Float:
        """Amount of all classes, one per dyad."""
        return np.asarray(self.amount[list(outlook.quads)].sum(axis=0))

    def base_total(self, outlook: Outlook) -> Float:
        """Base rate of all classes, one per dyad."""
        return np.asarray(self.base[list(outlook.quads)].sum(axis=0))


def weigh(outlook: Outlook, dyads: Int, intervals: bool = True) -> Weighed:
    """What is to be expected of dyads.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.
    dyads : int64 array (n,)
        Keys.
    intervals : bool
        Whether to draw intervals, which takes longer.
    """
    if outlook.fitted is None:
        return Weighed(dyads, _acts(outlook, dyads, HALF_LIFE), _acts(outlook, dyads, np.inf), None)
    found = outlook.fitted.prospect(
        dyads, outlook.ahead.days, outlook.scope.level, outlook.scope.seed, intervals
    )
    return Weighed(dyads, found.mean, found.base_mean, found)


def _acts(outlook: Outlook, dyads: Int, half_life: float) -> Float:
    """Acts of each class and kind on record, older ones weighing less: (4 + kinds, n)."""
    acts, n = outlook.record.acts, len(dyads)
    order = np.argsort(dyads)
    place = np.minimum(np.searchsorted(dyads[order], acts.dyad), max(n - 1, 0))
    hit = dyads[order][place] == acts.dyad if n else np.zeros(len(acts), dtype=bool)
    weight = acts.count[hit] * np.exp2(-(outlook.record.until - acts.day[hit]) / half_life)
    cell = acts.kind[hit] * n + order[place[hit]]
    kinds = np.bincount(cell, weight, len(KINDS) * n).reshape(len(KINDS), n)
    quads = [kinds[np.array(KIND_QUADS) == q].sum(axis=0) for q in range(CLASSES)]
    return np.concatenate([np.stack(quads), kinds])


def expectations(outlook: Outlook, weighed: Weighed, place: int) -> tuple[Expectation, ...]:
    """Every class that can be told of, each followed by the types on record."""
    found = []
    for quad in outlook.quads:
        found.append(expectation(outlook, weighed, place, quad))
        kinds = [int(k) for k in outlook.record.kinds if KIND_QUADS[k] == quad]
        kinds.sort(key=lambda k: -weighed.amount[CLASSES + k, place])
        found += [expectation(outlook, weighed, place, quad, k) for k in kinds]
    return tuple(found)


def expectation(
    outlook: Outlook, weighed: Weighed, place: int, quad: int, kind: int = -1
) -> Expectation:
    """What is to be expected of one class, or of one kind within it."""
    row = quad if kind < 0 else CLASSES + kind
    name = QUADS[quad + 1] if kind < 0 else KINDS[kind]
    which = "class" if kind < 0 else "type"
    if weighed.prospect is None:
        share, base = _share(outlook, weighed, place, row)
        none = (None,) * 9
        return Expectation(name, which, *none, share, base, "unknown", None)
    p = weighed.prospect
    likely = float(p.any[row, place])
    return Expectation(
        name=name,
        kind=which,
        expected=float(p.mean[row, place]),
        low=float(p.low[row, place]),
        high=float(p.high[row, place]),
        probability=likely,
        probability_low=float(p.any_low[row, place]),
        probability_high=float(p.any_high[row, place]),
        word=word(min(max(likely, 0.0), 1.0)),
        base_expected=float(p.base_mean[row, place]),
        base_probability=float(p.base_any[row, place]),
        share=None,
        base_share=None,
        skill=outlook.skill(quad),
        resolution=resolution(outlook, int(weighed.dyad[place]), name),
    )


def _share(outlook: Outlook, weighed: Weighed, place: int, row: int) -> tuple[float, float]:
    """Share of a dyad's next act; the base is that of all acts of the dataset."""
    amount, quads = weighed.amount, list(outlook.quads)
    whole = float(amount[quads, place].sum())
    acts = outlook.record.acts
    mine = acts.classes == row if row < CLASSES else acts.kind == row - CLASSES
    base = float(acts.count[mine].sum() / acts.count.sum())
    return float(amount[row, place]) / whole if whole > 0 else 0.0, base


def leading(outlook: Outlook, weighed: Weighed, place: int) -> int:
    """The class most to be expected of a dyad."""
    return max(outlook.quads, key=lambda q: (float(weighed.amount[q, place]), q))


def deaths(outlook: Outlook, dyad: int) -> Deaths | None:
    """Deaths of a dyad; None where the dataset tells none."""
    if outlook.fitted is None or not outlook.record.has_deaths:
        return None
    scope, dyads, days = outlook.scope, np.array([dyad]), outlook.ahead.days
    found = outlook.fitted.deaths(dyads, days, scope.level, scope.seed)
    usual = outlook.fitted.base_deaths(dyads, days, scope.seed)
    if found is None or usual is None:
        return None
    expected, low, high, chance = found
    chances = (float(c) for c in (*chance[:, 0], *usual[:, 0]))
    return Deaths(float(expected[0]), float(low[0]), float(high[0]), *chances)


def resolution(outlook: Outlook, dyad: int, what: str) -> str:
    """The sentence by which a probability will be found right or wrong."""
    ahead, dataset = outlook.ahead, outlook.dataset
    versions = ", ".join(dataset.versions) or "unknown"
    return (
        f"Counted: rows of {what} {outlook.between(dyad)} that happened, in dataset "
        f"{dataset.name}, version {versions} or what follows it, with their last day between "
        f"{ahead.first} and {ahead.last}, resolved on {ahead.resolved}."
    )
