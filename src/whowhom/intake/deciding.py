"""Deciding: what a reviewer says of records, remembered in the case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from whowhom.errors import OptionError, UnknownIdError
from whowhom.intake.deriving import derive
from whowhom.ontology.grading import CREDIBILITY
from whowhom.reading.corrections import corrected
from whowhom.snapshot.judged import judge
from whowhom.store import folder as folders
from whowhom.store.lock import writing
from whowhom.store.reports import (
    ACCEPT,
    CORRECT,
    DECIDED,
    GRADE,
    REOPEN,
    Report,
    append_decisions,
    find_report,
)

WHAT = (*DECIDED, REOPEN, GRADE)
"""What may be said of a record."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer says of records.

    Parameters
    ----------
    what : str
        One of `WHAT`: ``reopen`` takes an earlier decision back, ``grade`` only grades.
    records : tuple of str
        Ids of records.
    fields : Mapping of str to str
        Of a correction: field to its right value.
    credibility : str
        ``1`` to ``6`` of the Admiralty code; empty leaves it as it is.
    who, when : str
        By whom and on which day, as told; kept as they are.
    """

    what: str
    records: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    credibility: str = ""
    who: str = ""
    when: str = ""

    def __post_init__(self) -> None:
        if self.what not in WHAT:
            raise OptionError(f"decision '{self.what}'", ", ".join(WHAT), "choose one")
        if self.credibility and self.credibility not in CREDIBILITY:
            said = "; ".join(f"{digit} {words}" for digit, words in CREDIBILITY.items())
            raise OptionError(f"credibility '{self.credibility}'", said, "correct --credibility")
        if not self.records:
            raise OptionError(f"nothing to {self.what}", "ids of records", "name one")
        if self.what == GRADE and not self.credibility:
            raise OptionError("no grade", "1 to 6", "say it with --credibility")
        self._check_fields()

    def _check_fields(self) -> None:
        if self.what == CORRECT and not self.fields:
            raise OptionError(
                "a correction without fields", "field=value", "say --correct ID type=ASSAULT"
            )
        if self.what != CORRECT and self.fields:
            named = ", ".join(self.fields)
            raise OptionError(
                f"{named} with {self.what}", "fields of a correction", "say --correct"
            )
        if self.what == CORRECT and len(self.records) > 1:
            raise OptionError(
                f"{len(self.records)} records to correct", "one at a time", "name one"
            )


def decide(
    folder: Path, connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]
) -> int:
    """Remember decisions, all or none of them, and derive what follows.

    Parameters
    ----------
    folder : Path
        The case.
    connection : duckdb.DuckDBPyConnection
        Reads the case.
    decisions : sequence of Decision
        In order.

    Returns
    -------
    int
        Records decided.

    Raises
    ------
    UnknownIdError
        If a record is not in the case; nothing is remembered then.
    OptionError
        If a correction makes no sense for the record; likewise.
    """
    note(folder, decisions)
    settle(folder, connection)
    return len({record for each in decisions for record in each.records})


def settle(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Derive what follows from the reports and decisions of a case."""
    folders.check_writable(folder)
    with writing(folder):
        derive(folder, connection)


def note(folder: Path, decisions: Iterable[Decision]) -> None:
    """Remember decisions without deriving what follows; see `decide`."""
    folders.check_writable(folder)
    lines: dict[str, tuple[Report, list[dict[str, Any]]]] = {}
    with writing(folder):
        for each in decisions:
            for record_id in each.records:
                report = _report(folder, record_id)
                held = lines.setdefault(report.report_id, (report, []))[1]
                held.append(_line(report, record_id, each))
        for report, told in lines.values():
            append_decisions(report, told)


def _report(folder: Path, record_id: str) -> Report:
    report = find_report(folder, record_id.removeprefix("reports:"))
    if report is None:
        raise UnknownIdError(
            f"no record '{record_id}' in the reports of '{folder}'",
            "ids as whowhom review prints them",
            "copy it from there",
        )
    return report


def _line(report: Report, record_id: str, decision: Decision) -> dict[str, Any]:
    name = record_id.removeprefix("reports:")
    plain = next(r for r in report.records if r["id"] == name)
    made = judge(report, plain).made
    told: dict[str, Any] = {"record": name, "decision": decision.what}
    if decision.what == CORRECT:
        before = report.verdict(name)
        # A second correction adds to the first.
        fields = {**(before.fields or {}), **decision.fields}
        corrected(made, fields)
        told["fields"] = fields
    if decision.what in (ACCEPT, CORRECT):
        told["quote"] = made.trace.quote
    for field_, value in (
        ("credibility", decision.credibility),
        ("who", decision.who),
        ("when", decision.when),
    ):
        if value:
            told[field_] = value
    return told
