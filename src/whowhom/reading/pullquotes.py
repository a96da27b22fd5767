"""Pull quotes: words of a report that its layout sets a second time by themselves."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from whowhom.reading.document import Block

_WORD: Final = re.compile(r"\w[\w’'-]*")
_START: Final = re.compile(r"(?:^|(?<=[.?!])[\"'”’)\]]*\s+)")
_SIGNED: Final = re.compile(r"[\"”]?\s*[—–-]{1,2}\s?[^.?!]{3,80}$")
_KEY, _LONGEST = 6, 80


def without_pullquotes(text: str, blocks: list[Block]) -> list[Block]:
    """Blocks with pull quotes marked as no part of the report, since it has their words already.

    A pull quote is a short paragraph, perhaps in quotation marks or signed with a name, whose
    words all stand in a longer paragraph. Fewer than six words are never one: "I think so."

    >>> from whowhom.reading.span import Span
    >>> text = "They came at night and took it. We fled.\\n\\n“They came at night and took it.”"
    >>> blocks = [Block(Span(0, 40), "paragraph"), Block(Span(42, 75), "paragraph")]
    >>> [block.kind for block in without_pullquotes(text, blocks)]
    ['paragraph', 'boilerplate']
    """
    said = {n: b.span.of(text) for n, b in enumerate(blocks) if b.kind == "paragraph"}
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in said.items():
        for key in _keys(words):
            places[key].append(number)
    found = list(blocks)
    for number, words in said.items():
        if any(_repeats(words, said[other]) for other in _others(words, number, places)):
            found[number] = replace(blocks[number], kind="boilerplate")
    return found


def _keys(text: str) -> Iterator[tuple[str, ...]]:
    """The first words of each sentence."""
    for start in _START.finditer(text):
        words = _WORD.findall(text[start.end() : start.end() + 120])[:_KEY]
        if len(words) == _KEY:
            yield tuple(words)


def _others(text: str, number: int, places: dict[tuple[str, ...], list[int]]) -> Iterator[int]:
    words = _WORD.findall(text[:160])[:_KEY]
    if len(words) == _KEY and len(text.split()) <= _LONGEST:
        yield from (other for other in places.get(tuple(words), [])[:5] if other != number)


def _repeats(text: str, other: str) -> bool:
    """Whether all words of a text stand in another that has more."""
    mine, theirs = _words(_SIGNED.sub("", text)), _words(other)
    return len(mine) < len(theirs) and f" {mine} " in f" {theirs} "


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text))
