"""A comparison as text and as a chart."""

import json

import pytest

from tests.transcript import says

PERIODS = "2021-01-01..2021-08-14", "since the takeover"


@pytest.fixture(scope="module")
def changed(afghanistan):
    return afghanistan.compare("Taliban", *PERIODS, as_of="2021-12-31")


def test_the_text_says_what_changed_and_how_sure_that_is(changed):
    text = str(changed)
    assert all(len(line) <= 100 for line in text.splitlines())
    assert says(text, "4,284 acts in '2021-01-01..2021-08-14', ")
    # Only the period that was named in words is spelt out.
    assert "\n\n'since the takeover' is 2021-08-15 to 2021-12-30.\n\n" in text
    assert "AS UCDP-GED RECORDS IT: CHANGED" in text
    assert "Islamic Republic of Afghanistan (ended 2021-08-14)" in text
    assert "Confidence in this: moderate" in text
    assert "Skill: unknown" in text


def test_likelihood_and_confidence_share_no_sentence(changed):
    for sentence in str(changed).replace("\n", " ").split(". "):
        assert not ("onfidence" in sentence and "likely" in sentence)


def test_what_is_not_comparable_says_why_and_what_to_ask_instead(afghanistan):
    text = str(afghanistan.compare("Taliban", "mid-1990s", "now", as_of="2021-09-02"))
    assert text.startswith("Taliban, 'mid-1990s' and 'now': not comparable. Why: ucdp-ged tells of")
    assert "Ask instead: " in text
    assert "Confidence" not in text


def test_the_chart_holds_the_shares_of_either_period(changed):
    drawn = json.loads(changed.plot().to_json())
    rows = drawn["datasets"][drawn["layer"][1]["data"]["name"]]
    shifts = changed.answer.strata[0].shifts
    assert [r["share"] for r in rows] == [x for s in shifts for x in (s.before, s.after)]
