"""Who is named in a question: by the registry's aliases, the longest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from whowhom.actors.actor import Actor
from whowhom.errors import OptionError, UnknownActorError
from whowhom.questions.asked.lexicon import Lexicon, Phrase
from whowhom.questions.asked.words import Sentence, Word
from whowhom.questions.parties import find_actor
from whowhom.snapshot.snapshot import Snapshot

_LONGEST: Final = 9
# Names that are English words as well: capitals tell them apart.
_WORDS: Final = frozenset(
    """a all am an and are as at be ben but by can chad cod cub did do dom ext for gab gap gin go
    gum ham has he her him his how if in is isl it jam jordan lie mac mali mar me men mus my nam no
    nor not of on or out pan per pol she so sur tip to ton turkey un up us vat was we who why
    won""".split()
)
_STATES_FOR_LOWER: Final = frozenset({"chad", "jordan", "mali", "turkey", "un"})
_AFTER_US: Final = frozenset(
    """strike strikes airstrike airstrikes air drone forces force troops troop military army
    government sanctions withdrawal pullout pull departure exit soldiers personnel bombing bombings operations attacks raids policy bases presence diplomats envoys aid relations
    special intelligence officials administration""".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor, or several that a name could mean, at some words of a sentence.

    Parameters
    ----------
    first, last : int
        First word, and the one after the last.
    name : str
        As the question has it.
    actors : tuple of str
        Actor ids; more than one where the name is ambiguous.
    state : bool
        Whether it is a state, which can be a place as well.
    adjective : bool
        Whether it was named by an adjective only ("Pakistani").
    """

    first: int
    last: int
    name: str
    actors: tuple[str, ...]
    state: bool = False
    adjective: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    last: int
    name: str
    adjective: bool = field(default=False)


def find_mentions(
    snapshot: Snapshot, known: Lexicon, sentence: Sentence, taken: Sequence[range] = ()
) -> list[Mention]:
    """Actors named in a sentence, in their order; words already taken are left out."""
    used = {n for span in taken for n in span}
    found, at = [], 0
    while at < len(sentence.words):
        mention = None if at in used else _mention(snapshot, known, sentence, at, used)
        if mention:
            found.append(mention)
        at = mention.last if mention else at + 1
    return found


def _mention(
    snapshot: Snapshot, known: Lexicon, sentence: Sentence, at: int, used: set[int]
) -> Mention | None:
    for hit in _hits(known, sentence, at):
        if used.intersection(range(at, hit.last)):
            continue
        actors = _meant(snapshot, hit.name)
        if actors:
            words = sentence.words[at : hit.last]
            text = sentence.text[words[0].start : words[-1].end].removesuffix("'s").rstrip("'")
            first = actors[0]
            return Mention(
                at, hit.last, text, tuple(a.actor_id for a in actors), first.kind == "state"
                and len(first.actor_id) == 3, hit.adjective,
            )  # fmt: skip
    return None


def _hits(known: Lexicon, sentence: Sentence, at: int) -> Iterator[_Hit]:
    """Names that begin at a word, the longest first."""
    words = sentence.words
    for last in range(min(at + _LONGEST, len(words)), at, -1):
        phrase = tuple(word.norm for word in words[at:last])
        for spelt in (phrase, *_singular(phrase)):
            if spelt in known.actors and _sure(sentence, at, last):
                yield _Hit(last, known.actors[spelt])
        if last == at + 1:
            yield from _short(known, sentence, at)


def _short(known: Lexicon, sentence: Sentence, at: int) -> Iterator[_Hit]:
    """A state by its code or its adjective."""
    norm = sentence.words[at].norm
    if norm in known.codes and _sure(sentence, at, at + 1):
        yield _Hit(at + 1, known.codes[norm])
    for spelt in (norm, norm.removesuffix("s")):
        if spelt in known.demonyms:
            yield _Hit(at + 1, known.demonyms[spelt], adjective=True)
            return


def _singular(phrase: Phrase) -> list[Phrase]:
    last = phrase[-1]
    return [(*phrase[:-1], last[:-1])] if last.endswith("s") and len(last) > 4 else []


def _sure(sentence: Sentence, first: int, last: int) -> bool:
    """Whether one word is meant as a name, where it could be an English word."""
    word = sentence.words[first]
    if last - first > 1 or word.norm not in _WORDS:
        return True
    if word.norm in _STATES_FOR_LOWER:
        return True
    if len(word.text) > 1 and word.text.upper() == word.text and not sentence.shouted:
        return True
    return word.norm == "us" and _country_us(sentence.words, first)


def _country_us(words: Sequence[Word], at: int) -> bool:
    """ "the us", "us strikes", "vs us": the country in lower case."""
    before = words[at - 1].norm if at else ""
    after = words[at + 1].norm if at + 1 < len(words) else ""
    return (
        before in ("the", "vs", "versus", "by") or after in _AFTER_US or after in ("vs", "versus")
    )


def _meant(snapshot: Snapshot, name: str) -> list[Actor]:
    """Who is meant; several where the name leaves it open, nobody where it holds no more."""
    try:
        return [find_actor(snapshot, name)]
    except UnknownActorError:
        return []
    except OptionError as error:
        return [find_actor(snapshot, each) for each in error.allowed.split(" | ")]
