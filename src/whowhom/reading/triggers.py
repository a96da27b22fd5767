"""Triggers: the verbs and nouns of a sentence that tell its acts, each act once.

"Launched an attack" is one act, told by two words; "refused to meet" is a refusal and no meeting;
"condemned the attack" tells of two acts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from whowhom.ontology.plover import PLOVER
from whowhom.reading.acts import Act, act_of, plain, slots_of
from whowhom.reading.sentence import Sentence
from whowhom.reading.sides import LIGHT
from whowhom.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# What these speak of is not told as done.
_CLOSING: Final = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN"})
# Nor is a noun below these: "halted the attacks", "suspended talks", "discussed sanctions".
_HALTING: Final = _CLOSING | {"RETREAT", "SANCTION", "CONCEDE", "CONSULT", "MOBILIZE"}
_PROMISING: Final = frozenset("vow promise pledge swear commit resolve intend plan".split())
_COMPLEMENTS: Final = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_SHORT: Final = frozenset({"compound:prt"})


@dataclass(frozen=True)
class Trigger:
    """A word that tells an act, and the act.

    Parameters
    ----------
    token : spacy.tokens.Token
        The verb or noun.
    act : Act
        What it tells.
    span : Span
        Where it stands in the document, with its particle or the noun of a light verb.
    """

    token: "Token"
    act: Act
    span: Span


def triggers_of(sentence: Sentence) -> list[Trigger]:
    """The triggers of a sentence, in its order."""
    found = {token.i: (token, act) for token in sentence.parsed if (act := act_of(token))}
    dropped = {number for number, (token, _) in found.items() if _told_above(token, found)}
    kept: list[Trigger] = []
    for number, (token, act) in found.items():
        if number in dropped:
            continue
        word = _carrier(token, act, found)
        kept.append(Trigger(token, _refined(token, act, found), _span(sentence, word)))
    return kept


def _carrier(token: "Token", act: Act, found: "dict[int, tuple[Token, Act]]") -> "Token":
    """The noun that carries the sense of a light verb: "launched an *attack*"."""
    if act.noun or plain(token) not in LIGHT | _KEEPING:
        return token
    for child in (each for each in token.children if each.dep_ == "obj"):
        # "Retains a number of *cells*": the number carries no sense.
        for noun in (child, *(each for each in child.children if each.dep_ == "nmod")):
            below = found.get(noun.i)
            if below and below[1].noun and below[1].type == act.type:
                return noun
    return token


_KEEPING: Final = frozenset({"retain", "keep", "maintain", "run", "hold"})


def _told_above(token: "Token", found: "dict[int, tuple[Token, Act]]") -> bool:
    """Whether a word above tells the act already, or keeps it from being told as done."""
    own = found[token.i][1]
    for above, distance in _above(token, own.noun):
        if above.i not in found:
            continue
        act = found[above.i][1]
        if own.noun:
            if distance == 1 and act.type == own.type and act.weight:
                return True
            return act.type in _HALTING
        return act.type in _CLOSING
    return False


def _above(token: "Token", noun: bool) -> "Iterator[tuple[Token, int]]":
    """The words whose complement or object a word is, the nearest first."""
    distance = 0
    while token.head.i != token.i and distance < 4:
        if token.dep_ == "conj":
            if any(child.dep_ in ("nsubj", "nsubj:pass") for child in token.children):
                return
            token = token.head
            continue
        if not (_noun_below(token) if noun else _clause_below(token)):
            return
        token = token.head
        noun = token.pos_ == "NOUN"
        distance += 1
        yield token, distance


def _noun_below(token: "Token") -> bool:
    return token.dep_ in ("obj", "nmod", "xcomp") or (token.dep_ == "obl" and _governed(token))


def _clause_below(token: "Token") -> bool:
    if token.dep_ in ("advcl", "acl"):
        return token.tag_ in ("VB", "VBG") and _to(token)
    return token.dep_ in ("xcomp", "ccomp")


def _governed(token: "Token") -> bool:
    marks = {child.lower_ for child in token.children if child.dep_ == "case"}
    return bool(marks & {"for", "to", "with", "of", "against", "from"})


def _to(token: "Token") -> bool:
    return any(child.lower_ == "to" and child.dep_ == "mark" for child in token.children)


def _refined(token: "Token", act: Act, found: "dict[int, tuple[Token, Act]]") -> Act:
    """An act with the mode that a noun below tells; a promise by what is promised."""
    if act.mode is None and not act.noun:
        for name, word in slots_of(token):
            below = found.get(word.i)
            if below and name == "obj" and below[1].type == act.type and below[1].mode:
                act = replace(act, mode=below[1].mode)
                break
    if act.type in ("THREATEN", "AGREE") and plain(token) in _PROMISING:
        return _promise(token, act)
    return act


def _promise(token: "Token", act: Act) -> Act:
    quads = [PLOVER[below.type].quad for below in _promised(token)]
    if quads and max(quads) < 3:
        return replace(act, type="AGREE", mode=None)
    if quads and max(quads) == 4:
        return replace(
            act, type="THREATEN", mode=act.mode if act.type == "THREATEN" else "violence"
        )
    return act


def _promised(token: "Token") -> Iterator[Act]:
    for child in token.children:
        if child.dep_ in (*_COMPLEMENTS, "obj", "obl"):
            if found := act_of(child):
                yield found
            else:
                yield from _promised(child)


def _span(sentence: Sentence, token: "Token") -> Span:
    """The word with the particle behind it, and the noun of an object that carries the sense."""
    last = token
    for child in token.children:
        near = child.i - token.i
        if child.dep_ in _SHORT and 0 < near < 3 and child.i > last.i:
            last = child
    return sentence.place(token, last)
