"""`presence`: whether an actor is still active in a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.presence import Again, Branch, Presence, Spread, Standing
from whowhom.answers.skill import DESCRIPTIVE, Skill
from whowhom.errors import OptionError, RefusalError
from whowhom.questions import caveats, evidence
from whowhom.questions.bearing import (
    ONE_SIDE,
    Asked,
    bearings,
    branches,
    changes,
    lasted,
    related,
    spanned,
    turns_since,
)
from whowhom.questions.forecast_words import percent
from whowhom.questions.parties import find_actor, latest_first, party, statement_line, tie_line
from whowhom.questions.places import Place, find_place
from whowhom.questions.population import YEAR, Population
from whowhom.questions.rates import figure
from whowhom.questions.scope import Scope
from whowhom.questions.sightings import MONTH, RULE, joint_names, observes
from whowhom.questions.standing import (
    TRUST,
    Record,
    by_division,
    course,
    record_of,
    standing,
    worded,
)
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

_DAYS: Final = (365, 730)
_SHOWN = 8
_SAID = 10
_RECENT = 31


@dataclass(frozen=True)
class _Read:
    """The question as it was understood, and the records that answer it, the lead first."""

    asked: Asked
    scope: Scope
    records: list[Record]
    kin: tuple[Branch, ...]
    joint: list[Actor]
    counted: bool

    @property
    def lead(self) -> Record:
        return self.records[0]

    @property
    def groups(self) -> Population | None:
        return self.lead.population


def presence(
    snapshot: Snapshot, actor: str, place: str | None, scope: Scope, count_branches: bool = False
) -> Answer:
    """Whether an actor is still active in a place.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    actor : str
        Any name of an actor.
    place : str or None
        A country or first-level division; None for the case's own place.
    scope : Scope
        Dataset, level and seed.
    count_branches : bool
        Whether sightings of its branches count as its own.

    Returns
    -------
    Answer
        With a `whowhom.answers.presence.Presence`.

    Raises
    ------
    UnknownActorError, OptionError
        If the actor or the place is unknown or may mean several.
    RefusalError
        If the actor is no group, did not exist yet, or nothing observes the place.
    """
    who = find_actor(snapshot, actor)
    where = _place(snapshot, place)
    _refuse(snapshot, who)
    asked = Asked(snapshot, who, where)
    kin = branches(asked, count_branches)
    mine = [who, *(a for a, role, _ in related(asked) if count_branches and role == "branch")]
    joint = joint_names(snapshot, who)
    records = [record_of(snapshot, d, where, mine, joint) for d in _datasets(snapshot, scope)]
    read = _Read(asked, scope, _led(snapshot, scope, where, records), kin, joint, count_branches)
    positions = {snapshot.index[a.actor_id] for a in mine if a.actor_id in snapshot.index}
    shown = [r for n, r in enumerate(read.records) if n == 0 or len(r.seen)]
    known = _rows(snapshot, read.records)
    standings = tuple(standing(snapshot, r, scope.level, positions, known) for r in shown)
    return _answer(read, standings, known, {"actor": actor, "place": place})


def _rows(snapshot: Snapshot, records: list[Record]) -> dict[int, Evidence]:
    """The latest sightings of each record, by position in the columns; read at once."""
    at = [p for r in records for p in r.seen.latest(_SHOWN)]
    wanted = np.concatenate(at)
    found = evidence.events(snapshot, snapshot.columns.take(wanted))
    return dict(zip(wanted.tolist(), found, strict=True))


def _place(snapshot: Snapshot, place: str | None) -> Place:
    if place is not None:
        return find_place(snapshot, place)
    if not snapshot.settings.place:
        raise OptionError(
            "no place was named, and the case has none of its own",
            "a country or a first-level division",
            "name one, or set place in case.toml",
        )
    return find_place(snapshot, snapshot.settings.place)


def _refuse(snapshot: Snapshot, who: Actor) -> None:
    if who.generic:
        raise RefusalError(
            f"{who.name} is no group that could be present or gone",
            "a group, a state or an organisation",
            "name another actor",
        )
    if who.valid.first and who.valid.first >= snapshot.as_of:
        raise RefusalError(
            f"{who.name} exists from {who.valid.first}, and {snapshot.as_of} was asked for",
            "an actor that existed by then",
            "choose a later --as-of",
        )


def _datasets(snapshot: Snapshot, scope: Scope) -> list[Dataset]:
    chosen = snapshot.dataset(scope.dataset) if scope.dataset else None
    rest = [d for d in snapshot.datasets if chosen is None or d.name != chosen.name]
    return [chosen, *rest] if chosen else rest


def _led(snapshot: Snapshot, scope: Scope, place: Place, records: list[Record]) -> list[Record]:
    """The records, the one judged by first: one that may be counted and has sightings."""
    preferred = snapshot.settings.dataset.casefold()

    def rank(record: Record) -> tuple[bool, ...]:
        dataset = record.dataset
        return (
            bool(scope.dataset) and dataset.name == records[0].dataset.name,
            dataset.counts and observes(dataset, place),
            len(record.seen) > 0,
            dataset.name.casefold() == preferred,
        )

    found = sorted(records, key=lambda r: r.dataset.name)
    found.sort(key=rank, reverse=True)
    if not any(len(r.seen) or r.population for r in found):
        raise RefusalError(
            f"no dataset of the case observes {place.name} ({place.code})",
            ", ".join(f"{r.dataset.name}: {_countries(snapshot, r.dataset)}" for r in found),
            "ask about a place that one observes, or add data on this one",
        )
    return found


def _countries(snapshot: Snapshot, dataset: Dataset) -> str:
    named = sorted({c.country for c in dataset.observed if c.country})
    if named:
        return " ".join(named)
    codes = np.unique(snapshot.columns.country[snapshot.mask_of(dataset)])
    return " ".join(snapshot.countries[c] for c in codes[codes >= 0][:8]) or "no country given"


# ---- the answer --------------------------------------------------------------------------------


def _answer(
    read: _Read,
    standings: tuple[Standing, ...],
    known: dict[int, Evidence],
    given: dict[str, object],
) -> Answer:
    snapshot, asked, lead = read.asked.snapshot, read.asked, read.lead
    outcome = _outcome(read, standings[0])
    forward = _again(read) if outcome == "number" else ()
    ever, base = _base_rate(read, forward) if outcome == "number" else ((0, 0), "")
    said = latest_first(s for s in snapshot.statements if s.touches(asked.actor.actor_id))
    ties = snapshot.registry.ties_of(asked.actor.actor_id)
    reasons = bearings(asked, standings, read.kin, read.records, known)
    body = Presence(
        headline=_headline(read, standings, outcome, forward),
        actor=party(asked.actor),
        place=asked.place.name,
        place_code=asked.place.code,
        outcome=outcome,
        branches_counted=read.counted,
        standings=standings,
        again=forward,
        ever=ever,
        base_rate=base,
        would_show=_would_show(read),
        reasons=reasons,
        changes=changes(lead, _other_change(read)) if outcome == "number" else (),
        divisions=tuple(
            d for r in read.records for d in by_division(snapshot, asked.place, r, read.scope.level)
        ),
        branches=read.kin,
        ties=tuple(tie_line(snapshot, t) for t in ties),
        statements=tuple(statement_line(s) for s in said[:_SAID]),
        course=course(lead) if outcome in ("number", "ended") else (),
    )
    return Answer(
        verb="presence",
        status="answered",
        question={
            **given,
            "read_as": [asked.actor.actor_id, asked.place.code],
            "branches": read.counted,
            "dataset": read.scope.dataset or None,
            "level": read.scope.level,
            "seed": read.scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(lead.dataset),
        answer=body,
        evidence=tuple(_evidence(read, body, known)),
        skill=_skill(read, outcome),
        resolution=forward[0].resolution if forward else None,
        caveats=tuple(_caveats(read, outcome)),
    )


def _outcome(read: _Read, lead: Standing) -> str:
    ended = read.asked.actor.valid.last
    if ended and ended < read.asked.now:
        return "ended"
    if lead.last_seen is None:
        return "never recorded"
    return "number" if lead.counts else "range"


def _again(read: _Read) -> tuple[Again, ...]:
    found = []
    lead = read.lead
    position = _position(read)
    for days in _DAYS:
        months = days / MONTH
        first = read.asked.now
        last = first + timedelta(days=days - 1)
        chance = lead.spread("again", read.scope.level, months)
        assert read.groups
        past = read.groups.returned(lead.silent_months, months, position)
        rate = past.within / past.silences if past.silences else None
        found.append(
            Again(
                first,
                last,
                chance,
                worded(chance),
                rate,
                past.silences,
                _resolution(read, first, last, chance),
            )
        )
    return tuple(found)


def _position(read: _Read) -> int:
    """Where the actor stands among the groups of the dataset; -1 if it does not."""
    snapshot, place = read.asked.snapshot, read.asked.place
    me = snapshot.index.get(read.asked.actor.actor_id, -1)
    if place.divisions:
        places = np.unique(snapshot.divided[0][place.mask(snapshot)])
    else:
        places = np.array([snapshot.countries.index(place.country)])
    assert read.groups
    return read.groups.panel.position(me, places)


def _resolution(read: _Read, first: date, last: date, chance: Spread) -> str:
    dataset = read.lead.dataset
    who = read.asked.actor.name
    also = " or a branch of it" if read.counted else ""
    return (
        f"Presence itself cannot be observed; what can: at least one certain sighting of {who}"
        f"{also} in {read.asked.place.name} in rows of {dataset.name} that happened, dated "
        f"{first} to {last}, in the first version that covers {last}; probability "
        f"{percent(chance.value or 0.0)}."
    )


def _base_rate(read: _Read, forward: tuple[Again, ...]) -> tuple[tuple[int, int], str]:
    assert read.groups
    silent = read.lead.silent_months
    past = read.groups.returned(silent, YEAR, _position(read))
    name = read.lead.dataset.name
    kind = "division" if read.asked.place.divisions else "country"
    if not past.reached:
        return (0, 0), f"no other group of {name} was ever silent as long in a {kind}"
    shares = [
        f"{percent(a.base_rate)} within {n} year" + ("s" if n > 1 else "") + f" (of {a.base_n})"
        for n, a in enumerate(forward, 1)
        if a.base_rate is not None
    ]
    spell = f"silent in a {kind} for at least {lasted(round(silent * MONTH))}"
    spell = f"just seen in a {kind}" if silent < 1 else spell
    came = ", ".join(shares) or "none could be followed for a year"
    text = (
        f"of groups of {name} {spell}, recorded again: {came}; {past.ever} of {past.reached} "
        f"({percent(past.ever / past.reached)}) at some later time so far, so these still existed "
        f"({past.sources} groups)"
    )
    return (past.reached, past.ever), text


def _would_show(read: _Read) -> str:
    """What the lead dataset records of groups in places of this kind."""
    groups = read.groups
    if groups is None or not groups.panel.keys:
        return ""
    s = groups.panel.sightings
    ends = np.concatenate([[0.0], np.cumsum(s.months)])
    years = np.maximum((ends[s.last + 1] - ends[s.begins]) / YEAR, 1.0)
    rate = float(np.median(s.acts.sum(axis=1) / years))
    kind = "in a division" if read.asked.place.divisions else "in a country"
    return (
        f"{read.lead.dataset.name} recorded {len(groups.panel.keys):,} groups {kind}; the median "
        f"of them had {figure(rate)} sightings a year between its first and its last"
    )


def _other_change(read: _Read) -> str:
    others = [r.dataset.name for r in read.records[1:] if len(r.seen)]
    listed = f", or in {', '.join(others)}" if others else ""
    return f"a tie that says so (hosts, holds territory, merged into){listed}: shown, not counted"


def _skill(read: _Read, outcome: str) -> Skill:
    if outcome == "number" and read.groups:
        return read.groups.skill(read.lead.dataset.name, read.scope.seed)
    return DESCRIPTIVE


def _evidence(read: _Read, body: Presence, known: dict[int, Evidence]) -> Iterable[Evidence]:
    snapshot = read.asked.snapshot
    found = {e.id: e for e in known.values()}
    ties = snapshot.registry.ties_of(read.asked.actor.actor_id)
    found.update({t.tie_id: evidence.tie(snapshot, t) for t in ties})
    shown = {s.id for s in body.statements}
    said = [s for s in snapshot.statements if s.statement_id in shown]
    found.update({s.statement_id: evidence.statement(snapshot, s) for s in said})
    return found.values()


# ---- words -------------------------------------------------------------------------------------


def _headline(
    read: _Read, standings: tuple[Standing, ...], outcome: str, forward: tuple[Again, ...]
) -> str:
    lead = standings[0]
    who, where = read.asked.actor.name, read.asked.place.name
    if outcome == "ended":
        return _ended(read, lead)
    if outcome == "never recorded":
        return _never(read, standings)
    assert lead.last_seen
    assert lead.active
    seen = f"last recorded there {spanned(lead.last_seen)}"
    level = f"{read.scope.level:.0%} interval"
    if outcome == "range":
        return (
            f"{who} in {where}: {lead.dataset} is no sample and gives no probability; {seen}, "
            f"{lasted(lead.silent_days or 0)} before {read.asked.now}. Whatever the rate at which "
            f"it would be noticed, still active there: {inside(lead.active)}."
        )
    again = forward[0]
    held = f"{level} {inside(lead.active)}"
    if " to " not in inside(lead.active):
        held = "whatever the detection rate"
    judged = said(lead.word, lead.active.value or 0.0, held)
    base = "" if again.base_rate is None else f", base rate {percent(again.base_rate)}"
    return (
        f"{judged} that {who} is still active in {where} on {read.asked.now} in the way that "
        f"{lead.dataset} records; {seen}{_with_whom(lead)}. Recorded there again by {again.last}: "
        f"{percent(again.probability.value or 0.0)} ({level} "
        f"{inside(again.probability)}{base})." + _later(standings) + _unknown(read, lead)
    )


def inside(spread: Spread) -> str:
    """An interval in words; one number where both ends round to it.

    >>> inside(Spread(None, 0.2, 0.61)), inside(Spread(None, 0.994, 0.999))
    ('20% to 61%', 'over 99%')
    """
    ends = [percent(spread.low), percent(spread.high)]
    return " to ".join(dict.fromkeys(ends))


def said(word: str | None, value: float, inside: str) -> str:
    """A probability as the beginning of a sentence.

    >>> said("likely", 0.6, "90% interval 40% to 80%")
    'It is likely (60%, 90% interval 40% to 80%)'
    >>> said("roughly even chance", 0.5, "x"), said(None, 0.999, "x")
    ('There is a roughly even chance (50%, x)', 'The probability is over 99% (x)')
    """
    if word is None:
        return f"The probability is {percent(value)} ({inside})"
    if word.endswith("chance"):
        article = "" if word.startswith("almost") else "a "
        return f"There is {article}{word} ({percent(value)}, {inside})"
    return f"It is {word} ({percent(value)}, {inside})"


def _later(standings: tuple[Standing, ...]) -> str:
    """Another dataset that saw it later, and what that means by itself."""
    lead = standings[0]
    assert lead.last_seen
    for other in standings[1:]:
        if other.last_seen and other.active and other.last_seen[0] > lead.last_seen[1]:
            return (
                f" {other.dataset} has it there later, {spanned(other.last_seen)}: by that alone "
                f"{inside(other.active)}, whatever the rate at which it would be noticed."
            )
    return ""


def _with_whom(lead: Standing) -> str:
    """Whether its sightings hang on one other side."""
    name, share = lead.sides[0] if lead.sides else ("", 0.0)
    if share < ONE_SIDE:
        return ""
    return f" ({'always' if share == 1 else 'nearly always'} in acts with {name})"


def _unknown(read: _Read, lead: Standing) -> str:
    """Turning events that the figures know nothing of."""
    turns = turns_since(read.asked, lead.last_seen[1]) if lead.last_seen else []
    if not turns:
        return ""
    named = " and ".join(e.name for e in turns[-2:])
    return f" The figures know nothing of what came since: {named}."


def _ended(read: _Read, lead: Standing) -> str:
    actor = read.asked.actor
    seen = (
        f"; {lead.dataset} recorded it there last {spanned(lead.last_seen)}"
        if (lead.last_seen)
        else ""
    )
    heir = read.asked.snapshot.registry.heir(actor.actor_id, lead.dataset)
    name = read.asked.snapshot.registry.actor(heir).name if heir else ""
    left = f"; its place was taken by {name}" if name else ""
    return f"{actor.name} ended on {actor.valid.last}, as known on {read.asked.now}{seen}{left}."


def _never(read: _Read, standings: tuple[Standing, ...]) -> str:
    who, where = read.asked.actor.name, read.asked.place.name
    lead = standings[0]
    text = f"{who} was never recorded in {where} by {lead.dataset} before {lead.until}"
    if lead.last_unsure:
        text += f", but for uncertain sightings, the last {spanned(lead.last_unsure)}"
    others = [s for s in standings[1:] if s.last_seen]
    text += "".join(
        f"; {s.dataset} has it there last {spanned(s.last_seen)}" for s in others if s.last_seen
    )
    kin = [k for k in read.kin if k.last_seen]
    text += "".join(
        f"; its {k.role} {k.actor.name} was recorded there last {spanned(k.last_seen)}"
        for k in kin
        if k.last_seen
    )
    return text + ". No probability can be given: a missing row is not a missing group."


def _caveats(read: _Read, outcome: str) -> list[str]:
    snapshot, lead = read.asked.snapshot, read.lead
    told = [RULE]
    if outcome == "number":
        told.append(
            f"'Active' means: able to be recorded as {lead.dataset.name} records. A group that "
            "lies low there, or only talks, trains or raises money, is not active in this sense "
            "and may be present all the same."
        )
        told.append(
            "The interval covers rates of detection and the model's other parameters, not every "
            "way in which the model may be wrong."
        )
    if lead.sightings.unsure.any():
        told.append(
            f"Each uncertain sighting is taken as its own with a probability of {TRUST:.0%}; the "
            "interval covers 25% to 75%."
        )
    if read.joint:
        names = ", ".join(f"'{a.name}'" for a in read.joint)
        told.append(f"Rows under joint names are uncertain sightings: {names}.")
    told += _of_dates(read)
    told += _of_kin(read)
    for record in read.records:
        if record is lead or len(record.seen):
            told += caveats.of_dataset(snapshot, record.dataset, stance=False)
    told += caveats.of_end(lead.dataset, snapshot.as_of)
    if sum(len(r.seen) > 0 for r in read.records) > 1:
        told.append("Datasets tell of the same acts and are never added up.")
    return told


def _of_dates(read: _Read) -> list[str]:
    rows = read.lead.seen.certain
    wide = rows.date_end - rows.date >= _RECENT
    if not wide.any():
        return []
    return [
        f"{int(rows.count[wide].sum()):,} sightings are totals or dated to more than a month: each "
        "stands in the period in which the middle of its dates lies."
    ]


def _of_kin(read: _Read) -> list[str]:
    below = [k for k in read.kin if k.role == "branch"]
    if not below:
        return []
    names = ", ".join(k.actor.name for k in below)
    if read.counted:
        return [f"Sightings of its branches are counted as its own: {names}."]
    return [f"Sightings of its branches are not counted ({names}); --branches counts them."]
