"""`impact --if`: what is to be expected of an actor with and without a stated intervention."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.answers.impact import Bringer, Difference, WhatIf
from whowhom.answers.skill import Skill
from whowhom.forecasting.circle import circle
from whowhom.forecasting.intervening import Add, Scale, Stop, intervene
from whowhom.forecasting.paired import draw
from whowhom.ontology.likelihood import word
from whowhom.ontology.quad import QUADS
from whowhom.questions import caveats
from whowhom.questions.forecast_reasons import shown
from whowhom.questions.forecast_words import percent
from whowhom.questions.interventions import Stated, read_interventions
from whowhom.questions.outlook import Outlook
from whowhom.questions.parties import party
from whowhom.questions.rates import figure

if TYPE_CHECKING:
    from whowhom.engine.acts import Float, Int, Mask
    from whowhom.forecasting.fitted import Fitted
    from whowhom.forecasting.intervening import Changed
    from whowhom.forecasting.paired import Paths

_PARTNERS, _BRINGERS, _ROWS = 8, 8, 6
_LITTLE = 0.005
_DIRECT = {
    Scale: "acts scaled by the intervention itself",
    Stop: "acts with who is gone",
}
_WORDS = {
    "the same acts before": "the same acts between the same two before",
    "the same acts the other way": "answers to the same acts",
    "other acts toward it": "acts of other classes between the two",
    "other acts by it": "answers to acts of other classes",
    "what the source does to anyone": "what the acting side does to anyone",
    "what anyone does to the target": "what anyone does to the same target",
    "both are busy": "how busy the two are with others",
    "they deal with the same others": "dealings with the same third parties",
    "everything on record": "all such acts on record",
    "a dyad newly seen": "two that met only lately",
}


@dataclass(frozen=True)
class Supposed:
    """A forecast with and without an intervention, and what it rests on."""

    outlook: Outlook
    actor: Actor
    stated: tuple[Stated, ...]
    changed: Changed
    paths: Paths

    @property
    def fitted(self) -> Fitted:
        """The model."""
        assert self.outlook.fitted is not None
        return self.outlook.fitted

    @property
    def me(self) -> int:
        """The actor's position."""
        return self.outlook.snapshot.index[self.actor.actor_id]

    @cached_property
    def partner(self) -> Int:
        """The other side of every dyad of `changed`."""
        one, other, _ = self.outlook.record.acts.sides(self.changed.dyad)
        return np.asarray(np.where(one == self.me, other, one))

    @cached_property
    def base(self) -> Float:
        """Base rate of every dyad of `changed` within the days, (4, n)."""
        found = np.zeros((len(QUADS), len(self.changed.dyad)))
        asked = self.changed.asked
        p = self.fitted.prospect(self.changed.dyad[asked], self.changed.days, intervals=False)
        found[:, asked] = p.base_mean[: len(QUADS)]
        return found


def what_if(outlook: Outlook, actor: Actor, stated: str, question: dict[str, object]) -> Answer:
    """What is to be expected of an actor with and without an intervention.

    Parameters
    ----------
    outlook : Outlook
        The fitted record and the days ahead.
    actor : Actor
        Whose acts are counted.
    stated : str
        The interventions, see `read_interventions`.
    question : dict
        The arguments as they were understood.

    Returns
    -------
    Answer
        With a `whowhom.answers.impact.WhatIf`.

    Raises
    ------
    OptionError, UnknownActorError, RefusalError
        If the intervention cannot be read, or the model knows nothing of it.
    """
    assert outlook.fitted is not None
    what = read_interventions(outlook, stated)
    record, me = outlook.record, outlook.snapshot.index[actor.actor_id]
    dyads = circle(record.acts, me, record.generic, record.alive)
    more = [each.what.dyad for each in what if isinstance(each.what, Add)]
    one, other, _ = record.acts.sides(np.array(more, dtype=np.int64))
    mine = np.array(more, dtype=np.int64)[(one == me) | (other == me)]
    changed = intervene(
        outlook.fitted,
        [each.what for each in what],
        np.union1d(dyads, mine),
        outlook.ahead.days,
    )
    paths = draw(outlook.fitted, changed, outlook.scope.seed)
    return _answer(Supposed(outlook, actor, what, changed, paths), question)


def _answer(found: Supposed, question: dict[str, object]) -> Answer:
    outlook, snapshot = found.outlook, found.outlook.snapshot
    every = np.ones(len(found.paths.dyad) + 1, dtype=bool)
    total = _difference(found, "all acts", found.changed.asked, every)
    counts = [p.sum(axis=(0, 1)) for p in (found.paths.without, found.paths.given)]
    more, fewer = (float(x.mean()) for x in (counts[1] > counts[0], counts[1] < counts[0]))
    out = ~found.changed.asked & _open(found)
    bringers, rows = _bringers(found)
    body = WhatIf(
        headline=_headline(found, total),
        actor=party(found.actor),
        interventions=tuple(each.words for each in found.stated),
        horizon=outlook.ahead,
        level=outlook.scope.level,
        total=total,
        types=tuple(
            _difference(found, QUADS[q + 1], found.changed.asked, every, q) for q in outlook.quads
        ),
        partners=_partners(found),
        elsewhere_without=float(found.changed.without[..., out].sum()),
        elsewhere_given=float(found.changed.given[..., out].sum()),
        more=more,
        fewer=fewer,
        same=1.0 - more - fewer,
        bringers=bringers,
        sign=_sign(found),
        measured=outlook.measured(),
    )
    return Answer(
        verb="impact",
        status="answered",
        question=question,
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(outlook.dataset),
        answer=body,
        evidence=tuple({e.id: e for e in shown(outlook, rows)}.values()),
        skill=_skill(found),
        resolution=_resolution(found),
        caveats=tuple(_caveats(found)),
    )


def _open(found: Supposed) -> Mask:
    """Dyads whose actors exist."""
    one, other, _ = found.outlook.record.acts.sides(found.changed.dyad)
    alive = found.outlook.record.alive
    return np.asarray(alive[one] & alive[other])


# ---- figures ------------------------------------------------------------------------------------


def _difference(
    found: Supposed, name: str, rows: Mask, drawn: Mask, quad: int | None = None
) -> Difference:
    """What is expected of some dyads, with and without."""
    quads = slice(None) if quad is None else slice(quad, quad + 1)
    without = float(found.changed.without[quads][..., rows].sum())
    given = float(found.changed.given[quads][..., rows].sum())
    plain = found.paths.without[quads][:, drawn].sum(axis=(0, 1))
    other = found.paths.given[quads][:, drawn].sum(axis=(0, 1))
    level = found.outlook.scope.level
    tails = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    low, high = np.quantile(other - plain, tails, method="inverted_cdf")
    chances = [float((p > 0).mean()) for p in (plain, other)]
    return Difference(
        name=name,
        without=without,
        given=given,
        difference=given - without,
        low=float(low),
        high=float(high),
        probability_without=chances[0],
        probability_given=chances[1],
        word_without=word(chances[0]),
        word_given=word(chances[1]),
        base_expected=float(found.base[quads][..., rows].sum()),
    )


def _partners(found: Supposed) -> tuple[Difference, ...]:
    """The partners with whom most changes."""
    change = np.abs(found.changed.given - found.changed.without).sum(axis=(0, 1))
    change *= found.changed.asked
    by_partner = np.bincount(found.partner, change, len(found.outlook.snapshot.actors))
    chosen = [int(p) for p in np.argsort(-by_partner, kind="stable")[:_PARTNERS]]
    one, other, _ = found.outlook.record.acts.sides(found.paths.dyad)
    theirs = np.append(np.where(one == found.me, other, one), -1)
    return tuple(
        _difference(
            found,
            found.outlook.name(p),
            found.changed.asked & (found.partner == p),
            theirs == p,
        )
        for p in chosen
        if by_partner[p] > _LITTLE
    )


def _bringers(found: Supposed) -> tuple[tuple[Bringer, ...], list[int]]:
    """What the difference is made of, and the rows that it is learnt from."""
    brought, outlook = found.changed.brought, found.outlook
    kinds = {type(each.what) for each in found.stated}
    direct = " and ".join(_DIRECT[k] for k in (Scale, Stop) if k in kinds)
    acts = outlook.record.acts
    moved = found.changed.dyad[found.changed.asked & found.changed.moved]
    rows = [int(r) for r in np.flatnonzero(np.isin(acts.dyad, moved))[::-1][:_ROWS]]
    ids = tuple(dict.fromkeys(e.id for e in shown(outlook, rows)))
    parts = {_WORDS.get(words, words): acts_ for words, acts_ in brought.drivers.items()}
    told = [Bringer(words, acts_) for words, acts_ in parts.items()]
    if direct and brought.direct:
        told.append(Bringer(direct, brought.direct, ids))
    if brought.factor:
        told.append(Bringer("the signed factor and the base rate, which move with the record",
                            brought.factor))  # fmt: skip
    told.sort(key=lambda b: (-abs(b.acts), b.words))
    kept, rest = told[:_BRINGERS], told[_BRINGERS:]
    if rest:
        kept.append(Bringer("smaller parts together", sum(b.acts for b in rest)))
    return tuple(b for b in kept if abs(b.acts) > _LITTLE or b.evidence), rows


# ---- words --------------------------------------------------------------------------------------


def _headline(found: Supposed, total: Difference) -> str:
    ahead = found.outlook.ahead
    given = "; ".join(each.words for each in found.stated)
    days = f"Within {ahead.days} days ({ahead.first} to {ahead.last})"
    name = found.outlook.dataset.name
    change = total.difference
    if abs(change) < _LITTLE:
        moved = "no difference"
    else:
        moved = f"{figure(abs(change))} {'more' if change > 0 else 'fewer'}"
    level = found.outlook.scope.level
    return (
        f"If {given}: {days[0].lower()}{days[1:]} {figure(total.given)} acts of "
        f"{found.actor.name} are to be expected instead of {figure(total.without)}, {moved} "
        f"({level:.0%} interval {total.low:+,.0f} to {total.high:+,.0f}), as the model has it and "
        f"{name} records it; at least one {_likely(total)}."
    )


def _likely(total: Difference) -> str:
    before, after = percent(total.probability_without), percent(total.probability_given)
    words = total.word_given or ""
    said = f" ({words})" if words else ""
    return f"with a probability of {after}{said} instead of {before}"


def _sign(found: Supposed) -> str:
    """What the form of the model decides before any data do."""
    said = []
    kinds = {type(each.what) for each in found.stated}
    if Scale in kinds:
        said.append(
            "scaled acts: the dyads scaled stand at the factor by definition; elsewhere the model "
            "can only move the same way, because an act never lowers what follows it (weights of "
            "drivers are not negative, nor is what the regression on counts of late answers with; "
            "shares and the signed factor are held as they stand). That "
            "no rise is answered by a fall is a rule of the model and no finding"
        )
    if Add in kinds:
        said.append(
            "added acts: what they bring through drivers is never negative by construction; only "
            "shares among partners, the signed factor (how quiet, how busy, whether strangers) and "
            "the regression on counts of late can lower anything"
        )
    if Stop in kinds:
        said.append(
            "an actor gone: its own dyads fall to nothing by definition; among others, what its "
            "acts drove falls away by construction, while shares, the signed factor and the "
            "regression on counts of late may move either way. Nobody takes its place in the model"
        )
    return ". ".join(s[0].upper() + s[1:] for s in said) + "."


def _skill(found: Supposed) -> Skill:
    outlook = found.outlook
    leading = max(
        outlook.quads,
        key=lambda q: (float(found.changed.without[q][..., found.changed.asked].sum()), q),
    )
    plain = outlook.measured_of(leading)
    note = (
        f"of a statement about what would be otherwise, which no record can score. The forecast "
        f"without the intervention is {plain.verdict} (n = {plain.n:,}) than the base rate "
        f"({plain.name}); on made-up records that excite themselves the planted effects were found "
        "within the limits of docs/verbs/impact.md"
    )
    return Skill("unknown", 0, note)


def _resolution(found: Supposed) -> str:
    ahead, dataset = found.outlook.ahead, found.outlook.dataset
    versions = ", ".join(dataset.versions) or "unknown"
    return (
        f"Counted: rows with {found.actor.name} on either side that happened, in dataset "
        f"{dataset.name}, version {versions} or what follows it, with their last day between "
        f"{ahead.first} and {ahead.last}, resolved on {ahead.resolved}; the probability with the "
        "intervention holds only if that is what happens."
    )


def _caveats(found: Supposed) -> list[str]:
    outlook = found.outlook
    record = outlook.record
    said = [
        "A statement of the model: acts that came together before are expected to come together "
        "again (association). Whether one brings about the other it does not know, and whoever "
        "intervenes changes more than the number of acts.",
        "The interval is that of chance over paired futures (the same luck with and without); "
        "what the fit leaves open of the effect itself is not in it.",
    ]
    if (~record.acts.directed).any() and any(isinstance(s.what, Scale) for s in found.stated):
        said.append(
            "Acts whose direction is not recorded are of both sides: scaling an actor scales them "
            "for its partners too."
        )
    if record.day < outlook.snapshot.as_of:
        said.append(
            f"{outlook.dataset.name} tells of nothing from {record.day} on: the days ahead begin "
            "where the record ends."
        )
    return said + caveats.of_dataset(outlook.snapshot, outlook.dataset, stance=False)
