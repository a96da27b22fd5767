"""Propositions: what a hedge says is likely or not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.reading.clauses import (
    SUBJECTS,
    ancestors,
    antecedent,
    below,
    children,
    is_root,
    own,
    plain,
    rest_of_clause,
    stretch,
    subject_of,
)
from whowhom.reading.conditions import is_condition
from whowhom.reading.hedges import Hedge, lexicon
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPLEMENTS: Final = ("csubj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "obl", "nsubj")
_FUTURE: Final = ("will", "would", "'ll", "wo", "ca", "can", "could", "may", "might", "'d", "going")
_BEFORE: Final = ("of", "for", "on", "before", "until", "till", "if", "about")
_FINITE: Final = ("VBZ", "VBD", "VBP", "MD")
_HAVING: Final = ("have", "stand", "see", "face", "give", "run", "put", "raise", "leave",
                  "express", "voice", "pose", "carry", "rate")  # fmt: skip
_FORESEEING: Final = ("expect", "anticipate", "predict", "foresee", "forecast", "fear")
_LIGHT: Final = ("it", "there", "that", "this")
_NOTHING: Final = ("it", "there", "who", "what", "which", "i", "you", "we", "that", "this", "they")
"""Subjects that tell by themselves nothing that could be likely."""
_SEEING: Final = ("see", "find", "consider", "think", "deem", "make", "believe", "judge", "call")


@dataclass(frozen=True)
class Proposition:
    """What is said to be likely or not.

    Parameters
    ----------
    span : Span
        Its words.
    head : Token or None
        Its verb or noun; None where it was found without the parse.
    subject : Token or None
        Whom it is about.
    holder : Token or None
        Who holds it to be so, where the hedge names somebody: "officials expect".
    """

    span: Span
    head: "Token | None"
    subject: "Token | None" = None
    holder: "Token | None" = None


def proposition_of(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    """The proposition of a hedge; None where it has none and so states no likelihood."""
    return _WAYS[hedge.takes](sentence, hedge)


def _clause(
    sentence: Sentence,
    head: "Token",
    subject: "Token | None" = None,
    holder: "Token | None" = None,
    hedge: Hedge | None = None,
) -> Proposition | None:
    """The clause of a verb, with a subject that stands outside it, without its conditions."""
    without = {each.i for each in below(head) if each.i != head.i and _is_apart(each)}
    words = own(head, without)
    if hedge is not None:
        words = [word for word in words if word.i not in {each.i for each in hedge.tokens}]
    if subject is not None and head.i != subject.i:
        cases = {case.i for case in children(subject, "case")}
        words += [w for w in own(subject, cases) if not head.is_ancestor(w)]
    span = stretch(sentence, [word for word in _bare(words, head) if _within(sentence, word)])
    if span is None:
        return None
    return Proposition(span, head, subject or subject_of(head), holder)


def _is_apart(token: "Token") -> bool:
    """What stands inside a clause and is no part of what is said: conditions, who says it, odds."""
    figure = plain(token) in ("percent", "%", "cent")
    if is_condition(token) or (figure and children(token, "cop")):
        return True
    if token.dep_ in ("obl", "nmod") and children(token, "case", "fixed"):
        first = plain(below(token)[0])
        return first == "according" or (figure and first == "at")
    return False


def _bare(words: "list[Token]", head: "Token") -> "list[Token]":
    """Without the preposition in front: of "chance of a truce" the truce."""
    cases = {case.i for case in children(head, "case", "mark") if plain(case) in _BEFORE}
    words = sorted(words, key=lambda word: int(word.i))
    if len(words) > 2 and plain(words[0]) == "that" and words[1].tag_ not in _FINITE:
        words = words[1:]
    while words and (words[0].i in cases or plain(words[0]) in ("how", "is", "are", "was", "were")):
        words = words[1:]
    return words


def _within(sentence: Sentence, token: "Token") -> bool:
    return bool(sentence.parsed.start <= token.i < sentence.parsed.end)


def _loose(
    sentence: Sentence, after: int, start: "Token | None" = None, holder: "Token | None" = None
) -> Proposition | None:
    """What follows a word, found without the parse."""
    words = rest_of_clause(sentence, after)
    if not any(word.pos_ in ("NOUN", "VERB", "PROPN", "PRON", "AUX") for word in words):
        return None
    subject = start
    if subject is None:
        subject = next((word for word in words if word.dep_ in SUBJECTS), None)
    span = stretch(sentence, words if start is None else [*below(start), *words])
    return None if span is None else Proposition(span, None, subject, holder)


def _first(child: "Token") -> str:
    return plain(below(child)[0])


def _complement(hedge: Hedge) -> "Token | None":
    """The clause that follows a predicate: "that they will", "to accept"."""
    last = hedge.tokens[-1].i
    for token in hedge.tokens:
        for child in children(token, *COMPLEMENTS):
            if child.i > last and not is_condition(child) and _is_clause(child):
                return child
    return None


def _is_clause(child: "Token") -> bool:
    if _first(child) in ("because", "since", "as", "when", "while", "before", "after", "although"):
        return False
    if child.dep_ in ("csubj", "ccomp", "xcomp"):
        return True
    return _first(child) in ("that", "to") or bool(children(child, "nsubj", "nsubj:pass"))


def _of_adjective(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    anchor = hedge.anchor
    if anchor.dep_ == "amod" and not children(anchor, "xcomp", "ccomp", "csubj"):
        return _of_attribute(sentence, hedge)
    subject = _bearer(anchor)
    clause = _complement(hedge) or _beside(hedge)
    if clause is None and _is_impersonal(sentence, hedge):
        return _after_it(sentence, hedge)
    following = _next_word(sentence, hedge)
    infinitive = following == "to" or (clause is not None and _first(clause) == "to")
    if not infinitive and _lacks_infinitive(hedge, subject, clause is not None, following):
        return None
    if clause is None and following not in ("to", "that"):
        return None if subject is None else _of_subject(sentence, hedge, subject)
    personal = subject if subject is not None and not _is_empty(subject) else None
    if infinitive and personal is not None:
        if clause is None:
            return _loose(sentence, hedge.tokens[-1].i, personal)
        return _clause(sentence, clause, personal)
    return _held(sentence, hedge, clause, personal)


def _is_empty(subject: "Token") -> bool:
    return plain(subject) in _LIGHT or subject.dep_.startswith("csubj")


def _lacks_infinitive(
    hedge: Hedge, subject: "Token | None", has_clause: bool, following: str
) -> bool:
    """Whether the word is one of likelihood only before "to" and has none: "set", "bound"."""
    word, known = plain(hedge.anchor), lexicon()
    if word not in known["need_to"]:
        return False
    if word == "certain" and subject is not None and subject.pos_ == "NOUN":
        return False
    return not (word in known["held"] and (has_clause or following == "that"))


def _held(
    sentence: Sentence, hedge: Hedge, clause: "Token | None", personal: "Token | None"
) -> Proposition | None:
    """ "It is likely that ...", and what somebody is sure of."""
    word = plain(hedge.anchor)
    holder = personal if word in lexicon()["held"] else None
    if clause is None:
        return _loose(sentence, hedge.tokens[-1].i, holder=holder)
    of_facts = holder is not None and word in ("sure", "confident", "convinced")
    if of_facts and not tells_future(clause):
        return None
    return _clause(sentence, clause, holder=holder)


def _is_impersonal(sentence: Sentence, hedge: Hedge) -> bool:
    """Whether "it is" stands before the words and a clause behind them, whatever the parse says."""
    before = [plain(token) for token in sentence.parsed if token.i < hedge.tokens[0].i]
    before = [word for word in before if word not in ("“", '"', "also", "very")][-3:]
    if "it" not in before and "'s" not in before:
        return False
    after = rest_of_clause(sentence, hedge.tokens[-1].i)
    return any(token.dep_ in SUBJECTS or token.pos_ == "AUX" for token in after)


def _after_it(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    last = hedge.tokens[-1].i
    head = hedge.anchor.head
    if head.i <= last or not _within(sentence, head):
        return _loose(sentence, last)
    span = stretch(sentence, [word for word in own(head) if word.i > last])
    return None if span is None else Proposition(span, head, subject_of(head))


def _next_word(sentence: Sentence, hedge: Hedge) -> str:
    """The word behind the words of likelihood; "to" also behind "by many"."""
    after = [token for token in sentence.parsed if token.i > hedge.tokens[-1].i][:6]
    words = [plain(token) for token in after]
    if words[:1] == ["by"] and any(_infinitive(after, place) for place in range(len(after))):
        return "to"
    return words[0] if words else ""


def _infinitive(words: "list[Token]", place: int) -> bool:
    forms = [word.tag_ for word in words[place + 1 : place + 3]]
    return plain(words[place]) == "to" and ("VB" in forms or forms[:1] in (["NN"], ["VBP"]))


def _bearer(anchor: "Token") -> "Token | None":
    """Who or what an adjective is said of."""
    if anchor.dep_ == "xcomp" and plain(anchor.head) and children(anchor.head, "obj"):
        return children(anchor.head, "obj")[0]
    if found := subject_of(anchor):
        return found
    if children(anchor, "expl"):
        return None
    if anchor.dep_ in ("xcomp", "ccomp") and children(anchor.head, *SUBJECTS):
        return children(anchor.head, *SUBJECTS)[0]
    return None


def _beside(hedge: Hedge) -> "Token | None":
    """The clause that hangs beside the adjective: "I see it unlikely that ..."."""
    anchor = hedge.anchor
    if is_root(anchor) or anchor.dep_ not in ("xcomp", "obj", "advmod", "amod"):
        return None
    for child in children(anchor.head, "ccomp", "advcl", "csubj", "acl", "acl:relcl"):
        if child.i > anchor.i and _first(child) == "that":
            return child
    return None


def _of_attribute(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    """An adjective of a noun: "the likely outcome is that", "an unlikely deal"."""
    noun = hedge.anchor.head
    word = plain(hedge.anchor)
    if plain(noun) in ("outcome", "scenario", "result", "explanation", "course", "case"):
        for above in (noun.head, *children(noun, "ccomp", "csubj")):
            if noun.dep_ in SUBJECTS and above.i > noun.i and above.pos_ in ("VERB", "NOUN"):
                without = {noun.i}
                span = stretch(sentence, [w for w in below(above, without) if w.dep_ != "cop"])
                return None if span is None else Proposition(span, above, subject_of(above))
    if word not in ("likely", "probable", "unlikely", "improbable", "inevitable"):
        return None
    return _of_subject(sentence, hedge, noun)


def _of_subject(sentence: Sentence, hedge: Hedge, subject: "Token") -> Proposition | None:
    """A noun that is itself said to be likely; of "the prospects of a deal", the deal."""
    if plain(subject) in lexicon()["nouns"]:
        inner = _noun_complement(subject)
        if inner is not None:
            return _clause(sentence, inner)
    if plain(subject) in _NOTHING:
        return None
    without = {each.i for each in hedge.tokens} | {each.i for each in children(subject, "cop")}
    words = [word for word in own(subject) if word.i not in without]
    span = stretch(sentence, _bare(words, subject))
    return None if span is None else Proposition(span, subject, subject)


def _noun_complement(noun: "Token") -> "Token | None":
    for child in children(noun, "acl", "nmod", "acl:relcl", "ccomp", "advcl"):
        cases = [plain(case) for case in children(child, "case", "mark")]
        if child.i > noun.i and (child.dep_ != "nmod" or {"of", "for"}.intersection(cases)):
            return child
    return None


def _of_adverb(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    head = _verb_above(hedge.anchor)
    if head is None:
        return None
    if head.i < hedge.anchor.i and lemma(head) in lexicon()["beliefs"]:
        head = _believed(head) or head
    if plain(hedge.anchor) in lexicon()["future_only"] and not _is_open(head, hedge):
        return None
    return _clause(sentence, head, subject_of(head), hedge=hedge)


def _is_open(head: "Token", hedge: Hedge) -> bool:
    return is_future(head) or hedge.key.startswith(("almost", "nearly", "virtually"))


def is_future(head: "Token") -> bool:
    """Whether a clause tells of the future or of what may be."""
    return any(plain(child) in _FUTURE for child in children(head, "aux")) or (
        plain(head) in ("going", "about") and bool(children(head, "xcomp"))
    )


def _verb_above(token: "Token") -> "Token | None":
    """The predicate that an adverb belongs to."""
    for above in [token, *ancestors(token)]:
        if above.i != token.i and (
            above.pos_ in ("VERB", "AUX") or children(above, "cop", "nsubj")
        ):
            return above
        if above.i != token.i and above.dep_ in ("obl", "nmod", "obj", "appos", "nummod"):
            return None
    return None


def _of_modal(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    head = hedge.anchor.head
    if hedge.anchor.dep_ != "aux" or is_root(hedge.anchor):
        after = [t for t in rest_of_clause(sentence, hedge.anchor.i) if t.pos_ in ("VERB", "AUX")]
        if not after:
            return None
        head = after[0]
    return _clause(sentence, head, subject_of(head))


def _of_noun(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    noun = hedge.anchor
    if not is_stated(noun):
        return None
    complement = _noun_complement(noun)
    holder = None
    if plain(noun) in ("doubt", "doubts", "expectation", "expectations"):
        holder = _having(noun)
    if complement is not None:
        if plain(noun) == "chance" and _first(complement) == "to" and _is_opportunity(noun):
            return None
        owner = None
        if _first(complement) == "to" or plain(complement).endswith("ing"):
            owner = _having(noun)
        found = _clause(sentence, complement, owner, holder)
        return _with_participle(sentence, complement, found)
    following = _next_word(sentence, hedge)
    if following == "to" and not _before_infinitive(sentence, hedge):
        # "A danger to shipping" is no danger of anything.
        return None
    if following in ("that", "of", "to", "for"):
        return _loose(sentence, hedge.anchor.i + 1, holder=holder)
    return None


def _before_infinitive(sentence: Sentence, hedge: Hedge) -> bool:
    after = [token for token in sentence.parsed if token.i > hedge.tokens[-1].i][1:4]
    return any(token.tag_ == "VB" for token in after)


def _with_participle(
    sentence: Sentence, noun: "Token", found: Proposition | None
) -> Proposition | None:
    """ "The prospect of the two joining forces": the noun with what it would be doing."""
    last = below(noun)[-1].i
    following = next((token for token in sentence.parsed if token.i == last + 1), None)
    if found is None or following is None or following.tag_ != "VBG" or noun.pos_ == "VERB":
        return found
    inside = sentence.tokens_in(found.span)
    span = stretch(sentence, [*inside, *(w for w in own(following) if w.i >= following.i)])
    return found if span is None else Proposition(span, following, noun, found.holder)


def _is_opportunity(noun: "Token") -> bool:
    """ "The chance to", "his chance to": what somebody may do, not how likely it is."""
    return any(plain(child) in ("the", "this", "that") for child in children(noun, "det")) or bool(
        children(noun, "nmod:poss")
    )


def _of_opinion(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    """ "My guess is that ...", "it is our assessment that ...": whose it is must be said."""
    noun = hedge.anchor
    whose = children(noun, "nmod:poss")
    if not whose:
        return None
    first_person = plain(whose[0]) in ("my", "our")
    holder = None if first_person else whose[0]
    if noun.dep_ in ("nsubj", "nsubj:outer") and noun.head.i > noun.i:
        head = noun.head
        if lemma(head) == "be" and (inner := children(head, "ccomp", "csubj")):
            return _clause(sentence, inner[0], holder=holder)
        words = [w for w in own(head, {noun.i}) if w.i > noun.i and not _is_copula_of(w, noun)]
        span = stretch(sentence, words)
        return None if span is None else Proposition(span, head, subject_of(head), holder)
    for child in children(noun, "ccomp", "acl", "csubj", "acl:relcl", "advcl"):
        if children(noun, "cop") and child.i > noun.i:
            return _clause(sentence, child, holder=holder)
    return None


def _is_copula_of(word: "Token", noun: "Token") -> bool:
    return word.pos_ == "AUX" and word.i <= noun.i + 2 and lemma(word) == "be"


def _having(noun: "Token") -> "Token | None":
    """Who has the chance: the subject of "has", "stands", "faces"."""
    if noun.dep_ in ("obj", "nsubj") and not is_root(noun):
        found = children(noun.head, "nsubj")
        return antecedent(found[0]) if found and found[0].i != noun.i else None
    return None


def is_stated(noun: "Token") -> bool:
    """Whether a noun of likelihood is predicated, not only spoken of: "there is a risk"."""
    head = noun.head
    if noun.dep_ == "nmod" and head.pos_ == "NUM":
        return is_stated(head)
    if is_root(noun) or noun.dep_ == "parataxis" or children(noun, "cop", "expl"):
        return True
    if _there_is(noun):
        return True
    if noun.dep_ in ("nsubj", "nsubj:pass"):
        if children(head, "expl") or plain(head) in ("is", "are", "'s", "was", "remains", "exists"):
            return True
        return bool(children(head, "cop")) or head.pos_ == "ADJ"
    return noun.dep_ == "obj" and lemma(head) in _HAVING


def _there_is(noun: "Token") -> bool:
    """Whether "there is" stands before a noun and no other verb between, whatever the parse."""
    for back in range(1, 9):
        at = noun.i - back
        if at < noun.sent.start:
            return False
        word = noun.doc[at]
        if plain(word) == "there" and word.tag_ == "EX":
            return True
        being = plain(word) in ("is", "are", "'s", "was", "were", "be", "been", "remains")
        if (word.pos_ == "VERB" and not being) or (word.pos_ == "NOUN" and back > 4):
            return False
    return False


def _of_belief(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    verb = hedge.anchor
    if children(verb, "aux:pass") or plain(verb) == "supposed":
        return None
    holder = subject_of(verb)
    if holder is None and not hedge.negated:
        return None
    if holder is not None and plain(holder) in ("it", "there"):
        return None
    clause = _believed(verb)
    if clause is not None:
        objects = children(verb, "obj")
        subject = objects[0] if objects and clause.dep_ == "xcomp" else None
        return _clause(sentence, clause, subject, holder)
    if verb.dep_ == "parataxis" and not is_root(verb) and is_future(verb.head):
        return _clause(sentence, verb.head, holder=holder)
    if verb.tag_ == "VBG" and not children(verb, "aux"):
        return None
    objects = [child for child in children(verb, "obj") if child.pos_ == "NOUN"]
    if hedge.key not in _FORESEEING or not objects:
        return None
    found = _clause(sentence, objects[0], holder=holder)
    return _with_deed(sentence, objects[0], found)


def _believed(verb: "Token") -> "Token | None":
    for child in children(verb, "ccomp", "csubj", "xcomp", "advcl"):
        beside = child.dep_ == "advcl"
        doubted = plain(verb).startswith("doubt") and _first(child) in ("that", "whether", "if")
        if child.i > verb.i and (not beside or doubted):
            return child
    return None


def tells_future(clause: "Token") -> bool:
    """Whether a clause or one inside it tells of the future: "I think what we will see is"."""
    return is_future(clause) or any(
        is_future(each) for each in children(clause, "ccomp", "xcomp", "conj", "nsubj")
    )


def _of_frame(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    last = hedge.tokens[-1].i
    for token in hedge.tokens:
        for child in token.children:
            if child.i > last and child.dep_ in (*COMPLEMENTS, "obj", "nmod", "parataxis"):
                found = _clause(sentence, child, hedge=hedge)
                return _with_deed(sentence, child, found)
    return _loose(sentence, last)


def _with_deed(sentence: Sentence, thing: "Token", found: Proposition | None) -> Proposition | None:
    """ "see them giving up": the object with what it does, which may hang beside it."""
    if found is None or thing.dep_ != "obj":
        return found
    for beside in children(thing.head, "xcomp", "advcl", "acl"):
        if beside.i > thing.i and (beside.tag_ == "VBG" or _first(beside) == "to"):
            return _clause(sentence, beside, thing, found.holder) or found
    last = below(thing)[-1].i
    after = [token for token in sentence.parsed if token.i > last][:3]
    if after and _infinitive(after, 0):
        span = stretch(sentence, [*below(thing), *rest_of_clause(sentence, last)])
        return found if span is None else Proposition(span, None, thing, found.holder)
    return found


def _of_clause_frame(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    head = _verb_above(hedge.anchor)
    return None if head is None else _clause(sentence, head, subject_of(head), hedge=hedge)


def _of_bearer(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    """The subject of a phrase: "a truce is out of the question"."""
    for token in (*hedge.tokens, *ancestors(hedge.anchor)[:1]):
        if found := children(token, *SUBJECTS):
            if plain(found[0]) in ("it", "there"):
                return _of_frame(sentence, hedge)
            return _of_subject(sentence, hedge, found[0])
    return None


def _of_named_bearer(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    """The subject of a phrase where it names something: not "it's a long shot"."""
    for token in (*hedge.tokens, *ancestors(hedge.anchor)[:1]):
        if found := children(token, *SUBJECTS):
            return _of_subject(sentence, hedge, found[0])
    return None


def _of_between(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    """What stands within the phrase: of "neither a coup nor a split can be ruled out" the two."""
    words = {token.i for token in hedge.tokens}
    inside = [t for t in sentence.parsed if min(words) < t.i < max(words) and t.i not in words]
    nouns = [token for token in inside if token.pos_ in ("NOUN", "PROPN", "VERB")]
    span = stretch(sentence, inside) if nouns else None
    return None if span is None else Proposition(span, nouns[0], nouns[0])


def _of_either(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    passive = any(plain(token) == "be" for token in hedge.tokens)
    return (_of_bearer if passive else _of_frame)(sentence, hedge)


def _of_raised(sentence: Sentence, hedge: Hedge) -> Proposition | None:
    found = _of_frame(sentence, hedge)
    subject = subject_of(hedge.anchor) or subject_of(hedge.anchor.head)
    if found is None or subject is None:
        return found
    span = stretch(sentence, [*below(subject), *sentence.tokens_in(found.span)])
    return Proposition(span or found.span, found.head, subject)


_WAYS: "Final[dict[str, Callable[[Sentence, Hedge], Proposition | None]]]" = {
    "adjective": _of_adjective,
    "adverb": _of_adverb,
    "modal": _of_modal,
    "noun": _of_noun,
    "opinion": _of_opinion,
    "belief": _of_belief,
    "clause": _of_clause_frame,
    "after": _of_frame,
    "subject": _of_bearer,
    "either": _of_either,
    "between": _of_between,
    "bearer": _of_named_bearer,
    "raised": _of_raised,
}
