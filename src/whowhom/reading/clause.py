"""Clause: what stands around a predicate: its subject, auxiliaries, negation, conjunctions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.reading.embedding import lexicon
from whowhom.reading.lemmas import lemma

if TYPE_CHECKING:
    import spacy.tokens as spacy

_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
_AUXILIARIES: Final = frozenset({"aux", "aux:pass", "cop"})
_SAYING: Final = frozenset({"say", "tell", "add", "report", "announce", "promise", "warn"})
_BEFORE_NOUN: Final = frozenset({"det", "det:predet", "advmod", "cc:preconj", "cc"})
_NO: Final = frozenset({"no", "neither"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and what stands directly around it.

    Parameters
    ----------
    head : spacy.Token
        The predicate: a verb, or a noun or adjective with a copula.
    subject : spacy.Token or None
        Head of its subject.
    auxiliaries, marks, adverbs : tuple of spacy.Token
        Auxiliaries and copula; conjunctions and the infinitive's "to"; adverbs.
    negation : spacy.Token or None
        The word that denies it: "not", "never", the "no" of its subject or object.
    """

    head: "spacy.Token"
    subject: "spacy.Token | None"
    auxiliaries: tuple["spacy.Token", ...]
    marks: tuple["spacy.Token", ...]
    adverbs: tuple["spacy.Token", ...]
    negation: "spacy.Token | None"

    @property
    def modal(self) -> "spacy.Token | None":
        """Its modal verb, the first if there are several."""
        return next((a for a in self.auxiliaries if a.tag_ == "MD"), None)

    @property
    def infinitive(self) -> bool:
        """Whether it is a "to" infinitive."""
        return any(mark.tag_ == "TO" for mark in self.marks)

    @property
    def finite_past(self) -> bool:
        """Whether it is told in a past tense or a perfect, without a modal."""
        if self.modal or self.infinitive:
            return False
        if self.head.tag_ == "VBD":
            return True
        return any(a.tag_ == "VBD" or lemma(a) == "have" for a in self.auxiliaries)

    @property
    def finite(self) -> bool:
        """Whether it has a tense of its own."""
        if self.infinitive:
            return False
        first = self.auxiliaries[0] if self.auxiliaries else self.head
        return first.tag_ in {"VBD", "VBZ", "VBP", "MD"}

    @property
    def perfect(self) -> bool:
        """Whether a form of "have" makes it a perfect."""
        return any(lemma(a) == "have" and a.tag_ != "MD" for a in self.auxiliaries)


def clause_of(head: "spacy.Token") -> Clause:
    """What stands around a predicate."""
    subject = None
    auxiliaries, marks, adverbs = [], [], []
    for child in head.children:
        if child.dep_ in _SUBJECTS:
            subject = subject or child
        elif child.dep_ in _AUXILIARIES:
            auxiliaries.append(child)
        elif child.dep_ == "mark" or (child.tag_ == "TO" and child.i < head.i):
            marks.append(child)
        elif child.dep_ == "advmod":
            adverbs.append(child)
    negation = _negation(head, subject, [*auxiliaries, *marks])
    return Clause(head, subject, tuple(auxiliaries), tuple(marks), tuple(adverbs), negation)


def is_verbal(token: "spacy.Token") -> bool:
    """Whether a token is the predicate of a clause: a verb, or a word with copula or subject."""
    if token.pos_ == "VERB" or token.tag_.startswith("VB"):
        return True
    return any(child.dep_ in _SUBJECTS or child.dep_ in {"cop", "aux"} for child in token.children)


def _negation(
    head: "spacy.Token", subject: "spacy.Token | None", others: "list[spacy.Token]"
) -> "spacy.Token | None":
    for child in head.children:
        if child.dep_ in {"advmod", "cc:preconj", "det", "neg", "aux", "cc"} and _denies(child):
            return child
        if child.dep_ == "obj" and child.i > head.i and (found := _no_of(child)):
            return None if lemma(head) in _SAYING else found
    for other in others:
        for child in other.children:
            if child.dep_ == "advmod" and _denies(child):
                return child
    return _no_of(subject) if subject is not None else None


def _denies(token: "spacy.Token") -> bool:
    words = lexicon()
    word = token.lower_.replace("’", "'")
    if word == "longer":
        return any(child.lower_ == "no" for child in token.children)
    if word not in words.negations:
        return False
    if word in {"nearly", "almost"} and token.head.tag_ not in {"VBD", "VBN", "VB"}:
        return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if word == "neither" and token.dep_ == "cc":
        return True
    return following is None or following.lower_ not in words.sets["hollow_negations"]


def _few(word: "spacy.Token") -> bool:
    """Whether a word before a noun is the "few" that means hardly any, not that of "a few"."""
    if word.lower_ != "few" or word.i == word.sent.start:
        return word.lower_ == "few" and word.dep_ == "amod"
    return word.dep_ == "amod" and word.nbor(-1).lower_ not in {"a", "the", "last", "past", "next"}


def _no_of(noun: "spacy.Token") -> "spacy.Token | None":
    words = lexicon().sets["negative_subjects"]
    if noun.lower_ in words:
        return noun
    if noun.lower_ == "few" or any(_few(child) for child in noun.children):
        return noun
    for child in noun.children:
        if child.dep_ in _BEFORE_NOUN and child.lower_ in _NO:
            return child
        if child.dep_ == "advmod" and child.lower_ == "not":
            return child
    return None
