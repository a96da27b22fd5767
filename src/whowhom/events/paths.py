"""Paths in SQL: DuckDB takes a path for a pattern, and a file may be called ``data[1].csv``."""

import re
from pathlib import Path

_PATTERN = re.compile(r"[*?\[]")


def sql_path(path: Path) -> str:
    """A path as an SQL literal that names this one file and no pattern.

    >>> sql_path(Path("it's data[1].csv"))
    "'it''s data[[]1].csv'"
    """
    plain = _PATTERN.sub(lambda found: f"[{found[0]}]", str(path))
    return "'" + plain.replace("'", "''") + "'"
