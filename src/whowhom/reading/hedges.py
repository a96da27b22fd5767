"""Hedges: the words by which a sentence says how likely something is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from whowhom.reading.clauses import children, negators, plain
from whowhom.reading.lemmas import lemma
from whowhom.reading.sentence import Sentence
from whowhom.reading.wordtable import word_table

if TYPE_CHECKING:
    from spacy.tokens import Token


_SEEMING: Final = ("seem", "look", "appear", "sound")
_NOBODY: Final = ("few", "nobody", "none", "one")
"""Whose belief is nobody's; "one" as in "no one"."""


@dataclass(frozen=True)
class Hedge:
    """Words of likelihood in a sentence.

    Parameters
    ----------
    tokens : tuple of Token
        The words themselves with their degree and negation, in order.
    anchor : Token
        The word on which the others hang.
    lean : int
        1 for, -1 against, 0 open; negation of the words themselves is in it.
    takes : str
        How it takes its proposition: as an adjective, an adverb, a noun ...
    key : str
        The words as surveys ask for them, without negation.
    negated : bool
        Whether the words themselves are negated.
    """

    tokens: "tuple[Token, ...]"
    anchor: "Token"
    lean: int
    takes: str
    key: str
    negated: bool = False


@cache
def lexicon() -> dict[str, Any]:
    """The words of likelihood that are known."""
    return word_table("hedges")


@cache
def _frames() -> "tuple[tuple[re.Pattern[str], dict[str, str]], ...]":
    return tuple(
        (re.compile(rf"(?<![\w'])(?:{frame['words']})(?![\w'])"), frame)
        for frame in lexicon()["frames"]
    )


def lean_of(word: str) -> int:
    """1, -1 or 0 for ``for``, ``against`` and ``open``."""
    return {"for": 1, "against": -1, "open": 0}[word]


def hedges_in(sentence: Sentence) -> list[Hedge]:
    """The words of likelihood in a sentence, in order; a word belongs to one of them only."""
    found: list[Hedge] = list(_framed(sentence))
    taken = {token.i for hedge in found for token in hedge.tokens}
    words = list(sentence.parsed)
    for place, token in enumerate(words):
        if token.i in taken:
            continue
        hedge = _at(words, place)
        if hedge is not None and not taken.intersection(each.i for each in hedge.tokens):
            found.append(hedge)
            taken.update(each.i for each in hedge.tokens)
    return sorted(map(_denied_above, found), key=lambda hedge: int(hedge.anchor.i))


def _framed(sentence: Sentence) -> Iterator[Hedge]:
    """Phrases of several words, matched to the letter."""
    words = list(sentence.parsed)
    starts, text = [], ""
    for token in words:
        starts.append(len(text))
        text += plain(token) + " "
    used: set[int] = set()
    for pattern, frame in _frames():
        for match in pattern.finditer(text):
            inside = [i for i, at in enumerate(starts) if match.start() <= at < match.end()]
            if cut := frame.get("cut"):
                inside = inside[:-1] if inside and plain(words[inside[-1]]) == cut else inside
            if not inside or used.intersection(inside):
                continue
            used.update(inside)
            if frame["takes"] == "between":
                # What cannot be ruled out stands within: "neither a coup nor a split can be".
                inside = [i for i in inside if i == inside[0] or not _is_before_helper(words, i)]
            tokens = tuple(words[i] for i in inside)
            anchor = min(tokens, key=lambda token: _depth(token))
            yield Hedge(tokens, anchor, lean_of(frame["lean"]), frame["takes"], match.group())


_HELPERS: Final = ("can", "could", "has", "have", "had", "is", "was", "should")


def _is_before_helper(words: "list[Token]", place: int) -> bool:
    """Whether the helping verb of a phrase is still to come."""
    ruled = ("ruled", "excluded", "discounted", "be", "been", "out")
    return plain(words[place]) not in (*_HELPERS, *ruled)


def _depth(token: "Token") -> int:
    depth = 0
    while token.head.i != token.i and depth < 100:
        token, depth = token.head, depth + 1
    return depth


def _at(words: "list[Token]", place: int) -> Hedge | None:
    token, word, known = words[place], plain(words[place]), lexicon()
    if word in known["modals"]:
        return _modal(words, place)
    if word in known["nouns"] and token.pos_ in ("NOUN", "PROPN"):
        return Hedge((token,), token, lean_of(known["nouns"][word]), "noun", word)
    if word in known["opinions"] and token.pos_ == "NOUN":
        return Hedge((token,), token, lean_of(known["opinions"][word]), "opinion", word)
    if word in known["adverbs"] and _is_adverb(words, place):
        return _graded(words, place, "adverb", known["adverbs"][word])
    if word in known["adjectives"] and not _is_verb(token) and not _is_set_phrase(words, place):
        return _graded(words, place, "adjective", known["adjectives"][word])
    if token.pos_ == "VERB" and (root := lemma(token)) in known["beliefs"]:
        if word in known["adjectives"] and children(token, "aux:pass"):
            return _graded(words, place, "adjective", known["adjectives"][word])
        return _belief(words, place, root)
    return None


def _is_verb(token: "Token") -> bool:
    """Whether a word that may be an adjective is a verb here: "they set fire to"."""
    if plain(token) in ("set", "bound", "forecast", "expected", "projected", "predicted", "feared"):
        return not (children(token, "cop", "aux:pass") or token.dep_ == "xcomp")
    return False


def _is_set_phrase(words: "list[Token]", place: int) -> bool:
    """ "As soon as possible", "if possible", "make sure" state no likelihood."""
    before = plain(words[place - 1]) if place else ""
    if plain(words[place]) in ("possible", "likely"):
        return before in ("as", "if", "where", "when", "wherever", "whenever", "best")
    return plain(words[place]) == "sure" and before in (
        "make", "makes", "made", "making", "for", "be", "ensure", "to"
    )  # fmt: skip


def _is_adverb(words: "list[Token]", place: int) -> bool:
    token = words[place]
    if plain(token) not in ("likely", "unlikely"):
        return True
    if children(token, "cop", "nsubj", "expl") or plain(token) == "unlikely":
        return False
    before = plain(words[place - 1]) if place else ""
    if before in ("most", "more", "very", "quite") and place > 1:
        before = plain(words[place - 2])
    helper = before in ("will", "would", "'ll", "has", "have", "had", "to", "'d", "is", "was")
    follows = place + 1 < len(words) and words[place + 1].pos_ in ("VERB", "AUX")
    return (helper and follows) or token.dep_ == "advmod" or token.tag_ == "RB"


def _graded(words: "list[Token]", place: int, takes: str, lean: str) -> Hedge:
    """The word with the degrees and the negation directly in front of it."""
    known = lexicon()
    sign, first, negated = lean_of(lean), place, False
    degrees: list[str] = []
    at = place - 1
    while at >= 0:
        if (width := _reversing_phrase(words, at)) and takes == "adjective":
            sign, negated, first, at = -sign, not negated, at - width + 1, at - width
            continue
        word = plain(words[at])
        if word in known["reversing"] and not (takes == "adverb" and word in ("not", "n't")):
            sign, negated, first = -sign, not negated, at
        elif word in known["degrees"]:
            degrees.insert(0, word)
        else:
            break
        at -= 1
    if degrees and not negated:
        first = place - len(degrees)
    while plain(words[first]) in ("also", "still", "that", "all", "at", "even", "just"):
        first += 1
    degrees = [word for word in degrees if word not in ("also", "still", "just", "even")]
    compared = [plain(word) for word in words[first:place] if plain(word) in ("less", "least")]
    key = " ".join([*compared, *degrees, plain(words[place])])
    return Hedge(tuple(words[first : place + 1]), words[place], sign, takes, key, negated)


def _reversing_phrase(words: "list[Token]", last: int) -> int:
    """How many words up to one reverse what follows: "far from certain", "by no means"."""
    for phrase in (("far", "from"), ("by", "no", "means"), ("anything", "but"), ("no", "longer")):
        start = last - len(phrase) + 1
        if start >= 0 and tuple(plain(word) for word in words[start : last + 1]) == phrase:
            return len(phrase)
    return 0


def _denied_above(hedge: Hedge) -> Hedge:
    """ "Do not seem likely": the denial of the verb of seeming is that of the adjective."""
    above = hedge.anchor.head
    if hedge.takes != "adjective" or above.i >= hedge.anchor.i or lemma(above) not in _SEEMING:
        return hedge
    denials = negators(above)
    if not denials:
        return hedge
    tokens = tuple(sorted((*denials, *hedge.tokens), key=lambda token: int(token.i)))
    return replace(hedge, tokens=tokens, lean=-hedge.lean, negated=not hedge.negated)


def _modal(words: "list[Token]", place: int) -> Hedge | None:
    token = words[place]
    if place and words[place - 1].pos_ in ("DET", "ADJ", "ADP") and token.dep_ != "aux":
        return None
    if place and plain(words[place - 1]) in ("the", "its", "their", "his", "military"):
        return None
    if token.tag_ != "MD" or _is_ability(words, place) or _is_leave(token):
        return None
    following = place + 1
    if following < len(words) and words[following].pos_ == "ADP":
        return None
    tokens = [token]
    if following < len(words) and plain(words[following]) in ("well", "very"):
        tokens.append(words[following])
        if plain(words[following]) == "very" and following + 1 < len(words):
            tokens.append(words[following + 1])
    return Hedge(tuple(tokens), token, 0, "modal", " ".join(plain(each) for each in tokens))


def _is_ability(words: "list[Token]", place: int) -> bool:
    """Whether "could" tells what somebody was able to do, or asks politely."""
    if plain(words[place]) != "could":
        return False
    after = [plain(each) for each in words[place + 1 : place + 3]]
    if any(word in ("not", "n't", "only", "no") for word in after[:1]):
        return "possibly" not in after
    if any(word in ("see", "hear", "feel", "remember", "afford") for word in after[:1]):
        return True
    subject = children(words[place].head, "nsubj")
    return bool(subject) and plain(subject[0]) in ("i", "you", "we")


def _is_leave(token: "Token") -> bool:
    """Whether "may" gives leave: "you may", "nobody may"."""
    subject = children(token.head, "nsubj", "nsubj:pass")
    word = plain(subject[0]) if subject else ""
    if word in ("you", "one", "we") and plain(token) == "might":
        return True
    return plain(token) == "may" and (word in ("i", "you", "nobody") or not subject)


def _belief(words: "list[Token]", place: int, root: str) -> Hedge | None:
    """A verb of belief with its negation: "do not think"."""
    token = words[place]
    lean = lean_of(lexicon()["beliefs"][root])
    before = [plain(each) for each in words[max(place - 4, 0) : place]]
    negated, first = False, place
    for back, word in enumerate(reversed(before), 1):
        if word in ("not", "n't", "never", "hardly"):
            negated, first = True, place - back
            if (
                plain(words[first]) in ("not", "n't")
                and first > 0
                and words[first - 1].pos_ == "AUX"
            ):
                first -= 1
            break
        if words[place - back].pos_ not in ("AUX", "ADV"):
            break
    subject = [*children(token, "nsubj"), *words[max(place - 1, 0) : place]]
    if subject and plain(subject[0]) in _NOBODY:
        negated, first = not negated, subject[0].i - words[0].i
    sign = -lean if negated else lean
    return Hedge(tuple(words[first : place + 1]), token, sign, "belief", root, negated)
