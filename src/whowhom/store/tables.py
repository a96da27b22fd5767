"""The tables of a case that people edit: actors, aliases, ties, statements, coverage."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from whowhom.errors import CaseDamagedError
from whowhom.store.atomic import write_text

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "actors": ("actor_id", "name", "kind", "valid_from", "valid_to", "note", "citation"),
    "aliases": ("alias", "actor_id", "dataset", "country", "valid_from", "valid_to", "note"),
    "ties": (
        "tie_id",
        "source",
        "kind",
        "target",
        "valid_from",
        "valid_to",
        "known_from",
        "told_from",
        "note",
        "citation",
        "doubt",
    ),
    "statements": (
        "statement_id",
        "date",
        "date_precision",
        "speaker",
        "affiliation",
        "subject",
        "object",
        "statement",
        "likelihood_word",
        "horizon",
        "outcome",
        "outcome_known_from",
        "citation",
        "doubt",
    ),
    "coverage": (
        "dataset",
        "first",
        "last",
        "country",
        "dyad_class",
        "resolution",
        "events",
        "fatalities",
        "note",
        "citation",
    ),
}
"""Table name to its columns, in order."""
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "resolutions": (
        "statement_id",
        "by",
        "dataset",
        "condition",
        "happened",
        "word",
        "reason",
    ),
}
"""The same of tables that a case may do without."""
_COLUMNS: Final = {**TABLES, **OPTIONAL}

Row = dict[str, str]
JOURNAL: Final = ".edit.json"
"""Tables as they were before an edit that is being written; see `whowhom.store.edits`."""


def read_table(folder: Path, name: str) -> list[Row]:
    """Rows of a table; further columns are ignored.

    Parameters
    ----------
    folder : Path
        The case.
    name : str
        A key of `TABLES` or `OPTIONAL`; one of the latter that is not there has no rows.

    Raises
    ------
    CaseDamagedError
        If the table is missing, not UTF-8 CSV, or lacks a column.
    """
    text = table_text(folder, name)
    if not text and name in OPTIONAL:
        return []
    return parse_table(text, name, f"{folder / name}.csv")


def table_text(folder: Path, name: str) -> str:
    """The text of a table as it was before any edit that is still being written."""
    path = folder / f"{name}.csv"
    held = read_journal(folder)
    if name in held:
        return held[name].removeprefix("\ufeff")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if name in OPTIONAL:
            return ""
        raise CaseDamagedError(
            f"'{path}' is missing", "a whole case folder", "restore it, or copy it from a new case"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CaseDamagedError(
            f"'{path}' cannot be read ({error})", "UTF-8 CSV", "save it as UTF-8"
        ) from None


def read_journal(folder: Path) -> dict[str, str]:
    """Table name to text before the edit that is being written; empty where none is."""
    try:
        held = json.loads((folder / JOURNAL).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(text) for name, text in held.items() if name in _COLUMNS}


def parse_table(text: str, name: str, where: str) -> list[Row]:
    """Rows of a table given as text; see `read_table`."""
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise CaseDamagedError(f"'{where}' is not CSV ({error})", "CSV with a header") from None
    header = next(csv.reader(io.StringIO(text)), [])
    missing = [column for column in _COLUMNS[name] if column not in header]
    if missing:
        raise CaseDamagedError(
            f"'{where}' has no column {', '.join(missing)}",
            ", ".join(_COLUMNS[name]),
            "restore the header line",
        )
    return [{column: (row[column] or "").strip() for column in _COLUMNS[name]} for row in rows]


def format_table(name: str, rows: list[Row]) -> str:
    """The table as CSV text, columns in order, one line per row."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS[name], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_table(folder: Path, name: str, rows: list[Row]) -> None:
    """Write a table whole or not at all."""
    write_text(folder / f"{name}.csv", format_table(name, rows))
