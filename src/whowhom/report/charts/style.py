"""What charts share: colours that the colour-blind tell apart, titles that say what is counted."""

import textwrap
from typing import Any, Final

import altair as alt

from whowhom.answers.answer import Answer

# Okabe & Ito (2008).
COLOURS: Final = alt.Scale(domain=["cooperation", "conflict"], range=["#0072B2", "#D55E00"])
MODEL, BASE, OBSERVED = "#0072B2", "#999999", "#D55E00"
WIDTH, HEIGHT = 560, 260
_ROW = 26


def titled(chart: Any, answer: Answer, rows: int | None = None, below: str = "") -> Any:
    """The chart with the answer's judgement above it and what was counted.

    Parameters
    ----------
    chart : altair chart
        What is drawn: one panel.
    answer : Answer
        What it is drawn from.
    rows : int, optional
        Rows of labels, for a chart whose height follows them.
    below : str
        What was counted, instead of the resolution sentence.
    """
    height = HEIGHT if rows is None else max(rows, 2) * _ROW
    return headed(chart, answer, below).properties(width=WIDTH, height=height)


def headed(chart: Any, answer: Answer, below: str = "") -> Any:
    """The same for charts whose panels have their own size."""
    told = below or answer.resolution or ""
    title = alt.TitleParams(
        _lines(answer.summary), subtitle=_lines(told), anchor="start", fontSize=13, offset=12
    )
    return chart.properties(title=title)


def _lines(text: str) -> list[str]:
    return textwrap.wrap(text, 110)


def values(rows: list[dict[str, Any]]) -> Any:
    """Rows as data that travel with the chart."""
    return alt.InlineData(values=rows)


def named(domain: list[str], colours: list[str]) -> Any:
    """A colour channel for rows whose field ``series`` is one of these, with a legend above."""
    return alt.Color(
        "series:N",
        scale=alt.Scale(domain=domain, range=colours),
        legend=alt.Legend(title=None, orient="top", symbolOpacity=1),
    )
