"""Charts: every verb that promises one draws it, and the picture holds the answer's figures."""

import json
from dataclasses import replace
from datetime import date

import pytest

from whowhom.answers.answer import Answer
from whowhom.answers.check import Check, ReliabilityRow
from whowhom.answers.skill import Skill
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


# ---- the other verbs ----------------------------------------------------------------------------


def data(drawn):
    """All rows of all layers and panels."""
    return [row for each in drawn["datasets"].values() for row in each]


def test_the_chart_of_a_pair_holds_its_probabilities(afghanistan: Case):
    answer = afghanistan.forecast("Taliban", "ISIS-K", as_of="2021-09-02")
    drawn = spec(answer)
    (way,) = answer.answer.ways
    told = [e.probability for e in way.expectations if e.kind == "class" or e.expected]
    told += [way.deaths.at_least_1, way.deaths.at_least_25, way.deaths.at_least_1000]
    marks = rows(drawn, 1)
    assert [m["probability"] for m in marks if m["series"] == "forecast"] == pytest.approx(told)
    spans = rows(drawn, 0)
    assert (spans[0]["low"], spans[0]["high"], spans[0]["base"]) == pytest.approx(
        (
            way.expectations[0].probability_low,
            way.expectations[0].probability_high,
            way.expectations[0].base_probability,
        )
    )
    assert "in dataset ucdp-ged" in " ".join(drawn["title"]["subtitle"])


@pytest.mark.parametrize("asked", [(), ("Taliban",)])
def test_the_chart_of_a_ranking_holds_what_is_expected(afghanistan: Case, asked):
    answer = afghanistan.forecast(*asked, as_of="2021-09-02")
    body = answer.answer
    ranks = (*body.acts_on, *body.acted_on_by, *body.with_whom) if asked else (*body.up, *body.down)
    bars = data(spec(answer))
    assert [b["acts"] for b in bars if b["series"] == "forecast"] == pytest.approx(
        [r.expected for r in ranks]
    )
    assert [b["acts"] for b in bars if b["series"] == "base rate"] == pytest.approx(
        [r.base_expected for r in ranks]
    )


@pytest.mark.parametrize("asked", [(), ("Taliban",), ("Taliban", "Pakistan")])
def test_a_list_that_may_not_be_counted_shows_shares(afghanistan: Case, asked):
    bars = data(spec(afghanistan.forecast(*asked, dataset="chronicle", as_of="2021-09-02")))
    assert bars
    assert all(0 <= b["share"] <= 1 for b in bars)
    assert "forecast" not in {b["series"] for b in bars}


def test_the_chart_of_a_profile_never_adds_datasets_up(afghanistan: Case):
    answer = afghanistan.profile("ISIS-K", as_of=AS_OF)
    drawn = spec(answer)
    assert len(drawn["vconcat"]) == len(answer.answer.activity) == 2
    for panel, each in zip(drawn["vconcat"], answer.answer.activity, strict=True):
        mine = drawn["datasets"][panel["data"]["name"]]
        assert sum(r["acts"] for r in mine) == pytest.approx(
            sum(s.cooperation + s.conflict for s in each.course)
        )
        assert each.dataset in panel["title"]


def test_the_chart_of_the_ledger_holds_its_calibration(afghanistan: Case):
    answer = afghanistan.check_ledger()
    bins = [r for r in data(spec(answer)) if "n" in r]
    assert [(b["said"], b["happened"], b["n"], b["word"]) for b in bins] == [
        (pytest.approx(b.said), b.happened, b.n, b.word) for b in answer.answer.calibration
    ]
    with pytest.raises(RefusalError, match="nothing in the ledger can be scored"):
        afghanistan.check_ledger(as_of="2021-01-01").plot()


def test_the_chart_of_a_check_holds_its_reliability():
    lines = (
        ReliabilityRow("material conflict", 7, 40, 0.1, 0.2, 0.05),
        ReliabilityRow("material conflict", 30, 20, 0.6, 0.5, None),
        ReliabilityRow("verbal conflict", 7, 10, 0.9, 1.0, 0.02),
    )
    day = date(2021, 1, 1)
    body = Check("h", day, day, 3, 30, (7, 30), (), lines, (), (), "none")
    skill = Skill("unknown", 0)
    answer = Answer("check", "answered", {}, {}, day, None, body, (), skill, None, ())
    drawn = spec(answer)
    assert len(drawn["concat"]) == 2
    bins = [r for r in data(drawn) if "n" in r]
    assert sorted((b["said"], b["happened"], b["n"]) for b in bins) == [
        (0.1, 0.2, 40),
        (0.6, 0.5, 20),
        (0.9, 1.0, 10),
    ]
    first = min(bins, key=lambda b: b["said"])
    assert (first["low"], first["high"]) == pytest.approx((0.1, 0.3))
    with pytest.raises(RefusalError):
        replace(answer, answer=replace(body, reliability=())).plot()


@pytest.mark.parametrize("verb", ["forecast", "profile", "check_ledger"])
def test_every_chart_becomes_a_picture(afghanistan: Case, tmp_path, verb):
    asked = {"forecast": ("Taliban", "ISIS-K"), "profile": ("ISIS-K",)}.get(verb, ())
    answer = getattr(afghanistan, verb)(*asked, as_of="2022-12-28")
    answer.plot().save(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_text("utf-8").startswith("<svg")


def test_the_chart_of_an_impact_holds_what_came_and_what_was_forecast(afghanistan: Case):
    answer = afghanistan.impact("the takeover", on="ISIS-K", as_of="2022-01-01")
    (total, *_) = only_rows(spec(answer))
    body = answer.answer.total
    assert (total["came"], total["expected"]) == (body.observed, pytest.approx(body.expected))
    supposed = afghanistan.impact(if_="stop ISIS-K", on="Taliban", as_of="2022-01-01")
    assert only_rows(spec(supposed))[0]["came"] == pytest.approx(supposed.answer.total.given)
