"""The text of `check coverage`."""

from collections.abc import Iterable, Sequence

from whowhom.answers.coverage import Coverages, DatasetCoverage, Known, Shown
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table


def of_coverage(body: Coverages) -> Iterable[str]:
    """A section for each dataset."""
    for each in body.datasets:
        yield section(
            each.dataset,
            wrap(f"Rows from {each.first} to {each.last}. {_observed(each)}"),
            _shown(each.shown),
            wrap(f"{each.note[0].upper()}{each.note[1:]}."),
            _years(each),
            _known(each.known),
        )


def _observed(each: DatasetCoverage) -> str:
    if not each.observed:
        return "It observes nothing as a sample."
    return f"Observed: {'; '.join(each.observed)}."


def _shown(shown: Sequence[Shown]) -> str:
    rows = [
        [
            s.kind,
            s.first,
            s.last,
            _figure(s.before),
            _figure(s.after),
            "" if s.p is None else f"{s.p:.3f}",
            s.meaning,
        ]
        for s in shown
    ]
    headings = ["what", "from", "to", "before", "after", "p", "what it means for counts"]
    return table(headings, rows, [3, 4, 5]) if rows else ""


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"


def _years(each: DatasetCoverage) -> str:
    """Volume by year."""
    years: dict[str, list[int]] = {}
    for month in each.months:
        years.setdefault(month.month[:4], []).append(month.records)
    if not years or not each.counts:
        return ""
    told = ", ".join(f"{year}: {sum(n):,} ({len(n)})" for year, n in years.items())
    return wrap(f"{each.basis.capitalize()} by year (months): {told}.", "", "  ")


def _known(known: Sequence[Known]) -> str:
    rows = [
        [
            k.first or "all along",
            k.kind,
            k.where,
            "" if k.inside else "outside",
            f"{k.what}: {k.meaning} [{k.source}]",
        ]
        for k in known
    ]
    return table(["known break", "kind", "where", "", "what it means"], rows) if rows else ""
