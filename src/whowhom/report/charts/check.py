"""The chart of `check`: a reliability diagram for each class and horizon."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.reliability import diagram, reach
from whowhom.report.charts.style import headed

# Okabe & Ito (2008), from the shortest horizon to the longest.
_HUES = ["#56B4E9", "#0072B2", "#009E73", "#D55E00"]
_SIDE = 240


def chart(answer: Answer) -> Any:
    """What was forecast beside what happened, in bins; horizons by colour, classes in panels."""
    body = answer.answer
    if not body.reliability:
        raise RefusalError("nothing was forecast and scored", "a check with forecasts")
    named = [f"{days} days" for days in body.horizons]
    colours = alt.Color(
        "series:N",
        scale=alt.Scale(domain=named, range=_HUES[: len(named)]),
        legend=alt.Legend(title="within", symbolOpacity=1),
    )
    panels = []
    for quad in dict.fromkeys(r.quad for r in body.reliability):
        rows = [
            {
                "said": r.forecast,
                "happened": r.happened,
                "n": r.n,
                "series": f"{r.days} days",
                **reach(r.happened, r.error),
            }
            for r in body.reliability
            if r.quad == quad
        ]
        drawn = diagram(rows, colours)
        panels.append(
            drawn.properties(width=_SIDE, height=_SIDE, title=f"at least one act of {quad}")
        )
    below = (
        f"Probabilities of at least one act of a dyad, forecast from {body.origins} days between "
        f"{body.first} and {body.last}, in bins of about equal counts; bars of two standard "
        "errors. On the dashed line what was said came true that often."
    )
    return headed(alt.concat(*panels, columns=2), answer, below=below)
