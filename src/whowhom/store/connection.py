"""The DuckDB that reads a case."""

from pathlib import Path
from typing import Any, Final

import duckdb

_MEMORY: Final = "1GB"


def connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection in memory; or, given a scratch folder, to a database in a file there.

    Tables of a file are compressed and kept out of memory: a large import takes little of it.
    """
    config: dict[str, Any] = {"memory_limit": _MEMORY}
    if scratch is not None:
        config["temp_directory"] = str(scratch / "spill")
    where = ":memory:" if scratch is None else str(scratch / "work.duckdb")
    connection = duckdb.connect(where, config=config)
    # In a Python prompt DuckDB would print a bar of its own, on stdout.
    connection.execute("SET enable_progress_bar = false")
    return connection
