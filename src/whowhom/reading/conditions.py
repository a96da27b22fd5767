"""Conditions: the clause under which a likelihood is said: "if", "unless", "as long as"."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from whowhom.reading.clauses import (
    ancestors,
    below,
    between,
    children,
    plain,
    rest_of_clause,
    stretch,
)
from whowhom.reading.hedges import Hedge
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENERS: Final = ("if", "unless", "provided", "providing", "assuming", "lest")
_LONG: Final = ("as long as", "so long as", "on condition that", "in the event", "should")
_WONDERING: Final = ("as", "doubt", "wonder", "wondering", "ask", "asked", "see", "surprised",
                     "surprising", "surprise", "know", "knows", "unclear", "sure")  # fmt: skip
"""What stands before an "if" that means "whether", or opens what is said itself."""


def is_condition(clause: "Token") -> bool:
    """Whether a clause is one under which the rest is said."""
    marks = [plain(mark) for mark in children(clause, "mark", "advmod", "case")]
    return clause.dep_ in ("advcl", "obl", "ccomp", "parataxis") and (
        bool(set(marks).intersection(_OPENERS)) or _first_words(clause) in _LONG
    )


def _first_words(clause: "Token") -> str:
    words = [plain(word) for word in below(clause)[:3]]
    return "should" if words[0] == "should" else " ".join(words)


def condition_of(
    sentence: Sentence, hedge: Hedge, head: "Token | None", taken: "Iterable[Token]" = ()
) -> Span | None:
    """The condition under which a hedge is said, with the word that opens it.

    Parameters
    ----------
    sentence : Sentence
        Where it stands.
    hedge : Hedge
        The words of likelihood.
    head : Token or None
        Head of what is said to be likely or not, if the parse has it.
    taken : iterable of Token
        Further words that are no part of a condition.
    """
    words = list(sentence.parsed)
    used = {token.i for token in (*hedge.tokens, *taken)}
    governors = {token.i for token in (*hedge.tokens, *ancestors(hedge.anchor))}
    if head is not None:
        governors |= {above.i for above in ancestors(head)} | {each.i for each in below(head)}
    for place, token in enumerate(words):
        if not _opens_condition(words, place) or token.i in used:
            continue
        clause = next((each for each in [token, *ancestors(token)] if is_condition(each)), None)
        first = place - 1 if place and plain(words[place - 1]) in ("even", "only") else place
        if clause is None or not _is_sound(clause, words[first], used):
            return _by_commas(sentence, words, first, hedge)
        if clause.head.i in governors:
            inside = _until_main(below(clause), words[first], hedge)
            told = len(inside) > 1 and plain(inside[1]) not in ("not", "any", "only", "ever", "so")
            return _from(sentence, words[first], inside) if told else None
    return None


def _until_main(words: "list[Token]", opener: "Token", hedge: Hedge) -> "list[Token]":
    """A condition in front ends at the first comma after its verb."""
    if opener.i > hedge.anchor.i:
        return words
    kept: list[Token] = []
    for word in words:
        told = len(kept) > 4 or any(each.pos_ in ("VERB", "AUX") for each in kept)
        if word.text == "," and told:
            break
        kept.append(word)
    return kept


def _from(sentence: Sentence, opener: "Token", words: "list[Token]") -> Span | None:
    """Words from the one that opens a condition."""
    last = stretch(sentence, words)
    begins = sentence.place(opener).start
    return Span(begins, last.end) if last is not None and last.end > begins else None


def _opens_condition(words: "list[Token]", place: int) -> bool:
    word = plain(words[place])
    if word in ("if", "unless"):
        before = plain(words[place - 1]) if place else ""
        return before not in _WONDERING
    two = " ".join(plain(each) for each in words[place : place + 3])
    if word in ("provided", "providing", "assuming"):
        return " that" in two or words[place].dep_ == "mark"
    if word == "should":
        return place == 0 and not two.endswith("?")
    return two in _LONG


def _is_sound(clause: "Token", opener: "Token", used: set[int]) -> bool:
    """Whether the parse of a condition is to be believed: it starts where its opener stands."""
    inside = below(clause)
    return abs(inside[0].i - opener.i) <= 1 and not used.intersection(w.i for w in inside)


def _by_commas(sentence: Sentence, words: "list[Token]", first: int, hedge: Hedge) -> Span | None:
    """A condition up to the comma that ends it, for want of a parse."""
    begins = words[first].i
    if begins < hedge.anchor.i:
        inside = _until_main(between(sentence, begins, hedge.anchor.i), words[first], hedge)
        return _from(sentence, words[first], inside) if inside[-1].i < hedge.anchor.i else None
    return _from(sentence, words[first], rest_of_clause(sentence, begins))
