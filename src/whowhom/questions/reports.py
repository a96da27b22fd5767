"""`read`, `review`, and `show` of a record: what reports say and what is decided of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from whowhom.actors.registry import Registry
from whowhom.answers.answer import Answer
from whowhom.answers.reports import (
    OneReading,
    Read,
    RecordLine,
    ReportLine,
    Review,
    ShownRecord,
    TurnLine,
)
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import OptionError
from whowhom.questions.records import Lines, document_line, report_line, turn_line
from whowhom.reading.reading import Reading
from whowhom.reading.records import KINDS, Record, as_dict
from whowhom.reading.span import Span
from whowhom.snapshot.judged import Judged, Report, identified

ORDERS = ("text", "confidence")


@dataclass(frozen=True)
class Known:
    """What a case knows that is needed to say something of a report.

    Parameters
    ----------
    name : str
        Of the case.
    registry : Registry
        Who is known.
    threshold : float
        Confidence from which an undecided record counts.
    """

    name: str
    registry: Registry
    threshold: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records a review asks for.

    Parameters
    ----------
    report, kind : str
        Id of a report; kind of record; empty for all.
    below : float
        Only those less sure than this.
    order : str
        ``text``, or ``confidence``: least sure first.
    limit : int or None
        At most so many.
    """

    report: str = ""
    kind: str = ""
    below: float = 1.01
    order: str = "text"
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.kind and self.kind not in KINDS:
            raise OptionError(f"kind '{self.kind}'", ", ".join(KINDS), "correct --kind")
        if self.order not in ORDERS:
            raise OptionError(f"order '{self.order}'", ", ".join(ORDERS), "correct --order")

    def takes(self, record: Record, kind: str) -> bool:
        """Whether a record is asked for, whatever was decided of it."""
        return kind == (self.kind or kind) and record.trace.confidence < self.below


def read(
    known: Known,
    readings: Sequence[tuple[str, Reading]],
    unread: Sequence[tuple[str, str]],
    told: Mapping[str, Any],
) -> Answer:
    """What would be added of files that were read.

    Parameters
    ----------
    known : Known
        The case.
    readings : sequence of (str, Reading)
        File and what a reader took from it.
    unread : sequence of (str, str)
        File and why it could not be read.
    told : Mapping
        What was told of the reports.
    """
    body = tuple(_one(known, file, each, str(told.get("grade") or "")) for file, each in readings)
    records = sum(len(each.records) for each in body)
    rows = sum(line.kind == "event" and line.counted for each in body for line in each.records)
    events = sum(line.kind == "event" for each in body for line in each.records)
    bad = f"; {len(unread)} could not be read" if unread else ""
    headline = (
        f"{_some(records, 'record')} in {_some(len(body), 'report')}: "
        f"{rows} of {_some(events, 'event')} would count unreviewed{bad}. Nothing was changed."
    )
    return _answer(known, "read", dict(told), Read(headline, body, tuple(unread)))


def _one(known: Known, file: str, reading: Reading, grade: str) -> OneReading:
    document = reading.document
    plain = [as_dict(record) for record in reading.records]
    lines = Lines(document.report_id, document.text, document.day, known.registry, known.threshold)
    # As in the case: a record that is told twice in the same words is one.
    ids = [identified(document.report_id, [each])[0]["id"] for each in plain]
    made = dict(zip(ids, reading.records, strict=True))
    return OneReading(
        report=document_line(document, reading, file, grade),
        turns=tuple(turn_line(turn, document.text) for turn in reading.turns),
        records=tuple(lines.of(name, record) for name, record in made.items()),
        rejected=tuple((each.offered, each.reason) for each in reading.rejected),
    )


def review(known: Known, told: Iterable[tuple[Report, Sequence[Judged]]], wanted: Wanted) -> Answer:
    """What is still to be decided.

    Parameters
    ----------
    known : Known
        The case.
    told : iterable of (Report, sequence of Judged)
        Reports with their records.
    wanted : Wanted
        Which records.
    """
    queue: list[RecordLine] = []
    listed: list[ReportLine] = []
    decided = undecided = 0
    for report, records in told:
        lines = lines_of(known, report)
        mine = [lines.of(each.id, each.record, each.verdict) for each in records]
        mine = [
            line
            for line, each in zip(mine, records, strict=True)
            if wanted.takes(each.record, line.kind)
        ]
        todo = [line for line in mine if not line.decision]
        decided, undecided = decided + len(mine) - len(todo), undecided + len(todo)
        if todo:
            listed.append(report_line(report.about, len(lines.text)))
        queue += todo
    if wanted.order == "confidence":
        queue.sort(key=lambda line: (line.confidence, line.report, line.start, line.id))
    shown = tuple(queue[: wanted.limit])
    reports = {line.report for line in shown}
    body = Review(
        headline=_queue(undecided, decided, queue),
        reports=tuple(line for line in listed if line.id in reports),
        queue=shown,
        undecided=undecided,
        decided=decided,
    )
    question = {
        "report": wanted.report or None,
        "kind": wanted.kind or None,
        "below": wanted.below if wanted.below <= 1 else None,
        "order": wanted.order,
        "limit": wanted.limit,
    }
    return _answer(known, "review", question, body)


def _queue(undecided: int, decided: int, queue: Sequence[RecordLine]) -> str:
    if not undecided:
        return f"Nothing is left to review; {_some(decided, 'record')} decided."
    kinds = Counter(line.kind for line in queue)
    said = ", ".join(_some(n, kind) for kind, n in sorted(kinds.items()))
    return f"{_some(undecided, 'record')} to review ({said}); {decided} decided."


def show_record(
    known: Known, report: Report, judged: Judged, as_of: date | None, same: Sequence[str]
) -> Answer:
    """A record in its paragraph, with the report it stands in and what was decided of it.

    Parameters
    ----------
    known : Known
        The case.
    report : Report
        Which holds the record.
    judged : Judged
        The record.
    as_of : date or None
        As asked.
    same : sequence of str
        Ids of rows that are probably of the same act.
    """
    lines = lines_of(known, report)
    line = lines.of(judged.id, judged.record, judged.verdict)
    span = judged.record.trace.span
    around = paragraph_of(report, lines.text, span)
    verdict = judged.verdict
    body = ShownRecord(
        headline=f"{line.says} ({line.status})",
        record=line,
        report=report_line(report.about, len(lines.text)),
        turn=_turn(report, lines.text, span),
        paragraph=around.of(lines.text),
        start=around.start,
        end=around.end,
        corrected=dict(verdict.fields or {}),
        decided_by=verdict.who,
        decided_on=verdict.when,
        same_act=tuple(same),
    )
    return _answer(known, "show", {"id": judged.id}, body, as_of)


def lines_of(known: Known, report: Report) -> Lines:
    """What makes lines of the records of a report."""
    return Lines(report.report_id, report.text(), report.day, known.registry, known.threshold)


def paragraph_of(report: Report, text: str, span: Span) -> Span:
    """The blocks of a report that hold a stretch of it; the lines around it if there are none."""
    blocks = [Span(start, end) for start, end, _ in report.about.get("blocks", ())]
    met = [block for block in blocks if block.meets(span)]
    if met:
        return Span(min(met[0].start, span.start), max(met[-1].end, span.end))
    end = text.find("\n", span.end)
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else end)


def _turn(report: Report, text: str, span: Span) -> TurnLine | None:
    for start, end, kind, speaker, how in report.about.get("turns", ()):
        if start <= span.start < end:
            begins = " ".join(text[start:end].split())[:70]
            return TurnLine(kind, speaker, how, start, end, begins)
    return None


def _some(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _answer(
    known: Known, verb: str, question: dict[str, Any], body: Any, as_of: date | None = None
) -> Answer:
    return Answer(
        verb=verb,
        status="answered",
        question=question,
        case={"name": known.name, "snapshot": None},
        as_of=as_of,
        dataset=None,
        answer=body,
        evidence=(),
        skill=DESCRIPTIVE,
        resolution=None,
        caveats=(),
    )
