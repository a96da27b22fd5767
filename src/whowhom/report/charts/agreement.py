"""The chart of `agreement`: acts of each dataset by month, beside each other."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.style import titled, values


def chart(answer: Answer) -> Any:
    """A line per dataset; months that it did not observe are gaps."""
    body = answer.answer
    rows: list[dict[str, Any]] = [
        {"month": f"{m.month}-01", "dataset": told.dataset, "acts": acts}
        for m in body.months
        for told, acts in zip(body.told, m.acts, strict=True)
        if acts is not None
    ]
    if not rows:
        raise RefusalError("no act is dated to a month", "acts dated to the month or better")
    bars = (
        alt.Chart(values(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("month:T", timeUnit="utcyearmonth", title=None),
            y=alt.Y("acts:Q", title="acts on record"),
            color=alt.Color("dataset:N", title=None),
            tooltip=["month:T", "dataset:N", "acts:Q"],
        )
    )
    return titled(bars, answer, below="Datasets tell of the same acts and are never added up.")
