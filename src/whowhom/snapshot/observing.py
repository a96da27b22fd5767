"""What a snapshot knows of each dataset: its vintages, and which days it observes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from whowhom.events.coverage import Coverage
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.store.imports import Import, Provenance
from whowhom.store.settings import Settings

EXTRACT = "an extract: what it leaves out is not known"
"""Coverage note of files that are no whole release."""


def describe(
    name: str,
    position: int,
    imports: Sequence[Import],
    stated: Sequence[Coverage],
    columns: Columns,
    settings: Settings,
    as_of: date,
) -> Dataset:
    """The dataset in a snapshot, from its rows and its imports.

    Parameters
    ----------
    name, position : str, int
        The dataset, and its number in the columns.
    imports : sequence of Import
        All imports chosen.
    stated : sequence of Coverage
        What the case itself says about coverage.
    columns : Columns
        The visible rows of all datasets.
    settings : Settings
        Notes on datasets.
    as_of : date
        Nothing on or after this day is observed.
    """
    mine = columns.dataset == position
    own = [
        i.provenance
        for i in imports
        if i.provenance.dataset == name
        and (i.provenance.window_first or i.provenance.first) < as_of
    ]
    epoch = date(1970, 1, 1)
    versions = list(dict.fromkeys(p.version for p in own if p.version))
    newest = own[-1]
    first = epoch + timedelta(days=int(columns.date[mine].min()))
    last = epoch + timedelta(days=int(columns.date_end[mine].max()))
    return Dataset(
        name=name,
        versions=tuple(versions),
        rows=int(mine.sum()),
        first=first,
        last=last,
        observed=tuple(_observed(name, own, stated, as_of, (first, last))),
        compiled=max(p.last for p in own),
        citation=newest.citation,
        licence=newest.licence,
        note=settings.notes.get(name, ""),
    )


def _observed(
    name: str,
    own: Sequence[Provenance],
    stated: Sequence[Coverage],
    as_of: date,
    seen: tuple[date, date],
) -> list[Coverage]:
    """What a dataset observes before as_of: as the case states it, and as its imports cover.

    An extract tells nothing about days without rows, so it observes from its first to its last
    visible row.
    """
    last_day = as_of - timedelta(days=1)
    found = [c for c in stated if c.dataset == name]
    for about in own:
        if about.observes != "window":
            continue
        first, last, note = about.window_first, about.window_last, ""
        if first is None or last is None:
            first, last, note = max(about.first, seen[0]), min(about.last, seen[1]), EXTRACT
        country = about.countries[0] if len(about.countries) == 1 else ""
        found.append(
            Coverage(name, first, last, country, "", "day", None, None, note, about.citation)
        )
    return [_cut(c, last_day) for c in found if c.first <= last_day]


def _cut(coverage: Coverage, last_day: date) -> Coverage:
    """Coverage up to a day; the totals of a stretch that is cut do not hold any more."""
    if coverage.last <= last_day:
        return coverage
    return replace(coverage, last=last_day, events=None, fatalities=None)
