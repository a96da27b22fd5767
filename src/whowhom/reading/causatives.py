"""Causatives: verbs and nouns of cause: "led to", "was prompted by", "the reason for"."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from whowhom.reading.causal import Cause, clause_of, cues, extended, made, whole
from whowhom.reading.clauses import (
    SUBJECTS,
    antecedent,
    below,
    children,
    is_root,
    nearest_subject,
    own,
    plain,
    subject_of,
)
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


_PERSONS: Final = ("i", "you", "we", "who", "it", "he", "she", "they")


def by_verb(sentence: Sentence) -> Iterator[Cause]:
    for token in sentence.parsed:
        if token.pos_ != "VERB":
            continue
        root = lemma(token)
        if root == "blame":
            yield from _blame(sentence, token)
        if root in cues()["backward"]:
            yield from _backward(sentence, token, cues()["backward"][root])
        if root in cues()["forward"]:
            yield from _forward(sentence, token, cues()["forward"][root])


def _particle(token: "Token", wanted: Sequence[str]) -> "list[Token] | None":
    """The preposition or particle that makes a verb one of cause; [] where it needs none."""
    for word in wanted:
        if word == "":
            return []
        for child in token.children:
            if plain(child) == word and child.i > token.i:
                return [child]
            for case in children(child, "case", "mark"):
                if plain(case) == word and case.i > token.i and child.dep_ not in ("acl",):
                    return [case]
    return None


def _forward(sentence: Sentence, verb: "Token", wanted: Sequence[str]) -> Iterator[Cause]:
    particle = _particle(verb, wanted)
    if particle is None:
        return
    by = [c for c in children(verb, "obl:agent", "obl") if case_of(c) in ("by", "due")]
    if children(verb, "aux:pass") or (verb.dep_ == "acl" and by):
        yield from _passive(sentence, verb, by)
        return
    subject, effect = _forward_sides(verb, particle)
    if subject is None or not effect or _gives(verb, particle, subject):
        return
    cue = [verb, *particle] if particle and particle[0].i == verb.i + 1 else [verb]
    if len(subject) == 1 and plain(subject[0]) in _PERSONS and not particle:
        return
    yield from made(sentence, subject, extended(sentence, effect), cue, 0.7)


def _gives(verb: "Token", particle: "list[Token]", subject: "list[Token]") -> bool:
    """Whether something or somebody is led somewhere: "led a mission to", "they led efforts to"."""
    if lemma(verb) not in ("lead", "result") or not particle or not children(verb, "obj"):
        return False
    persons = len(subject) == 1 and plain(subject[0]) in _PERSONS
    named = any(word.pos_ == "PROPN" for word in subject)
    noun = particle[0].head.pos_ in ("NOUN", "PROPN", "PRON")
    return noun or named or persons or particle[0].head.head.i != verb.i


def _forward_sides(
    verb: "Token", particle: "list[Token]"
) -> "tuple[list[Token], list[Token]] | tuple[None, list[Token]]":
    subject = _cause_words(verb)
    effect = [
        word
        for child in children(verb, "obj", "obl", "xcomp", "ccomp", "iobj", "advcl", "compound:prt")
        if child.i > verb.i and _is_effect(child, particle)
        for word in below(child)
    ]
    if subject is None:
        return None, effect
    return subject, effect


def _is_effect(child: "Token", particle: "list[Token]") -> bool:
    if child.dep_ in ("obj", "iobj", "xcomp", "ccomp"):
        return True
    if child.dep_ == "advcl" and plain(below(child)[0]) == "to":
        return True
    cases = children(child, "case", "mark")
    return any(case.i == mark.i for case in cases for mark in particle)


def _cause_words(verb: "Token") -> Any:
    """The words of a cause: the subject, or the clause before "which led to", ", leading to"."""
    subject = nearest_subject(verb)
    if subject is not None:
        if plain(subject) in ("which", "that"):
            return _antecedent_words(verb, subject)
        return below(subject)
    if verb.tag_ == "VBG" and not is_root(verb) and _follows_comma(verb):
        governor = clause_of(verb.head)
        return [word for word in whole(governor, {verb.i}) if word.i < verb.i] or None
    found = subject_of(verb)
    return None if found is None else own(found, {verb.i})


def _follows_comma(verb: "Token") -> bool:
    before = [plain(word) for word in verb.doc[max(verb.i - 3, 0) : verb.i]]
    return verb.dep_ == "advcl" or "," in before[-1:] or ("," in before and verb.dep_ == "acl")


def _antecedent_words(verb: "Token", subject: "Token") -> Any:
    head = antecedent(subject)
    if head.i != subject.i:
        return below(head, {verb.i})
    if verb.dep_ in ("parataxis", "advcl", "advcl:relcl", "acl:relcl") and not is_root(verb):
        return [word for word in below(verb.head, {verb.i}) if word.i < verb.i]
    return None


def case_of(token: "Token") -> str:
    return next((plain(case) for case in children(token, "case")), "")


def _passive(sentence: Sentence, verb: "Token", by: "list[Token]") -> Iterator[Cause]:
    """ "X was caused by Y": Y is the cause."""
    if not by:
        return
    effect = subject_of(verb)
    if effect is None:
        return
    cue = [verb, *[c for c in children(by[0], "case") if c.i == verb.i + 1]]
    yield from made(sentence, below(by[0]), below(effect, {verb.i}), cue, 0.8)


def _blame(sentence: Sentence, verb: "Token") -> Iterator[Cause]:
    """ "They blamed the army for the delay": whoever is blamed brought it about."""
    for blamed in children(verb, "obj"):
        if plain(blamed) in ("other", "others") or blamed.pos_ == "PRON":
            continue
        for what in [*children(verb, "obl"), *children(blamed, "nmod")]:
            if what.i > blamed.i and case_of(what) == "for":
                yield from made(sentence, below(blamed, {what.i}), below(what), [verb], 0.75)
                return


def _backward(sentence: Sentence, verb: "Token", wanted: Sequence[str]) -> Iterator[Cause]:
    particle = _particle(verb, wanted)
    if not particle:
        return
    cause = particle[0].head if particle[0].head.i != verb.i else None
    effect = subject_of(verb)
    if children(verb, "obj"):
        effect = children(verb, "obj")[0]
    if cause is None or effect is None or cause.i < verb.i:
        return
    cue = [verb, particle[0]] if particle[0].i == verb.i + 1 else [verb]
    if lemma(verb) in ("attribute", "blame") and cause.pos_ in ("PROPN", "PRON"):
        return
    if lemma(verb) == "blame" and plain(particle[0]) == "for":
        return
    told = children(verb, "obj") or children(verb, "aux:pass") or verb.tag_ == "VBN"
    if lemma(verb) in ("attribute", "blame") and not told:
        return
    if lemma(verb) == "retaliate":
        yield from made(sentence, below(cause), whole(verb, {cause.i}), [particle[0]], 0.6)
        return
    yield from made(sentence, below(cause), below(effect, {verb.i}), cue, 0.75)


def by_noun(sentence: Sentence) -> Iterator[Cause]:
    """ "the reason for X is Y", "X was the result of Y"."""
    for token in sentence.parsed:
        word = lemma(token) if token.pos_ == "NOUN" else ""
        if word in cues()["nouns_forward"]:
            yield from _cause_noun(sentence, token)
        elif word in cues()["nouns_backward"]:
            yield from _result_noun(sentence, token)


def _cause_noun(sentence: Sentence, noun: "Token") -> Iterator[Cause]:
    about = [
        c
        for c in children(noun, "nmod", "acl", "acl:relcl", "advcl")
        if c.i > noun.i and (case_of(c) in ("of", "for", "behind") or c.dep_ != "nmod")
    ]
    if not about:
        return
    if noun.dep_ in SUBJECTS and noun.head.i > noun.i:
        cause = [t for t in below(noun.head, {noun.i}) if t.dep_ != "cop"]
        yield from made(sentence, cause, below(about[0]), [noun], 0.7)
    elif children(noun, "cop") and children(noun, *SUBJECTS):
        subject = children(noun, *SUBJECTS)[0]
        yield from made(sentence, below(subject), below(about[0]), [noun], 0.7)


def _result_noun(sentence: Sentence, noun: "Token") -> Iterator[Cause]:
    of = [c for c in children(noun, "nmod") if case_of(c) in ("of", "to", "for") and c.i > noun.i]
    if of and children(noun, "cop") and children(noun, *SUBJECTS):
        subject = children(noun, *SUBJECTS)[0]
        yield from made(sentence, below(of[0]), below(subject), [noun], 0.7)
