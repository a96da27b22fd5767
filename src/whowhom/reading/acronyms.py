"""Acronyms: short forms that a text makes of a name, and names that it puts side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from whowhom.reading.span import Span

# Bounded, and each word one way only, so that no text of hyphens or capitals takes long.
_NAME: Final = r"(?:[^\W\d_a-z]|al-)[\w'\u2019-]{0,40}"
_LINK: Final = r"of|for|the|and|in|de|del|la|al|el|du|des|wal|bin"
_RUN: Final = rf"(?<![\w-]){_NAME}(?:[ \u00a0](?:{_NAME}|(?:{_LINK})\b)){{0,12}}"
_SHORT: Final = r"[A-Z][A-Z\d]{0,9}(?:[-.][A-Z\d]{1,9}){0,3}(?:-[A-Za-z]{1,9})?\.?"
_LONG_FIRST: Final = re.compile(
    rf"({_RUN}),?\s?[(\[]\s?(?:the |or |known as (?:the )?)?"
    rf"[\"'\u201c]?({_SHORT})[\"'\u201d]?\s?[)\],;]"
)
_SHORT_FIRST: Final = re.compile(rf"(?<![\w-])({_SHORT})\s?[(\[]\s?(?:the )?({_RUN})\s?[)\]]")
_KNOWN_AS: Final = re.compile(
    rf"({_RUN}),? (?:\(|which is |who are )?"
    r"(?:also |better |formerly |locally |otherwise ){1,3}(?:known|called|named)(?: as)? (?:the )?"
    rf"[\"'\u201c]?({_RUN})"
)
_DAY: Final = re.compile(r"(?<!\d)\d{1,2} $")
_MONTH: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_LINKS: Final = frozenset(_LINK.split("|"))


@dataclass(frozen=True, slots=True)
class Acronym:
    """A short form and the name that the text says it stands for, with their places."""

    short: str
    long: str
    short_span: Span
    long_span: Span
    whole: Span


def acronyms_of(text: str) -> list[Acronym]:
    """Short forms in brackets after the name, the name after the short form, and "also known as".

    Examples
    --------
    >>> text = "On Monday the Popular Front of Zubia (PFZ) left. The RDA (Rural Defence Army) came."
    >>> [(each.short, each.long) for each in acronyms_of(text)]
    [('PFZ', 'Popular Front of Zubia'), ('RDA', 'Rural Defence Army')]
    """
    found = []
    for match in _LONG_FIRST.finditer(text):
        if start := _beginning(match[1], match[2]):
            long_span = Span(match.start(1) + start - 1, match.end(1))
            found.append(_acronym(text, Span(*match.span(2)), long_span, match.end()))
    for match in _SHORT_FIRST.finditer(text):
        if _beginning(match[2], match[1]) == 1:
            found.append(_acronym(text, Span(*match.span(1)), Span(*match.span(2)), match.end()))
    for match in _KNOWN_AS.finditer(text):
        first, second = Span(*match.span(1)), Span(*match.span(2))
        found.append(_acronym(text, second, first, match.end()))
    return sorted(found, key=lambda each: each.whole)


def _acronym(text: str, short: Span, long: Span, end: int) -> Acronym:
    short, long = _trimmed(text, short), _with_day(text, _trimmed(text, long))
    whole = Span(min(short.start, long.start), end)
    return Acronym(short.of(text), long.of(text), short, long, whole)


def _with_day(text: str, long: Span) -> Span:
    """A name with the number of the day in front that belongs to it: "4 May Movement"."""
    day = _DAY.search(text[max(0, long.start - 4) : long.start])
    if day is None or not _MONTH.match(long.of(text)):
        return long
    return Span(long.start - len(day[0]), long.end)


def _trimmed(text: str, span: Span) -> Span:
    """A name without small words at its ends and without an article in front."""
    words = [(span.start + at, word) for at, word in _words(span.of(text))]
    while len(words) > 1 and words[0][1].lower() in _LINKS:
        words = words[1:]
    while len(words) > 1 and words[-1][1].lower() in _LINKS:
        words = words[:-1]
    return Span(words[0][0], words[-1][0] + len(words[-1][1]))


def _beginning(name: str, short: str) -> int:
    """Where in a run of words, counted from 1, the name begins whose letters the short form has.

    0 where there is none. Words such as "of" may be passed over, and a short form may leave out its
    country at the end ("ISKP", "CPI-M").
    """
    letters = [letter.lower() for letter in short if letter.isalpha() and letter.isupper()]
    if len(letters) < 2:
        return 0
    words = list(_words(name))
    for first in range(len(words)):
        if words[first][1].lower() in _LINKS:
            continue
        if _spells([word for _, word in words[first:]], letters):
            return words[first][0] + 1
    return 0


def _words(name: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[^\s\u00a0-]+", name):
        yield match.start(), match[0]


def _spells(words: list[str], letters: list[str]) -> bool:
    heavy = [word for word in words if word.lower() not in _LINKS]
    initials = [word[0].lower() for word in heavy]
    everything = [word[0].lower() for word in words]
    if letters in (initials, everything):
        return True
    if len(heavy) < 2 or not letters or initials[0] != letters[0]:
        return False
    missing = abs(len(initials) - len(letters))
    return missing <= 1 and len(letters) >= 3 and _inside(letters, everything, heavy)


def _inside(letters: list[str], initials: list[str], heavy: list[str]) -> bool:
    """Whether the letters come in this order among the initials, one letter from inside a word."""
    remaining = iter(initials)
    strange = [letter for letter in letters if letter not in remaining]
    return len(strange) <= 1 and all(letter in "".join(heavy).lower() for letter in strange)
