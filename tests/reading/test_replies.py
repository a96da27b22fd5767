"""Replies: short answers that say how likely is what was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.actors.registry import Registry
from whowhom.reading.documents import read_document
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import PACKAGED, load
from whowhom.reading.replies import replies_of
from whowhom.reading.turns import turns_of


def told(question, answer):
    report = read_document(f"Jo Park: {question}\n\nAmal Idris: {answer}\n\nJo Park: Ah.".encode())
    sentences = load(PACKAGED).sentences(report, turns_of(report))
    return [
        (r.words, r.polarity, r.proposition.of(report.text), r.low, r.high)
        for r in replies_of(report, sentences, ())
    ]


SIGN = "Will the Red Front sign the deal?"
SIGNED = "Will the Red Front sign the deal"
CASES = [
    (SIGN, "Highly unlikely. It never has.", ("Highly unlikely", "against", SIGNED, 0.05, 0.1)),
    (SIGN, "No. Absolutely not.", ("Absolutely not", "against", SIGNED, None, None)),
    (SIGN, "Well, probably not.", ("probably not", "against", SIGNED, 0.2, 0.4)),
    (SIGN, "Almost certainly.", ("Almost certainly", "for", SIGNED, 0.9, 0.98)),
    (SIGN, "That's not very likely.", ("not very likely", "against", SIGNED, None, None)),
    (SIGN, "It's quite possible, yes.", ("quite possible", "open", SIGNED, None, None)),
    (SIGN, "It could.", ("It could", "open", SIGNED, None, None)),
    (
        "Amal, do you think that the army will leave?",
        "I doubt it.",
        ("I doubt it", "against", "the army will leave", None, None),
    ),
    (
        "How likely is it that the army splits?",
        "Not impossible.",
        ("Not impossible", "for", "the army splits", None, None),
    ),
    (
        "Could the truce end the war? Does the Front want peace or would it rather go on?",
        "It is possible, depending on the army.",
        ("possible", "open", "Could the truce end the war", None, None),
    ),
    (
        "Is there a risk of a coup in May?",
        "A real possibility.",
        ("A real possibility", "for", "a coup in May", None, None),
    ),
]


@pytest.mark.parametrize(("question", "answer", "expected"), CASES)
def test_short_answers_take_what_was_asked(question, answer, expected):
    assert told(question, answer) == [expected]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (SIGN, "No. It is over."),
        (SIGN, "It is highly unlikely to matter."),
        ("Who will sign?", "Probably the army."),
        ("How did it begin?", "Absolutely not."),
        ("They left. Is that right?", "Absolutely not."),
        ("Did the army shell Gara?", "Absolutely not."),
    ],
)
def test_what_states_no_likelihood_of_what_was_asked(question, answer):
    assert told(question, answer) == []


def test_the_sides_are_those_of_the_question():
    text = "Q: Will the Red Front attack Mali?\n\nA: Unlikely. It is too weak.\n\nQ: Ah.\n"
    report = read_document(text.encode())
    sentences = load(PACKAGED).sentences(report, turns_of(report))
    mentions = mentions_of(report, sentences, Registry())
    (record,) = replies_of(report, sentences, mentions)
    assert (record.subject.name, record.object.name) == ("Red Front", "Mali")


@given(st.text(alphabet="not very likely I doubt it.?,'\n ", max_size=120))
def test_spans_are_words_of_the_text(parser, answer):
    report = read_document(f"Q: Will they sign?\n\nA: {answer}\n\nQ: Is it so?\n".encode())
    sentences = parser.sentences(report, turns_of(report))
    for record in replies_of(report, sentences, ()):
        assert record.trace.span.of(report.text) == record.trace.quote == record.words
