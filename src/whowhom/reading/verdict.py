"""Verdict: a status, and the words that tell it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status

if TYPE_CHECKING:
    import spacy.tokens as spacy

_WEIGHT: Final = {
    Status.ASKED: 6,
    Status.CONDITIONAL: 5,
    Status.DENIED: 4,
    Status.POSSIBLE: 3,
    Status.STATED: 2,
    Status.ALLEGED: 1,
    Status.HAPPENED: 0,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A status, and the words that tell it.

    Parameters
    ----------
    status : Status
        Whether it happened.
    cues : tuple of Span
        The words by which it is told, in the document; none for what plainly happened.
    """

    status: Status
    cues: tuple[Span, ...] = ()


PLAIN: Final = Verdict(Status.HAPPENED)
"""That it happened, for want of a word that says otherwise."""


def heavier(one: Verdict, other: Verdict) -> Verdict:
    """Of two verdicts on an act the one that takes it further from what happened.

    >>> heavier(PLAIN, Verdict(Status.DENIED)).status.value
    'denied'
    """
    return one if _WEIGHT[one.status] >= _WEIGHT[other.status] else other


def told(sentence: Sentence, status: Status, *cues: "spacy.Token") -> Verdict:
    """A verdict with the words that tell it."""
    return Verdict(status, tuple(sentence.place(cue) for cue in cues))
