"""The text of `relation`."""

from collections.abc import Iterable, Sequence

from whowhom.answers.relation import Record, Relation, Stance, TurningPoint
from whowhom.questions.rates import figure
from whowhom.report.course import course, rate, recent, tally
from whowhom.report.paragraphs import section, signed, wrap
from whowhom.report.tables import table
from whowhom.report.ties import span, statements, ties


def of_relation(body: Relation) -> Iterable[str]:
    """Sections of a relation."""
    yield section("Stance", _stances(body.stance))
    yield section("How often", _how_often(body))
    yield section("Record (datasets are never added up)", _records(body.records))
    yield section("Course", course(body.course, bool(body.recent)))
    yield section("Turning points", _points(body.turning_points), wrap(body.turning_note))
    yield section("Ties", ties(body.ties))
    yield section("What was said", statements(body.statements))


def _stances(stances: Sequence[Stance]) -> str:
    rows = []
    for s in stances:
        ends = "the pair" if s.both else f"{s.source} to {s.target}"
        interval = f"{signed(s.low)} to {signed(s.high)}"
        rows.append([s.dataset, s.at, ends, s.name, signed(s.value), interval, f"{s.acts:.1f}"])
    if not rows:
        return ""
    level = f"{stances[0].level:.0%} interval"
    headings = ["dataset", "on", "who", "stance", "value", level, "acts*"]
    scale = "Scale -10 (violent) to +10 (allied). * acts, each halved every 180 days."
    return table(headings, rows, right=[4, 6]) + "\n" + scale


def _how_often(body: Relation) -> str:
    lines = []
    if body.recent:
        lines.append(recent(body.recent))
    if body.base_rate.earlier:
        lines.append(rate("Before", body.base_rate.earlier))
    lines.append(f"Base rate: {body.base_rate.text}.")
    return "\n".join(wrap(line, "", "  ") for line in lines)


def _records(records: Sequence[Record]) -> str:
    rows: list[list[object]] = []
    for record in records:
        rows.append([record.dataset, "all acts", *tally(record.total)])
        rows += [["", quad.name, *tally(quad)] for quad in record.quads]
    return table(["dataset", "", "acts", "deaths (low-high)", "last"], rows, [2, 3]) if rows else ""


def _points(points: Sequence[TurningPoint]) -> str:
    lines = []
    for p in points:
        change = f"{figure(p.before)} to {figure(p.after)} acts a month"
        lines.append(f"{p.date} ({p.unit}): {p.series} from {change} (p = {p.p:.3f})")
        lines += [f"  {name}" for name in p.named]
        lines += [f"  tie {t.id}: {t.source} {t.kind} {t.target} {span(t)}" for t in p.ties]
        if p.evidence:
            lines.append("  around it: " + ", ".join(p.evidence))
    return "\n".join(wrap(line, "", "  ") for line in lines)
