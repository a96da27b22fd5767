"""Causal: one thing that a sentence says brings about another, as found; what the ways share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from whowhom.reading.clauses import (
    SUBJECTS,
    ancestors,
    below,
    children,
    nearest_subject,
    own,
    plain,
    stretch,
    subject_of,
)
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.wordtable import word_table

if TYPE_CHECKING:
    from spacy.tokens import Token


_BEHIND: Final = ("of", "from", "by", "against", "between", "over", "across", "in", "on", "among",
                  "within", "throughout", "at", "for")  # fmt: skip


@dataclass(frozen=True)
class Cause:
    """A cause as found: spans, how sure, and the verb or predicate that stands for the whole."""

    cause: Span
    effect: Span
    cue: Span
    sure: float
    head: "Token"


@cache
def cues() -> dict[str, Any]:
    """The words of cause that are known."""
    return word_table("cause_cues")


def made(
    sentence: Sentence,
    cause: "Iterable[Token] | Span",
    effect: "Iterable[Token] | Span",
    cue: "Sequence[Token]",
    sure: float,
) -> Iterator[Cause]:
    """A cause, if both sides hold words; they are cut where the cue begins and ends."""
    marks = {token.i for token in cue}
    sides = []
    for side in (cause, effect):
        if isinstance(side, Span):
            sides.append(side)
            continue
        words = [token for token in side if token.i not in marks]
        span = stretch(sentence, _without_case(_one_side(words, cue)))
        if span is None:
            return
        sides.append(span)
    place = sentence.place(cue[0], cue[-1])
    yield Cause(sides[0], sides[1], place, sure, cue[0])


def extended(sentence: Sentence, words: "list[Token]") -> "list[Token]":
    """A noun with the prepositional phrases right behind it, wherever the parse hung them."""
    words = sorted(words, key=lambda word: int(word.i))
    by_number = {token.i: token for token in sentence.parsed}
    for _ in range(4):
        following = by_number.get(words[-1].i + 1) if words else None
        if following is None or following.dep_ != "case" or plain(following) not in _BEHIND:
            break
        if following.head.i < following.i:
            break
        words = [*words, *(w for w in below(following.head) if w.i > words[-1].i)]
    return words


def _without_case(words: "list[Token]") -> "list[Token]":
    """A noun without the preposition in front of it."""
    numbers = {word.i for word in words}
    ordered = sorted(words, key=lambda word: int(word.i))
    while ordered and ordered[0].dep_ in ("case", "mark") and ordered[0].head.head.i not in numbers:
        ordered = ordered[1:]
    return ordered


def _one_side(words: "list[Token]", cue: "Sequence[Token]") -> "list[Token]":
    """The words on the side of the cue where the most of them stand."""
    left = [word for word in words if word.i < cue[0].i]
    right = [word for word in words if word.i > cue[-1].i]
    return left if len(left) > len(right) else right


def phrases(sentence: Sentence, known: Iterable[str]) -> "Iterator[list[Token]]":
    """Where phrases stand; the longest first, none twice."""
    words = list(sentence.parsed)
    texts = [plain(word) for word in words]
    used: set[int] = set()
    for phrase in sorted(known, key=lambda each: -len(each.split())):
        parts = phrase.split()
        for at in range(len(words) - len(parts) + 1):
            here = set(range(at, at + len(parts)))
            if texts[at : at + len(parts)] == parts and not used & here:
                used |= here
                yield words[at : at + len(parts)]


def clause_of(token: "Token") -> "Token":
    """The predicate of the clause in which a word stands."""
    for above in [token, *ancestors(token)]:
        if above.pos_ in ("VERB", "AUX") or children(above, "cop", *SUBJECTS):
            return above
    return token


def whole(head: "Token", without: Iterable[int]) -> "list[Token]":
    """A clause with its subject, without some of its parts."""
    words = own(head, set(without))
    subject = subject_of(head)
    shared = head.dep_ in ("conj", "xcomp")
    if shared and subject is not None and not any(word.i == subject.i for word in words):
        words = [*own(subject, set(without) | {head.i}), *words]
    return words


def is_predicate(token: "Token") -> bool:
    return bool(children(token, *SUBJECTS)) and token.pos_ != "PUNCT"


def is_first(sentence: Sentence, mark: "Token") -> bool:
    """Whether the reason stands before what it explains: "Because they won, he left"."""
    before = [plain(word) for word in sentence.parsed if word.i < mark.i]
    if not before or before[-1] == "that":
        return True
    return before[-1] in ("and", "but", "“", '"') and len(before) < 5


def opening(sentence: Sentence, mark: "Token") -> "tuple[list[Token], list[Token]]":
    """A reason up to the last comma before the main clause, and the main clause."""
    words = [word for word in sentence.parsed if word.i > mark.i]
    commas = [word.i for word in words if word.text == ","]
    if not commas:
        return [], []
    starts = {_start(word) for word in words if is_predicate(word)}
    cut = next((comma for comma in commas if comma + 1 in starts), commas[0])
    return [word for word in words if word.i < cut], [word for word in words if word.i > cut]


def _start(predicate: "Token") -> int:
    """Where the subject of a predicate begins; a relative pronoun begins no main clause."""
    subject = nearest_subject(predicate)
    if subject is None or plain(subject) in ("which", "who", "that", "whom"):
        return -1
    return int(below(subject)[0].i)


def first_word(sentence: Sentence) -> "Token":
    return next((t for t in sentence.parsed if t.text[0].isalnum()), sentence.parsed[0])


def only_and(sentence: Sentence, token: "Token") -> bool:
    first = first_word(sentence)
    return plain(first) in ("and", "but") and token.i == first.i + 1


def from_before(sentence: Sentence, before: Sentence | None, cue: "list[Token]") -> Iterator[Cause]:
    if before is None or before.turn != sentence.turn or sentence.parsed[-1].text == "?":
        return
    if before.parsed[-1].text == "?" or before.turn.kind == "question":
        return
    cause = stretch(before, before.parsed)
    effect = [token for token in sentence.parsed if token.i > cue[-1].i]
    if cause is not None and len(effect) > 2:
        sure = 0.5 if plain(cue[0]) == "so" else 0.75
        yield from made(sentence, cause, effect, cue, sure)
