"""The embedded reader as a whole: what it takes stands in the text, whatever the text is."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.actors.actor import Actor
from whowhom.actors.registry import Registry
from whowhom.reading.documents import read_document
from whowhom.reading.embedded import EmbeddedReader
from whowhom.reading.records import EventRecord, LikelihoodRecord, as_dict, from_dict, kind_of
from whowhom.reading.span import Span

REGISTRY = Registry(
    (
        Actor("REDS", "Red Front", "armed group"),
        Actor("BLUES", "Blue Army", "armed group"),
    )
)
DAY = date(2021, 3, 12)
INTERVIEW = """How far will the Red Front go?

Lena Storm, an analyst with the Harbour Institute, talked with host Tom Reed about the war.

Tom Reed: Lena Storm, who started this?

Lena Storm: The Red Front attacked the Blue Army on Monday because the talks had failed.

And do you think they will stop?

I don't think the Red Front will stop. It is very likely that the Blue Army will strike back.
"""


READER = EmbeddedReader("packaged")


@pytest.fixture
def reader():
    return READER


def spans(value):
    if isinstance(value, dict):
        if set(value) == {"start", "end"}:
            yield Span(**value)
        for each in value.values():
            yield from spans(each)


def check(reading):
    text = reading.document.text
    for record in reading.records:
        assert record.trace.span.of(text) == record.trace.quote
        assert 0.0 <= record.trace.confidence <= 1.0
        assert record.trace.reader == reading.reader
        assert from_dict(as_dict(record)) == record
        for span in spans(as_dict(record)):
            assert 0 <= span.start <= span.end <= len(text)


def test_an_interview(reader):
    reading = reader.read(read_document(INTERVIEW.encode(), day=DAY), REGISTRY)
    check(reading)
    events = [r for r in reading.records if isinstance(r, EventRecord)]
    sides = {(r.source.actor_id, r.target.actor_id) for r in events if r.target}
    assert ("REDS", "BLUES") in sides
    persons = {"Lena Storm", "Tom Reed"}
    assert not any(r.target and {r.source.name, r.target.name} & persons for r in events)
    (likely,) = [
        r for r in reading.records if isinstance(r, LikelihoodRecord) and "very" in r.words
    ]
    assert likely.trace.speakers == ("Lena Storm",)
    assert {kind_of(r) for r in reading.records} >= {"event", "likelihood", "cause"}


def test_the_same_text_gives_the_same_records(reader):
    document = read_document(INTERVIEW.encode(), day=DAY)
    assert reader.read(document, REGISTRY) == EmbeddedReader("packaged").read(document, REGISTRY)


def test_another_language_is_said_and_not_guessed(reader):
    text = (
        "Die Rote Front hat die Blaue Armee am Montag bei dem Dorf angegriffen. Es war der erste "
        "Angriff seit dem Ende der Gespräche, und die Männer sind nicht in die Stadt gegangen."
    )
    reading = reader.read(read_document(text.encode()), REGISTRY)
    assert reading.records == ()
    assert "de" in reading.rejected[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "The Red Front",
        "attacked " * 3000,
        "The Red Front attacked the Blue Army and then " * 400,
        "“The Red Front attacked the Blue Army, he said, and never closed the quote. " * 50,
        "The\u200bRed\u202e Front\ufeff attacked the Blue\u00a0Army.",
        "?" * 500,
        "\n\n".join(["A: The Red Front attacked the Blue Army?"] * 60),
        "Red Front attacked Blue Army" + "\u0301" * 200,
    ],
)
def test_odd_texts_are_read(reader, text):
    check(reader.read(read_document(text.encode(), day=DAY), REGISTRY))


WORDS = [
    *("the Red Front", "the Blue Army", "they", "he", "who", "attacked", "will attack", "praised"),
    *("did not", "said", "that", "because", "unlikely", "to", "and", "if", "“", "”", ",", "."),
    *("?", "\n\n", "Mali", "in 2015", "last week", "the killing of", "by", "support for"),
    *("a branch of", "Lena Storm:"),
]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40))
def test_whatever_is_taken_stands_in_the_text(words):
    text = " ".join(words)
    if text.strip():
        document = read_document(f"The paper of the north said.\n\n{text}".encode(), day=DAY)
        check(READER.read(document, REGISTRY))
