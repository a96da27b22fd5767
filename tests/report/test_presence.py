"""Text and chart of `presence`."""

import json

import pytest

from tests.transcript import says
from whowhom.case import Case
from whowhom.errors import RefusalError

AS_OF = "2021-09-02"


def test_the_text_says_what_an_analyst_would_sign(afghanistan: Case):
    text = str(afghanistan.presence("al-Qaeda", "Afghanistan", as_of=AS_OF))
    assert max(map(len, text.splitlines())) <= 100
    assert says(
        text,
        "that al-Qaeda is still active in Afghanistan on 2021-09-02 in the way that ucdp-ged "
        "records; last recorded there in 2020 (day not known) (always in acts with United States).",
    )
    for heading in (
        "SIGHTINGS THERE (DATASETS ARE NEVER ADDED UP)",
        "RECORDED AGAIN",
        "BASE RATE",
        "FOR\n",
        "AGAINST\n",
        "TO BE KNOWN BESIDE IT",
        "WHAT WOULD CHANGE THIS",
        "BY DIVISION",
        "BRANCHES AND PARENTS",
        "WHAT WAS SAID",
        "CAVEATS",
        "Skill: unknown",
        "Presence itself cannot be observed",
    ):
        assert heading in text


@pytest.mark.parametrize("actor", ["Haqqani", "HIG", "TTP"])
def test_answers_without_a_number_are_texts_too(afghanistan: Case, actor):
    text = str(afghanistan.presence(actor, as_of=AS_OF))
    assert "RECORDED AGAIN" not in text
    assert "None" not in text


def test_the_chart_holds_the_sightings_and_the_probabilities(afghanistan: Case, tmp_path):
    answer = afghanistan.presence("ISIS-K", "Nangarhar", as_of="2021-12-01")
    drawn = answer.plot()
    spec = json.loads(drawn.to_json())
    rows = next(iter(spec["datasets"].values()))
    stages = answer.answer.course
    assert [r["sightings"] for r in rows] == [s.acts for s in stages]
    assert [r["active"] for r in rows] == pytest.approx([s.active for s in stages])
    drawn.save(tmp_path / "presence.svg")
    assert (tmp_path / "presence.svg").read_text("utf-8").startswith("<svg")


def test_what_was_never_recorded_has_no_chart(afghanistan: Case):
    with pytest.raises(RefusalError, match="no sightings"):
        afghanistan.presence("Haqqani", as_of=AS_OF).plot()
