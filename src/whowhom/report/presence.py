"""Text of `presence`."""

from collections.abc import Iterable, Sequence
from datetime import date

from whowhom.answers.presence import Again, Bearing, Branch, Division, Presence, Spread, Standing
from whowhom.questions.forecast_words import percent
from whowhom.questions.rates import figure
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table
from whowhom.report.ties import statements, ties

_DIVISIONS_SHOWN = 12
_SIDES = {"for": "For", "against": "Against", "beside": "To be known beside it"}


def of_presence(body: Presence) -> Iterable[str]:
    """The parts of the answer."""
    yield section("Sightings there (datasets are never added up)", _standings(body.standings))
    yield section("Still active", _active(body.standings[0]))
    yield section("Recorded again", _again(body.again))
    yield section("Base rate", *(wrap(f"{t}.") for t in (body.base_rate, body.would_show) if t))
    for side, heading in _SIDES.items():
        yield section(heading, _reasons([r for r in body.reasons if r.side == side]))
    yield section("What would change this", "\n".join(wrap(c, "- ", "  ") for c in body.changes))
    yield section("By division", _divisions(body.divisions))
    yield section("Branches and parents", _branches(body.branches))
    yield section("Ties", ties(body.ties))
    yield section("What was said", statements(body.statements))


def _standings(standings: Sequence[Standing]) -> str:
    rows = [
        [
            s.dataset + ("" if s.counts else " (no sample)"),
            f"{s.acts:,}",
            f"{s.recent:,}",
            _when(s.last_seen),
            f"{s.unsure:,}",
            _when(s.last_unsure),
            _spread(s.active),
        ]
        for s in standings
    ]
    headings = ["dataset", "certain", "last year", "last", "uncertain", "last", "active"]
    return table(headings, rows, [1, 2, 4])


def _when(days: tuple[date, date] | None) -> str:
    """A day, a whole year, or a stretch of days; nothing for none.

    >>> _when((date(2020, 1, 1), date(2020, 12, 31))), _when(None)
    ('2020', '')
    """
    if days is None:
        return ""
    first, last = days
    if first == last:
        return str(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    return f"{first} to {last}"


def _spread(spread: Spread | None) -> str:
    if spread is None:
        return ""
    inside = f"{percent(spread.low)} to {percent(spread.high)}"
    return inside if spread.value is None else f"{percent(spread.value)} ({inside})"


def _active(lead: Standing) -> str:
    if lead.active is None or lead.rate is None or lead.silence is None:
        return ""
    rate = lead.rate
    lines = [
        f"Probability by the record of {lead.dataset}: {_spread(lead.active)}.",
        f"When last seen it was recorded {figure(rate.value or 0.0)} times a month "
        f"({figure(rate.low)} to {figure(rate.high)}); were it still so, a silence as long as this "
        f"would have a probability of {_spread(lead.silence)}.",
    ]
    return "\n".join(wrap(line, "", "  ") for line in lines)


def _again(again: Sequence[Again]) -> str:
    rows = [
        [
            f"by {a.last}",
            percent(a.probability.value or 0.0),
            f"{percent(a.probability.low)} to {percent(a.probability.high)}",
            a.word or "",
            "" if a.base_rate is None else f"{percent(a.base_rate)} (n = {a.base_n})",
        ]
        for a in again
    ]
    headings = ["at least one sighting", "probability", "interval", "word", "base rate"]
    return table(headings, rows, [1]) if rows else ""


def _reasons(reasons: Sequence[Bearing]) -> str:
    lines = []
    for reason in reasons:
        ids = f" [{', '.join(reason.evidence)}]" if reason.evidence else ""
        lines.append(wrap(f"{reason.text}{ids}", "- ", "  "))
    return "\n".join(lines)


def _divisions(divisions: Sequence[Division]) -> str:
    lines = []
    for dataset in dict.fromkeys(d.dataset for d in divisions):
        mine = [d for d in divisions if d.dataset == dataset]
        rows = [
            [
                d.dataset if n == 0 else "",
                d.name,
                _when(d.last_seen),
                f"{d.recent:,}",
                f"{d.acts:,}",
                f"{d.unsure:,}" if d.unsure else "",
                _spread(d.active),
                d.word or "",
            ]
            for n, d in enumerate(mine[:_DIVISIONS_SHOWN])
        ]
        headings = ["dataset", "where", "last", "last year", "all", "uncertain", "active", "word"]
        lines.append(table(headings, rows, [3, 4, 5]))
        if len(mine) > _DIVISIONS_SHOWN:
            lines.append(f"and {len(mine) - _DIVISIONS_SHOWN} more (see --json)")
    return "\n".join(lines)


def _branches(branches: Sequence[Branch]) -> str:
    rows = [
        [
            b.role,
            b.actor.name,
            b.tie,
            f"{b.acts:,}" + (f" ({b.dataset})" if b.dataset else ""),
            _when(b.last_seen) or "never",
            "yes" if b.counted else "no",
        ]
        for b in branches
    ]
    return table(["", "who", "tie", "sightings there", "last", "counted"], rows) if rows else ""
