"""The text of `agreement`."""

from collections.abc import Iterable

from whowhom.answers.agreement import Agreement, Comparison
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_MONTHS = 36
_COMMON = 15


def of_agreement(body: Agreement) -> Iterable[str]:
    """Sections of an agreement."""
    yield section("Datasets (never added up)", _told(body))
    yield section("Month by month", *_months(body))
    for each in body.comparisons:
        yield section(f"{each.one} and {each.other}", *_comparison(each, body.level))


def _told(body: Agreement) -> str:
    rows = [
        [t.dataset, f"{t.acts:,}", t.first, t.last, t.months if t.counts else "not a sample"]
        for t in body.told
    ]
    return table(["dataset", "acts", "first", "last", "months observed"], rows, [1, 4])


def _months(body: Agreement) -> list[str]:
    names = [t.dataset for t in body.told]
    shown = body.months[-_MONTHS:]
    rows = [
        [m.month, *("." if n is None else f"{n:,}" for n in m.acts), m.common or ""] for m in shown
    ]
    left = len(body.months) - len(shown)
    more = f" {left:,} earlier months are in the JSON." if left else ""
    return [
        table(["month", *names, "common"], rows, list(range(1, len(names) + 2))),
        wrap(f"Months with an act. A dot: not observed, or not by month.{more}"),
    ]


def _comparison(each: Comparison, level: float) -> list[str]:
    lines = []
    if each.months:
        lines.append(
            f"{each.months:,} months that both observe: acts in both in {each.both:,}, in "
            f"{each.one} alone in {each.only_one:,}, in {each.other} alone in "
            f"{each.only_other:,}, in neither in {each.neither:,}."
        )
    if each.correlation is not None:
        lines.append(
            f"Monthly counts: rank correlation {each.correlation:+.2f} ({level:.0%} interval "
            f"{each.low:+.2f} to {each.high:+.2f}, n = {each.months})."
        )
    elif each.months:
        lines.append("No correlation: fewer than 8 months, or no variation.")
    lines.append(
        f"Probable common acts: {len(each.common):,}, {each.chance:.1f} expected by chance: "
        f"{each.share[0]:.0%} of the {each.compared[0]:,} rows compared of {each.one}, "
        f"{each.share[1]:.0%} of the {each.compared[1]:,} of {each.other}."
    )
    rows = [
        [c.first, f"{c.score:.2f}", c.one, c.other, "; ".join(c.reasons)]
        for c in each.common[-_COMMON:]
    ]
    found = [wrap(line) for line in lines]
    if rows:
        found.append(table(["day", "score", each.one, each.other, "why"], rows, [1]))
        left = len(each.common) - len(rows)
        found.append(f"{left:,} earlier ones are in the JSON." if left else "")
    return found
