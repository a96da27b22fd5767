import pytest

from whowhom.reading.questions import asks, sentences_in
from whowhom.reading.span import Span


@pytest.mark.parametrize(
    "sentence",
    ["Will it hold?", "It held?", "How do you explain that they left.", "“Who left?”", "Why?!"],
)
def test_a_sentence_asks(sentence):
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It held.",
        "The obvious question is why they left?",
        "What they want is peace.",
        "Who knows.",
    ],
)
def test_a_sentence_does_not_ask(sentence):
    assert not asks(sentence)


def test_sentences_end_at_marks_but_not_at_short_forms():
    text = "Gen. Ito met Dr. Obo in the U.S. capital. Why? “To talk.” He left at 3 p.m. on Monday."
    assert [span.of(text) for span in sentences_in(text, Span(0, len(text)))] == [
        "Gen. Ito met Dr. Obo in the U.S. capital.",
        "Why?",
        "“To talk.”",
        "He left at 3 p.m. on Monday.",
    ]
