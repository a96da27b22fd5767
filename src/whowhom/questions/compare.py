"""`compare`: how different an actor is in one period from what it was in another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from whowhom.actors.actor import Actor
from whowhom.actors.period import Period
from whowhom.answers.answer import Answer
from whowhom.answers.compare import Compare, FacetCompared, Span, Stratum, Usual
from whowhom.answers.evidence import Evidence
from whowhom.answers.skill import Skill
from whowhom.errors import OptionError, RefusalError
from whowhom.questions import caveats
from whowhom.questions.compare_words import (
    asked_instead,
    confidence,
    headline,
    more_acts,
)
from whowhom.questions.divergence import divergence, moved
from whowhom.questions.facettest import Tested, tested
from whowhom.questions.parties import find_actor, party
from whowhom.questions.periods import find_period
from whowhom.questions.scope import Scope
from whowhom.questions.shifts import shifts, turnover
from whowhom.questions.strata import FEWEST, Compared, strata, versions_differ
from whowhom.questions.usual import usual
from whowhom.questions.verdict import (
    CHANGED,
    NOT_COMPARABLE,
    Said,
    Verdict,
    direction,
    verdict,
)
from whowhom.snapshot.snapshot import Snapshot

FALSE_ALARMS = 0.04
"""Probability of "changed" if nothing changed, over all facets and datasets of one answer."""
SKILL = Skill(
    "unknown",
    0,
    "a description of what was recorded, which no backtest scores; how often it errs is "
    "measured in benchmarks/compare.py",
)
"""Skill of a comparison: it forecasts nothing."""


def compare(snapshot: Snapshot, name: str, first: str, second: str, scope: Scope) -> Answer:
    """How different an actor is in one period from what it was in another.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    name : str
        Any name of an actor.
    first, second : str
        Periods, as `find_period` reads them; they must not overlap.
    scope : Scope
        Dataset, level and seed.

    Returns
    -------
    Answer
        With a `whowhom.answers.compare.Compare`.

    Raises
    ------
    UnknownActorError, OptionError
        If a name leads to nobody or to several, or a text to no period, or the two overlap.
    RefusalError
        If no dataset holds enough acts of the actor in both periods.
    """
    actor = find_actor(snapshot, name)
    periods = find_period(snapshot, first), find_period(snapshot, second)
    names = f"'{first.strip()}'", f"'{second.strip()}'"
    _apart_in_time(periods, names)
    found = _found(snapshot, actor, periods, names, scope)
    alarm = FALSE_ALARMS / max(sum(not s.reason for s in found), 1)
    tests = [tested(snapshot, s, names, scope.level, alarm, scope.seed) for s in found]
    said = verdict(found, tests, alarm)
    speaks = found[said.speaks]
    told: dict[str, Evidence] = {}
    answered = [
        _stratum(snapshot, found[n], tests[n], said.strata[n], alarm, n == said.speaks, told)
        for n in sorted(range(len(found)), key=lambda n: (n != said.speaks, n))
    ]
    sure, why = confidence(snapshot, speaks, tests[said.speaks], said)
    open_question = said.verdict == NOT_COMPARABLE
    body = Compare(
        headline=headline(actor, names, said, answered[0], scope.level),
        actor=party(actor),
        first=Span(first, periods[0].first, periods[0].last),
        second=Span(second, periods[1].first, periods[1].last),
        verdict=said.verdict,
        reason=said.reason,
        confidence=sure,
        confidence_reason=why,
        strata=tuple(answered),
        level=scope.level,
        instead=asked_instead(snapshot, actor, speaks, periods) if open_question else "",
    )
    return Answer(
        verb="compare",
        status="unsure" if open_question else "answered",
        question=_question(snapshot, actor, (name, first, second), periods, scope),
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(speaks.dataset),
        answer=body,
        evidence=tuple(told.values()),
        skill=SKILL,
        resolution=_resolution(actor, speaks),
        caveats=tuple(_caveats(snapshot, found, tests, said, names)),
    )


def _question(
    snapshot: Snapshot,
    actor: Actor,
    given: tuple[str, str, str],
    periods: tuple[Period, Period],
    scope: Scope,
) -> dict[str, object]:
    return {
        "actor": given[0],
        "read_as": actor.actor_id,
        "first": given[1],
        "second": given[2],
        "periods": [[p.first, p.last] for p in periods],
        "dataset": scope.dataset or None,
        "level": scope.level,
        "seed": scope.seed,
        "vintage": snapshot.vintage,
    }


# ---- what can be asked at all -------------------------------------------------------------------


def _apart_in_time(periods: tuple[Period, Period], names: tuple[str, str]) -> None:
    one, other = sorted(periods, key=lambda p: (p.first or date.min, p.last or date.max))
    if (one.last or date.max) >= (other.first or date.min):
        spelt = [f"{name} is {p}" for name, p in zip(names, periods, strict=True)]
        raise OptionError(
            f"the two periods overlap: {' and '.join(spelt)}",
            "two periods without a day in common",
            "end the one before the other begins",
        )


def _found(
    snapshot: Snapshot,
    actor: Actor,
    periods: tuple[Period, Period],
    names: tuple[str, str],
    scope: Scope,
) -> list[Compared]:
    """The strata that can be looked at; a refusal where none holds enough."""
    found = strata(snapshot, actor, periods, names)
    if scope.dataset:
        chosen = snapshot.dataset(scope.dataset).name
        found = [s for s in found if s.dataset.name == chosen]
    acts = [s.acts(snapshot.columns) for s in found]
    if any(min(each) >= FEWEST for each in acts):
        return found
    poor = min((0, 1), key=lambda side: (max((each[side] for each in acts), default=0), side))
    held = ", ".join(
        f"{s.dataset.name} {each[poor]:,}" for s, each in zip(found, acts, strict=True)
    )
    raise RefusalError(
        f"too few acts of {actor.name} in {names[poor]} ({periods[poor]}): {held or 'none'}",
        f"{FEWEST} acts of its own, or of no recorded direction, in either period",
        more_acts(snapshot, found, poor, periods[1 - poor]),
    )


# ---- one dataset --------------------------------------------------------------------------------


def _stratum(
    snapshot: Snapshot,
    stratum: Compared,
    tests: Sequence[Tested],
    said: Said,
    alarm: float,
    speaks: bool,
    told: dict[str, Evidence],
) -> Stratum:
    """One dataset as the answer shows it; adds the events shown to `told`."""
    base = usual(snapshot, stratum, tests) if speaks else {}
    pairs = list(zip(tests, said.facets, strict=True))
    acts = stratum.acts(snapshot.columns)
    first = sorted(pairs, key=lambda pair: (pair[1] != CHANGED, -_beyond(pair[0])))
    moves, events = shifts(snapshot, stratum, [t for t, _ in first] if min(acts) else [])
    told.update({e.id: e for e in events})
    laid = stratum.blocks
    return Stratum(
        dataset=stratum.dataset.name,
        counts=stratum.dataset.counts,
        verdict=said.verdict,
        reason=said.reason,
        first=stratum.seen[0].days,
        second=stratum.seen[1].days,
        acts=acts,
        blocks=laid.sizes if laid else (0, 0),
        block=("a calendar year" if laid.years else f"{laid.days} days") if laid else "",
        alarm=alarm,
        facets=tuple(_facet(t, word, base.get(t.facet.name)) for t, word in pairs),
        turnover=turnover(snapshot, stratum),
        shifts=moves,
    )


def _beyond(test: Tested) -> float:
    return test.apart.beyond if test.apart else float(divergence(test.p, test.q))


def _facet(test: Tested, word: str, base: Usual | None) -> FacetCompared:
    known = min(test.acts) > 0 and len(test.facet.names) > 1
    found = test.apart
    bare = FacetCompared(
        name=test.facet.name,
        verdict=word,
        reason=test.reason,
        acts=test.acts,
        distance=float(divergence(test.p, test.q)) if known else None,
        moved=moved(test.p, test.q) if known else None,
    )
    if found is None:
        return bare
    return replace(
        bare,
        chance=found.chance,
        beyond=found.beyond,
        low=found.low,
        high=found.high,
        p=found.p,
        detectable=test.detectable[0],
        detectable_share=test.detectable[1],
        usual=base,
    )


# ---- what to say along with it ------------------------------------------------------------------


def _resolution(actor: Actor, stratum: Compared) -> str | None:
    ends = [seen.days for seen in stratum.seen]
    if not stratum.dataset.counts or None in ends:
        return None
    versions = ", ".join(stratum.dataset.versions) or "unknown"
    spelt = " and ".join(f"{e[0]} to {e[1]}" for e in ends if e)
    return (
        f"Counted: acts of {actor.name}, and acts of no recorded direction between it and another, "
        f"that happened, in dataset {stratum.dataset.name}, version {versions}, from {spelt}; one "
        "act in several rows counts once for each partner."
    )


def _caveats(
    snapshot: Snapshot,
    found: Sequence[Compared],
    tests: Sequence[Sequence[Tested]],
    said: Verdict,
    names: tuple[str, str],
) -> list[str]:
    speaks = found[said.speaks]
    told = list(speaks.caveats)
    for each in found:
        told += caveats.of_dataset(snapshot, each.dataset, stance=False)
    told += caveats.of_end(speaks.dataset, snapshot.as_of)
    if versions := versions_differ(speaks, snapshot):
        told.append(
            f"{speaks.dataset.name} of {names[0]} is version {versions[0]}, of {names[1]} "
            f"{versions[1]}: what was coded differently differs here too."
        )
    told += _listed(found, tests, said)
    told.append(
        "What others did to the actor is not counted, nor what was done under a name that it took "
        "over later. Shares are compared: how much was done in all is not."
    )
    if said.verdict == CHANGED:
        told.append(
            "The test allows for bursts that last about as long as its blocks. A campaign as long "
            "as a whole period is a change to it."
        )
    return told


def _listed(
    found: Sequence[Compared], tests: Sequence[Sequence[Tested]], said: Verdict
) -> list[str]:
    """Whether a hand-picked list points the same way as the facets that changed."""
    changed = [
        t
        for t, word in zip(tests[said.speaks], said.strata[said.speaks].facets, strict=True)
        if word == CHANGED
    ]
    told = []
    for n, other in enumerate(found):
        if n == said.speaks or other.dataset.counts:
            continue
        ways = [(t.facet.name, direction(t, tests[n])) for t in changed]
        told += [
            f"{other.dataset.name}, a hand-picked list, points {way} way in {name}."
            for name, way in ways
            if way
        ]
    return told
