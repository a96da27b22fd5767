"""Table: what an export gives, as a file, data frame or Arrow, with what each column means."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from whowhom.errors import MissingExtraError, OptionError
from whowhom.export.codebook import as_json, as_markdown
from whowhom.store.atomic import replacing, write_text

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

SUFFIXES: Final = (".csv", ".parquet")
# What a spreadsheet would take for a formula.
_FORMULA: Final = "'=', '+', '-', '@', chr(9), chr(13)"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of an exported table.

    Parameters
    ----------
    name, sql : str
        Name, and DuckDB type.
    unit : str
        What is counted or measured.
    meaning, source : str
        For the codebook.
    """

    name: str
    sql: str
    unit: str
    meaning: str
    source: str


@dataclass(frozen=True)
class Table:
    """An exported table.

    Parameters
    ----------
    kind : str
        What a row stands for.
    fields : tuple of Field
        The columns in order.
    about : Mapping
        What the codebook says at its head: dataset, period, snapshot, citation.
    notes : tuple of str
        What to know before these figures are used.
    connection : duckdb.DuckDBPyConnection
        Holds the rows as ``exported``.
    """

    kind: str
    fields: tuple[Field, ...]
    about: Mapping[str, Any]
    notes: tuple[str, ...]
    connection: duckdb.DuckDBPyConnection

    def __len__(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM exported").fetchall()[0][0])

    def __repr__(self) -> str:
        return f"<Table of {len(self):,} rows, {len(self.fields)} columns: {self.kind}>"

    def rows(self) -> list[dict[str, Any]]:
        """All rows as dictionaries: for small tables."""
        names = [f.name for f in self.fields]
        found = self.connection.execute("SELECT * FROM exported").fetchall()
        return [dict(zip(names, row, strict=True)) for row in found]

    def to_pandas(self) -> "pandas.DataFrame":
        """As a pandas data frame; whole numbers with gaps are ``Int64``."""
        try:
            import pandas
        except ImportError:
            raise _missing("to_pandas", "pandas") from None
        frame = self.connection.execute("SELECT * FROM exported").df()
        whole = {f.name: "Int64" for f in self.fields if f.sql in ("BIGINT", "INTEGER", "TINYINT")}
        found: pandas.DataFrame = frame.astype(whole)
        return found

    def to_polars(self) -> "polars.DataFrame":
        """As a Polars data frame."""
        try:
            import polars
        except ImportError:
            raise _missing("to_polars", "polars") from None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.parquet"
            self._copy(path, "parquet")
            # In memory: the file goes at once.
            found: polars.DataFrame = polars.read_parquet(path.read_bytes())
        return found

    def to_arrow(self) -> "pyarrow.Table":
        """As an Arrow table."""
        try:
            from pyarrow import BufferReader, parquet
        except ImportError:
            raise _missing("to_arrow", "pyarrow") from None
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.parquet"
            self._copy(path, "parquet")
            found: pyarrow.Table = parquet.read_table(BufferReader(path.read_bytes()))
        return found

    def to_frame(self) -> Any:
        """A pandas or Polars data frame or an Arrow table: the first of these that is installed.

        Raises
        ------
        MissingExtraError
            If none is.
        """
        for way in (self.to_pandas, self.to_polars, self.to_arrow):
            try:
                return way()
            except MissingExtraError:
                continue
        raise _missing("to_frame", "pandas, polars or pyarrow")

    def write(self, path: str | Path) -> list[Path]:
        """Write the table, and its codebook beside it.

        Parameters
        ----------
        path : str or Path
            Ends in ``.csv`` or ``.parquet``. CSV is UTF-8 with a header and commas; a missing value
            is empty; text that a spreadsheet would take for a formula has an apostrophe before it.

        Returns
        -------
        list of Path
            The table, ``<stem>.codebook.md`` and ``<stem>.codebook.json``.

        Raises
        ------
        OptionError
            If the name ends otherwise, or the place cannot be written to.
        """
        path = Path(path)
        suffix = check_path(path, SUFFIXES)
        books = [path.with_name(f"{path.stem}.codebook{s}") for s in (".md", ".json")]
        try:
            with replacing(path) as temporary:
                self._copy(temporary, suffix[1:])
            write_text(books[0], as_markdown(self, path.name))
            write_text(books[1], as_json(self, path.name))
        except (OSError, duckdb.Error) as error:
            raise _unwritable(path, error) from None
        return [path, *books]

    def csv(self) -> str:
        """The table as CSV text, as `write` writes it."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.csv"
            self._copy(path, "csv")
            return path.read_text(encoding="utf-8")

    def _copy(self, path: Path, form: str) -> None:
        target = str(path).replace("'", "''")
        selected, how = "*", "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880"
        if form == "csv":
            how = "FORMAT csv, HEADER"
            selected = ", ".join(_escaped(f) for f in self.fields)
        self.connection.execute(
            f"COPY (SELECT {selected} FROM exported x) TO '{target}' ({how}, USE_TMP_FILE false)"
        )


def _escaped(field: Field) -> str:
    """SQL of a column for CSV: text that looks like a formula gets an apostrophe before it."""
    if field.sql != "VARCHAR":
        return f'x."{field.name}"'
    risky = f'left(x."{field.name}", 1) IN ({_FORMULA})'
    safe = f'CASE WHEN {risky} THEN chr(39) || x."{field.name}" ELSE x."{field.name}" END'
    return f'{safe} AS "{field.name}"'


def check_path(path: Path, suffixes: tuple[str, ...]) -> str:
    """The suffix of a path to write to; raises OptionError where it is none of these."""
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        raise OptionError(
            f"'{path}' tells no format by its ending", " or ".join(suffixes), "correct --out"
        )
    if path.is_dir() or not path.parent.is_dir():
        raise OptionError(
            f"'{path}' cannot be written", "a file name in a folder that exists", "correct --out"
        )
    return suffix


def _unwritable(path: Path, error: Exception) -> OptionError:
    return OptionError(
        f"'{path}' cannot be written ({str(error).splitlines()[0]})",
        "a place that you may write to, with room",
        "correct --out",
    )


def _missing(what: str, package: str) -> MissingExtraError:
    return MissingExtraError(
        f"{what} needs {package}", "write('FILE.csv') without it", f"pip install {package}"
    )
