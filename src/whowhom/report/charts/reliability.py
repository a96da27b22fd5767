"""A reliability diagram: what was said along, what came true up, bubbles as large as they count."""

from typing import Any

import altair as alt

from whowhom.report.charts.style import BASE, values

SIDE = 300
_UP = "came true: share"


def diagram(rows: list[dict[str, Any]], colours: Any) -> Any:
    """Bins on the unit square, with two standard errors each and the line where both agree.

    Parameters
    ----------
    rows : list of dict
        ``said, happened, n, series``, and ``low, high`` where a standard error is known.
    colours : altair channel
        Of the series.
    """
    x = alt.X(
        "said:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
        title="said: mean probability",
    )
    y = alt.Y(
        "happened:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
        title=_UP,
    )
    line = (
        alt.Chart(values([{"said": 0, "happened": 0}, {"said": 1, "happened": 1}]))
        .mark_line(color=BASE, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x=x, y=y)
    )
    shown = alt.Chart(values(rows))
    spans = (
        shown.transform_filter("isValid(datum.low)")
        .mark_rule(strokeWidth=2, opacity=0.5)
        .encode(x=x, y=alt.Y("low:Q", title=_UP), y2="high:Q", color=colours)
    )
    bins = shown.mark_circle(opacity=0.85).encode(
        x=x,
        y=y,
        color=colours,
        size=alt.Size(
            "n:Q",
            scale=alt.Scale(range=[40, 400], zero=False),
            legend=alt.Legend(
                title="forecasts in the bin",
                orient="right",
                format=",d",
                tickCount=3,
                symbolOpacity=1,
            ),
        ),
        tooltip=[
            "series:N",
            alt.Tooltip("said:Q", format=".1%"),
            alt.Tooltip("happened:Q", format=".1%"),
            "n:Q",
        ],
    )
    return line + spans + bins


def reach(share: float, error: float | None) -> dict[str, float | None]:
    """Two standard errors below and above a share, within the square."""
    if error is None:
        return {"low": None, "high": None}
    return {"low": max(share - 2 * error, 0.0), "high": min(share + 2 * error, 1.0)}
