"""Belief by real parses: the sentences are the tests' own."""

import pytest

from whowhom.reading.belief import belief_of, believing

PAIRS = [
    # What is more believed, what less.
    ("The rebels attacked the town.", "attacked", "The rebels may attack the town.", "attack"),
    ("The bank will close the branch.", "close", "The bank hopes to close the branch.", "close"),
    ("The army won the battle.", "won", "The army did not win the battle.", "win"),
    ("The arrest sparked a riot.", "arrest", "He fears an arrest.", "arrest"),
]


def _belief(parse, text, word):
    (sentence,) = parse(text)
    (token,) = [each for each in sentence.parsed if each.text == word]
    return belief_of(sentence, token)


@pytest.mark.parametrize(("more", "word", "less", "other"), PAIRS)
def test_more_believed(parse, more, word, less, other):
    assert _belief(parse, more, word) > _belief(parse, less, other)


def test_even_parts_what_happened_from_what_did_not(parse):
    even = believing().even
    assert _belief(parse, "Gunmen killed the mayor.", "killed") > even
    assert _belief(parse, "Nobody killed the mayor.", "killed") < even
