"""Moments by rules and real parses: the sentences are the tests' own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.reading.moments import moment_of, moments_of
from whowhom.reading.timewords import timewords_of

DAY = date(2021, 9, 2)
"""A Thursday."""

ABSOLUTE = [
    ("26 August 2021", "2021-08-26", "2021-08-26", "day"),
    ("August 26, 2021", "2021-08-26", "2021-08-26", "day"),
    ("Thursday, August 26, 2021", "2021-08-26", "2021-08-26", "day"),
    ("Aug. 26 2021", "2021-08-26", "2021-08-26", "day"),
    ("2021-08-26", "2021-08-26", "2021-08-26", "day"),
    ("26.8.2021", "2021-08-26", "2021-08-26", "day"),
    ("5-9 May 2019", "2019-05-05", "2019-05-09", "day"),
    ("August 2021", "2021-08-01", "2021-08-31", "month"),
    ("early August 2021", "2021-08-01", "2021-08-10", "week"),
    ("2015", "2015-01-01", "2015-12-31", "year"),
    ("late 2015", "2015-09-01", "2015-12-31", "month"),
    ("1998-99", "1998-01-01", "1999-12-31", "year"),
    ("the 1990s", "1990-01-01", "1999-12-31", "year"),
    ("the mid-'90s", "1994-01-01", "1996-12-31", "year"),
    ("the nineties", "1990-01-01", "1999-12-31", "year"),
    ("the summer of 2014", "2014-06-01", "2014-08-31", "month"),
    ("winter 2001", "2001-12-01", "2002-02-28", "month"),
    ("the 19th century", "1801-01-01", "1900-12-31", "year"),
]
RELATIVE = [
    ("today", "2021-09-02", "2021-09-02", "day"),
    ("yesterday", "2021-09-01", "2021-09-01", "day"),
    ("on Thursday", "2021-09-02", "2021-09-02", "day"),
    ("on Monday night", "2021-08-30", "2021-08-30", "day"),
    ("last Thursday", "2021-08-26", "2021-08-26", "day"),
    ("next Thursday", "2021-09-09", "2021-09-09", "day"),
    ("last week", "2021-08-23", "2021-08-29", "week"),
    ("next month", "2021-10-01", "2021-10-31", "month"),
    ("this year", "2021-01-01", "2021-12-31", "year"),
    ("late last year", "2020-09-01", "2020-12-31", "month"),
    ("the past week", "2021-08-26", "2021-09-02", "week"),
    ("Two weeks ago", "2021-08-16", "2021-08-22", "week"),
    ("three days ago", "2021-08-30", "2021-08-30", "day"),
    ("a few months ago", "2020-12-02", "2021-07-02", "month"),
    ("the last 20 years", "2001-09-02", "2021-09-02", "year"),
    ("in May", "2021-05-01", "2021-05-31", "month"),
    ("in December", "2020-12-01", "2020-12-31", "month"),
    ("on August 26", "2021-08-26", "2021-08-26", "day"),
    ("on 25 December", "2020-12-25", "2020-12-25", "day"),
    ("last summer", "2020-06-01", "2020-08-31", "month"),
    ("over the weekend", "2021-08-28", "2021-08-29", "week"),
]


def one(words, day=DAY):
    (found,) = timewords_of(words, day)
    return found


@pytest.mark.parametrize(("words", "first", "last", "precision"), ABSOLUTE)
def test_absolute_times_need_no_day(words, first, last, precision):
    for day in (DAY, None):
        found = one(words, day)
        assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
        assert found.precision == precision and not found.relative


@pytest.mark.parametrize(("words", "first", "last", "precision"), RELATIVE)
def test_relative_times_need_the_documents_day(words, first, last, precision):
    found = one(words)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert found.precision == precision and found.relative
    found = one(words, None)
    assert (found.first, found.last, found.precision) == (None, None, precision)


@pytest.mark.parametrize(
    "words",
    [
        "they may march on the town",
        "May wins the vote",
        "a bomb of 1500 kg",
        "12 of 2,015 people",
        "every Monday",
        "the fall of the city",
    ],
)
def test_no_times(words):
    assert [
        each for each in timewords_of(words, DAY) if len(words[each.start : each.end]) != 4
    ] == []


def test_what_is_ahead_is_the_next(parse):
    (sentence,) = parse("The rebels left on Monday and the army will attack on Monday.")
    past, ahead = moments_of(sentence, DAY)
    assert (past.first, ahead.first) == (date(2021, 8, 30), date(2021, 9, 6))


SPANS = [
    ("They fought between 2001 and 2014.", "between 2001 and 2014", "2001-01-01", "2014-12-31"),
    ("It ruled from 1996 to 2001.", "from 1996 to 2001", "1996-01-01", "2001-12-31"),
    ("They fought between May and July 2019.", "between May and July 2019", "2019-05-01",
     "2019-07-31"),
    ("They have fought since 2015.", "since 2015", "2015-01-01", "2021-09-02"),
    ("They fought until 1999.", "until 1999", None, "1999-12-31"),
    ("They fought before 1999.", "before 1999", None, "1998-12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last"), SPANS)
def test_spans(parse, text, words, first, last):
    (sentence,) = parse(text)
    (moment,) = moments_of(sentence, DAY)
    assert moment.span.of(text) == words
    assert (moment.first and moment.first.isoformat(), moment.last.isoformat()) == (first, last)


ATTACHED = [
    ("On Friday the envoy said that rebels shelled the town on Tuesday.", "shelled", "Tuesday"),
    ("On Friday the envoy said that rebels shelled the town on Tuesday.", "said", "Friday"),
    ("The rebels tried on Monday to leave.", "leave", "Monday"),
    ("The army carried out an attack in 2015.", "attack", "2015"),
    ("The envoy said on Friday that rebels shelled the town.", "shelled", None),
    ("Chad, which withdrew its troops from Mali in 2012, has accused Niger.", "accused", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), ATTACHED)
def test_the_moment_of_an_act(parse, text, word, expected):
    (sentence,) = parse(text)
    (token,) = [each for each in sentence.parsed if each.text == word]
    found = moment_of(sentence, token, moments_of(sentence, DAY), DAY)
    assert (found and found.span.of(text)) == expected


WORDS = (
    "since until between and from to last next this early late mid the of in on week month year "
    "weekend Monday August May 2015 1996 26 3 two a few days ago years summer 1990s '90s nineties "
    "today yesterday tomorrow past before after now 2021-02-29 9999 0001 century 19th , - . '"
)
PIECES = st.sampled_from(WORDS.split())
DAYS = st.none() | st.dates()


@given(st.lists(PIECES, max_size=12), DAYS, st.booleans())
def test_first_is_never_after_last_and_spans_are_in_order(pieces, day, ahead):
    text = " ".join(pieces)
    end = 0
    for each in timewords_of(text, day, lambda _: ahead):
        assert end <= each.start < each.end <= len(text)
        end = each.end
        if each.first is not None and each.last is not None:
            assert each.first <= each.last
        if day is None and each.relative:
            assert each.first is None and each.last is None


@given(st.lists(PIECES, max_size=12), DAYS)
def test_moments_of_any_words(parse, pieces, day):
    text = " ".join(pieces)
    for sentence in parse(text):
        for moment in moments_of(sentence, day):
            assert moment.span.of(text).strip() == moment.span.of(text) != ""
            assert sentence.span.covers(moment.span)
            if moment.first is not None and moment.last is not None:
                assert moment.first <= moment.last
            if moment.relative:
                assert moment.relative == moment.span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The front claims to have shot ten guards on Wednesday.",
        "The guards tried to leave the fort on Wednesday.",
    ],
)
def test_an_infinitive_of_what_was_done_looks_back(parse, text):
    (sentence,) = parse(text)
    assert moments_of(sentence, DAY)[0].first == date(2021, 9, 1)


def test_a_day_in_a_name_is_no_time(parse):
    (sentence,) = parse("The council condemned the 4 May Movement on Monday.")
    assert [m.relative for m in moments_of(sentence, DAY)] == ["Monday"]


def test_what_was_supposed_to_be_done_looks_back(parse):
    (sentence,) = parse("The guards were supposed to leave by late January.")
    assert moments_of(sentence, DAY)[0].last == date(2021, 1, 31)
