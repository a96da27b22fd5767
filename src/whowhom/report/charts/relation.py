"""The chart of `relation`: acts by year, cooperation and conflict, with turning points."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.style import COLOURS, titled, values


def chart(answer: Answer) -> Any:
    """Acts of the pair per year, split by class; a rule at each turning point."""
    body = answer.answer
    rows: list[dict[str, Any]] = [
        {"year": s.first.isoformat(), "class": name, "acts": value}
        for s in body.course
        for name, value in (("cooperation", s.cooperation), ("conflict", s.conflict))
    ]
    if not rows:
        raise RefusalError(
            f"no acts of {body.a.name} and {body.b.name} to draw", "a pair with acts on record"
        )
    bars = (
        alt.Chart(values(rows))
        .mark_bar()
        .encode(
            x=alt.X("year:T", timeUnit="utcyear", title=None),
            y=alt.Y("acts:Q", title="acts on record"),
            color=alt.Color("class:N", scale=COLOURS, title=None),
            tooltip=["class:N", "acts:Q"],
        )
    )
    points = [
        {"day": p.date.isoformat(), "what": ", ".join(p.named) or p.series}
        for p in body.turning_points
    ]
    if not points:
        return titled(bars, answer)
    rules = (
        alt.Chart(values(points))
        .mark_rule(strokeDash=[4, 3])
        .encode(x="day:T", tooltip=["day:T", "what:N"])
    )
    return titled(bars + rules, answer)
