"""The DuckDB that reads a case."""

import os
from pathlib import Path
from typing import Any, Final

import duckdb

from whowhom.errors import OptionError

_MEMORY: Final = "1GB"
MEMORY_VARIABLE: Final = "WHOWHOM_MEMORY"
"""The environment variable that lets DuckDB take more memory, such as ``4GB``."""


def memory() -> str:
    """How much memory DuckDB may take."""
    return os.environ.get(MEMORY_VARIABLE) or _MEMORY


def connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection in memory; or, given a scratch folder, to a database in a file there.

    Tables of a file are compressed and kept out of memory: a large import takes little of it.
    """
    config: dict[str, Any] = {"memory_limit": memory()}
    if scratch is not None:
        config["temp_directory"] = str(scratch / "spill")
    where = ":memory:" if scratch is None else str(scratch / "work.duckdb")
    try:
        connection = duckdb.connect(where, config=config)
    except (duckdb.ParserException, duckdb.InvalidInputException):
        raise OptionError(
            f"{MEMORY_VARIABLE}={memory()}", "a size such as 4GB", "correct or unset it"
        ) from None
    # In a Python prompt DuckDB would print a bar of its own, on stdout.
    connection.execute("SET enable_progress_bar = false")
    return connection
