"""What the tests of reading share: the packaged parser, loaded once."""

from collections.abc import Callable

import pytest

from whowhom.reading.document import Document
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser that comes with whowhom."""
    return load(PACKAGED)


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[..., list[Sentence]]:
    """The sentences of a text, as one turn."""

    def _parse(text: str, kind: str = "narration", speaker: str = "") -> list[Sentence]:
        document = Document("0" * 16, text, ())
        return parser.sentences(document, [Turn(Span(0, len(text)), kind, speaker)])

    return _parse
