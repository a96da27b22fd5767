"""Who does what to whom in sentences of our own, in the manner of news: how often it is right."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from whowhom.actors.registry import Registry
from whowhom.reading.document import Document
from whowhom.reading.events import events_of
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import Parser
from whowhom.reading.records import EventRecord
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

SENTENCES = Path(__file__).with_name("triples.txt")


class Triple(NamedTuple):
    """An act as it is marked: any of the types will do."""

    source: str
    types: frozenset[str]
    target: str | None
    mutual: bool


def triples() -> Iterator[tuple[str, list[Triple]]]:
    """The sentences and the acts that each tells."""
    text, marked = "", list[Triple]()
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("    "):
            source, types, target = line.strip().removesuffix(" ~").split(" | ")
            to = None if target == "-" else target
            marked.append(Triple(source, frozenset(types.split("/")), to, line.endswith("~")))
        elif line and not line.startswith("#"):
            if text:
                yield text, marked
            text, marked = line, []
    yield text, marked


def told(parser: Parser, text: str) -> list[EventRecord]:
    document = Document("0" * 16, text, ())
    sentences = parser.sentences(document, [Turn(Span(0, len(text)), "narration")])
    return events_of(document, sentences, mentions_of(document, sentences, Registry()))


def sides(record: EventRecord) -> tuple[str, str | None]:
    to = record.target
    return record.source.actor_id or record.source.name, to and (to.actor_id or to.name)


def is_pair(record: EventRecord, triple: Triple) -> bool:
    source, target = sides(record)
    if (source, target) == (triple.source, triple.target):
        return True
    return triple.mutual and (target, source) == (triple.source, triple.target)


def counted(parser: Parser) -> Counter[str]:
    """How many acts are marked, told, and right by their sides alone and by their type too."""
    count: Counter[str] = Counter()
    for text, marked in triples():
        left = told(parser, text)
        count["marked"] += len(marked)
        count["told"] += len(left)
        for triple in marked:
            pairs = [each for each in left if is_pair(each, triple)]
            typed = [each for each in pairs if each.type in triple.types]
            count["pair"] += bool(pairs)
            count["triple"] += bool(typed)
            for each in (typed or pairs)[:1]:
                left.remove(each)
    return count


def test_sides_and_types_are_as_right_as_they_were(parser: Parser) -> None:
    """Of 84 acts 78 have the right sides and 76 the right type too, of 83 told."""
    count = counted(parser)
    assert count["pair"] / count["told"] >= 0.90, count
    assert count["pair"] / count["marked"] >= 0.90, count
    assert count["triple"] / count["told"] >= 0.88, count
    assert count["triple"] / count["marked"] >= 0.88, count
