"""Alias pairs: two names of which a text says that they are one's."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.records import Party, RelationRecord, Trace
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.version import READER

_HOW: Final = (
    "also|better|best|formerly|previously|locally|commonly|otherwise|sometimes|widely|often|once|"
    "officially|now|then|variously|simply"
)
_QUOTE: Final = r"[\"'\u2018\u2019\u201c\u201d]?"
_CALLED: Final = re.compile(
    rf"^[\s,(\u2013\u2014-]*(?:(?:which|who|that)\s+(?:is|are|was|were)\s+)?(?:(?:{_HOW})\s+)*"
    r"(?:known|called|referred\s+to|named|dubbed|renamed|a\.?k\.?a\.?)"
    rf"(?:\s+(?:\w+ly|in\s+[A-Z]\w+))?\s*(?:as|by\s+\w+\s+\w+)?\s*(?:the\s+)?{_QUOTE}$"
)
_OR: Final = re.compile(rf"^,\s+or\s+(?:simply\s+|just\s+)?(?:the\s+)?{_QUOTE}$")
_BRACKET: Final = re.compile(rf"^\s*[(\[]\s*(?:or\s+|the\s+|aka\s+)?{_QUOTE}$")
_FOR: Final = re.compile(
    r"^,?\s*(?:is\s+)?(?:an?\s+|the\s+)?(?:\w+\s+)?(?:acronym|name|abbreviation|term)\s+(?:for|of)\s+"
    rf"(?:the\s+)?{_QUOTE}$"
)
_SURE: Final = {"called": 0.9, "or": 0.8, "bracket": 0.85, "for": 0.85}
_SORTS: Final = ("group", "state", "other")


def alias_pairs_of(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    reader: str = READER,
) -> list[RelationRecord]:
    """Relations "also called" that the text states, each pair of names once.

    "X, also known as Y", "X (Y)", "X, or Y,", "Y, an acronym for X". The confidence is by the form
    of words and has not been measured.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : sequence of Sentence
        Its sentences.
    mentions : sequence of Mention
        Its mentions.
    reader : str
        Name and version of the reader.

    Examples
    --------
    >>> from whowhom.reading.sentence import Sentence
    >>> from whowhom.reading.turn import Turn
    >>> text = "The Red Front, also known as the Reds, fled."
    >>> whole = Span(0, len(text))
    >>> sentence = Sentence(whole, Turn(whole, "narration"), None, 0)
    >>> mentions = [Mention(Span(4, 13), "Red Front", None), Mention(Span(33, 37), "Reds", None)]
    >>> (pair,) = alias_pairs_of(Document("0" * 16, text, ()), [sentence], mentions)
    >>> pair.source.name, pair.target.name, pair.trace.quote
    ('Red Front', 'Reds', 'Red Front, also known as the Reds')
    """
    found: dict[frozenset[str], RelationRecord] = {}
    for sentence in sentences:
        inside = [
            m
            for m in mentions
            if sentence.span.covers(m.span) and m.kind == "name" and m.sort in _SORTS
        ]
        for one, other, form in _pairs(document.text, inside):
            source, target = (_party(document, each) for each in (one, other))
            names = frozenset((source.name.casefold(), target.name.casefold()))
            if len(names) == 2 and names not in found:
                span = Span(one.span.start, _closed(document.text, one, other))
                speakers = (sentence.turn.speaker,) if sentence.turn.speaker else ()
                trace = Trace(
                    span, span.of(document.text), Status.HAPPENED, speakers, _SURE[form], reader
                )
                found[names] = RelationRecord(trace, "also called", source, target)
    return list(found.values())


def _party(document: Document, mention: Mention) -> Party:
    return Party(mention.span, mention.span.of(document.text), mention.actor_id)


def _closed(text: str, one: Mention, other: Mention) -> int:
    """Where the second name ends, with the bracket that closes one opened between them."""
    opened = "(" in text[one.span.end : other.span.start]
    end = other.span.end
    return end + 1 if opened and text[end : end + 1] == ")" else end


def _pairs(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Mention, str]]:
    for one, other in pairwise(mentions):
        if one.span.end > other.span.start:
            continue
        between = text[one.span.end : other.span.start]
        form = _form(between, text[other.span.end : other.span.end + 12])
        if form and not (form == "bracket" and _half_a_state(text, one, other)):
            yield one, other, form


def _half_a_state(text: str, one: Mention, other: Mention) -> bool:
    """Whether a bracket shortens more than the state before it: "(GRZ)" after "Zubia"."""
    letters = one.span.of(text)[0], other.span.of(text)[0]
    return one.sort == "state" and letters[0].casefold() != letters[1].casefold()


def _form(between: str, after: str) -> str:
    """Which form of words puts two names side by side; empty where none does."""
    if _CALLED.match(between):
        return "called"
    if _FOR.match(between):
        return "for"
    if _OR.match(between) and re.match(r"\W?(?:[,;)]|\s+(?:is|was|are|were|has|have)\b)", after):
        return "or"
    if _BRACKET.match(between) and re.match(r"[\"'\u2019\u201d]?\s*[)\]]", after):
        return "bracket"
    return ""
