"""Made-up articles read whole: every span to the letter, and what must be found in them."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from whowhom.actors.registry import Registry
from whowhom.reading.document import Document
from whowhom.reading.documents import read_document
from whowhom.reading.embedded import EmbeddedReader
from whowhom.reading.reading import Reading
from whowhom.reading.records import (
    CauseRecord,
    ClaimRecord,
    EventRecord,
    LikelihoodRecord,
    Party,
    Record,
    RelationRecord,
)
from whowhom.reading.span import Span

FOLDER = Path(__file__).with_name("articles")
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
READER = EmbeddedReader("packaged")
ODD = {
    "empty": "",
    "one line": "The army of Mali attacked rebels near Gao , they said , and " * 60,
    "an open quote": "\u201cWe will fight, said the rebels of Mali on Monday.\n\nThe army left.",
    "strange characters": (
        "Mali\u200b accused\u202e France of \u2066spying\u2069 on\u00a0Monday.\n\n"
        "\ufeffFrance denied it."
    ),
    "an interview": (
        "Q: Mr. Diallo, did you attack Anna Berg?\n\nA: No. Anna, I praise you, and Mali may "
        "attack France.\n\nQ: I thank you, Mr. Diallo.\n"
    ),
}


def gold_of(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    found = {}
    for name in NAMES:
        gold = gold_of(name)
        report = read_document(
            (FOLDER / f"{name}.txt").read_bytes(),
            day=date.fromisoformat(gold["day"]),
            outlet=gold["outlet"],
        )
        found[name] = READER.read(report, Registry())
    for name, text in ODD.items():
        found[name] = READER.read(Document("0" * 16, text, ()), Registry())
    return found


def spans_of(record: object) -> Iterator[Span]:
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Span):
            yield value
        elif dataclasses.is_dataclass(value):
            yield from spans_of(value)


def parties_of(record: Record) -> Iterator[Party]:
    values = (getattr(record, field.name) for field in dataclasses.fields(record))
    return (value for value in values if isinstance(value, Party))


@pytest.mark.parametrize("name", [*NAMES, *ODD])
def test_every_record_stands_in_the_text_to_the_letter(readings, name):
    reading = readings[name]
    text = reading.document.text
    for record in reading.records:
        assert record.trace.quote == record.trace.span.of(text) != ""
        assert 0 <= record.trace.confidence <= 1
        assert all(span.end <= len(text) for span in spans_of(record))
        assert all(party.name and party.span.of(text).strip() for party in parties_of(record))
        assert all(record.trace.speakers)


@pytest.mark.parametrize("name", [*NAMES, *ODD])
def test_nothing_happens_between_interviewer_and_guest(readings, name):
    reading = readings[name]
    voices = {turn.speaker for turn in reading.turns if turn.speaker}
    for record in reading.records:
        if isinstance(record, EventRecord):
            assert not voices & {party.name for party in parties_of(record)}


@pytest.mark.parametrize("name", NAMES)
def test_turns_have_their_speakers(readings, name):
    turns = [t for t in readings[name].turns if t.kind in ("question", "answer")]
    assert [[t.kind, t.speaker] for t in turns] == gold_of(name)["turns"]


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_there_is_found(readings, name):
    gold = gold_of(name)
    missed = [each for each, found in found_in(readings[name], gold) if not found]
    assert set(missed) <= set(gold["missed"])


def found_in(reading: Reading, gold: dict) -> Iterator[tuple[str, bool]]:
    text = reading.document.text
    for each in gold["events"]:
        yield each["name"], any(_is_event(r, each, text) for r in _of(EventRecord, reading))
    for each in gold["relations"]:
        yield each["name"], any(_is_relation(r, each) for r in _of(RelationRecord, reading))
    claims = _of(ClaimRecord, reading)
    for each in gold["claims"]:
        yield f"claim of {each}", any(_in(each, r.speaker.name) for r in claims)
    for each in gold["likelihoods"]:
        yield (
            f"likelihood: {each['name']}",
            any(
                r.polarity == each["polarity"] and each["word"] in r.words.lower()
                for r in _of(LikelihoodRecord, reading)
                if r.trace.status != "asked"
            ),
        )
    cues = [record.cue.of(text) for record in _of(CauseRecord, reading)]
    for each in gold["causes"]:
        yield f"cause: {each}", each in cues


def _of(kind: type, reading: Reading) -> list:
    return [record for record in reading.records if isinstance(record, kind)]


def _is_event(record: EventRecord, gold: dict, text: str) -> bool:
    return (
        _in(gold["source"], record.source.name)
        and record.type in gold["type"].split("|")
        and record.trace.status in gold["status"].split("|")
        and _in(gold["word"], record.trigger.of(text))
        and (gold["target"] is None or (record.target and _in(gold["target"], record.target.name)))
    )


def _is_relation(record: RelationRecord, gold: dict) -> bool:
    return (
        record.relation == gold["relation"]
        and _in(gold["source"], record.source.name)
        and _in(gold["target"], record.target.name)
    )


def _in(any_of: str, name: str) -> bool:
    return any(each.lower() in name.lower() for each in any_of.split("|"))
