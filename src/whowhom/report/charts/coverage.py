"""The chart of `check coverage`: records by month, with changes and known breaks."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.style import titled, values


def chart(answer: Answer) -> Any:
    """A line per dataset, relative to its median month; a rule at each change and known break."""
    told = [each for each in answer.answer.datasets if each.counts]
    rows: list[dict[str, Any]] = [
        {"month": f"{m.month}-01", "dataset": each.dataset, "volume": m.relative}
        for each in told
        for m in each.months
    ]
    if not rows:
        raise RefusalError("no dataset has volume by month", "datasets dated to the month")
    lines = (
        alt.Chart(values(rows))
        .mark_line()
        .encode(
            x=alt.X("month:T", timeUnit="utcyearmonth", title=None),
            y=alt.Y("volume:Q", title="records, median month = 1"),
            color=alt.Color("dataset:N", title=None),
            tooltip=["month:T", "dataset:N", "volume:Q"],
        )
    )
    marks = [
        {"day": s.first.isoformat(), "what": f"{each.dataset} {s.kind}"}
        for each in told
        for s in each.shown
        if s.kind in ("grows", "thins", "gap")
    ] + [
        {"day": k.first.isoformat(), "what": f"{each.dataset}: {k.what}"}
        for each in told
        for k in each.known
        if k.inside and k.first
    ]
    below = "Volume follows events as well as coverage."
    if not marks:
        return titled(lines, answer, below=below)
    rules = (
        alt.Chart(values(marks))
        .mark_rule(strokeDash=[4, 3])
        .encode(x="day:T", tooltip=["day:T", "what:N"])
    )
    return titled(lines + rules, answer, below=below)
