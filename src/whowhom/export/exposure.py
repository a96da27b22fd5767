"""The exposure table: reporting volume per dataset and month, in the form of a coverage table."""

from statistics import median
from typing import Final

import duckdb

from whowhom.errors import RefusalError
from whowhom.events.lookup import put_table
from whowhom.export.heading import heading
from whowhom.export.table import Field, Table
from whowhom.questions.scope import Scope
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.exposure import Volume, holes, volume
from whowhom.snapshot.snapshot import Snapshot

_WHERE: Final = "volume kept with each import"
_FIELDS: Final = (
    Field("dataset", "VARCHAR", "", "which", "case"),
    Field("first", "DATE", "", "first day of the month", "calendar"),
    Field("last", "DATE", "", "last day of the month, or the day before as_of", "calendar"),
    Field("country", "VARCHAR", "", "the one country told of; empty: no one alone", "imports"),
    Field("dyad_class", "VARCHAR", "", "empty: all kinds of pairs", ""),
    Field("resolution", "VARCHAR", "", "how finely rows are dated", ""),
    Field("events", "BIGINT", "records", "reporting volume of the month", _WHERE),
    Field("fatalities", "BIGINT", "deaths", "empty: volume tells of no deaths", ""),
    Field("note", "VARCHAR", "", "what the volume counts", _WHERE),
    Field("citation", "VARCHAR", "", "whom to cite", "dataset"),
    Field(
        "relative",
        "DOUBLE",
        "",
        "volume over the median month of the dataset: what counts may be divided by",
        "computed",
    ),
)


def exposure(snapshot: Snapshot, scope: Scope) -> Table:
    """Reporting volume by month, of one dataset or of all.

    The first ten columns are those of a case's coverage.csv, which reads the table as it stands.
    Holes in the files are left out of it.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Dataset (all if it is empty) and period.

    Raises
    ------
    RefusalError
        If no dataset has rows dated to a month.
    """
    chosen = [snapshot.dataset(scope.dataset)] if scope.dataset else list(snapshot.datasets)
    # How many rows somebody picked for a list says nothing of how much was reported.
    chosen = [d for d in chosen if d.counts]
    rows = [row for each in chosen for row in _rows(each, volume(snapshot, each), scope)]
    if not rows:
        raise RefusalError(
            "no dataset that may be counted has a record dated to a month of that period",
            "datasets with coverage, dated to the month or better",
            "leave out --dataset, --since and --until",
        )
    connection = duckdb.connect(config={"threads": 1})
    put_table(connection, "exported", {f.name: f.sql for f in _FIELDS}, rows)
    return Table(
        kind="a month of a dataset",
        fields=_FIELDS,
        about=heading(
            snapshot,
            chosen[0] if len(chosen) == 1 else None,
            first=scope.first,
            last=scope.last,
            rows=len(rows),
        ),
        notes=(
            "Volume grows with what happens as well as with coverage: where one conflict is most "
            "of a dataset, dividing by its volume divides the escalation out.",
            "Months without any record, where those around let one expect a dozen and more, are "
            "left out: a hole in the files. Other empty months are there, with 0.",
            "whowhom does not divide by volume of itself. Put these rows into coverage.csv of a "
            "case whose imports state no coverage of their own to have holes not observed.",
        ),
        connection=connection,
    )


def _rows(dataset: Dataset, told: Volume, scope: Scope) -> list[tuple[object, ...]]:
    countries = {c.country for c in dataset.observed}
    country = countries.pop() if len(countries) == 1 else ""
    filled = [m.records for m in told.months if m.records]
    usual = median(filled) if filled else 1
    missing = {n for each in holes(told.months) for n in range(each.begin, each.end)}
    note = {"records": "reporting volume: records of the files", "rows": "rows that were kept"}
    return [
        (
            dataset.name,
            m.first,
            m.last,
            country or None,
            None,
            "day",
            m.records,
            None,
            note[told.basis],
            dataset.citation,
            round(m.records / usual, 6),
        )
        for n, m in enumerate(told.months)
        if n not in missing and (scope.holds(m.last) or scope.holds(m.first))
    ]
