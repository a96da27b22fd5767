"""Parties: whom the words of a side stand for, by the mentions of a document.

A side is a group or a state. Whoever has no name has the words that are said of him ("gunmen");
people at large are ``Civilians``; a person stands for whom the text says he serves, and else for
nobody.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from whowhom.reading.acts import act_of, plain, word_class
from whowhom.reading.mention import Mention
from whowhom.reading.records import Party
from whowhom.reading.sentence import Sentence
from whowhom.reading.sides import sides_of
from whowhom.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

CIVILIANS: Final = "Civilians"
_INSIDE: Final = frozenset({"compound", "amod", "nmod:poss", "appos", "flat", "nmod", "obl"})
_BELONGS: Final = frozenset({"of", "from", "in", "with", "for", "at"})
_TITLES: Final = frozenset(
    "president premier minister chancellor king queen emir sultan prince general admiral secretary "
    "spokesman spokeswoman spokesperson ambassador envoy commander leader chairman colonel marshal "
    "governor senator mayor chief director head deputy official foreign defense defence".split()
)
# Names of states that end as the names of peoples do.
_PLURAL_STATES: Final = frozenset(
    "states philippines netherlands maldives comoros seychelles emirates bahamas honduras cyprus "
    "laos mauritius barbados islands us nations".split()
)
_DEPTH: Final = 3
# Sentences back to which a bare title looks for its state.
_MEMORY: Final = 4


class Parties:
    """The parties of one sentence.

    Parameters
    ----------
    sentence : Sentence
        Where the sides stand.
    mentions : iterable of Mention
        Those of the sentence.
    serves : dict of str to Mention
        Whom the persons of the document serve, by their names.
    """

    def __init__(
        self, sentence: Sentence, mentions: Iterable[Mention], serves: dict[str, Mention]
    ) -> None:
        self.sentence = sentence
        self._serves = serves
        self._by_token: dict[int, Mention] = {}
        for mention in sorted(mentions, key=lambda each: each.span.start - each.span.end):
            for token in sentence.tokens_in(mention.span):
                self._by_token.setdefault(token.i, mention)

    def persons(self) -> list[Mention]:
        """The persons of the sentence."""
        return _distinct(each for each in self._by_token.values() if each.sort == "person")

    def served(self) -> Iterator[tuple[str, Mention]]:
        """The persons of the sentence whose own phrase says whom they serve, and whom."""
        for person in self.persons():
            if found := self.serves(person):
                yield person.name, found

    def acting_states(self) -> list[Mention]:
        """The states that are subjects here, or stand before the title of an office."""
        states = [
            mention
            for number, mention in sorted(self._by_token.items())
            if mention.sort == "state" and self._acts(self.sentence.parsed.doc[number])
        ]
        return _distinct(states)

    @staticmethod
    def _acts(token: "Token") -> bool:
        if token.dep_ in ("nsubj", "nsubj:pass"):
            return True
        return token.dep_ in ("compound", "amod", "nmod:poss") and plain(token.head) in _TITLES

    def mention(self, token: "Token") -> Mention | None:
        """The mention that a word belongs to."""
        return self._by_token.get(token.i)

    def doers(self, head: "Token") -> list[Party]:
        """Whom a phrase stands for as who acts; several where an act stands there itself."""
        named = self._of(head, victim=False)
        if named:
            return [named]
        if head.pos_ == "NOUN" and (act := act_of(head)):
            heads = sides_of(head, act).doers
            return [
                party for each in heads if each.i != head.i and (party := self._of(each, False))
            ]
        return []

    def target(self, head: "Token") -> Party | None:
        """Whom a phrase stands for as whom an act is done to."""
        return self._of(head, victim=True)

    def _of(self, head: "Token", victim: bool) -> Party | None:
        own = self._by_token.get(head.i)
        if own is not None and own.sort in ("group", "state"):
            if victim and _a_people(own, head):
                return Party(own.span, CIVILIANS)
            return _party(own)
        word = plain(head)
        if head.pos_ == "NOUN" and word in word_class("private"):
            return Party(self._phrase(head), CIVILIANS) if victim else None
        if victim and word in word_class("people"):
            return Party(self._phrase(head), CIVILIANS)
        if own is not None and own.sort == "person":
            return self._of_person(own, head)
        return self._inside(head, word, victim)

    def _inside(self, head: "Token", word: str, victim: bool) -> Party | None:
        """By a name within the phrase, else by what the phrase calls him."""
        telling = act_of(head) if head.pos_ == "NOUN" else None
        act = telling is not None and telling.noun
        if found := self._within(head, _DEPTH, act):
            if not victim and word in word_class("crowd"):
                return Party(self._phrase(head), word)
            return _party(found)
        if victim and (people := self._people(head)):
            return people
        if word in word_class("unnamed") and head.pos_ in ("NOUN", "PROPN"):
            return self._called(head)
        return None

    def _people(self, head: "Token") -> Party | None:
        """People counted: "scores of villagers"."""
        for child in head.children:
            if child.dep_ == "nmod" and _preposition(child) == "of":
                return self._of(child, victim=True)
        return None

    def _of_person(self, person: Mention, head: "Token") -> Party | None:
        if self._titles(person) & word_class("private"):
            return None
        if found := self._within(head, _DEPTH, act=False):
            return _party(found)
        served = self._serves.get(person.name)
        return Party(person.span, served.name, served.actor_id) if served else None

    def _within(self, head: "Token", depth: int, act: bool) -> Mention | None:
        """The nearest group or state within a phrase; of an act only what stands before it."""
        below = [child for child in head.children if child.dep_ in _INSIDE]
        if act:
            below = [child for child in below if child.i < head.i]
        below.sort(key=lambda child: (child.dep_ not in ("nmod:poss", "compound", "amod"), child.i))
        for child in below:
            if child.dep_ in ("nmod", "obl") and _preposition(child) not in _BELONGS:
                continue
            mention = self._by_token.get(child.i)
            if mention is not None and mention.sort in ("group", "state"):
                return mention
        for child in below if depth else ():
            if child.dep_ in ("nmod", "obl") and _preposition(child) not in ("of", "from"):
                continue
            if found := self._within(child, depth - 1, act=False):
                return found
        return None

    def _titles(self, person: Mention) -> set[str]:
        """What is said of a person: the words of his phrase and those compounded with them."""
        words = self.sentence.tokens_in(person.span)
        near = [child for word in words for child in word.children if child.dep_ in _INSIDE]
        return {plain(each) for each in words + near}

    def serves(self, person: Mention) -> Mention | None:
        """Whom a person of the sentence serves, by his own phrase."""
        words = self.sentence.tokens_in(person.span)
        if not words or self._titles(person) & word_class("private"):
            return None
        inside = {word.i for word in words}
        head = next((word for word in words if word.head.i not in inside), words[0])
        return self._within(head, _DEPTH, act=False)

    def titled(self, person: Mention) -> bool:
        """Whether a person has the title of an office."""
        return bool(self._titles(person) & _TITLES)

    def _called(self, head: "Token") -> Party:
        """Somebody without a name, by the words of his phrase."""
        span = self._phrase(head)
        start = span.start - self.sentence.base
        return Party(span, self.sentence.parsed.doc.text[start : span.end - self.sentence.base])

    def _phrase(self, head: "Token") -> Span:
        before = [c for c in head.children if c.dep_ in ("compound", "amod") and c.i < head.i]
        return self.sentence.place(before[0], head) if before else self.sentence.place(head)


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    return list(dict.fromkeys(mentions))


def _party(mention: Mention) -> Party:
    return Party(mention.span, mention.name, mention.actor_id)


def _preposition(token: "Token") -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


def _a_people(mention: Mention, head: "Token") -> bool:
    """Whether a state's name is its people here: "killed dozens of Iraqis"."""
    word = head.lower_
    return mention.sort == "state" and word.endswith("s") and word not in _PLURAL_STATES


def mentions_by_sentence(
    sentences: Sequence[Sentence], mentions: Iterable[Mention]
) -> list[list[Mention]]:
    """The mentions that lie in each sentence."""
    starts = [sentence.span.start for sentence in sentences]
    found: list[list[Mention]] = [[] for _ in sentences]
    for mention in mentions:
        at = bisect_right(starts, mention.span.start) - 1
        if at >= 0 and sentences[at].span.meets(mention.span):
            found[at].append(mention)
    return found


def parties_of(sentences: Sequence[Sentence], mentions: Iterable[Mention]) -> list[Parties]:
    """The parties of every sentence, with what the document says of whom its persons serve.

    "Hamas leader X", "X, a spokesman for the Taliban"; a "President X" without more serves the
    state that acted last before him.
    """
    serves: dict[str, Mention] = {}
    parties = [
        Parties(sentence, inside, serves)
        for sentence, inside in zip(
            sentences, mentions_by_sentence(sentences, mentions), strict=True
        )
    ]
    for each in parties:
        for name, mention in each.served():
            serves.setdefault(name, mention)
    acted: list[tuple[int, Mention]] = []
    for number, each in enumerate(parties):
        acted = [(at, state) for at, state in acted if number - at <= _MEMORY]
        acted += [(number, state) for state in each.acting_states()]
        for person in each.persons():
            if acted and person.name not in serves and each.titled(person):
                serves[person.name] = acted[-1][1]
    return parties
