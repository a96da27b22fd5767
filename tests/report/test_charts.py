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
