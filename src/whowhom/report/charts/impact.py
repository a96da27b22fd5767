"""The chart of `impact`: observed beside forecast with its interval, or with beside without."""

from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.answers.impact import Impact, WhatIf
from whowhom.report.charts.style import BASE, MODEL, OBSERVED, titled, values


def chart(answer: Answer) -> Any:
    """Bars from low to high with what was expected; points for what came, or would come."""
    body = answer.answer
    rows = _of_event(body) if isinstance(body, Impact) else _of_intervention(body)
    order = [row["what"] for row in rows]
    base = alt.Chart(values(rows)).encode(y=alt.Y("what:N", sort=order, title=None))
    bars = base.mark_rule(strokeWidth=6, color=BASE, opacity=0.6).encode(
        x=alt.X("low:Q", title="acts"), x2="high:Q", tooltip=["what:N", "low:Q", "high:Q"]
    )
    plain = base.mark_tick(thickness=3, color=MODEL).encode(
        x="expected:Q", tooltip=["what:N", "expected:Q"]
    )
    came = base.mark_point(filled=True, size=70, color=OBSERVED).encode(
        x="came:Q", tooltip=["what:N", "came:Q"]
    )
    return titled(bars + plain + came, answer)


def _of_event(body: Impact) -> list[dict[str, Any]]:
    named = [("", body.total), *(("with ", e) for e in body.partners)]
    return [
        {"what": word + e.name, "low": e.low, "high": e.high, "expected": e.expected,
         "came": e.observed}
        for word, e in named
    ]  # fmt: skip


def _of_intervention(body: WhatIf) -> list[dict[str, Any]]:
    named = [("", body.total), *(("with ", d) for d in body.partners)]
    return [
        {"what": word + d.name, "low": d.without + d.low, "high": d.without + d.high,
         "expected": d.without, "came": d.given}
        for word, d in named
    ]  # fmt: skip
