"""The two actors of a question, the dataset counted, and the rows between them."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.questions.course import Bins, stretches
from whowhom.questions.observed import observed_days
from whowhom.questions.scope import Scope
from whowhom.questions.tallies import once
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot


@dataclass(frozen=True)
class Pair:
    """Two actors in a snapshot.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Period, level and seed.
    a, b : Actor
        The two.
    dataset : Dataset
        The dataset counted.
    mask : array of bool
        Rows of any dataset between the two, within the period.
    """

    snapshot: Snapshot
    scope: Scope
    a: Actor
    b: Actor
    dataset: Dataset
    mask: NDArray[np.bool_]

    def rows(self, dataset: Dataset) -> Columns:
        """Rows of a dataset between the two, each act once."""
        return once(self.snapshot.columns.take(self.mask & self.snapshot.mask_of(dataset)))

    def datasets(self) -> list[Dataset]:
        """Datasets with rows on the pair, the one counted first."""
        mine = [d for d in self.snapshot.datasets if len(self.rows(d))]
        return sorted(mine, key=lambda d: (d.name != self.dataset.name, d.name))

    def days(self) -> tuple[date, date]:
        """Days on which the dataset counted could have recorded the pair."""
        rows = self.rows(self.dataset)
        return observed_days(self.dataset, rows, [self.a, self.b], self.scope)

    def periods(self) -> list[Bins]:
        """Periods as fine as the pair's rows are dated, over the days observed."""
        first, last = self.days()
        return stretches(self.rows(self.dataset), first, last) if first <= last else []

    def now(self, dataset: Dataset) -> date:
        """The day for which a dataset can speak: as_of, or the day after its last observed one."""
        if not dataset.counts:
            following = (self.scope.last or date.max - timedelta(days=1)) + timedelta(days=1)
        else:
            following = self.scope.observed(dataset)[1] + timedelta(days=1)
        return min(self.snapshot.as_of, following)

    def ended(self) -> list[Actor]:
        """Those of the two that existed no more on the answer's day."""
        now = self.now(self.dataset)
        return [x for x in (self.a, self.b) if x.valid.last and x.valid.last < now]
