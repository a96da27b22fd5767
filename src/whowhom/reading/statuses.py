"""Statuses: whether the act that a word tells took place, by the sentence's own words.

The act's own clause says part of it (tense, modals, negation, conditions), the words that govern
it the rest: "refused to", "accused of", "the threat of". Both are read off the parse and the
lexicon in ``data/embedding.json``; what governs is judged first, so that "did not refuse to" is no
denial.

Verbs of saying without distance (say, tell, report) leave the status as it is: who says it stands
in the record's speakers. Claims, accusations, "reportedly", accusers ("a rights group said") and
"according to" somebody who is no authority make an act `alleged`.
"""

from typing import TYPE_CHECKING, Final

from whowhom.reading.clause import Clause, clause_of, is_verbal
from whowhom.reading.embedding import EFFECTS, lexicon
from whowhom.reading.lemmas import lemma, lemma_of
from whowhom.reading.modality import of_clause, of_noun, question
from whowhom.reading.sentence import Sentence
from whowhom.reading.status import Status
from whowhom.reading.verdict import PLAIN, Verdict, heavier, told

if TYPE_CHECKING:
    import spacy.tokens as spacy

Seen = frozenset[int]


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
    verdict = _judge(sentence, token, frozenset())
    if verdict.status is Status.ASKED or _taken_for_granted(token):
        return verdict
    return heavier(question(sentence), verdict)


def _taken_for_granted(token: "spacy.Token") -> bool:
    """Whether a question is not about the act: "Why did the group that seized ...?"."""
    if not is_verbal(token) and _definite(token) and not is_light(token.head):
        return True
    while token.head.i != token.i:
        if token.dep_ == "acl:relcl" and clause_of(token).finite:
            return True
        if token.dep_ == "advcl" and clause_of(token).finite_past:
            return True
        token = token.head
    return False


def _judge(sentence: Sentence, token: "spacy.Token", seen: Seen) -> Verdict:
    if token.i in seen:
        return PLAIN
    own = of_clause(sentence, token) if is_verbal(token) else of_noun(sentence, token)
    if token.tag_ == "VBG":
        # "no shelling": a gerund takes a noun's words.
        own = heavier(own, of_noun(sentence, token))
    place = _place(token)
    if place.i != token.i and place.i not in seen:
        own = heavier(own, of_clause(sentence, place))
    return heavier(own, _above(sentence, place, seen | {token.i}))


def _place(token: "spacy.Token") -> "spacy.Token":
    """The word whose place in the tree is the verb's own.

    A parse that takes a verb for a participle at its object ("to have supplied rockets") puts the
    noun, or the "have", where the verb belongs.
    """
    if token.dep_ not in {"amod", "acl", "compound"} or token.i <= token.sent.start:
        return token
    before = token.nbor(-1)
    if token.tag_ == "VBN" and lemma(before) == "have" and before.head.i != token.i:
        return before
    return token.head if token.tag_ == "VBD" and token.head.i > token.i else token


def _above(sentence: Sentence, token: "spacy.Token", seen: Seen) -> Verdict:
    """What the words that govern a token make of it."""
    token = _first_of_list(token)
    if token.dep_ == "ROOT" or token.head.i == token.i:
        return _equated(sentence, token)
    if (before := _verb_before(token) or _accuser_before(token)) is not None:
        return _under(sentence, before, str(class_of(before, token)), seen)
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


def _verb_before(token: "spacy.Token") -> "spacy.Token | None":
    """The verb just before a gerund that the parse took for something else: "denied killing ...".

    Only where the verb governs acts by itself.
    """
    if token.tag_ != "VBG" or token.i <= token.sent.start or token.dep_ in {"xcomp", "ccomp"}:
        return None
    before = token.nbor(-1)
    if before.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
        return None
    return before if class_of(before, token) in _OVER_GERUNDS else None


def _accuser_before(token: "spacy.Token") -> "spacy.Token | None":
    """The verb of "accused the army of killing", "kept them from leaving", whatever the parse."""
    if token.tag_ != "VBG" or token.i - 1 <= token.sent.start:
        return None
    wanted = _BRINGING.get(token.nbor(-1).lower_)
    if wanted is None:
        return None
    for before in reversed(token.doc[token.sent.start : token.i - 1]):
        if before.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
            name = class_of(before)
            return (
                before if name == wanted and lemma_of(before.text, "VERB") in _TRANSITIVE else None
            )
    return None


_BRINGING: Final = {"of": "claims", "from": "refuses"}
_TRANSITIVE: Final = frozenset(
    {"accuse", "suspect", "prevent", "stop", "keep", "bar", "block", "deter", "discourage",
     "dissuade", "prohibit", "hinder"}
)  # fmt: skip


def _equated(sentence: Sentence, token: "spacy.Token") -> Verdict:
    """ "The fear is that they attack", "the plan is to attack"."""
    for child in token.children:
        if child.dep_ == "nsubj:outer" or (child.dep_ == "nsubj" and clause_of(token).infinitive):
            name = lexicon().class_of(lemma(child), "NOUN") if child.pos_ == "NOUN" else None
            if name is not None and name not in {"says", "knows", "does"}:
                return told(sentence, EFFECTS[name].happened, child)
    return PLAIN


_OVER_GERUNDS: Final = frozenset({"denies", "wishes", "refuses", "tries", "means"})


# -- over a clause

_COMPLEMENTS: Final = frozenset(
    {"xcomp", "ccomp", "csubj", "csubj:pass", "obj", "obl", "csubj:outer"}
)
_PREPOSITIONS: Final = frozenset(
    {"of", "from", "for", "on", "against", "about", "with", "at", "into", "in", "to"}
)
_SPOKEN: Final = frozenset({"says", "claims", "means", "wishes", "expects", "denies"})
""" "..., vowing to": what is said along with an act that may fail to come is said all the same."""


def _above_clause(sentence: Sentence, token: "spacy.Token", seen: Seen) -> Verdict:
    head, clause = token.head, clause_of(token)
    if (awaited := _awaited(clause)) is not None:
        return told(sentence, Status.POSSIBLE, awaited)
    if (doubt := _hardly_seen(head)) is not None and token.dep_ == "ccomp":
        return told(sentence, Status.POSSIBLE, doubt)
    if token.dep_ in _COMPLEMENTS or _is_chanced(token, clause):
        return _governed(sentence, token, head, seen, clause)
    if token.dep_ in {"acl", "acl:relcl"}:
        return _of_noun_clause(sentence, token, seen, clause)
    if token.dep_ == "advcl":
        return _of_adverbial(sentence, token, seen, clause)
    return PLAIN


def _is_chanced(token: "spacy.Token", clause: Clause) -> bool:
    """Whether a clause without "that" is what a word of chance is about, as the parser hangs it.

    "It is very unlikely the army will leave", "there is no chance the army will leave".
    """
    head = token.head
    if clause.modal is None or clause.marks or token.i < head.i:
        return False
    if any(child.tag_ in {"WDT", "WP", "WRB"} for child in token.children):
        return False
    if token.dep_ == "advcl":
        return head.lower_ in lexicon().sets["chancy"]
    return token.dep_ in {"acl", "acl:relcl"} and class_of(head, token) == "expects"


def _hardly_seen(verb: "spacy.Token") -> "spacy.Token | None":
    """The "hard" of "it is hard to see how they will leave"."""
    doubt = verb.head
    hard = doubt.lower_ in {"hard", "difficult", "impossible", "tough"}
    return doubt if hard and lemma(verb) in {"see", "imagine", "believe", "envision"} else None


def _of_noun_clause(
    sentence: Sentence, token: "spacy.Token", seen: Seen, clause: Clause
) -> Verdict:
    """A clause at a noun: "the plan to", "fears that", "accused the army of", "no group that"."""
    head = token.head
    marks = {mark.lower_ for mark in clause.marks}
    own = of_noun(sentence, head)
    if own.status is Status.DENIED and class_of(head, token) is None:
        return own
    if class_of(head, token) is not None:
        if clause.infinitive or marks & _PREPOSITIONS or "that" in marks:
            return _governed(sentence, token, head, seen, clause)
    elif clause.infinitive or marks & _PREPOSITIONS:
        above = head.head
        if head.dep_ in {"obj", "iobj", "nsubj:pass", "obl"} and class_of(above, token):
            return _governed(sentence, token, above, seen, clause)
        return _ungoverned(sentence, PLAIN, token, clause)
    if token.dep_ == "acl:relcl" and (not clause.finite or _of_any(head, clause)):
        return _judge(sentence, head, seen)
    return PLAIN


def _of_any(noun: "spacy.Token", clause: Clause) -> bool:
    """Whether a clause in the present tells of what need not exist: "seek a man who speaks it"."""
    if clause.finite_past or noun.pos_ == "PROPN":
        return False
    return not _definite(noun)


def _of_adverbial(sentence: Sentence, token: "spacy.Token", seen: Seen, clause: Clause) -> Verdict:
    head = token.head
    if clause.infinitive:
        return _purpose(sentence, token, head, seen, clause)
    brought = any(mark.lower_ in _PREPOSITIONS for mark in clause.marks)
    if brought and class_of(head, token):
        return _governed(sentence, token, head, seen, clause)
    if token.tag_ == "VBN" and not clause.finite:
        return PLAIN
    until = any(mark.lower_ in _UP_TO for mark in clause.marks)
    if clause.finite_past and not (until and clause.perfect):
        return PLAIN
    if clause.finite and any(mark.lower_ in _GROUNDS for mark in clause.marks):
        return PLAIN
    outer = _judge(sentence, head, seen)
    if until and outer.status is Status.DENIED:
        return Verdict(Status.POSSIBLE, outer.cues)
    if token.tag_ == "VBG" and (outer.status is Status.DENIED or class_of(token) in _SPOKEN):
        return PLAIN
    return outer


def _awaited(clause: Clause) -> "spacy.Token | None":
    """The "until" of a clause in the present: what it awaits has not come."""
    if not clause.finite or clause.modal is not None or clause.finite_past:
        return None
    return next((c for c in clause.head.children if c.lower_ in {"until", "till"}), None)


_GROUNDS: Final = frozenset({"because", "although", "though", "whereas"})
""" "will not come because they are afraid": what follows is told as it is."""

_UP_TO: Final = frozenset({"until", "till", "once", "when", "before", "after", "as"})


def _purpose(
    sentence: Sentence, token: "spacy.Token", head: "spacy.Token", seen: Seen, clause: Clause
) -> Verdict:
    name = class_of(head, token)
    if name is not None and name not in {"says", "knows", "claims", "believes", "seems", "true"}:
        return _governed(sentence, token, head, seen, clause)
    to = next(mark for mark in clause.marks if mark.tag_ == "TO")
    return heavier(told(sentence, Status.STATED, to), _judge(sentence, head, seen))


def _governed(
    sentence: Sentence, token: "spacy.Token", head: "spacy.Token", seen: Seen, clause: Clause
) -> Verdict:
    """What the governing word makes of a clause under it, by its own status."""
    name = _sense(class_of(head, token), token, clause)
    if name is None:
        return _ungoverned(sentence, _judge(sentence, head, seen), token, clause)
    return _under(sentence, head, name, seen)


def _sense(name: str | None, token: "spacy.Token", clause: Clause) -> str | None:
    """The class by the form of what is governed: "decided that it was" is no intention."""
    tells = clause.finite and clause.modal is None
    if name == "says" and any(child.tag_ in {"WP", "WRB"} for child in token.children):
        return "knows"
    if name == "means" and token.dep_ == "ccomp" and tells:
        return "says"
    if name == "says" and clause.infinitive:
        return "believes" if clause.perfect else "orders"
    if name == "wishes" and (own := _wished(token, clause)) is not None:
        return own
    if name == "believes" and not (tells or clause.perfect or token.tag_ == "VBG"):
        return "expects"
    return name


def _wished(token: "spacy.Token", clause: Clause) -> str | None:
    """ "Loves singing" tells that one does, "wish they had left" that they did not."""
    word = lemma(token.head)
    if word in {"love", "hate", "like"} and token.tag_ == "VBG":
        return "says"
    return "refuses" if word == "wish" and clause.finite_past else None


def _under(sentence: Sentence, head: "spacy.Token", name: str, seen: Seen) -> Verdict:
    outer, effect = _judge(sentence, head, seen), EFFECTS[name]
    if outer.status in {Status.ASKED, Status.CONDITIONAL} and name != "knows":
        return outer
    if outer.status in {Status.HAPPENED, Status.ALLEGED}:
        return heavier(told(sentence, effect.happened, head), outer)
    if outer.status is Status.DENIED:
        denied = effect.denied
        if head.pos_ == "NOUN" and name in _EMPTY_NOUNS:
            denied = Status.DENIED
        return Verdict(denied, (*outer.cues, sentence.place(head)))
    if outer.status is Status.POSSIBLE and name not in {"says", "knows", "claims", "asks"}:
        return outer
    return outer if effect.other is None else told(sentence, effect.other, head)


_EMPTY_NOUNS: Final = frozenset({"says", "claims", "believes", "expects", "knows"})
""" "no evidence that", "rejected claims that": denied, and with it what they tell."""


def _ungoverned(
    sentence: Sentence, outer: Verdict, token: "spacy.Token", clause: Clause
) -> Verdict:
    if clause.infinitive and token.dep_ in {"xcomp", "acl", "csubj", "acl:relcl"}:
        to = next(mark for mark in clause.marks if mark.tag_ == "TO")
        return heavier(told(sentence, Status.POSSIBLE, to), outer)
    return outer


def class_of(head: "spacy.Token", token: "spacy.Token | None" = None) -> str | None:
    """The class (of `EFFECTS`) of a word that governs acts, in view of the act `token`."""
    if head.lower_ in {"going", "gon"} and head.tag_ == "VBG":
        return "means"
    if token is not None and clause_of(token).infinitive and (own := _by_infinitive(head)):
        return own
    if token is not None and lemma(head) == "have" and clause_of(token).infinitive:
        return "does" if head.tag_ in {"VBD", "VBN"} else "wishes"
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
    pos = "VERB" if head.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VB", "VBG"} else head.pos_
    name = lemma_of(head.text, "VERB") if pos == "VERB" else lemma(head)
    found = lexicon().class_of(name, pos, tuple(particles))
    if found is None and pos == "ADJ" and head.lower_.endswith("ed"):
        # "denied" taken for an adjective.
        found = lexicon().class_of(lemma_of(head.text, "VERB"), "VERB", tuple(particles))
    return found or lexicon().adjectives.get(head.lower_)


def _by_infinitive(head: "spacy.Token") -> str | None:
    """What a word makes of a "to" infinitive alone: "too weak to walk", "was able to leave"."""
    word = lemma(head)
    if word in {"stop", "pause"}:
        return "does"
    beside = [child for child in head.children if child.i < head.i]
    if any(child.lower_ == "too" for child in beside):
        return "refuses"
    if word == "able" and any(child.tag_ == "VBD" for child in beside if child.dep_ == "cop"):
        return "does"
    return None


# -- over a noun


def _above_noun(sentence: Sentence, noun: "spacy.Token", seen: Seen) -> Verdict:
    head = noun.head
    if noun.dep_ in {"appos", "amod", "nmod:poss", "nmod:unmarked", "parataxis"}:
        return PLAIN
    if noun.dep_ == "compound":
        return _judge(sentence, head, seen)
    if noun.dep_.startswith("nsubj"):
        return _of_subject(sentence, noun, seen)
    name = _class_over(noun, head)
    if name in {"refuses", "denies"} and len(seen) == 1 and class_of(noun) is not None:
        # A promise that is refused was made.
        return PLAIN
    if name is not None and not (_definite(noun) and name in _LEAVE_DEFINITE):
        return _under(sentence, head, name, seen)
    if (_definite(noun) or noun.dep_ == "obl") and not is_light(head) and not _any(noun):
        return PLAIN
    return _judge(sentence, head, seen)


def _of_subject(sentence: Sentence, noun: "spacy.Token", seen: Seen) -> Verdict:
    """ "Talks are expected to start", "an attack would", "no attack took place"."""
    head = noun.head
    below = next((child for child in head.children if child.dep_ == "xcomp"), None)
    if below is not None and (is_light(below, "occurs") or is_light(below)):
        return _judge(sentence, below, seen)
    if head.pos_ in {"ADJ", "NOUN"}:
        if class_of(head) == "denies":
            return _under(sentence, head, "denies", seen)
        if head.lower_ in lexicon().sets["chancy"]:
            return heavier(told(sentence, Status.POSSIBLE, head), _judge(sentence, head, seen))
        return PLAIN
    name = _class_over(noun, head)
    if name is not None and not (_definite(noun) and name in _LEAVE_DEFINITE):
        return _under(sentence, head, name, seen)
    passive = noun.dep_ == "nsubj:pass" and is_light(head)
    if _definite(noun) and not passive and not is_light(head, "occurs"):
        return PLAIN
    return _judge(sentence, head, seen)


_LEAVE_DEFINITE: Final = frozenset({"means", "tries", "claims", "denies"})
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


def _definite(noun: "spacy.Token") -> bool:
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those"}:
            return True
        if child.dep_ == "nmod:poss":
            return True
    return False


def _any(noun: "spacy.Token") -> bool:
    return any(child.dep_ == "det" and child.lower_ == "any" for child in noun.children)


def is_light(head: "spacy.Token", kind: str = "light") -> bool:
    """Whether a verb only says that its object, or its subject, takes place."""
    words = lexicon().sets[kind]
    name = lemma(head)
    particles = [c.lower_ for c in head.children if c.dep_ in {"compound:prt", "obj", "advmod"}]
    return name in words or any(f"{name}_{particle}" in words for particle in particles)
