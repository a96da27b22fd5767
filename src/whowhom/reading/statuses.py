"""Statuses: whether the act that a word tells took place, by the sentence's own words.

The act's own clause says part of it (tense, modals, negation, conditions), the words that govern
it the rest: "refused to", "accused of", "the threat of". Both are read off the parse and the
lexicon in ``data/embedding.json``; what governs is judged first, so that "did not refuse to" is no
denial. Verbs of saying without distance (say, tell, report) leave the status as it is: who says it
stands in the record's speakers. Claims, accusations and "reportedly" make an act `alleged`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.reading.clause import Clause, clause_of, is_verbal
from whowhom.reading.embedding import EFFECTS, lexicon
from whowhom.reading.lemmas import lemma
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
"""Of two statuses that bear on an act the one that takes it further from what happened holds."""


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


_PLAIN: Final = Verdict(Status.HAPPENED)


def status_of(sentence: Sentence, token: "spacy.Token") -> Verdict:
    """Whether the act that a verb or noun tells took place.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    token : spacy.Token
        Its word that tells the act: a verb, or a noun such as "attack".

    Returns
    -------
    Verdict
        The status and its cues.
    """
    return _judge(sentence, token, frozenset())


def _judge(sentence: Sentence, token: "spacy.Token", seen: frozenset[int]) -> Verdict:
    if token.i in seen:
        return _PLAIN
    seen = seen | {token.i}
    own = _of_clause(sentence, token) if is_verbal(token) else _of_noun(sentence, token)
    return _heavier(own, _above(sentence, token, seen))


def _heavier(one: Verdict, other: Verdict) -> Verdict:
    return one if _WEIGHT[one.status] >= _WEIGHT[other.status] else other


def _told(sentence: Sentence, status: Status, *cues: "spacy.Token") -> Verdict:
    return Verdict(status, tuple(sentence.place(cue) for cue in cues))


# -- the act's own clause


def _of_clause(sentence: Sentence, head: "spacy.Token") -> Verdict:
    clause = clause_of(_carrier(head))
    verdict = _PLAIN
    for rule in (_condition, _consequence, _modality, _adverbs, _headline, _bare, _saying_beside):
        verdict = _heavier(verdict, rule(sentence, clause))
    if clause.negation is not None and not _softened(verdict):
        verdict = _heavier(_told(sentence, Status.DENIED, clause.negation), verdict)
    return verdict


def _softened(verdict: Verdict) -> bool:
    # "may not attack" leaves it open; "will not attack" does not.
    return verdict.status is Status.POSSIBLE


def _carrier(head: "spacy.Token") -> "spacy.Token":
    """The predicate whose auxiliaries hold for this one: of "will strike and kill" the first."""
    while head.dep_ == "conj" and _shares(head):
        head = head.head
    return head


def _shares(head: "spacy.Token") -> bool:
    first = head.head
    own = {child.dep_ for child in head.children}
    if own & {"aux", "aux:pass", "nsubj", "nsubj:pass", "cop"} or not is_verbal(first):
        return False
    if head.tag_ == first.tag_ and head.tag_ in {"VB", "VBG", "VBN"}:
        return True
    return any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in head.children)


def _condition(sentence: Sentence, clause: Clause) -> Verdict:
    words = lexicon().sets
    for mark in clause.marks:
        if mark.lower_ in words["open_marks"] or (mark.lower_ == "if" and _is_asked(clause.head)):
            return _told(sentence, Status.POSSIBLE, mark)
        if mark.lower_ in words["conditions"]:
            return _told(sentence, Status.CONDITIONAL, mark)
        if mark.lower_ in lexicon().noun_prepositions:
            return _told(sentence, lexicon().noun_prepositions[mark.lower_], mark)
    return _inversion(sentence, clause)


def _is_asked(head: "spacy.Token") -> bool:
    """Whether its "if" is a "whether": "asked if they left", "it is unclear if they left"."""
    return head.dep_ in {"ccomp", "csubj"} and _class_of(head.head) in {"asks", "knows", "doubts"}


def _inversion(sentence: Sentence, clause: Clause) -> Verdict:
    """ "Should it fail, ...", "Had they left, ..."."""
    subject, first = clause.subject, next(iter(clause.auxiliaries), None)
    if subject is None or first is None or clause.head.dep_ not in {"advcl", "ccomp"}:
        return _PLAIN
    if first.i < subject.i and first.lower_ in {"should", "had", "were"}:
        return _told(sentence, Status.CONDITIONAL, first)
    return _PLAIN


def _consequence(sentence: Sentence, clause: Clause) -> Verdict:
    if clause.finite_past and not clause.modal:
        return _PLAIN
    for child in clause.head.children:
        if child.dep_ != "advcl":
            continue
        for mark in child.children:
            if mark.dep_ == "mark" and mark.lower_ in lexicon().sets["conditions"]:
                return _told(sentence, Status.CONDITIONAL, mark)
    return _PLAIN


def _modality(sentence: Sentence, clause: Clause) -> Verdict:
    modal = clause.modal
    if modal is None:
        return _PLAIN
    kind = lexicon().modals.get(modal.lower_.replace("’", "'"))
    status = Status.POSSIBLE
    if kind == "future":
        status = Status.STATED if _can_intend(clause) else Status.POSSIBLE
        if clause.negation is not None:
            status = Status.DENIED
    elif kind == "would":
        status = _would(clause)
    elif clause.negation is not None and modal.lower_ in {"could", "can", "ca"}:
        status = Status.DENIED
    cues = [modal] if status is not Status.DENIED or not clause.negation else [clause.negation]
    return _told(sentence, status, *cues)


def _would(clause: Clause) -> Status:
    if clause.perfect:
        return Status.CONDITIONAL
    head = clause.head
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ in {"ccomp", "parataxis", "acl"} or any(
        c.dep_ == "parataxis" for c in head.children
    ):
        if clause.negation is not None:
            return Status.DENIED
        return Status.STATED if _can_intend(clause) else Status.POSSIBLE
    return Status.CONDITIONAL


def _can_intend(clause: Clause) -> bool:
    """Whether what "will" do it can will it: not "the violence will spread"."""
    subject = clause.subject
    if subject is None or subject.dep_ == "nsubj:pass":
        return True
    if subject.pos_ in {"PROPN", "PRON"} or subject.tag_ == "NNPS":
        return subject.lower_ not in {"this", "that", "there", "which"}
    word = lemma(subject)
    if word in lexicon().sets["bodies"]:
        return True
    return word not in lexicon().sets["events"] and not word.endswith(_ABSTRACT)


_ABSTRACT: Final = ("tion", "sion", "ness", "ity", "ism", "ship", "ance", "ence", "ing", "ment")


def _adverbs(sentence: Sentence, clause: Clause) -> Verdict:
    verdict = _PLAIN
    for adverb in clause.adverbs:
        status = lexicon().adverbs.get(adverb.lower_)
        if status is not None and status is not Status.DENIED:
            verdict = _heavier(verdict, _told(sentence, status, adverb))
        if adverb.lower_ == "yet" and clause.infinitive:
            verdict = _told(sentence, Status.DENIED, adverb)
    return verdict


def _headline(sentence: Sentence, clause: Clause) -> Verdict:
    """ "Minister to visit ...": an infinitive that nothing governs."""
    if not clause.infinitive or clause.head.dep_ != "ROOT" or clause.subject is None:
        return _PLAIN
    before = [token.tag_ for token in sentence.parsed if token.i < clause.head.i]
    if {"VBD", "VBZ", "VBP"}.intersection(before):
        return _PLAIN
    return _told(sentence, Status.STATED, clause.marks[-1])


def _bare(sentence: Sentence, clause: Clause) -> Verdict:
    """ "Stop the war!", "demanded that he be freed": a bare form without a modal asks for it."""
    head = clause.head
    auxiliaries = [each for each in clause.auxiliaries if each.dep_ != "cop"]
    bare = auxiliaries[0] if auxiliaries else head
    if bare.tag_ != "VB" or clause.infinitive:
        return _PLAIN
    if head.dep_ in {"ROOT", "parataxis"} and clause.subject is None:
        return _told(sentence, Status.POSSIBLE, bare)
    if head.dep_ in {"ccomp", "acl", "acl:relcl", "csubj"}:
        return _told(sentence, Status.POSSIBLE, bare)
    return _PLAIN


def _saying_beside(sentence: Sentence, clause: Clause) -> Verdict:
    """ "The army killed ten, the rebels claim": the saying stands beside, as a parataxis."""
    for child in clause.head.children:
        if child.dep_ == "parataxis" and _class_of(child) == "claims":
            return _told(sentence, Status.ALLEGED, child)
    return _PLAIN


# -- the act as a noun


def _of_noun(sentence: Sentence, noun: "spacy.Token") -> Verdict:
    words = lexicon()
    verdict = _PLAIN
    for child in noun.children:
        word = child.lower_
        if child.dep_ in {"amod", "advmod", "compound"} and word in words.noun_adjectives:
            verdict = _heavier(verdict, _told(sentence, words.noun_adjectives[word], child))
        elif child.dep_ == "det" and word in {"no", "neither"}:
            return _told(sentence, Status.DENIED, child)
        elif child.dep_ in {"case", "mark"} and word in words.noun_prepositions:
            return _told(sentence, words.noun_prepositions[word], child)
    return verdict


def _definite(noun: "spacy.Token") -> bool:
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those"}:
            return True
        if child.dep_ == "nmod:poss":
            return True
    return False


# -- what governs it


def _above(sentence: Sentence, token: "spacy.Token", seen: frozenset[int]) -> Verdict:
    token = _first_of_list(token)
    if token.dep_ == "ROOT" or token.head.i == token.i:
        return _question(sentence)
    if is_verbal(token):
        return _above_clause(sentence, token, seen)
    return _above_noun(sentence, token, seen)


def _first_of_list(token: "spacy.Token") -> "spacy.Token":
    listed = token
    while token.dep_ == "conj":
        token = token.head
    if listed.i != token.i and is_verbal(listed) and clause_of(listed).finite:
        # A finite clause is not coordinated with an infinitive: the list began further up.
        while token.head.i != token.i and not (is_verbal(token) and clause_of(token).finite):
            token = token.head
    return token


def _question(sentence: Sentence) -> Verdict:
    for token in reversed(sentence.parsed):
        if token.text.startswith("?"):
            return _told(sentence, Status.ASKED, token)
        if not token.is_punct and not token.is_space:
            break
    return _PLAIN


_COMPLEMENTS: Final = frozenset(
    {"xcomp", "ccomp", "csubj", "csubj:pass", "obj", "obl", "csubj:outer"}
)


def _above_clause(sentence: Sentence, token: "spacy.Token", seen: frozenset[int]) -> Verdict:
    head, clause = token.head, clause_of(token)
    if token.dep_ in _COMPLEMENTS:
        return _governed(sentence, token, head, seen, clause)
    if token.dep_ == "acl:relcl":
        return _PLAIN if clause.finite else _judge(sentence, head, seen)
    if token.dep_ == "acl":
        return _of_acl(sentence, token, seen, clause)
    if token.dep_ == "advcl":
        return _of_adverbial(sentence, token, seen, clause)
    if token.dep_ == "parataxis":
        return _question(sentence)
    return _PLAIN


def _of_acl(
    sentence: Sentence, token: "spacy.Token", seen: frozenset[int], clause: Clause
) -> Verdict:
    head = token.head
    brought = any(mark.lower_ in _PREPOSITIONS for mark in clause.marks)
    if clause.infinitive or (brought and _class_of(head, token) is not None):
        return _governed(sentence, token, head, seen, clause)
    return _PLAIN


def _of_adverbial(
    sentence: Sentence, token: "spacy.Token", seen: frozenset[int], clause: Clause
) -> Verdict:
    head = token.head
    if any(mark.lower_ in _PREPOSITIONS for mark in clause.marks) and _class_of(head, token):
        return _governed(sentence, token, head, seen, clause)
    if clause.infinitive:
        return _purpose(sentence, token, head, seen, clause)
    if clause.finite_past or token.tag_ == "VBN":
        return _PLAIN
    outer = _judge(sentence, head, seen)
    if token.tag_ == "VBG" and (outer.status is Status.DENIED or _class_of(token) in _SPOKEN):
        return _PLAIN
    return outer


_SPOKEN: Final = frozenset({"says", "claims", "means", "wishes", "expects", "denies"})
""" ..., vowing to": what is said along with an act that may fail to come is said all the same."""

_PREPOSITIONS: Final = frozenset(
    {"of", "from", "for", "on", "against", "about", "with", "at", "into", "in"}
)


def _purpose(
    sentence: Sentence,
    token: "spacy.Token",
    head: "spacy.Token",
    seen: frozenset[int],
    clause: Clause,
) -> Verdict:
    name = _class_of(head, token)
    if name is not None and name not in {"says", "knows", "claims", "believes", "seems"}:
        return _governed(sentence, token, head, seen, clause)
    (to, *_) = [mark for mark in clause.marks if mark.tag_ == "TO"]
    return _heavier(_told(sentence, Status.STATED, to), _judge(sentence, head, seen))


def _governed(
    sentence: Sentence,
    token: "spacy.Token",
    head: "spacy.Token",
    seen: frozenset[int],
    clause: Clause,
) -> Verdict:
    """What the governing word makes of a clause under it, by its own status."""
    name = _sense(_class_of(head, token), token, clause)
    if name is None:
        return _ungoverned(sentence, _judge(sentence, head, seen), token, clause)
    return _under(sentence, head, name, seen)


def _sense(name: str | None, token: "spacy.Token", clause: Clause) -> str | None:
    """The class by the form of what is governed: "decided that it was" is no intention."""
    told = clause.finite and clause.modal is None
    if name == "means" and token.dep_ == "ccomp" and told:
        return "says"
    if name == "says" and clause.infinitive:
        return "believes" if clause.perfect else "orders"
    if name == "believes" and not (told or clause.perfect or token.tag_ == "VBG"):
        return "expects"
    return name


def _under(sentence: Sentence, head: "spacy.Token", name: str, seen: frozenset[int]) -> Verdict:
    outer, effect = _judge(sentence, head, seen), EFFECTS[name]
    if outer.status in {Status.ASKED, Status.CONDITIONAL} and name != "knows":
        return outer
    if outer.status in {Status.HAPPENED, Status.ALLEGED}:
        return _heavier(_told(sentence, effect.happened, head), outer)
    if outer.status is Status.DENIED:
        return Verdict(effect.denied, (*outer.cues, sentence.place(head)))
    return outer if effect.other is None else _told(sentence, effect.other, head)


def _ungoverned(
    sentence: Sentence, outer: Verdict, token: "spacy.Token", clause: Clause
) -> Verdict:
    if clause.infinitive and token.dep_ in {"xcomp", "acl", "csubj"}:
        to = next(mark for mark in clause.marks if mark.tag_ == "TO")
        return _heavier(_told(sentence, Status.POSSIBLE, to), outer)
    return outer


def _class_of(head: "spacy.Token", token: "spacy.Token | None" = None) -> str | None:
    if head.lower_ in {"going", "gon"} and head.tag_ == "VBG":
        return "means"
    particles = [c.lower_ for c in head.children if c.dep_ in {"compound:prt", "advmod"}]
    if token is not None:
        particles += [c.lower_ for c in token.children if c.dep_ in {"case", "mark"}]
    particles += [
        case.lower_
        for child in head.children
        if child.dep_ == "obl" and child.i > head.i
        for case in child.children
        if case.dep_ == "case"
    ]
    return lexicon().class_of(lemma(head), head.pos_, tuple(particles))


def _above_noun(sentence: Sentence, noun: "spacy.Token", seen: frozenset[int]) -> Verdict:
    head = noun.head
    if noun.dep_ in {"appos", "amod", "nmod:poss", "nmod:unmarked", "parataxis"}:
        return _PLAIN
    if noun.dep_ == "compound":
        return _judge(sentence, head, seen)
    name = _class_over(noun, head)
    if name is not None and not (_definite(noun) and name in _LEAVE_DEFINITE):
        return _under(sentence, head, name, seen)
    if _definite(noun) and not _is_light(head):
        return _PLAIN
    if noun.dep_ == "obl" and not _is_light(head) and not _any(noun):
        return _PLAIN
    return _judge(sentence, head, seen)


def _any(noun: "spacy.Token") -> bool:
    return any(child.dep_ == "det" and child.lower_ == "any" for child in noun.children)


_LEAVE_DEFINITE: Final = frozenset({"means", "tries", "claims"})
""" "planned the attack" tells of one; "planned an attack" does not."""

_OVER_NOUNS: Final = frozenset({"of", "for", "to", "on", "against", "about", "over", "at"})


def _class_over(noun: "spacy.Token", head: "spacy.Token") -> str | None:
    cases = tuple(child.lower_ for child in noun.children if child.dep_ == "case")
    if head.pos_ == "NOUN":
        if noun.dep_ == "nmod" and _OVER_NOUNS.intersection(cases):
            name = lexicon().class_of(lemma(head), "NOUN", cases)
            return None if name == "says" else name
        return None
    bare = noun.dep_ in {"obj", "nsubj:pass", "xcomp", "ccomp"}
    if bare and any(child.dep_ in {"xcomp", "ccomp"} for child in head.children):
        bare = noun.dep_ in {"xcomp", "ccomp"}
    particles = tuple(c.lower_ for c in head.children if c.dep_ == "compound:prt")
    return lexicon().class_over_noun(lemma(head), cases + particles, bare)


def _is_light(head: "spacy.Token") -> bool:
    words = lexicon().sets["light"]
    name = lemma(head)
    particles = [c.lower_ for c in head.children if c.dep_ in {"compound:prt", "obj", "advmod"}]
    return name in words or any(f"{name}_{p}" in words for p in particles)
