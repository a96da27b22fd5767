"""Reports and their records as text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from whowhom.answers.reported import Reported
from whowhom.answers.reports import (
    OneReading,
    Read,
    RecordLine,
    ReportLine,
    Review,
    ShownRecord,
    TurnLine,
)
from whowhom.errors import plain
from whowhom.ontology.grading import CREDIBILITY, RELIABILITY
from whowhom.report.paragraphs import section, short, wrap
from whowhom.report.tables import table

_QUOTE = 240
_KINDS = ("event", "relation", "claim", "likelihood", "cause")
# What stands in the first line of a record, over its columns.
_COLUMNS = "id            status      sure  what"
_PLURAL = {
    "event": "Events",
    "relation": "Relations",
    "claim": "Claims",
    "likelihood": "Likelihoods",
    "cause": "Causes",
}


def of_read(body: Read) -> Iterable[str]:
    """Blocks of what would be added."""
    for each in body.readings:
        yield from _reading(each)
    if body.unread:
        lines = [wrap(f"{file}: {why}", "", "  ") for file, why in body.unread]
        yield section("Not read", "\n".join(lines))


def _reading(each: OneReading) -> Iterable[str]:
    yield _report(each.report)
    if each.turns:
        yield section("Turns", _turns(each.turns))
    for kind in _KINDS:
        mine = [record(line) for line in each.records if line.kind == kind]
        if mine:
            yield section(f"{_PLURAL[kind]} ({len(mine)})", "\n".join([_COLUMNS, *mine]))
    if each.rejected:
        lines = [wrap(f"{short(offered, 120)}: {why}", "", "  ") for offered, why in each.rejected]
        yield section(f"Offered and not kept ({len(lines)})", "\n".join(lines))


def of_review(body: Review) -> Iterable[str]:
    """Blocks of the queue."""
    named = {each.id: each for each in body.reports}
    for report_id, lines in groupby(body.queue, key=lambda line: line.report):
        yield _report(named[report_id])
        yield "\n".join([_COLUMNS, *(record(line) for line in lines)])
    more = body.undecided - len(body.queue)
    if more > 0:
        yield f"and {more:,} more (--limit 0 lists all)."
    if body.queue:
        yield wrap(
            "Decide with --accept ID, --reject ID, --correct ID field=value; on a terminal, "
            "whowhom review without --list asks for one key each."
        )


def of_shown_record(body: ShownRecord) -> Iterable[str]:
    """Blocks of a record in its paragraph."""
    line = body.record
    yield wrap(_marked(body))
    yield _report(body.report)
    rows: list[list[object]] = [
        ["record", line.id],
        ["kind", line.kind],
        ["words", f"{line.start}-{line.end} of the text; paragraph {body.start}-{body.end}"],
        ["status", line.status],
        ["speakers", " > ".join(line.speakers) or "the report itself"],
        ["turn", _voice(body.turn)],
        *_told(line),
        ["confidence", f"{line.confidence:.2f}"],
        ["reader", line.reader],
        ["source graded", f"{body.report.grade}: {RELIABILITY.get(body.report.grade, '')}"],
        ["item graded", f"{line.credibility}: {CREDIBILITY.get(line.credibility, '')}"],
        ["decision", _decision(body)],
        ["counted", "yes" if line.counted else f"no{': ' if line.why_not else ''}{line.why_not}"],
        ["probably one act with", ", ".join(body.same_act)],
    ]
    yield table(["field", "value"], [row for row in rows if row[1] not in (None, "")])


def _told(line: RecordLine) -> Iterable[list[object]]:
    for role, side in line.sides.items():
        yield [role, _side(side["name"], side["read_as"])]
    for name, value in line.fields.items():
        yield [name, _field(value)]


def _marked(body: ShownRecord) -> str:
    """The paragraph with the words of the record between marks."""
    start, end = body.record.start - body.start, body.record.end - body.start
    text = body.paragraph
    return f"{text[:start]}>>{text[start:end]}<<{text[end:]}"


def _decision(body: ShownRecord) -> str:
    said = body.record.decision or "none yet"
    if body.corrected:
        said += ": " + ", ".join(f"{k}={v}" for k, v in body.corrected.items())
    by = " ".join(filter(None, (body.decided_by, body.decided_on)))
    return f"{said} ({by})" if by else said


def _voice(turn: TurnLine | None) -> str:
    return (
        f"{turn.kind}{f', {turn.speaker} (by {turn.how})' if turn.speaker else ''}" if turn else ""
    )


def _side(name: str | None, meant: str | None) -> str:
    return f"{name} ({meant or 'no alias knows this name'})"


def _field(value: object) -> str | None:
    if isinstance(value, list | tuple):
        return "-".join(map(str, value))
    return None if value is None else str(value)


def _report(each: ReportLine) -> str:
    named = ", ".join(filter(None, (each.title, each.outlet, str(each.day or "no day known"))))
    about = (
        f"{named}. Report {each.id}, {each.file}: {each.form}, {each.language}, "
        f"{each.characters:,} characters; source {_graded(each.grade)}; read by {each.reader}."
    )
    notes = [wrap(f"note: {warning}", "  ", "  ") for warning in each.warnings]
    return "\n".join([wrap(about), *notes])


def _graded(grade: str) -> str:
    """A source's grade in words; of F that nobody has graded it."""
    return "not graded" if grade == "F" else f"graded {grade}"


def _turns(turns: Sequence[TurnLine]) -> str:
    rows = [
        [t.kind, t.speaker or "(the outlet)", t.how, f"{t.start}-{t.end}", t.begins] for t in turns
    ]
    return table(["turn", "speaker", "known by", "where", "begins"], rows)


def record(line: RecordLine) -> str:
    """A record in two or three lines: what it says, on which words, and whether it counts."""
    sure = f"{line.confidence:.2f}"
    first = f"{line.id}  {line.status:<11} {sure}  {line.says}"
    speakers = f" [{' > '.join(line.speakers)}]" if line.speakers else ""
    meant = "; ".join(
        f"{side['name']} = {side['read_as'] or 'no known actor'}" for side in line.sides.values()
    )
    alike = f"probably one act with {line.act}" if line.act not in ("", line.id) else ""
    state = "; ".join(filter(None, (meant, _state(line), alike)))
    quote = " ".join(line.quote.split())
    told = [
        wrap(first, "", "    "),
        wrap(f'"{short(quote, _QUOTE)}"{speakers} {line.start}-{line.end}', "    ", "    "),
        wrap(state, "    ", "    ") if state else "",
    ]
    return "\n".join(part for part in told if part)


def _state(line: RecordLine) -> str:
    if line.counted:
        return "counts"
    return f"does not count: {line.why_not}" if line.why_not else ""


def render_reported(reported: Reported) -> str:
    """What adding a report did."""
    head = plain(str(reported.path))
    if reported.state == "same":
        return f"{head}: in the case already as report {reported.report_id}; nothing changed\n"
    named = ", ".join(filter(None, (reported.title, reported.outlet, reported.day)))
    kinds = ", ".join(
        f"{n:,} {kind}{'' if n == 1 else 's'}" for kind, n in reported.records.items()
    )
    again = ", read again" if reported.state == "again" else ""
    lines = [
        f"{head}: report {reported.report_id}{again}",
        f"  {plain(named)}" if named else "",
        f"  records: {kinds or 'none'}",
        f"  {reported.counted:,} of {reported.events:,} events count in the dataset reports"
        if reported.events
        else "",
        *[f"    {n:,} do not: {reason}" for reason, n in reported.left_out.items()],
        *[f"  note: {plain(note)}" for note in reported.notes],
    ]
    return "\n".join(line for line in lines if line) + "\n"


def render_together(reported: Sequence[Reported]) -> str:
    """What adding several reports did, in a few lines."""
    states = Counter(each.state for each in reported)
    kinds: Counter[str] = Counter()
    for each in reported:
        kinds.update(each.records)
    said = [
        f"{states['new']:,} reports added" if states["new"] else "",
        f"{states['again']:,} read again" if states["again"] else "",
        f"{states['same']:,} in the case already" if states["same"] else "",
    ]
    told = ", ".join(f"{n:,} {kind}s" for kind, n in sorted(kinds.items()))
    events, counted = sum(e.events for e in reported), sum(e.counted for e in reported)
    lines = [
        f"{', '.join(filter(None, said)) or 'no report added'}: {told or 'no records'}",
        f"  {counted:,} of {events:,} events count in the dataset reports" if events else "",
    ]
    return "\n".join(line for line in lines if line) + "\n"
