"""`impact EVENT --on ACTOR`: what came after an event, against what was forecast before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.impact import Effect, Event, Impact, Placebos
from whowhom.answers.skill import Skill
from whowhom.engine.acts import Float, Int, Mask
from whowhom.forecasting import placebos
from whowhom.forecasting.circle import circle
from whowhom.forecasting.placebos import Placebo, Weights, comparable, earlier, rank, refit_days
from whowhom.forecasting.record import KINDS, Record
from whowhom.forecasting.windows import Foreseen, Law, Window, foresee
from whowhom.ontology.quad import QUADS
from whowhom.questions import caveats, evidence
from whowhom.questions.aftermath import Aftermath
from whowhom.questions.effects import Tails, effect, most_moved
from whowhom.questions.impact_event import Happening
from whowhom.questions.impact_places import by_place
from whowhom.questions.impact_reasons import finding, headline, reasons
from whowhom.questions.measurement import passed, shifts
from whowhom.questions.outlook import Outlook
from whowhom.questions.parties import party
from whowhom.questions.scope import day, number
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted

NOMINAL: Final = 0.1
"""A p-value up to this is called a change; at least `FEWEST` placebos are needed to reach it."""
FALSE_POSITIVES: Final = (
    "on random days of KEDS Levant 8 % and of UCDP GED Myanmar 13 % of answers found a change at "
    "the nominal 10 %, and doubled acts were found in 25 % and 29 % (python -m benchmarks.impact)"
)
_PARTS, _ROWS = 8, 3
_FOR_INTERVAL = 19

EarlierFit = Callable[[Snapshot, Record, int], "Fitted"]
"""Snapshot, record and day to what is fitted on the acts before that day."""


@dataclass(frozen=True)
class Inquiry:
    """What the answer rests on.

    Parameters
    ----------
    outlook : Outlook
        The forecast, as it could be made before the event.
    after : Aftermath
        What is on record now.
    actor : Actor
        Whose acts are counted.
    event : Happening
        The event and its days.
    earlier_fit : callable
        Fits for placebo dates.
    """

    outlook: Outlook
    after: Aftermath
    actor: Actor
    event: Happening
    earlier_fit: EarlierFit

    @property
    def fitted(self) -> Fitted:
        """The model as of the day of the forecast."""
        assert self.outlook.fitted is not None
        return self.outlook.fitted

    @property
    def me(self) -> int:
        """Position of the actor before the event."""
        return self.outlook.snapshot.index[self.actor.actor_id]

    @property
    def window(self) -> Window:
        """The days counted."""
        event = self.event
        return Window(number(event.origin), number(event.day), number(event.stop))

    @cached_property
    def foreseen(self) -> Foreseen:
        """What was forecast of every dyad of the actor."""
        record = self.outlook.record
        dyads = circle(self.fitted.acts, self.me, record.generic, record.alive)
        return foresee(self.fitted, dyads, self.window)

    @cached_property
    def rows(self) -> Mask:
        """Entries on record of the actor in these days."""
        mine = self.after.of_actor(self.actor.actor_id)
        return np.asarray(mine & self.after.within(self.window.start, self.window.stop))

    @cached_property
    def windows(self) -> list[Window]:
        """Placebo dates."""
        acts, record = self.fitted.acts, self.outlook.record
        first = max(int(acts.day[0]), record.fine_from) + placebos.BURN_IN
        return earlier(self.window, first)

    @cached_property
    def dates(self) -> list[Placebo]:
        """The actor at placebo dates; none where too few windows could ever tell anything."""
        if len(self.windows) < 2:
            return []
        snapshot, record = self.outlook.snapshot, self.outlook.record

        def fit(until: int) -> Fitted:
            return self.earlier_fit(snapshot, record, until)

        weights = Weights(self.fitted.acts, refit_days(self.windows), fit)
        return placebos.dates(weights, self.me, self.windows, record.generic, _ends(snapshot))

    @cached_property
    def others(self) -> list[Placebo]:
        """Other actors in the event's window."""
        record, snapshot = self.outlook.record, self.outlook.snapshot
        allowed = record.alive & ~record.generic & self._stayed()
        near = comparable(self.fitted.acts, self.me, self.window.origin, allowed)
        within = self.after.within(self.window.start, self.window.stop)
        mine = self.after.of_actor(self.actor.actor_id)
        found = []
        for other in near:
            law = placebos.forecast(
                self.fitted, int(other), self.window, record.generic, record.alive, self.me
            )
            theirs = self.after.of_actor(snapshot.actors[int(other)].actor_id)
            came = self.after.count(theirs & within & ~mine)
            found.append(Placebo(int(other), self.window, law, came))
        return found

    def _stayed(self) -> Mask:
        """Actors that neither ended in these days nor changed hands of a name."""
        registry = self.after.snapshot.registry
        dataset = self.after.record.dataset.name
        stayed = []
        for actor in self.outlook.snapshot.actors:
            last = (
                registry.actor(actor.actor_id).valid.last if registry.has(actor.actor_id) else None
            )
            ends = last is not None and last < self.event.stop
            heirs = any(
                a.valid.first and self.event.origin <= a.valid.first < self.event.stop
                for a in registry.aliases_of(actor.actor_id)
                if a.dataset in ("", dataset)
            )
            stayed.append(not ends and not heirs)
        return np.array(stayed, dtype=np.bool_)


def _ends(snapshot: Snapshot) -> Int:
    """Last day of every actor, as known."""
    return np.array(
        [number(a.valid.last) if a.valid.last else 2**31 for a in snapshot.actors], dtype=np.int64
    )


def impact(inquiry: Inquiry, question: dict[str, object]) -> Answer:
    """What came after the event, against the forecast, and how unusual that is.

    Parameters
    ----------
    inquiry : Inquiry
        What the answer rests on.
    question : dict
        The arguments as they were understood.

    Returns
    -------
    Answer
        With a `whowhom.answers.impact.Impact`; unsure where it cannot tell.
    """
    law, came = inquiry.foreseen.law(), inquiry.after.count(inquiry.rows)
    window, seed = inquiry.window, inquiry.outlook.scope.seed
    own = Placebo(inquiry.me, window, law, came).scores(seed)
    against = tuple(
        _against(inquiry, among, own, every)
        for among, every in (("dates", inquiry.dates), ("actors", inquiry.others))
    )
    tails, level = _tails(inquiry), inquiry.outlook.scope.level
    moved = shifts(inquiry.after, inquiry.actor, inquiry.event, inquiry.windows)
    total = effect("all acts", came, law, tails, _ids(inquiry, inquiry.rows))
    before = _before(inquiry, tails)
    found = finding(total, against, moved)
    partners = _partners(inquiry, tails)
    types = _types(inquiry, tails)
    whole = reasons(inquiry.event, total, before, against, moved, partners, _renamed(inquiry))
    body = Impact(
        headline=headline(
            inquiry.actor, inquiry.event, (total, level), found, against, moved
        )
        + f", as {inquiry.after.record.dataset.name} records it.",
        actor=party(inquiry.actor),
        event=_event(inquiry.event),
        finding=found,
        level=inquiry.outlook.scope.level,
        interval_from=tails.source,
        total=total,
        before=before,
        types=types,
        places=by_place(inquiry.after, inquiry.outlook.snapshot, inquiry.outlook.record,
                        inquiry.me, inquiry.rows, law, tails),
        partners=partners,
        placebos=against,
        shifts=moved,
        speaks_for=whole[0],
        speaks_against=whole[1],
        measured=inquiry.outlook.measured(),
    )  # fmt: skip
    return _envelope(inquiry, body, question)


def _against(inquiry: Inquiry, among: str, own: Float, every: list[Placebo]) -> Placebos:
    seed = inquiry.outlook.scope.seed
    ratios = [(p.observed + 0.5) / (p.law.mean + 0.5) for p in every]
    low, middle, high = (
        (float(x) for x in np.quantile(ratios, [0.05, 0.5, 0.95])) if ratios else (None,) * 3
    )
    if among == "dates":
        names = tuple(day(p.window.start).isoformat() for p in every)
    else:
        names = tuple(inquiry.outlook.name(p.actor) for p in every)
    p = rank(own, [each.scores(seed) for each in every])
    return Placebos(among, len(every), p, middle, low, high, names)


def _tails(inquiry: Inquiry) -> Tails:
    """Normal scores between which a count is no surprise: of placebo dates where they suffice."""
    level = inquiry.outlook.scope.level
    if len(inquiry.dates) < _FOR_INTERVAL:
        return Tails.of_level(level)
    scores = np.concatenate([p.scores(inquiry.outlook.scope.seed) for p in inquiry.dates])
    low, high = np.quantile(scores, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return Tails(float(low), float(high), "placebos")


def _before(inquiry: Inquiry, tails: Tails) -> Effect | None:
    """The days between forecast and event."""
    window = inquiry.window
    if window.start == window.origin:
        return None
    lead = Window(window.origin, window.origin, window.start)
    rows = inquiry.after.of_actor(inquiry.actor.actor_id)
    rows = rows & inquiry.after.within(lead.start, lead.stop)
    law = foresee(inquiry.fitted, inquiry.foreseen.dyad, lead).law()
    words = f"{inquiry.event.origin} to {inquiry.event.day - timedelta(days=1)}"
    return effect(words, inquiry.after.count(rows), law, tails, _ids(inquiry, rows))


def _types(inquiry: Inquiry, tails: Tails) -> tuple[Effect, ...]:
    """Every class, followed by its types."""
    fitted, foreseen, after = inquiry.fitted, inquiry.foreseen, inquiry.after
    shares = fitted.kinds.of(fitted.acts, foreseen.dyad, fitted.until)
    acts = after.record.acts
    held = {*fitted.acts.kind.tolist(), *acts.kind[inquiry.rows].tolist()}
    found = []
    for q in range(len(QUADS)):
        rows = inquiry.rows & (acts.classes == q)
        if q not in fitted.quads and not rows.any():
            continue
        law = foreseen.law(quad=q)
        found.append(effect(QUADS[q + 1], after.count(rows), law, tails, _ids(inquiry, rows)))
        of_class = []
        for kind in sorted(k for k in held if fitted.acts.quad[k] == q):
            mean = foreseen.mean[q] * shares[kind]
            extra = (foreseen.variance[q] - foreseen.mean[q]) * shares[kind] ** 2
            law = Law(float(mean.sum()), float((mean + extra).sum()))
            some = inquiry.rows & (acts.kind == kind)
            of_class.append(
                effect("  " + KINDS[kind], after.count(some), law, tails, _ids(inquiry, some))
            )
        found += most_moved(of_class, _PARTS)
    return tuple(found)


def _partners(inquiry: Inquiry, tails: Tails) -> tuple[Effect, ...]:
    """The partners that moved most, and those who were new."""
    before, after = inquiry.outlook, inquiry.after
    one, other, _ = before.record.acts.sides(inquiry.foreseen.dyad)
    theirs = np.where(one == inquiry.me, other, one)
    came = after.partners(inquiry.actor.actor_id)
    ids = {before.snapshot.actors[int(p)].actor_id: int(p) for p in np.unique(theirs)}
    seen = {after.snapshot.actors[int(p)].actor_id: int(p) for p in np.unique(came[inquiry.rows])}
    found, where_from = [], {}
    for actor_id in sorted({*ids, *seen}):
        rows = inquiry.rows & (came == seen.get(actor_id, -1))
        mine = np.flatnonzero(theirs == ids.get(actor_id, -1))
        law = inquiry.foreseen.law(mine) if len(mine) else Law(0.0, 0.0)
        where = after.snapshot if actor_id in seen else before.snapshot
        name = where.actors[where.index[actor_id]].name
        found.append(effect(name, after.count(rows), law, tails, _ids(inquiry, rows)))
        where_from[name] = (rows, mine)
    found += _together(inquiry, where_from, tails)
    return tuple(most_moved(found, _PARTS))


def _together(inquiry: Inquiry, parts: dict[str, tuple[Mask, Int]], tails: Tails) -> list[Effect]:
    """Partners of whom one takes the other's name, as one: the split is the dataset's."""
    after, found = inquiry.after, []
    for _, old, new, _ in passed(after.snapshot, after.record.dataset.name, inquiry.event):
        if old in parts and new in parts:
            rows = parts[old][0] | parts[new][0]
            law = inquiry.foreseen.law(np.concatenate([parts[old][1], parts[new][1]]))
            name = f"{old} and {new} together"
            found.append(effect(name, after.count(rows), law, tails, _ids(inquiry, rows)))
    return found


def _renamed(inquiry: Inquiry) -> frozenset[str]:
    """Actors whose name passes to or from somebody with the event."""
    told = passed(inquiry.after.snapshot, inquiry.after.record.dataset.name, inquiry.event)
    return frozenset(name for _, old, new, _ in told for name in (old, new))


def _ids(inquiry: Inquiry, rows: Mask) -> tuple[str, ...]:
    """Ids of the latest of these rows."""
    places = inquiry.after.positions(rows)[:_ROWS]
    if not len(places):
        return ()
    columns = inquiry.after.snapshot.columns.take(places)
    return tuple(row["event_id"] for row in inquiry.after.snapshot.rows(columns))


def _event(event: Happening) -> Event:
    return Event(
        event.name,
        event.day,
        event.origin,
        event.anticipation,
        event.day,
        event.stop - timedelta(days=1),
        event.days,
    )


# ---- the envelope -------------------------------------------------------------------------------


def _envelope(inquiry: Inquiry, body: Impact, question: dict[str, object]) -> Answer:
    after, dataset = inquiry.after, inquiry.after.record.dataset
    snapshot = after.snapshot
    sure = body.finding in ("more", "fewer", "within chance")
    return Answer(
        verb="impact",
        status="answered" if sure else "unsure",
        question=question,
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(dataset),
        answer=body,
        evidence=tuple(_evidence(inquiry, body)),
        skill=_skill(inquiry),
        resolution=_resolution(inquiry),
        caveats=tuple(_caveats(inquiry, body)),
    )


def _evidence(inquiry: Inquiry, body: Impact) -> list[Evidence]:
    """Every row that the answer names, and the deadliest and latest of all."""
    snapshot = inquiry.after.snapshot
    places = inquiry.after.positions(inquiry.rows)
    mask = np.zeros(len(snapshot.columns), dtype=np.bool_)
    mask[places] = True
    chosen = list(evidence.telling(snapshot.columns, mask, 2 * _PARTS))
    parts = (body.total, *body.types, *body.places, *body.partners)
    named = {i for e in (*parts, *filter(None, [body.before])) for i in e.evidence}
    lead = inquiry.after.of_actor(inquiry.actor.actor_id)
    lead = lead & inquiry.after.within(inquiry.window.origin, inquiry.window.stop)
    wide = inquiry.after.positions(lead)
    rows = snapshot.rows(snapshot.columns.take(wide)) if len(wide) else []
    chosen += [int(p) for p, row in zip(wide, rows, strict=True) if row["event_id"] in named]
    every = np.array(list(dict.fromkeys(int(p) for p in chosen)), dtype=np.int64)
    return evidence.events(snapshot, snapshot.columns.take(every)) if len(every) else []


def _skill(inquiry: Inquiry) -> Skill:
    fitted = inquiry.fitted
    leading = max(fitted.quads, key=lambda q: (float(inquiry.foreseen.mean[q].sum()), q))
    found = inquiry.outlook.measured_of(leading)
    return Skill(
        found.verdict,
        found.n,
        f"the forecast that the event is held against ({found.name}: {found.note}); "
        f"{FALSE_POSITIVES}",
    )


def _resolution(inquiry: Inquiry) -> str:
    event, dataset = inquiry.event, inquiry.after.record.dataset
    versions = ", ".join(dataset.versions) or "unknown"
    return (
        f"Counted: rows with {inquiry.actor.name} on either side that happened, in dataset "
        f"{dataset.name}, version {versions}, with their last day between {event.day} and "
        f"{event.stop - timedelta(days=1)}; forecast from what had ended before {event.origin}."
    )


def _caveats(inquiry: Inquiry, body: Impact) -> list[str]:
    event, dataset = inquiry.event, inquiry.after.record.dataset
    said = [
        "What came after an event is not what came of it: the figures hold the record against a "
        "forecast that knew nothing of the event, and whatever else happened in these days is in "
        "them.",
    ]
    if event.days < event.asked:
        said.append(
            f"{event.asked} days were asked for; {dataset.name} tells of {event.days} of them by "
            "day here."
        )
    if body.interval_from == "placebos":
        said.append(
            "Intervals are as wide as the errors at placebo dates were; those of parts are widened "
            "alike. Parts are not tested one by one."
        )
    else:
        said.append(
            "Intervals are the model's own, dyads taken as independent: on random days its 90 % "
            "intervals of an actor's acts held 56 % (KEDS Levant) and 81 % (Myanmar) of what came. "
            "Parts are not tested one by one."
        )
    if body.places:
        said.append("Places: the forecast is split by where the actor's acts of the year before "
                    "lay.")  # fmt: skip
    if (~inquiry.after.record.acts.directed[inquiry.rows]).any():
        said.append("Acts whose direction is not recorded are of both sides.")
    return said + caveats.of_dataset(inquiry.after.snapshot, dataset, stance=False)
