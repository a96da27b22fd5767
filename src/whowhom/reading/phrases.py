"""Phrases: the longest entries of a dictionary that stand in a text, by comparable words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from whowhom.actors.names import key
from whowhom.reading.span import Span

Entry = TypeVar("Entry")

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\u2018\u2019\u02bc`][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['\u2018\u2019\u02bc`][sS]$")
_GAP: Final = re.compile(r"[\s\-\u2010-\u2015/'\u2019]{1,3}$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, its key, and the key without a possessive."""

    span: Span
    key: str
    bare: str


@dataclass(frozen=True, slots=True)
class Hit(Generic[Entry]):
    """An entry that stands in a text, and where."""

    span: Span
    entry: Entry


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch of a text.

    >>> [word.bare for word in words_of("The U.S. and al-Qa'ida's men")]
    ['the', 'us', 'and', 'al', 'qaida', 'men']
    """
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        plain = match[0].replace(".", "")
        own = _POSSESSIVE.search(plain)
        bare = plain[: own.start()] if own else plain
        span = Span(match.start(), match.end() - (len(plain) - len(bare)))
        found.append(Word(span, _key(plain), _key(bare)))
    return found


def _key(word: str) -> str:
    return key(word) or word.casefold()


class Phrases(Generic[Entry]):
    """A dictionary of names, found in a text by their words.

    Parameters
    ----------
    entries : iterable of (str, Entry)
        Name and what it leads to; of equal names the first counts.

    Examples
    --------
    >>> names = Phrases([("Red Front", 1), ("Red Front of Zubia", 2)])
    >>> [hit.entry for hit in names.find("the Red Front of Zubia and the Red-Front's men")]
    [2, 1]
    """

    def __init__(self, entries: Iterable[tuple[str, Entry]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        known: set[tuple[str, ...]] = set()
        for name, entry in entries:
            keys = tuple(word.key for word in words_of(name))
            if keys[:1] == ("the",):
                keys = keys[1:]
            if keys and keys not in known:
                known.add(keys)
                self._by_first.setdefault(keys[0], []).append((keys, entry))
        for under in self._by_first.values():
            under.sort(key=lambda each: -len(each[0]))

    def find(self, text: str, span: Span | None = None) -> Iterator[Hit[Entry]]:
        """The entries in a text or a stretch of it, the longest at each place, none in another."""
        words = words_of(text, *(() if span is None else (span.start, span.end)))
        at = 0
        while at < len(words):
            hit = self._at(text, words, at)
            if hit is None:
                at += 1
            else:
                count, entry = hit
                yield Hit(Span(words[at].span.start, words[at + count - 1].span.end), entry)
                at += count

    def _at(self, text: str, words: list[Word], at: int) -> tuple[int, Entry] | None:
        for first in {words[at].key, words[at].bare}:
            for keys, entry in self._by_first.get(first, ()):
                if _stands(text, words[at : at + len(keys)], keys):
                    return len(keys), entry
        return None


def _stands(text: str, words: list[Word], keys: tuple[str, ...]) -> bool:
    if len(words) < len(keys):
        return False
    for number, (word, wanted) in enumerate(zip(words, keys, strict=True)):
        last = number == len(keys) - 1
        if word.key != wanted and not (last and word.bare == wanted):
            return False
        if number and not _GAP.match(text[words[number - 1].span.end : word.span.start]):
            return False
    return True
