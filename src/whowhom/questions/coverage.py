"""`check coverage`: where datasets start, thin, stop or change their rules."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.answers.coverage import Coverages, DatasetCoverage, Known, MonthVolume, Shown
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import RefusalError
from whowhom.events.coverage import Coverage
from whowhom.ontology.breaks import known_breaks
from whowhom.questions import caveats
from whowhom.questions.moving import Moved, moved_together
from whowhom.questions.scope import Scope, number
from whowhom.questions.turning import FALSE_ALARMS, MOST_PER_TEST, SHORTEST, turning_points
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.exposure import Month, Volume, holes, volume
from whowhom.snapshot.snapshot import Snapshot
from whowhom.snapshot.visible import parquet

_PROVISIONAL = "ucdp-ged"
_THIN = 0.5
_YEAR = 12
_FEWEST = 6
# Shares that moved the same way, from which on coverage, and up to which events, are likelier.
_COVERAGE, _EVENTS = 0.8, 0.6


def coverage(snapshot: Snapshot, scope: Scope) -> Answer:
    """Where the datasets of a case start, thin, stop or change their rules.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Dataset (all if it is empty) and seed.

    Returns
    -------
    Answer
        With a `whowhom.answers.coverage.Coverages`.
    """
    chosen = [snapshot.dataset(scope.dataset)] if scope.dataset else list(snapshot.datasets)
    if not chosen:
        raise RefusalError(f"no row had ended before {snapshot.as_of}", "a case with rows")
    level = min(MOST_PER_TEST, FALSE_ALARMS / len(chosen))
    told = tuple(_of(snapshot, each, level, scope.seed) for each in chosen)
    return Answer(
        verb="coverage",
        status="answered",
        question={
            "dataset": scope.dataset or None,
            "seed": scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(chosen[0]) if len(chosen) == 1 else None,
        answer=Coverages(_headline(told), told),
        evidence=(),
        skill=DESCRIPTIVE,
        resolution=None,
        caveats=tuple(_caveats(told)),
    )


def _of(snapshot: Snapshot, dataset: Dataset, level: float, seed: int) -> DatasetCoverage:
    told = volume(snapshot, dataset)
    rows = snapshot.columns.take(snapshot.mask_of(dataset))
    shown, note = _shown(snapshot, dataset, told, rows, level, seed)
    filled = [m.records for m in told.months if m.records]
    usual = float(np.median(filled)) if filled else 1.0
    return DatasetCoverage(
        dataset=dataset.name,
        counts=dataset.counts,
        basis=told.basis,
        first=dataset.first,
        last=dataset.last,
        observed=_observed(dataset.observed),
        months=tuple(
            MonthVolume(f"{m.first:%Y-%m}", m.records, m.records / usual) for m in told.months
        ),
        shown=tuple(shown),
        known=_known(snapshot, dataset, rows),
        note=note,
    )


def _shown(
    snapshot: Snapshot, dataset: Dataset, told: Volume, rows: Columns, level: float, seed: int
) -> tuple[list[Shown], str]:
    """What the record shows, in time order, and what was searched for it."""
    months = told.months
    if not dataset.counts:
        return [], "a hand-picked list: how much it holds of a month tells of whoever picked"
    if not months:
        return [], "no row is dated to a month: only totals over longer spans"
    found = [_start(dataset, months), *_gaps(snapshot, dataset, months), _stop(snapshot, months)]
    whole = [m for m in months if _days(m) >= 28]
    if len(whole) < SHORTEST:
        note = f"changes not sought: {len(whole)} whole months, at least {SHORTEST} are needed"
    else:
        found += _changes(rows, whole, level, seed)
        note = (
            f"changes of level sought in {len(whole)} months; a record without any shows one with "
            f"probability {level:.0%}, more where acts come in bursts"
        )
    found += _thin_end(months)
    if dataset.name == _PROVISIONAL:
        found += _provisional(snapshot, dataset)
    return sorted(found, key=lambda s: (s.first, s.kind)), note


def _days(month: Month) -> int:
    return (month.last - month.first).days + 1


def _start(dataset: Dataset, months: Sequence[Month]) -> Shown:
    meaning = f"months before are not observed by {dataset.name} in this case, not quiet"
    return _plain("starts", months[0], meaning, after=_mean(months[:_YEAR]))


def _stop(snapshot: Snapshot, months: Sequence[Month]) -> Shown:
    ahead = (snapshot.as_of - timedelta(days=1) - months[-1].last).days
    meaning = (
        f"the {ahead} days from then to {snapshot.as_of} have no record: not observed, not quiet"
        if ahead > 0
        else "the record runs up to as_of"
    )
    return _plain("stops", months[-1], meaning, before=_mean(months[-_YEAR:]))


def _mean(months: Sequence[Month]) -> float:
    return float(np.mean([m.records for m in months]))


def _plain(
    kind: str, month: Month, meaning: str, before: float | None = None, after: float | None = None
) -> Shown:
    return Shown(kind, month.first, month.last, before, after, None, None, 0, "", meaning)


def _gaps(snapshot: Snapshot, dataset: Dataset, months: Sequence[Month]) -> list[Shown]:
    """Runs of months without a record where the months around let one expect a dozen and more."""
    found = []
    for each in holes(months):
        first, last = months[each.begin].first, months[each.end - 1].last
        usual = each.expected / (each.end - each.begin)
        meaning = _gap_means(_release_of(snapshot, dataset, first, last))
        found.append(Shown("gap", first, last, usual, 0.0, None, None, 0, "", meaning))
    return found


def _release_of(snapshot: Snapshot, dataset: Dataset, first: date, last: date) -> str:
    """Name of the newest file that is a whole release of these months; empty if none is."""
    names = [
        i.provenance.source_name
        for i in snapshot.imports
        if i.provenance.dataset == dataset.name
        and (i.provenance.window_first or date.max) <= first
        and last <= (i.provenance.window_last or date.min)
    ]
    return names[-1] if names else ""


def _gap_means(release: str) -> str:
    if release:
        return (
            f"no record at all, in months that {release} covers as a whole release: zeros by its "
            "maker's word; look whether the file was cut before you leave them out of coverage.csv"
        )
    return (
        "no record at all: a hole in the files sooner than a lull; leave these months out of "
        "coverage.csv, or they count as zeros"
    )


def _thin_end(months: Sequence[Month]) -> list[Shown]:
    """Whether the last months hold much less than the year before them."""
    if len(months) < _YEAR + 1:
        return []
    found = 0
    usual = float(np.median([m.records for m in months[-_YEAR - 3 : -3]]))
    for month in reversed(months[-3:]):
        if month.records >= _THIN * usual or usual < _FEWEST:
            break
        found += 1
    if not found:
        return []
    first, last = months[-found].first, months[-1].last
    after = float(np.mean([m.records for m in months[-found:]]))
    meaning = "the newest months may be incomplete: read a fall there as delay first"
    return [Shown("ends thin", first, last, usual, after, None, None, 0, "", meaning)]


def _changes(rows: Columns, months: Sequence[Month], level: float, seed: int) -> list[Shown]:
    """Changes of the level of reporting, and how many countries or pairs moved along."""
    counts = np.array([m.records for m in months], dtype=np.float64)
    days = np.array([_days(m) for m in months], dtype=np.float64)
    breaks = turning_points(counts, days, level, seed)
    edges = [0, *(b.at for b in breaks), len(months)]
    rates = [float(counts[i:j].mean()) for i, j in pairwise(edges)]
    found = []
    for each, (before, after), (at, end) in zip(
        breaks, pairwise(rates), pairwise(edges[1:]), strict=True
    ):
        moved = moved_together(rows, number(months[at].first), after > before)
        found.append(
            Shown(
                kind="grows" if after > before else "thins",
                first=months[at].first,
                last=months[end - 1].last,
                before=before,
                after=after,
                p=each.p,
                together=moved.share,
                compared=moved.compared,
                by=moved.by,
                meaning=_meaning(before, after, moved),
            )
        )
    return found


def _meaning(before: float, after: float, moved: Moved) -> str:
    factor = after / before if before else float("inf")
    how = f"{factor:.1f} times as many records a month" if before else "records where none were"
    if moved.share is None:
        why = "too little to tell whether coverage or events changed"
    elif _EVENTS < moved.share < _COVERAGE:
        why = (
            f"{moved.share:.0%} of {moved.compared} {moved.by} moved the same way: it cannot be "
            "told whether coverage or events changed"
        )
    elif moved.share >= _COVERAGE:
        why = (
            f"{moved.share:.0%} of {moved.compared} {moved.by} moved the same way: coverage or "
            "rules may have changed, so do not read it as escalation"
        )
    else:
        why = (
            f"only {moved.share:.0%} of {moved.compared} {moved.by} moved the same way: events "
            "sooner than coverage"
        )
    return f"{how}; {why}"


def _provisional(snapshot: Snapshot, dataset: Dataset) -> list[Shown]:
    """For each import, the share of its rows that are not 'Clear', where it tells."""
    sql = (
        "SELECT min(date), max(date), avg(CAST(NOT starts_with(status, 'Clear') AS INTEGER)), "
        "count(*) FROM (SELECT date, json_extract_string(details, '$.code_status') AS status "
        "FROM {}) WHERE status IS NOT NULL AND date < ?"
    )
    found = []
    for each in snapshot.imports:
        if each.provenance.dataset != dataset.name:
            continue
        cursor = snapshot.connection.cursor()
        told = cursor.execute(sql.format(parquet([each])), [snapshot.as_of]).fetchall()
        first, last, share, rows = told[0]
        if share:
            meaning = (
                f"{share:.0%} of {rows:,} rows of {each.provenance.source_name} are not 'Clear': "
                "later releases may drop or move them"
            )
            found.append(
                Shown("provisional", first, last, None, None, None, None, rows, "", meaning)
            )
    return found


def _observed(stretches: Sequence[Coverage]) -> tuple[str, ...]:
    """Coverage in words, stretches that touch joined."""
    lines = []
    kinds = sorted({(c.country, c.resolution) for c in stretches if c.resolution != "month"})
    for country, resolution in kinds:
        mine = sorted(
            {
                (c.first, c.last)
                for c in stretches
                if (c.country, c.resolution) == (country, resolution)
            }
        )
        where = country or "everywhere"
        lines += [f"{first} to {last}, {where}, by {resolution}" for first, last in _joined(mine)]
    return tuple(lines)


def _joined(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    for first, last in spans:
        if found and first <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _known(snapshot: Snapshot, dataset: Dataset, rows: Columns) -> tuple[Known, ...]:
    """Known breaks before as_of that can concern this record."""
    here: set[str] = {snapshot.countries[int(c)] for c in np.unique(rows.country) if c >= 0}
    return tuple(
        Known(
            each.first,
            each.kind,
            each.where,
            each.what,
            each.meaning,
            each.source,
            each.first is None or dataset.first < each.first <= dataset.last,
        )
        for each in known_breaks(dataset.name)
        if (each.first is None or each.first < snapshot.as_of)
        and (len(each.where) != 3 or each.where in here)
    )


def _headline(told: Sequence[DatasetCoverage]) -> str:
    said = []
    for each in told:
        if not each.counts:
            said.append(f"{each.dataset} is a hand-picked list")
            continue
        changes = sum(s.kind in ("grows", "thins") for s in each.shown)
        gaps = sum(s.kind == "gap" for s in each.shown)
        inside = sum(k.inside and k.first is not None for k in each.known)
        said.append(
            f"{each.dataset} runs from {each.first} to {each.last} with {_many(changes, 'change')} "
            f"of volume, {_many(gaps, 'gap')} and {_many(inside, 'known break')} inside"
        )
    return "; ".join(said) + "."


def _many(n: int, noun: str) -> str:
    return f"{n or 'no'} {noun}{'' if n == 1 else 's'}"


def _caveats(told: Sequence[DatasetCoverage]) -> list[str]:
    said = [
        "Volume follows events as well as coverage: a change of volume is a reason to look, not a "
        "proof that coverage changed.",
        "Known breaks are what the makers say; a file of your own may leave out more.",
    ]
    if any(each.basis == "rows" and each.counts for each in told):
        said.append("Where files kept no volume, rows that were kept stand for it.")
    return said
