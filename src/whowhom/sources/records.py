"""Records of a delimited file, as a DuckDB table of text.

DuckDB reads a clean file fast and strictly. Where it finds a fault it stops, and the file is first
*mended* with the standard library's CSV reader, which goes on after a bad record; what cannot be
split into the right number of fields is counted by reason. Both ways give the same table.
"""

import csv
import io
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from whowhom.errors import FileError
from whowhom.events.paths import sql_path
from whowhom.sources.header import Header

MAX_FIELD = 32 << 20
"""Longest field that is read, in characters; a longer one makes its record unreadable."""

# No field of any dataset here has so many line breaks.
_MOST_LINES = 5000
_BLANKS = " \t\r\n"
_WIDE = 500
_RAGGED = "wrong number of columns"
CUT_OFF = "cut off in the middle of a record"
"""Reason: the file ends inside a record."""

_MARK = "\ufffd"
# Where more than this share of the records holds bytes that are not in the encoding, the encoding
# is wrong and the names would be garbage.
_WRONG_ENCODING = 0.05


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a file in a table of text columns.

    Parameters
    ----------
    table : str
        Its name; columns are ``line`` (1-based number of the record below the header) and the
        names asked for.
    unreadable : Mapping of str to int
        Records that are not in the table, by reason.
    """

    table: str
    unreadable: Mapping[str, int] = field(default_factory=dict)


def stage(
    connection: duckdb.DuckDBPyConnection,
    header: Header,
    names: tuple[str, ...],
    *,
    has_header: bool,
    scratch: Path,
    keep: tuple[str, ...] = (),
) -> Records:
    """Read all records of a file into the table ``staged``, every column as text.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where the table goes.
    header : Header
        What `whowhom.sources.header.read_header` found.
    names : tuple of str
        Column names, one per field of the file.
    has_header : bool
        Whether the first record is the header.
    scratch : Path
        Folder for a mended copy, should one be needed.
    keep : tuple of str, optional
        Columns that are wanted: of a very wide file no others are read.

    Returns
    -------
    Records
        The table and the records left out.

    Raises
    ------
    FileError
        If the file is not in the encoding given.
    """
    # DuckDB takes minutes over thousands of columns: a very wide file is cut to what is wanted.
    kept = keep if keep and len(names) > _WIDE else names
    if header.encoding in ("utf-8-sig", "utf-8") and not header.after_blanks and kept == names:
        try:
            _load(connection, header.path, header.delimiter, names, has_header)
            return Records("staged")
        except duckdb.Error:
            pass  # Something in it is not strict CSV: find out what, record by record.
    mended = scratch / "mended.csv"
    try:
        unreadable = _mend(header, names, kept, has_header, mended)
        _load(connection, mended, ",", kept, has_header=False, new_line="\\n")
    finally:
        mended.unlink(missing_ok=True)
    return Records("staged", unreadable)


def _load(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    delimiter: str,
    names: tuple[str, ...],
    has_header: bool,
    new_line: str = "",
) -> None:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    bare = {name: f"nullif(trim({name}, '{_BLANKS}'), '')" for name in names}
    trimmed = ", ".join(f"{cell} AS {name}" for name, cell in bare.items())
    # No record is longer than its file, and small buffers are quicker to come by.
    longest = min(MAX_FIELD, path.stat().st_size + 1024)
    ends = f", new_line = '{new_line}'" if new_line else ""
    source, header = sql_path(path), str(has_header).lower()
    connection.execute(
        f"""CREATE OR REPLACE TABLE staged AS
        SELECT row_number() OVER () AS line, {trimmed}
        FROM read_csv({source}, auto_detect = false, delim = ?, header = {header},
            quote = '"', escape = '"', columns = {{{columns}}}, strict_mode = true,
            max_line_size = {longest}, buffer_size = {2 * longest}{ends})
        WHERE coalesce({", ".join(bare.values())}) IS NOT NULL""",
        [delimiter],
    )


def _mend(
    header: Header, names: tuple[str, ...], kept: tuple[str, ...], has_header: bool, out: Path
) -> dict[str, int]:
    """Write the readable records as strict CSV; return how many were not, by reason."""
    width, places = len(names), [names.index(name) for name in kept]
    unreadable: Counter[str] = Counter()
    written = damaged = 0
    last_fault = ""
    records = _records(header)
    with out.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
        if has_header:
            next(records, None)
        for record in records:
            if isinstance(record, str):
                unreadable[record] += 1
            elif len(record) != width:
                last_fault = _RAGGED
                unreadable[_RAGGED] += 1
            else:
                last_fault = ""
                cells = [record[place].replace("\x00", _MARK) for place in places]
                damaged += any(_MARK in cell for cell in cells)
                writer.writerow(cells)
                written += 1
    if last_fault and not _ends_with_a_line(header.path):
        unreadable[_RAGGED] -= 1
        unreadable[CUT_OFF] += 1
    if damaged > max(_WRONG_ENCODING * written, 1):
        raise FileError(
            f"'{header.path}' is not {header.encoding.removesuffix('-sig')}: "
            f"{damaged:,} of {written:,} records hold bytes outside it",
            "UTF-8, or any codec named with --encoding",
            "try --encoding cp1252",
        )
    return {reason: n for reason, n in unreadable.items() if n}


def _ends_with_a_line(path: Path) -> bool:
    """Whether the last line is whole; files that were cut off mostly end within one."""
    with path.open("rb") as handle:
        handle.seek(-1, io.SEEK_END)
        return handle.read(1) in (b"\n", b"\r", b"\x00")


class _Runaway(Exception):
    """A record goes on for more lines than any record does."""


class _Lines:
    """Lines of a file, and those of the current record, which can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(line)
        if len(self._taken) > _MOST_LINES:
            raise _Runaway
        return line

    def begin(self) -> None:
        """A new record begins."""
        self._taken.clear()

    def give_back(self) -> None:
        """All lines of the record but its first shall be read again, as records of their own."""
        self._again.extendleft(reversed(self._taken[1:]))


def _records(header: Header) -> Iterator[list[str] | str]:
    """Records in order: the fields, or the reason why they cannot be told apart.

    A quote that does not close would swallow what follows: only its own line is lost.
    """
    csv.field_size_limit(MAX_FIELD)
    with header.path.open("rb") as raw:
        text = io.TextIOWrapper(raw, header.encoding, errors="replace", newline="")
        lines = _Lines(iter(text))
        reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
        while True:
            lines.begin()
            try:
                record = next(reader)
            except StopIteration:
                return
            except (csv.Error, _Runaway) as error:
                yield _reason(str(error))
                lines.give_back()
                reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
            else:
                if any(cell.strip(_BLANKS) for cell in record):
                    yield record


def _reason(message: str) -> str:
    if "field larger than" in message:
        return f"a field of more than {MAX_FIELD >> 20} MB"
    if "end of data" in message:
        return CUT_OFF
    return "quotes that do not close"
