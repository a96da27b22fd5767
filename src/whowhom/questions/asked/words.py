"""A question as sentences and words, each word with its place in the text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_WORD = re.compile(r"\d+(?:,\d{3})+(?!\d)|[^\W_]+(?:['.][^\W_]+)*'?")
_END = re.compile(r"[?!;]+(?=\s+|$)|(?<![A-Z]\.[A-Z])(?<!\bvs)(?<!\b[A-Z])\.+(?=\s+|$)|\n+")
# "and how", "; who": another question begins within the sentence.
_ANOTHER = re.compile(
    r"(?:,|\s[-–—]+|:)?\s(?:and|but|or)(?:\s(?:also|then))?\s"
    r"(?=(?:how|who|whom|what|where|which|will|is|are|does|do|did|has|have)\b(?!\s+(?:not|they)\b))",
    re.IGNORECASE,
)


# "Now that the Americans are gone, how ...": a circumstance, and then the question.
_CIRCUMSTANCE = re.compile(
    r"^((?:and |so |but |right |ok |well )*(?:now that|given that|given|with|seeing that|considering|as for|for (?:listeners|readers|viewers))\b"
    r"[^,:?]{3,100})[,:]\s+(?=(?:how|what|who|whom|which|where|will|is|are|does|do|did|has|have|can|could)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question.

    Parameters
    ----------
    text : str
        As written.
    norm : str
        Lower case, without accents, dots, apostrophes and a possessive "s".
    start, end : int
        Where it stands in its sentence.
    """

    text: str
    norm: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def possessive(self) -> bool:
        """Whether it ends in an apostrophe, or one and s."""
        return self.text.casefold().endswith(("'s", "'"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one that asks on its own."""

    text: str
    words: tuple[Word, ...]
    asks: bool

    @property
    def shouted(self) -> bool:
        """Whether all of it is in capitals, so that capitals tell nothing."""
        return len(self.text) > 12 and self.text.upper() == self.text


def straight(text: str) -> str:
    """Text with plain quotes and single blanks; line breaks stay, they end sentences."""
    flat = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return re.sub(r"[^\S\n]+", " ", flat).strip()


def words(text: str) -> tuple[Word, ...]:
    """The words of a text.

    >>> [w.norm for w in words("The U.S. and al-Qa'ida's mid-'90s; 1,000 Taliban's")]
    ['the', 'us', 'and', 'al', 'qaida', 'mid', '90s', '1000', 'taliban']
    """
    found = []
    for hit in _WORD.finditer(text.translate(_QUOTES)):
        norm = _norm(hit[0])
        if norm:
            found.append(Word(hit[0], norm, hit.start(), hit.end()))
    return tuple(found)


def norms(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, without a leading "the".

    >>> norms("the Hazara People's Resistance Force")
    ('hazara', 'people', 'resistance', 'force')
    """
    found = tuple(word.norm for word in words(name))
    return found[1:] if found[:1] == ("the",) and len(found) > 1 else found


def sentences(text: str) -> list[Sentence]:
    """Sentences of a text; one that holds two questions is cut between them.

    >>> [s.text for s in sentences("Who are ISIS-K? What is their goal and how will they fare?")]
    ['Who are ISIS-K?', 'What is their goal', 'how will they fare?']
    """
    found = []
    for part, end in _parts(text):
        if before := _CIRCUMSTANCE.match(part):
            found.append(Sentence(before[1], words(before[1]), False))
            part = part[before.end() :]
        found += [Sentence(p, words(p), "?" in end) for p in _cut(part) if words(p)]
    return found


def _parts(text: str) -> list[tuple[str, str]]:
    found, begin = [], 0
    for hit in _END.finditer(text):
        found.append((text[begin : hit.end()].strip(), hit[0]))
        begin = hit.end()
    found.append((text[begin:].strip(), ""))
    return [(part, end) for part, end in found if part]


def _cut(part: str) -> Sequence[str]:
    pieces = _ANOTHER.split(part)
    # A piece that is too short to ask anything belongs to what follows it.
    if any(len(words(piece)) < 3 for piece in pieces):
        return [part]
    return pieces


def _norm(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    bare = bare.removesuffix("'s").rstrip("'")
    return re.sub(r"['.,]", "", bare)
