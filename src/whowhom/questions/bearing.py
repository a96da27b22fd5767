"""Bearing: what speaks for an actor's presence, what against, and what else has to be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from whowhom.actors.actor import Actor
from whowhom.actors.tie import Tie
from whowhom.answers.evidence import Evidence
from whowhom.answers.presence import Bearing, Branch, Standing
from whowhom.events.named import TurningEvent
from whowhom.questions.forecast_words import percent
from whowhom.questions.parties import lived, party
from whowhom.questions.places import Place
from whowhom.questions.population import YEAR
from whowhom.questions.scope import day, number
from whowhom.questions.sightings import last_seen, sightings_of
from whowhom.questions.standing import Record
from whowhom.snapshot.snapshot import Snapshot

ONE_SIDE = 0.8
"""From this share of its sightings on, a record hangs on one other side."""
_LATELY = 365
_ROWS = 3


@dataclass(frozen=True)
class Asked:
    """Who is asked about, and where.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    actor : Actor
        Who.
    place : Place
        Where.
    """

    snapshot: Snapshot
    actor: Actor
    place: Place

    @property
    def now(self) -> date:
        """The day of the answer."""
        return self.snapshot.as_of


def related(asked: Asked) -> list[tuple[Actor, str, Tie]]:
    """Branches (and theirs) and parents of the actor, as they stand now."""
    registry = asked.snapshot.registry
    found: dict[str, tuple[Actor, str, Tie]] = {}
    waiting = [asked.actor.actor_id]
    while waiting:
        head = waiting.pop()
        for tie in registry.ties_of(head):
            current = tie.kind == "branch of" and _holds(tie, asked.now)
            if current and tie.target == head and tie.source not in (*found, asked.actor.actor_id):
                found[tie.source] = (registry.actor(tie.source), "branch", tie)
                waiting.append(tie.source)
    for tie in registry.ties_of(asked.actor.actor_id):
        upward = tie.kind == "branch of" and tie.source == asked.actor.actor_id
        if upward and _holds(tie, asked.now):
            found.setdefault(tie.target, (registry.actor(tie.target), "parent", tie))
    return list(found.values())


def _holds(tie: Tie, now: date) -> bool:
    return (tie.valid.first or date.min) < now and (tie.valid.last or date.max) >= now


def branches(asked: Asked, counted: bool) -> tuple[Branch, ...]:
    """Branches and parents with what was recorded of them in the place."""
    found = []
    for actor, role, tie in related(asked):
        own = _seen_there(asked, actor)
        most = max(own, key=lambda each: (each[1], each[0]), default=("", 0, None))
        last = max((each[2] for each in own if each[2]), key=lambda d: d[1], default=None)
        counts = counted and role == "branch"
        found.append(Branch(party(actor), role, tie.tie_id, counts, most[1], most[0], last))
    return tuple(found)


def _seen_there(asked: Asked, actor: Actor) -> list[tuple[str, int, tuple[date, date] | None]]:
    """Per dataset: certain sightings of an actor in the place, and the last."""
    snapshot = asked.snapshot
    seen = sightings_of(snapshot, [actor], [], asked.place.mask(snapshot)).certain
    found = []
    for dataset in snapshot.datasets:
        mine = seen.take(seen.dataset == snapshot.datasets.index(dataset))
        if len(mine):
            found.append((dataset.name, int(mine.count.sum()), last_seen(mine)))
    return found


def bearings(
    asked: Asked,
    standings: tuple[Standing, ...],
    kin: tuple[Branch, ...],
    records: list[Record],
    known: Mapping[int, Evidence],
) -> tuple[Bearing, ...]:
    """Everything that bears on the answer: what is for it, what against, what beside."""
    lead = standings[0] if standings else None
    found = [*_of_record(lead), *_of_others(standings), *_of_unsure(records, known)]
    found += [*_of_ties(asked), *_of_kin(asked, kin)]
    if lead and lead.sides and lead.counts:
        found += _of_sides(asked, lead)
    found += _of_turns(asked, lead)
    found += _of_vintages(asked, records[0])
    order = {"for": 0, "against": 1, "beside": 2}
    return tuple(sorted(found, key=lambda each: order[each.side]))


def spanned(days: tuple[date, date]) -> str:
    """When something happened that is dated to a day, or to a stretch.

    >>> spanned((date(2020, 1, 1), date(2020, 12, 31)))
    'in 2020 (day not known)'
    """
    first, last = days
    if first == last:
        return f"on {first}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"in {first.year} (day not known)"
    return f"between {first} and {last}"


def lasted(days: int) -> str:
    """A length of time in words.

    >>> lasted(1), lasted(45), lasted(400), lasted(1500)
    ('1 day', '45 days', '13 months', '4.1 years')
    """
    if days < 90:
        return f"{days} day" + ("" if days == 1 else "s")
    return f"{days / 30.44:.0f} months" if days < 730 else f"{days / 365.25:.1f} years"


def _of_record(lead: Standing | None) -> Iterable[Bearing]:
    if lead is None or lead.last_seen is None:
        return
    yield Bearing(
        "for",
        f"{lead.dataset} recorded it there {lead.acts:,} times, last {spanned(lead.last_seen)}",
        lead.evidence[:3],
    )
    if lead.silence is None or lead.silence.value is None or lead.unlooked is None:
        return
    text = (
        f"silent for {_at_least(lead)}: were it still as active there as when last "
        f"seen, so long a silence would have a probability of {percent(lead.silence.value)} "
        f"({percent(lead.silence.low)} to {percent(lead.silence.high)})"
    )
    if (lead.silent_days or 0) >= 31:
        yield Bearing("against", text)
        yield Bearing(
            "beside",
            f"the time gone by alone, had nobody looked, would leave {percent(lead.unlooked)}; "
            f"what was (not) seen since makes it {percent(_value(lead))}",
        )


def _at_least(lead: Standing) -> str:
    loose = lead.last_seen is not None and lead.last_seen[0] != lead.last_seen[1]
    return ("at least " if loose else "") + lasted(lead.silent_days or 0)


def _value(lead: Standing) -> float:
    return lead.active.value if lead.active and lead.active.value is not None else 0.0


def _of_others(standings: tuple[Standing, ...]) -> Iterable[Bearing]:
    lead = standings[0] if standings else None
    for other in standings[1:]:
        if other.last_seen is None:
            continue
        later = lead is None or lead.last_seen is None or other.last_seen[0] > lead.last_seen[1]
        when = spanned(other.last_seen)
        if later:
            yield Bearing("for", f"{other.dataset} has it there later, {when}", other.evidence[:3])
        else:
            yield Bearing("beside", f"{other.dataset} has it there last {when}", other.evidence[:3])


def _of_unsure(records: list[Record], known: Mapping[int, Evidence]) -> Iterable[Bearing]:
    for record in records:
        last = last_seen(record.seen.certain)
        since = number(last[1]) if last else 0
        after = record.seen.uncertain.take(record.seen.uncertain.date > since)
        found = last_seen(after)
        if found is None:
            continue
        rows = [known[int(at)] for at in record.seen.latest(_ROWS)[1]]
        acts = int(after.count.sum())
        yield Bearing(
            "for",
            f"{acts} uncertain sighting{'' if acts == 1 else 's'} in {record.dataset.name} since "
            f"the last certain one, the last {spanned(found)} (words, doubtful rows, joint names)",
            tuple(e.id for e in rows if e.first and number(e.first) > since),
        )


def _of_ties(asked: Asked) -> Iterable[Bearing]:
    me = asked.actor.actor_id
    registry = asked.snapshot.registry
    for tie in registry.ties_of(me):
        other = registry.actor(tie.source if tie.target == me else tie.target)
        words = f"{registry.actor(tie.source).name} {tie.kind} {registry.actor(tie.target).name}"
        holds = _holds(tie, asked.now)
        doubt = f" (doubtful: {tie.doubt})" if tie.doubt else ""
        note = f": {tie.note}" if tie.note else ""
        ended = "" if holds else " (ended)"
        told = (
            f"{words}, {tie.valid}{ended}{note}{doubt}" if tie.valid.bounded() else f"{words}{note}"
        )
        if tie.kind == "hosts" and tie.target == me:
            yield Bearing(_host_side(asked, other, holds), told, (tie.tie_id,))
        elif tie.kind == "holds territory" and tie.source == me:
            yield Bearing("for" if holds else "beside", told, (tie.tie_id,))
        elif (tie.kind, me) in (("deprived of territory", tie.target), ("merged into", tie.source)):
            yield Bearing("against", told, (tie.tie_id,))


def _host_side(asked: Asked, host: Actor, holds: bool) -> str:
    """A host elsewhere, or one of the past, says nothing for the place now."""
    here = host.kind == "state" and host.actor_id == asked.place.country
    if host.kind != "state":
        here = any(
            last and (asked.now - last[1]).days <= _LATELY
            for _, _, last in _seen_there(asked, host)
        )
    return "for" if here and holds else "beside"


def _of_kin(asked: Asked, kin: tuple[Branch, ...]) -> Iterable[Bearing]:
    for each in kin:
        if each.last_seen is None or each.counted:
            continue
        side = "for" if (asked.now - each.last_seen[1]).days <= _LATELY else "beside"
        whose = "its branch" if each.role == "branch" else "its parent"
        yield Bearing(
            side,
            f"{whose} {each.actor.name} was recorded there last {spanned(each.last_seen)} "
            "(not counted)",
            (each.tie,),
        )


def _of_turns(asked: Asked, lead: Standing | None) -> Iterable[Bearing]:
    """Turning events since it was last seen, of which the model knows nothing."""
    since = lead.last_seen[1] if lead and lead.last_seen else date.max
    if turns := turns_since(asked, since):
        named = ", ".join(f"{e.name} ({e.date})" for e in turns)
        yield Bearing("beside", f"since it was last seen: {named}; the figures know nothing of it")


def turns_since(asked: Asked, since: date) -> list[TurningEvent]:
    """Turning events of the case after a day."""
    return [e for e in asked.snapshot.settings.turning_events if since < e.date < asked.now]


def _of_vintages(asked: Asked, record: Record) -> Iterable[Bearing]:
    """Whether the silence was observed in another way than the last sighting."""
    last = last_seen(record.seen.certain)
    if last is None:
        return
    covers = [c for c in record.dataset.observed if c.country in ("", asked.place.country)]
    until = day(record.when.until - 1)
    then = {c.note for c in covers if c.first <= last[1] <= c.last and c.resolution != "month"}
    now = {c.note for c in covers if c.first <= until <= c.last and c.resolution != "month"}
    if then and now and not then & now:
        yield Bearing(
            "beside",
            f"{record.dataset.name} was observed in another way when it was last seen "
            f"({'; '.join(sorted(then))}) than now ({'; '.join(sorted(now))}): part of the silence "
            "may be the dataset's own",
        )


def _of_sides(asked: Asked, lead: Standing) -> Iterable[Bearing]:
    name, share = lead.sides[0]
    if share < ONE_SIDE:
        return
    partner = next((a for a in asked.snapshot.actors if a.name == name), None)
    if partner is None or partner.generic:
        return
    ended = lived(partner)[1]
    gone = f"; {name} ended on {ended}" if ended < asked.now else ""
    yield Bearing(
        "beside",
        f"{percent(share)} of its sightings in {lead.dataset} are acts with {name}{gone}: where "
        f"that side stops fighting it, the record falls silent though {asked.actor.name} may stay",
    )


def changes(record: Record | None, text: str) -> tuple[str, ...]:
    """What would change the answer."""
    if record is None or record.silence is None or record.population is None:
        return ()
    on, seen = record.silence.after_quiet(YEAR, YEAR)
    return (
        f"one certain sighting would make it {percent(1.0)}, until the next silence",
        f"a further year without a sighting would make it {percent(on)}, and a sighting within the "
        f"year after {percent(seen)}",
        text,
    )
