"""Quotes: stretches of a text between quotation marks."""

import re
from typing import Final

from whowhom.reading.span import Span

_OPEN: Final = "\u201c\u201e\u00ab"
_CLOSE: Final = "\u201d\u00bb"
_PARAGRAPH: Final = re.compile(r"[^\n]+")


def quotes_of(text: str) -> list[Span]:
    """The quotations of a text with their marks, in order; none reaches over a paragraph's end.

    A quotation that is not closed ends with its paragraph, if it began with it or after a colon
    (speech over several paragraphs is written so); else a mark without a partner is no quotation.

    Parameters
    ----------
    text : str
        The document's text.

    Examples
    --------
    >>> text = 'He said: "We stay." Then they left.'
    >>> [quote.of(text) for quote in quotes_of(text)]
    ['"We stay."']
    >>> quotes_of('A 6" pipe burst.')
    []
    """
    found = []
    for paragraph in _PARAGRAPH.finditer(text):
        found += _in_paragraph(text, paragraph.start(), paragraph.end())
    return found


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found, opened = [], None
    for place in range(start, end):
        mark = text[place]
        if opened is None:
            if mark in _OPEN or (mark == '"' and _may_open(text, place, start)):
                opened = place
        elif mark in _CLOSE or (mark == '"' and text[opened] == '"'):
            found.append(Span(opened, place + 1))
            opened = None
    if opened is not None and _may_run_on(text, opened, start):
        found.append(Span(opened, end))
    return found


def _may_open(text: str, place: int, start: int) -> bool:
    before = text[place - 1] if place > start else " "
    after = text[place + 1 : place + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _may_run_on(text: str, opened: int, start: int) -> bool:
    before = text[start:opened].rstrip()
    return not before or before.endswith((":", ","))
