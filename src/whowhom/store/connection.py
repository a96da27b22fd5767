"""The DuckDB that reads a case."""

from pathlib import Path
from typing import Any, Final

import duckdb

_MEMORY: Final = "1GB"


def connect(scratch: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection in memory; what does not fit is spilled to a scratch folder, if one is given."""
    config: dict[str, Any] = {"memory_limit": _MEMORY}
    if scratch is not None:
        config["temp_directory"] = str(scratch / "spill")
    connection = duckdb.connect(":memory:", config=config)
    # In a Python prompt DuckDB would print a bar of its own, on stdout.
    connection.execute("SET enable_progress_bar = false")
    return connection
