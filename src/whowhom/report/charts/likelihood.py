"""The chart of `likelihood`: what the binding condition counts over the paths."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.report.charts.style import BASE, MODEL, titled, values

_NOUNS = {
    "acts": "acts",
    "deaths": "deaths",
    "deadliest": "deaths in the deadliest act",
}


def chart(answer: Answer) -> Any:
    """Share of the paths by count of the binding condition; blue where it holds."""
    body = answer.answer
    part = next(p for p in body.parts if p.label == body.binding)
    holds = f"at least {part.at_least:,}" if part.wanted else f"fewer than {part.at_least:,}"
    rows: list[dict[str, Any]] = [
        {
            "count": f"{b.first:,}" if b.first == b.last else f"{b.first:,}-{b.last:,}",
            "place": n,
            "share": b.share,
            "condition": holds if b.enough == part.wanted else "not met",
        }
        for n, b in enumerate(body.counts)
    ]
    order = [row["count"] for row in rows]
    colours = alt.Scale(domain=[holds, "not met"], range=[MODEL, BASE])
    bars = (
        alt.Chart(values(rows))
        .mark_bar()
        .encode(
            x=alt.X("count:N", sort=order, title=f"{_NOUNS[part.measure]}: {part.label}"),
            y=alt.Y("share:Q", title="share of paths", axis=alt.Axis(format="%")),
            color=alt.Color("condition:N", scale=colours, title=None),
            tooltip=["count:N", alt.Tooltip("share:Q", format=".1%"), "condition:N"],
        )
    )
    return titled(bars, answer)
