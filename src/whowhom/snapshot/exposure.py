"""Reporting volume: how much a dataset had to tell each month, whomever it was about.

The volume of an import is the number of records of its file per month, dropped and repeated ones
included. A month that several imports tell of has the volume of the newest release that covers it;
extracts of other countries add to each other, an update of the same countries counts where it is
larger. Where an importer keeps no volume its visible rows are counted instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot
from whowhom.store.imports import Provenance

_EXPECTED = 12.0


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a dataset.

    Parameters
    ----------
    first, last : date
        The days of it that lie before `as_of` and within what the dataset told of.
    records : int
        Reporting volume.
    """

    first: date
    last: date
    records: int


@dataclass(frozen=True, slots=True)
class Volume:
    """The reporting volume of a dataset.

    Parameters
    ----------
    dataset : str
        Which.
    months : tuple of Month
        From the first month with a record to the last, those without one too.
    basis : str
        ``records`` of the files as they came, or visible ``rows`` where imports kept no volume.
    """

    dataset: str
    months: tuple[Month, ...]
    basis: str


def volume(snapshot: Snapshot, dataset: Dataset) -> Volume:
    """The reporting volume of a dataset by month, as known at `as_of`.

    A month that `as_of` cuts is counted by its visible rows, as is every month where an import has
    no volume; rows dated to spans of over a month tell no month and are left out.
    """
    own = [i.provenance for i in snapshot.imports if i.provenance.dataset == dataset.name]
    columns = snapshot.columns.take(snapshot.mask_of(dataset))
    by_rows = _by_rows(columns)
    told = all(p.volume for p in own)
    counts = _joined(own) if told else by_rows
    last_day = snapshot.as_of - timedelta(days=1)
    cut = f"{last_day:%Y-%m}"
    # Earlier months whose records were all dropped (anniversaries, say) are no start of reporting.
    start = f"{dataset.first:%Y-%m}"
    counts = {month: n for month, n in counts.items() if start <= month <= cut}
    if cut in counts and (snapshot.as_of.day > 1):
        counts[cut] = by_rows.get(cut, 0)
    return Volume(dataset.name, _months(counts, last_day), "records" if told else "rows")


@dataclass(frozen=True, slots=True)
class Hole:
    """Months ``begin`` to ``end - 1`` without a record, and the records expected of them."""

    begin: int
    end: int
    expected: float


def holes(months: Sequence[Month]) -> tuple[Hole, ...]:
    """Runs of months without a record that are no lull.

    A run is a hole where the twelve months before it and those after it both let one expect at
    least 12 records within it; sparse records have empty months without anything being wrong.

    Parameters
    ----------
    months : sequence of Month
        In a row.
    """
    counts = np.array([m.records for m in months], dtype=np.float64)
    empty = np.concatenate([[False], counts == 0, [False]])
    begins = np.flatnonzero(~empty[:-1] & empty[1:])
    ends = np.flatnonzero(empty[:-1] & ~empty[1:])
    found = []
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        sides = counts[max(begin - 12, 0) : begin], counts[end : end + 12]
        if not all(len(side) for side in sides):
            continue
        # By either side: a record that begins to grow has quiet months before.
        expected = min(float(np.median(side)) for side in sides) * (end - begin)
        if expected >= _EXPECTED:
            found.append(Hole(begin, end, expected))
    return tuple(found)


def _by_rows(columns: Columns) -> dict[str, int]:
    narrow = columns.date_end - columns.date < 31
    months = columns.date[narrow].astype("datetime64[D]").astype("datetime64[M]")
    names, counts = np.unique(months, return_counts=True)
    return {str(name): int(n) for name, n in zip(names, counts, strict=True)}


def _joined(own: list[Provenance]) -> dict[str, int]:
    """Volumes of imports, oldest first, as one."""
    counts: dict[str, int] = {}
    seen: set[str] = set()
    for about in own:
        whole = about.window_first is not None and not about.window_countries
        apart = bool(about.countries) and "" not in seen and not seen & set(about.countries)
        for month, records in about.volume.items():
            before = counts.get(month, 0)
            if whole:
                counts[month] = records
            else:
                counts[month] = before + records if apart else max(before, records)
        if whole:
            # A month that a release covers and tells nothing of has no record any more.
            counts = {m: n for m, n in counts.items() if m in about.volume or not _inside(m, about)}
        # Where a file gives no countries, nobody can say that another tells of others.
        seen |= set(about.countries) or {""}
    return counts


def _inside(month: str, about: Provenance) -> bool:
    """Whether a release covers the whole of a month, so that no record of it means none."""
    first = date.fromisoformat(f"{month}-01")
    begin, end = about.window_first or date.max, about.window_last or date.min
    return begin <= first and _month_end(first) <= end


def _months(counts: Mapping[str, int], last_day: date) -> tuple[Month, ...]:
    if not counts:
        return ()
    at, end = (date.fromisoformat(f"{m}-01") for m in (min(counts), max(counts)))
    found = []
    while at <= end:
        last = min(_month_end(at), last_day)
        found.append(Month(at, last, counts.get(f"{at:%Y-%m}", 0)))
        at = _month_end(at) + timedelta(days=1)
    return tuple(found)


def _month_end(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
