"""The day that a report itself prints: in its dateline, its byline or on a line of its own."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from whowhom.reading.dateline import dateline_end
from whowhom.reading.document import Block
from whowhom.reading.timewords import timewords_of

_OPENING_BLOCKS: Final = 8
_ABOUT_IT: Final = re.compile(
    r"\b(?:published|posted|updated|released|issued|aired|broadcast|date|dated|on|at|last|first"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b|\b\d{1,2}[:.]\d{2}\b|\b[ap]\.?m\b"
    r"|\b(?:GMT|UTC|ET|EST|EDT|BST|CET)\b",
    re.IGNORECASE,
)


def printed_day(text: str, blocks: Sequence[Block]) -> date | None:
    """The day of publication as the report prints it, None if it prints none with a year.

    A day is taken from a dateline ("GOMA, 5 January 2020 (Wire) -"), from a byline, and from a line
    that tells hardly anything else ("Published 5 January 2020"), before the second paragraph. A
    day in a sentence is part of the story and never taken.

    Parameters
    ----------
    text : str
        The stored text.
    blocks : sequence of Block
        Its blocks in order.

    Examples
    --------
    >>> from whowhom.reading.documents import read_document
    >>> paper = read_document(b"GOMA, 5 January 2020 (Wire) - Rebels took the port.")
    >>> printed_day(paper.text, paper.blocks).isoformat()
    '2020-01-05'
    """
    paragraphs = 0
    for block in blocks[:_OPENING_BLOCKS]:
        words = block.span.of(text)
        if (found := _in_block(words, block.kind)) is not None:
            return found
        paragraphs += block.kind == "paragraph"
        if paragraphs == 2:
            break
    return None


def _in_block(words: str, kind: str) -> date | None:
    if end := dateline_end(words):
        return _day_in(words[:end])
    # "Massacre of 3 March 2005" is a headline: there nothing may stand beside the day.
    if kind == "byline" or _others(words) <= (0 if kind == "headline" else 3):
        return _day_in(words)
    return None


def _others(words: str) -> int:
    """How many words of a line are neither a day nor about publishing."""
    rest = words[:200]
    for each in reversed(timewords_of(rest, None)):
        rest = rest[: each.start] + rest[each.end :]
    return len(re.findall(r"[^\W\d]+", _ABOUT_IT.sub(" ", rest)))


def _day_in(words: str) -> date | None:
    for each in timewords_of(words, None):
        if each.precision == "day" and not each.relative and each.first == each.last:
            return each.first
    return None
