"""The chart of `presence`: sightings over time, and the probability of still active."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.style import MODEL, OBSERVED, titled, values


def chart(answer: Answer) -> Any:
    """Certain sightings as bars, uncertain ones as points, the probability as a line."""
    body = answer.answer
    if not body.course:
        raise RefusalError(
            f"no sightings of {body.actor.name} in {body.place} to draw",
            "an actor that a counted dataset recorded there",
        )
    rows: list[dict[str, Any]] = [
        {
            "first": s.first.isoformat(),
            "last": s.last.isoformat(),
            "sightings": s.acts,
            "uncertain": s.unsure,
            "active": s.active,
        }
        for s in body.course
    ]
    drawn = values(rows)
    days = alt.X("last:T", title=None)
    line = (
        alt.Chart(drawn)
        .mark_line(color=MODEL, interpolate="step-before")
        .encode(
            x=days,
            y=alt.Y("active:Q", title="probability active", scale=alt.Scale(domain=[0, 1])),
            tooltip=["first:T", "last:T", alt.Tooltip("active:Q", format=".0%")],
        )
    )
    bars = (
        alt.Chart(drawn)
        .transform_filter("datum.sightings > 0")
        .mark_rect(color=OBSERVED)
        .encode(
            x=alt.X("first:T", title=None),
            x2="last:T",
            y=alt.Y("sightings:Q", title="sightings"),
            y2=alt.datum(0),
            tooltip=["first:T", "last:T", "sightings:Q", "uncertain:Q"],
        )
    )
    points = (
        alt.Chart(drawn)
        .transform_filter("datum.uncertain > 0")
        .mark_point(color=MODEL, shape="triangle-up")
        .encode(x="first:T", y=alt.Y("uncertain:Q"), tooltip=["first:T", "last:T", "uncertain:Q"])
    )
    below = alt.layer(bars, points)
    return titled(alt.layer(below, line).resolve_scale(y="independent"), answer)
