"""The columns of a file that a source knows, as a DuckDB table of text.

Datasets written without quoting (ICEWS, POLECAT, GDELT) are split at tabs and nowhere else: a
quote in a name is a character like any other. Files that a spreadsheet wrote anew have commas or
semicolons and quotes, and are read as CSV. Either way the records end up in a view ``records``.
"""

import codecs
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb

from whowhom.errors import FileError
from whowhom.events.paths import sql_path
from whowhom.sources.header import Header
from whowhom.sources.records import CUT_OFF, MAX_FIELD, stage
from whowhom.sources.source import Job

RAGGED: Final = "wrong number of columns"
_BLANKS = " \t\r\n"
_MARK = "\ufffd"
_CHUNK = 4 << 20
# Where more records than this hold bytes outside the encoding, the encoding is wrong.
_WRONG_ENCODING = 0.05
# What stops a reader of lines, or would split one: all controls but tab and line feed.
_CONTROLS: Final = {code: _MARK for code in range(32) if chr(code) not in "\t\n"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the records of a file are laid out.

    Parameters
    ----------
    names : tuple of str
        Column names as SQL takes them, one per field; `column_names` makes them.
    keep : tuple of str
        Those that are wanted.
    has_header : bool
        Whether the first record is the header.
    missing : tuple of str
        Words that stand for a missing value.
    surplus : bool
        Whether a record may have more fields than there are names, if these are empty.
    fallback : str, optional
        Encoding of files that are not UTF-8, where the user names none.
    extra : Mapping of str to str
        Further columns, as SQL over those that are kept: worked out once, as the file is read.
    quoted : bool
        Whether quotes mean something where tabs divide the fields.
    """

    names: tuple[str, ...]
    keep: tuple[str, ...]
    has_header: bool = True
    missing: tuple[str, ...] = ()
    surplus: bool = False
    fallback: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    quoted: bool = False


def words(text: str) -> tuple[str, ...]:
    """The words of a text: a table of names that reads as one.

    >>> words("one  two")
    ('one', 'two')
    """
    return tuple(text.split())


def folded(name: str) -> str:
    """A column name without case, spaces, underscores and other marks.

    >>> folded("Actor1Geo_Type"), folded("Event ID")
    ('actor1geotype', 'eventid')
    """
    return "".join(c for c in name.casefold() if c.isalnum())


def column_names(written: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Names for SQL in file order: the known ones once each, the others numbered.

    >>> column_names(["Event ID", "event id", "x; DROP"], ["event_id"])
    ('event_id', 'column_1', 'column_2')
    """
    by_key = {folded(name): name for name in known}
    found: list[str] = []
    for position, name in enumerate(written):
        match = by_key.pop(folded(name), None)
        found.append(match or f"column_{position}")
    return tuple(found)


def require(header: Header, names: Collection[str], required: Collection[str], what: str) -> None:
    """Raise FileError where a column that a dataset must have is missing."""
    missing = [name for name in required if name not in names]
    if missing:
        raise FileError(
            f"'{header.path}' looks like {what} but has no column {', '.join(missing)}",
            f"the columns of {what}, in any order",
            "download the file again or restore the header line",
        )


def load(job: Job, header: Header, layout: Layout) -> dict[str, int]:
    """Read the records of a file into the view ``records``.

    Parameters
    ----------
    job : Job
        The file and where the table goes.
    header : Header
        What was found at its start.
    layout : Layout
        Its columns.

    Returns
    -------
    dict of str to int
        Records that cannot be told apart, by reason. The view has ``line`` (1-based number of the
        record below the header) and the columns of ``layout.keep``.

    Raises
    ------
    FileError
        If the file is not in its encoding.
    """
    if header.delimiter == "\t" and not layout.quoted:
        return _load_lines(job, header, layout)
    staged = stage(
        job.connection,
        header,
        layout.names,
        has_header=layout.has_header,
        scratch=job.scratch,
        keep=layout.keep,
    )
    cells = ", ".join(f"{_given(name, layout.missing)} AS {name}" for name in layout.keep)
    job.connection.execute(
        f"CREATE OR REPLACE VIEW records AS SELECT * {_extra(layout)} "
        f"FROM (SELECT line, {cells} FROM staged)"
    )
    return dict(staged.unreadable)


def _extra(layout: Layout) -> str:
    return "".join(f", {sql} AS {name}" for name, sql in layout.extra.items())


def _given(name: str, missing: Sequence[str]) -> str:
    words = ", ".join(f"'{word}'" for word in missing)
    return f"CASE WHEN {name} NOT IN ({words}) THEN {name} END" if words else name


def _load_lines(job: Job, header: Header, layout: Layout) -> dict[str, int]:
    unreadable: dict[str, int] = {}
    try:
        if header.encoding not in ("utf-8-sig", "utf-8") or header.after_blanks or layout.surplus:
            raise duckdb.InvalidInputException("needs a look at every line")
        _load_fast(job.connection, header.path, layout)
    except duckdb.Error:
        repaired = job.scratch / "repaired.tsv"
        try:
            whole = _repair(header, layout.fallback, repaired)
            unreadable = _load_slowly(job.connection, header, layout, repaired, whole)
        except duckdb.Error as error:
            raise FileError(
                f"'{header.path}' cannot be split into lines ({str(error).splitlines()[0][:80]})",
                f"lines of at most {MAX_FIELD >> 20} MB, fields between tabs",
                "download the file again",
            ) from None
        finally:
            repaired.unlink(missing_ok=True)
    # Row ids count from 0 in the order of the file.
    job.connection.execute(
        "CREATE OR REPLACE VIEW records AS SELECT rowid + 1 AS line, * FROM staged"
    )
    return unreadable


def _load_fast(connection: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> None:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in layout.names)
    cells = ", ".join(f"nullif(trim({name}), '') AS {name}" for name in layout.keep)
    missing = ", ".join(f"'{word}'" for word in ("", *layout.missing))
    longest = min(MAX_FIELD, path.stat().st_size + 1024)
    connection.execute(
        f"""CREATE OR REPLACE TABLE staged AS SELECT * {_extra(layout)} FROM (SELECT {cells}
        FROM read_csv({sql_path(path)}, auto_detect = false, delim = '\t', quote = '', escape = '',
            header = {str(layout.has_header).lower()}, columns = {{{columns}}},
            nullstr = [{missing}], strict_mode = true, max_line_size = {longest},
            buffer_size = {min(2 * longest, MAX_FIELD)}))"""
    )


def _repair(header: Header, fallback: str | None, out: Path) -> bool:
    """Write the text anew as UTF-8 with plain line ends; return whether its last line is whole."""
    encoding = header.encoding
    if fallback and encoding == "utf-8-sig" and not _decodes(header.path, encoding):
        encoding = fallback
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    lines = io.IncrementalNewlineDecoder(None, translate=True)
    last = ""
    with header.path.open("rb") as source, out.open("w", encoding="utf-8", newline="") as sink:
        while chunk := source.read(_CHUNK):
            text = lines.decode(decoder.decode(chunk)).translate(_CONTROLS)
            sink.write(text)
            last = text[-1:] or last
        rest = lines.decode(decoder.decode(b"", final=True), final=True).translate(_CONTROLS)
        sink.write(rest)
    return (rest or last)[-1:] == "\n"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _load_slowly(
    connection: duckdb.DuckDBPyConnection,
    header: Header,
    layout: Layout,
    path: Path,
    ends_whole: bool,
) -> dict[str, int]:
    """Split every line by itself, so that one bad line costs no other."""
    width = len(layout.names)
    longest = min(MAX_FIELD, path.stat().st_size + 1024)
    fits = f"len(f) = {width}"
    if layout.surplus:
        fits = f"len(f) >= {width} AND trim(concat_ws('', f[{width + 1}:])) = ''"
    places = {name: layout.names.index(name) + 1 for name in layout.keep}
    words = ", ".join(f"'{word}'" for word in ("", *layout.missing))
    cells = ", ".join(
        f"CASE WHEN trim(f[{n}]) NOT IN ({words}) THEN trim(f[{n}]) END AS {name}"
        for name, n in places.items()
    )
    run = connection.execute
    run(
        f"""CREATE OR REPLACE TABLE lines AS SELECT text, row_number() OVER () AS n
        FROM read_csv({sql_path(path)}, auto_detect = false, header = false, delim = '\x01',
            quote = '', escape = '', columns = {{'text': 'VARCHAR'}}, new_line = '\\n',
            max_line_size = {longest}, buffer_size = {min(2 * longest, MAX_FIELD)})
        WHERE trim(text, '{_BLANKS}') <> ''"""
    )
    if layout.has_header:
        run("DELETE FROM lines WHERE n = 1")
    split = "(SELECT n, string_split(text, chr(9)) AS f, text FROM lines)"
    run(
        f"CREATE OR REPLACE TABLE staged AS SELECT * EXCLUDE (n) {_extra(layout)} "
        f"FROM (SELECT n, {cells} FROM {split} WHERE {fits}) ORDER BY n"
    )
    total, good, damaged, last = run(
        f"SELECT count(*), count(*) FILTER ({fits}), count(*) FILTER (contains(text, '{_MARK}')), "
        f"coalesce(max_by({fits}, n), true) FROM {split}"
    ).fetchall()[0]
    run("DROP TABLE lines")
    if damaged > max(_WRONG_ENCODING * total, 1):
        raise FileError(
            f"'{header.path}' is not {header.encoding.removesuffix('-sig')}: "
            f"{damaged:,} of {total:,} records hold bytes outside it",
            "UTF-8, or any codec named with --encoding",
            "try --encoding cp1252",
        )
    cut = int(not last and not ends_whole)
    found = {RAGGED: total - good - cut, CUT_OFF: cut}
    return {reason: n for reason, n in found.items() if n}
