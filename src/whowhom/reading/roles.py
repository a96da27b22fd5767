"""Roles: who stands to a verb as its subject, its object, or behind a preposition.

The passive is turned round: in "X is backed by Y" the subject is Y and the object X.
"""

from typing import TYPE_CHECKING, Final

from whowhom.reading.clauses import SUBJECTS, antecedent, children, plain, subject_of
from whowhom.reading.lemmas import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token


ACCUSING: Final = ("accuse", "suspect", "convict", "charge")


def is_passive(verb: "Token") -> bool:
    """Whether a verb stands in the passive, also as a participle: "backed by Y"."""
    if children(verb, "aux:pass", "nsubj:pass"):
        return True
    participle = verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl", "parataxis", "conj")
    return participle and not children(verb, "aux", "nsubj") and bool(_agents(verb))


def _agents(verb: "Token") -> "list[Token]":
    return [child for child in children(verb, "obl", "obl:agent") if "by" in cases(child)]


def cases(token: "Token") -> list[str]:
    """The prepositions of a noun."""
    return [plain(case) for case in children(token, "case", "mark")]


def with_joined(token: "Token") -> "list[Token]":
    """A noun and those joined to it by "and"; not what an "or" or "but" joins."""
    found = [token]
    for child in children(token, "conj"):
        if child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "X"):
            found += with_joined(child)
    return found


def subjects(verb: "Token") -> "list[Token]":
    """Who does it."""
    if is_passive(verb):
        return [each for agent in _agents(verb) for each in with_joined(agent)]
    found = subject_of(verb) or _accused(verb)
    return with_joined(found) if found is not None else []


def _accused(verb: "Token") -> "Token | None":
    """Of whom an act is said: in "X is accused of arming Y" it is X."""
    above = verb.head
    if above.i == verb.i or "of" not in cases(verb) or lemma(above) not in ACCUSING:
        return None
    objects = children(above, "obj")
    return objects[0] if objects and not is_passive(above) else subject_of(above)


def patients(verb: "Token") -> "list[Token]":
    """To whom it is done."""
    if is_passive(verb):
        return passive_subjects(verb)
    objects = [antecedent(child) for child in children(verb, "obj")]
    return [each for child in objects for each in with_joined(child)]


def passive_subjects(verb: "Token") -> "list[Token]":
    """What stands before a passive or a participle: "X, backed by Y", "the X backed by Y"."""
    if children(verb, *SUBJECTS):
        found = subject_of(verb)
    elif verb.dep_ in ("acl", "amod") and verb.head.i != verb.i:
        found = verb.head
    else:
        found = subject_of(verb)
    if found is None and verb.dep_ == "advcl" and verb.head.i != verb.i:
        found = subject_of(verb.head)
    return with_joined(found) if found is not None else []


def behind(token: "Token", prepositions: "tuple[str, ...] | list[str]") -> "list[Token]":
    """The nouns behind some prepositions of a verb or a noun."""
    found: list[Token] = []
    near = children(token, "obl", "nmod", "obl:agent", "advcl", "acl")
    for child in near:
        if set(cases(child)).intersection(prepositions):
            found += with_joined(child)
    if not found and token.pos_ in ("VERB", "AUX"):
        # "fights with Y against X": the second may hang on the first.
        for child in (each for one in near for each in children(one, "nmod")):
            if set(cases(child)).intersection(prepositions):
                found += with_joined(child)
    return found + [each for noun in found for each in _examples(noun)]


def _examples(noun: "Token") -> "list[Token]":
    """Those named as examples: of "groups like X and Y" these two."""
    found: list[Token] = []
    for child in children(noun, "nmod", "appos"):
        if set(cases(child)).intersection(("like", "including", "such", "as")):
            found += with_joined(child)
    return found


def owners(noun: "Token") -> "list[Token]":
    """Whose a noun is: "Y's ally", "an Iranian proxy", "ally of Y"."""
    found = [each for child in children(noun, "nmod:poss") for each in with_joined(child)]
    found += behind(noun, ["of", "to", "for"])
    found += [
        child for child in children(noun, "amod", "compound", "nmod:desc") if child.i < noun.i
    ]
    return found
