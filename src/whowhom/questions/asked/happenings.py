"""Turning events and periods of the case, named in a question in any order of their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from whowhom.events.named import TurningEvent
from whowhom.questions.asked.lexicon import Lexicon
from whowhom.questions.asked.stems import stem
from whowhom.questions.asked.typos import mend
from whowhom.questions.asked.words import Sentence, words
from whowhom.snapshot.snapshot import Snapshot

# Words that may stand between those of a name without changing what is meant.
_LOOSE: Final = frozenset(
    """the a an of by in to s from at on for as their his its own all last final full military forces
    force troops troop combat recent own""".split()
)


@dataclass(frozen=True, slots=True)
class Happening:
    """A turning event, or a period with a name, at some words of a sentence.

    Parameters
    ----------
    first, last : int
        First word, and the one after the last.
    name : str
        Its name in the case.
    event : TurningEvent or None
        The event; None for a period.
    """

    first: int
    last: int
    name: str
    event: TurningEvent | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    words: tuple[str, ...]
    name: str
    event: TurningEvent | None


def find_happenings(snapshot: Snapshot, known: Lexicon, sentence: Sentence) -> list[Happening]:
    """What is named in a sentence, in its order; longer names go before shorter ones."""
    found: list[Happening] = []
    taken: set[int] = set()
    names = _names(snapshot)
    spelt = frozenset(n for name in names for n in name.words if n.isalpha())
    said = [_plain(known, mend(word.norm, spelt)) for word in sentence.words]
    for name in names:
        wanted = tuple(_plain(known, n) for n in name.words)
        for at in range(len(sentence.words)):
            last = _match(said, at, wanted)
            if last and not taken.intersection(range(at, last)):
                found.append(Happening(at, last, name.name, name.event))
                taken |= set(range(at, last))
    return sorted(found, key=lambda each: each.first)


def _names(snapshot: Snapshot) -> list[_Name]:
    settings = snapshot.settings
    every = [
        _Name(_content(name), event.name, event)
        for event in settings.turning_events
        if event.date < snapshot.as_of
        for name in (event.name, *event.aliases)
    ]
    every += [
        _Name(_content(name), period.name, None)
        for period in settings.periods
        for name in (period.name, *period.aliases)
    ]
    # sorted() keeps the case's order among names of one length.
    return sorted((n for n in every if n.words), key=lambda n: -len(n.words))


def _content(name: str) -> tuple[str, ...]:
    every = [word.norm for word in words(name)]
    return tuple(n for n in every if n not in _LOOSE) or tuple(every)


def _plain(known: Lexicon, word: str) -> str:
    """A word without its ending; "American" and "Americans" are "US"."""
    for each in (word, word.removesuffix("s")):
        if each in known.demonyms:
            return known.demonyms[each]
    return known.countries.get((word,)) or _STATES.get(word) or stem(word)


_BETWEEN: Final = 4
"""Words that may stand between those of a phrase."""
_STATES: Final = {"us": "USA", "usa": "USA", "uk": "GBR"}


def _match(said: Sequence[str], at: int, wanted: tuple[str, ...]) -> int:
    """The word after a stretch that holds just these words, in any order; 0 if there is none."""
    left = list(wanted)
    last = 0
    for n in range(at, min(at + 2 * len(wanted) + 4, len(said))):
        norm = said[n]
        if norm in left:
            left.remove(norm)
            last = n + 1
        elif n == at or norm not in _LOOSE:
            return 0
        if not left:
            return last
    return 0


def mentioned(said: Sequence[str], phrase: str) -> bool:
    """Whether the words of a phrase stand near each other, in any order and with any endings.

    >>> mentioned("a safehaven for terrorists".split(), "safe haven")
    True
    >>> mentioned("a sanctuary for international terrorist groups".split(), "terrorist sanctuary")
    True
    >>> mentioned("safe from any of them in the long run in this haven".split(), "safe haven")
    False
    """
    wanted = [stem(n) for n in _content(phrase)]
    joined = stem("".join(_content(phrase)))
    stems = [stem(n) for n in said]
    if joined in stems:
        return True
    size = len(wanted) + (_BETWEEN if len(wanted) > 1 else 0)
    need = set(wanted)
    return any(need <= set(stems[at : at + size]) for at in range(len(stems)))


def covered(happenings: Iterable[Happening]) -> list[range]:
    """The words that they take."""
    return [range(each.first, each.last) for each in happenings]
