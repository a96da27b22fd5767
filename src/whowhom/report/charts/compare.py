"""The chart of `compare`: shares in either period, facet by facet."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.style import BASE, MODEL, titled, values


def chart(answer: Answer) -> Any:
    """The shares that moved most, as lines from the one period to the other."""
    body = answer.answer
    shifts = body.strata[0].shifts
    rows: list[dict[str, Any]] = [
        {"what": f"{s.facet}: {s.name}", "period": text, "share": share}
        for s in shifts
        for text, share in ((body.first.text, s.before), (body.second.text, s.after))
    ]
    if not rows:
        raise RefusalError(
            f"no shares of {body.actor.name} to draw", "a comparison with acts in both periods"
        )
    what = alt.Y("what:N", sort=[f"{s.facet}: {s.name}" for s in shifts], title=None)
    periods = alt.Scale(domain=[body.first.text, body.second.text], range=[BASE, MODEL])
    points = (
        alt.Chart(values(rows))
        .mark_circle(size=110, opacity=1)
        .encode(
            x=alt.X("share:Q", title="share of its acts", axis=alt.Axis(format="%")),
            y=what,
            color=alt.Color("period:N", scale=periods, title=None),
            tooltip=["what:N", "period:N", alt.Tooltip("share:Q", format=".1%")],
        )
    )
    lines = (
        alt.Chart(values(rows)).mark_line(color=BASE).encode(x="share:Q", y=what, detail="what:N")
    )
    return titled(lines + points, answer)
