"""The chart of `profile`: acts of the actor by year, cooperation and conflict, per dataset."""

from datetime import timedelta
from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.answers.measures import Stretch
from whowhom.answers.profile import Activity
from whowhom.errors import RefusalError
from whowhom.report.charts.style import COLOURS, WIDTH, headed, values

_HEIGHT = 150


def chart(answer: Answer) -> Any:
    """A panel for each dataset, never added up; a bar for each stretch, as wide as it lasts."""
    body = answer.answer
    panels = [_panel(each) for each in body.activity if any(s.acts for s in each.course)]
    if not panels:
        raise RefusalError(f"no acts of {body.actor.name} to draw", "an actor with acts on record")
    return headed(alt.vconcat(*panels).resolve_scale(x="shared"), answer)


def _panel(each: Activity) -> Any:
    rows = [row for stretch in each.course for row in _rows(stretch)]
    counted = "acts counted" if each.counts else "acts listed by hand"
    return (
        alt.Chart(values(rows))
        .mark_rect(stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("from:T", title=None, scale=alt.Scale(type="utc")),
            x2="to:T",
            y=alt.Y("floor:Q", title=counted),
            y2="top:Q",
            color=alt.Color("class:N", scale=COLOURS, legend=alt.Legend(title=None, orient="top")),
            tooltip=["from:T", "to:T", "class:N", "acts:Q", "deaths:Q"],
        )
        .properties(width=WIDTH, height=_HEIGHT, title=f"as {each.dataset} records it")
    )


def _rows(stretch: Stretch) -> list[dict[str, Any]]:
    """Cooperation, and conflict on top of it; the day after the last ends the bar."""
    both = stretch.cooperation + stretch.conflict
    return [
        {
            "from": stretch.first.isoformat(),
            "to": (stretch.last + timedelta(days=1)).isoformat(),
            "class": name,
            "acts": top - floor,
            "floor": floor,
            "top": top,
            "deaths": stretch.deaths,
        }
        for name, floor, top in (
            ("cooperation", 0.0, stretch.cooperation),
            ("conflict", stretch.cooperation, both),
        )
        if top > floor
    ]
