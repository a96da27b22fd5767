"""Wordpiece: a sentence as the numbers by which BERT's vocabulary knows its pieces.

The method is that of BERT's uncased models (Devlin and others, *BERT*, NAACL 2019, and the code
published with it): lower case without accents, words and punctuation apart, and of each word the
longest piece that the vocabulary holds, from left to right.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

_VOCABULARY: Final = Path(__file__).with_name("minilm") / "vocabulary.txt"
_UNKNOWN: Final = "[UNK]"
START: Final = 101
"""The number that stands before a sentence."""
END: Final = 102
"""The number that stands behind it."""
_LONGEST: Final = 100
"""Characters of a word; a longer one is unknown."""


@cache
def vocabulary() -> Mapping[str, int]:
    """The pieces and their numbers.

    >>> len(vocabulary()), vocabulary()["rebels"]
    (30522, 8431)
    """
    lines = _VOCABULARY.read_text("utf-8").removesuffix("\n").split("\n")
    return {piece: number for number, piece in enumerate(lines)}


def numbers(text: str) -> list[int]:
    """The pieces of a text by number.

    Parameters
    ----------
    text : str
        A sentence or a part of one that ends where a word does.

    Examples
    --------
    >>> numbers("Rebels struck Ménaka.")
    [8431, 4930, 2273, 11905, 1012]
    """
    known = vocabulary()
    return [known[piece] for word in _words(text) for piece in _pieces(word, known)]


def _words(text: str) -> Iterator[str]:
    for word in _plain(text).split():
        held = ""
        for letter in word:
            if _stands_alone(letter):
                if held:
                    yield held
                yield letter
                held = ""
            else:
                held += letter
        if held:
            yield held


def _plain(text: str) -> str:
    """Lower case, without accents and what cannot be seen."""
    seen = "".join(" " if letter.isspace() else letter for letter in text if not _unseen(letter))
    apart = unicodedata.normalize("NFD", seen.lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")


def _unseen(letter: str) -> bool:
    if letter in "\t\n\r":
        return False
    return letter == "\ufffd" or unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs")


def _stands_alone(letter: str) -> bool:
    """Whether a letter is a word by itself: punctuation, ASCII's signs, a Chinese character."""
    if letter.isascii():
        return not letter.isalnum()
    return unicodedata.category(letter).startswith("P") or _chinese(ord(letter))


def _chinese(point: int) -> bool:
    return any(
        low <= point <= high
        for low, high in (
            (0x4E00, 0x9FFF),
            (0x3400, 0x4DBF),
            (0x20000, 0x2EBEF),
            (0xF900, 0xFAFF),
            (0x2F800, 0x2FA1F),
        )
    )


def _pieces(word: str, known: Mapping[str, int]) -> list[str]:
    if len(word) > _LONGEST:
        return [_UNKNOWN]
    found: list[str] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        for end in range(len(word), start, -1):
            if (piece := mark + word[start:end]) in known:
                break
        else:
            return [_UNKNOWN]
        found.append(piece)
        start = end
    return found
