"""Charts: every verb that promises one draws it, and the picture holds the answer's figures."""

import json

import pytest

from whowhom.case import Case
from whowhom.errors import RefusalError

AS_OF = "2021-12-01"


def spec(answer):
    return json.loads(answer.plot().to_json())


def rows(drawn, layer):
    """The data of a layer, which Altair keeps by name at the top."""
    return drawn["datasets"][drawn["layer"][layer]["data"]["name"]]


def only_rows(drawn):
    """The data that all layers share."""
    (found,) = drawn["datasets"].values()
    return found


def test_the_chart_of_a_relation_holds_its_course_and_turning_points(afghanistan: Case):
    answer = afghanistan.relation("Taliban", "ISIS-K", as_of=AS_OF)
    drawn = spec(answer)
    values = rows(drawn, 0)
    acts = sum(s.cooperation + s.conflict for s in answer.answer.course)
    assert sum(v["acts"] for v in values) == pytest.approx(acts)
    days = {v["day"] for v in rows(drawn, 1)}
    assert days == {p.date.isoformat() for p in answer.answer.turning_points}


def test_a_chart_becomes_a_picture_without_a_network(afghanistan: Case, tmp_path):
    answer = afghanistan.relation("Taliban", "ISIS-K", as_of=AS_OF)
    answer.plot().save(tmp_path / "relation.svg")
    assert (tmp_path / "relation.svg").read_text("utf-8").startswith("<svg")


def test_what_has_no_chart_says_so(afghanistan: Case):
    with pytest.raises(RefusalError, match="has no chart"):
        afghanistan.show("AFC0258").plot()


def test_the_chart_of_an_impact_holds_what_came_and_what_was_forecast(afghanistan: Case):
    answer = afghanistan.impact("the takeover", on="ISIS-K", as_of="2022-01-01")
    (total, *_) = only_rows(spec(answer))
    body = answer.answer.total
    assert (total["came"], total["expected"]) == (body.observed, pytest.approx(body.expected))
    supposed = afghanistan.impact(if_="stop ISIS-K", on="Taliban", as_of="2022-01-01")
    assert only_rows(spec(supposed))[0]["came"] == pytest.approx(supposed.answer.total.given)
