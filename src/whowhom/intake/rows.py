"""Rows: events told by reports in the columns of every dataset."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.events.schema import NAMES
from whowhom.intake.acts import Telling, join
from whowhom.intake.naming import cited, written
from whowhom.ontology.plover import PLOVER, score
from whowhom.reading.records import EventRecord, Party
from whowhom.reading.status import Status
from whowhom.snapshot.judged import Judged
from whowhom.store.reports import DATASET, Report

Told = tuple[Report, Judged]
_UNKNOWN: Final = "F"


def rows_of(events: Sequence[Told], registry: Registry) -> list[dict[str, Any]]:
    """The rows of the dataset, those of one act with one id, in the order of the reports.

    Parameters
    ----------
    events : sequence of (Report, Judged)
        Events that count, each with its report.
    registry : Registry
        Who is known.
    """
    rows = {each.id: _row(report, each, registry) for report, each in events}
    for act in join([_telling(row, registry) for row in rows.values()]):
        for n, telling in enumerate(act):
            row = rows[telling.record_id]
            row["act_id"] = f"{DATASET}:{act[0].record_id}"
            # A row says only what was known when its report came out.
            so_far = len({t.report_id for t in act[: n + 1]})
            if so_far > 1:
                row["flags"] = _and(row["flags"], f"probably one act, told by {so_far} reports")
            elif n:
                row["flags"] = _and(row["flags"], "probably one act, told more than once")
    return list(rows.values())


def _and(flags: str | None, flag: str) -> str:
    return "; ".join(filter(None, (flags, flag)))


def _telling(row: dict[str, Any], registry: Registry) -> Telling:
    def who(side: str) -> str:
        found = registry.resolve(row[side], DATASET, row["country"], row["date"])
        return found or key(row[side])

    return Telling(
        record_id=row["row_id"],
        report_id=row["report_id"],
        published=row["published"],
        kind=(who("source"), who("target"), row["type"], row["status"]),
        first=row["date"],
        last=row["date_end"],
        country=row["country"],
        place=row["place"],
    )


def _row(report: Report, each: Judged, registry: Registry) -> dict[str, Any]:
    record = each.record
    assert isinstance(record, EventRecord)
    assert record.target is not None
    assert record.moment is not None
    assert report.day is not None
    trace, moment = record.trace, record.moment
    first, last = _days(record, report.day)
    country = record.country
    mode = record.mode if record.mode in PLOVER[record.type].modes else None
    row: dict[str, Any] = dict.fromkeys(NAMES)
    return row | {
        "event_id": f"{DATASET}:{each.id}",
        "act_id": f"{DATASET}:{each.id}",
        "status": str(trace.status),
        "date": first,
        "date_end": last,
        "date_precision": moment.precision,
        "source": written(record.source, registry, country, first),
        "target": written(record.target, registry, country, first),
        "directed": True,
        "type": record.type,
        "mode": mode,
        "quad": PLOVER[record.type].quad,
        "score": score(record.type, mode),
        "count": 1,
        "country": country,
        "place": record.place,
        "dataset": DATASET,
        "row_id": each.id,
        "report_id": report.report_id,
        "span": str(trace.span),
        "published": report.day,
        "summary": trace.quote,
        "citation": cited(
            report.about.get("title", ""),
            report.about.get("outlet", ""),
            report.day,
            report.report_id,
        ),
        "flags": None if each.verdict.decision else "not reviewed",
        "details": json.dumps(_details(report, each, record), ensure_ascii=True, sort_keys=True),
    }


def _days(record: EventRecord, published: date) -> tuple[date, date]:
    """First and last day; what happened had happened when the report came out."""
    assert record.moment is not None
    first, last = record.moment.first, record.moment.last
    assert first is not None
    assert last is not None
    if record.trace.status is Status.HAPPENED:
        last = min(last, published)
    return first, max(first, last)


def _details(report: Report, each: Judged, record: EventRecord) -> dict[str, Any]:
    def words(party: Party | None) -> str | None:
        return party.name if party else None

    trace, verdict = record.trace, each.verdict
    return {
        "source_words": words(record.source),
        "target_words": words(record.target),
        "speakers": "; ".join(trace.speakers) or None,
        "confidence": round(trace.confidence, 4),
        "reader": trace.reader,
        "decision": verdict.decision or None,
        "grade": f"{report.about.get('grade') or _UNKNOWN}{verdict.credibility}",
    }
