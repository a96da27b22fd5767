from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from whowhom.reading.quotes import quotes_of


def told(text):
    return [quote.of(text) for quote in quotes_of(text)]


def test_straight_and_curly_quotations():
    assert told('“We stay,” he said. "And fight."') == ["“We stay,”", '"And fight."']


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    assert told('He said: "We stay.\nThen "they" left.') == ['"We stay.', '"they"']


def test_a_mark_without_a_partner_is_no_quotation():
    assert told('The pipe of 6" burst, and a "b') == []


@given(st.text(alphabet="ab \n\"“”«»:,'", max_size=40))
def test_quotations_are_in_order_and_within_a_paragraph(text):
    quotes = quotes_of(text)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
    assert not any("\n" in quote.of(text) for quote in quotes)
