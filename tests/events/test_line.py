"""Lines: what people write, read by rule, and what cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.errors import OptionError
from whowhom.events.line import read_line
from whowhom.events.scenario import Asked, Joined


def test_and_binds_closer_than_or_and_not_closest():
    found = read_line("a b or not c d and e f")
    assert isinstance(found, Joined) and found.how == "any"
    first, second = found.parts
    assert isinstance(first, Asked)
    assert isinstance(second, Joined) and second.how == "all"
    assert isinstance(second.parts[0], Joined) and second.parts[0].how == "not"


def test_parentheses_join_first():
    found = read_line("(a b or c d) and e f")
    assert isinstance(found, Joined) and found.how == "all"
    assert isinstance(found.parts[0], Joined) and found.parts[0].how == "any"


@pytest.mark.parametrize(
    ("line", "place", "measure", "at_least", "within"),
    [
        ("a b", "", "acts", 1, ""),
        ("a b in Kabul, Afghanistan deaths >= 1,000", "Kabul, Afghanistan", "deaths", 1000, ""),
        ("a b deadliest > 24 within 12 weeks", "", "deadliest", 25, "12w"),
        ("a b acts ≥ 3 within 90", "", "acts", 3, "90"),
    ],
)
def test_parts_of_a_condition(line, place, measure, at_least, within):
    found = read_line(line)
    assert isinstance(found, Asked)
    told = (found.place, found.measure, found.at_least, found.within)
    assert told == (place, measure, at_least, within)
    assert found.words == ("a", "b")


def test_quotes_keep_words_that_the_grammar_uses():
    found = read_line('"Bosnia and Herzegovina" -> "State in Burma" acts >= 2')
    assert isinstance(found, Asked)
    assert found.source == "'Bosnia and Herzegovina'"
    assert (found.how, found.target) == ("->", "'State in Burma'")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "an empty scenario"),
        ("a", "names no two sides"),
        ("a -> ", "names no two sides"),
        ("(a b", "does not close"),
        ("a b)", "cannot stand there"),
        ("a b and", "a condition is missing"),
        ('a "b', "does not end"),
        ("a - b - c", "2 arrows"),
        ("a b acts >= -1", "acts >= -1"),
        ("a b acts >= 0", "true whatever happens"),
        ("a b acts >= 1.5", "acts >= 1.5"),
        ("a b acts >= 99999999", "acts >= 99999999"),
        ("a b acts < 3", "acts < 3"),
        ("a b guns >= 3", "counts nothing known"),
        ("a b acts", "without a number"),
        ("a b in acts >= 3", "without a place"),
        ("a b within soon", "within soon"),
        ("a b by tomorrow", "is no day"),
        ("a b from 2021-10-02 to 2021-10-01", "ends before it begins"),
        ("not " * 50 + "a b", "nested deeper"),
        ("a b " * 2000, "belongs in a file"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(line, why):
    with pytest.raises(OptionError, match=r"^scenario: ") as caught:
        read_line(line)
    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=60))
def test_no_text_brings_anything_but_a_condition_or_a_refusal(text):
    try:
        assert isinstance(read_line(text), Asked | Joined)
    except OptionError:
        pass
