"""Edits of the tables of a case: all of one edit or none of it, noted in the log, undone at will.

Lines that an edit does not touch stay as they are, with columns and spacing that only people read.
While an edit is being written, a journal in the folder holds the tables as they were, and readers
read those: the edit is there once the journal is gone. A journal that a killed writer left behind
is put back by the next one.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from whowhom.errors import CaseDamagedError, RefusalError
from whowhom.store import log
from whowhom.store.atomic import flush, write_text
from whowhom.store.tables import JOURNAL, Row, parse_table, read_journal, table_text

WHAT: Final = "actors"
"""What the log calls an edit."""
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """What to take out of a table and what to add at its end.

    Parameters
    ----------
    remove : tuple of int
        Positions of rows, 0 for the first below the header.
    add : tuple of Row
        New rows; columns that are not named stay empty.
    """

    remove: tuple[int, ...] = ()
    add: tuple[Row, ...] = ()


def apply_edits(
    folder: Path, edits: Mapping[str, Edit], words: str, today: date, who: str
) -> dict[str, int]:
    """Make edits to tables and note them in the log; hold the lock.

    Parameters
    ----------
    folder : Path
        The case.
    edits : Mapping of str to Edit
        Table name to what changes in it.
    words : str
        The edit in words, for people.
    today, who
        For the log.

    Returns
    -------
    dict of str to int
        Lines added and taken out, per table: the net number is not told, both are counted.
    """
    settle(folder)
    before = {name: _written(folder, name) for name in edits}
    after, noted = {}, {}
    for name, edit in edits.items():
        header, records = _split(before[name])
        removed = [(n, records[n]) for n in sorted(edit.remove)]
        added = [_line(header, row) for row in edit.add]
        kept = [line for n, line in enumerate(records) if n not in set(edit.remove)]
        after[name] = _join(header, [*kept, *added])
        noted[name] = {"removed": removed, "added": added}
    entry = {"what": WHAT, "when": today, "who": who, "edit": words, "tables": noted}
    _swap(folder, before, after, entry)
    return {name: len(edit.add) + len(edit.remove) for name, edit in edits.items()}


def undo_edit(folder: Path, today: date, who: str) -> str:
    """Undo the last edit that has not been undone; hold the lock.

    Returns
    -------
    str
        The words of the edit that was undone.

    Raises
    ------
    RefusalError
        If there is none, or its lines were changed by hand since.
    """
    settle(folder)
    entry = last_edit(folder)
    if entry is None:
        raise RefusalError(
            f"there is no edit of actors to undo in '{folder}'",
            "edits that whowhom actors made",
            "edit the CSV tables by hand",
        )
    before = {name: _written(folder, name) for name in entry["tables"]}
    after = {name: _undone(before[name], done) for name, done in entry["tables"].items()}
    gone = [name for name, text in after.items() if text is None]
    if gone:
        raise RefusalError(
            f"the last edit ({entry['edit']}) cannot be undone: its lines in "
            f"{', '.join(gone)}.csv were changed since",
            "lines as the edit wrote them",
            "restore them, or take the edit back by hand",
        )
    wanted = {name: text for name, text in after.items() if text is not None}
    note = {"what": f"{WHAT} undo", "when": today, "who": who, "edit": entry["edit"]}
    _swap(folder, before, wanted, note)
    return str(entry["edit"])


def last_edit(folder: Path) -> dict[str, Any] | None:
    """The entry of the log that an undo would take back."""
    standing: list[dict[str, Any]] = []
    for entry in log.read(folder):
        if entry.get("what") == WHAT and isinstance(entry.get("tables"), dict):
            standing.append(entry)
        elif entry.get("what") == f"{WHAT} undo" and standing:
            standing.pop()
    return standing[-1] if standing else None


def settle(folder: Path) -> None:
    """Put back what a killed writer left half done; hold the lock."""
    for name, text in read_journal(folder).items():
        write_text(folder / f"{name}.csv", text)
    (folder / JOURNAL).unlink(missing_ok=True)


def _swap(
    folder: Path, before: dict[str, str], after: dict[str, str], entry: dict[str, Any]
) -> None:
    for name, text in after.items():
        parse_table(text.removeprefix(_MARK), name, f"{folder / name}.csv")
    write_text(folder / JOURNAL, json.dumps(before, ensure_ascii=True))
    try:
        for name, text in after.items():
            write_text(folder / f"{name}.csv", text)
        log.append(folder, entry)
    except BaseException:
        settle(folder)
        raise
    (folder / JOURNAL).unlink()
    flush(folder)


def _undone(text: str, done: Mapping[str, Any]) -> str | None:
    """The table without what an edit added and with what it took out; None where lines differ."""
    header, records = _split(text)
    for line in reversed(done["added"]):
        found = [n for n, each in enumerate(records) if _cells(each) == _cells(line)]
        if not found:
            return None
        del records[found[-1]]
    for position, line in done["removed"]:
        records.insert(position, line)
    return _join(header, records)


def _written(folder: Path, name: str) -> str:
    """The text of a table with the mark that Excel puts before it."""
    text = table_text(folder, name)
    marked = (folder / f"{name}.csv").read_bytes().startswith(_MARK.encode())
    return _MARK + text if marked else text


def _split(text: str) -> tuple[str, list[str]]:
    """The header and the records of a table as they are written, line ends and all."""
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    records, start = [], 0
    try:
        for _ in reader:
            records.append("".join(lines[start : reader.line_num]))
            start = reader.line_num
    except csv.Error as error:
        raise CaseDamagedError(f"a table is not CSV ({error})", "CSV with a header") from None
    filled = [r for r in records if r.strip("\r\n")]
    return filled[0], filled[1:]


def _join(header: str, records: Sequence[str]) -> str:
    return "".join(line if line.endswith("\n") else line + "\n" for line in (header, *records))


def _cells(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline="")), [])


def _line(header: str, row: Row) -> str:
    columns = [name.strip() for name in _cells(header.removeprefix(_MARK))]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow([row.get(name, "") for name in columns])
    return out.getvalue()
