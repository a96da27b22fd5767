"""`forecast A B`: how two actors will interact."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.forecast import Forecast, Way
from whowhom.engine.acts import Mask
from whowhom.ontology.quad import QUADS
from whowhom.questions import caveats, claims, upheavals
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
from whowhom.questions.relation import counted_text
from whowhom.questions.scope import number
from whowhom.questions.ways import ways

_LATEST = 5
_YEAR = timedelta(days=365)


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
    first, second = snapshot.index[one.actor_id], snapshot.index[other.actor_id]
    outlook = replace(outlook, first=first)
    keys = ways(outlook.record, first, second)
    weighed = weigh(outlook, keys)
    told = [_way(outlook, weighed, place) for place in range(len(keys))]
    found = tuple(way for way, _ in told)
    # The way of which most is to be expected leads.
    order = sorted(range(len(keys)), key=lambda n: -weighed.total(outlook)[n])
    turns = upheavals.doubted(outlook, (one.actor_id, other.actor_id))
    body = Forecast(
        headline=_headline(outlook, weighed, order) + upheavals.doubt(turns),
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
        upheavals.caveats(outlook, turns) + _caveats(outlook, one, other, found),
        [
            claim
            for key, way in zip(keys, found, strict=True)
            for claim in (
                *claims.of_acts(outlook, int(key), way.expectations),
                *claims.of_deaths(outlook, int(key), way.deaths),
            )
        ],
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
    # Rows that reasons name come first, the weightiest reason's before all; then the latest.
    return way, [*told.evidence, *shown(outlook, rows[:_LATEST])]


def _headline(outlook: Outlook, weighed: Weighed, order: list[int]) -> str:
    told = [_clause(outlook, weighed, place) for place in order]
    name = outlook.dataset.name
    if outlook.fitted:
        return f"{days(outlook)} at least one act of {'; of '.join(told)}, as {name} records it."
    return f"As {name} lists them: {'; '.join(told)}; how often is not known."


def _clause(outlook: Outlook, weighed: Weighed, place: int) -> str:
    first = lead(outlook, weighed, place).expectation
    who = outlook.between(int(weighed.dyad[place]))
    if outlook.fitted:
        return f"{first.name} {who} {likely(first, outlook.scope.level)}"
    acts = int(outlook.record.acts.count[outlook.record.acts.dyad == weighed.dyad[place]].sum())
    if not acts:
        return f"no act {who}"
    share = percent(first.share or 0.0)
    return f"{first.name} is {share} by weight of the {counted_text(acts)} {who}"


def _caveats(outlook: Outlook, one: Actor, other: Actor, found: tuple[Way, ...]) -> list[str]:
    snapshot = outlook.snapshot
    said = []
    if readings := other_readings(snapshot, one, other):
        said.append(readings[0].upper() + readings[1:] + ".")
    said += [
        f"{outlook.dataset.name} holds no act {'between' if w.both else 'by'} {w.source} "
        f"{'and' if w.both else 'toward'} {w.target}: figures rest on what each does with others."
        for w in found
        if not w.met and outlook.fitted
    ]
    if outlook.fitted:
        said += _cut_off(outlook, (one, other))
    said += caveats.of_joint_names(snapshot, one, other)
    counted = outlook.dataset.name
    pair = between(snapshot, one, other)
    others = [d for d in snapshot.datasets if d.name != counted]
    held = [d.name for d in others if (pair & snapshot.mask_of(d)).any()]
    if held:
        said.append(f"Also on record in {', '.join(held)}: see --dataset, never added up.")
    return said


def _cut_off(outlook: Outlook, asked: tuple[Actor, Actor]) -> list[str]:
    """Acts of the last year with actors that have ended, and who has them now."""
    record, snapshot = outlook.record, outlook.snapshot
    late = record.acts.day >= number(record.day - _YEAR)
    said = []
    for actor, other in (asked, asked[::-1]):
        me, them = snapshot.index[actor.actor_id], snapshot.index[other.actor_id]
        acts = record.acts.take(late & ~record.inherited)
        mine = acts.take((acts.source == me) | (acts.target == me))
        partner = np.where(mine.source == me, mine.target, mine.source)
        for gone in np.unique(partner[~record.alive[partner]]):
            ended = snapshot.actors[int(gone)]
            n = int(mine.count[partner == gone].sum())
            said.append(
                f"{ended.name} ended on {ended.valid.last}: its {counted_text(n)} with "
                f"{actor.name} in the year before are carried over to nobody."
            )
        said += _inherited(outlook, late, me, them)
    return said


def _inherited(outlook: Outlook, late: Mask, heir: int, other: int) -> list[str]:
    """Acts with the other that count for an actor because it took somebody's place."""
    record, snapshot = outlook.record, outlook.snapshot
    acts = record.acts
    between_them = np.isin(acts.source, (heir, other)) & np.isin(acts.target, (heir, other))
    rows = np.flatnonzero(record.inherited & late & between_them)
    if not len(rows):
        return []
    columns = snapshot.columns
    sides = (columns.source[record.position[rows]], columns.target[record.position[rows]])
    said = []
    for gone in np.unique(np.concatenate(sides)):
        own = (sides[0] == gone) | (sides[1] == gone)
        if (
            gone in (heir, other)
            or snapshot.registry.heir(snapshot.actors[int(gone)].actor_id, outlook.dataset.name)
            != snapshot.actors[heir].actor_id
        ):
            continue
        ended, n = snapshot.actors[int(gone)], int(acts.count[rows[own]].sum())
        said.append(
            f"{ended.name} ended on {ended.valid.last} and {snapshot.actors[heir].name} goes by "
            f"its name in {outlook.dataset.name} since: its {counted_text(n)} with "
            f"{snapshot.actors[other].name} in the year before count for "
            f"{snapshot.actors[heir].name}."
        )
    return said
