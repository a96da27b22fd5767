"""The two forms of an impact as text."""

from collections.abc import Iterable, Sequence

from whowhom.answers.impact import (
    Bringer,
    Difference,
    Effect,
    Impact,
    ImpactReason,
    Placebos,
    Shift,
    WhatIf,
)
from whowhom.questions.forecast_words import percent
from whowhom.questions.rates import figure
from whowhom.report.forecast import skill_table
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_IDS, _NAMES = 3, 6


def of_impact(body: Impact | WhatIf) -> Iterable[str]:
    """Blocks of either form."""
    return of_event(body) if isinstance(body, Impact) else of_intervention(body)


def of_event(body: Impact) -> Iterable[str]:
    """Blocks of an impact of an event."""
    event, level = body.event, f"{body.level:.0%} interval"
    rows = [body.total, *([body.before] if body.before else [])]
    yield section(
        f"{body.actor.name} after {event.name}, as forecast on {event.foreseen_from}",
        _effects("", rows, level),
    )
    yield section("By type", _effects("what", body.types, level))
    yield section("By partner (most moved)", _effects("with whom", body.partners, level))
    yield section("By place (most moved)", _effects("where", body.places, level))
    yield section("Base rate: placebos", _placebos(body.placebos))
    yield section("What changed in the measurement", _shifts(body.shifts))
    yield section("For a change with the event", _reasons(body.speaks_for))
    yield section("Against", _reasons(body.speaks_against))
    yield section("Skill of the forecast against the base rate", skill_table(body.measured))


def of_intervention(body: WhatIf) -> Iterable[str]:
    """Blocks of an impact of an intervention."""
    level = f"{body.level:.0%} interval"
    yield section(
        f"{body.actor.name} with and without", _differences("", [body.total, *body.types], level)
    )
    yield section("By partner (what moves most)", _differences("with whom", body.partners, level))
    yield wrap(
        f"Of 100 futures that share their luck {_hundred(body.more)} hold more acts of "
        f"{body.actor.name}, {_hundred(body.fewer)} fewer, {_hundred(body.same)} as many. "
        f"Everybody else with each other: {figure(body.elsewhere_given)} acts expected instead of "
        f"{figure(body.elsewhere_without)}."
    )
    yield section("What the difference is made of", _bringers(body.bringers))
    yield section("What the model fixes by construction", wrap(body.sign))
    yield section("Skill of the plain forecast against the base rate", skill_table(body.measured))


def _effects(heading: str, effects: Sequence[Effect], level: str) -> str:
    rows = [
        [
            e.name,
            f"{e.observed:,}",
            figure(e.expected),
            f"{e.low:,.0f} to {e.high:,.0f}",
            _signed(e.difference),
            "" if e.ratio is None or e.expected < 0.5 else f"{e.ratio:.2f}",
            "" if e.inside else "outside",
        ]
        for e in effects
    ]
    headings = [heading, "on record", "forecast", level, "difference", "ratio", ""]
    return table(headings, rows, [1, 2, 4, 5]) if rows else ""


def _signed(value: float) -> str:
    if abs(value) < 0.005:
        return "0"
    return ("+" if value > 0 else "-") + figure(abs(value))


def _placebos(every: Sequence[Placebos]) -> str:
    rows = [
        [
            "the same actor, earlier windows" if p.among == "dates" else "others in the same days",
            p.n,
            "" if p.ratio is None else f"{p.ratio:.2f}",
            "" if p.ratio is None else f"{p.ratio_low:.2f} to {p.ratio_high:.2f}",
            "" if p.p is None else f"{p.p:.3f}",
        ]
        for p in every
    ]
    note = (
        "Ratio of acts on record to acts forecast, half an act added to both. p: share of them, "
        "the event counted in, that lie as far from the middle."
    )
    who = [p for p in every if p.among == "actors" and p.n]
    named = ""
    if who:
        more = f" and {who[0].n - _NAMES} more" if who[0].n > _NAMES else ""
        named = wrap(f"Others: {', '.join(who[0].names[:_NAMES])}{more}.")
    headings = ["placebos", "n", "usual ratio", "90% of them", "p"]
    return "\n".join(filter(None, [table(headings, rows, [1, 2, 4]), wrap(note), named]))


def _shifts(shifts: Sequence[Shift]) -> str:
    lines = [("grave: " if s.grave else "") + s.words for s in shifts]
    return "\n".join(wrap(line, "- ", "  ") for line in lines)


def _reasons(reasons: Sequence[ImpactReason]) -> str:
    lines = [r.words + _ids(r.evidence) for r in reasons]
    return "\n".join(wrap(line, "- ", "  ") for line in lines)


def _ids(evidence: Sequence[str]) -> str:
    return f" [{', '.join(evidence[:_IDS])}]" if evidence else ""


def _differences(heading: str, every: Sequence[Difference], level: str) -> str:
    rows = [
        [
            d.name,
            figure(d.without),
            figure(d.given),
            _signed(d.difference),
            f"{d.low:+,.0f} to {d.high:+,.0f}",
            f"{percent(d.probability_without)} to {percent(d.probability_given)}",
            d.word_given or "",
            "" if d.base_expected is None else figure(d.base_expected),
        ]
        for d in every
    ]
    headings = [heading, "without", "with", "difference", level, "at least one", "in words", "base"]
    return table(headings, rows, [1, 2, 3, 7]) if rows else ""


def _bringers(bringers: Sequence[Bringer]) -> str:
    lines = [f"{_signed(b.acts)} acts: {b.words}{_ids(b.evidence)}" for b in bringers]
    return "\n".join(wrap(line, "  ", "    ") for line in lines)


def _hundred(share: float) -> str:
    return f"{100 * share:.0f}"
