"""Corrections of records, and which records count."""

from dataclasses import replace
from datetime import date

import pytest

from whowhom.errors import OptionError
from whowhom.reading.corrections import FIELDS, corrected
from whowhom.reading.counting import tie_kind, why_no_statement, why_no_tie, why_not
from whowhom.reading.moment import Moment
from whowhom.reading.records import (
    KINDS,
    RELATIONS,
    CauseRecord,
    ClaimRecord,
    EventRecord,
    LikelihoodRecord,
    Party,
    RelationRecord,
    Trace,
    as_dict,
    from_dict,
)
from whowhom.reading.span import Span
from whowhom.reading.status import Status

TRACE = Trace(Span(0, 20), "Reds attacked Blues.", Status.HAPPENED, ("Ada Berg",), 0.95, "any 1")
REDS, BLUES = Party(Span(0, 4), "Reds", "REDS"), Party(Span(14, 19), "Blues", "BLUES")
DAY = date(2021, 3, 4)
EVENT = EventRecord(
    TRACE,
    REDS,
    BLUES,
    "ASSAULT",
    "firearms",
    Span(5, 13),
    Moment(None, DAY, DAY, "day"),
    None,
    None,
)
RELATION = RelationRecord(TRACE, "ally of", REDS, BLUES)
LIKELY = LikelihoodRecord(TRACE, "likely", "for", Span(0, 20), 0.55, 0.8, REDS, BLUES)
CLAIM = ClaimRecord(TRACE, REDS, Span(5, 13), Span(14, 19))
CAUSE = CauseRecord(TRACE, Span(0, 4), Span(14, 19), Span(5, 13))
EVERY = (EVENT, RELATION, LIKELY, CLAIM, CAUSE)


def test_every_kind_can_be_corrected():
    assert set(FIELDS) == set(KINDS.values())
    for record in EVERY:
        changed = corrected(record, {"status": "denied", "speakers": "Ada Berg; An official"})
        assert changed.trace.status is Status.DENIED
        assert changed.trace.speakers == ("Ada Berg", "An official")
        assert changed.trace.quote == record.trace.quote
        assert from_dict(as_dict(changed)) == changed
        assert corrected(record, {}) == record


def test_a_side_by_its_right_name():
    changed = corrected(EVENT, {"target": "Greens"})
    assert (changed.target.name, changed.target.actor_id) == ("Greens", None)
    assert changed.target.span == EVENT.target.span
    assert corrected(EVENT, {"target": ""}).target is None
    alone = replace(EVENT, target=None)
    assert corrected(alone, {"target": "Greens"}).target.span == TRACE.span


def test_another_type_drops_a_mode_that_it_has_not():
    assert corrected(EVENT, {"type": "support"}).mode is None
    assert corrected(EVENT, {"type": "ASSAULT"}).mode == "firearms"
    assert corrected(EVENT, {"mode": "aerial"}).mode == "aerial"


def test_days():
    assert corrected(EVENT, {"day": "2021-04-01"}).moment.last == date(2021, 4, 1)
    span = corrected(EVENT, {"first": "2021-03-01", "last": "2021-03-31", "precision": "month"})
    assert (span.moment.first, span.moment.last, span.moment.precision) == (
        date(2021, 3, 1),
        date(2021, 3, 31),
        "month",
    )
    undated = replace(EVENT, moment=Moment(None, None, None, "open", "lately"))
    assert corrected(undated, {"first": "2021-03-01"}).moment.precision == "day"
    assert corrected(undated, {"first": "2021-03-01", "last": "2021-03-20"}).moment.precision == (
        "month"
    )


def test_a_country_by_name_or_code():
    for text in ("Norway", "NOR", "nor"):
        assert corrected(EVENT, {"country": text}).country == "NOR"
    assert corrected(EVENT, {"country": ""}).country is None


def test_figures_of_a_likelihood():
    changed = corrected(LIKELY, {"low": "0.2", "high": "", "polarity": "AGAINST"})
    assert (changed.low, changed.high, changed.polarity) == (0.2, None, "against")
    for wrong in ("2", "much", "nan"):
        with pytest.raises(OptionError, match="probability"):
            corrected(LIKELY, {"low": wrong})


@pytest.mark.parametrize(
    ("change", "decision", "reason"),
    [
        ({}, "", ""),
        ({}, "accept", ""),
        ({}, "reject", "rejected"),
        ({"target": None}, "accept", "no other side"),
        ({"moment": None}, "accept", "no day"),
        ({"moment": Moment(None, DAY, None, "open")}, "accept", "no day"),
        ({"moment": Moment(None, DAY, DAY, "open")}, "accept", "no end"),
        (
            {"moment": Moment(None, date(2022, 1, 1), date(2022, 1, 1), "day")},
            "",
            "after the report",
        ),
        ({"type": "MEETING"}, "accept", "no PLOVER type"),
        ({"target": Party(Span(0, 4), "the Reds", "REDS")}, "", "the same"),
    ],
)
def test_why_an_event_is_no_row(change, decision, reason):
    found = why_not(replace(EVENT, **change), decision, date(2021, 3, 12), 0.9)
    assert reason in found
    assert bool(found) == bool(reason)


@pytest.mark.parametrize("status", list(Status))
def test_only_what_happened_counts_unasked_and_no_question_ever(status):
    record = replace(EVENT, trace=replace(TRACE, status=status))
    assert (why_not(record, "", DAY, 0.9) == "") == (status is Status.HAPPENED)
    assert (why_not(record, "accept", DAY, 0.9) == "") == (status is not Status.ASKED)


def test_confidence_and_the_day_of_the_report():
    unsure = replace(EVENT, trace=replace(TRACE, confidence=0.5))
    assert "below 0.9" in why_not(unsure, "", DAY, 0.9)
    assert why_not(unsure, "", DAY, 0.5) == ""
    assert "--date" in why_not(EVENT, "accept", None, 0.9)


def test_likelihoods_and_ties():
    asked = replace(LIKELY, trace=replace(TRACE, status=Status.ASKED))
    assert why_no_statement(LIKELY, "", DAY, 0.9) == ""
    assert "0.97" in why_no_statement(LIKELY, "", DAY, 0.97)
    assert "asked" in why_no_statement(asked, "accept", DAY, 0.9)
    assert "rejected" in why_no_statement(LIKELY, "reject", DAY, 0.9)
    assert "--date" in why_no_statement(LIKELY, "accept", None, 0.9)
    assert "accepted" in why_no_tie(RELATION, "", DAY)
    assert why_no_tie(RELATION, "accept", DAY) == ""
    assert "--date" in why_no_tie(RELATION, "accept", None)
    denied = replace(RELATION, trace=replace(TRACE, status=Status.DENIED))
    assert "denied" in why_no_tie(denied, "accept", DAY)
    assert "alias" in why_no_tie(replace(RELATION, relation="also called"), "accept", DAY)
    assert "apostate" in why_no_tie(replace(RELATION, relation="apostate to"), "accept", DAY)
    assert tie_kind(replace(RELATION, relation="holds")) == "holds territory"


def test_every_relation_is_a_tie_or_known_to_be_none():
    none = {r for r in RELATIONS if tie_kind(replace(RELATION, relation=r)) is None}
    assert none == {"apostate to", "also called"}
