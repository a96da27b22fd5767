"""Turns: a document cut into parts in one voice, with who speaks."""

from dataclasses import replace
from typing import Final

from whowhom.reading.dateline import dateline_end
from whowhom.reading.document import Block, Document
from whowhom.reading.interview import Voice, voices_of
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

_KINDS: Final = {
    "headline": "headline",
    "teaser": "teaser",
    "caption": "caption",
    "paragraph": "narration",
    "list": "narration",
}


def turns_of(document: Document) -> tuple[Turn, ...]:
    """The parts of a document in one voice, in order.

    In an interview, a speaker is told by a label, else by bold or italics, else by alternation of
    those who ask and those who answer. Paragraphs that go on in one voice are one turn. Bylines
    and what is no part of the report (promotion, rights) are in no turn, nor is a dateline.

    Examples
    --------
    >>> from whowhom.reading.documents import read_document
    >>> text = "Jo Park: Why now?\\n\\nAmal Idris: They had to.\\n\\nJo Park: Had to?"
    >>> report = read_document(text.encode())
    >>> [(turn.kind, turn.speaker, turn.span.of(report.text)) for turn in turns_of(report)]
    [('question', 'Jo Park', 'Why now?'), ('answer', 'Amal Idris', 'They had to.'),
     ('question', 'Jo Park', 'Had to?')]
    """
    voices = voices_of(document)
    found: list[Turn] = []
    joined = False
    for number, block in enumerate(document.blocks):
        turn = _turn(document, block, voices.get(number))
        if turn is None:
            joined = False
        elif joined and _goes_on(found[-1], turn, block):
            found[-1] = replace(found[-1], span=Span(found[-1].span.start, turn.span.end))
        elif turn.span.of(document.text).strip():
            found.append(turn)
            joined = True
    return tuple(found)


def _turn(document: Document, block: Block, voice: Voice | None) -> Turn | None:
    if voice is not None:
        return Turn(voice.span, voice.kind, voice.speaker, voice.how)
    kind = _KINDS.get(block.kind)
    if kind is None:
        return None
    skipped = dateline_end(block.span.of(document.text)) if kind == "narration" else 0
    return Turn(Span(block.span.start + skipped, block.span.end), kind)


def _goes_on(before: Turn, turn: Turn, block: Block) -> bool:
    """Whether a block goes on with the turn before it."""
    same = (before.kind, before.speaker) == (turn.kind, turn.speaker)
    # A label of its own begins a turn, even by the same speaker.
    labelled = turn.span != block.span
    return same and not labelled and turn.kind in ("narration", "question", "answer")
