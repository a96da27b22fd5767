"""From a sentence that has been read to the arguments of a verb, or what is missing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any, Final

import numpy as np

from whowhom.actors.period import Period
from whowhom.questions.asked.conditions import condition, scenarios
from whowhom.questions.asked.happenings import Happening
from whowhom.questions.asked.interventions import intervention
from whowhom.questions.asked.language import ENGLISH
from whowhom.questions.asked.reading import Reading
from whowhom.questions.asked.routed import Call, Unsure
from whowhom.questions.asked.spans import Span, cut, now
from whowhom.questions.asked.typos import ORDINARY
from whowhom.questions.periods import read
from whowhom.snapshot.snapshot import Snapshot

_MOST: Final = 4
_HORIZONS: Final = (30, 90, 365)
_THEY: Final = re.compile(
    r"\b(?:they|them|their|theirs|it|its|themselves|(?:the|this|that|each) (?:group|movement|organi[sz]ation|outfit|one)"
    r"|these (?:groups|two)|those (?:groups|two)|the (?:two|latter|former)|both|each other|one another|that|this|these|those)\b"
)
_BEFORE_AND_AFTER: Final = re.compile(
    r"\bbefore EVT\b.*\b(?:since|after|afterwards?|thereafter)\b|\b(?:since|after) EVT\b.*\b(?:before|previously)\b|"
    r"\b(?:before (?:and|vs|versus|or) (?:since|after|then)|pre and (?:post|since))\b"
)
_ADDED: Final = re.compile(r"\b(?:like|such as|including|especially)\b")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, what was said before it, and the case.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    reading : Reading
        The sentence that asks.
    earlier : tuple of Reading
        Sentences before it, in their order.
    """

    snapshot: Snapshot
    reading: Reading
    earlier: tuple[Reading, ...] = ()

    @property
    def referring(self) -> bool:
        """Whether the sentence speaks of somebody named before."""
        return bool(_THEY.search(self.reading.masked))

    @property
    def _refers_first(self) -> bool:
        """Whether "they" stands before the first name."""
        they, named = _THEY.search(self.reading.masked), self.reading.masked.find("ACT")
        return they is not None and they.start() < named

    def actors(self, wanted: int) -> list[str]:
        """Actors of the sentence; of those before it where it refers to them and lacks some."""
        found = self.reading.actors
        if len(found) >= wanted or not self.referring:
            return found
        owners = list(dict.fromkeys(m.actors[0] for m in self.reading.owners))
        if len(found) + len(owners) == wanted:
            return [*found, *(o for o in owners if o not in found)]
        for before in reversed(self.earlier):
            more = [a for a in before.actors if a not in found]
            if not more and before.owners:
                more = [m.actors[0] for m in before.owners if m.actors[0] not in found]
            if more and len(found) + len(more) > wanted:
                return found  # which of them is meant is not said
            if more:
                return [*more, *found] if self._refers_first else [*found, *more]
        return found


Filled = Call | Unsure


def fill(verb: str, scene: Scene) -> Filled:
    """The call of a verb that a sentence makes, or what it lacks."""
    doubtful = scene.reading.doubtful
    if doubtful:
        calls = _each_meaning(verb, scene)
        return Unsure(f"'{doubtful.name}' may mean several actors", calls)
    return _FILLERS[verb](scene)


def _each_meaning(verb: str, scene: Scene) -> tuple[Call, ...]:
    """The call for each actor that an ambiguous name may mean."""
    from dataclasses import replace

    doubtful = scene.reading.doubtful
    assert doubtful is not None
    found = []
    for actor in doubtful.actors[:_MOST]:
        mentions = tuple(
            replace(m, actors=(actor,)) if m is doubtful else m for m in scene.reading.mentions
        )
        reading = replace(scene.reading, mentions=mentions)
        filled = fill(verb, Scene(scene.snapshot, reading, scene.earlier))
        found += [filled] if isinstance(filled, Call) else []
    return tuple(found)


# ---- one verb after the other ------------------------------------------------------------------


def _profile(scene: Scene) -> Filled:
    actors = scene.actors(1)
    if len(actors) == 1:
        return Call("profile", {"actor": actors[0], **_from_to(scene.reading.past)})
    if not actors:
        return _no_actor(scene, "profile", "actor")
    calls = tuple(Call("profile", {"actor": a}) for a in actors[:_MOST])
    return Unsure("profile is about one actor, and several are named", calls)


def _relation(scene: Scene) -> Filled:
    actors, past = scene.actors(2), scene.reading.past
    if len(actors) > 2:
        calls = tuple(Call("relation", {"a": a, "b": b}) for a, b in _pairs(scene.reading, actors))
        return Unsure("relation is about two actors, and more are named", calls)
    if len(actors) == 2:
        if len(past) > 1:
            calls = tuple(
                Call("relation", {"a": actors[0], "b": actors[1], **_from_to([each])})
                for each in past
            )
            return Unsure("several periods are named, and relation takes one", calls)
        return Call("relation", {"a": actors[0], "b": actors[1], **_from_to(past)})
    if not actors:
        return Unsure("relation is about two actors, and none is named", (), True)
    others = _partners(scene.snapshot, actors[0])
    calls = tuple(Call("relation", {"a": actors[0], "b": b, **_from_to(past)}) for b in others)
    return Unsure("the other actor is missing", calls, True)


def _forecast(scene: Scene) -> Filled:
    actors = scene.actors(2 if scene.reading.actors else 1)
    days = scene.reading.horizon
    ahead = {"horizon": days.days} if days else {}
    if days and days.days > 365:
        nearer = Call("forecast", {**_sides(actors), "horizon": 365})
        why = f"{days.days} days are farther ahead than the 365 that are answered"
        return Unsure(why, (nearer,))
    if len(actors) > 2:
        calls = tuple(
            Call("forecast", {"a": a, "b": b, **ahead}) for a, b in _pairs(scene.reading, actors)
        )
        return Unsure("forecast is about two actors at most, and more are named", calls)
    if not actors and not watching(scene.reading):
        return _no_actor(scene, "forecast", "a", ahead)
    return Call("forecast", {**_sides(actors), **ahead})


def _sides(actors: Sequence[str]) -> dict[str, Any]:
    return dict(zip(("a", "b"), actors[:2], strict=False))


_WATCHING: Final = re.compile(
    r"\b(?:watch ?list|watch\w*|radar|keep\w* tabs|flare\w*|heat\w* up|escalat\w*|blow\w* up|break\w* out|kick\w* off|boil over|trouble spots?|flash ?points?|worry about|worried about|look out for|pairs?|dyads?|hot ?spots|keep\w* (?:an )?eyes?|monitor|who(?:m)? (?:will|is going to|is likely to|is about to) (?:fight|attack|clash|move against|turn on|hit|strike|target)|who fights (?:who|whom)"
    r"|which (?:\w+ ){0,2}(?:groups|actors|conflicts|rivalries|relations|relationships))\b"
)


def watching(reading: Reading) -> bool:
    """Whether a sentence asks for whatever is to be watched, and not for somebody."""
    return bool(_WATCHING.search(reading.masked))


def _compare(scene: Scene) -> Filled:
    actors = scene.actors(1)
    periods = _two_periods(scene)
    if not actors:
        return _no_actor(scene, "profile", "actor", why="whom to compare is missing")
    if len(actors) > 1:
        calls = [Call("relation", {"a": a, "b": b}) for a, b in _pairs(scene.reading, actors)]
        if periods:
            p1, p2 = periods
            calls = [Call("compare", {"actor": a, "p1": p1, "p2": p2}) for a in actors]
        why = "compare sets one actor against itself at another time"
        return Unsure(why, tuple(calls[:_MOST]))
    if periods is None:
        return Unsure("two periods to compare are missing", _usual_periods(scene, actors[0]), True)
    return Call("compare", {"actor": actors[0], "p1": periods[0], "p2": periods[1]})


Days = tuple[str | None, str | None]


def _two_periods(scene: Scene) -> tuple[Days, Days] | None:
    """The two periods that a sentence sets against each other, the earlier first."""
    reading, snapshot = scene.reading, scene.snapshot
    spans = list(dict.fromkeys(reading.spans))
    event = _edge(reading)
    if event is not None and len(reading.past) <= 1:
        return _around(snapshot, event)
    if len(spans) > 2:
        plain = [s for s in spans if not s.now]
        spans = plain if len(plain) == 2 else []
    if len(spans) == 2:
        one, other = sorted((_plain(snapshot, s) for s in spans), key=_order)
        return None if _nested(one, other) else (_days(one), _days(other))
    if len(spans) == 1 and not spans[0].now:
        return _with_now(snapshot, spans[0])
    return None


def _with_now(snapshot: Snapshot, only: Span) -> tuple[Days, Days] | None:
    """One period against the present, or the two ends of a stretch against each other."""
    if halves := _ENDS.match(only.said):
        ends = [read(snapshot, half) for half in halves.groups()]
        known = [cut(snapshot, end) for end in ends if end]
        if len(known) == 2 and known[0] and known[1]:
            return _days(known[0]), _days(known[1])
    inner = only.inner if only.opening else None
    if inner and inner.first == inner.last:
        return _around(snapshot, inner.first)
    if only.period.first and _open_ended(snapshot, only) and not only.opening:
        return _around(snapshot, only.period.first)
    before, present = cut(snapshot, inner) if inner else only.period, now(snapshot)
    if before is None or _nested(before, present):
        return None
    return _days(before), _days(present)


_ENDS: Final = re.compile(
    r"^(?:between |in |from )?((?:the )?[\w' -]+?) (?:and|to) ((?:the )?[\w' -]+)$"
)


def _open_ended(snapshot: Snapshot, span: Span) -> bool:
    """Whether a period with a name reaches to the last day known: "the second emirate"."""
    return span.event is not None and span.period.last == snapshot.as_of - timedelta(days=1)


def _plain(snapshot: Snapshot, span: Span) -> Period:
    """The period of a span; "different from last year" means that year alone."""
    if span.said.startswith("from ") and span.opening == "since" and span.inner:
        return cut(snapshot, span.inner) or span.period
    return span.period


def _nested(one: Period, other: Period) -> bool:
    """Whether one period lies within the other, so that they cannot be set apart."""
    a, b = _order(one), _order(other)
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


def _edge(reading: Reading) -> date | None:
    """The day of the event that divides before from after."""
    spans, events = reading.past, reading.events
    if len(spans) == 1 and spans[0].event and spans[0].event.event:
        only = spans[0]
        others = [s for s in reading.spans if s is not only]
        both = bool(_BEFORE_AND_AFTER.search(reading.masked))
        # "now and before the takeover" names two periods of its own.
        if others and not both and only.opening == "before":
            return None
        return only.event.event.date if only.event and only.event.event else None
    if not spans and len(events) == 1 and events[0].event:
        return events[0].event.date
    return None


def _around(snapshot: Snapshot, day: date | None) -> tuple[Days, Days] | None:
    if day is None:
        return None
    after = cut(snapshot, Period(day, None))
    return (_days(Period(None, day - timedelta(days=1))), _days(after)) if after else None


def _order(period: Period) -> tuple[date, date]:
    return period.first or date.min, period.last or date.max


def _days(period: Period) -> Days:
    return (
        period.first.isoformat() if period.first else None,
        period.last.isoformat() if period.last else None,
    )


def _usual_periods(scene: Scene, actor: str) -> tuple[Call, ...]:
    """Comparisons around the case's turning events, the latest first."""
    found = []
    for event in reversed(scene.snapshot.settings.turning_events):
        periods = _around(scene.snapshot, event.date) if event.date < scene.snapshot.as_of else None
        if periods:
            found.append(
                Call(
                    "compare",
                    {"actor": actor, "p1": periods[0], "p2": periods[1]},
                    f"before and since {event.name}",
                )
            )
    return tuple(found[:_MOST])


def _presence(scene: Scene) -> Filled:
    actors, places = scene.actors(1), list(scene.reading.places)
    if not actors:
        return _no_actor(scene, "presence", "actor")
    distinct = {p.codes for p in places}
    codes = list(dict.fromkeys(c for p in places for c in p.codes))
    calls = tuple(
        Call("presence", {"actor": a, **({"place": c} if c else {})})
        for a in actors
        for c in (codes or [""])
    )
    if len(actors) > 1:
        return Unsure("presence is about one actor, and several are named", calls[:_MOST])
    if any(p.partial for p in places):
        return Unsure("presence knows countries and first-level divisions only", calls[:_MOST])
    if any(len(p.codes) > 1 for p in places):
        return Unsure(f"'{places[0].name}' may mean several places", calls[:_MOST])
    if len(distinct) > 1:
        return Unsure("presence is about one place, and several are named", calls[:_MOST])
    stranger = _strange_place(scene.reading)
    if stranger and not places:
        return Unsure(f"'{stranger}' is no country and no first-level division of this case", calls)
    return calls[0]


_IN: Final = re.compile(
    r"\b(?:in|inside|near|around) (?:the )?(?!(?:LOC|PER|NOW|EVT|DAY|ACT|HOR|the|any|some|this|that|there|here|all|general|fact|force"
    r"|power|charge|practice|existence|business|action|operation|hiding|play|place|which|what|world|region|country|field|ground|first|meantime)\b)(\w+)"
)


def _strange_place(reading: Reading) -> str:
    """What stands after "in" and is no place of the case."""
    for hit in _IN.finditer(reading.masked):
        if hit[1] not in ENGLISH and hit[1] not in ORDINARY:
            return hit[1]
    for name in reading.strangers:
        if re.search(
            rf"\b(?:in|inside|around|near|within|from|of)\s+(?:the\s+)?(?:\w+\s+)?{re.escape(name)}\b",
            reading.sentence.text,
        ):
            return name
    return ""


def _impact(scene: Scene) -> Filled:
    supposed = intervention(scene.reading)
    if supposed:
        on = list(supposed.on)
        if not on and scene.referring:
            on = [a for before in scene.earlier for a in before.actors if a not in supposed.text]
        if len(on) == 1:
            return Call("impact", {"if": supposed.text, "on": on[0]})
        others = on or _partners(scene.snapshot, supposed.text.split()[1])
        calls = tuple(Call("impact", {"if": supposed.text, "on": a}) for a in others[:_MOST])
        return Unsure("on whom it is to have an effect is not clear", calls, True)
    return _past_impact(scene)


def _past_impact(scene: Scene) -> Filled:
    events = _events(scene)
    actors = scene.actors(1) or list(
        dict.fromkeys(m.actors[0] for m in scene.reading.owners) if scene.referring else ()
    )
    if len(events) == 1 and len(actors) == 1:
        return Call("impact", {"event": events[0], "on": actors[0]})
    known = [e.name for e in scene.snapshot.settings.turning_events]
    known = [
        e.name for e in scene.snapshot.settings.turning_events if e.date < scene.snapshot.as_of
    ]
    which = events or list(reversed(known))
    whom = actors or busiest(scene.snapshot)
    calls = tuple(Call("impact", {"event": e, "on": a}) for e in which for a in whom[:_MOST])
    if len(actors) > 1:
        return Unsure("impact is about one actor, and several are named", calls[:_MOST])
    if not actors:
        return Unsure(
            "on whom the event had its effect is missing", calls[:_MOST] if events else (), True
        )
    why = (
        "several events are named" if events else "no turning event of the case and no day is named"
    )
    return Unsure(why, calls[:_MOST], not events)


def _events(scene: Scene) -> list[str]:
    reading = scene.reading
    named = [h.name for h in reading.events]
    if not named:
        named = [s.event.name for s in reading.past if s.event and s.event.event]
    if not named:
        inner = [s.inner or s.period for s in reading.past]
        named = [p.first.isoformat() for p in inner if p.first and p.first == p.last]
    if not named and scene.referring:
        last: list[Happening] = [h for before in scene.earlier for h in before.events]
        named = [h.name for h in last[-1:]]
    return list(dict.fromkeys(named))


def _likelihood(scene: Scene) -> Filled:
    reading = scene.reading
    named, stated = scenarios(scene.snapshot, reading), condition(reading)
    calls = [Call("likelihood", {"scenario": name}) for name in named]
    if len(named) == 1:
        note = "the scenario's own horizon counts" if reading.horizon else ""
        return Call("likelihood", {"scenario": named[0]}, notes=(note,) if note else ())
    if len(named) > 1:
        return Unsure("several scenarios of the case could be meant", tuple(calls))
    if stated is None:
        return _no_condition(scene)
    if stated.days is None:
        calls += [Call("likelihood", {"scenario": stated.within(d)}) for d in _HORIZONS]
        return Unsure("within how many days is missing", tuple(calls), True)
    if stated.days > 365:
        calls = [Call("likelihood", {"scenario": stated.within(365)})]
        return Unsure(
            f"{stated.days} days are farther ahead than the 365 that are answered", tuple(calls)
        )
    note = "all deaths within these days count, not those of one attack" if stated.single else ""
    return Call(
        "likelihood", {"scenario": stated.within(stated.days)}, notes=(note,) if note else ()
    )


def _no_condition(scene: Scene) -> Filled:
    for before in reversed(scene.earlier):
        if scene.referring and scenarios(scene.snapshot, before):
            return _likelihood(Scene(scene.snapshot, before))
    known = tuple(
        Call("likelihood", {"scenario": each.name}) for each in scene.snapshot.settings.scenarios
    )
    actors, days = scene.reading.actors, scene.reading.horizon
    within = {"horizon": days.days} if days and days.days <= 365 else {}
    if actors and len(actors) <= 2:
        known = (Call("forecast", {**_sides(actors), **within}), *known)
    return Unsure(
        "it states no scenario of the case and no number of acts or deaths within some days",
        known[:_MOST],
    )


_FILLERS: Final[dict[str, Callable[[Scene], Filled]]] = {
    "profile": _profile,
    "relation": _relation,
    "forecast": _forecast,
    "compare": _compare,
    "presence": _presence,
    "impact": _impact,
    "likelihood": _likelihood,
}


# ---- what could be meant -----------------------------------------------------------------------


def _from_to(past: Sequence[Span]) -> dict[str, Any]:
    if not past:
        return {}
    first, last = _days(past[0].period)
    return {k: v for k, v in (("from", first), ("to", last)) if v}


def _pairs(reading: Reading, actors: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that a list of actors may mean: the first with each of the others, then the rest."""
    found = list(combinations(actors, 2))
    if _ADDED.search(reading.masked) or re.search(r"\bwith\b", reading.masked):
        found.sort(key=lambda pair: pair[0] != actors[0])
    return found[:_MOST]


def _no_actor(
    scene: Scene, verb: str, name: str, more: dict[str, Any] | None = None, why: str = ""
) -> Unsure:
    calls = tuple(Call(verb, {name: a, **(more or {})}) for a in busiest(scene.snapshot))
    return Unsure(why or "whom it is about is missing", calls, True)


def busiest(snapshot: Snapshot) -> list[str]:
    """Actors with most rows, people in general left out."""
    size = len(snapshot.actors)
    rows = np.bincount(snapshot.columns.source, minlength=size)
    rows = rows + np.bincount(snapshot.columns.target, minlength=size)
    return _ranked(snapshot, rows.tolist(), 3)


def _partners(snapshot: Snapshot, actor: str) -> list[str]:
    """Those with whom an actor has most rows."""
    at = snapshot.index.get(actor, -1)
    size, columns = len(snapshot.actors), snapshot.columns
    rows = np.bincount(columns.target[columns.source == at], minlength=size)
    rows = rows + np.bincount(columns.source[columns.target == at], minlength=size)
    return [a for a in _ranked(snapshot, rows.tolist(), 4) if a != actor][:3]


def _ranked(snapshot: Snapshot, rows: Sequence[int], most: int) -> list[str]:
    named = [
        (-n, actor.actor_id)
        for n, actor in zip(rows, snapshot.actors, strict=True)
        if n and not actor.generic and actor.kind != "unresolved"
    ]
    return [actor_id for _, actor_id in sorted(named)[:most]]
