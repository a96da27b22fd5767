"""A record over the years, and a tally, as cells of a table."""

from collections.abc import Sequence

from whowhom.answers.measures import Rate, Stretch, Tally
from whowhom.questions.rates import figure
from whowhom.report.paragraphs import count, signed
from whowhom.report.tables import table


def course(course: Sequence[Stretch], counts: bool) -> str:
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


def tally(tally: Tally) -> list[object]:
    """Acts, deaths with their range, and the last day."""
    deaths = f"{tally.deaths:,}" if tally.deaths or tally.deaths_high else ""
    if None not in (tally.deaths_low, tally.deaths_high) and deaths:
        deaths += f" ({tally.deaths_low:,}-{tally.deaths_high:,})"
    return [f"{tally.acts:,}", deaths, tally.last]


def recent(latest: Rate) -> str:
    """The rate of the last observed year, or of what there is of one, in words.

    Examples
    --------
    >>> from datetime import date
    >>> text = recent(Rate(date(2021, 1, 1), date(2021, 1, 31), 4, 4.0, 1.0, 9.0, 0.9))
    >>> text.split(":")[0]
    'Observed, less than a year (2021-01-01 to 2021-01-31)'
    """
    whole = (latest.last - latest.first).days + 1 >= 365
    return rate("Last observed year" if whole else "Observed, less than a year", latest)


def rate(label: str, rate: Rate) -> str:
    """A rate in words."""
    return (
        f"{label} ({rate.first} to {rate.last}): {count(rate.acts, 'act')}, "
        f"{figure(rate.per_month)} a month ({rate.level:.0%} interval {figure(rate.low)} to "
        f"{figure(rate.high)})."
    )
