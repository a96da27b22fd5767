"""The log of a case: who added what when. Append-only; the folder is the truth."""

import json
import os
from pathlib import Path
from typing import Any

LOG_NAME = "log.jsonl"


def append(folder: Path, entry: dict[str, Any]) -> None:
    """Add a line to the log, behind a torn one if there is such."""
    path = folder / LOG_NAME
    line = json.dumps(entry, ensure_ascii=True, sort_keys=True, default=str)
    torn = path.exists() and path.stat().st_size > 0 and not _ends_whole(path)
    with path.open("a", encoding="utf-8") as handle:
        handle.write(("\n" if torn else "") + line + "\n")
        handle.flush()
        os.fsync(handle.fileno())


def read(folder: Path) -> list[dict[str, Any]]:
    """All whole lines; a torn one is passed over."""
    path = folder / LOG_NAME
    if not path.exists():
        return []
    entries = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return entries


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as handle:
        handle.seek(-1, os.SEEK_END)
        return handle.read(1) == b"\n"
