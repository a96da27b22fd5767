"""Rows: events told by reports in the columns of every dataset."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.events.schema import NAMES
from whowhom.intake.naming import cited, written
from whowhom.ontology.plover import PLOVER, score
from whowhom.reading.records import EventRecord, Party
from whowhom.reading.retellings import Telling, join, tellings_of
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
    for act in join(_tellings(events, registry)):
        told: set[str] = set()
        for n, telling in enumerate(act):
            # A row says only what was known when its report came out.
            told.add(telling.report_id)
            flag = f"probably one act, told by {len(told)} reports" if len(told) > 1 else ""
            flag = flag or ("probably one act, told more than once" if n else "")
            for name in telling.record_ids:
                rows[name]["act_id"] = f"{DATASET}:{act[0].record_ids[0]}"
                rows[name]["flags"] = _and(rows[name]["flags"], flag)
    return list(rows.values())


def _tellings(events: Sequence[Told], registry: Registry) -> Iterator[Telling]:
    def who(party: Party, record: EventRecord) -> str:
        day = record.moment.first if record.moment and record.moment.first else date.max
        known = registry.resolve(party.name, DATASET, record.country, day)
        return party.actor_id or known or key(party.name)

    grouped: dict[str, list[Told]] = {}
    for report, each in events:
        grouped.setdefault(report.report_id, []).append((report, each))
    for report_id, told in grouped.items():
        day = told[0][0].day or date.max
        records = [(e.id, e.record) for _, e in told if isinstance(e.record, EventRecord)]
        yield from tellings_of(report_id, day, records, who)


def _and(flags: str | None, flag: str) -> str | None:
    return "; ".join(filter(None, (flags, flag))) or None


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
