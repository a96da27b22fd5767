"""Names that a text puts side by side."""

import pytest

from whowhom.actors.registry import Registry
from whowhom.reading.acronyms import acronyms_of
from whowhom.reading.alias_pairs import alias_pairs_of
from whowhom.reading.document import Document
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import Parser
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn


def _pairs(parser: Parser, text: str) -> list[tuple[str, str]]:
    document = Document("0" * 16, text, ())
    sentences = parser.sentences(document, [Turn(Span(0, len(text)), "answer", "Ada Byron")])
    mentions = mentions_of(document, sentences, Registry())
    found = alias_pairs_of(document, sentences, mentions)
    for each in found:
        assert each.trace.span.of(text) == each.trace.quote
        assert each.trace.speakers == ("Ada Byron",)
        assert each.source.span.of(text) == each.source.name
    return [(each.source.name, each.target.name) for each in found]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("The Daesh group, also known as ISIL, lost the town.", ("Daesh group", "ISIL")),
        ("The River Liberation Front (RLF) lost the town.", ("River Liberation Front", "RLF")),
        ("Hezbollah, or the River Front, lost the town.", ("Hezbollah", "River Front")),
        ("Daesh, an acronym for Islamic State, lost it.", ("Daesh", "Islamic State")),
    ],
)
def test_forms_of_words(parser: Parser, text: str, pair: tuple[str, str]) -> None:
    assert _pairs(parser, text) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "Hamas or Hezbollah fired the rocket.",
        "Hamas, Hezbollah and Fatah met.",
        "Hamas (backed by Iran) fired.",
        "Hamas is called to account by Fatah.",
    ],
)
def test_names_that_only_stand_near(parser: Parser, text: str) -> None:
    assert _pairs(parser, text) == []


def test_short_forms() -> None:
    text = (
        "the Movement for the Liberation of the Hills (MLH), the Rural Party of Zubia-Marxist "
        "(RPZ-M), a truce (Tuesday), Radio Zubia (FM), the Hill Guard, also known as the Greycoats"
    )
    assert [(each.short, each.long) for each in acronyms_of(text)] == [
        ("MLH", "Movement for the Liberation of the Hills"),
        ("RPZ-M", "Rural Party of Zubia-Marxist"),
        ("Greycoats", "Hill Guard"),
    ]
