"""Decisions: what may be said of a record, and what may not."""

import json

import pytest

from whowhom.errors import OptionError, UnknownIdError
from whowhom.intake.deciding import Decision

UNSURE = "Reds -> Blues: ASSAULT, 2021-03-09, Vada"


def lines(case):
    (path,) = case.folder.glob("reports/*/decisions.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_a_correction_is_remembered_and_applied(added, ids):
    name = ids["Blues -> Greens: SUPPORT"]
    added.decide(
        "correct",
        name,
        fields={"type": "agree", "day": "2021-03-02", "target": "Azures", "place": "Vada"},
        credibility="3",
        who="Ada",
        when="2021-04-01",
    )
    shown = added.show(name).answer
    assert shown.record.says == "Blues -> Azures: AGREE, 2021-03-02, Vada"
    assert shown.record.why_not == ""
    assert (shown.decided_by, shown.decided_on, shown.record.credibility) == (
        "Ada",
        "2021-04-01",
        "3",
    )
    assert shown.corrected["type"] == "agree"
    assert lines(added)[-1]["quote"] == "Blues praised Greens."


def test_a_second_correction_adds_to_the_first(added, ids):
    name = ids["Blues -> Greens: SUPPORT"]
    added.decide("correct", name, fields={"day": "2021-03-02"})
    added.decide("correct", name, fields={"place": "Vada"})
    assert added.show(name).answer.record.says == "Blues -> Greens: SUPPORT, 2021-03-02, Vada"
    added.decide("accept", name)
    assert added.show(name).answer.record.says == "Blues -> Greens: SUPPORT"


def test_both_sides_corrected_to_one_actor_do_not_count(added, ids):
    added.decide("correct", ids[UNSURE], fields={"target": "Reds"})
    record = added.show(ids[UNSURE]).answer.record
    assert (record.counted, record.why_not) == (False, "both sides are the same")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"nonsense": "1"}, "no field 'nonsense'"),
        ({"type": "MURDER"}, "ASSAULT"),
        ({"mode": "aerial-ish"}, "aerial"),
        ({"day": "yesterday"}, "2021-08-26"),
        ({"first": "2021-05-01", "last": "2021-04-01"}, "before"),
        ({"country": "Atlantis"}, "alpha-3"),
        ({"status": "perhaps"}, "happened"),
        ({"source": " "}, "source is empty"),
    ],
)
def test_a_correction_that_makes_no_sense_changes_nothing(added, ids, fields, message):
    with pytest.raises(OptionError, match=message):
        added.decide("correct", ids[UNSURE], fields=fields)
    assert not list(added.folder.glob("reports/*/decisions.jsonl"))


def test_all_or_none(added, ids):
    with pytest.raises(UnknownIdError, match="no record 'nothing'"):
        added.decide("accept", ids[UNSURE], "nothing")
    assert not list(added.folder.glob("reports/*/decisions.jsonl"))


@pytest.mark.parametrize(
    ("what", "records", "more"),
    [
        ("praise", ("a",), {}),
        ("accept", (), {}),
        ("accept", ("a",), {"credibility": "9"}),
        ("accept", ("a",), {"fields": {"type": "AGREE"}}),
        ("correct", ("a",), {}),
        ("correct", ("a", "b"), {"fields": {"type": "AGREE"}}),
        ("grade", ("a",), {}),
    ],
)
def test_what_is_no_decision(what, records, more):
    with pytest.raises(OptionError):
        Decision(what, records, **more)


def test_the_queue_by_kind_confidence_and_number(added, ids):
    everything = added.review().answer
    assert (everything.undecided, everything.decided) == (7, 0)
    events = added.review(kind="event", below=0.9).answer
    assert [line.id for line in events.queue] == [ids[UNSURE]]
    first = added.review(order="confidence", limit=1).answer
    assert [line.id for line in first.queue] == [ids[UNSURE]]
    assert first.undecided == 7
    added.decide("accept", ids[UNSURE])
    assert added.review(kind="event", below=0.9).answer.headline.startswith("Nothing is left")


def test_a_queue_that_cannot_be(added):
    for wrong in ({"kind": "rumour"}, {"order": "random"}, {"report": "f" * 16}):
        with pytest.raises(OptionError):
            added.review(**wrong)


def test_an_empty_case_has_nothing_to_review(case):
    assert case.review().answer.queue == ()


def test_a_grade_alone_decides_nothing(added, ids):
    added.decide("grade", ids[UNSURE], credibility="5")
    record = added.show(ids[UNSURE]).answer.record
    assert (record.decision, record.credibility) == ("", "5")
