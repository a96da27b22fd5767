from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.reading.moment import Moment
from whowhom.reading.records import (
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

SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ab: Span(min(ab), max(ab)))
TRACES = st.builds(
    Trace,
    SPANS,
    st.text(max_size=9),
    st.sampled_from(Status),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.floats(0, 1),
    st.just("r 1"),
)
PARTIES = st.builds(Party, SPANS, st.text(max_size=9), st.none() | st.just("A"))
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
MOMENTS = st.builds(Moment, st.none() | SPANS, DAYS, DAYS, st.just("day"), st.text(max_size=5))
WORDS = st.none() | st.text(max_size=5)
RECORDS = st.one_of(
    st.builds(
        EventRecord, TRACES, PARTIES, st.none() | PARTIES, st.just("ASSAULT"), WORDS, SPANS,
        st.none() | MOMENTS, WORDS, WORDS,
    ),
    st.builds(RelationRecord, TRACES, st.just("ally of"), PARTIES, PARTIES),
    st.builds(ClaimRecord, TRACES, PARTIES, SPANS, SPANS),
    st.builds(
        LikelihoodRecord, TRACES, st.just("likely"), st.just("for"), SPANS, st.just(0.5),
        st.none(), st.none() | PARTIES, st.none() | PARTIES, st.none() | SPANS,
    ),
    st.builds(CauseRecord, TRACES, SPANS, SPANS, SPANS),
)  # fmt: skip


@given(RECORDS)
def test_a_record_comes_back_from_its_plain_values(record):
    assert from_dict(as_dict(record)) == record


def test_what_is_no_record_is_said():
    with pytest.raises(KeyError):
        from_dict({"kind": "rumour"})
    with pytest.raises(ValueError, match="unknown fields"):
        from_dict({"kind": "cause", "colour": 1})
