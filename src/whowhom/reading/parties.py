"""Parties: whom the words of a side stand for, by the mentions of a document.

A side is a group or a state. Whoever has no name has the words that are said of him ("gunmen");
people at large are ``Civilians``; a person stands for whom the text says he serves, and else for
nobody.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whowhom.actors.states import STATES
from whowhom.reading.acts import act_of, plain, word_class
from whowhom.reading.lemmas import lemma_of
from whowhom.reading.mention import Mention
from whowhom.reading.records import Party
from whowhom.reading.sentence import Sentence
from whowhom.reading.sides import sides_of
from whowhom.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

CIVILIANS: Final = "Civilians"
_INSIDE: Final = frozenset(
    {"compound", "amod", "nmod:poss", "nmod:desc", "appos", "flat", "nmod", "obl", "det"}
)
_BEFORE: Final = frozenset({"nmod:poss", "compound", "amod", "nmod:desc"})
_BELONGS: Final = frozenset({"of", "from", "in", "with", "for", "at"})
_TITLES: Final = frozenset(
    "president premier minister chancellor king queen emir sultan prince general admiral secretary "
    "spokesman spokeswoman spokesperson ambassador envoy commander leader chairman colonel marshal "
    "governor senator mayor chief director head deputy official foreign defense defence".split()
)
_AIMED: Final = frozenset({"", "at", "against", "on", "with", "to", "from"})
_VISITED: Final = frozenset({"", "to", "in", "for"})
_STRUCK: Final = frozenset({"", "at", "against", "on"})
_JOINING: Final = frozenset({",", "and", "the", "both"})
_DEPTH: Final = 3
_KINDS: Final = frozenset(
    "group organization organisation movement militia faction network party force band army "
    "insurgency alliance coalition branch affiliate offshoot".split()
)
# Machines and bare words that are no side where something is done to them.
_NO_TARGETS: Final = frozenset(
    "warplane helicopter jet drone security state head party member force aide".split()
)
_FACTIONS: Final = frozenset({"opposition", "rebel", "separatist", "militia", "guerrilla"})
_MANY: Final = frozenset("hundred thousand dozen score supporter youth family relative".split())
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
    alone : set of str
        Persons who speak for nobody but themselves.
    """

    def __init__(
        self,
        sentence: Sentence,
        mentions: Iterable[Mention],
        serves: dict[str, Mention],
        alone: set[str],
    ) -> None:
        self.sentence = sentence
        self._serves = serves
        self._alone = alone
        self._by_token: dict[int, Mention] = {}
        self._also: dict[int, list[Mention]] = {}
        self.mentions = tuple(mentions)
        self._swapped: list[Mention] = []
        nearer = self._nearer()
        for mention in sorted(self.mentions, key=lambda each: each.span.start - each.span.end):
            meant = mention
            if nearer is not None and mention in self._swapped:
                meant = replace(nearer, span=mention.span, kind="pronoun")
            for token in sentence.tokens_in(mention.span):
                first = self._by_token.setdefault(token.i, meant)
                if first is not meant and first.span == meant.span:
                    self._also.setdefault(token.i, []).append(meant)

    def _nearer(self) -> Mention | None:
        """The one group that the sentence names before a pronoun that is a subject.

        "When the Front broke the siege, they freed their men" speaks of the Front, whoever was
        spoken of before. What points at the same as that pronoun is pointed anew with it.
        """
        for pronoun in self.mentions:
            if pronoun.kind != "pronoun" or pronoun.sort not in ("group", "state"):
                continue
            tokens = self.sentence.tokens_in(pronoun.span)
            named = self._named_before(pronoun)
            if (
                not tokens
                or tokens[0].dep_ != "nsubj"
                or len(named) != 1
                or named[0].name == pronoun.name
            ):
                continue
            self._swapped = [
                each
                for each in self.mentions
                if each.kind == "pronoun"
                and each.name == pronoun.name
                and each.span.start >= pronoun.span.start
            ]
            return named[0]
        return None

    def _named_before(self, pronoun: Mention) -> list[Mention]:
        return list(
            {
                each.actor_id or each.name: each
                for each in self.mentions
                if each.kind == "name"
                and each.sort == "group"
                and each.span.end <= pronoun.span.start
            }.values()
        )

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
        return token.dep_ in _BEFORE and plain(token.head) in _TITLES

    def mention(self, token: "Token") -> Mention | None:
        """The mention that a word belongs to."""
        return self._by_token.get(token.i)

    def doers(self, head: "Token", crowd: bool = False) -> list[Party]:
        """Whom a phrase stands for as who acts; several where an act stands there itself.

        Of a ``crowd`` also people without a name: "Students blocked the road".
        """
        named = self._of(head, victim=False)
        if named is None and crowd and plain(head) in word_class("people") | _MANY:
            named = self._called(head)
        if named:
            return [named, *self._others(head, named)]
        if head.pos_ == "NOUN" and (act := act_of(head)):
            heads = sides_of(head, act).doers
            return [
                party for each in heads if each.i != head.i and (party := self._of(each, False))
            ]
        return []

    def targets(self, head: "Token") -> list[Party]:
        """Whom a phrase stands for as whom an act is done to."""
        named = self._of(head, victim=True) or self._country(head)
        counted = [
            party
            for child in head.children
            if child.dep_ == "nmod" and _preposition(child) == "of"
            for joined in child.children
            if joined.dep_ == "conj" and (party := self._of(joined, victim=True))
        ]
        return [named, *self._others(head, named), *counted] if named else []

    def named(self, party: Party) -> bool:
        """Whether a party has a name, and is not called by what it is."""
        return any(
            mention.sort in ("group", "state") and mention.span.meets(party.span)
            for mention in self.mentions
        )

    def seat(self, head: "Token", visit: bool) -> Party | None:
        """The state of a city that somebody visits or attacks."""
        own = self._by_token.get(head.i)
        if own is None or own.sort != "place" or own.country is None:
            return None
        if _preposition(head) not in (_VISITED if visit else _STRUCK):
            return None
        return Party(own.span, own.name, own.country)

    def _country(self, head: "Token") -> Party | None:
        """A state at which something is aimed, though its name stands there as a place."""
        own = self._by_token.get(head.i)
        if own is None or own.sort != "place" or _preposition(head) not in _AIMED:
            return None
        state = STATES.find(own.name)
        return Party(own.span, own.name, own.actor_id or state.iso) if state else None

    def _others(self, head: "Token", named: Party) -> list[Party]:
        """The rest where a word stands for several: "the two groups", "Greek and Thai envoys"."""
        joined = [
            mention
            for child in head.children
            if child.dep_ in ("amod", "compound", "conj") and child.i < head.i
            for each in (child, *(c for c in child.children if c.dep_ == "conj" and c.i < head.i))
            if (mention := self._by_token.get(each.i)) is not None
            and mention.sort in ("group", "state")
        ]
        rest = joined if len(joined) > 1 else []
        found = [*self._also.get(head.i, ()), *rest, *self._listed(self._name_of(head, named))]
        return [_party(mention) for mention in found]

    def _name_of(self, head: "Token", named: Party) -> "Token":
        """The last word of the name that a phrase stands for."""
        words = self.sentence.tokens_in(named.span)
        return words[-1] if words else head

    def _listed(self, head: "Token") -> list[Mention]:
        """The sides in one list with a name, where the parse lost some: "A, the B, C and D"."""
        start = self._named(head.i)
        if start is None:
            return []
        before, one = self._run(head.i, -1)
        after, other = self._run(head.i, 1)
        found = [each for each in before + after if each is not start]
        return found if one or other else []

    def _named(self, number: int) -> Mention | None:
        mention = self._by_token.get(number)
        if mention is None or mention.kind != "name" or mention.sort not in ("group", "state"):
            return None
        return mention

    def _run(self, number: int, step: int) -> tuple[list[Mention], bool]:
        """Names in one direction up to what belongs to no list, and whether an "and" joins them."""
        parsed = self.sentence.parsed
        found: list[Mention] = []
        joined = False
        pending = False
        while parsed.start <= (number := number + step) < parsed.end:
            token = parsed.doc[number]
            if mention := self._named(number):
                if self._elsewhere(token, mention):
                    break
                found.append(mention)
                joined |= pending
            elif token.lower_ == "'s" and step > 0:
                return found[:-1], joined
            elif token.lower_ not in _JOINING and token.pos_ not in ("ADJ", "DET"):
                break
            pending = (token.lower_ == "and") or (pending and not mention)
        return list(dict.fromkeys(found)), joined

    def _elsewhere(self, token: "Token", mention: Mention) -> bool:
        """Whether a name only describes the noun behind it: "the Egyptian newspaper"."""
        inside = self.sentence.tokens_in(mention.span)
        last = inside[-1] if inside else token
        above = last.head
        return last.dep_ == "compound" and above.i == last.i + 1 and above.pos_ == "NOUN"

    def _of(self, head: "Token", victim: bool) -> Party | None:
        own = self._by_token.get(head.i)
        if own is not None and own.sort in ("group", "state"):
            return _party(self._known(own, head))
        word = plain(head)
        if head.pos_ == "NOUN" and word in word_class("private"):
            return Party(self._phrase(head), CIVILIANS) if victim else None
        if victim and word in word_class("people") and head.dep_ not in ("compound", "amod"):
            return Party(self._phrase(head), CIVILIANS)
        if own is not None and own.sort == "person" and not self._opening(head):
            return self._of_person(own, head)
        own = None if self._opening(head) else own
        if own is None and word in _KINDS and (named := self._apposed(head)):
            return _party(named)
        return self._inside(head, word, victim)

    def _known(self, own: Mention, head: "Token") -> Mention:
        """A mention, or the group by name to which those whom it describes belong."""
        if own.kind != "description" or own.actor_id or head.pos_ != "NOUN":
            return own
        for child in head.children:
            if child.dep_ == "nmod" and _preposition(child) in ("of", "from"):
                inside = self._by_token.get(child.i) or self._within(child, _DEPTH, act=False)
                if inside and inside.kind == "name" and inside.sort == "group":
                    return inside
        return own

    def _opening(self, head: "Token") -> bool:
        """Whether a word has its capital from the start of the sentence: "Rioters clashed"."""
        named = any(c.dep_ == "flat" and c.text[:1].isupper() for c in head.children)
        if head.i != self.sentence.parsed.start or named:
            return False  # "President Adeyo met ..." names somebody.
        return lemma_of(head.lower_, "NOUN") in word_class("unnamed") | word_class("people")

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
        if victim and word in _NO_TARGETS:
            return None
        if word in word_class("unnamed") and head.pos_ in ("NOUN", "PROPN"):
            return self._called(head)
        return None

    def _apposed(self, head: "Token") -> Mention | None:
        """Whom "the group that ..." explains: the name right before its comma."""
        first = min(
            token.i for token in head.subtree if token.dep_ in ("det", "amod") or token.i == head.i
        )
        doc = self.sentence.parsed.doc
        if first - 2 < self.sentence.parsed.start or doc[first - 1].text != ",":
            return None
        mention = self._by_token.get(first - 2)
        return mention if mention is not None and mention.sort == "group" else None

    def _people(self, head: "Token") -> Party | None:
        """People counted: "scores of villagers"."""
        for child in head.children:
            if child.dep_ == "nmod" and _preposition(child) == "of":
                return self._of(child, victim=True)
        return None

    def _of_person(self, person: Mention, head: "Token") -> Party | None:
        if self._titles(person) & word_class("private"):
            return None
        faction = self._of_faction(person)
        if person.name not in self._alone and (found := self._within(head, _DEPTH, act=False)):
            return faction if faction and found.sort == "state" else _party(found)
        served = self._serves.get(person.name)
        return faction if served is None else Party(person.span, served.name, served.actor_id)

    def _of_faction(self, person: Mention) -> Party | None:
        """The side of a person whom the text calls its leader: "opposition leader X"."""
        words = self.sentence.tokens_in(person.span)
        near = [child for word in words for child in word.children if child.i < words[0].i]
        for each in near:
            for deep in (each, *each.children):
                if deep.lower_ in _FACTIONS and deep.i < words[0].i:
                    return self._called(deep)
        return None

    def private(self) -> Iterator[str]:
        """The persons of the sentence who are said to speak for nobody but themselves."""
        for person in self.persons():
            if self._titles(person) & word_class("private"):
                yield person.name

    def _within(self, head: "Token", depth: int, act: bool) -> Mention | None:
        """The nearest group or state within a phrase; of an act only what stands before it."""
        below = [child for child in head.children if child.dep_ in _INSIDE]
        if act:
            below = [child for child in below if child.i < head.i]
        below = [child for child in below if not _hyphened(child)]
        below.sort(key=lambda child: (child.dep_ not in _BEFORE, child.i))
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
        return self._within(head, _DEPTH, act=False) or self._predicated(words[-1])

    def _predicated(self, last: "Token") -> Mention | None:
        """Of "X, who was the leader of the Front" the Front, whatever the parse."""
        doc, end = last.doc, self.sentence.parsed.end
        after = [token.lower_ for token in doc[last.i + 1 : min(last.i + 4, end)]]
        if after[:2] != [",", "who"] or after[2:] not in (["is"], ["was"]):
            return None
        for token in doc[last.i + 4 : min(last.i + 14, end)]:
            if token.is_punct:
                break
            mention = self._by_token.get(token.i)
            if mention is not None and mention.sort in ("group", "state"):
                return mention
        return None

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
        first = before[0] if before else head
        if first.i - 2 >= first.sent.start and first.nbor(-1).text == "-":
            # "Zubia-based rebels", not "based rebels".
            first = first if first.nbor(-1).whitespace_ else first.nbor(-2)
        return self.sentence.place(first, head)


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    return list(dict.fromkeys(mentions))


def _party(mention: Mention) -> Party:
    return Party(mention.span, mention.name, mention.actor_id)


def _hyphened(token: "Token") -> bool:
    """Whether a name only tells who stands behind somebody: "Iranian-backed militias"."""
    doc = token.doc
    if token.i + 2 < len(doc) and doc[token.i + 1].text in ("-", "\u2010", "\u2011"):
        return doc[token.i + 2].lower_ in _BACKED
    return any(token.lower_.endswith("-" + word) for word in _BACKED)


_BACKED: Final = frozenset(
    "backed led linked aligned allied affiliated funded trained supported armed sponsored brokered "
    "mediated inspired educated born".split()
)


def _preposition(token: "Token") -> str:
    return next((child.lower_ for child in token.children if child.dep_ == "case"), "")


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

    "Hamas leader X", "X, a spokesman for the Taliban"; the known leader of a state serves it; any
    other "President X" without more serves the one state that acted shortly before him, if it was
    but one.
    """
    mentions = tuple(mentions)
    serves: dict[str, Mention] = {}
    alone = {s.turn.speaker for s in sentences if s.turn.kind in ("question", "answer")}
    parties = [
        Parties(sentence, inside, serves, alone)
        for sentence, inside in zip(
            sentences, mentions_by_sentence(sentences, mentions), strict=True
        )
    ]
    for each in parties:
        alone.update(each.private())
    for each in parties:
        for name, mention in each.served():
            if name not in alone:
                serves.setdefault(name, mention)
    for name, led in _led(mentions):
        if name not in alone:
            serves.setdefault(name, led)
    acted: list[tuple[int, Mention]] = []
    for number, each in enumerate(parties):
        acted = [(at, state) for at, state in acted if number - at <= _MEMORY]
        acted += [(number, state) for state in each.acting_states()]
        for person in each.persons():
            free = person.name not in serves and person.name not in alone
            states = {state.country or state.name for _, state in acted}
            if len(states) == 1 and free and each.titled(person):
                serves[person.name] = acted[-1][1]
    return parties


def _led(mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """The leaders of states among the persons, each with his state as the document names it."""
    states = {m.country: m for m in reversed(mentions) if m.sort == "state" and m.kind == "name"}
    for mention in mentions:
        if mention.sort != "person" or mention.country is None:
            continue
        state = states.get(mention.country)
        name = STATES.by_iso[mention.country].name
        actor = state.actor_id if state is not None else mention.country
        yield (
            mention.name,
            Mention(mention.span, name, actor, sort="state", country=mention.country),
        )
