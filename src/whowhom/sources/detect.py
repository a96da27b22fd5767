"""Which source a file belongs to."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from whowhom.errors import FileError
from whowhom.sources import acled, gdelt, icews, keds, mapping, polecat, quadruples, tgb, ucdp
from whowhom.sources.header import Header, read_header
from whowhom.sources.mapping import is_parquet
from whowhom.sources.packed import unpack
from whowhom.sources.source import Job, Options, Reading
from whowhom.sources.table import folded

_TABLES: Final[tuple[Any, ...]] = (ucdp, icews, polecat, gdelt, keds, acled, tgb)
"""Sources of delimited tables: each says ``recognises(header)``, ``read(job)``, ``TITLE``,
``IMPORTER``, ``COLUMNS`` and those ``REQUIRED``. A new one is added here and nowhere else."""

KNOWN: Final = (
    ", ".join(source.TITLE for source in _TABLES)
    + ", or a quadruple folder (train.txt and id maps)"
)

ATTRIBUTED: Final = frozenset(
    source.IMPORTER.partition(" ")[0] for source in _TABLES if getattr(source, "ATTRIBUTION", False)
)
"""Importers of datasets that have to be named with every answer that used them."""


def read(job: Job) -> Reading:
    """Read a file or folder with the source that recognises it.

    Parameters
    ----------
    job : Job
        What to read; an archive of one table is unpacked.

    Returns
    -------
    Reading
        Its events.

    Raises
    ------
    FileError
        If no source recognises it, or the one that does cannot use it.
    """
    table = unpack(job.path, job.scratch)
    try:
        reading: Reading = _source(table, job.options).read(replace(job, path=table))
        return reading
    finally:
        if table != job.path:
            table.unlink(missing_ok=True)


def importer_of(path: Path, options: Options) -> str:
    """Name and version of the code that would read a path; part of the name of an import.

    Raises
    ------
    FileError
        If no source recognises it.
    """
    importer: str = _source(path, options).IMPORTER
    return importer


def _source(path: Path, options: Options) -> Any:
    """The module that reads a path."""
    if options.mapping:
        return mapping
    if quadruples.recognises(path):
        return quadruples
    if is_parquet(path):
        raise FileError(
            f"'{path}' is Parquet, whose columns may mean anything",
            "Parquet with a mapping",
            f"draft one with: whowhom add {path.name} --draft-mapping map.toml",
        )
    header = read_header(path, options.encoding)
    found = [source for source in _TABLES if source.recognises(header)]
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(source.TITLE for source in found)
        raise FileError(
            f"'{path}' has the columns of {both}",
            "a file of one dataset",
            "split it, one file for each",
        )
    if near := _nearest(header):
        title, missing = near
        raise FileError(
            f"'{path}' looks like {title} but has no column {', '.join(missing)}",
            f"the columns of {title}, in any order",
            "restore the header line, or describe the table: --draft-mapping map.toml",
        )
    raise FileError(
        f"'{path}' is in no known format (its first fields: {_first(header)})",
        KNOWN,
        "describe its columns: whowhom add FILE --draft-mapping map.toml, then --mapping map.toml",
    )


# So many of a dataset's columns are not there by chance, if few that it must have are missing.
_ALIKE, _FEWEST, _MISSING = 0.6, 5, 2


def _nearest(header: Header) -> tuple[str, list[str]] | None:
    """Which dataset a file is of but for a column or two, and which it lacks."""
    found = {folded(name) for name in header.names}
    for source in _TABLES:
        columns = [folded(name) for name in source.COLUMNS]
        shared = found & set(columns)
        if len(shared) >= _FEWEST and len(shared) >= _ALIKE * min(len(columns), len(found)):
            missing = [name for name in source.REQUIRED if folded(name) not in found]
            if 0 < len(missing) <= _MISSING:
                return source.TITLE, missing
    return None


def _first(header: Header) -> str:
    shown = ", ".join(name[:30] for name in header.names[:4])
    return shown[:120] + (", ..." if len(header.names) > 4 else "")
