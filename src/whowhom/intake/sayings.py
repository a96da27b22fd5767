"""Sayings: stated likelihoods as statements of the case, accepted relations as its ties."""

from datetime import date

from whowhom.actors.registry import Registry
from whowhom.intake.naming import cited, written
from whowhom.reading.counting import tie_kind
from whowhom.reading.records import LikelihoodRecord, Party, RelationRecord
from whowhom.reading.span import Span
from whowhom.snapshot.judged import Judged
from whowhom.store.reports import Report
from whowhom.store.tables import Row


def statement_of(report: Report, each: Judged, registry: Registry) -> Row:
    """A stated likelihood as a line of the statements: who said it, of what, with which words.

    The innermost speaker says it; those through whom it comes are told beside. Where the report
    names nobody, it says so itself.
    """
    record = each.record
    assert isinstance(record, LikelihoodRecord)
    assert report.day is not None
    speakers = record.trace.speakers
    outlet = report.about.get("outlet") or "the report itself"
    through = [*reversed(speakers[:-1])]
    return {
        "statement_id": each.id,
        "date": report.day.isoformat(),
        "date_precision": "day",
        "speaker": speakers[-1] if speakers else outlet,
        "affiliation": f"told by {', '.join(through)}" if through else "",
        "subject": _name(record.subject, registry, report.day),
        "object": _name(record.object, registry, report.day),
        "statement": _proposition(report, record),
        "likelihood_word": record.words,
        "horizon": "open",
        "citation": _citation(report),
        "doubt": _doubt(each),
    }


def tie_of(report: Report, each: Judged, registry: Registry) -> Row:
    """An accepted relation as a line of the ties, known from the day of its report on."""
    record = each.record
    assert isinstance(record, RelationRecord)
    assert report.day is not None
    day, known = report.day, report.day.isoformat()
    return {
        "tie_id": each.id,
        "source": _name(record.source, registry, day),
        "kind": tie_kind(record) or "",
        "target": _name(record.target, registry, day),
        "known_from": known,
        "told_from": known,
        "note": record.trace.quote,
        "citation": _citation(report),
    }


def _name(party: Party | None, registry: Registry, day: date) -> str:
    return written(party, registry, None, day) if party else ""


def _proposition(report: Report, record: LikelihoodRecord) -> str:
    """What is said to be likely, to the letter, with its condition where that stands elsewhere."""
    text = report.text()

    def words(span: Span) -> str:
        return " ".join(span.of(text).split())

    said = words(record.proposition)
    condition = record.condition
    if condition and not record.proposition.covers(condition):
        said += f" [{words(condition)}]"
    return said


def _citation(report: Report) -> str:
    about = report.about
    return cited(about.get("title", ""), about.get("outlet", ""), report.day, report.report_id)


def _doubt(each: Judged) -> str:
    if each.verdict.decision:
        return ""
    confidence = each.record.trace.confidence
    return f"not reviewed; the reader is {confidence:.0%} sure of its reading"
