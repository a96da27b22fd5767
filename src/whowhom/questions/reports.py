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
    Review,
    ShownRecord,
    TurnLine,
)
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import OptionError
from whowhom.questions.records import Lines, document_line, report_line, turn_line
from whowhom.reading.reading import Reading
from whowhom.reading.records import KINDS, Record, as_dict, kind_of
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

    def takes(self, record: Record) -> bool:
        """Whether a record is asked for, whatever was decided of it."""
        mine = not self.kind or isinstance(record, KINDS[self.kind])
        return mine and record.trace.confidence < self.below


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
    acts = len({line.act for each in body for line in each.records if line.act})
    bad = f"; {len(unread)} could not be read" if unread else ""
    headline = (
        f"{_some(records, 'record')} in {_some(len(body), 'report')}: "
        f"{rows} of {_some(events, 'event')} ({_some(acts, 'act')}) would count unreviewed{bad}. "
        "Nothing was changed."
    )
    return _answer(known, "read", dict(told), Read(headline, body, tuple(unread)))


def _one(known: Known, file: str, reading: Reading, grade: str) -> OneReading:
    document = reading.document
    plain = [as_dict(record) for record in reading.records]
    # As in the case: a record that is told twice in the same words is one.
    ids = [identified(document.report_id, [each])[0]["id"] for each in plain]
    made = dict(zip(ids, reading.records, strict=True))
    about = document.report_id, document.text, document.day
    lines = Lines(*about, known.registry, known.threshold, made.items())
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
    todo: list[tuple[Report, Judged]] = []
    every: dict[str, Sequence[Judged]] = {}
    decided = 0
    for report, records in told:
        mine = [each for each in records if wanted.takes(each.record)]
        open_ = [(report, each) for each in mine if not each.verdict.decision]
        decided += len(mine) - len(open_)
        todo += open_
        every[report.report_id] = records
    if wanted.order == "confidence":
        todo.sort(key=lambda pair: _by_confidence(*pair))
    shown = todo[: wanted.limit]
    named = {report.report_id: report for report, _ in shown}
    makers = {name: lines_of(known, report, every[name]) for name, report in named.items()}
    body = Review(
        headline=_queue([each.record for _, each in todo], decided),
        reports=tuple(report_line(r.about, len(makers[name].text)) for name, r in named.items()),
        queue=tuple(
            makers[report.report_id].of(each.id, each.record, each.verdict)
            for report, each in shown
        ),
        undecided=len(todo),
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


def _by_confidence(report: Report, each: Judged) -> tuple[float, str, int, str]:
    trace = each.record.trace
    return trace.confidence, report.report_id, trace.span.start, each.id


def _queue(todo: Sequence[Record], decided: int) -> str:
    if not todo:
        return f"Nothing is left to review; {_some(decided, 'record')} decided."
    kinds = Counter(kind_of(record) for record in todo)
    said = ", ".join(_some(n, kind) for kind, n in sorted(kinds.items()))
    return f"{_some(len(todo), 'record')} to review ({said}); {decided:,} decided."


def show_record(
    known: Known,
    report: Report,
    records: Sequence[Judged],
    record_id: str,
    as_of: date | None,
    same: Sequence[str],
) -> Answer:
    """A record in its paragraph, with the report it stands in and what was decided of it.

    Parameters
    ----------
    known : Known
        The case.
    report : Report
        Which holds the record.
    records : sequence of Judged
        All its records.
    record_id : str
        Which of them.
    as_of : date or None
        As asked.
    same : sequence of str
        Ids of rows that are probably of the same act.
    """
    judged = next(each for each in records if each.id == record_id)
    lines = lines_of(known, report, records)
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
        same_act=tuple(dict.fromkeys([*_alike(lines, judged.id), *same])),
    )
    return _answer(known, "show", {"id": judged.id}, body, as_of)


def _alike(lines: Lines, record_id: str) -> list[str]:
    """Other records of the report that are probably of the same act."""
    act = lines.acts.get(record_id)
    return [name for name, other in lines.acts.items() if act == other and name != record_id]


def lines_of(known: Known, report: Report, records: Sequence[Judged]) -> Lines:
    """What makes lines of the records of a report."""
    about = report.report_id, report.text(), report.day
    every = ((each.id, each.record) for each in records)
    return Lines(*about, known.registry, known.threshold, every)


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
