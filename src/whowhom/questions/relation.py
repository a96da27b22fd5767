"""`relation`: how two actors stand, and how it came to that."""

from datetime import date, timedelta

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.actors.statement import Statement
from whowhom.actors.tie import Tie
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.measures import Rate, Stretch
from whowhom.answers.relation import BaseRate, Record, Relation, Stance, TurningPoint
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import RefusalError
from whowhom.questions import caveats, evidence
from whowhom.questions.changes import around, changes
from whowhom.questions.history import rate, spread, yearly
from whowhom.questions.pair import Pair
from whowhom.questions.parties import (
    between,
    find_pair,
    latest_first,
    other_readings,
    party,
    statement_line,
    tie_line,
)
from whowhom.questions.rates import figure
from whowhom.questions.scope import Scope, counted_dataset, day, number
from whowhom.questions.stance import decayed, stance
from whowhom.questions.tallies import by_quad, by_type, once, total
from whowhom.questions.typical import typical_pair
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

_YEAR = timedelta(days=365)
_SHOWN = 10


def relation(snapshot: Snapshot, a: str, b: str, scope: Scope) -> Answer:
    """How A and B stand, and how it came to that.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    a, b : str
        Any names of two actors.
    scope : Scope
        Period, dataset, level and seed.

    Returns
    -------
    Answer
        With a `whowhom.answers.relation.Relation`.

    Raises
    ------
    UnknownActorError, OptionError
        If a name leads to nobody, to several, or both to one actor.
    RefusalError
        If the case holds nothing on the two.
    """
    one, other = find_pair(snapshot, a, b)
    mask = between(snapshot, one, other) & scope.mask(snapshot.columns)
    pair = Pair(snapshot, scope, one, other, counted_dataset(snapshot, scope, mask), mask)
    between_them = (one.actor_id, other.actor_id)
    ties = [t for t in snapshot.registry.ties_between(*between_them) if scope.overlaps(t.valid)]
    said = latest_first(
        s for s in snapshot.statements if s.between(*between_them) and scope.holds(s.date)
    )
    records = _records(pair)
    if not records and not ties and not said:
        raise _nothing(pair)
    stances = tuple(s for d in pair.datasets() for s in _stances(pair, d))
    recent, base = _base_rate(pair)
    points, note = changes(pair, ties)
    shown = _evidence(pair, ties, said, points)
    body = Relation(
        headline=_headline(pair, stances, recent),
        a=party(one),
        b=party(other),
        stance=stances,
        recent=recent,
        base_rate=base,
        course=_course(pair),
        turning_points=points,
        turning_note=note,
        records=records,
        ties=tuple(tie_line(snapshot, t) for t in ties),
        statements=tuple(statement_line(s) for s in said),
    )
    return Answer(
        verb="relation",
        status="answered",
        question=_question(pair, a, b),
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(pair.dataset),
        answer=body,
        evidence=tuple(shown),
        skill=DESCRIPTIVE,
        resolution=_resolution(pair),
        caveats=tuple(_caveats(pair, stances, records)),
    )


def _question(pair: Pair, a: str, b: str) -> dict[str, object]:
    scope = pair.scope
    return {
        "a": a,
        "b": b,
        "read_as": [pair.a.actor_id, pair.b.actor_id],
        "from": scope.first,
        "to": scope.last,
        "dataset": scope.dataset or None,
        "level": scope.level,
        "seed": scope.seed,
        "vintage": pair.snapshot.vintage,
    }


def _nothing(pair: Pair) -> RefusalError:
    held = ", ".join(d.name for d in pair.snapshot.datasets)
    unborn = [
        f"{actor.name} exists from {actor.valid.first}"
        for actor in (pair.a, pair.b)
        if actor.valid.first and actor.valid.first >= pair.snapshot.as_of
    ]
    return RefusalError(
        f"the case holds nothing between {pair.a.name} and {pair.b.name} before "
        f"{pair.snapshot.as_of} (datasets: {held})" + "".join(f"; {each}" for each in unborn),
        "two actors with rows, ties or statements between them",
        other_readings(pair.snapshot, pair.a, pair.b)
        or f"see whom {pair.a.name} deals with: whowhom profile '{pair.a.name}'",
    )


def _records(pair: Pair) -> tuple[Record, ...]:
    found = []
    for dataset in pair.datasets():
        rows = pair.rows(dataset)
        found.append(
            Record(
                dataset=dataset.name,
                counts=dataset.counts,
                first=day(rows.date.min()),
                last=day(rows.date_end.max()),
                total=total(rows, "all acts"),
                quads=tuple(by_quad(rows)),
                types=tuple(by_type(rows)),
            )
        )
    return tuple(found)


def _stances(pair: Pair, dataset: Dataset) -> list[Stance]:
    """One stance of the pair where the dataset has no direction, one each way where it has."""
    rows = pair.rows(dataset)
    at = pair.now(dataset)
    rows = rows.take((rows.date_end < number(at)) & ~np.isnan(rows.score))
    if not rows.directed.any():
        return [_stance(pair, dataset, rows, at, (pair.a, pair.b), both=True)]
    from_a = rows.source == pair.snapshot.index[pair.a.actor_id]
    return [
        _stance(pair, dataset, rows.take(~rows.directed | from_a), at, (pair.a, pair.b)),
        _stance(pair, dataset, rows.take(~rows.directed | ~from_a), at, (pair.b, pair.a)),
    ]


def _stance(
    pair: Pair,
    dataset: Dataset,
    rows: Columns,
    at: date,
    ends: tuple[Actor, Actor],
    both: bool = False,
) -> Stance:
    weights = decayed(rows, number(at))
    level = pair.scope.level
    value, low, high, name = stance(rows.score.astype(np.float64), weights, level, pair.scope.seed)
    return Stance(
        dataset=dataset.name,
        source=ends[0].name,
        target=ends[1].name,
        both=both,
        at=at,
        name=name,
        value=value,
        low=low,
        high=high,
        level=level,
        acts=float(weights.sum()),
    )


def _base_rate(pair: Pair) -> tuple[Rate | None, BaseRate]:
    if not pair.dataset.counts:
        return None, _base_share(pair)
    rows = pair.rows(pair.dataset)
    first, last = pair.days()
    periods = pair.periods()
    if not periods:
        text = f"{pair.dataset.name} observes no day on which both existed"
        return None, BaseRate("rate", 0.0, None, 0.0, text)
    begin = max(first, last - _YEAR + timedelta(days=1))
    recent = rate(rows, begin, last, spread(rows, periods[-1]), pair.scope)
    earlier = rate(rows, first, begin - timedelta(days=1), spread(rows, periods[0]), pair.scope)
    typical = typical_pair(pair.snapshot, pair.dataset, begin, last)
    now = recent.per_month if recent else 0.0
    before = (
        f"the pair itself had {figure(earlier.per_month)} a month from {earlier.first} to "
        f"{earlier.last}"
        if earlier
        else f"what was before {first} was not asked for"
        if pair.scope.first
        else "nothing of the pair was observed before"
    )
    text = f"{before}; the median active pair of {pair.dataset.name} had {figure(typical)} a month"
    return recent, BaseRate("rate", now, earlier, typical, text)


def _base_share(pair: Pair) -> BaseRate:
    """Where nothing may be counted: the share of cooperation against that of all pairs."""
    mine = pair.rows(pair.dataset)
    every = once(pair.snapshot.columns.take(pair.snapshot.mask_of(pair.dataset)))
    shares = [
        float(((c.quad == 1) | (c.quad == 2)).sum() / max((c.quad > 0).sum(), 1))
        for c in (mine, every)
    ]
    text = (
        f"{shares[0]:.0%} of the pair's acts are cooperation, {shares[1]:.0%} of all acts in "
        f"{pair.dataset.name}"
    )
    return BaseRate("share", shares[0], None, shares[1], text)


def _course(pair: Pair) -> tuple[Stretch, ...]:
    first, last = pair.days()
    rows = pair.rows(pair.dataset)
    if not pair.dataset.counts and len(rows):
        first, last = day(rows.date.min()), day(rows.date_end.max())
    return yearly(rows, first, last) if first <= last else ()


def _evidence(
    pair: Pair,
    ties: list[Tie],
    said: list[Statement],
    points: tuple[TurningPoint, ...],
) -> list[Evidence]:
    """The rows that tell most in each dataset, those around turning points, and the ties."""
    snapshot = pair.snapshot
    found: dict[str, Evidence] = {}
    for dataset in pair.datasets():
        mask = pair.mask & snapshot.mask_of(dataset)
        chosen = snapshot.columns.take(evidence.telling(snapshot.columns, mask, _SHOWN))
        found.update({e.id: e for e in evidence.events(snapshot, chosen)})
    wanted = {i for point in points for i in point.evidence} - found.keys()
    if wanted:
        near = snapshot.columns.take(around(pair, points))
        found.update({e.id: e for e in evidence.events(snapshot, near) if e.id in wanted})
    found.update({t.tie_id: evidence.tie(snapshot, t) for t in ties})
    found.update({s.statement_id: evidence.statement(snapshot, s) for s in said[:_SHOWN]})
    return list(found.values())


def _headline(pair: Pair, stances: tuple[Stance, ...], recent: Rate | None) -> str:
    names = f"{pair.a.name} and {pair.b.name}"
    mine = [s for s in stances if s.dataset == pair.dataset.name]
    if not mine:
        if stances:
            return f"{names}: no acts in {pair.dataset.name}; other datasets have some."
        return f"{names}: no acts recorded; the case holds ties or statements only."
    first = mine[0]
    if first.both:
        said = f"{names}: {_worded(first)}"
    else:
        said = "; ".join(f"{s.source} to {s.target} {_worded(s)}" for s in mine)
    tail = f" on {first.at}, as {first.dataset} records it"
    if recent:
        tail += f"; {counted_text(recent.acts)} from {recent.first} to {recent.last}"
    gone = [f"{x.name} ended {x.valid.last}" for x in pair.ended()]
    return said + tail + "".join(f"; {each}" for each in gone) + "."


def _worded(stance: Stance) -> str:
    return (
        f"{stance.name} ({stance.value:+.1f}, {stance.level:.0%} interval {stance.low:+.1f} to "
        f"{stance.high:+.1f})"
    )


def counted_text(acts: float) -> str:
    """A number of acts in words, with a decimal only where it is no whole number.

    >>> counted_text(1.0), counted_text(2.33), counted_text(1200.0)
    ('1 act', '2.3 acts', '1,200 acts')
    """
    whole = abs(acts - round(acts)) < 0.05
    figure = f"{acts:,.0f}" if whole else f"{acts:,.1f}"
    return f"{figure} act" + ("" if figure == "1" else "s")


def _resolution(pair: Pair) -> str | None:
    first, last = pair.days()
    if not pair.dataset.counts or last < first:
        return None
    versions = ", ".join(pair.dataset.versions) or "unknown"
    return (
        f"Counted: rows that happened between {pair.a.name} and {pair.b.name} in dataset "
        f"{pair.dataset.name}, version {versions}, from {first} to {last}; one act in several rows "
        "counts once."
    )


def _caveats(pair: Pair, stances: tuple[Stance, ...], records: tuple[Record, ...]) -> list[str]:
    said = caveats.of_dataset(pair.snapshot, pair.dataset)
    said += caveats.of_end(pair.dataset, pair.snapshot.as_of)
    said += caveats.of_totals(pair.dataset, pair.rows(pair.dataset))
    said += caveats.of_period(pair.snapshot, pair.scope, between(pair.snapshot, pair.a, pair.b))
    said += caveats.of_joint_names(pair.snapshot, pair.a, pair.b)
    if readings := other_readings(pair.snapshot, pair.a, pair.b):
        said.insert(0, readings[0].upper() + readings[1:] + ".")
    if any(s.both for s in stances):
        said.append(
            "Direction not recorded: these are acts of the pair, not of one side on the other."
        )
    for record in records:
        if record.dataset != pair.dataset.name:
            other = pair.snapshot.dataset(record.dataset)
            said += caveats.of_dataset(pair.snapshot, other)
    if len(records) > 1:
        said.append(
            "Datasets tell of the same acts and are never added up; each has its own figures."
        )
    if pair.a.generic or pair.b.generic:
        said.append("One side is not a group that could take a stance.")
    return said
