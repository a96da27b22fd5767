"""Traits: what belief reads off a word that tells an act, and off the words around it.

No word of content is among them, only classes: the verdict of the rules on the word and on what
governs it, tense, articles, prepositions, classes of governing words, and the small words beside.
What belief learns of them then holds for acts that it has never seen.
"""

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, Final

from whowhom.reading.clause import clause_of, is_verbal
from whowhom.reading.embedding import lexicon
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence
from whowhom.reading.statuses import class_of, is_light, status_of
from whowhom.reading.verdict import Verdict, heavier

if TYPE_CHECKING:
    import spacy.tokens as spacy

_SMALL: Final = frozenset(
    "if unless until before after once when while whether because so that to for of in on at by"
    " with without about against from into over under as than like not no never n't any every each"
    " some few many all most only just even ever yet still already again more another would could"
    " should may might must can will be been being is are was were has have had do does did having"
    " a an the this these those his her their its our my and or but , ; : -- - \" '".split()
)
_DETERMINERS: Final = frozenset("the a an any no some this that every each another".split())
_TELLING: Final = frozenset(
    "if unless until before whether not n't no without could would may might any to for that"
    " once who which".split()
)
_STOPS: Final = frozenset({",", ";", ":"})
_REACH, _NEAR, _HIGH = 8, 6, 5
"""Words to the left that are looked through for a governing word; for a small word; governors."""


def traits_of(sentence: Sentence, token: "spacy.Token") -> frozenset[str]:
    """What stands out about a word and around it.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    token : spacy.Token
        Its word that tells the act.

    Returns
    -------
    frozenset of str
        Names of what is the case, such as ``tense=past`` or ``worst=conditional``.
    """
    verdict = status_of(sentence, token)
    found = set(_own(sentence, token, verdict))
    found.update(_above(sentence, token, verdict))
    found.update(_beside(sentence, token))
    found.update(_whole(sentence, token))
    if not is_verbal(token):
        found.update(_of_noun(token))
    return frozenset(found)


def tense_of(token: "spacy.Token") -> str:
    """In which tense or form a predicate stands; "noun" for what is none."""
    if not is_verbal(token):
        return "noun"
    clause = clause_of(token)
    if clause.modal is not None:
        return lexicon().modals.get(clause.modal.lower_, "modal")
    if clause.infinitive:
        return "infinitive"
    first = clause.auxiliaries[0] if clause.auxiliaries else token
    if first.tag_ == "VBD":
        return "past"
    if first.tag_ not in {"VBZ", "VBP"}:
        return str(token.tag_)
    if clause.perfect:
        return "perfect"
    return "progressive" if token.tag_ == "VBG" else "present"


# -- the word itself


def _own(sentence: Sentence, token: "spacy.Token", verdict: Verdict) -> Iterator[str]:
    clause, status = clause_of(token), verdict.status.value
    kind, tense = _kind(token), tense_of(token)
    yield from (f"status={status}", f"kind={kind}", f"status={status}|{kind}", f"dep={token.dep_}")
    yield from (f"status={status}|{token.dep_}|{kind}", f"tense={tense}")
    yield f"tense={tense}|{token.dep_}"
    for cue in verdict.cues:
        for word in sentence.tokens_in(cue)[:1]:
            yield f"cue={word.tag_}|{status}"
    if clause.modal is not None:
        yield f"modal={clause.modal.lower_}"
    if clause.negation is not None:
        yield "negated"
    for mark in clause.marks:
        yield f"mark={mark.lower_}"


def _kind(token: "spacy.Token") -> str:
    return "verb" if is_verbal(token) else "noun"


def _of_noun(noun: "spacy.Token") -> Iterator[str]:
    article = _article(noun)
    yield from (f"article={article}", f"number={noun.tag_}", f"article={article}|{noun.tag_}")
    yield from (f"article={article}|{noun.dep_}", f"under={tense_of(noun.head)}")
    for child in noun.children:
        if child.dep_ == "case":
            yield f"case={child.lower_}"
            yield f"case={child.lower_}|{article}"
    if is_light(noun.head):
        yield "light"


def _article(noun: "spacy.Token") -> str:
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return "possessive"
        if child.dep_ == "det":
            return str(child.lower_) if child.lower_ in _DETERMINERS else "other"
        if child.dep_ == "nummod":
            return "number"
    return "none"


# -- what governs it


def _above(sentence: Sentence, token: "spacy.Token", verdict: Verdict) -> Iterator[str]:
    status, below, height = verdict.status.value, token, 0
    verdicts = _of_governors(sentence, token, verdict)
    worst = reduce(heavier, verdicts)
    while below.head.i != below.i and height < _HIGH:
        head, height = below.head, height + 1
        name = class_of(head, below)
        if height == 1:
            yield from _first_above(token, status, verdicts[0].status.value, str(name))
        elif name is not None:
            yield f"class{min(height, 3)}={name}"
        if height == 2:
            yield f"dep2={below.dep_}"
        below = head
    yield f"height={min(height, 4)}"
    yield f"worst={worst.status.value}"
    yield f"status={status}|worst={worst.status.value}|{_kind(token)}"


def _first_above(token: "spacy.Token", status: str, above: str, name: str) -> Iterator[str]:
    tense = tense_of(token.head)
    yield from (f"above={above}", f"status={status}|above={above}", f"above={above}|{token.dep_}")
    yield from (f"tense1={tense}", f"tense1={tense}|{token.dep_}")
    yield from (f"class1={name}", f"class1={name}|{status}")


def _of_governors(sentence: Sentence, token: "spacy.Token", verdict: Verdict) -> list[Verdict]:
    """The verdicts on what governs a word, the nearest first; of a root its own."""
    verdicts: list[Verdict] = []
    while token.head.i != token.i and len(verdicts) < _HIGH:
        token = token.head
        verdicts.append(status_of(sentence, token))
    return verdicts or [verdict]


# -- the words beside it


def _beside(sentence: Sentence, token: "spacy.Token") -> Iterator[str]:
    words = list(sentence.parsed)
    place = token.i - sentence.parsed.start
    before, second = _small(words, place - 1), _small(words, place - 2)
    yield from (f"before={before}", f"before2={second}", f"before={second} {before}")
    yield f"after={_small(words, place + 1)}"
    for word in reversed(words[max(0, place - _NEAR) : place]):
        if word.text in _STOPS:
            break
        if word.lower_ in _TELLING:
            yield f"near={word.lower_}"
    yield from _left(words, place)


def _small(words: "list[spacy.Token]", place: int) -> str:
    """A small word itself, of any other its part of speech."""
    if not 0 <= place < len(words):
        return "edge"
    word = words[place].lower_.replace("’", "'")
    return word if word in _SMALL else str(words[place].tag_)


def _left(words: "list[spacy.Token]", place: int) -> Iterator[str]:
    """The class of the nearest governing word to the left, whatever the parse."""
    for distance in range(1, min(place, _REACH) + 1):
        word = words[place - distance]
        name = class_of(word) if word.pos_ in {"VERB", "NOUN", "ADJ"} else None
        if name is not None:
            yield f"left={name}"
            yield f"left={name}|{min(distance, 4)}"
            return


def _whole(sentence: Sentence, token: "spacy.Token") -> Iterator[str]:
    words = {word.lower_ for word in sentence.parsed}
    if words & {"if", "unless", "whether"}:
        yield "sentence=if"
    if any(word.tag_ == "MD" for word in sentence.parsed):
        yield "sentence=modal"
    if "?" in words:
        yield "sentence=asks"
    root = token
    while root.head.i != root.i:
        root = root.head
    yield f"root={tense_of(root)}"
    if lemma(root) in {"say", "tell"}:
        yield "root says"
