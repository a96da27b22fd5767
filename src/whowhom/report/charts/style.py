"""What charts share: colours that the colour-blind tell apart, titles that say what is counted."""

import textwrap
from typing import Any, Final

import altair as alt

from whowhom.answers.answer import Answer

# Okabe & Ito (2008).
COLOURS: Final = alt.Scale(domain=["cooperation", "conflict"], range=["#0072B2", "#D55E00"])
MODEL, BASE, OBSERVED = "#0072B2", "#999999", "#D55E00"
WIDTH, HEIGHT = 560, 260


def titled(chart: Any, answer: Answer) -> Any:
    """The chart with the answer's judgement above it and what was counted below."""
    said = [answer.summary] if len(answer.summary) <= 110 else _lines(answer.summary)
    counted = _lines(answer.resolution) if answer.resolution else []
    title = alt.TitleParams(said, subtitle=counted, anchor="start", fontSize=13)
    return chart.properties(width=WIDTH, height=HEIGHT, title=title)


def _lines(text: str) -> list[str]:
    return textwrap.wrap(text, 110)


def values(rows: list[dict[str, Any]]) -> Any:
    """Rows as data that travel with the chart."""
    return alt.InlineData(values=rows)
