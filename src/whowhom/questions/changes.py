"""Turning points of a pair: when the rate of its acts changed, and what happened around it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.tie import Tie
from whowhom.answers.relation import TurningPoint
from whowhom.questions import evidence
from whowhom.questions.course import Bins
from whowhom.questions.pair import Pair
from whowhom.questions.parties import tie_line
from whowhom.questions.rates import MONTH
from whowhom.questions.scope import day, number
from whowhom.questions.turning import (
    FALSE_ALARMS,
    MOST_PER_TEST,
    SHORTEST,
    Break,
    turning_points,
)
from whowhom.snapshot.columns import Columns

_AROUND = 45
_NEAREST = 4


def changes(pair: Pair, ties: Sequence[Tie]) -> tuple[tuple[TurningPoint, ...], str]:
    """Turning points of conflict and of cooperation, and what was tested.

    Parameters
    ----------
    pair : Pair
        The two, and the dataset counted.
    ties : sequence of Tie
        Ties between the two.

    Returns
    -------
    tuple of TurningPoint, str
        In time order; and a sentence on what was searched and how often it errs.
    """
    if not pair.dataset.counts:
        return (), f"none sought: {pair.dataset.name} is not a sample, its volume means nothing"
    rows = pair.rows(pair.dataset)
    series = {"conflict": rows.quad >= 3, "cooperation": (rows.quad == 1) | (rows.quad == 2)}
    tests = [
        (name, rows.take(chosen), periods)
        for name, chosen in series.items()
        if chosen.any()
        for periods in pair.periods()
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
    return tuple(sorted(found, key=lambda p: (p.date, p.series))), _note(tests, level)


def _note(tests: list[tuple[str, Columns, Bins]], level: float) -> str:
    searched = ", ".join(
        f"{name} by {p.unit} from {day(p.edges[0])} to {day(p.edges[-1] - 1)}"
        for name, _, p in tests
    )
    return (
        f"searched: {searched}; a record without change shows one with probability "
        f"{level * len(tests):.0%} if its acts are independent, and several times that if they "
        "come in bursts; small or late changes can go unseen"
    )


def _points(
    pair: Pair,
    ties: Sequence[Tie],
    series: str,
    rows: Columns,
    periods: Bins,
    level: float,
) -> list[TurningPoint]:
    counts = periods.add_up(rows, rows.count.astype(np.float64))
    breaks = turning_points(counts, periods.days, level, pair.scope.seed)
    edges = [0, *(b.at for b in breaks), len(periods)]
    rates = [float(counts[i:j].sum() / periods.days[i:j].sum() * MONTH) for i, j in pairwise(edges)]
    return [
        _point(pair, ties, series, periods, each, around)
        for each, around in zip(breaks, pairwise(rates), strict=True)
    ]


def _point(
    pair: Pair,
    ties: Sequence[Tie],
    series: str,
    periods: Bins,
    found: Break,
    rates: tuple[float, float],
) -> TurningPoint:
    at = int(periods.edges[found.at])
    reach = max(_AROUND, int(periods.days[found.at])) if periods.unit == "year" else _AROUND
    snapshot = pair.snapshot
    chosen = evidence.telling(snapshot.columns, _near(pair, at, reach), _NEAREST)
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
            f"{_distance(number(e.date) - at)} {e.name} ({e.date})"
            for e in snapshot.settings.turning_events
            if abs(number(e.date) - at) <= reach and e.date < snapshot.as_of
        ),
        ties=tuple(
            dict.fromkeys(tie_line(snapshot, t) for t, e in edges if abs(number(e) - at) <= reach)
        ),
        evidence=tuple(row["event_id"] for row in rows),
    )


def _distance(days: int) -> str:
    """How far a turning point lies from an event that is so many days later than it."""
    if not days:
        return "on the day of"
    unit = "day" if abs(days) == 1 else "days"
    return f"{abs(days)} {unit} {'before' if days > 0 else 'after'}"


def _near(pair: Pair, at: int, reach: int) -> NDArray[np.bool_]:
    return np.asarray((np.abs(pair.snapshot.columns.date - at) <= reach) & pair.mask)


def around(pair: Pair, points: Sequence[TurningPoint]) -> NDArray[np.bool_]:
    """Rows of the pair that may lie around any of these turning points."""
    mask = np.zeros(len(pair.snapshot.columns), dtype=np.bool_)
    for point in points:
        mask |= _near(pair, number(point.date), timedelta(days=366).days)
    return mask
