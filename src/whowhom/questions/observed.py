"""On which days a set of rows could have been observed at all."""

from datetime import date, timedelta

from whowhom.actors.actor import Actor
from whowhom.questions.parties import lived
from whowhom.questions.scope import Scope, day
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset


def observed_days(
    dataset: Dataset, rows: Columns, actors: list[Actor], scope: Scope
) -> tuple[date, date]:
    """First and last day on which a dataset would have recorded these actors.

    Within the scope and the dataset's coverage, and while all of them existed. Years that are known
    as totals of chosen dyads only are not observed for those without a total: no row is no zero
    there.

    Parameters
    ----------
    dataset : Dataset
        Which.
    rows : Columns
        What it records of the actors.
    actors : list of Actor
        One, or the two of a pair.
    scope : Scope
        The period asked about.

    Returns
    -------
    date, date
        The last day lies before the first where nothing could be observed.
    """
    first, last = scope.observed(dataset)
    begin = max(first, *(lived(actor)[0] for actor in actors))
    end = min(last, *(lived(actor)[1] for actor in actors))
    if len(rows):
        # A row dated to a year may begin before the actor did: its acts did not.
        begin = max(first, min(begin, day(rows.date.min())))
        end = min(last, max(end, day(rows.date_end.max())))
    listed_until = totals_until(dataset)
    if listed_until and not (len(rows) and day(rows.date.min()) <= listed_until):
        begin = max(begin, listed_until + timedelta(days=1))
    return begin, end


def totals_until(dataset: Dataset) -> date | None:
    """Last day of the years that are known as totals of chosen dyads only; None without such."""
    fine = [c.first for c in dataset.observed if c.resolution == "day"]
    coarse = [c.last for c in dataset.observed if c.resolution == "year"]
    before = [last for last in coarse if not fine or last < min(fine)]
    return max(before, default=None)
