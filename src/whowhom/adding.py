"""Adding: from a file to an import of the case, whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from whowhom.answers.added import Added
from whowhom.errors import CaseDamagedError, FileError
from whowhom.events.cleaning import Cleaning
from whowhom.sources import detect
from whowhom.sources.header import exists
from whowhom.sources.packed import unpack
from whowhom.sources.source import Job, Options, Progress, Reading
from whowhom.store import folder as folders
from whowhom.store import log
from whowhom.store.atomic import sweep
from whowhom.store.connection import connect
from whowhom.store.imports import (
    FOLDER,
    Import,
    Provenance,
    hash_source,
    import_id,
    list_imports,
    write_import,
)
from whowhom.store.lock import writing
from whowhom.store.registry import load_coverage, load_registry, load_statements
from whowhom.store.settings import read_settings


def add_file(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    options: Options,
    progress: Progress,
    today: Callable[[], date],
    unresolved: Callable[[str], tuple[tuple[str, int], ...]],
) -> Added:
    """Add a file to a case; see `whowhom.case.Case.add`.

    Parameters
    ----------
    folder : Path
        The case.
    connection : duckdb.DuckDBPyConnection
        Reads the case.
    source, options, progress, today
        As `whowhom.case.Case.add` takes them.
    unresolved : callable
        Given an import's id, its names that no alias knows, with their rows.
    """
    folders.check_writable(folder)
    if not exists(source):
        raise FileError(f"'{source}' does not exist", "an existing file", "check the path")
    _check_tables(folder)
    try:
        with writing(folder), tempfile.TemporaryDirectory() as scratch:
            sweep(folder / FOLDER)
            return _add(
                folder, connection, source, options, Path(scratch), progress, today, unresolved
            )
    except (OSError, duckdb.Error) as error:
        raise FileError(
            f"adding '{source}' failed ({str(error).splitlines()[0]})",
            "a readable file, and room on the disk",
            "see to it and add the file again; the case is as it was",
        ) from None


def _check_tables(folder: Path) -> None:
    """Find what is wrong with the case before anything is written to it."""
    read_settings(folder)
    load_registry(folder)
    load_statements(folder)
    load_coverage(folder)
    if (folder / log.LOG_NAME).is_dir():
        raise CaseDamagedError(
            f"'{folder / log.LOG_NAME}' is a folder", "a log file", "move it away"
        )


def _add(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    source: Path,
    options: Options,
    scratch: Path,
    progress: Progress,
    today: Callable[[], date],
    unresolved: Callable[[str], tuple[tuple[str, int], ...]],
) -> Added:
    progress("looking", 0.0)
    digest = hash_source(source)
    told = [
        str(options.encoding or ""),
        str(options.version or ""),
        str(options.published or ""),
        str(options.origin or ""),
        str(options.date_order or ""),
        _hash_mapping(options.mapping),
        source.name,
    ]
    table = unpack(source, scratch)
    name = import_id(digest, told, detect.importer_of(table, options))
    every = list_imports(connection, folder)
    same = next((i for i in every if i.import_id == name), None)
    if same:
        _log(folder, same, today)
        return _nothing_new(source, same, every)
    working = connect(scratch)
    try:
        reading = detect.read(Job(table, options, working, scratch, progress))
        progress("writing", 0.8)
        about = _provenance(source, digest, reading, len(every) + 1)
        made = write_import(folder, name, reading.events, about)
        _log(folder, made, today)
        unknown = unresolved(name)
    finally:
        working.close()
    progress("done", 1.0)
    return Added(source, name, True, about, reading.cleaning, reading.notes, unknown)


def _hash_mapping(mapping: Path | None) -> str:
    if mapping is None:
        return ""
    if not exists(mapping) or mapping.is_dir():
        raise FileError(
            f"the mapping '{mapping}' does not exist", "a TOML file", "draft one: --draft-mapping"
        )
    return hash_source(mapping)


def _log(folder: Path, made: Import, today: Callable[[], date]) -> None:
    """Note an import in the log, unless a writer that was killed came so far."""
    if any(entry.get("import") == made.import_id for entry in log.read(folder)):
        return
    about = made.provenance
    log.append(
        folder,
        {
            "what": "add",
            "when": today(),
            "who": os.environ.get("USER", ""),
            "import": made.import_id,
            "source": about.source_name,
            "sha256": about.source_hash,
            "dataset": about.dataset,
            "version": about.version,
            "read": about.read,
            "kept": about.kept,
            "dropped": about.dropped,
        },
    )


def _provenance(source: Path, digest: str, reading: Reading, sequence: int) -> Provenance:
    first, last = reading.events.dates()
    window, cleaning = reading.window, reading.cleaning
    return Provenance(
        dataset=reading.dataset,
        version=reading.version,
        published=reading.published,
        published_assumed=reading.published_assumed,
        first=first,
        last=last,
        window_first=window.first if window else None,
        window_last=window.last if window else None,
        window_countries=window.countries if window else (),
        countries=tuple(reading.events.countries()),
        source_name=source.name,
        source_hash=digest,
        importer=reading.importer,
        title=reading.title,
        citation=reading.citation,
        licence=reading.licence,
        read=cleaning.read,
        kept=cleaning.kept,
        dropped=dict(cleaning.dropped),
        flagged=dict(cleaning.flagged),
        sequence=sequence,
        volume=dict(reading.volume),
    )


def _nothing_new(source: Path, same: Import, every: list[Import]) -> Added:
    about = same.provenance
    account = Cleaning(about.read, about.kept, about.dropped, about.flagged, 0)
    newer = [
        i.import_id
        for i in every[every.index(same) + 1 :]
        if i.provenance.dataset == about.dataset and i.provenance.window_first
    ]
    notes = (f"newer releases in the case may replace its rows: {', '.join(newer)}",)
    return Added(source, same.import_id, False, about, account, notes if newer else (), ())
