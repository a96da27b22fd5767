"""Mending: a small parser's commonest slips put right: a verb taken for a participle.

In "The army sent tanks" it may make "sent" an adjective of "tanks" and "tanks" the root. A word
that has a subject, or is a past tense, is no adjective: it takes the noun's place, and the noun
becomes its object.

In "Rebels killed ten men, the army said" it may make "killed" a clause at "rebels", which then is
a second subject of "said". What has an object of its own, or is a past tense, is its noun's verb.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "csubj"})
_OF_CLAUSE: Final = frozenset(
    {"nsubj", "nsubj:pass", "aux", "aux:pass", "advmod", "mark", "cc", "punct", "advcl", "ccomp",
     "parataxis", "obl", "obl:unmarked", "obl:tmod"}
)  # fmt: skip
# What nobody has done to him: such a form is a past tense even where it is taken for a participle.
_INTRANSITIVE: Final = frozenset(
    "clashed fought met talked protested marched rallied rioted agreed retreated withdrew fled "
    "surrendered skirmished quarrelled negotiated cooperated".split()
)
_PLACES: Final = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "conj", "parataxis", "acl:relcl"})


def mend(parsed: "Doc") -> "Doc":
    """Put right the heads of a parsed text, in place.

    Parameters
    ----------
    parsed : spacy.tokens.Doc
        A text with dependencies by Universal Dependencies.

    Returns
    -------
    spacy.tokens.Doc
        The same text.
    """
    for token in parsed:
        if token.dep_ == "amod" and token.tag_ in {"VBD", "VBN"} and _is_verb(token):
            _promote(token)
        elif token.dep_ == "acl" and token.tag_ in {"VBD", "VBN"} and _is_verb_after(token):
            _promote_after(token)
    return parsed


def _is_verb(token: "Token") -> bool:
    noun = token.head
    if noun.i < token.i or noun.dep_ not in _PLACES:
        return False
    if any(child.dep_ in _SUBJECTS for child in token.children):
        return True
    return token.tag_ == "VBD" and any(
        child.dep_ in _SUBJECTS and child.i < token.i for child in noun.children
    )


def _promote(verb: "Token") -> None:
    noun = verb.head
    above, dep, root = noun.head, noun.dep_, noun.head.i == noun.i
    moving = [
        child
        for child in noun.children
        if child.i != verb.i
        and child.dep_ in _OF_CLAUSE
        and (child.i < verb.i or child.dep_ in {"punct", "parataxis"})
    ]
    verb.head, verb.dep_ = (verb if root else above), dep
    noun.head, noun.dep_ = verb, "obj"
    for child in moving:
        child.head = verb


def _is_verb_after(token: "Token") -> bool:
    """Whether a clause at a noun before it is the sentence of that noun."""
    noun = token.head
    below = {child.dep_ for child in token.children}
    if noun.i > token.i or "obl:agent" in below or "aux:pass" in below:
        return False
    if token.tag_ == "VBN" and "obj" not in below and token.lower_ not in _INTRANSITIVE:
        return False
    if noun.dep_ == "ROOT":
        return not any(child.dep_ in _SUBJECTS | {"cop"} for child in noun.children)
    return noun.dep_ == "nsubj" and any(
        child.dep_ == "nsubj" and child.i > token.i for child in noun.head.children
    )


def _promote_after(verb: "Token") -> None:
    noun = verb.head
    above, root = noun.head, noun.dep_ == "ROOT"
    moving = [child for child in noun.children if child.i > verb.i and child.dep_ in _OF_CLAUSE]
    verb.head, verb.dep_ = (verb, "ROOT") if root else (above, "ccomp")
    noun.head, noun.dep_ = verb, "nsubj"
    for child in moving:
        child.head = verb
