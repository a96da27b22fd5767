"""Checking: an offer of a language model becomes a record, or is rejected with the reason."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatchmethod
from typing import Any, Final

from whowhom.actors.registry import Registry
from whowhom.actors.states import STATES
from whowhom.errors import plain
from whowhom.ontology.plover import PLOVER
from whowhom.reading.document import Document
from whowhom.reading.likelihoods import band_of
from whowhom.reading.llm.chunks import Chunk, Passage
from whowhom.reading.llm.lands import land_of
from whowhom.reading.llm.offers import (
    CauseOffer,
    ClaimOffer,
    EventOffer,
    LikelihoodOffer,
    RelationOffer,
    Side,
    Unusable,
)
from whowhom.reading.moment import Moment
from whowhom.reading.reading import Rejected
from whowhom.reading.records import (
    RELATIONS,
    CauseRecord,
    ClaimRecord,
    EventRecord,
    LikelihoodRecord,
    Party,
    Record,
    RelationRecord,
    Trace,
)
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.timewords import timewords_of

CONFIDENCE: Final = 0.5
"""Confidence of every record by a language model: a modest figure by decision, not measured."""

DATASET: Final = "reports"
"""Under which name a registry's aliases may be bound to what reports write."""

_SHOWN = 200
_AHEAD: Final = frozenset({"stated", "possible", "conditional"})


class _Refused(Exception):
    """Why an offer is no record."""


@dataclass(frozen=True)
class _Place:
    """Where an offer's quote stands, and in which passage."""

    text: str
    quote: Span
    passage: Passage

    def of(self, words: str, what: str) -> Span:
        """Where copied words stand: in the quote, else elsewhere in its passage."""
        for span in (self.quote, self.passage.span):
            if words and (found := _whole(self.text, words, span)):
                return found
        raise _Refused(f"{what} '{_shown(words)}' are not in the passage to the letter")


@dataclass(frozen=True)
class Checker:
    """Checks offers against the text of a chunk and against the registry.

    Parameters
    ----------
    document : Document
        The report.
    registry : Registry
        Who is known.
    reader : str
        Name and version of the reader.
    """

    document: Document
    registry: Registry
    reader: str
    _standing: dict[str, bool] = field(default_factory=dict)

    def check(self, offer: Any, chunk: Chunk) -> Record | Rejected:
        """The record that an offer makes, or why it makes none.

        It makes one only if its quote stands within one passage of the chunk to the letter, every
        other copied word within the passage too, its sides are known to the registry by a name
        that the report uses, and type, mode, relation and status are in the tables.
        """
        if isinstance(offer, Unusable):
            return Rejected(_shown(offer.offered), offer.reason)
        try:
            return self._record(offer, _Place(self.document.text, *_found(offer, chunk, self)))
        except _Refused as refused:
            return Rejected(_shown(offer.model_dump(exclude_defaults=True)), str(refused))

    @singledispatchmethod
    def _record(self, offer: Any, place: _Place) -> Record:
        raise _Refused(f"no record is made of {type(offer).__name__} at {place.quote}")

    @_record.register
    def _event(self, offer: EventOffer, place: _Place) -> Record:
        kind = PLOVER.get(offer.type.strip().upper())
        if kind is None:
            raise _Refused(f"type '{offer.type}' is none of PLOVER's")
        if offer.mode and offer.mode not in kind.modes:
            raise _Refused(f"mode '{offer.mode}' is none of {kind.name}'s")
        country = _country(offer.country)
        return EventRecord(
            trace=self._trace(offer, place),
            source=self._party(offer.source, place, country),
            target=self._party(offer.target, place, country) if offer.target else None,
            type=kind.name,
            mode=offer.mode or None,
            trigger=place.of(offer.trigger, "trigger"),
            moment=_moment(offer, place, self.document.day),
            place=place.of(offer.place, "place").of(self.document.text) if offer.place else None,
            country=country,
        )

    @_record.register
    def _relation(self, offer: RelationOffer, place: _Place) -> Record:
        if offer.relation not in RELATIONS:
            raise _Refused(f"relation '{offer.relation}' is none of {', '.join(RELATIONS)}")
        return RelationRecord(
            trace=self._trace(offer, place),
            relation=offer.relation,
            source=self._party(offer.source, place, None),
            target=self._party(offer.target, place, None),
        )

    @_record.register
    def _claim(self, offer: ClaimOffer, place: _Place) -> Record:
        return ClaimRecord(
            trace=self._trace(offer, place),
            speaker=self._speaker(offer.speaker, place),
            cue=place.of(offer.cue, "cue"),
            content=place.of(offer.content, "content"),
        )

    @_record.register
    def _likelihood(self, offer: LikelihoodOffer, place: _Place) -> Record:
        words = place.of(offer.words, "words").of(self.document.text)
        low, high = _band(words, offer.polarity)
        return LikelihoodRecord(
            trace=self._trace(offer, place),
            words=words,
            polarity=offer.polarity,
            proposition=place.of(offer.proposition, "proposition"),
            low=low,
            high=high,
            subject=self._party(offer.subject, place, None) if offer.subject else None,
            object=self._party(offer.object, place, None) if offer.object else None,
            condition=place.of(offer.condition, "condition") if offer.condition else None,
        )

    @_record.register
    def _cause(self, offer: CauseOffer, place: _Place) -> Record:
        return CauseRecord(
            trace=self._trace(offer, place),
            cause=place.of(offer.cause, "cause"),
            effect=place.of(offer.effect, "effect"),
            cue=place.of(offer.cue, "cue"),
        )

    def _trace(self, offer: Any, place: _Place) -> Trace:
        if offer.status not in set(Status):
            raise _Refused(f"status '{offer.status}' is none of {', '.join(Status)}")
        for name in offer.said_by:
            if not self.stands(name):
                raise _Refused(f"speaker '{name}' is not in the text")
        own = place.passage.turn.speaker
        cited = [name for name in offer.said_by if name != own]
        return Trace(
            span=place.quote,
            quote=place.quote.of(self.document.text),
            status=Status(offer.status),
            speakers=tuple([own, *cited] if own else cited),
            confidence=CONFIDENCE,
            reader=self.reader,
        )

    def _party(self, side: Side, place: _Place, country: str | None) -> Party:
        span = place.of(side.words, "words of a side")
        for name in (side.name, side.words):
            if self.stands(name) and (known := self._known(name, place, country)):
                return Party(span, name, known)
        if not self.stands(side.name):
            raise _Refused(f"actor '{side.name}' is not in the text")
        raise _Refused(f"actor '{side.name}' is not in the registry")

    def _speaker(self, side: Side, place: _Place) -> Party:
        """Whoever says something: persons too, whom no registry holds."""
        span = place.of(side.words, "words of the speaker")
        if not self.stands(side.name) and side.name != place.passage.turn.speaker:
            raise _Refused(f"speaker '{side.name}' is not in the text")
        return Party(span, side.name, self._known(side.name, place, None))

    def _known(self, name: str, place: _Place, country: str | None) -> str | None:
        """Whom a name stands for: what is named alike in several countries, where this is."""
        passage = place.passage.span.of(self.document.text)
        country = country or land_of(passage) or land_of(self.document.text)
        day = self.document.day or date.max
        found = self.registry.resolve(name, DATASET, country, day)
        return found or self.registry.resolve(_without_article(name), DATASET, country, day)

    def stands(self, name: str) -> bool:
        """Whether a name stands anywhere in the report, as whole words to the letter."""
        if name not in self._standing:
            pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
            self._standing[name] = bool(name) and bool(re.search(pattern, self.document.text))
        return self._standing[name]


def _found(offer: Any, chunk: Chunk, checker: Checker) -> tuple[Span, Passage]:
    text = checker.document.text
    for passage in chunk.passages:
        if found := _whole(text, offer.quote.strip(), passage.span):
            return found, passage
    raise _Refused("its quote is not in the text to the letter")


def _whole(text: str, words: str, within: Span) -> Span | None:
    """First place of some words in a stretch, not within a longer word."""
    if not words.strip():
        return None
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    found = re.compile(pattern).search(text, within.start, within.end)
    return Span(found.start(), found.end()) if found else None


def _moment(offer: EventOffer, place: _Place, day: date | None) -> Moment | None:
    """When an act was: read from the words by our own rules, never by the model."""
    if not offer.when:
        return None
    span = place.of(offer.when, "words of time")
    ahead = offer.status in _AHEAD
    words = timewords_of(offer.when, day, lambda _: ahead)
    if not words:
        return Moment(span, None, None, "open", offer.when)
    word = words[0]
    relative = offer.when if word.relative else ""
    return Moment(span, word.first, word.last, word.precision, relative)


def _band(words: str, polarity: str) -> tuple[float | None, float | None]:
    """Band of surveys where they have the words as they stand, and mean what the model says."""
    band = band_of(words.casefold())
    if band is None or polarity not in ("for", "against"):
        return None, None
    likely = sum(band) > 1
    return band if likely == (polarity == "for") else (None, None)


def _country(code: str | None) -> str | None:
    return code if code and code in STATES.by_iso else None


def _without_article(name: str) -> str:
    return re.sub(r"^(?:[Tt]he|[Aa]n?) ", "", name)


def _shown(offered: Any) -> str:
    text = plain(offered if isinstance(offered, str) else repr(offered))
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
