"""Results: causes whose effect is joined to them: "so", "as a result", "which is why"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from whowhom.reading.causal import (
    Cause,
    clause_of,
    cues,
    first_word,
    from_before,
    is_predicate,
    made,
    only_and,
    phrases,
    whole,
)
from whowhom.reading.clauses import plain, rest_of_clause, stretch
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_joining(sentence: Sentence, before: Sentence | None) -> Iterator[Cause]:
    """Joining words: the cause is what stands before them."""
    for cue in phrases(sentence, cues()["next"]):
        if first_word(sentence).i == cue[0].i or only_and(sentence, cue[0]):
            if _word_after(cue) not in _NO_RESULT:
                yield from from_before(sentence, before, cue)
            continue
        if not _is_clausal_so(cue):
            continue
        yield from _coordinated(sentence, cue)


_NO_RESULT: Final = frozenset("far much many long as too little few".split())
"""Words before which "so" tells a measure: "so far", "so many"."""


def _word_after(cue: "list[Token]") -> str:
    words, last = cue[0].doc, cue[-1].i
    return plain(words[last + 1]) if last + 1 < len(words) else ""


def _is_clausal_so(cue: "list[Token]") -> bool:
    """Whether a joining word opens a clause: ", so they left"; not "so weak", "so that"."""
    words, last = cue[0].doc, cue[-1].i
    following = words[last + 1] if last + 1 < len(words) else None
    before = plain(words[cue[0].i - 1]) if cue[0].i else ""
    if following is None or before not in (",", "and", "–", "—", ";"):
        return False
    if plain(following) in ("that", "far", "much", "many", "long", "called", "as", "on", "too"):
        return False
    after = plain(words[last + 2]) if last + 2 < len(words) else ""
    return not (following.pos_ in ("ADJ", "ADV") and after == "that")


def _coordinated(sentence: Sentence, cue: "list[Token]") -> Iterator[Cause]:
    """Two clauses of one sentence, the second with a joining word."""
    effect = rest_of_clause(sentence, cue[-1].i)
    if not any(is_predicate(token) or token.pos_ in ("VERB", "AUX") for token in effect):
        return
    yield from made(sentence, _clause_before(sentence, cue[0]), effect, cue, 0.75)


def _clause_before(sentence: Sentence, mark: "Token") -> "list[Token]":
    """The clause that ends where a joining word begins."""
    words = [token for token in sentence.parsed if token.i < mark.i]
    predicates = [token for token in words if is_predicate(token)]
    if not predicates:
        return words if any(token.pos_ == "VERB" for token in words) else []
    last = predicates[-1]
    while last.dep_ in ("acl:relcl", "acl", "ccomp", "xcomp", "csubj") and last.head.i < mark.i:
        above = clause_of(last.head)
        if above.i == last.i or lemma(above) in ("say", "think", "believe", "guess"):
            break
        last = above
    return [token for token in whole(last, ()) if token.i < mark.i]


def by_why(sentence: Sentence, before: Sentence | None) -> Iterator[Cause]:
    for cue in phrases(sentence, cues()["why"]):
        effect = [t for t in sentence.parsed if t.i > cue[-1].i]
        earlier = [t for t in sentence.parsed if t.i < cue[0].i]
        if plain(cue[0]) == "which" or len(earlier) > 2:
            yield from made(sentence, earlier, effect, cue, 0.85)
        elif before is not None and before.turn == sentence.turn:
            cause = stretch(before, before.parsed)
            if cause is not None:
                yield from made(sentence, cause, effect, cue, 0.75)
