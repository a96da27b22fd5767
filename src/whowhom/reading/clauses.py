"""Clauses: what belongs to a verb or a noun in a parsed sentence, and where it stands.

Words are compared by their number ``i``. All functions bear with wrong parses: a stretch is always
made of words of the sentence, from the first to the last.
"""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
CLAUSES: Final = ("ROOT", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "parataxis")
RELATIVES: Final = ("who", "which", "that", "whom")
NEGATIVE: Final = ("not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "barely")
_APART: Final = ("parataxis", "discourse", "vocative", "reparandum")
_EDGES: Final = ("that", "whether", "and", "but", "or", "as", "so", "well", "now")


def plain(token: "Token") -> str:
    """The word in lower case with a straight apostrophe."""
    return str(token.lower_).replace("’", "'")


def children(token: "Token", *labels: str) -> "list[Token]":
    """The words that hang on a word by one of some dependencies, in order."""
    return [child for child in token.children if child.dep_ in labels]


def is_root(token: "Token") -> bool:
    """Whether nothing in the sentence governs the word."""
    return bool(token.head.i == token.i)


def ancestors(token: "Token") -> "list[Token]":
    """What governs a word, the nearest first."""
    found: list[Token] = []
    while token.head.i != token.i and len(found) < 100:
        token = token.head
        found.append(token)
    return found


def below(token: "Token", without: Collection[int] = ()) -> "list[Token]":
    """A word and all that hangs on it, in order; what hangs on a word of `without` is left out."""
    found, waiting = [], [token]
    while waiting:
        each = waiting.pop()
        if each.i in without:
            continue
        found.append(each)
        waiting.extend(each.children)
    return sorted(found, key=lambda each: int(each.i))


def own(token: "Token", without: Collection[int] = ()) -> "list[Token]":
    """What belongs to a clause alone: not a clause beside it with a subject of its own."""
    apart = {child.i for child in token.children if child.dep_ in _APART}
    apart |= {child.i for child in children(token, "conj") if children(child, *SUBJECTS)}
    return below(token, apart.union(without))


def subject_of(token: "Token") -> "Token | None":
    """Who does what a verb or predicate tells: its own subject, or that of the clause it shares."""
    for _ in range(6):
        if (found := nearest_subject(token)) is not None:
            return antecedent(found)
        if token.dep_ in ("acl", "acl:relcl"):
            return token.head
        if token.dep_ == "xcomp" and (objects := children(token.head, "obj", "iobj")):
            return objects[0]
        if token.dep_ not in ("conj", "xcomp", "advcl") or is_root(token):
            return None
        token = token.head
    return None


def nearest_subject(token: "Token") -> "Token | None":
    """A predicate's own subject; of an inner and an outer one the inner."""
    found = children(token, *SUBJECTS)
    inner = [child for child in found if child.dep_ != "nsubj:outer"]
    # A name in front of "does" is now and then taken for an auxiliary itself.
    names = [c for c in children(token, "aux") if _is_name(c) and c.i < token.i]
    before = [child for child in inner if child.i < token.i]
    if before:
        return before[-1]
    first = inner or found or names
    return first[0] if first else None


def _is_name(token: "Token") -> bool:
    return token.pos_ in ("PROPN", "NOUN") or (str(token.text).isupper() and len(token) > 2)


def antecedent(token: "Token") -> "Token":
    """What a relative pronoun stands for; any other word itself."""
    if plain(token) not in RELATIVES or token.tag_ not in ("WDT", "WP", "IN"):
        return token
    for above in ancestors(token):
        if above.dep_ == "acl:relcl":
            return above.head
    return token


def negators(token: "Token") -> "list[Token]":
    """The words that negate a verb or a predicate itself."""
    return [
        child
        for child in token.children
        if child.dep_ in ("advmod", "det", "cc:preconj") and plain(child) in NEGATIVE
    ]


def stretch(sentence: Sentence, tokens: "Iterable[Token]") -> Span | None:
    """Where words stand, from the first to the last without punctuation and joining words around.

    None where nothing is left.
    """
    kept = sorted((token for token in tokens), key=lambda token: int(token.i))
    while kept and (_is_edge(kept[0]) or _only_joins(kept[0])):
        kept = kept[1:]
    while kept and _is_edge(kept[-1]) and not _closes(kept):
        kept = kept[:-1]
    if not kept:
        return None
    place = sentence.place(kept[0], kept[-1])
    return Span(place.start, place.end - _full_stop(sentence, kept[-1]))


def _full_stop(sentence: Sentence, token: "Token") -> int:
    """1 where the last word of a sentence has taken the full stop with it: "ISIS-K."."""
    text = str(token.text)
    last = token.i == sentence.parsed[-1].i and text.endswith(".")
    return int(last and text.count(".") == 1 and len(text) > 3)


def _closes(words: "list[Token]") -> bool:
    """Whether the last mark closes a quotation or bracket that opens among the words."""
    opener = {"”": "“", "’": "‘", '"': '"', ")": "(", "]": "["}.get(words[-1].text)
    return opener is not None and any(word.text == opener for word in words[:-1])


def _only_joins(token: "Token") -> bool:
    """Whether a word in front only joins: "that they left", not "that is so"."""
    word = plain(token)
    if word in ("that", "so"):
        return token.dep_ in ("mark", "advmod", "fixed", "discourse", "cc") or token.tag_ == "IN"
    return word in _EDGES


def _is_edge(token: "Token") -> bool:
    return not any(letter.isalnum() for letter in token.text) and token.text not in "%$€£"


def between(sentence: Sentence, first: int, last: int) -> "list[Token]":
    """The sentence's words from one number to another, both with."""
    return [token for token in sentence.parsed if first <= token.i <= last]


def rest_of_clause(sentence: Sentence, after: int) -> "list[Token]":
    """The words after a word, up to where the clause surely ends: for want of a parse."""
    found: list[Token] = []
    for token in sentence.parsed:
        if token.i <= after:
            continue
        if token.text in (";", ":", "?", "!", ".", "—", "–") or _opens_another(token, bool(found)):
            break
        found.append(token)
    return found


def start_of_clause(sentence: Sentence, before: int) -> "list[Token]":
    """The words before a word, back to where the clause surely begins: for want of a parse."""
    found: list[Token] = []
    words = [token for token in sentence.parsed if token.i < before]
    for place in range(len(words) - 1, -1, -1):
        token = words[place]
        follows = plain(words[place + 1]) if place + 1 < len(words) else ""
        if found and (token.text in (";", ":", "?", "!", ".", "—", "–")):
            break
        if found and token.text == "," and follows in ("and", "but", "so"):
            break
        found.insert(0, token)
    return found


def _opens_another(token: "Token", begun: bool) -> bool:
    openers = ("but", "because", "unless", "if", "although", "though", "while", "whereas")
    if plain(token) in openers:
        return begun
    return bool(begun and token.text == "," and token.dep_ == "punct" and _joins(token))


def _joins(comma: "Token") -> bool:
    """Whether a comma is followed by a joining word: the next clause begins."""
    following = comma.i + 1
    document = comma.doc
    return following < len(document) and plain(document[following]) in ("and", "but", "so", "or")
