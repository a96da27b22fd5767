"""Deriving: what follows from the reports of a case and from what was decided of their records.

Events make the dataset ``reports``: one file, put together anew whenever a report is added or a
record is decided. Stated likelihoods make statements, accepted relations make ties; both are tables
beside the reports. All of it follows from the reports alone: deleted, it is made again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import duckdb

from whowhom.actors.registry import Registry
from whowhom.events.events import Events
from whowhom.events.lookup import put_table
from whowhom.events.schema import COLUMNS
from whowhom.intake.rows import rows_of
from whowhom.intake.sayings import statement_of, tie_of
from whowhom.reading.counting import THRESHOLD, unheard, why_no_statement, why_no_tie, why_not
from whowhom.reading.records import EventRecord, LikelihoodRecord, RelationRecord
from whowhom.reading.status import Status
from whowhom.snapshot.judged import Judged, judge
from whowhom.store.atomic import write_text
from whowhom.store.connection import connect
from whowhom.store.imports import FOLDER as EVENTS
from whowhom.store.imports import Provenance, list_imports, write_import
from whowhom.store.registry import load_registry
from whowhom.store.reports import CORRECT, DATASET, DERIVED, FOLDER, Report, list_reports
from whowhom.store.reports import Record as Plain
from whowhom.store.settings import read_settings
from whowhom.store.tables import Row, format_table

IMPORTER: Final = "reports 1"
_LENGTH = 16
_STATUSES: Final = tuple(str(status) for status in Status)


@dataclass
class Derived:
    """What follows from the reports of a case.

    Parameters
    ----------
    rows : list of dict
        Rows of the dataset, by name of column.
    statements, ties : list of Row
        Lines of the two tables.
    left_out : Mapping of str to Counter
        Report id to reasons why events of it are no rows.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    ties: list[Row] = field(default_factory=list)
    left_out: dict[str, Counter[str]] = field(default_factory=dict)

    @cached_property
    def counted(self) -> Counter[str]:
        """Report id to its events that are rows."""
        return Counter(row["report_id"] for row in self.rows)


def derive(folder: Path, connection: duckdb.DuckDBPyConnection) -> Derived:
    """Work out what follows from the reports of a case and write it; hold the lock.

    Parameters
    ----------
    folder : Path
        The case.
    connection : duckdb.DuckDBPyConnection
        Reads what the case holds.
    """
    found = work_out(folder, load_registry(folder))
    _write_events(folder, connection, found)
    for name, rows in zip(DERIVED, (found.statements, found.ties), strict=True):
        _write_table(folder, name, rows)
    return found


def work_out(folder: Path, registry: Registry) -> Derived:
    """What follows from the reports of a case, without writing it."""
    threshold = read_settings(folder).threshold
    threshold = THRESHOLD if threshold is None else threshold
    found = Derived()
    events: list[tuple[Report, Judged]] = []
    for report in list_reports(folder, "event", "relation", "likelihood"):
        reasons = found.left_out.setdefault(report.report_id, Counter())
        for plain in report.records:
            reason = _unheard(report, plain, threshold)
            each = None if reason else judge(report, plain)
            if each and isinstance(each.record, EventRecord):
                reason = why_not(each.record, each.verdict.decision, report.day, threshold)
                events += [] if reason else [(report, each)]
            if reason and plain["kind"] == "event":
                reasons[reason] += 1
            elif each:
                _say(found, report, each, registry, threshold)
    found.rows = rows_of(events, registry)
    return found


def _unheard(report: Report, plain: Plain, threshold: float) -> str:
    """Why a record can be no row, told before it is taken apart: most are none."""
    verdict = report.verdict(plain["id"])
    if verdict.decision == CORRECT:
        return ""
    trace = plain["trace"]
    if plain["kind"] == "event":
        status, sure = trace.get("status"), trace.get("confidence")
        if status not in _STATUSES or not isinstance(sure, int | float):
            return ""  # to be judged as a whole, and said
        return unheard(status, sure, verdict.decision, threshold)
    return "" if verdict.decision or plain["kind"] == "likelihood" else "nobody has accepted it"


def _say(
    found: Derived, report: Report, each: Judged, registry: Registry, threshold: float
) -> None:
    record, decision = each.record, each.verdict.decision
    if isinstance(record, LikelihoodRecord):
        if not why_no_statement(record, decision, report.day, threshold):
            found.statements.append(statement_of(report, each, registry))
    elif isinstance(record, RelationRecord) and not why_no_tie(record, decision, report.day):
        found.ties.append(tie_of(report, each, registry))


def _write_events(folder: Path, connection: duckdb.DuckDBPyConnection, found: Derived) -> None:
    where = folder / EVENTS
    every = list_imports(connection, folder)
    older = [i for i in every if i.provenance.published_by_row]
    text = json.dumps([IMPORTER, found.rows], ensure_ascii=True, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode("ascii")).hexdigest()
    name = f"{DATASET}-{digest[:_LENGTH]}"
    if found.rows and [i.import_id for i in older] != [name]:
        sequence = 1 + max((i.provenance.sequence for i in older), default=0)
        working = connect()
        try:
            events = _table(working, found.rows)
            write_import(folder, name, events, _provenance(found, events, digest, sequence))
        finally:
            working.close()
    # Readers take the newest; one that a killed writer left is no harm, and goes now.
    for path in where.glob(f"{DATASET}-*.parquet"):
        if not found.rows or path.stem != name:
            path.unlink(missing_ok=True)


def _table(connection: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]]) -> Events:
    columns = {column.name: column.sql for column in COLUMNS}
    put_table(connection, "told", columns, [tuple(row[name] for name in columns) for row in rows])
    return Events(connection, "told")


def _provenance(found: Derived, events: Events, digest: str, sequence: int) -> Provenance:
    first, last = events.dates()
    dropped: Counter[str] = Counter()
    for reasons in found.left_out.values():
        dropped.update(reasons)
    days: list[date] = [row["published"] for row in found.rows]
    return Provenance(
        dataset=DATASET,
        version=None,
        published=max(days),
        published_assumed=False,
        first=first,
        last=last,
        window_first=None,
        window_last=None,
        window_countries=(),
        countries=tuple(events.countries()),
        source_name=FOLDER,
        source_hash=digest,
        importer=IMPORTER,
        title="Reports of this case",
        citation="reports read into this case (each row names its own)",
        licence="as each report's own",
        read=len(found.rows) + sum(dropped.values()),
        kept=len(found.rows),
        dropped=dict(sorted(dropped.items())),
        sequence=sequence,
        observes="nothing",
        published_by_row=True,
    )


def _write_table(folder: Path, name: str, rows: list[Row]) -> None:
    path = folder / FOLDER / f"{name}.csv"
    if not rows:
        path.unlink(missing_ok=True)
        return
    text = format_table(name, rows)
    if not path.exists() or path.read_bytes() != text.encode("utf-8"):
        write_text(path, text)
