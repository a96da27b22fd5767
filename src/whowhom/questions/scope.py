"""The arguments that every verb shares, checked once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.period import Period
from whowhom.errors import OptionError
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which rows a question is about, and how sure its intervals shall be.

    Parameters
    ----------
    first, last : date or None
        First and last day; None for the whole record.
    dataset : str
        The dataset to count; empty lets the verb choose.
    level : float
        Level of intervals, between 0.5 and 0.99.
    seed : int
        Seed of everything drawn.
    """

    first: date | None = None
    last: date | None = None
    dataset: str = ""
    level: float = 0.9
    seed: int = 0

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise OptionError(
                f"--to {self.last} is before --from {self.first}",
                "a period that ends after it begins",
                "swap the two",
            )
        if not isinstance(self.level, int | float) or not 0.5 <= self.level <= 0.99:
            raise OptionError(f"level {self.level!r}", "0.5 to 0.99", "leave it out for 0.9")
        if not isinstance(self.seed, int) or self.seed < 0:
            raise OptionError(f"seed {self.seed!r}", "a whole number from 0", "leave it out for 0")
        if not isinstance(self.dataset, str):
            raise OptionError(f"dataset {self.dataset!r}", "the name of a dataset", "name it")

    def holds(self, day: date) -> bool:
        """Whether a day lies within the period."""
        return (self.first or date.min) <= day <= (self.last or date.max)

    def overlaps(self, period: Period) -> bool:
        """Whether a period touches the scope's."""
        begins = period.first is None or period.first <= (self.last or date.max)
        return begins and (period.last is None or period.last >= (self.first or date.min))

    def mask(self, columns: Columns) -> NDArray[np.bool_]:
        """Rows that lie wholly within the period: part of a total cannot be told from the rest."""
        mask = np.ones(len(columns), dtype=np.bool_)
        if self.first:
            mask &= columns.date >= number(self.first)
        if self.last:
            mask &= columns.date_end <= number(self.last)
        return mask

    def observed(self, dataset: Dataset) -> tuple[date, date]:
        """First and last day of the period that the dataset observes."""
        first = max(self.first or date.min, dataset.observed_first)
        last = min(self.last or date.max, dataset.observed_last)
        return first, last


def number(day: date) -> int:
    """Days since 1970-01-01.

    >>> number(date(1970, 1, 2))
    1
    """
    return (day - EPOCH).days


def day(number: int | np.integer[Any]) -> date:
    """The day of a number of days since 1970-01-01.

    >>> day(1)
    datetime.date(1970, 1, 2)
    """
    return EPOCH + timedelta(days=int(number))


def counted_dataset(snapshot: Snapshot, scope: Scope, mask: NDArray[np.bool_]) -> Dataset:
    """The dataset that an answer counts.

    The one asked for; else the case's default if it has rows under the mask; else the dataset with
    the most such rows, one that may be counted first.
    """
    if scope.dataset:
        return snapshot.dataset(scope.dataset)
    rows = {d.name: int((mask & snapshot.mask_of(d)).sum()) for d in snapshot.datasets}
    preferred = snapshot.settings.dataset.casefold()
    return max(
        snapshot.datasets,
        key=lambda d: (
            rows[d.name] > 0,
            d.name.casefold() == preferred,
            d.counts,
            rows[d.name],
            d.name,
        ),
    )
