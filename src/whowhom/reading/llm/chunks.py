"""Chunks: a document cut into parts that a language model is asked about one by one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from whowhom.reading.document import Document
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

_CUTS: Final = (re.compile(r"\n\s*"), re.compile(r"[.?!…][\"'”’)\]]*\s+"), re.compile(r"\s+"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A turn or a part of one: its turn, and where it stands."""

    turn: Turn
    span: Span


@dataclass(frozen=True, slots=True)
class Chunk:
    """Passages that are asked about together."""

    passages: tuple[Passage, ...]

    def as_data(self, document: Document) -> str:
        """The chunk as one JSON object: the report's text is a value in it and nothing else."""
        told = {
            "title": document.title,
            "published": document.day.isoformat() if document.day else None,
            "outlet": document.outlet,
            "passages": [
                {
                    "kind": each.turn.kind,
                    "speaker": each.turn.speaker or None,
                    "text": each.span.of(document.text),
                }
                for each in self.passages
            ],
        }
        return json.dumps(told, ensure_ascii=False)

    def __str__(self) -> str:
        return f"characters {self.passages[0].span.start}-{self.passages[-1].span.end}"


def chunks_of(document: Document, turns: tuple[Turn, ...], longest: int) -> Iterator[Chunk]:
    """Chunks of at most `longest` characters, of whole turns where these are shorter.

    A longer turn is cut between paragraphs, else between sentences, else between words.

    Examples
    --------
    >>> from whowhom.reading.documents import read_document
    >>> report = read_document(b"They came. They saw. They left.")
    >>> chunks = chunks_of(report, (Turn(Span(0, 31), "narration"),), 20)
    >>> [passage.span.of(report.text) for chunk in chunks for passage in chunk.passages]
    ['They came. They saw.', 'They left.']
    """
    held: list[Passage] = []
    size = 0
    for turn in turns:
        for span in _cut(document.text, turn.span, longest):
            length = span.end - span.start
            if held and size + length > longest:
                yield Chunk(tuple(held))
                held, size = [], 0
            held.append(Passage(turn, span))
            size += length
    if held:
        yield Chunk(tuple(held))


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    start = span.start
    while span.end - start > longest:
        end, following = _place(text, start, start + longest)
        yield Span(start, end)
        start = following
    if start < span.end:
        yield Span(start, span.end)


def _place(text: str, start: int, limit: int) -> tuple[int, int]:
    """Where to end a part that may reach up to `limit`, and where the next one begins."""
    for cut in _CUTS:
        # One more character is looked at, so that white space right after the limit counts.
        found = list(cut.finditer(text, start + 1, limit + 1))
        if found:
            end = found[-1].start() + len(found[-1][0].rstrip())
            return min(end, limit), found[-1].end()
    return limit, limit
