"""An answer as a brief: one line of judgement, then figures, then evidence with citations."""

from collections.abc import Iterable, Sequence

from whowhom.actors.names import key
from whowhom.answers.answer import Answer
from whowhom.answers.ask import Ask
from whowhom.answers.check import Check
from whowhom.answers.evidence import Evidence
from whowhom.answers.fit import Fit
from whowhom.answers.forecast import Forecast
from whowhom.answers.measures import Rate, Stretch, Tally
from whowhom.answers.party import StatementLine, TieLine
from whowhom.answers.profile import Activity, Name, Profile
from whowhom.answers.prospects import Toward, Watch
from whowhom.answers.relation import Record, Relation, Stance, TurningPoint
from whowhom.answers.shown import Shown
from whowhom.questions.rates import figure
from whowhom.report import ask as asks
from whowhom.report import check as checks
from whowhom.report import fit as fits
from whowhom.report import forecast as forecasts
from whowhom.report.paragraphs import count, section, short, signed, wrap
from whowhom.report.tables import table

_EVIDENCE_SHOWN = 8
_STATEMENTS_SHOWN = 5
_NAMES_SHOWN = 14


def render(answer: Answer) -> str:
    """An answer as plain text, ready to be read or pasted.

    Parameters
    ----------
    answer : Answer
        From any verb.

    Returns
    -------
    str
        Lines of at most 100 characters, ending in a newline.
    """
    match answer.answer:
        case Relation() as body:
            blocks = list(_relation(body))
        case Profile() as body:
            blocks = list(_profile(body))
        case Shown() as body:
            blocks = [_shown(body)]
        case Forecast() as body:
            blocks = list(forecasts.of_pair(body))
        case Toward() as body:
            blocks = list(forecasts.of_actor(body))
        case Watch() as body:
            blocks = list(forecasts.of_all(body))
        case Fit() as body:
            blocks = list(fits.of_fit(body))
        case Check() as body:
            blocks = list(checks.of_check(body))
        case Ask() as body:
            blocks = list(asks.of_ask(body))
        case other:
            raise TypeError(f"no text for {type(other).__name__}")
    parts = [_called(answer), wrap(answer.summary), _read_as(answer), *blocks, *_closing(answer)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _called(answer: Answer) -> str:
    """The call that a question in plain English was read as."""
    call = answer.question.get("call", "")
    return asks.read_as(call, answer.question.get("left_out", ())) if call else ""


def _read_as(answer: Answer) -> str:
    """How the names in the question were understood, where that is not plain to see."""
    match answer.answer:
        case Relation() | Forecast() as body:
            pairs = [(answer.question["a"], body.a), (answer.question["b"], body.b)]
        case Toward() as body:
            pairs = [(answer.question["a"], body.actor)]
        case Profile() as body:
            pairs = [(answer.question["actor"], body.actor)]
        case _:
            return ""
    said = [f"'{given}' is read as {p.name}" for given, p in pairs if key(given) != key(p.name)]
    return wrap("; ".join(said) + ".") if said else ""


def _relation(body: Relation) -> Iterable[str]:
    yield section("Stance", _stances(body.stance))
    yield section("How often", _how_often(body))
    yield section("Record (datasets are never added up)", _records(body.records))
    yield section("Course", _course(body.course, bool(body.recent)))
    yield section("Turning points", _points(body.turning_points), wrap(body.turning_note))
    yield section("Ties", _ties(body.ties))
    yield section("What was said", _statements(body.statements))


def _profile(body: Profile) -> Iterable[str]:
    yield section("Names", _names(body.names))
    yield section("Ties", _ties(body.ties))
    for each in body.activity:
        counted = "counted" if each.counts else "hand-picked: shares only"
        yield section(f"As {each.dataset} records it ({counted})", _activity(each))
    yield section("What was said", _statements(body.statements))


def _closing(answer: Answer) -> Iterable[str]:
    yield _evidence(answer.evidence)
    if answer.resolution:
        yield wrap(answer.resolution)
    if answer.caveats:
        yield section("Caveats", "\n".join(wrap(c, "- ", "  ") for c in answer.caveats))
    if answer.verb not in ("show", "ask"):
        skill = answer.skill
        yield wrap(f"Skill: {skill.verdict} (n = {skill.n}): {skill.note}.")
        yield wrap(_source(answer))


def _source(answer: Answer) -> str:
    data = answer.dataset or {}
    name = f"Case {answer.case['name']}, snapshot {answer.case['snapshot']}, as of {answer.as_of}."
    if not data:
        return name
    versions = ", ".join(data["versions"]) or "version unknown"
    return f"{name} {data['name']} {versions}: {data['citation']}; {data['licence']}."


# ---- parts of a relation -----------------------------------------------------------------------


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
        lines.append(_rate("Last observed year", body.recent))
    if body.base_rate.earlier:
        lines.append(_rate("Before", body.base_rate.earlier))
    lines.append(f"Base rate: {body.base_rate.text}.")
    return "\n".join(wrap(line, "", "  ") for line in lines)


def _rate(label: str, rate: Rate) -> str:
    return (
        f"{label} ({rate.first} to {rate.last}): {count(rate.acts, 'act')}, "
        f"{figure(rate.per_month)} a month ({rate.level:.0%} interval {figure(rate.low)} to "
        f"{figure(rate.high)})."
    )


def _records(records: Sequence[Record]) -> str:
    rows: list[list[object]] = []
    for record in records:
        rows.append([record.dataset, "all acts", *_tally(record.total)])
        rows += [["", quad.name, *_tally(quad)] for quad in record.quads]
    return table(["dataset", "", "acts", "deaths (low-high)", "last"], rows, [2, 3]) if rows else ""


def _points(points: Sequence[TurningPoint]) -> str:
    lines = []
    for p in points:
        change = f"{figure(p.before)} to {figure(p.after)} acts a month"
        lines.append(f"{p.date} ({p.unit}): {p.series} from {change} (p = {p.p:.3f})")
        lines += [f"  {name}" for name in p.named]
        lines += [f"  tie {t.id}: {t.source} {t.kind} {t.target} {_span(t)}" for t in p.ties]
        if p.evidence:
            lines.append("  around it: " + ", ".join(p.evidence))
    return "\n".join(wrap(line, "", "  ") for line in lines)


# ---- parts of a profile ------------------------------------------------------------------------


def _names(names: Sequence[Name]) -> str:
    shown = []
    for name in names:
        bound = [name.dataset, f"in {name.country}" if name.country else ""]
        if name.valid_from or name.valid_to:
            bound.append(f"{name.valid_from or ''}..{name.valid_to or ''}")
        limits = ", ".join(filter(None, bound))
        shown.append(f"{name.name} ({limits})" if limits else name.name)
    more = f"; and {len(shown) - _NAMES_SHOWN} more" if len(shown) > _NAMES_SHOWN else ""
    # Bound names say most, so they come first.
    shown.sort(key=lambda text: "(" not in text)
    return wrap("; ".join(shown[:_NAMES_SHOWN]) + more) if shown else ""


def _activity(each: Activity) -> str:
    blocks = [_rate("Last observed year", each.recent)] if each.recent else []
    if each.movement:
        blocks.append(_rate("The year before", each.movement.before))
        if each.movement.ratio is not None:
            low, high = each.movement.low or 0.0, each.movement.high or 0.0
            blocks.append(
                f"That is {each.movement.ratio:.2f} times as many ({each.movement.level:.0%} "
                f"interval {low:.2f} to {high:.2f})."
            )
    if each.typical is not None:
        blocks.append(f"Base rate: the median active actor had {figure(each.typical)} a month.")
    if each.as_source is not None:
        blocks.append(f"Of its directed acts it is the source in {each.as_source:.0%}.")
    text = "\n".join(wrap(b, "", "  ") for b in blocks)
    tables = [
        _tallies("with whom", each.partners),
        _tallies("what", each.types),
        _tallies("where", each.places),
        _course(each.course, each.counts),
    ]
    return "\n\n".join(filter(None, [text, *tables]))


def _tallies(heading: str, tallies: Sequence[Tally]) -> str:
    rows = [[t.name or "(not given)", f"{t.share:.0%}", *_tally(t)] for t in tallies]
    headings = [heading, "share", "acts", "deaths (low-high)", "last"]
    return table(headings, rows, [1, 2, 3]) if rows else ""


# ---- parts of both -----------------------------------------------------------------------------


def _course(course: Sequence[Stretch], counts: bool) -> str:
    """Years with acts; runs of empty ones are said in one line."""
    rows: list[list[object]] = []
    empty: list[Stretch] = []
    for stretch in [*course, None]:
        if stretch is not None and not stretch.acts:
            empty.append(stretch)
            continue
        if empty:
            rows.append([f"{empty[0].first} to {empty[-1].last}", "0" if counts else "-"])
            empty = []
        if stretch is not None:
            rows.append(_year(stretch))
    headings = ["from", "acts", "cooperation", "conflict", "deaths", "stance at end"]
    padded = [[*row, *([None] * (len(headings) - len(row)))] for row in rows]
    return table(headings, padded, [1, 2, 3, 4, 5]) if rows else ""


def _year(stretch: Stretch) -> list[object]:
    whole = (stretch.first.month, stretch.first.day, stretch.last.month, stretch.last.day)
    year = str(stretch.first.year)
    label = year if whole == (1, 1, 12, 31) else f"{stretch.first} to {stretch.last}"
    stance = signed(stretch.stance) if stretch.stance is not None else None
    figures = (stretch.acts, stretch.cooperation, stretch.conflict, stretch.deaths)
    return [label, *(f"{value:,.0f}" for value in figures), stance]


def _tally(tally: Tally) -> list[object]:
    deaths = f"{tally.deaths:,}" if tally.deaths or tally.deaths_high else ""
    if None not in (tally.deaths_low, tally.deaths_high) and deaths:
        deaths += f" ({tally.deaths_low:,}-{tally.deaths_high:,})"
    return [f"{tally.acts:,}", deaths, tally.last]


def _ties(ties: Sequence[TieLine]) -> str:
    lines = []
    for t in ties:
        text = f"{t.id}: {t.source} {t.kind} {t.target}{_span(t)}"
        text += f". {t.note}" if t.note else ""
        text += f" [{t.citation}]" if t.citation else ""
        text += f" (doubtful: {t.doubt})" if t.doubt else ""
        lines.append(wrap(text, "", "  "))
    return "\n".join(lines)


def _span(tie: TieLine) -> str:
    if not tie.first and not tie.last:
        return ""
    return f", {tie.first or '?'} to {tie.last or 'now'}"


def _statements(said: Sequence[StatementLine]) -> str:
    lines = []
    for s in said[:_STATEMENTS_SHOWN]:
        text = f'{s.id} {s.date} {s.speaker} ({s.affiliation}): {s.text} ["{s.likelihood_word}"]'
        text += f" What came of it: {s.outcome}." if s.outcome else ""
        lines.append(wrap(text, "", "  "))
    if len(said) > _STATEMENTS_SHOWN:
        lines.append(f"and {len(said) - _STATEMENTS_SHOWN} more (see --json)")
    return "\n".join(lines)


def _evidence(evidence: Sequence[Evidence]) -> str:
    events = [e for e in evidence if e.kind == "event"]
    lines = [_one(e) for e in _each_dataset(events)]
    more = len(events) - len(lines)
    if more > 0:
        lines.append(f"and {more} more (see --json; whowhom show ID prints a row)")
    return section("Evidence", "\n".join(lines)) if lines else ""


def _each_dataset(events: Sequence[Evidence]) -> list[Evidence]:
    """The first few rows of each dataset, which tell most, latest first."""
    shown: dict[str, list[Evidence]] = {}
    for each in events:
        shown.setdefault(each.dataset, []).append(each)
    quota = max(_EVIDENCE_SHOWN // max(len(shown), 1), 4)
    return [
        each
        for group in shown.values()
        for each in sorted(group[:quota], key=lambda e: str(e.first), reverse=True)
    ]


def _one(e: Evidence) -> str:
    arrow = "->" if e.directed else "-"
    when = str(e.first) if e.first == e.last else f"{e.first} to {e.last}"
    text = f"{e.id}  {when}  {e.source} {arrow} {e.target}: {e.what}"
    text += f". {short(e.text, 160)}" if e.text else ""
    text += f" ({e.place})" if e.place else ""
    text += f" {count(e.deaths, 'death')}." if e.deaths else ""
    text += f" [{short(e.citation, 120)}]" if e.citation else ""
    text += f" ({e.remarks})" if e.remarks else ""
    return wrap(text, "", "  ")


def _shown(body: Shown) -> str:
    rows = []
    for name, value in body.fields.items():
        if isinstance(value, dict):
            rows += [[f"  {key}", inner] for key, inner in value.items()]
        elif isinstance(value, list | tuple):
            rows.append([name, "; ".join(map(str, value))])
        elif value not in (None, ""):
            rows.append([name, value])
    return table(["field", "value"], rows)
