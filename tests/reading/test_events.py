"""Events: who does what to whom in sentences of all kinds."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.actors.registry import Registry
from whowhom.ontology.plover import PLOVER
from whowhom.reading.document import Document
from whowhom.reading.events import events_of, same_act
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import Parser
from whowhom.reading.records import EventRecord, as_dict, from_dict
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.turn import Turn

Read = Callable[..., list[EventRecord]]


def read_events(parser: Parser, text: str, *turns: Turn) -> list[EventRecord]:
    document = Document("0" * 16, text, (), day=date(2021, 9, 2))
    spoken = turns or (Turn(Span(0, len(text)), "narration"),)
    sentences = parser.sentences(document, spoken)
    return events_of(document, sentences, mentions_of(document, sentences, Registry()))


@pytest.fixture
def read(parser: Parser) -> Read:
    return lambda text, *turns: read_events(parser, text, *turns)


def told(records: list[EventRecord]) -> set[tuple[str, str, str | None]]:
    return {(e.source.name, e.type, e.target.name if e.target else None) for e in records}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Hezbollah fired hundreds of rockets across the line.", ("Hezbollah", "ASSAULT", None)),
        ("The Red Front has recruited boys in Mali.", ("Red Front", "MOBILIZE", None)),
        (
            "The Red Front still retains a number of sleeper cells in the city.",
            ("Red Front", "MOBILIZE", None),
        ),
        ("Hamas fired rockets at Israel on Monday.", ("Hamas", "ASSAULT", "Israel")),
        ("Israel was attacked by Hezbollah on Monday.", ("Hezbollah", "ASSAULT", "Israel")),
        ("France has condemned Russia's attack on the port.", ("France", "ACCUSE", "Russia")),
        ("Egypt urged Hamas to release the hostages.", ("Egypt", "REQUEST", "Hamas")),
        ("Japan sent food and medicine to Nepal after the flood.", ("Japan", "AID", "Nepal")),
        ("Mali expelled the French ambassador.", ("Mali", "SANCTION", "French")),
        ("China and India held talks in Geneva.", ("China", "CONSULT", "India")),
        ("Talks between China and India began in Geneva.", ("China", "CONSULT", "India")),
        ("Iran refused to meet Iraq in Geneva.", ("Iran", "REJECT", "Iraq")),
        ("Iran threatened to attack Israel.", ("Iran", "THREATEN", "Israel")),
        (
            "Al-Shabab, which attacked Kenya in May, has many fighters.",
            ("Al-Shabab", "ASSAULT", "Kenya"),
        ),
    ],
)
def test_sides_and_type(read: Read, text: str, event: tuple[str, str, str | None]) -> None:
    assert event in told(read(text))


def test_a_refusal_is_no_meeting_and_a_demand_no_release(read: Read) -> None:
    assert {e.type for e in read("Iran refused to meet Iraq in Geneva.")} == {"REJECT"}
    assert {e.type for e in read("Egypt urged Hamas to release the hostages.")} == {"REQUEST"}


def test_those_killed_in_an_attack_are_its_targets(read: Read) -> None:
    records = read(
        "Hezbollah carried out a bombing in Beirut, killing Israelis and Jordanian soldiers."
    )
    assert {e.trigger for e in records} == {records[0].trigger}
    assert all(e.type == "ASSAULT" for e in records)


def test_no_event_between_an_interviewer_and_a_guest(read: Read) -> None:
    text = (
        "Host Jo Park spoke with Amal Idris, an analyst with the Crisis Institute, about Sudan. "
        "Jo Park met Amal Idris in London."
    )
    assert not read(text)


def test_a_status_that_is_not_happened_is_kept_apart(read: Read) -> None:
    (event,) = read("Russia may attack Ukraine from the north.")
    assert event.trace.status is Status.POSSIBLE
    (event,) = read("Russia did not attack Ukraine.")
    assert event.trace.status is Status.DENIED


def test_praise_that_is_unlikely_and_has_no_side_is_none(read: Read) -> None:
    assert not read("The militia would be unlikely to welcome that step.")


def test_place_and_time(read: Read) -> None:
    (event,) = read("On 3 May 2020 Hamas attacked Israel in Egypt.")
    assert event.moment is not None
    assert event.moment.first == date(2020, 5, 3)


def test_a_place_that_tells_who_somebody_is_is_not_where_it_was_done(read: Read) -> None:
    (event,) = read("Mali may attack Chad, said Jo Park, an analyst at a school in Dakar.")
    assert event.place is None
    (event,) = read("Mali attacked Hamas, an affiliate in Iraq, on Monday.")
    assert event.place is None


def test_every_record_stands_in_the_text(read: Read) -> None:
    text = (
        "Turkey shelled Syria on Friday. Syria, which had asked Russia for help, sent troops to "
        "the border. France called for restraint. The rebels took responsibility for the bombing."
    )
    for event in read(text):
        assert event.trace.span.of(text) == event.trace.quote
        assert event.trace.span.covers(event.trigger)
        assert 0 < event.trace.confidence <= 1
        assert event.type in PLOVER
        assert event.mode is None or event.mode in PLOVER[event.type].modes
        assert from_dict(as_dict(event)) == event


def test_the_same_act_told_twice(read: Read) -> None:
    one, other = read("Hamas attacked Israel. On Monday Hamas attacked Israel.")
    assert same_act(one, other)
    assert not same_act(one, replace(other, type="ACCUSE"))
    assert not same_act(
        one, replace(other, source=replace(other.source, name="Iran", actor_id="IRN"))
    )


WORDS = (
    st.text("ab ", max_size=3)
    | st.sampled_from(
        (
            "Iran",
            "Israel",
            "Hamas",
            "the",
            "rebels",
            "they",
            "who",
            "attacked",
            "killed",
            "said",
            "that",
        )
    )
    | st.sampled_from(
        ("to", "and", ",", "refused", "talks", "with", "by", "was", "of", "'", '"', ".")
    )
)


@given(words=st.lists(WORDS, max_size=25))
def test_any_words_do_no_harm(parser: Parser, words: list[str]) -> None:
    text = " ".join(words) or "."
    for event in read_events(parser, text):
        assert event.trace.span.of(text) == event.trace.quote
        assert event.trigger.end <= len(text)
