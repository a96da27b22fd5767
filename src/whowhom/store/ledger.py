"""The ledger of a case: probabilities that were given, kept to be scored. Append-only.

``ledger.jsonl``, one JSON object per line, in the case folder; for a read-only case in the user's
cache folder. A line that was cut off by a crash is no entry: it is passed over, and cut away by the
next append. Nothing else is ever rewritten.

Every entry has an ``id``, a hash over what was said, so that keeping the same answer twice adds
nothing; and a ``seal``, a hash over the whole line, so that a line that was changed afterwards
shows. Lines that were taken out do not show: keep the case under version control.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whowhom.errors import CaseDamagedError, CaseReadOnlyError
from whowhom.store.atomic import flush
from whowhom.store.folder import BUILT_IN, built_in, check_writable
from whowhom.store.lock import writing
from whowhom.store.models import user_cache

SCHEMA: Final = "whowhom-ledger/1"
FILE: Final = "ledger.jsonl"
LENGTH: Final = 16
"""Letters of an id."""

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ledger.

    Parameters
    ----------
    number : int
        From 1.
    entry : dict or None
        What it holds; None where it cannot be read.
    why : str
        Why not.
    """

    number: int
    entry: Entry | None
    why: str = ""


def ledger_path(case: Path) -> Path:
    """Where the ledger of a case lies; there may be none yet."""
    try:
        check_writable(case)
    except CaseReadOnlyError:
        place = case.resolve()
        name = next((n for n in BUILT_IN if place == built_in(n).resolve()), "")
        return user_cache() / "ledgers" / (name or digest(str(place))) / FILE
    return case / FILE


def append(path: Path, said: Iterable[Entry], about: Entry) -> tuple[int, int]:
    """Add what was said and is not in the ledger yet.

    Parameters
    ----------
    path : Path
        As `ledger_path` gives it.
    said : iterable of dict
        What the id is taken over, one entry each.
    about : dict
        Further fields of all of them, which make no difference to the id: when it was kept.

    Returns
    -------
    int, int
        Entries added, and those that were there.

    Raises
    ------
    CaseReadOnlyError, CaseBusyError
        If the ledger cannot be written to.
    """
    entries = [sealed({"schema": SCHEMA, "id": digest(each), **each, **about}) for each in said]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with writing(path.parent):
            held = {line.entry["id"] for line in read(path) if line.entry}
            new = list({e["id"]: e for e in entries if e["id"] not in held}.values())
            if new:
                _write(path, "".join(_text(each) + "\n" for each in new).encode("ascii"))
    except OSError as error:
        raise CaseReadOnlyError(
            f"the ledger '{path}' cannot be written ({error.strerror or error})",
            "a folder that you may write to",
            "copy the case with: whowhom init DIR --from CASE",
        ) from None
    return len(new), len(entries) - len(new)


def read(path: Path) -> list[Line]:
    """The lines of a ledger, a line cut off at the end left out.

    Raises
    ------
    CaseDamagedError
        If the file is there and cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CaseDamagedError(
            f"'{path}' cannot be read ({error.strerror})", "a readable file", "restore it"
        ) from None
    *whole, last = data.split(b"\n")
    lines = [_line(n, text) for n, text in enumerate(whole, 1) if text.strip()]
    # Only its line break may be missing.
    final = _line(len(whole) + 1, last)
    return [*lines, final] if final.entry else lines


def sealed(entry: Entry) -> Entry:
    """The entry with its seal."""
    return {**entry, "seal": digest(entry)}


def digest(value: object) -> str:
    """Hash of plain values, the same wherever and whenever it is taken."""
    return hashlib.sha256(_text(value).encode("ascii")).hexdigest()[:LENGTH]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True)


def _line(number: int, text: bytes) -> Line:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Line(number, None, "it is not JSON")
    if not isinstance(found, dict):
        return Line(number, None, "it is no JSON object")
    if found.get("schema") != SCHEMA:
        return Line(number, None, f"its schema is {str(found.get('schema'))[:40]!r}, not {SCHEMA}")
    seal = found.pop("seal", None)
    if seal != _digest_or_none(found) or not isinstance(found.get("id"), str):
        return Line(number, None, "it was changed after it was written")
    return Line(number, found)


def _digest_or_none(value: object) -> str | None:
    try:
        return digest(value)
    except (ValueError, RecursionError):
        return None


def _write(path: Path, data: bytes) -> None:
    """Add bytes behind the last whole line, and see them safe on the disk."""
    new = not path.exists()
    held = b"" if new else path.read_bytes()
    begun = held.rpartition(b"\n")[2]
    whole = _line(0, begun).entry is not None
    end = len(held) if whole else len(held) - len(begun)
    with path.open("xb" if new else "r+b") as handle:
        handle.truncate(end)
        handle.seek(end)
        handle.write((b"\n" if whole else b"") + data)
        handle.flush()
        os.fsync(handle.fileno())
    if new:
        flush(path.parent)
