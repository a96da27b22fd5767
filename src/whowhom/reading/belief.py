"""Belief: how likely a reader of a sentence holds that an act happened, or will.

A status says how an act is told; belief is how far that goes with a reader. "The bank will cut two
hundred jobs" states an intention, and most readers believe it; "hopes to cut" leaves them in doubt.
A government's firm plan may so be told apart from a threat, though neither has happened.

It is a logistic regression over the traits of a word (`traits_of`), among them the verdict of the
rules of `statuses`, trained by ``training/train_belief.py`` on whowhom's own sentences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from whowhom.reading.sentence import Sentence
from whowhom.reading.traits import traits_of
from whowhom.reading.wordtable import word_table

if TYPE_CHECKING:
    import spacy.tokens as spacy


@dataclass(frozen=True)
class Believing:
    """A trained regression.

    Parameters
    ----------
    bias : float
        The log odds of an act of which nothing is known.
    weights : mapping of str to float
        What each trait adds to the log odds.
    even : float
        The belief from which an act is rather to be taken for one that happened or will, where it
        is as bad to take one for the other: the share of such acts in training.
    """

    bias: float
    weights: Mapping[str, float]
    even: float

    def of(self, traits: Iterable[str]) -> float:
        """Belief by traits, between 0 and 1.

        >>> Believing(0.0, {"negated": -2.0}, 0.5).of(["negated", "kind=verb"])
        0.11920292202211755
        """
        odds = self.bias + sum(self.weights.get(trait, 0.0) for trait in sorted(traits))
        return 1.0 / (1.0 + exp(-odds))


@cache
def believing() -> Believing:
    """The regression that comes with whowhom.

    >>> 0.5 < believing().even < 0.9
    True
    """
    told = word_table("belief")
    return Believing(told["bias"], told["weights"], told["even"])


def belief_of(sentence: Sentence, token: "spacy.Token") -> float:
    """How likely a reader holds that an act happened, or will.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    token : spacy.Token
        Its word that tells the act: a verb, or a noun such as "attack".

    Returns
    -------
    float
        A probability, 0 to 1.

    Examples
    --------
    >>> from whowhom.reading.document import Document
    >>> from whowhom.reading.parser import load
    >>> from whowhom.reading.span import Span
    >>> from whowhom.reading.turn import Turn
    >>> text = "Rebels attacked the town and may attack the port."
    >>> turn = Turn(Span(0, len(text)), "narration")
    >>> sentence = load().sentences(Document("0" * 16, text, ()), [turn])[0]
    >>> attacked, attack = (t for t in sentence.parsed if t.text.startswith("attack"))
    >>> belief_of(sentence, attacked) > 0.9 > 0.5 > belief_of(sentence, attack)
    True
    """
    return believing().of(traits_of(sentence, token))
