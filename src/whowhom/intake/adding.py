"""Adding reports: from files to reports of the case, each whole or not at all."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from whowhom.actors.registry import Registry
from whowhom.answers.reported import Reported, Unread
from whowhom.errors import (
    CaseError,
    FileError,
    MissingExtraError,
    OptionError,
    ServiceError,
    WhowhomError,
)
from whowhom.intake.deriving import Derived, derive
from whowhom.ontology.grading import RELIABILITY
from whowhom.reading.document import Document
from whowhom.reading.reader import Reader
from whowhom.reading.reading import Reading
from whowhom.reading.records import as_dict
from whowhom.sources.header import exists
from whowhom.store import folder as folders
from whowhom.store import log, reports
from whowhom.store.lock import writing
from whowhom.store.registry import load_registry

Opener = Callable[..., Document]
"""Reads a file into a document: ``opener(path, day=, outlet=, title=)``."""
Progress = Callable[[str, float], None]
_NO_DAY = (
    "no day is known: its events cannot be counted, nor its statements listed, until it is added "
    "again with --date"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of reports that they do not say themselves.

    Parameters
    ----------
    day : date or None
        When they were published.
    outlet, title : str
        By whom, under which title.
    grade : str
        Reliability of the source, ``A`` to ``F``; empty for none.
    """

    day: date | None = None
    outlet: str = ""
    title: str = ""
    grade: str = ""

    def __post_init__(self) -> None:
        if self.grade and self.grade not in RELIABILITY:
            said = ", ".join(f"{letter} ({words})" for letter, words in RELIABILITY.items())
            raise OptionError(f"grade '{self.grade}'", said, "correct --grade")


@dataclass(frozen=True)
class _Found:
    """What became of a file, before it is known which of its events count."""

    path: Path
    report_id: str
    state: str
    notes: tuple[str, ...]


def read_file(
    path: Path, told: Told, reader: Reader, registry: Registry, opener: Opener
) -> Reading:
    """What a reader takes from a file, without touching the case.

    Raises
    ------
    FileError
        If the file cannot be read as a report.
    """
    return reader.read(_open(path, told, opener), registry)


def _open(path: Path, told: Told, opener: Opener) -> Document:
    if not exists(path):
        raise FileError(f"'{path}' does not exist", "an existing file", "check the path")
    try:
        return opener(path, day=told.day, outlet=told.outlet, title=told.title)
    except OSError as error:
        raise FileError(
            f"'{path}' cannot be read ({error.strerror or error})",
            "a file that you may read",
            "check the path",
        ) from None


def add_reports(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    told: Told,
    reader: Reader,
    opener: Opener,
    progress: Progress,
    today: Callable[[], date],
) -> Iterator[Reported | Unread]:
    """Add files to a case as reports; a bad one never stops the others.

    Each report is safe in the case as soon as it is read; what follows from all of them is put
    together at the end, and again by the next writer should this one be stopped.

    Parameters
    ----------
    folder : Path
        The case.
    connection : duckdb.DuckDBPyConnection
        Reads the case.
    paths : sequence of Path
        Files.
    told : Told
        What holds for all of them.
    reader, opener
        What takes records from a document, and what makes a document of a file.
    progress : callable
        Told the file and the share done.
    today : callable
        The clock of the log.

    Yields
    ------
    Reported or Unread
        For each file in order, once all are done.

    Raises
    ------
    CaseError
        If the case cannot be written to.
    """
    folders.check_writable(folder)
    desk = _Desk(folder, told, reader, opener, today)
    found: list[_Found | Unread] = []
    try:
        for n, path in enumerate(paths):
            progress(path.name, n / len(paths))
            found.append(desk.take(path))
    finally:
        with writing(folder):
            derived = derive(folder, connection)
    progress("done", 1.0)
    for each in found:
        yield each if isinstance(each, Unread) else _account(folder, each, derived)


class _Desk:
    """Where files are read one after the other, for one case."""

    def __init__(
        self,
        folder: Path,
        told: Told,
        reader: Reader,
        opener: Opener,
        today: Callable[[], date],
    ) -> None:
        self.folder, self.told, self.reader = folder, told, reader
        self.opener, self.today = opener, today
        self.registry = load_registry(folder)
        self.held = {r: reports.load_about(folder, r) for r in reports.report_ids(folder)}
        self.files = {about.get("sha256"): r for r, about in self.held.items()}

    def take(self, path: Path) -> _Found | Unread:
        """Read a file and put it into the case, unless it is there already."""
        try:
            return self._take(path)
        except (CaseError, MissingExtraError, ServiceError):
            raise
        except WhowhomError as error:
            return Unread(path, str(error))

    def _take(self, path: Path) -> _Found:
        digest = _digest(path)
        held = self.files.get(digest)
        if held and self._settled(held):
            return _Found(path, held, "same", ())
        document = _open(path, self.told, self.opener)
        report_id = document.report_id
        if report_id in self.held and self._settled(report_id):
            return _Found(path, report_id, "same", ("the same text is in the case already",))
        before = self.held.get(report_id, {})
        if before:
            document = self._as_held(path, before)
        reading = self.reader.read(document, self.registry)
        about = _about(reading, path, digest, self.told.grade or before.get("grade", ""))
        records = reports.identified(report_id, [as_dict(r) for r in reading.records])
        with writing(self.folder):
            reports.write_report(self.folder, report_id, document.text, about, records)
            self._log(path, digest, report_id, len(records))
        self.held[report_id], self.files[digest] = about, report_id
        return _Found(path, report_id, "again" if before else "new", document.warnings)

    def _settled(self, report_id: str) -> bool:
        """Whether a report in the case needs no reading: same reader, and nothing new is told."""
        about, told = self.held[report_id], self.told
        news = {
            "day": told.day.isoformat() if told.day else None,
            "outlet": told.outlet,
            "title": told.title,
            "grade": told.grade,
        }
        same = all(about.get(name) == value for name, value in news.items() if value)
        return same and about.get("reader") == self.reader.name

    def _as_held(self, path: Path, before: Mapping[str, Any]) -> Document:
        """The document with what was told of it earlier and is not told anew."""
        day = date.fromisoformat(before["day"]) if before.get("day") else None
        told = Told(
            self.told.day or day,
            self.told.outlet or before.get("outlet", ""),
            self.told.title or before.get("title", ""),
        )
        return _open(path, told, self.opener)

    def _log(self, path: Path, digest: str, report_id: str, records: int) -> None:
        entry = {
            "what": "report",
            "when": self.today(),
            "who": os.environ.get("USER", ""),
            "report": report_id,
            "source": path.name,
            "sha256": digest,
            "reader": self.reader.name,
            "records": records,
        }
        log.append(self.folder, entry)


def _digest(path: Path) -> str:
    if not exists(path):
        raise FileError(f"'{path}' does not exist", "an existing file", "check the path")
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise FileError(
            f"'{path}' cannot be read ({error.strerror or error})",
            "a file that you may read",
            "check the path",
        ) from None


def _about(reading: Reading, path: Path, digest: str, grade: str) -> dict[str, Any]:
    document = reading.document
    return {
        "report_id": document.report_id,
        "title": document.title,
        "day": document.day.isoformat() if document.day else None,
        "outlet": document.outlet,
        "form": document.form,
        "language": document.language,
        "file": path.name,
        "sha256": digest,
        "grade": grade,
        "reader": reading.reader,
        "warnings": list(document.warnings),
        "rejected": [[each.offered, each.reason] for each in reading.rejected],
        "turns": [[t.span.start, t.span.end, t.kind, t.speaker, t.how] for t in reading.turns],
        "blocks": [[b.span.start, b.span.end, b.kind] for b in document.blocks],
    }


def _account(folder: Path, found: _Found, derived: Derived) -> Reported:
    report = reports.load_report(folder, found.report_id)
    kinds = Counter(record["kind"] for record in report.records)
    about = report.about
    notes = found.notes if about.get("day") else (*found.notes, _NO_DAY)
    return Reported(
        path=found.path,
        report_id=found.report_id,
        state=found.state,
        title=about.get("title", ""),
        outlet=about.get("outlet", ""),
        day=about.get("day") or "",
        records=dict(sorted(kinds.items())),
        events=kinds["event"],
        counted=derived.counted[found.report_id],
        left_out=dict(sorted(derived.left_out[found.report_id].items())),
        notes=notes,
    )
