"""The text of `likelihood`."""

from collections.abc import Iterable, Sequence

from whowhom.answers.likelihood import Lever, Likelihood, ProxyLine, Said
from whowhom.report.forecast import reasons
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_SAID = 8


def of_scenario(body: Likelihood) -> Iterable[str]:
    """Blocks of an answer about a scenario."""
    if body.question:
        yield wrap(f"{body.question} Asked of the record as: {body.condition}.")
    yield wrap(body.confidence)
    yield section("Conditions", _parts(body), wrap(_binding(body)))
    yield section("What the conditions stand for", _proxies(body.proxies))
    yield section("On simulated paths", wrap(body.typical), _nearest(body))
    yield section(f"Why {body.about}", reasons(body.speaks_for, body.speaks_against))
    yield section("What would change this answer", _levers(body.levers))
    yield section("What was said (no part of the number)", _said(body.statements))
    yield section("How it was reckoned", wrap(body.interval_note), wrap(_base(body)))


def _parts(body: Likelihood) -> str:
    rows = [
        [
            part.label if part.wanted else f"not: {part.label}",
            _percent(part.probability if part.wanted else 1.0 - part.probability),
            _percent(part.base_probability if part.wanted else 1.0 - part.base_probability),
            f"{part.median:,.0f} ({part.low:,.0f} to {part.high:,.0f})",
            f"{'>=' if part.wanted else '<'} {part.at_least:,}",
            _percent(part.without),
        ]
        for part in body.parts
    ]
    # Of a single condition alone it goes without saying.
    last = 5 if len(body.parts) == 1 else 6
    headings = ["condition", "holds", "base", "count", "needed", "without it"][:last]
    return table(headings, [row[:last] for row in rows], [1, 2, 3, 4, 5][: last - 1])


def _binding(body: Likelihood) -> str:
    measures = {part.measure for part in body.parts}
    noun = "deaths of the deadliest act" if measures == {"deadliest"} else "count"
    told = f"Count: the middle path, and the {body.level:.0%} interval over paths"
    if noun != "count":
        told += f", of the {noun}"
    if len(body.parts) == 1:
        return told + "."
    part = max(body.parts, key=lambda p: p.without)
    return (
        f"{told}. Without it: the scenario's probability if that condition were met. What binds "
        f"most is '{body.binding}': {_percent(body.probability)} with it, {_percent(part.without)} "
        "without."
    )


def _proxies(proxies: Sequence[ProxyLine]) -> str:
    return "\n".join(
        wrap(f"{p.label} ({p.quality}): stands for {p.stands_for}. {p.why}", "", "  ")
        for p in proxies
    )


def _nearest(body: Likelihood) -> str:
    # Of a single act wanted, that it did not come is all that there is to say.
    if not body.nearest or (len(body.parts) == 1 and body.parts[0].at_least == 1):
        return ""
    lines = [wrap(f"path {p.path}: {p.words}", "- ", "  ") for p in body.nearest]
    return "\n".join(["Nearest without coming true:", *lines])


def _levers(levers: Sequence[Lever]) -> str:
    lines = [
        f"{each.words}: {_percent(each.doubled)} with twice as much of it, {_percent(each.gone)} "
        f"with none (now {_percent(each.now)})"
        for each in levers
    ]
    return "\n".join(wrap(line, "- ", "  ") for line in lines)


def _said(said: Sequence[Said]) -> str:
    shown = said[:_SAID]
    blocks = []
    for named, heading in ((True, "Named by the scenario:"), (False, "About its actors:")):
        lines = [_one(each) for each in shown if each.named == named]
        blocks += [heading, *lines] if lines else []
    if len(said) > _SAID:
        blocks.append(f"and {len(said) - _SAID} more (see --json)")
    return "\n".join(blocks)


def _one(said: Said) -> str:
    s = said.statement
    spread = "no word of the scale"
    if said.low is not None and said.high is not None:
        spread = f"on the scale {_percent(said.low)} to {_percent(said.high)}"
    text = (
        f'{s.id} {s.date} {s.speaker} ({s.affiliation}): {s.text} ["{s.likelihood_word}", {spread}]'
    )
    text += f" What came of it: {s.outcome}." if s.outcome else ""
    return wrap(text, "  ", "    ")


def _base(body: Likelihood) -> str:
    return f"Base rate {_percent(body.base.probability)}: {body.base.note}."


def _percent(p: float) -> str:
    if 0 < p < 0.01:
        return "<1%"
    return ">99%" if 0.99 < p < 1 else f"{p:.0%}"
