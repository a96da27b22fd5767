"""Mending: a small parser's commonest slips put right.

* A verb taken for a participle at its object. In "The army sent tanks" it may make "sent" an
  adjective of "tanks" and "tanks" the root. A word that has a subject, a modal, or a past tense is
  no adjective: it takes the noun's place, and the noun becomes its object.
* A verb taken for a clause at its subject. In "Rebels killed ten men, the army said" it may make
  "killed" a clause at "rebels", which then is a second subject of "said".
* The verb of a second clause taken for a participle: "The talks failed, and the sides left town".
* A short name in capitals taken for an auxiliary: "ISIS took responsibility".
* What somebody is told taken for a clause about him: "told a court that its men had fled".
* Whoever says it, at the end of a sentence, taken for a part of what is said: "It is over by June,
  analysts say."
"""

from typing import TYPE_CHECKING, Final

from whowhom.reading.lemmas import lemma_of

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
# No auxiliary in capitals for stress ("they DID go") is longer.
_AUXILIARY: Final = 3
_PLACES: Final = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "conj", "parataxis", "acl:relcl"})
_OPENING: Final = frozenset({"when", "as", "after", "because", "while", "before", "once", "since"})
_TELLING: Final = frozenset({"tell", "inform", "warn", "assure", "remind", "notify", "promise"})
_SAYING: Final = frozenset({"say", "add", "report", "warn", "argue", "claim", "announce"})
_ENDING: Final = frozenset({".", '"', ")"})


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
        if token.dep_ == "aux" and _is_short_name(token):
            token.dep_, token.pos_, token.tag_ = "nsubj", "PROPN", "NNP"
        elif token.dep_ == "amod" and (token.tag_ in {"VBD", "VBN"} or _after_modal(token)):
            _to_verb(token)
        elif token.dep_ == "acl" and token.tag_ in {"VBD", "VBN"} and _is_verb_after(token):
            _promote_after(token)
        elif token.dep_ in {"acl", "acl:relcl"} and _told(token):
            token.head, token.dep_ = token.head.head, "ccomp"
        elif token.dep_ == "acl" and token.tag_ in {"VBN", "VBD"} and (doer := _doer(token)):
            _second_clause(token, doer)
        elif token.dep_ == "acl" and token.tag_ == "VBD" and (doer := _late_doer(token)):
            _late_clause(token, doer)
        elif token.dep_ == "advcl" and token.tag_ == "VBD":
            _open_clause(token)
    for verb in [token for token in parsed if _ends_sentence(token)]:
        _aside(verb)
    return parsed


def _is_short_name(token: "Token") -> bool:
    """Whether letters in capitals taken for an auxiliary ("ISIS took ...") name the subject."""
    alone = token.i + 1 < len(token.doc) and not token.nbor().is_upper
    free = not any(child.dep_ in _SUBJECTS for child in token.head.children)
    return token.is_upper and len(token) > _AUXILIARY and token.i < token.head.i and alone and free


# --- participles -------------------------------------------------------------------------------


def _after_modal(token: "Token") -> bool:
    """Whether "will not" and the like stand just before a word, which then is a verb."""
    return any(child.tag_ == "MD" and child.i < token.i for child in token.children)


def _to_verb(token: "Token") -> None:
    noun = token.head
    if token.tag_ == "VBD" and (doer := _fused(token)):
        _unfuse(token, doer)
        return
    if noun.dep_ == "obj" and noun.i > token.i and _has_subject(token):
        # The second verb of "said he will free anyone": what the first one says.
        noun.dep_ = "ccomp"
    if _is_verb(token):
        _promote(token)
        if token.tag_ == "JJ":
            token.tag_, token.pos_ = "VB", "VERB"


def _fused(verb: "Token") -> "Token | None":
    """The doer that was made one name with the object: "when the army burned villages"."""
    noun = verb.head
    opened = any(child.text.lower() in _OPENING and child.i < verb.i for child in noun.children)
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    joined = before is not None and before.dep_ == "compound" and before.head.i == noun.i
    return before if opened and joined and noun.i > verb.i else None


def _unfuse(verb: "Token", doer: "Token") -> None:
    noun = verb.head
    earlier = [child for child in noun.children if child.i < verb.i and child.i != doer.i]
    root = noun.head.i == noun.i
    verb.head, verb.dep_ = (verb, "ROOT") if root else (noun.head, "advcl")
    noun.head, noun.dep_ = verb, "obj"
    doer.head, doer.dep_ = verb, "nsubj"
    for child in earlier:
        child.head = doer if child.dep_ in {"det", "compound", "amod", "nmod:poss"} else verb


def _has_subject(token: "Token") -> bool:
    return any(child.dep_ in _SUBJECTS for child in token.children)


def _is_verb(token: "Token") -> bool:
    noun = token.head
    if noun.i < token.i or noun.dep_ not in _PLACES:
        return False
    if _has_subject(token):
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


# --- second clauses ----------------------------------------------------------------------------


def _doer(verb: "Token") -> "Token | None":
    """The noun behind ", and" whose clause a verb tells, where no participle can stand.

    A noun is never coordinated with a verb, and a participle has no object.
    """
    noun = verb.head
    while noun.dep_ == "nmod" and noun.head.i < noun.i:
        noun = noun.head
    before = {child.lower_ or child.text.lower() for child in noun.children if child.i < noun.i}
    if noun.dep_ != "conj" or "," not in before or not before & {"and", "but"}:
        return None
    active = any(child.dep_ == "obj" and child.i > verb.i for child in verb.children)
    return noun if noun.head.pos_ == "VERB" or active else None


def _second_clause(verb: "Token", doer: "Token") -> None:
    above = doer.head if doer.head.pos_ == "VERB" else doer.sent.root
    opening = [child for child in doer.children if child.dep_ in {"cc", "punct"}]
    verb.head, verb.dep_ = above, "conj"
    verb.tag_, verb.pos_ = "VBD", "VERB"
    doer.head, doer.dep_ = verb, "nsubj"
    for child in opening:
        if child.i < doer.i:
            child.head = verb


def _late_doer(verb: "Token") -> "Token | None":
    """The noun behind a comma that does it: "In May, the head of the team sent a letter"."""
    noun = verb.head
    while noun.dep_ == "nmod" and noun.head.i < noun.i:
        noun = noun.head
    first = noun.left_edge
    below = {child.dep_ for child in verb.children}
    if "obj" not in below or below & _SUBJECTS or noun.i == verb.sent.root.i:
        return None
    if noun.i > verb.i or first.i == verb.sent.start or first.nbor(-1).text != ",":
        return None
    return noun


def _late_clause(verb: "Token", doer: "Token") -> None:
    root, first = verb.sent.root, doer.left_edge.i
    # What stands in front belongs to this clause where the one that was taken for it comes later.
    earlier = [child for child in root.children if root.i > verb.i and child.i < first]
    verb.head, verb.dep_ = root, "parataxis"
    doer.head, doer.dep_ = verb, "nsubj"
    for child in earlier:
        if child.dep_ in _OF_CLAUSE:
            child.head = verb


def _open_clause(verb: "Token") -> None:
    """Make "as the others left" a clause where "as the others" was taken for a phrase of it."""
    if _has_subject(verb):
        return
    for child in list(verb.children):
        marks = [mark for mark in child.children if mark.dep_ == "case"]
        beside = child.dep_ == "obl" and child.right_edge.i == verb.i - 1
        if beside and len(marks) == 1 and marks[0].text.lower() in _OPENING:
            child.dep_ = "nsubj"
            marks[0].head, marks[0].dep_ = verb, "mark"


# --- what is told, and who says it ---------------------------------------------------------------


def _told(verb: "Token") -> bool:
    """Whether a clause with "that" and a subject of its own is what a person is told."""
    person = verb.head
    telling = person.head
    if person.dep_ not in {"obj", "iobj"} or lemma_of(telling.text, "VERB") not in _TELLING:
        return False
    opens = any(child.text == "that" and child.dep_ == "mark" for child in verb.children)
    return opens and _has_subject(verb)


def _ends_sentence(token: "Token") -> bool:
    """Whether a verb of saying with its subject behind a comma ends a sentence that has a root."""
    if token.dep_ not in {"xcomp", "acl", "advcl", "acl:relcl", "conj", "obl", "obj", "ccomp"}:
        return False
    if token.tag_ not in {"VBP", "VBZ", "VBD"} or lemma_of(token.text, "VERB") not in _SAYING:
        return False
    if token.i + 1 < token.sent.end and token.nbor().text not in _ENDING:
        return False
    return _comma_before(token) is not None


def _comma_before(verb: "Token") -> "Token | None":
    """The comma in front of the subject that stands just before a verb."""
    subject = verb.nbor(-1) if verb.i > verb.sent.start else None
    if subject is None or subject.dep_ not in _SUBJECTS or subject.head.i != verb.i:
        return None
    first = subject.left_edge
    before = first.nbor(-1) if first.i > verb.sent.start else None
    return before if before is not None and before.text == "," else None


def _aside(verb: "Token") -> None:
    comma, root, above = _comma_before(verb), verb.sent.root, verb.head
    for child in [child for child in verb.children if comma and child.i < comma.i]:
        child.head, child.dep_ = above, "obl"
    verb.head, verb.dep_ = root, "parataxis"
