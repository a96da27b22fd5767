"""Embedding: what a governing word says of the act that it governs."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from whowhom.reading.status import Status
from whowhom.reading.wordtable import word_table

_H, _S, _P, _D, _A, _Q = (
    Status.HAPPENED,
    Status.STATED,
    Status.POSSIBLE,
    Status.DENIED,
    Status.ALLEGED,
    Status.ASKED,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """The status of an act under a word, by what is said of that word itself.

    Parameters
    ----------
    happened, denied : Status
        Where the word itself happened ("managed to"), and where it is denied ("did not manage to").
    other : Status or None
        Where it is possible, stated and so on ("may manage to"); None hands down that status.
    """

    happened: Status
    denied: Status
    other: Status | None


EFFECTS: Final[dict[str, Effect]] = {
    "does": Effect(_H, _D, None),
    "forces": Effect(_H, _P, None),
    "refuses": Effect(_D, _H, _D),
    "tries": Effect(_P, _D, _P),
    "means": Effect(_S, _D, _S),
    "orders": Effect(_S, _P, _S),
    "wishes": Effect(_P, _P, _P),
    "allows": Effect(_P, _D, _P),
    "expects": Effect(_P, _P, _P),
    "believes": Effect(_A, _P, _A),
    "seems": Effect(_P, _D, _P),
    "knows": Effect(_H, _H, _H),
    "true": Effect(_H, _D, None),
    "says": Effect(_H, _P, _H),
    "claims": Effect(_A, _P, _A),
    "denies": Effect(_D, _A, _D),
    "doubts": Effect(_P, _P, _P),
    "asks": Effect(_Q, _Q, _Q),
}
"""What each class of word does; the classes stand in ``data/embedding.json``."""


@dataclass(frozen=True)
class Lexicon:
    """The words of ``data/embedding.json``, ready to be looked up."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    objects: dict[str, str]
    modals: dict[str, str]
    adverbs: dict[str, Status]
    noun_adjectives: dict[str, Status]
    noun_prepositions: dict[str, Status]
    negations: frozenset[str]
    sets: dict[str, frozenset[str]]

    def class_of(self, word: str, pos: str, particles: tuple[str, ...] = ()) -> str | None:
        """Class of a lemma, with a particle or preposition if it has an entry of its own.

        >>> lexicon().class_of("call", "VERB", ("off",)), lexicon().class_of("vow", "VERB")
        ('refuses', 'means')
        """
        tables = [self.verbs, self.adjectives]
        if pos == "NOUN":
            tables = [self.nouns]
        elif pos == "ADJ":
            tables = [self.adjectives, self.verbs]
        found = (_entry(table, word, particles) for table in tables)
        return next((name for name in found if name), None)

    def class_over_noun(self, word: str, prepositions: tuple[str, ...], bare: bool) -> str | None:
        """Class of a verb over a noun: its object if `bare`, else what a preposition brings in.

        >>> lexicon().class_over_noun("call", ("for",), False)
        'wishes'
        """
        for preposition in prepositions:
            if found := self.objects.get(f"{word}_{preposition}"):
                return found
        return self.objects.get(word) if bare else None


def _entry(table: dict[str, str], word: str, particles: tuple[str, ...]) -> str | None:
    for particle in particles:
        if found := table.get(f"{word}_{particle}"):
            return found
    return table.get(word)


def _table(classes: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in classes.items() for word in words.split()}


def _statuses(classes: dict[str, str]) -> dict[str, Status]:
    return {word: Status(name) for word, name in _table(classes).items()}


@cache
def lexicon() -> Lexicon:
    """The words, read once.

    >>> lexicon().adverbs["reportedly"].value
    'alleged'
    """
    told = word_table("embedding")
    return Lexicon(
        verbs=_table(told["verbs"]),
        nouns=_table(told["nouns"]),
        adjectives=_table(told["adjectives"]),
        objects=_table(told["objects"]),
        modals=_table(told["modals"]),
        adverbs=_statuses(told["adverbs"]),
        noun_adjectives=_statuses(told["noun_adjectives"]),
        noun_prepositions=_statuses(told["noun_prepositions"]),
        negations=frozenset(told["adverbs"]["denied"].split()),
        sets={name: frozenset(words.split()) for name, words in told["sets"].items()},
    )
