"""The course of a record: acts by year, month or week, on the days that a dataset observes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from whowhom.questions.scope import number
from whowhom.snapshot.columns import Columns

Unit = Literal["week", "month", "year"]
Floats = NDArray[np.float64]

_FINE_SPAN = 31
_FINE_SHARE = 0.9
_MONTHS_FROM = 3 * 365


@dataclass(frozen=True, slots=True)
class Bins:
    """Periods that follow each other.

    Parameters
    ----------
    unit : str
        ``week``, ``month`` or ``year``.
    edges : array of int
        Day numbers; period i runs from ``edges[i]`` to the day before ``edges[i + 1]``.
    """

    unit: Unit
    edges: NDArray[np.int64]

    @property
    def days(self) -> Floats:
        """Length of each period in days."""
        return np.diff(self.edges).astype(np.float64)

    def __len__(self) -> int:
        return len(self.edges) - 1

    def add_up(self, columns: Columns, values: Floats) -> Floats:
        """Sum values over the periods; a row that spans several is split by its days."""
        first = columns.date.astype(np.int64)
        end = columns.date_end.astype(np.int64) + 1
        begins = np.searchsorted(self.edges, first, "right") - 1
        ends = np.searchsorted(self.edges, end - 1, "right") - 1
        sums = np.zeros(len(self) + 2)
        whole = begins == ends
        np.add.at(sums, begins[whole] + 1, values[whole])
        for row in np.flatnonzero(~whole):
            overlap = np.minimum(self.edges[1:], end[row]) - np.maximum(self.edges[:-1], first[row])
            share = np.maximum(overlap, 0) / (end[row] - first[row])
            sums[1:-1] += values[row] * share
        # The first and last entry hold what lies outside all periods.
        return sums[1:-1]


def bins(unit: Unit, first: date, last: date) -> Bins:
    """Periods between two days; years and months by the calendar, cut at either end.

    >>> len(bins("year", date(2020, 6, 1), date(2022, 1, 31)))
    3
    """
    starts = [first]
    while (following := _next(unit, starts[-1])) <= last:
        starts.append(following)
    edges = [number(each) for each in starts] + [number(last) + 1]
    return Bins(unit, np.array(edges, dtype=np.int64))


def _next(unit: Unit, start: date) -> date:
    if unit == "week":
        return start + timedelta(days=7 - start.weekday())
    if unit == "month":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return date(start.year + 1, 1, 1)


def within(columns: Columns, first: date, last: date) -> Floats:
    """Acts of each row that fall between two days; a row that reaches over is split by its days."""
    begin = np.maximum(columns.date, number(first))
    end = np.minimum(columns.date_end, number(last))
    days = columns.date_end - columns.date + 1
    return np.asarray(columns.count * np.maximum(end - begin + 1, 0) / days, dtype=np.float64)


def stretches(columns: Columns, first: date, last: date) -> list[Bins]:
    """Periods as fine as the dates of the rows allow.

    Where nine tenths of the acts of every year are dated to a month or better, one set of periods:
    weeks, or months from three years on. Where some years are known only as totals, years over the
    whole, and finer ones over each run of well-dated years, the latest three.

    Parameters
    ----------
    columns : Columns
        The rows.
    first, last : date
        Days to cover.

    Returns
    -------
    list of Bins
        One to four.
    """
    coarse = _coarse_years(columns, first.year, last.year)
    if not coarse:
        return [bins(_unit(first, last), first, last)]
    found = [bins("year", first, last)]
    for run in _runs([y for y in range(first.year, last.year + 1) if y not in coarse])[-3:]:
        begin, end = max(first, date(run[0], 1, 1)), min(last, date(run[-1], 12, 31))
        found.append(bins(_unit(begin, end), begin, end))
    return found


def _unit(first: date, last: date) -> Unit:
    return "month" if (last - first).days >= _MONTHS_FROM else "week"


def _coarse_years(columns: Columns, first: int, last: int) -> set[int]:
    """Years in which more than a tenth of the acts are dated to a span of over a month."""
    years = columns.date.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    wide = columns.date_end - columns.date + 1 > _FINE_SPAN
    acts = np.bincount(np.clip(years - first, -1, last - first + 1) + 1, columns.count)
    broad = np.bincount(
        np.clip(years - first, -1, last - first + 1) + 1, columns.count * wide, len(acts)
    )
    return {
        first + at - 1
        for at in range(1, min(len(acts), last - first + 2))
        if broad[at] > (1 - _FINE_SHARE) * acts[at]
    }


def _runs(years: list[int]) -> list[list[int]]:
    """Runs of consecutive years, in order."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
