"""Reports of a case: the text as read, the records taken from it, and what was decided of them.

``reports/<id>/`` holds ``text.txt`` (to which all offsets refer), ``about.json`` (title, day,
outlet, grade of the source, layout), ``records.jsonl`` (as the reader made them, one object per
line) and ``decisions.jsonl`` (append-only: what the reviewer said of a record, the last word
counting). A line of the latter that was cut off by a crash is no decision. Records are plain
dictionaries here: what they mean is known to `whowhom.reading`.

The id of a record is a hash of the report, the kind, the span and what it says, not of the reader:
a newer reader that takes the same from the same words gives it the same id, so that decisions stay.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from whowhom.errors import CaseDamagedError
from whowhom.store.atomic import TEMPORARY, flush, write_text

FOLDER: Final = "reports"
DATASET: Final = "reports"
"""The dataset that accepted and sure events make."""
DERIVED: Final = ("statements", "ties")
"""Tables in the folder of the reports that follow from records and decisions; nobody edits them."""
SCHEMA: Final = "whowhom-report/1"
TEXT, ABOUT, RECORDS, DECISIONS = "text.txt", "about.json", "records.jsonl", "decisions.jsonl"
ACCEPT, CORRECT, REJECT, REOPEN, GRADE = "accept", "correct", "reject", "reopen", "grade"
DECIDED: Final = (ACCEPT, CORRECT, REJECT)
"""What may be decided of a record; ``reopen`` takes it back, ``grade`` only grades the item."""
UNGRADED: Final = "6"
"""Credibility of an item that nobody has judged."""

Record = dict[str, Any]
_ID = re.compile(r"[0-9a-f]{16}")
_LENGTH = 12
_RECORD_ID = re.compile(f"[0-9a-f]{{{_LENGTH}}}")
# What a record says, beside its kind and span; how sure, since when and by whom it was read may
# change with the reader or with the day of the report.
_SAYS: Final = ("source", "target", "type", "relation", "trigger", "speaker", "cue", "content")
_SAYS_TOO: Final = ("words", "proposition", "cause", "effect")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided of a record.

    Parameters
    ----------
    decision : str
        One of `DECIDED`; empty while nothing is decided.
    fields : Mapping
        Of a correction: field to its right value.
    credibility : str
        ``1`` to ``6`` of the Admiralty code.
    who, when : str
        By whom and on which day, as told.
    """

    decision: str = ""
    fields: Mapping[str, Any] | None = None
    credibility: str = UNGRADED
    who: str = ""
    when: str = ""


UNDECIDED: Final = Verdict()


@dataclass(frozen=True)
class Report:
    """A report of a case.

    Parameters
    ----------
    report_id : str
        Its id, the name of its folder.
    path : Path
        The folder.
    about : dict
        Title, day (ISO or None), outlet, form, language, file, grade, reader, layout.
    records : tuple of dict
        What was taken from it, each with its ``id``, in the order of the text.
    verdicts : Mapping of str to Verdict
        Record id to what was decided; those without are undecided.
    """

    report_id: str
    path: Path
    about: Mapping[str, Any]
    records: tuple[Record, ...]
    verdicts: Mapping[str, Verdict]

    @property
    def day(self) -> date | None:
        """When it was published; None where nobody said."""
        told = self.about.get("day")
        return date.fromisoformat(told) if told else None

    def text(self) -> str:
        """Its text. Raises CaseDamagedError if it cannot be read."""
        return self._text

    @cached_property
    def _text(self) -> str:
        return _read(self.path / TEXT)

    def verdict(self, record_id: str) -> Verdict:
        """What was decided of a record."""
        return self.verdicts.get(record_id, UNDECIDED)


def identified(report_id: str, records: Iterable[Record]) -> list[Record]:
    """Records with their ids, each record once.

    >>> spoken = {"kind": "event", "trace": {"span": {"start": 0, "end": 9}}, "type": "ASSAULT"}
    >>> once = identified("ab", [spoken, spoken])
    >>> len(once), once[0]["id"] == identified("ab", [spoken])[0]["id"]
    (1, True)
    """
    found: dict[str, Record] = {}
    for record in records:
        says = {name: _said(record[name]) for name in (*_SAYS, *_SAYS_TOO) if record.get(name)}
        told = [report_id, record["kind"], record["trace"]["span"], says]
        text = json.dumps(told, ensure_ascii=True, sort_keys=True)
        name = hashlib.sha256(text.encode("ascii")).hexdigest()[:_LENGTH]
        found.setdefault(name, {"id": name, **record})
    return list(found.values())


def _said(value: Any) -> Any:
    """A side by where it stands: whom the words mean may be found out later."""
    return value["span"] if isinstance(value, dict) and "span" in value else value


# ---- reading ------------------------------------------------------------------------------------


def report_ids(folder: Path) -> list[str]:
    """Ids of the reports of a case, in order."""
    where = folder / FOLDER
    if not where.is_dir():
        return []
    return sorted(p.name for p in where.iterdir() if _ID.fullmatch(p.name) and p.is_dir())


def list_reports(folder: Path, *kinds: str) -> Iterator[Report]:
    """All reports of a case, by id, one at a time; see `load_report`."""
    for report_id in report_ids(folder):
        yield load_report(folder, report_id, *kinds)


def load_report(folder: Path, report_id: str, *kinds: str) -> Report:
    """A report of a case, with its records of these kinds, or all.

    Raises
    ------
    CaseDamagedError
        If a file of it is missing or cannot be understood.
    """
    path = folder / FOLDER / report_id
    about = load_about(folder, report_id)
    try:
        lines = _read(path / RECORDS).splitlines()
        marks = [f'"kind": "{kind}"' for kind in kinds]
        wanted = [
            line for line in lines if line.strip() and (not marks or any(m in line for m in marks))
        ]
        read = (_record(json.loads(line)) for line in wanted)
        records = tuple(record for record in read if not kinds or record["kind"] in kinds)
    except (ValueError, RecursionError) as error:
        raise _damaged(path / RECORDS, str(error)) from None
    return Report(report_id, path, about, records, _verdicts(path))


def load_about(folder: Path, report_id: str) -> dict[str, Any]:
    """What is known of a report, without its records; raises CaseDamagedError."""
    path = folder / FOLDER / report_id / ABOUT
    try:
        about = json.loads(_read(path))
        if not isinstance(about, dict) or about.get("schema") != SCHEMA:
            raise ValueError(f"it is not of schema {SCHEMA}")
        _check_about(about, report_id)
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged(path, str(error)) from None
    return about


_TEXTS: Final = ("title", "outlet", "form", "language", "file", "sha256", "grade", "reader")
_LAYOUT: Final = {"blocks": (int, int, str), "turns": (int, int, str, str, str)}


def _check_about(about: Mapping[str, Any], report_id: str) -> None:
    """Raise ValueError where what is known of a report is not of the form that `add` gives it."""
    if about.get("report_id") != report_id:
        raise ValueError(f"it is of report {str(about.get('report_id'))[:40]}")
    if about.get("day"):
        date.fromisoformat(about["day"])
    odd = [name for name in _TEXTS if not isinstance(about.get(name, ""), str)]
    for name, form in _LAYOUT.items():
        every = about.get(name, [])
        if not isinstance(every, list) or not all(_is(each, form) for each in every):
            odd.append(name)
    if odd:
        raise ValueError(f"{', '.join(odd)} is of another form")


def _is(value: Any, form: tuple[type, ...]) -> bool:
    return (
        isinstance(value, list)
        and len(value) == len(form)
        and all(isinstance(cell, kind) for cell, kind in zip(value, form, strict=True))
        and 0 <= value[0] <= value[1]
    )


def find_report(folder: Path, record_id: str) -> Report | None:
    """The report that holds a record; None if none does."""
    if not _RECORD_ID.fullmatch(record_id):
        return None
    mark = f'"id": "{record_id}"'.encode()
    for report_id in report_ids(folder):
        try:
            held = mark in (folder / FOLDER / report_id / RECORDS).read_bytes()
        except OSError:
            continue
        if held:
            return load_report(folder, report_id)
    return None


def _record(told: Any) -> Record:
    if not isinstance(told, dict) or not isinstance(told.get("id"), str):
        raise ValueError("a line is no record")
    span = told["trace"]["span"] if isinstance(told.get("trace"), dict) else None
    if not isinstance(span, dict) or not isinstance(told.get("kind"), str):
        raise ValueError(f"record {told['id']} has no kind or span")
    return told


def _verdicts(path: Path) -> dict[str, Verdict]:
    """The last word on each record."""
    found: dict[str, Verdict] = {}
    if not (path / DECISIONS).exists():
        return found
    for line in _read(path / DECISIONS, errors="replace").splitlines():
        try:
            told = json.loads(line)
            name, what = str(told["record"]), str(told["decision"])
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # cut off by a crash
        before = found.get(name, UNDECIDED)
        grade = str(told.get("credibility") or before.credibility)
        by = str(told.get("who") or ""), str(told.get("when") or "")
        if what == GRADE:
            found[name] = Verdict(before.decision, before.fields, grade, *by)
        elif what == REOPEN:
            found[name] = Verdict("", None, grade, *by)
        elif what in DECIDED:
            fields = told.get("fields") if what == CORRECT else None
            found[name] = Verdict(what, fields, grade, *by)
    return found


def _read(path: Path, errors: str = "strict") -> str:
    try:
        with path.open(encoding="utf-8", newline="", errors=errors) as handle:
            return handle.read()
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from None


def _damaged(path: Path, why: str) -> CaseDamagedError:
    return CaseDamagedError(
        f"'{path}' cannot be read ({why})",
        "reports as whowhom add wrote them",
        f"restore it, or take the folder '{path.parent}' away and add the report again",
    )


# ---- writing ------------------------------------------------------------------------------------


def write_report(
    folder: Path, report_id: str, text: str, about: Mapping[str, Any], records: Iterable[Record]
) -> None:
    """Put a report into the case, whole or not at all; hold the lock.

    A report that is there already keeps its text and its decisions: its records are replaced, and
    what is known of it after them. Those that were accepted stand as they were judged, whatever a
    newer reader makes of the words.

    Parameters
    ----------
    folder : Path
        The case.
    report_id : str
        16 hexadecimal digits.
    text : str
        To which all offsets refer.
    about : Mapping
        Plain values.
    records : iterable of dict
        With their ids, as `identified` gives them.
    """
    where = folder / FOLDER
    where.mkdir(exist_ok=True)
    sweep_reports(folder)
    told = json.dumps({"schema": SCHEMA, **about}, ensure_ascii=True, indent=1) + "\n"
    path = where / report_id
    if path.is_dir():
        kept = _kept(load_report(folder, report_id), list(records))
        write_text(path / RECORDS, _lines(kept))
        write_text(path / ABOUT, told)
        return
    building = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=where))
    try:
        write_text(building / TEXT, text)
        write_text(building / RECORDS, _lines(records))
        write_text(building / ABOUT, told)
        building.chmod(0o755)
        building.rename(path)
        flush(where)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def sweep_reports(folder: Path) -> None:
    """Remove what killed writers left behind; hold the lock."""
    for leftover in (folder / FOLDER).glob(f"{TEMPORARY}*"):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def _kept(report: Report, new: list[Record]) -> list[Record]:
    """The new records, those that were accepted or corrected as they were when this was said."""
    held = {
        r["id"]: r for r in report.records if report.verdict(r["id"]).decision in (ACCEPT, CORRECT)
    }
    known = {r["id"]: r for r in new}
    every = {**known, **{name: _dated(r, known.get(name)) for name, r in held.items()}}
    return sorted(every.values(), key=lambda r: (r["trace"]["span"]["start"], r["id"] not in known))


def _dated(held: Record, new: Record | None) -> Record:
    """An accepted record; where its day was not known, that of the new reading."""
    moment = held.get("moment") or {}
    if new and new.get("moment") and not moment.get("first"):
        return {**held, "moment": new["moment"]}
    return held


def append_decisions(report: Report, decisions: Iterable[Mapping[str, Any]]) -> None:
    """Add decisions behind the last whole line; hold the lock.

    Parameters
    ----------
    report : Report
        Whose records they are of.
    decisions : iterable of Mapping
        With ``record``, ``decision``, and as needed ``fields``, ``credibility``, ``who``, ``when``.
    """
    path = report.path / DECISIONS
    data = _lines(decisions).encode("ascii")
    new = not path.exists()
    with path.open("a+b") as handle:
        handle.seek(0, os.SEEK_END)
        if handle.tell():
            handle.seek(-1, os.SEEK_END)
            torn = handle.read(1) != b"\n"
            handle.seek(0, os.SEEK_END)
            data = (b"\n" if torn else b"") + data
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    if new:
        flush(path.parent)


def _lines(entries: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(each, ensure_ascii=True, default=str) + "\n" for each in entries)
