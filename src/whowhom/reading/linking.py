"""Linking: the word that tells an act between two phrases of a sentence."""

from typing import TYPE_CHECKING

from whowhom.reading.sentence import Sentence
from whowhom.reading.sides import sides_of
from whowhom.reading.span import Span
from whowhom.reading.triggers import Trigger, triggers_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def linking(sentence: Sentence, source: Span | None, target: Span | None) -> Trigger | None:
    """The trigger that best joins a source to a target; None if the sentence tells no act.

    Parameters
    ----------
    sentence : Sentence
        A parsed sentence.
    source, target : Span or None
        Where the two sides stand in the document, as far as known.
    """
    doers = {token.i for token in sentence.tokens_in(source)} if source else set()
    targets = {token.i for token in sentence.tokens_in(target)} if target else set()
    chosen, best = None, 0.0
    for trigger in triggers_of(sentence):
        if (score := _score(trigger, doers, targets)) > best:
            chosen, best = trigger, score
    return chosen


def _score(trigger: Trigger, doers: set[int], targets: set[int]) -> float:
    sides = sides_of(trigger.token, trigger.act)
    number = trigger.token.i
    if number in doers and number in targets:
        return 0.0
    score = 1.0 + 0.1 * trigger.act.weight
    score += 4.0 * _meets(sides.doers, doers) + 3.0 * _meets(sides.targets, targets)
    if trigger.act.mutual:
        score += 2.0 * _meets(sides.doers, targets)
    score += 0.5 * (trigger.token.pos_ == "VERB")
    low, high = min(doers | targets, default=0), max(doers | targets, default=0)
    outside = max(low - number, number - high, 0)
    return score - 0.15 * outside - (2.0 if number in doers or number in targets else 0.0)


def _meets(heads: "tuple[Token, ...]", marked: set[int]) -> bool:
    return any(_in(head, marked) for head in heads)


def _in(head: "Token", marked: set[int]) -> bool:
    if head.i in marked:
        return True
    return any(child.i in marked for child in head.children if child.dep_ in _PARTS)


_PARTS = frozenset({"compound", "amod", "nmod:poss", "flat", "appos", "nmod", "conj"})
