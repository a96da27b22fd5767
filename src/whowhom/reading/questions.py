"""Questions: the sentences of a report that ask."""

import re
from collections.abc import Iterator
from typing import Final

from whowhom.reading.document import Document
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

_END: Final = re.compile(r"(?:[.?!…]+|--|—)[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[^\sa-z]|\s*$)|\n\s*\n")
_SHORTENED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Col|Lt|Sgt|St|Jr|Sr|vs|No|Inc|Co|Ltd|U\.S|U\.N|"
    r"U\.K|D\.C|e\.g|i\.e|a\.m|p\.m|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|(?:^|\s)[A-Z])\.$"
)
_MARK: Final = re.compile(r"\?[!?]*[\"'”’)\]*_]*$")
# Words of asking in front of their verb: a question even where it ends with a full stop.
_INVERTED: Final = re.compile(
    r"(?:(?:And|But|So),? )?(?:What|How|Why|When|Where|Who|Which)(?: \w+)? "
    r"(?:do|does|did|is|are|was|were|can|could|will|would|should|have|has) "
    r"(?:you|he|she|it|they|we|the|this|that|these|those|your)\b"
)
# A question that is only spoken of, or a statement with a question at its end.
_TOLD: Final = re.compile(
    r"\b(?:[Tt]he|an?|another|only|first|main|real|obvious|big) (?:\w+ )?question "
    r"(?:is|was|here is)\b|\bI[’']m like,|\b(?:asked|wondered|wonder)\b[^?]*[\"“‘]"
)
_QUOTED_IN: Final = re.compile(r"^[^\"“]{12,}[\"“][^\"”]*\?[\"”]$")


def questions_of(document: Document, turns: tuple[Turn, ...]) -> tuple[Span, ...]:
    """Sentences in headlines, narration and turns that ask something.

    A sentence asks if it ends with a question mark, or puts a word of asking in front of its verb
    ("How do you explain ..."). "The question is, will it hold?" tells of a question.

    Examples
    --------
    >>> from whowhom.reading.documents import read_document
    >>> from whowhom.reading.turns import turns_of
    >>> report = read_document(b"Q: It is over. Will they leave?\\n\\nA: Some will.\\n")
    >>> [span.of(report.text) for span in questions_of(report, turns_of(report))]
    ['Will they leave?']
    """
    return tuple(
        sentence
        for turn in turns
        for sentence in sentences_in(document.text, turn.span)
        if asks(sentence.of(document.text))
    )


def asks(sentence: str) -> bool:
    """Whether a sentence asks.

    >>> asks("Who left?"), asks("How do you know that."), asks("The question is, who left?")
    (True, True, False)
    """
    if _MARK.search(sentence):
        return not (_TOLD.search(sentence) or _QUOTED_IN.match(sentence))
    return bool(_INVERTED.match(sentence))


def sentences_in(text: str, within: Span) -> Iterator[Span]:
    """Sentences of a stretch by their marks alone; good enough to find what asks."""
    start = within.start
    for end in _END.finditer(text, within.start, within.end):
        if end[0].startswith(".") and _SHORTENED.search(
            text[max(start, end.end() - 8) : end.end()]
        ):
            continue
        yield from _stripped(text, start, end.end())
        start = end.end()
    yield from _stripped(text, start, within.end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if words.strip():
        yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
