"""Reviewing: answers about reports, before they are added and after."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from whowhom.answers.answer import Answer
from whowhom.errors import (
    CaseError,
    FileError,
    MissingExtraError,
    OptionError,
    ServiceError,
    WhowhomError,
)
from whowhom.events.paths import sql_path
from whowhom.intake.adding import Opener, Progress, Told, read_file
from whowhom.questions import reports as questions
from whowhom.questions.reports import Known, Wanted
from whowhom.reading.counting import THRESHOLD
from whowhom.reading.reader import Reader
from whowhom.reading.reading import Reading
from whowhom.snapshot.judged import Judged, Report, judge_all
from whowhom.store.imports import list_imports
from whowhom.store.registry import load_registry
from whowhom.store.reports import DATASET, find_report, list_reports, load_report, report_ids
from whowhom.store.settings import read_settings


def known(folder: Path) -> Known:
    """What the case knows that is needed to say something of a report."""
    settings = read_settings(folder)
    threshold = THRESHOLD if settings.threshold is None else settings.threshold
    return Known(settings.name, load_registry(folder), threshold)


def read(
    folder: Path,
    paths: Sequence[Path],
    told: Told,
    reader: Reader,
    opener: Opener,
    progress: Progress,
) -> Answer:
    """What would be added of files; see `whowhom.case.Case.read`.

    Raises
    ------
    FileError
        If none of them can be read.
    """
    case = known(folder)
    readings: list[tuple[str, Reading]] = []
    unread: list[tuple[str, str]] = []
    for n, path in enumerate(paths):
        progress(path.name, n / len(paths))
        try:
            readings.append((path.name, read_file(path, told, reader, case.registry, opener)))
        except (CaseError, MissingExtraError, ServiceError):
            raise
        except WhowhomError as error:
            if len(paths) == 1:
                raise
            unread.append((str(path), str(error)))
    progress("done", 1.0)
    if not readings:
        raise FileError(
            f"none of {len(paths)} files could be read; the first: {unread[0][1]}"
            if unread
            else "no file was named",
            "articles, interviews and reports as HTML, PDF, Markdown or text",
            "name one that is",
        )
    question: dict[str, Any] = {
        "files": [str(path) for path in paths],
        "date": told.day,
        "source": told.outlet,
        "title": told.title,
        "grade": told.grade,
    }
    return questions.read(case, readings, unread, question)


def review(folder: Path, wanted: Wanted) -> Answer:
    """What is still to be decided; see `whowhom.case.Case.review`."""
    if wanted.report and wanted.report not in report_ids(folder):
        raise OptionError(
            f"no report '{wanted.report}'", "an id as whowhom add prints it", "correct --report"
        )

    def told() -> Iterator[tuple[Report, Sequence[Judged]]]:
        kinds = [wanted.kind] if wanted.kind else []
        one = wanted.report
        chosen = [load_report(folder, one, *kinds)] if one else list_reports(folder, *kinds)
        for report in chosen:
            yield report, list(judge_all(report))

    return questions.review(known(folder), told(), wanted)


def show(
    folder: Path, connection: duckdb.DuckDBPyConnection, id: str, as_of: date | None
) -> Answer | None:
    """A record of a report in its paragraph; None if no report known by then holds it."""
    name = id.removeprefix(f"{DATASET}:")
    report = find_report(folder, name)
    if report is None or (as_of and report.day and report.day >= as_of):
        return None
    same = _same_act(folder, connection, name, as_of)
    records = list(judge_all(report))
    return questions.show_record(known(folder), report, records, name, as_of, same)


def _same_act(
    folder: Path, connection: duckdb.DuckDBPyConnection, record_id: str, as_of: date | None
) -> list[str]:
    """Rows that share the act of a record, without the record itself."""
    files = [i for i in list_imports(connection, folder) if i.provenance.published_by_row]
    if not files:
        return []
    sql = (
        f"SELECT row_id FROM read_parquet({sql_path(files[0].path)}) WHERE act_id = (SELECT act_id "
        f"FROM read_parquet({sql_path(files[0].path)}) WHERE row_id = ?) AND row_id <> ? "
        "AND published < ? ORDER BY published, row_id"
    )
    before = as_of or date.max
    rows = connection.cursor().execute(sql, [record_id, record_id, before]).fetchall()
    return [row_id for (row_id,) in rows]
