"""Sentence: a parsed sentence that knows where it stands in its document."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

if TYPE_CHECKING:
    import spacy.tokens as spacy


@dataclass(frozen=True)
class Sentence:
    """A sentence of a turn, with its words' classes and dependencies.

    Dependencies are those of Universal Dependencies (``nsubj``, ``obj``, ``aux:pass`` ...); the
    root has ``ROOT``. Compare tokens by their number ``i``, never by identity.

    Parameters
    ----------
    span : Span
        Where it stands in the document.
    turn : Turn
        The turn it belongs to.
    parsed : spacy.tokens.Span
        Its tokens.
    base : int
        Offset in the document of the first character of what was parsed with it.
    """

    span: Span
    turn: Turn
    parsed: "spacy.Span"
    base: int

    def place(self, first: "spacy.Token", last: "spacy.Token | None" = None) -> Span:
        """Where a token, or the tokens from one to another, stand in the document."""
        last = first if last is None else last
        return Span(first.idx, last.idx + len(last)).shifted(self.base)

    def tokens_in(self, span: Span) -> "list[spacy.Token]":
        """Its tokens that share a character with a stretch of the document."""
        start, end = span.start - self.base, span.end - self.base
        return [each for each in self.parsed if each.idx < end and start < each.idx + len(each)]
