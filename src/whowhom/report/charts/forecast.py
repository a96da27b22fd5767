"""The charts of `forecast`: probabilities of two actors; expected acts of a ranking of dyads."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from whowhom.answers.answer import Answer
from whowhom.answers.expectation import Expectation
from whowhom.answers.forecast import Forecast, Way
from whowhom.answers.prospects import Rank, Toward, Watch
from whowhom.errors import RefusalError
from whowhom.report.charts.style import BASE, MODEL, named, titled, values

FORECAST, USUAL = "forecast", "base rate"
_LABEL = 330


def chart(answer: Answer) -> Any:
    """Probability of each class and type, with interval and base rate; or a ranking as bars."""
    body = answer.answer
    if isinstance(body, Forecast):
        return _pair(answer, body)
    if isinstance(body, Toward):
        lists = [("", body.acts_on), ("", body.acted_on_by), ("", body.with_whom)]
        return _ranking(answer, lists, body.horizon.days)
    if isinstance(body, Watch):
        lists = [("above the base rate", body.up), ("below the base rate", body.down)]
        return _ranking(answer, lists, body.horizon.days)
    raise RefusalError(f"no chart of {type(body).__name__}", "the three forms of forecast")


# ---- two actors ---------------------------------------------------------------------------------


def _pair(answer: Answer, body: Forecast) -> Any:
    rows = [row for way in body.ways for row in _chances(way)]
    if not rows:
        return _shares(answer, body)
    order = [row["what"] for row in rows]
    y = alt.Y("what:N", sort=order, title=None, axis=alt.Axis(labelLimit=_LABEL))
    title = f"probability within {body.horizon.days} days"
    x = alt.X(
        "probability:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
        title=title,
    )
    told = ["what:N", alt.Tooltip("probability:Q", format=".1%"), alt.Tooltip("word:N")]
    base = alt.Chart(values(rows)).encode(y=y)
    spans = base.mark_rule(color=MODEL, strokeWidth=3, opacity=0.45).encode(
        x=alt.X("low:Q", title=title), x2="high:Q"
    )
    marks = [
        {"what": r["what"], "probability": r[key], "word": r["word"], "series": series}
        for r in rows
        for series, key in ((FORECAST, "probability"), (USUAL, "base"))
    ]
    dots = (
        alt.Chart(values(marks))
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            y=y,
            x=x,
            color=named([FORECAST, USUAL], [MODEL, BASE]),
            shape=alt.Shape(
                "series:N",
                scale=alt.Scale(domain=[FORECAST, USUAL], range=["circle", "diamond"]),
                legend=alt.Legend(title=None, orient="top"),
            ),
            tooltip=told,
        )
    )
    note = (
        f" Some: at least one act. Bars: {body.level:.0%} interval that the fit leaves the "
        "probability; none is known for those of deaths."
    )
    below = (answer.resolution or "") + note
    return titled(spans + dots, answer, rows=len(rows), below=below)


def _chances(way: Way) -> list[dict[str, Any]]:
    """One row for each class and type with a probability; deaths last."""
    ends = f"{way.source} - {way.target}" if way.both else f"{way.source} toward {way.target}"
    rows = [
        {
            "what": f"{ends}: {_some(e)}",
            "probability": e.probability,
            "low": e.probability_low,
            "high": e.probability_high,
            "base": e.base_probability,
            "word": e.word or "",
        }
        for e in way.expectations
        if e.probability is not None and (e.kind == "class" or e.expected)
    ]
    if way.deaths and rows:
        d = way.deaths
        steps = (
            ("at least 1 death", d.at_least_1, d.base_at_least_1),
            ("at least 25 deaths", d.at_least_25, d.base_at_least_25),
            ("at least 1,000 deaths", d.at_least_1000, d.base_at_least_1000),
        )
        rows += [
            {"what": f"{ends}: {n}", "probability": p, "low": p, "high": p, "base": b, "word": ""}
            for n, p, b in steps
        ]
    return rows


def _some(e: Expectation) -> str:
    return f"some {_name(e)}"


def _name(e: Expectation) -> str:
    return e.name.partition(", ")[2] or e.name


def _shares(answer: Answer, body: Forecast) -> Any:
    """Where nothing may be counted: how the acts listed fall."""
    rows = [
        {"what": f"{w.source} - {w.target}: {_name(e)}", "share": share, "series": series}
        for w in body.ways
        for e in w.expectations
        if e.share
        for series, share in (("of this pair", e.share), ("of all listed", e.base_share))
    ]
    if not rows:
        raise RefusalError(
            f"no act of {body.a.name} and {body.b.name} is listed", "a pair with acts on record"
        )
    colours = named(["of this pair", "of all listed"], [MODEL, BASE])
    return _bars(answer, rows, "share", "share of the acts listed", colours, ".0%")


# ---- rankings -----------------------------------------------------------------------------------


def _ranking(answer: Answer, lists: Sequence[tuple[str, Sequence[Rank]]], days: int) -> Any:
    ranks = [(which, rank) for which, each in lists for rank in each]
    if not ranks:
        raise RefusalError("this list is empty", "a record of actors that exist")
    counted = ranks[0][1].expected is not None
    dataset = (answer.dataset or {}).get("name", "the dataset")
    measure = "acts" if counted else "share"
    names = [FORECAST, USUAL] if counted else ["newer acts weigh more", "all acts alike"]
    rows = [
        {"what": _dyad(r), measure: amount, "series": series, "list": which}
        for which, r in ranks
        for series, amount in zip(
            names,
            (r.expected, r.base_expected) if counted else (r.share, r.base_share),
            strict=True,
        )
    ]
    title = f"acts expected within {days} days" if counted else "share of the acts listed"
    ahead = answer.answer.horizon
    below = (
        f"Expected: acts of all classes that {dataset} would record between {ahead.first} and "
        f"{ahead.last}. Base rate: the pair's pace over the whole record."
        if counted
        else f"{dataset} is a hand-picked list: it tells shares of the acts listed, not how often."
    )
    colours = named(names, [MODEL, BASE])
    return _bars(answer, rows, measure, title, colours, "" if counted else ".0%", below)


def _dyad(rank: Rank) -> str:
    return f"{rank.source} {'-' if rank.both else '→'} {rank.target}"


def _bars(
    answer: Answer,
    rows: list[dict[str, Any]],
    field: str,
    title: str,
    colours: Any,
    form: str,
    below: str = "",
) -> Any:
    """A bar for each series of each row, the figure behind it."""
    order = list(dict.fromkeys(row["what"] for row in rows))
    series = list(dict.fromkeys(row["series"] for row in rows))
    axis = alt.Axis(format=form) if form else alt.Axis()
    place = alt.Chart(values(rows)).encode(
        y=alt.Y("what:N", sort=order, title=None, axis=alt.Axis(labelLimit=_LABEL)),
        yOffset=alt.YOffset("series:N", sort=series),
        x=alt.X(f"{field}:Q", title=title, axis=axis),
        tooltip=["what:N", "series:N", alt.Tooltip(f"{field}:Q", format=form or ".3~g")],
    )
    bars = place.mark_bar().encode(color=colours)
    figures = place.mark_text(align="left", dx=3, fontSize=10).encode(
        text=alt.Text(f"{field}:Q", format=form or ".2~g")
    )
    return titled(bars + figures, answer, rows=2 * len(order), below=below)
