"""A comparison as text."""

from collections.abc import Iterable, Sequence

from whowhom.answers.compare import Compare, FacetCompared, Shift, Stratum
from whowhom.questions.compare_words import found_in
from whowhom.report.paragraphs import section, short, wrap
from whowhom.report.tables import table

_IDS = 3
_NAME = 34


def of_compare(body: Compare) -> Iterable[str]:
    """Blocks of a comparison."""
    yield _periods(body)
    for each in body.strata:
        yield section(f"As {each.dataset} records it: {each.verdict}", *_stratum(each, body))
    if body.confidence:
        yield wrap(f"Confidence in this: {body.confidence} ({body.confidence_reason}).")
    if body.instead:
        yield wrap(f"Ask instead: {body.instead}.")


def _periods(body: Compare) -> str:
    spelt = [
        f"'{span.text}' is {span.first or 'everything'} to {span.last}"
        for span in (body.first, body.second)
        # A period that was asked for by its days needs no telling.
        if span.text != f"{span.first}..{span.last}"
    ]
    return wrap("; ".join(spelt) + ".") if spelt else ""


def _stratum(each: Stratum, body: Compare) -> Iterable[str]:
    names = body.first.text, body.second.text
    if each.reason and each.reason != body.reason:
        yield wrap(f"Not comparable: {each.reason}.")
    yield wrap(_counted(each, names))
    if any(f.distance is not None for f in each.facets):
        yield _facets(each, body.level)
    yield from (
        wrap(f"{f.name}: not comparable, {f.reason}.", "- ", "  ")
        for f in each.facets
        if f.reason and f.reason not in each.reason
    )
    unchanged = [f for f in each.facets if f.verdict == "no change found"]
    if each.verdict == "changed" and unchanged:
        sizes = "; ".join(found_in(f) for f in unchanged)
        yield wrap(f"No change found where 2 times in 3 this would have been: {sizes}.")
    if each.shifts:
        yield "\n" + _shifts(each, names, body.level)


def _counted(each: Stratum, names: tuple[str, str]) -> str:
    sides = [
        f"{n:,} acts in '{name}'"
        + (f" ({days[0]} to {days[1]})" if days and name != f"{days[0]}..{days[1]}" else "")
        for n, name, days in zip(each.acts, names, (each.first, each.second), strict=True)
    ]
    blocks = (
        f"; tested in {each.blocks[0]} and {each.blocks[1]} blocks of {each.block}"
        if any(f.p is not None for f in each.facets)
        else ""
    )
    return f"{sides[0]}, {sides[1]}{blocks}."


def _facets(each: Stratum, level: float) -> str:
    rows = [_row(f) for f in each.facets if f.distance is not None]
    headings = [
        "facet", "verdict", "distance", "chance", "beyond", f"{level:.0%} interval", "p",
        "own usual", "others usual",
    ]  # fmt: skip
    shown = range(len(headings))
    if all(f.p is None for f in each.facets):
        shown = range(3)
        rows = [[r[0], r[1], r[2]] for r in rows]
    note = "Distance: 0 same shares, 1 nothing in common (Jensen-Shannon)."
    if len(shown) > 3:
        note += (
            f" {each.alarm:.0%} of records without change would show any. Usual: the base rate, "
            "distance beyond chance of neighbouring stretches of its own record and of actors of "
            "its size."
        )
    return table(headings[: len(shown)], rows, list(shown)[2:]) + "\n" + wrap(note)


def _row(f: FacetCompared) -> list[object]:
    usual = f.usual
    return [
        f.name,
        f.verdict,
        _two(f.distance),
        _two(f.chance),
        _two(f.beyond),
        "" if f.low is None else f"{_two(f.low)} to {_two(f.high)}",
        "" if f.p is None else f"{f.p:.3f}",
        "" if usual is None or usual.own is None else f"{usual.own:.2f} (n={usual.own_n})",
        "" if usual is None or usual.others is None else f"{usual.others:.2f} (n={usual.others_n})",
    ]


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _shifts(each: Stratum, names: tuple[str, str], level: float) -> str:
    tested = any(s.low is not None for s in each.shifts)
    headings = ["what moved most", short(names[0], 22), short(names[1], 22)]
    headings += [f"points ({level:.0%} interval)"] if tested else ["points"]
    rows = [
        [f"{s.facet}: {short(s.name, _NAME)}", _share(s.before), _share(s.after), _points(s)]
        for s in each.shifts
    ]
    return table(headings, rows, [1, 2, 3]) + "\n" + _events(each.shifts, names)


def _share(value: float) -> str:
    return "<1%" if 0 < value < 0.01 else f"{value:.0%}"


def _points(s: Shift) -> str:
    moved = f"{100 * (s.after - s.before):+.0f}"
    if s.low is None or s.high is None:
        return moved
    return f"{moved} ({100 * s.low:+.0f} to {100 * s.high:+.0f})"


def _events(shifts: Sequence[Shift], names: tuple[str, str]) -> str:
    lines = []
    for s in shifts:
        sides = [
            f"{name}: {', '.join(ids[:_IDS]) or 'none'}"
            for name, ids in zip(names, (s.evidence_before, s.evidence_after), strict=True)
        ]
        remark = f" ({s.remark})" if s.remark else ""
        lines.append(wrap(f"{s.name}{remark} - {'; '.join(sides)}", "  ", "    "))
    return "Events:\n" + "\n".join(lines)
