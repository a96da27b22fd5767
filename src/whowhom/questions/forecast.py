"""`forecast A B`: how two actors will interact."""

from __future__ import annotations

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.forecast import Forecast, Way
from whowhom.ontology.quad import QUADS
from whowhom.questions import caveats
from whowhom.questions.expectations import (
    Weighed,
    deaths,
    expectation,
    expectations,
    leading,
    weigh,
)
from whowhom.questions.forecast_envelope import Lead, envelope
from whowhom.questions.forecast_reasons import latest, shown, why
from whowhom.questions.forecast_words import days, likely, percent
from whowhom.questions.outlook import Outlook
from whowhom.questions.parties import between, find_pair, other_readings, party
from whowhom.questions.ways import ways


def forecast(outlook: Outlook, a: str, b: str) -> Answer:
    """How A will interact with B.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.
    a, b : str
        Any names of two actors.

    Returns
    -------
    Answer
        With a `whowhom.answers.forecast.Forecast`.

    Raises
    ------
    UnknownActorError, OptionError
        If a name leads to nobody, to several, or both to one actor.
    RefusalError
        If an actor has ended, or the dataset holds no act of it.
    """
    snapshot = outlook.snapshot
    one, other = find_pair(snapshot, a, b)
    outlook.check(one)
    outlook.check(other)
    keys = ways(outlook.record, snapshot.index[one.actor_id], snapshot.index[other.actor_id])
    weighed = weigh(outlook, keys)
    told = [_way(outlook, weighed, place) for place in range(len(keys))]
    found = tuple(way for way, _ in told)
    # The way of which most is to be expected leads.
    order = sorted(range(len(keys)), key=lambda n: -weighed.total(outlook)[n])
    body = Forecast(
        headline=_headline(outlook, weighed, order),
        a=party(one),
        b=party(other),
        horizon=outlook.ahead,
        level=outlook.scope.level,
        ways=found,
        measured=outlook.measured(),
        not_recorded=outlook.unsaid(),
    )
    return envelope(
        outlook,
        {"a": a, "b": b, "read_as": [one.actor_id, other.actor_id]},
        body,
        [e for _, rows in told for e in rows],
        lead(outlook, weighed, order[0]) if outlook.fitted else None,
        _caveats(outlook, one, other, found),
    )


def lead(outlook: Outlook, weighed: Weighed, place: int) -> Lead:
    """The class most to be expected of a dyad."""
    quad = leading(outlook, weighed, place)
    return Lead(expectation(outlook, weighed, place, quad), quad)


def _way(outlook: Outlook, weighed: Weighed, place: int) -> tuple[Way, list[Evidence]]:
    """One direction, and the rows behind it."""
    dyad = int(weighed.dyad[place])
    source, target, directed = outlook.sides(dyad)
    quad = leading(outlook, weighed, place)
    told = why(outlook, dyad, quad)
    rows = latest(outlook, dyad)
    way = Way(
        source=outlook.name(source),
        target=outlook.name(target),
        both=not directed,
        met=bool(rows),
        expectations=expectations(outlook, weighed, place),
        deaths=deaths(outlook, dyad),
        about=QUADS[quad + 1],
        speaks_for=told.speaks_for,
        speaks_against=told.speaks_against,
        indicators=told.indicators,
    )
    named = {i for reason in (*told.speaks_for, *told.speaks_against) for i in reason.evidence}
    # Rows that a reason names come first, then the latest of the two.
    behind = [*told.evidence, *shown(outlook, rows[:5])]
    return way, sorted(behind, key=lambda e: e.id not in named)


def _headline(outlook: Outlook, weighed: Weighed, order: list[int]) -> str:
    told = [_clause(outlook, weighed, place) for place in order]
    if outlook.fitted:
        return f"{days(outlook)} at least one act of {'; '.join(told)}: as {outlook.dataset.name} records it."
    return f"As {outlook.dataset.name} lists them: {'; '.join(told)}; how often is not known."


def _clause(outlook: Outlook, weighed: Weighed, place: int) -> str:
    first = lead(outlook, weighed, place).expectation
    between_them = outlook.between(int(weighed.dyad[place])).replace(" -> ", " toward ")
    joint = "between" if " and " in between_them and " toward " not in between_them else "by"
    if outlook.fitted:
        return f"{first.name} {joint} {between_them} {likely(first)}"
    if not first.share:
        return f"no act {joint} {between_them}"
    return f"{first.name} is {percent(first.share)} of the acts {joint} {between_them}"


def _caveats(outlook: Outlook, one: Actor, other: Actor, found: tuple[Way, ...]) -> list[str]:
    snapshot = outlook.snapshot
    said = []
    if readings := other_readings(snapshot, one, other):
        said.append(readings[0].upper() + readings[1:] + ".")
    said += [
        f"{outlook.dataset.name} holds no act {'between' if w.both else 'by'} {w.source} "
        f"{'and' if w.both else 'toward'} {w.target}: the figures rest on what each does with others."
        for w in found
        if not w.met and outlook.fitted
    ]
    said += caveats.of_joint_names(snapshot, one, other)
    others = [d.name for d in snapshot.datasets if d.name != outlook.dataset.name]
    held = [
        n
        for n in others
        if (between(snapshot, one, other) & snapshot.mask_of(snapshot.dataset(n))).any()
    ]
    if held:
        said.append(f"Also on record in {', '.join(held)}: see --dataset, never added up.")
    return said
