"""Records of reports as lines of an answer."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from whowhom.actors.registry import Registry
from whowhom.answers.reports import RecordLine, ReportLine, TurnLine
from whowhom.reading.counting import why_no_statement, why_no_tie, why_not
from whowhom.reading.document import Document
from whowhom.reading.moment import Moment
from whowhom.reading.reading import Reading
from whowhom.reading.records import (
    CauseRecord,
    ClaimRecord,
    EventRecord,
    LikelihoodRecord,
    Party,
    Record,
    RelationRecord,
    kind_of,
)
from whowhom.reading.retellings import acts_within
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn
from whowhom.snapshot.judged import DATASET, UNDECIDED, Verdict

UNGRADED: Final = "F"
_BEGINS: Final = 70
_Sides = dict[str, dict[str, str | None]]
_ROLES: Final = ("source", "target", "speaker", "subject", "object")


class Lines:
    """Makes lines of the records of one report.

    Parameters
    ----------
    report_id, text : str
        The report and its text.
    day : date or None
        When it was published.
    registry : Registry
        Who is known.
    threshold : float
        Confidence from which an undecided record counts.
    records : iterable of (str, Record)
        Ids and all records of the report, among which tellings of one act are found.
    """

    def __init__(
        self,
        report_id: str,
        text: str,
        day: date | None,
        registry: Registry,
        threshold: float,
        records: Iterable[tuple[str, Record]] = (),
    ) -> None:
        self.report_id, self.text, self.day = report_id, text, day
        self.registry, self.threshold = registry, threshold
        events = [(name, each) for name, each in records if isinstance(each, EventRecord)]
        self.acts = acts_within(events)

    def of(self, record_id: str, record: Record, verdict: Verdict = UNDECIDED) -> RecordLine:
        """A record as a line."""
        trace, sides = record.trace, self._sides(record)
        reason = self._why_not(record, verdict.decision, sides)
        return RecordLine(
            id=record_id,
            report=self.report_id,
            kind=kind_of(record),
            says=self._says(record),
            start=trace.span.start,
            end=trace.span.end,
            quote=trace.quote,
            status=str(trace.status),
            speakers=trace.speakers,
            confidence=trace.confidence,
            reader=trace.reader,
            sides=sides,
            fields=self._fields(record),
            decision=verdict.decision,
            credibility=verdict.credibility,
            counted=reason == "",
            why_not=reason or "",
            act=self.acts.get(record_id, record_id) if isinstance(record, EventRecord) else "",
        )

    def _why_not(self, record: Record, decision: str, sides: _Sides) -> str | None:
        """Why a record is no row, statement or tie; None for kinds that become none of these."""
        match record:
            case EventRecord():
                return why_not(record, decision, self.day, self.threshold)
            case LikelihoodRecord():
                return why_no_statement(record, decision, self.day, self.threshold)
            case RelationRecord():
                unknown = [s["name"] for s in sides.values() if s["read_as"] is None]
                nobody = f"nobody knows {' and '.join(map(str, unknown))}" if unknown else ""
                return why_no_tie(record, decision, self.day) or nobody
        return None

    def _says(self, record: Record) -> str:
        match record:
            case EventRecord():
                to = f" -> {record.target.name}" if record.target else ""
                mode = f" ({record.mode})" if record.mode else ""
                parts = [f"{record.source.name}{to}: {record.type}{mode}", when(record.moment)]
                return ", ".join(filter(None, (*parts, record.place)))
            case RelationRecord():
                return f"{record.source.name} {record.relation} {record.target.name}"
            case ClaimRecord():
                return self._claimed(record)
            case LikelihoodRecord():
                return self._likely(record)
            case CauseRecord():
                return f"{self._words(record.cause)} => {self._words(record.effect)}"

    def _claimed(self, record: ClaimRecord) -> str:
        """Who says what, by the report's own word: "officials said", "the union called"."""
        cue, speaker = self._words(record.cue), record.speaker.name
        if cue.casefold().endswith(" to"):
            return f"{cue.casefold()} {speaker}: {self._words(record.content)}"
        return f"{speaker} {cue}: {self._words(record.content)}"

    def _likely(self, record: LikelihoodRecord) -> str:
        low, high = record.low, record.high
        band = f" ({low:.0%} to {high:.0%})" if low is not None and high is not None else ""
        said = f"'{record.words}'{band}, {record.polarity}: {self._words(record.proposition)}"
        return said + (f", if: {self._words(record.condition)}" if record.condition else "")

    def _words(self, span: Span) -> str:
        return " ".join(span.of(self.text).split())

    def _sides(self, record: Record) -> _Sides:
        country = record.country if isinstance(record, EventRecord) else None
        sides = {role: getattr(record, role, None) for role in _ROLES}
        return {
            role: {"name": party.name, "read_as": self._meant(party, country)}
            for role, party in sides.items()
            if party is not None
        }

    def _meant(self, party: Party, country: str | None) -> str | None:
        day = self.day or date.max
        return party.actor_id or self.registry.resolve(party.name, DATASET, country, day)

    @staticmethod
    def _fields(record: Record) -> dict[str, object]:
        match record:
            case EventRecord():
                return {
                    "type": record.type,
                    "mode": record.mode,
                    **_days(record.moment),
                    "place": record.place,
                    "country": record.country,
                    "trigger": _offsets(record.trigger),
                }
            case RelationRecord():
                return {"relation": record.relation}
            case ClaimRecord():
                return {"cue": _offsets(record.cue), "content": _offsets(record.content)}
            case LikelihoodRecord():
                return {
                    "words": record.words,
                    "polarity": record.polarity,
                    "low": record.low,
                    "high": record.high,
                    "proposition": _offsets(record.proposition),
                    "condition": _offsets(record.condition),
                }
            case CauseRecord():
                return {
                    name: _offsets(getattr(record, name)) for name in ("cause", "effect", "cue")
                }


def when(moment: Moment | None) -> str:
    """A time in words: its days as far as they are known, else the text's own words.

    >>> when(Moment(None, None, None, "open", "last week"))
    '(last week)'
    >>> when(Moment(None, date(2015, 5, 1), date(2015, 5, 31), "month"))
    'in 2015-05'
    """
    if moment is None:
        return ""
    first, last = moment.first, moment.last
    if first is None and last is None:
        return f"({moment.relative})" if moment.relative else ""
    if first is None:
        return f"until {last}"
    if last is None:
        return f"since {first}"
    return _between(first, last, moment.precision)


def _between(first: date, last: date, precision: str) -> str:
    """Two days in words: a whole month or year by its number, other rough times as "between"."""
    if first == last:
        return str(first)
    if precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"in {first:%Y-%m}"
    if precision == "year" and first.year == last.year:
        return f"in {first.year}"
    rough = precision in ("week", "month", "year")
    return f"between {first} and {last}" if rough else f"{first} to {last}"


def _days(moment: Moment | None) -> dict[str, object]:
    if moment is None:
        return dict.fromkeys(("first", "last", "precision", "relative"))
    return {
        "first": moment.first,
        "last": moment.last,
        "precision": moment.precision,
        "relative": moment.relative or None,
    }


def _offsets(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def report_line(about: Mapping[str, Any], characters: int) -> ReportLine:
    """A report of a case as a line."""
    day = about.get("day")
    return ReportLine(
        id=about["report_id"],
        file=about.get("file", ""),
        title=about.get("title", ""),
        outlet=about.get("outlet", ""),
        day=date.fromisoformat(day) if day else None,
        form=about.get("form", ""),
        language=about.get("language", ""),
        grade=about.get("grade") or UNGRADED,
        characters=characters,
        reader=about.get("reader", ""),
        warnings=tuple(about.get("warnings", ())),
    )


def document_line(document: Document, reading: Reading, file: str, grade: str) -> ReportLine:
    """A document that is in no case yet as a line."""
    return ReportLine(
        id=document.report_id,
        file=file,
        title=document.title,
        outlet=document.outlet,
        day=document.day,
        form=document.form,
        language=document.language,
        grade=grade or UNGRADED,
        characters=len(document.text),
        reader=reading.reader,
        warnings=document.warnings,
    )


def turn_line(turn: Turn, text: str) -> TurnLine:
    """A turn as a line."""
    return TurnLine(turn.kind, turn.speaker, turn.how, *_place(turn.span), _begin(turn.span, text))


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _begin(span: Span, text: str) -> str:
    words = " ".join(text[span.start : min(span.end, span.start + 2 * _BEGINS)].split())
    return words if len(words) <= _BEGINS else words[: _BEGINS - 3] + "..."
