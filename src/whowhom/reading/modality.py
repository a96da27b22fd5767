"""Modality: what an act's own clause says of whether it took place.

Tense, modals, negation, conditions, adverbs of likelihood, who is said to say so.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from whowhom.reading.clause import Clause, clause_of, is_verbal
from whowhom.reading.embedding import lexicon
from whowhom.reading.lemmas import lemma, lemma_of
from whowhom.reading.nationality import nationality_of
from whowhom.reading.sentence import Sentence
from whowhom.reading.status import Status
from whowhom.reading.verdict import PLAIN, Verdict, heavier, told

if TYPE_CHECKING:
    import spacy.tokens as spacy


def of_clause(sentence: Sentence, head: "spacy.Token") -> Verdict:
    """What the clause of a predicate says.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    head : spacy.Token
        The predicate.
    """
    clause = clause_of(_carrier(head))
    verdict = PLAIN
    for rule in _RULES:
        verdict = heavier(verdict, rule(sentence, clause))
    if clause.negation is not None and verdict.status is not Status.POSSIBLE:
        # "may not attack" leaves it open; "will not attack" does not.
        verdict = heavier(told(sentence, Status.DENIED, clause.negation), verdict)
    return verdict


def of_noun(sentence: Sentence, noun: "spacy.Token") -> Verdict:
    """What the words around a noun of an act say: "no", "alleged", "planned", "without"."""
    words = lexicon()
    verdict = PLAIN
    for child in noun.children:
        word = child.lower_
        if child.dep_ in {"amod", "advmod", "compound"} and word in words.noun_adjectives:
            verdict = heavier(verdict, told(sentence, words.noun_adjectives[word], child))
        elif child.dep_ == "det" and word in {"no", "neither"}:
            return told(sentence, Status.DENIED, child)
        elif child.dep_ in {"case", "mark"} and word in words.noun_prepositions:
            return told(sentence, words.noun_prepositions[word], child)
    return verdict


def question(sentence: Sentence) -> Verdict:
    """Whether a sentence ends as a question."""
    for token in reversed(sentence.parsed):
        if token.text.startswith("?"):
            return told(sentence, Status.ASKED, token)
        if not token.is_punct and not token.is_space:
            break
    return PLAIN


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


# -- conditions


def _condition(sentence: Sentence, clause: Clause) -> Verdict:
    words = lexicon()
    for mark in clause.marks:
        if mark.lower_ in words.sets["open_marks"]:
            return told(sentence, Status.POSSIBLE, mark)
        if mark.lower_ in words.sets["conditions"]:
            asked = mark.lower_ == "if" and _is_asked(clause.head)
            return told(sentence, Status.POSSIBLE if asked else Status.CONDITIONAL, mark)
        if mark.lower_ in words.noun_prepositions:
            return told(sentence, words.noun_prepositions[mark.lower_], mark)
    opening = _opening_inversion(sentence)
    if opening is not None and _in_opening(sentence, clause.head):
        return told(sentence, Status.CONDITIONAL, opening)
    first = _inverted(clause)
    if first is not None and clause.head.dep_ in {"advcl", "ccomp"}:
        return told(sentence, Status.CONDITIONAL, first)
    return PLAIN


def _is_asked(head: "spacy.Token") -> bool:
    """Whether its "if" is a "whether": "asked if they left", "it is unclear if they left"."""
    if head.dep_ not in {"ccomp", "csubj"}:
        return False
    word = head.head
    return lexicon().class_of(lemma(word), word.pos_) in {"asks", "knows", "doubts"}


def _inverted(clause: Clause) -> "spacy.Token | None":
    """The auxiliary before its subject of "Should it fail, ..." and "Had they left, ..."."""
    subject, first = clause.subject, next(iter(clause.auxiliaries), None)
    if subject is None or first is None or first.i > subject.i:
        return None
    return first if first.lower_ in {"should", "had", "were"} else None


def _consequence(sentence: Sentence, clause: Clause) -> Verdict:
    """What is to come under a condition: "will strike if they attack"."""
    if clause.finite_past and clause.modal is None:
        return PLAIN
    for mark in _condition_marks(sentence):
        if _governor(mark.head).i == clause.head.i:
            return told(sentence, Status.CONDITIONAL, mark)
    if clause.modal is not None and (opening := _opening_inversion(sentence)) is not None:
        return told(sentence, Status.CONDITIONAL, opening)
    for child in clause.head.children:
        prepositions = {case.lower_ for case in child.children if case.dep_ == "case"}
        if child.lower_ in {"case", "event"} and "in" in prepositions:
            return told(sentence, Status.CONDITIONAL, child)
    return PLAIN


def _condition_marks(sentence: Sentence) -> Iterator["spacy.Token"]:
    for token in sentence.parsed:
        if token.lower_ in lexicon().sets["conditions"] and token.dep_ in {"mark", "advcl"}:
            if token.dep_ == "advcl" and token.lower_ not in {"provided", "providing", "assuming"}:
                continue
            yield token


def _governor(head: "spacy.Token") -> "spacy.Token":
    """The finite clause above a clause of condition."""
    above = head
    if above.dep_ not in {"advcl", "conj"}:
        return above
    above = above.head
    for _ in range(4):
        if above.head.i == above.i or (is_verbal(above) and clause_of(above).finite):
            break
        above = above.head
    return above


def _opening_inversion(sentence: Sentence) -> "spacy.Token | None":
    first = sentence.parsed[0]
    if first.text not in {"Should", "Were", "Had"} or question(sentence).status is Status.ASKED:
        return None
    return first


def _in_opening(sentence: Sentence, head: "spacy.Token") -> bool:
    """Whether a predicate stands before the comma of "Had they left, the town would ..."."""
    for token in sentence.parsed:
        if token.text == ",":
            return head.i < token.i and any(
                t.tag_ == "MD" for t in sentence.parsed if t.i > token.i
            )
    return False


# -- modals


def _modality(sentence: Sentence, clause: Clause) -> Verdict:
    modal = clause.modal
    if modal is None:
        return PLAIN
    kind = lexicon().modals.get(modal.lower_.replace("’", "'"))
    status = Status.POSSIBLE
    if kind == "future":
        status = Status.STATED if _can_intend(clause) else Status.POSSIBLE
        status = Status.DENIED if clause.negation is not None else status
    elif kind == "would":
        status = _would(sentence, clause)
    elif clause.negation is not None and modal.lower_ in {"could", "can", "ca"}:
        status = Status.DENIED
    if status is Status.DENIED and clause.negation is not None:
        return told(sentence, status, clause.negation)
    return told(sentence, status, modal)


def _would(sentence: Sentence, clause: Clause) -> Status:
    if clause.perfect or any(_condition_marks(sentence)):
        return Status.CONDITIONAL
    if clause.negation is not None:
        return Status.DENIED
    head = clause.head
    while head.dep_ == "conj":
        head = head.head
    beside = any(child.dep_ == "parataxis" for child in head.children)
    if head.dep_ in {"ccomp", "parataxis", "acl"} or beside:
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
    verdict = PLAIN
    for adverb in clause.adverbs:
        status = lexicon().adverbs.get(adverb.lower_)
        if status is not None and status is not Status.DENIED:
            verdict = heavier(verdict, told(sentence, status, adverb))
        if adverb.lower_ == "yet" and clause.infinitive:
            verdict = told(sentence, Status.DENIED, adverb)
    return verdict


# -- infinitives and bare forms


def _to_come(sentence: Sentence, clause: Clause) -> Verdict:
    """ "is to visit", and in headlines "Minister to visit": an infinitive that nothing governs."""
    if not clause.infinitive:
        return PLAIN
    to = next(mark for mark in clause.marks if mark.tag_ == "TO")
    before = [a for a in clause.auxiliaries if a.i < to.i and lemma(a) == "be"]
    if before:
        denied = clause.negation is not None
        return PLAIN if denied else told(sentence, Status.STATED, to)
    if clause.head.dep_ != "ROOT" or clause.subject is None:
        return PLAIN
    tags = {token.tag_ for token in sentence.parsed if token.i < clause.head.i}
    return PLAIN if tags & {"VBD", "VBZ", "VBP"} else told(sentence, Status.STATED, to)


def _bare(sentence: Sentence, clause: Clause) -> Verdict:
    """ "Stop the war!", "demanded that he be freed": a bare form without a modal asks for it."""
    head = clause.head
    auxiliaries = [each for each in clause.auxiliaries if each.dep_ != "cop"]
    bare = auxiliaries[0] if auxiliaries else head
    if bare.tag_ != "VB" or clause.infinitive:
        return PLAIN
    if clause.subject is None:
        return told(sentence, Status.POSSIBLE, bare) if _begins(sentence, bare) else PLAIN
    if head.dep_ in {"ccomp", "acl", "acl:relcl", "csubj"} and bare.lower_ not in _SAME_IN_PAST:
        return told(sentence, Status.POSSIBLE, bare)
    return PLAIN


_SAME_IN_PAST: Final = frozenset(
    {"hit", "cut", "put", "set", "let", "quit", "shut", "spread", "split", "cast", "beat", "burst",
     "cost", "hurt", "bet", "rid", "shed", "thrust", "read"}
)  # fmt: skip


def _begins(sentence: Sentence, token: "spacy.Token") -> bool:
    before = token.i - 1
    while before >= sentence.parsed.start and token.doc[before].pos_ in {"ADV", "INTJ"}:
        before -= 1
    return before < sentence.parsed.start or token.doc[before].is_punct


# -- who is said to say so


def _attributed(sentence: Sentence, clause: Clause) -> Verdict:
    """Said by an accuser, or "according to" somebody who is no authority on it."""
    head = clause.head
    if head.dep_ == "ccomp" and _accuses(head.head, clause.subject):
        return told(sentence, Status.ALLEGED, head.head)
    for child in head.children:
        beside = child.dep_ == "parataxis" or (
            child.dep_ == "conj" and not any(c.dep_ == "cc" for c in child.children)
        )
        if beside and _accuses(child, clause.subject):
            return told(sentence, Status.ALLEGED, child)
    for token in sentence.parsed:
        if token.lower_ == "according" and _by_account(token, head):
            return told(sentence, Status.ALLEGED, token)
    return PLAIN


def _accuses(verb: "spacy.Token", actor: "spacy.Token | None") -> bool:
    """Whether a verb of saying is one of claiming, or its speaker an accuser.

    A government that tells of another country's acts is taken for one.
    """
    name = lexicon().class_of(lemma(verb), "VERB")
    if name == "claims":
        return True
    if name not in {"says", "knows"}:
        return False
    subject = clause_of(verb).subject
    if subject is None:
        return False
    return _is_accuser(subject) or _is_rival(subject, actor)


def _is_rival(speaker: "spacy.Token", actor: "spacy.Token | None") -> bool:
    if actor is None or speaker.pos_ != "PROPN" or actor.pos_ == "PRON":
        return False
    own, other = nationality_of(speaker), nationality_of(actor)
    return own is not None and other is not None and own != other


def _is_accuser(noun: "spacy.Token") -> bool:
    words = lexicon().sets
    if _singular(noun) in words["accusers"]:
        return True
    about = {child.lower_ for child in noun.children if child.dep_ in {"compound", "amod"}}
    return bool(about & words["accusing"])


def _singular(noun: "spacy.Token") -> str:
    return lemma_of(noun.text, "NOUN")


def _by_account(according: "spacy.Token", head: "spacy.Token") -> bool:
    """Whether an account that is no authority's stands for a clause, outside the account itself."""
    source = according.head if according.dep_ == "case" else according
    if any(token.i == head.i for token in source.subtree):
        return False
    names = [t for t in source.subtree if t.pos_ in {"NOUN", "PROPN"} and t.i > according.i]
    neutral = lexicon().sets["neutral"]
    return bool(names) and not any(_singular(name) in neutral for name in names[:4])


_RULES: Final = (
    _condition,
    _consequence,
    _modality,
    _adverbs,
    _to_come,
    _bare,
    _attributed,
)
