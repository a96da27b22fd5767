"""`agreement`: how far datasets tell the same of two actors; nothing is merged."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.answers.agreement import Agreement, Common, Comparison, MonthLine, Told
from whowhom.answers.answer import Answer
from whowhom.answers.evidence import Evidence
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import RefusalError
from whowhom.questions import caveats, evidence
from whowhom.questions.common import WIDEST, matches, too_many
from whowhom.questions.course import bins
from whowhom.questions.features import Side, reasons
from whowhom.questions.observing import Units, observed_days
from whowhom.questions.pair import Pair
from whowhom.questions.parties import between, find_pair, lived, party
from whowhom.questions.relation import counted_text
from whowhom.questions.scope import Scope, counted_dataset, day, number
from whowhom.questions.whereabouts import whereabouts
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

_MONTH = 31
_FEWEST_MONTHS = 8
_SHOWN = 40


@dataclass(frozen=True)
class _Line:
    """What a dataset holds on the pair, by month."""

    dataset: Dataset
    rows: Columns
    counts: NDArray[np.int64]
    observed: NDArray[np.bool_]


@dataclass(frozen=True)
class _Compared:
    """Two datasets compared, with the rows of their common acts."""

    body: Comparison
    rows: tuple[Columns, Columns]
    capped: bool


def agreement(snapshot: Snapshot, a: str, b: str, scope: Scope) -> Answer:
    """How far datasets tell the same of two actors.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    a, b : str
        Any names of two actors.
    scope : Scope
        Period, level and seed; with a dataset only comparisons with that one.

    Returns
    -------
    Answer
        With a `whowhom.answers.agreement.Agreement`.

    Raises
    ------
    UnknownActorError, OptionError
        If a name leads to nobody, to several, or both to one actor.
    RefusalError
        If fewer than two datasets hold acts of the pair.
    """
    one, other = find_pair(snapshot, a, b)
    mask = between(snapshot, one, other) & scope.mask(snapshot.columns)
    pair = Pair(snapshot, scope, one, other, counted_dataset(snapshot, scope, mask), mask)
    held = sorted(pair.datasets(), key=lambda d: (not d.counts, d.name))
    if len(held) < 2:
        raise _alone(pair, held)
    edges = _edges(pair, held)
    lines = [_line(pair, dataset, edges) for dataset in held]
    wanted = scope.dataset and snapshot.dataset(scope.dataset).name
    compared = [
        _compare(pair, x, y)
        for x, y in combinations(lines, 2)
        if not wanted or wanted in (x.dataset.name, y.dataset.name)
    ]
    body = Agreement(
        headline=_headline(pair, lines, compared),
        a=party(one),
        b=party(other),
        level=scope.level,
        told=tuple(_told(line) for line in lines),
        months=_months(lines, edges, compared),
        comparisons=tuple(c.body for c in compared),
    )
    return Answer(
        verb="agreement",
        status="answered",
        question=_question(pair, a, b),
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(pair.dataset),
        answer=body,
        evidence=tuple(_evidence(snapshot, compared)),
        skill=DESCRIPTIVE,
        resolution=None,
        caveats=tuple(_caveats(pair, lines, compared)),
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


def _alone(pair: Pair, held: list[Dataset]) -> RefusalError:
    names = f"{pair.a.name} and {pair.b.name}"
    what = f"only {held[0].name} holds" if held else "no dataset holds"
    return RefusalError(
        f"{what} acts of {names} in that period before {pair.snapshot.as_of}",
        "a pair that two datasets tell of",
        "add another dataset, or leave out --since and --until",
    )


def _edges(pair: Pair, held: list[Dataset]) -> NDArray[np.int64]:
    """Whole months over the period, or over all acts of the pair."""
    rows = [pair.rows(d) for d in held]
    first = pair.scope.first or day(min(int(r.date.min()) for r in rows))
    last = pair.scope.last or day(max(int(r.date_end.max()) for r in rows))
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return bins("month", first.replace(day=1), after - timedelta(days=1)).edges


def _line(pair: Pair, dataset: Dataset, edges: NDArray[np.int64]) -> _Line:
    """Acts by month of their last day; a row wider than a month tells no month."""
    rows = pair.rows(dataset)
    start = np.searchsorted(edges, rows.date, "right") - 1
    month = np.searchsorted(edges, rows.date_end, "right") - 1
    blurred = np.zeros(len(edges) - 1, dtype=np.bool_)
    wide = (rows.date_end - rows.date >= _MONTH) & (start != month)
    for at in np.flatnonzero(wide):
        blurred[max(int(start[at]), 0) : int(month[at]) + 1] = True
    kept = ~wide & (month >= 0) & (month < len(edges) - 1)
    counts = np.bincount(month[kept], rows.count[kept], len(edges) - 1).astype(np.int64)
    existed, seen = observed_days(
        dataset, pair.snapshot.countries, _unit(pair, rows), edges, "month"
    )
    observed = (existed[0] == seen[0]) & (existed[0] > 0) & ~blurred
    return _Line(dataset, rows, counts, observed)


def _unit(pair: Pair, rows: Columns) -> Units:
    """The pair as `observed_days` takes it."""
    places = rows.country >= 0
    size = len(pair.snapshot.countries)
    sums = np.bincount(rows.country[places], rows.count[places], size).astype(np.float64)
    shares = sums / sums.sum() if sums.sum() else sums
    born, died = zip(*(lived(x) for x in (pair.a, pair.b)), strict=True)
    earliest, latest = int(rows.date.min()), int(rows.date_end.max())
    first = min(number(max(born)), earliest)
    last = max(number(min(*died, date.max - timedelta(days=1))), latest)
    days = [np.array([x], dtype=np.int64) for x in (first, last, earliest)]
    return Units(days[0], days[1], shares[None, :], days[2])


def _told(line: _Line) -> Told:
    return Told(
        dataset=line.dataset.name,
        counts=line.dataset.counts,
        acts=int(line.rows.count.sum()),
        months=int(line.observed.sum()) if line.dataset.counts else 0,
        first=day(line.rows.date.min()),
        last=day(line.rows.date_end.max()),
    )


def _compare(pair: Pair, x: _Line, y: _Line) -> _Compared:
    snapshot = pair.snapshot
    rows = [line.rows.take(_dated(line.rows)) for line in (x, y)]
    one, other = (Side(r, whereabouts(snapshot, r)) for r in rows)
    capped = too_many(one, other)
    found, chance = ([], 0.0) if capped else matches(one, other, pair.scope.seed)
    at = np.array([(m.i, m.j) for m in found], dtype=np.intp).reshape(-1, 2)
    shown = one.rows.take(at[:, 0]), other.rows.take(at[:, 1])
    ids = [[str(r["event_id"]) for r in snapshot.rows(s)] for s in shown]
    common = [
        Common(
            one=ids[0][n],
            other=ids[1][n],
            first=day(min(int(shown[0].date[n]), int(shown[1].date[n]))),
            score=m.score,
            days=m.days,
            reasons=(_day_said(m.days), *reasons(one, other, m.i, m.j)),
        )
        for n, m in enumerate(found)
    ]
    order = sorted(range(len(common)), key=lambda n: (common[n].first, common[n].one))
    sizes = len(one), len(other)
    beyond = max(len(found) - chance, 0.0)
    body = Comparison(
        one=x.dataset.name,
        other=y.dataset.name,
        **_by_month(x, y, pair.scope.level),
        compared=sizes,
        common=tuple(common[n] for n in order),
        chance=chance,
        share=(beyond / max(sizes[0], 1), beyond / max(sizes[1], 1)),
    )
    places = np.array(order, dtype=np.intp)
    return _Compared(body, (shown[0].take(places), shown[1].take(places)), capped)


def _dated(rows: Columns) -> NDArray[np.bool_]:
    """Rows of one act and of few days: a total has no counterpart."""
    return np.asarray((rows.count == 1) & (rows.date_end - rows.date < WIDEST))


def _day_said(days: int) -> str:
    return "same day" if days == 0 else f"{days} day apart"


def _by_month(x: _Line, y: _Line, level: float) -> dict[str, Any]:
    """Months that both observe: overlap and rank correlation."""
    if not (x.dataset.counts and y.dataset.counts):
        names = ("months", "both", "only_one", "only_other", "neither")
        return {**dict.fromkeys(names, 0), "correlation": None, "low": None, "high": None}
    both = x.observed & y.observed
    one, other = x.counts[both], y.counts[both]
    value, low, high = _correlation(one, other, level)
    return {
        "months": int(both.sum()),
        "both": int(((one > 0) & (other > 0)).sum()),
        "only_one": int(((one > 0) & (other == 0)).sum()),
        "only_other": int(((one == 0) & (other > 0)).sum()),
        "neither": int(((one == 0) & (other == 0)).sum()),
        "correlation": value,
        "low": low,
        "high": high,
    }


def _correlation(
    one: NDArray[np.int64], other: NDArray[np.int64], level: float
) -> tuple[float | None, float | None, float | None]:
    """Spearman's rho, with the interval of Bonett and Wright (2000)."""
    from scipy.stats import norm, rankdata

    n = len(one)
    if n < _FEWEST_MONTHS or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None, None, None
    rho = float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
    reach = float(norm.ppf((1 + level) / 2)) * math.sqrt((1 + rho**2 / 2) / (n - 3))
    middle = math.atanh(min(max(rho, -0.999999), 0.999999))
    return rho, math.tanh(middle - reach), math.tanh(middle + reach)


def _months(
    lines: list[_Line], edges: NDArray[np.int64], compared: list[_Compared]
) -> tuple[MonthLine, ...]:
    common = np.zeros(len(edges) - 1, dtype=np.int64)
    for each in compared:
        for match in each.body.common:
            at = int(np.searchsorted(edges, number(match.first), "right")) - 1
            common[min(max(at, 0), len(common) - 1)] += 1
    found = []
    for n in range(len(edges) - 1):
        acts = tuple(
            int(line.counts[n]) if line.counts[n] or line.observed[n] else None for line in lines
        )
        if any(acts):
            found.append(MonthLine(f"{day(edges[n]):%Y-%m}", acts, int(common[n])))
    return tuple(found)


def _evidence(snapshot: Snapshot, compared: list[_Compared]) -> list[Evidence]:
    """Both rows of the common acts, the likeliest first, one beside the other."""
    found: dict[str, Evidence] = {}
    for each in compared:
        scores = [c.score for c in each.body.common]
        best = np.argsort(-np.array(scores), kind="stable")[: _SHOWN // 2]
        sides = [evidence.events(snapshot, rows.take(best)) for rows in each.rows]
        for pair in zip(*sides, strict=True):
            found.update({e.id: e for e in pair})
    return list(found.values())


def _headline(pair: Pair, lines: list[_Line], compared: list[_Compared]) -> str:
    acts = " and ".join(
        f"{x.dataset.name} has {counted_text(float(x.rows.count.sum()))}" for x in lines
    )
    said = [f"{pair.a.name} and {pair.b.name}: {acts}"]
    most = max(compared, key=lambda c: len(c.body.common)).body
    if len(compared) > 1:
        said.append(f"nearest are {most.one} and {most.other}")
    if most.correlation is not None:
        said.append(
            f"monthly counts correlate {most.correlation:+.2f} ({pair.scope.level:.0%} interval "
            f"{most.low:+.2f} to {most.high:+.2f}; {most.months} months that both observe)"
        )
    n = len(most.common)
    said.append(
        f"{n:,} probable common act{'' if n == 1 else 's'} ({most.chance:.1f} expected by chance)"
        " among "
        f"{most.compared[0]:,} and {most.compared[1]:,} comparable rows"
    )
    return "; ".join(said) + "."


def _borrowed(snapshot: Snapshot, each: _Compared) -> list[str]:
    """Whether rows of one dataset cite the other: such agreement is no confirmation."""
    names = each.body.one, each.body.other
    said = []
    for rows, mine, theirs in zip(each.rows, names, names[::-1], strict=True):
        stem = theirs.partition("-")[0].casefold()
        citing = sum(stem in (row["citation"] or "").casefold() for row in snapshot.rows(rows))
        if citing and not mine.startswith(stem):
            said.append(
                f"{citing} of the {len(rows)} common rows of {mine} cite {stem.upper()} as their "
                f"source: they agree with {theirs} because they were taken from it."
            )
    return said


def _caveats(pair: Pair, lines: list[_Line], compared: list[_Compared]) -> list[str]:
    said = [
        "Nothing is merged: every count in whowhom is of one dataset. A common act is a guess from "
        "day, place, type, deaths and direction; read both rows before quoting it.",
        "Datasets draw on the same news: that two tell the same does not confirm it twice.",
    ]
    for line in lines:
        left = int(line.rows.count[~_dated(line.rows)].sum())
        if left:
            said.append(
                f"{left:,} acts of {line.dataset.name} are totals, or dated to over {WIDEST} days: "
                "they are not matched."
            )
        if not line.dataset.counts:
            said.append(
                f"{line.dataset.name} is a hand-picked list: its rows are matched, its months are "
                "neither correlated nor called empty."
            )
    for each in compared:
        said += _borrowed(pair.snapshot, each)
        body = each.body
        if each.capped:
            said.append(f"{body.one} and {body.other} hold too many rows a day to be matched.")
        elif len(body.common) and body.chance > len(body.common) / 3:
            said.append(
                f"{body.one} and {body.other}: chance alone gives {body.chance:.0f} of the "
                f"{len(body.common)} matches; single ones are worth little."
            )
    return said + caveats.of_joint_names(pair.snapshot, pair.a, pair.b)
