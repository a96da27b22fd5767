"""A check of past forecasts as text."""

from collections.abc import Iterable, Sequence

from whowhom.answers.check import Check, ReliabilityRow, SkillRow, Spread
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_SCORES = ("log", "brier", "crps")


def of_check(body: Check) -> Iterable[str]:
    """Blocks of a check."""
    yield wrap(
        f"{body.origins} days from {body.first} to {body.last}, horizons of "
        f"{', '.join(map(str, body.horizons))} days; fitted anew every {body.refit_days} days."
    )
    yield section(
        "Skill of the model, all dyads",
        _skill(body.skill),
        wrap(
            "1 is perfect, 0 no better than the baseline, below 0 worse; 95% intervals of the "
            "skill. Log and Brier score of 'at least one act', CRPS of the number. * better."
        ),
    )
    yield section("Reliability: what was said, what happened", _reliability(body.reliability))
    yield section(
        "Where counts fell in the forecast, by tenths (10% each where told well)",
        _spread(body.spread),
    )
    if body.prior:
        yield section("With the shipped prior, against without", _skill(body.prior))
    else:
        yield wrap(f"The prior from other data was not compared: {body.prior_note}.")


def _skill(lines: Sequence[SkillRow]) -> str:
    cells: dict[tuple[str, int, str], dict[str, SkillRow]] = {}
    for each in lines:
        if each.dyads == "all":
            cells.setdefault((each.quad, each.days, each.baseline), {})[each.score] = each
    rows: list[list[object]] = []
    last = None
    for (quad, days, baseline), scores in cells.items():
        first = next(iter(scores.values()))
        if (quad, days) != last:
            told = f"{quad}, {days} days ({first.happened:,} of {first.n:,} happened)"
            rows.append([told, *[None] * len(_SCORES)])
        last = (quad, days)
        rows.append([f"  {baseline}", *(_figure(scores.get(score)) for score in _SCORES)])
    return table(["against", *_SCORES], rows) if rows else ""


def _figure(row: SkillRow | None) -> str:
    if row is None or row.skill is None:
        return ""
    mark = "*" if row.verdict == "better" else ""
    inside = "" if row.low is None or row.high is None else f" ({row.low:+.2f} to {row.high:+.2f})"
    return f"{row.skill:+.2f}{mark}{inside}"


def _reliability(lines: Sequence[ReliabilityRow]) -> str:
    rows = [
        [
            f"{r.quad}, {r.days} days",
            f"{r.n:,}",
            f"{r.forecast:.1%}",
            f"{r.happened:.1%}",
            "" if r.error is None else f"{r.error:.1%}",
        ]
        for r in lines
    ]
    headings = ["forecasts", "n", "said", "happened", "standard error"]
    return table(headings, rows, [1, 2, 3, 4]) if rows else ""


def _spread(lines: Sequence[Spread]) -> str:
    rows = [
        [
            f"{s.quad}, {s.days} days",
            " ".join(f"{share:.0%}" for share in s.shares),
            "yes" if s.reliable else "no",
        ]
        for s in lines
    ]
    return table(["forecasts", "lowest tenth ... highest tenth", "reliable"], rows) if rows else ""
