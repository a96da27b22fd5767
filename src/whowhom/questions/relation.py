"""`relation`: how two actors stand, and how it came to that."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.tie import Tie
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.measures import Rate, Stretch
from whowhom.answers.relation import BaseRate, Record, Relation, Stance, TurningPoint
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import RefusalError
from whowhom.questions import caveats, evidence
from whowhom.questions.course import Bins, stretches
from whowhom.questions.history import rate, spread, yearly
from whowhom.questions.parties import (
    between,
    find_pair,
    latest_first,
    lived,
    party,
    statement_line,
    tie_line,
)
from whowhom.questions.rates import MONTH
from whowhom.questions.stance import decayed, stance
from whowhom.questions.tallies import by_quad, by_type, once, total
from whowhom.questions.turning import FALSE_ALARMS, MOST_PER_TEST, SHORTEST, Break, turning_points
from whowhom.questions.window import Window, counted_dataset, day, number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

_YEAR = timedelta(days=365)
_SHOWN = 10
_AROUND = 45


@dataclass(frozen=True)
class _Pair:
    """The two actors, the dataset counted, and the rows between them."""

    snapshot: Snapshot
    window: Window
    a: Actor
    b: Actor
    dataset: Dataset
    mask: NDArray[np.bool_]

    def rows(self, dataset: Dataset) -> Columns:
        """Rows of a dataset between the two, each act once."""
        return once(self.snapshot.columns.take(self.mask & self.snapshot.mask_of(dataset)))

    def alive(self, dataset: Dataset) -> tuple[date, date]:
        """Days on which both existed, inside the window, that the dataset observes."""
        first, last = self.window.observed(dataset)
        lives = [lived(self.a), lived(self.b)]
        begin = max(first, *(begin for begin, _ in lives))
        end = min(last, *(end for _, end in lives))
        # A row dated to a year may begin before the actor did: its acts did not.
        rows = self.rows(dataset)
        if len(rows):
            begin = max(first, min(begin, day(rows.date.min())))
            end = min(last, max(end, day(rows.date_end.max())))
        return begin, end


def relation(snapshot: Snapshot, a: str, b: str, window: Window) -> Answer:
    """How A and B stand, and how it came to that.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    a, b : str
        Any names of two actors.
    window : Window
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
    mask = between(snapshot, one, other) & window.mask(snapshot.columns)
    pair = _Pair(snapshot, window, one, other, counted_dataset(snapshot, window, mask), mask)
    ties = snapshot.registry.ties_between(one.actor_id, other.actor_id)
    said = latest_first(s for s in snapshot.statements if s.between(one.actor_id, other.actor_id))
    records = _records(pair)
    if not records and not ties and not said:
        raise _nothing(pair)
    stances = tuple(s for d in _datasets(pair) for s in _stances(pair, d))
    recent, base = _base_rate(pair)
    points, note = _turning(pair, ties)
    shown = _evidence(pair, ties, points)
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


def _question(pair: _Pair, a: str, b: str) -> dict[str, object]:
    window = pair.window
    return {
        "a": a,
        "b": b,
        "from": window.first,
        "to": window.last,
        "dataset": window.dataset or None,
        "level": window.level,
        "seed": window.seed,
        "vintage": pair.snapshot.vintage,
    }


def _nothing(pair: _Pair) -> RefusalError:
    held = ", ".join(d.name for d in pair.snapshot.datasets)
    return RefusalError(
        f"the case holds nothing between {pair.a.name} and {pair.b.name} before "
        f"{pair.snapshot.as_of} (datasets: {held})",
        "two actors with rows, ties or statements between them",
        f"see whom {pair.a.name} deals with: whowhom profile '{pair.a.name}'",
    )


def _datasets(pair: _Pair) -> list[Dataset]:
    """Datasets with rows on the pair, the one counted first."""
    mine = [d for d in pair.snapshot.datasets if len(pair.rows(d))]
    return sorted(mine, key=lambda d: (d.name != pair.dataset.name, d.name))


def _records(pair: _Pair) -> tuple[Record, ...]:
    found = []
    for dataset in _datasets(pair):
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


def _now(pair: _Pair, dataset: Dataset) -> date:
    """The day for which a dataset can speak: as_of, or the day after its last observed one."""
    following = pair.window.observed(dataset)[1] + timedelta(days=1)
    if not dataset.counts:
        following = (pair.window.last or pair.snapshot.as_of) + timedelta(days=1)
    return min(pair.snapshot.as_of, following)


def _stances(pair: _Pair, dataset: Dataset) -> list[Stance]:
    """One stance of the pair where the dataset has no direction, one each way where it has."""
    rows = pair.rows(dataset)
    at = _now(pair, dataset)
    rows = rows.take((rows.date_end < number(at)) & ~np.isnan(rows.score))
    if not rows.directed.any():
        return [_stance(pair, dataset, rows, at, (pair.a, pair.b), both=True)]
    from_a = rows.source == pair.snapshot.index[pair.a.actor_id]
    return [
        _stance(pair, dataset, rows.take(~rows.directed | from_a), at, (pair.a, pair.b)),
        _stance(pair, dataset, rows.take(~rows.directed | ~from_a), at, (pair.b, pair.a)),
    ]


def _stance(
    pair: _Pair,
    dataset: Dataset,
    rows: Columns,
    at: date,
    ends: tuple[Actor, Actor],
    both: bool = False,
) -> Stance:
    weights = decayed(rows, number(at))
    level = pair.window.level
    value, low, high, name = stance(rows.score.astype(np.float64), weights, level, pair.window.seed)
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


def _periods(pair: _Pair) -> list[Bins]:
    """Periods of the counted dataset on the days that the pair can be observed."""
    first, last = pair.alive(pair.dataset)
    if last < first:
        return []
    every = pair.snapshot.columns.take(pair.snapshot.mask_of(pair.dataset))
    return stretches(every, first, last)


def _base_rate(pair: _Pair) -> tuple[Rate | None, BaseRate]:
    if not pair.dataset.counts:
        return None, _base_share(pair)
    rows = pair.rows(pair.dataset)
    first, last = pair.alive(pair.dataset)
    periods = _periods(pair)
    if not periods:
        text = f"{pair.dataset.name} observes no day on which both existed"
        return None, BaseRate("rate", 0.0, None, 0.0, text)
    begin = max(first, last - _YEAR + timedelta(days=1))
    recent = rate(rows, begin, last, spread(rows, periods[-1]), pair.window)
    earlier = rate(rows, first, begin - timedelta(days=1), spread(rows, periods[0]), pair.window)
    typical = _typical_pair(pair, begin, last)
    now = recent.per_month if recent else 0.0
    before = (
        f"the pair itself had {earlier.per_month:.2g} a month from {earlier.first} to "
        f"{earlier.last}"
        if earlier
        else "nothing of the pair was observed before"
    )
    text = f"{before}; the median active pair of {pair.dataset.name} had {typical:.2g} a month"
    return recent, BaseRate("rate", now, earlier, typical, text)


def _base_share(pair: _Pair) -> BaseRate:
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


def _typical_pair(pair: _Pair, first: date, last: date) -> float:
    """Acts per month of the median pair among those with an act between two days."""
    columns = pair.snapshot.columns
    chosen = (
        pair.snapshot.mask_of(pair.dataset)
        & columns.happened
        & (columns.date_end >= number(first))
        & (columns.date <= number(last))
    )
    some = columns.take(chosen)
    low = np.minimum(some.source, some.target).astype(np.int64)
    high = np.maximum(some.source, some.target)
    _, place = np.unique(low << 32 | high, return_inverse=True)
    acts = np.bincount(place, some.count)
    months = ((last - first).days + 1) / MONTH
    return float(np.median(acts)) / months if len(acts) else 0.0


def _course(pair: _Pair) -> tuple[Stretch, ...]:
    first, last = pair.alive(pair.dataset)
    rows = pair.rows(pair.dataset)
    if not pair.dataset.counts and len(rows):
        first, last = day(rows.date.min()), day(rows.date_end.max())
    return yearly(rows, first, last) if first <= last else ()


def _turning(pair: _Pair, ties: list[Tie]) -> tuple[tuple[TurningPoint, ...], str]:
    """Turning points of conflict and of cooperation, and what was tested."""
    if not pair.dataset.counts:
        return (), f"none sought: {pair.dataset.name} is not a sample, its volume means nothing"
    rows = pair.rows(pair.dataset)
    series = {"conflict": rows.quad >= 3, "cooperation": (rows.quad == 1) | (rows.quad == 2)}
    tests = [
        (name, rows.take(chosen), periods)
        for name, chosen in series.items()
        if chosen.any()
        for periods in _periods(pair)
        if len(periods) >= SHORTEST
    ]
    if not tests:
        return (), f"none sought: fewer than {SHORTEST} periods with anything recorded"
    level = min(MOST_PER_TEST, FALSE_ALARMS / len(tests))
    found = [
        point
        for name, some, periods in tests
        for point in _points(pair, ties, name, some, periods, level)
    ]
    tested = ", ".join(f"{name} by {p.unit} ({len(p)})" for name, _, p in tests)
    note = (
        f"tested: {tested}; probability of a false alarm in a homogeneous record: "
        f"{level * len(tests):.0%}"
    )
    return tuple(sorted(found, key=lambda p: (p.date, p.series))), note


def _points(
    pair: _Pair, ties: list[Tie], series: str, rows: Columns, periods: Bins, level: float
) -> list[TurningPoint]:
    counts = periods.add_up(rows, rows.count.astype(np.float64))
    breaks = turning_points(counts, periods.days, level, pair.window.seed)
    edges = [0, *(b.at for b in breaks), len(periods)]
    rates = [counts[i:j].sum() / periods.days[i:j].sum() * MONTH for i, j in pairwise(edges)]
    return [
        _point(pair, ties, series, periods, each, (float(before), float(after)))
        for each, before, after in zip(breaks, rates, rates[1:], strict=False)
    ]


def _point(
    pair: _Pair,
    ties: list[Tie],
    series: str,
    periods: Bins,
    found: Break,
    rates: tuple[float, float],
) -> TurningPoint:
    at = int(periods.edges[found.at])
    near = max(_AROUND, int(periods.days[found.at])) if periods.unit == "year" else _AROUND
    snapshot = pair.snapshot
    around = (np.abs(snapshot.columns.date - at) <= near) & pair.mask
    chosen = evidence.telling(snapshot.columns, around, 4)
    rows = snapshot.rows(snapshot.columns.take(chosen))
    edges = [(t, e) for t in ties for e in (t.valid.first, t.valid.last) if e]
    return TurningPoint(
        date=day(at),
        unit=periods.unit,
        series=series,
        before=rates[0],
        after=rates[1],
        p=found.p,
        named=tuple(
            f"{e.name} ({e.date})"
            for e in snapshot.settings.turning_events
            if abs(number(e.date) - at) <= near and e.date < snapshot.as_of
        ),
        ties=tuple(
            dict.fromkeys(tie_line(snapshot, t) for t, e in edges if abs(number(e) - at) <= near)
        ),
        evidence=tuple(row["event_id"] for row in rows),
    )


def _evidence(pair: _Pair, ties: list[Tie], points: tuple[TurningPoint, ...]) -> list[Evidence]:
    """The rows that tell most in each dataset, those around turning points, and the ties."""
    snapshot = pair.snapshot
    found: dict[str, Evidence] = {}
    for dataset in _datasets(pair):
        mask = pair.mask & snapshot.mask_of(dataset)
        chosen = snapshot.columns.take(evidence.telling(snapshot.columns, mask, _SHOWN))
        found.update({e.id: e for e in evidence.events(snapshot, chosen)})
    wanted = {i for point in points for i in point.evidence} - found.keys()
    if wanted:
        near = snapshot.columns.take(_of_points(pair, points))
        found.update({e.id: e for e in evidence.events(snapshot, near) if e.id in wanted})
    found.update({t.tie_id: evidence.tie(snapshot, t) for t in ties})
    return list(found.values())


def _of_points(pair: _Pair, points: tuple[TurningPoint, ...]) -> NDArray[np.bool_]:
    """Rows of the pair that lie around any turning point."""
    mask = np.zeros(len(pair.snapshot.columns), dtype=np.bool_)
    for point in points:
        mask |= np.abs(pair.snapshot.columns.date - number(point.date)) <= 366
    return mask & pair.mask


def _headline(pair: _Pair, stances: tuple[Stance, ...], recent: Rate | None) -> str:
    names = f"{pair.a.name} and {pair.b.name}"
    if not stances:
        return f"{names}: no acts recorded; the case holds ties or statements only."
    first = stances[0]
    said = [f"{first.name} ({first.value:+.1f} on -10 to +10)"]
    if not first.both:
        said = [
            f"{s.source} to {s.target} {s.name} ({s.value:+.1f})"
            for s in stances
            if s.dataset == first.dataset
        ]
        names = "On -10 to +10"
    tail = f" as {first.dataset} records it on {first.at}"
    if recent:
        rows = total_text(recent)
        tail += f", with {rows} in the year before"
    return f"{names}: {'; '.join(said)}{tail}."


def total_text(rate: Rate) -> str:
    """ "n acts" of a rate, whole where it is whole."""
    acts = f"{rate.acts:,.0f}"
    return f"{acts} act" + ("" if acts == "1" else "s")


def _resolution(pair: _Pair) -> str | None:
    if not pair.dataset.counts:
        return None
    first, last = pair.window.observed(pair.dataset)
    versions = ", ".join(pair.dataset.versions) or "unknown"
    return (
        f"Counted: rows that happened between {pair.a.name} and {pair.b.name} in dataset "
        f"{pair.dataset.name}, version {versions}, from {first} to {last}; one act in several rows "
        "counts once."
    )


def _caveats(pair: _Pair, stances: tuple[Stance, ...], records: tuple[Record, ...]) -> list[str]:
    said = caveats.of_dataset(pair.snapshot, pair.dataset)
    said += caveats.of_end(pair.dataset, pair.snapshot.as_of)
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
