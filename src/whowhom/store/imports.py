"""Imports: one immutable Parquet file each, with its provenance in the file's own metadata.

The name of the file is a hash of the source's bytes, the options and the importer, so adding the
same file again changes nothing.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from whowhom.errors import CaseDamagedError
from whowhom.events.events import ORDER, Events
from whowhom.events.paths import sql_path
from whowhom.events.schema import SCHEMA_VERSION
from whowhom.store.atomic import replacing

FOLDER = "events"
_KEY = "whowhom"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the rows of an import come from.

    Parameters
    ----------
    dataset, version : str
        What they belong to; the version is None where unknown.
    published : date or None
        When the file came out; None where unknown.
    published_assumed : bool
        Whether that day was worked out from the version.
    first, last : date
        Days covered by the rows.
    window_first, window_last : date or None
        Days that the release covers; None for an extract.
    window_countries : tuple of str
        Countries that it covers; empty with a window means the world.
    countries : tuple of str
        Countries in which its rows lie.
    source_name, source_hash : str
        Name of the file and SHA-256 of its bytes.
    importer : str
        Name and version of the code that read it.
    title, citation, licence : str
        For people.
    read, kept, dropped, flagged : int and mapping
        The account of the rows.
    sequence : int
        Running number of the import in its case, 1 for the first.
    observes : str
        ``window``: the rows are a sample of all that happened in the window (or in the days of an
        extract); ``stated``: the coverage table says of what; ``nothing``: hand-picked rows, which
        may not be counted.
    volume : mapping of str to int
        Records of the file per month (``YYYY-MM``), whatever became of them: how much was reported,
        by which counts may be divided. Empty where the importer does not tell.
    published_by_row : bool
        Whether each row has a day of its own on which it was published, before which it is not
        known: so it is with what reports tell. `published` is then the newest of them.
    """

    dataset: str
    version: str | None
    published: date | None
    published_assumed: bool
    first: date
    last: date
    window_first: date | None
    window_last: date | None
    window_countries: tuple[str, ...]
    countries: tuple[str, ...]
    source_name: str
    source_hash: str
    importer: str
    title: str
    citation: str
    licence: str
    read: int
    kept: int
    dropped: dict[str, int] = field(default_factory=dict)
    flagged: dict[str, int] = field(default_factory=dict)
    sequence: int = 1
    observes: str = "window"
    volume: dict[str, int] = field(default_factory=dict)
    published_by_row: bool = False

    @property
    def order(self) -> tuple[date, int]:
        """Sort key of vintages: by date, never by version string; then as they were added."""
        return self.published or self.last + timedelta(days=1), self.sequence


@dataclass(frozen=True, slots=True)
class Import:
    """An import in a case: its id, its file, and its provenance."""

    import_id: str
    path: Path
    provenance: Provenance


def import_id(source_hash: str, options: Iterable[str], importer: str) -> str:
    """Name of an import: the same bytes, options and importer give the same name.

    >>> import_id("ab", [], "ucdp 1") == import_id("ab", [], "ucdp 1")
    True
    """
    text = "\x1f".join([source_hash, *options, importer, str(SCHEMA_VERSION)])
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def hash_source(path: Path) -> str:
    """SHA-256 of a file's bytes; of a folder, over the names and bytes of its files."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    for file in files:
        if path.is_dir():
            digest.update(os.fsencode(file.name) + b"\x00")
        with file.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()


def write_import(folder: Path, name: str, events: Events, provenance: Provenance) -> Import:
    """Write events as an immutable Parquet file of the case, sorted.

    Parameters
    ----------
    folder : Path
        The case.
    name : str
        From `import_id`.
    events : Events
        The rows.
    provenance : Provenance
        Kept in the file's metadata.

    Returns
    -------
    Import
        The new import.
    """
    path = folder / FOLDER / f"{name}.parquet"
    about = json.dumps({"schema": SCHEMA_VERSION, **asdict(provenance)}, default=str)
    quoted = about.replace("'", "''")
    with replacing(path) as temporary:
        target = str(temporary).replace("'", "''")  # a path to write to is taken as it is
        events.connection.execute(
            f"COPY (SELECT * FROM {events.table} ORDER BY {ORDER}) TO '{target}' (FORMAT parquet, "
            f"COMPRESSION zstd, USE_TMP_FILE false, KV_METADATA {{{_KEY}: '{quoted}'}})"
        )
    return Import(name, path, provenance)


def list_imports(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Import]:
    """All imports of a case in the order in which they supersede each other, oldest first.

    Raises
    ------
    CaseDamagedError
        If a file is not one of whowhom's, is cut off, or comes from a newer whowhom.
    """
    where = folder / FOLDER
    if not where.is_dir():
        raise CaseDamagedError(
            f"'{folder}' has no folder '{FOLDER}'", "a whole case folder", f"restore '{where}'"
        )
    try:
        paths = sorted(where.iterdir())
    except OSError as error:
        raise CaseDamagedError(
            f"'{where}' cannot be read ({error.strerror})", "a folder that you may read"
        ) from None
    found = []
    for path in paths:
        if path.suffix == ".parquet" and not path.name.startswith("."):
            found.append(Import(path.stem, path, _provenance(connection, path)))
    return sorted(_standing(found), key=lambda i: (i.provenance.order, i.import_id))


def _standing(found: list[Import]) -> list[Import]:
    """Without derived files that a newer one has replaced, should their writer have been killed."""
    newest: dict[str, int] = {}
    for about in (i.provenance for i in found if i.provenance.published_by_row):
        newest[about.dataset] = max(about.sequence, newest.get(about.dataset, 0))
    return [
        i
        for i in found
        if not i.provenance.published_by_row
        or i.provenance.sequence == newest[i.provenance.dataset]
    ]


def _provenance(connection: duckdb.DuckDBPyConnection, path: Path) -> Provenance:
    try:
        pairs = (
            connection.cursor()
            .execute(
                f"SELECT decode(key), decode(value) FROM parquet_kv_metadata({sql_path(path)})"
            )
            .fetchall()
        )
        about: dict[str, Any] = json.loads(dict(pairs)[_KEY])
        schema = about.pop("schema")
        if schema <= SCHEMA_VERSION:
            return _parse(about)
    except (duckdb.Error, KeyError, TypeError, ValueError):
        raise CaseDamagedError(
            f"'{path}' is damaged or not an import of whowhom",
            "files written by whowhom add",
            "move it away and add its source again",
        ) from None
    raise CaseDamagedError(
        f"'{path}' was written by a newer whowhom (schema {schema})",
        f"schema {SCHEMA_VERSION} or older",
        "update whowhom",
    )


def _parse(about: dict[str, Any]) -> Provenance:
    for name in ("published", "first", "last", "window_first", "window_last"):
        if about[name] is not None:
            about[name] = date.fromisoformat(about[name])
    about["window_countries"] = tuple(about["window_countries"])
    about["countries"] = tuple(about["countries"])
    return Provenance(**about)
