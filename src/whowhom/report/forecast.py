"""The three forms of a forecast as text."""

from collections.abc import Callable, Iterable, Sequence

from whowhom.answers.expectation import (
    Deaths,
    Expectation,
    ForecastReason,
    Indicator,
    Measured,
)
from whowhom.answers.forecast import Forecast, Way
from whowhom.answers.prospects import Rank, Toward, Watch
from whowhom.questions.rates import figure
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_IDS = 3


def of_pair(body: Forecast) -> Iterable[str]:
    """Blocks of a forecast about two actors."""
    for way in body.ways:
        yield section(_ends(way), _table(way.expectations, body.level), _deaths(way.deaths, body))
        yield section(f"Why {way.about}", reasons(way.speaks_for, way.speaks_against))
        yield section("What would change this answer", _indicators(way.indicators))
    yield section("Skill against the base rate", skill_table(body.measured))


def of_actor(body: Toward) -> Iterable[str]:
    """Blocks of a forecast about one actor."""
    name = body.actor.name
    yield section(f"{name} acts toward", _ranks(body.acts_on, lambda r: r.target))
    yield section(f"acts toward {name}", _ranks(body.acted_on_by, lambda r: r.source))
    yield section(
        f"{name} in acts of no recorded direction", _ranks(body.with_whom, lambda r: r.target)
    )
    shown = len(body.acts_on) + len(body.acted_on_by) + len(body.with_whom)
    yield wrap(f"{shown} of {body.asked} dyads on record are shown, most to be expected first.")
    yield section("Skill against the base rate", skill_table(body.measured))


def of_all(body: Watch) -> Iterable[str]:
    """Blocks of a watch list."""
    yield section("Above the base rate", _ranks(body.up, _dyad))
    yield section("Below the base rate", _ranks(body.down, _dyad))
    yield wrap(f"{body.asked} dyads were looked at, ranked by {body.measure}.")
    yield section("Skill against the base rate", skill_table(body.measured))


def _ends(way: Way) -> str:
    if way.both:
        return f"{way.source} and {way.target}, direction not recorded"
    return f"{way.source} toward {way.target}"


# ---- what is expected ---------------------------------------------------------------------------


def _table(expectations: Sequence[Expectation], level: float) -> str:
    if expectations and expectations[0].probability is None:
        return _shares(expectations)
    rows = [
        [
            _name(e),
            _chance(e),
            e.word or "",
            _percent(e.base_probability),
            _number(e.expected, e.low, e.high),
            _figure(e.base_expected),
        ]
        for e in expectations
        if e.kind == "class" or e.expected
    ]
    note = (
        f"In brackets {level:.0%} intervals: what the fit leaves open for the chance, where the "
        "number will fall for the acts. Base: the pair's pace over the whole record."
    )
    headings = ["at least one", "chance", "in words", "base", "acts", "base"]
    return table(headings, rows, [3, 5]) + "\n" + wrap(note)


def _shares(expectations: Sequence[Expectation]) -> str:
    shown = [e for e in expectations if e.share]
    if not shown:
        return "No act is listed."
    rows = [[_name(e), _percent(e.share), _percent(e.base_share)] for e in shown]
    note = "Share of the acts listed, each weighing half as much for every year since."
    return table(["what", "share", "of all listed"], rows, [1, 2]) + "\n" + note


def _name(e: Expectation) -> str:
    if e.kind == "class":
        return e.name
    return "  " + (e.name if "," not in e.name else e.name.partition(", ")[2])


def _deaths(deaths: Deaths | None, body: Forecast) -> str:
    if deaths is None:
        return ""
    inside = f"{body.level:.0%} interval {_whole(deaths.low)} to {_whole(deaths.high)}"
    steps = (
        ("1", deaths.at_least_1, deaths.base_at_least_1),
        ("25", deaths.at_least_25, deaths.base_at_least_25),
        ("1,000", deaths.at_least_1000, deaths.base_at_least_1000),
    )
    chances = [f"at least {n}: {_percent(p)} (base {_percent(base)})" for n, p, base in steps]
    return wrap(
        f"Deaths: {_figure(deaths.expected)} expected ({inside}); {', '.join(chances)}.", "", "  "
    )


# ---- why ----------------------------------------------------------------------------------------


def reasons(speaks_for: Sequence[ForecastReason], against: Sequence[ForecastReason]) -> str:
    """What speaks for and against, one line each."""
    lines = []
    if speaks_for:
        lines.append("For:")
        lines += [_reason(r) for r in speaks_for]
    if against:
        lines.append("Against:")
        lines += [_reason(r) for r in against]
    return "\n".join(lines)


def _reason(reason: ForecastReason) -> str:
    ids = f" [{', '.join(reason.evidence[:_IDS])}]" if reason.evidence else ""
    if reason.factor is not None:
        return wrap(f"times {reason.factor:.2f}: {reason.words}", "  ", "    ")
    brings = f", {_acts(reason.acts)}" if reason.acts is not None else ""
    return wrap(f"{_percent(reason.share):>4} {reason.words}{brings}{ids}", "  ", "    ")


def _indicators(indicators: Sequence[Indicator]) -> str:
    lines = [
        f"{i.words}: {_figure(i.doubled)} acts expected with twice as much of it, "
        f"{_figure(i.gone)} with none (now {_figure(i.now)})"
        for i in indicators
    ]
    return "\n".join(wrap(line, "- ", "  ") for line in lines)


def skill_table(measured: Sequence[Measured]) -> str:
    """Skill of every class; nothing where one alone stands at the end of the answer."""
    rows = [
        [
            m.name,
            m.verdict,
            f"{m.n:,}",
            "" if m.value is None else f"{m.value:+.2f}",
            "" if m.low is None or m.high is None else f"{m.low:+.2f} to {m.high:+.2f}",
        ]
        for m in measured
    ]
    # That of one class alone stands at the end of every answer.
    if len(rows) < 2 or all(m.n == 0 for m in measured):
        return ""
    return table(["class", "skill", "n", "value", "95% interval"], rows, [2, 3])


# ---- rankings -----------------------------------------------------------------------------------


def _ranks(ranks: Sequence[Rank], name: Callable[[Rank], str]) -> str:
    if not ranks:
        return ""
    if ranks[0].expected is None:
        rows: list[list[object]] = [
            [name(r), _percent(r.share), _percent(r.base_share), r.leading.name] for r in ranks
        ]
        return table(["who", "share", "whole list", "above all"], rows, [1, 2])
    rows = [
        [
            name(r),
            _figure(r.expected),
            _figure(r.base_expected),
            _chance(r.leading),
            r.leading.word or "",
            r.leading.name,
        ]
        for r in ranks
    ]
    headings = ["who", "acts", "base", "at least one", "in words", "of"]
    return table(headings, rows, [1, 2])


def _dyad(rank: Rank) -> str:
    return f"{rank.source} {'-' if rank.both else '->'} {rank.target}"


# ---- numbers ------------------------------------------------------------------------------------


def _percent(p: float | None) -> str:
    if p is None:
        return ""
    if 0 < p < 0.01:
        return "<1%"
    return ">99%" if 0.99 < p < 1 else f"{p:.0%}"


def _chance(e: Expectation) -> str:
    low, high = _percent(e.probability_low), _percent(e.probability_high)
    return f"{_percent(e.probability)} ({low.rstrip('%')} to {high.rstrip('%')})"


def _number(value: float | None, low: float | None, high: float | None) -> str:
    return f"{_figure(value)} ({_whole(low)} to {_whole(high)})"


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _figure(value: float | None) -> str:
    return "" if value is None else figure(value)


def _acts(value: float) -> str:
    text = figure(value)
    return f"{text} act" + ("" if text == "1" else "s")
