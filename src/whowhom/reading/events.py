"""Events: who does what to whom, as the sentences of a document tell it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.parties import CIVILIANS, Parties, parties_of
from whowhom.reading.records import EventRecord, Party, Trace
from whowhom.reading.sentence import Sentence
from whowhom.reading.sides import Sides, sides_of
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.triggers import Trigger, triggers_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOUNDED: Final = frozenset({"in", "around", "near", "about", "over", "among", "behind"})


def events_of(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Iterable[Mention],
    reader: str = "whowhom",
) -> list[EventRecord]:
    """The acts that a document tells, one record for each pair of sides.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : sequence of Sentence
        Its parsed sentences, in order.
    mentions : iterable of Mention
        Who is mentioned where.
    reader : str
        Name and version of the reader.
    """
    found: list[EventRecord] = []
    for parties in parties_of(sentences, mentions):
        for trigger in triggers_of(parties.sentence):
            found += _records(document, parties, trigger, reader)
    return found


def _records(
    document: Document, parties: Parties, trigger: Trigger, reader: str
) -> Iterator[EventRecord]:
    sides = sides_of(trigger.token, trigger.act)
    for source, target in _pairs(parties, trigger, sides):
        sentence = parties.sentence
        status = status_of(sentence, trigger.token).status
        trace = Trace(
            sentence.span,
            sentence.span.of(document.text),
            status,
            (sentence.turn.speaker,) if sentence.turn.speaker else (),
            0.5,
            reader,
        )
        yield EventRecord(
            trace,
            source,
            target,
            trigger.act.type,
            trigger.act.mode,
            trigger.span,
            None,
            None,
            None,
        )


def _pairs(
    parties: Parties, trigger: Trigger, sides: Sides
) -> Iterator[tuple[Party, Party | None]]:
    sources = _distinct(party for head in sides.doers for party in parties.doers(head))
    targets = _targets(parties, trigger, sides, sources)
    if trigger.act.mutual and len(sources) > 1 and not targets:
        for number, one in enumerate(sources):
            for other in sources[number + 1 :]:
                yield one, other
        return
    for source in sources:
        if not targets:
            yield source, None
        for target in targets:
            if _name(target) != _name(source):
                yield source, target


def _targets(parties: Parties, trigger: Trigger, sides: Sides, sources: list[Party]) -> list[Party]:
    """The parties of the first phrase that stands for one, with those coordinated with it."""
    names = {_name(source) for source in sources}
    found: list[Party] = []
    root: Token | None = None
    for head in sides.targets:
        if root is not None and not _coordinated(head, root):
            break
        party = parties.target(head)
        if party is None or _name(party) in names or not _fit(head, trigger, party):
            continue
        found.append(party)
        root = head if root is None else root
    return _distinct(found)


def _coordinated(token: "Token", first: "Token") -> bool:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
        if token.i == first.i:
            return True
    return False


def _fit(head: "Token", trigger: Trigger, party: Party) -> bool:
    """Whether a phrase behind "in" or "about" is no mere place or topic."""
    case = next((child.lower_ for child in head.children if child.dep_ == "case"), "")
    if case in _BOUNDED:
        return trigger.act.mode == "visit" and case == "in"
    return not (party.name == CIVILIANS and trigger.act.type == "MOBILIZE")


def _name(party: Party) -> str:
    return party.actor_id or party.name


def _distinct(parties: Iterable[Party]) -> list[Party]:
    return list({_name(party): party for party in parties}.values())


def same_act(one: EventRecord, other: EventRecord) -> bool:
    """Whether two records of a document may tell of one act."""
    return one.trace.status == other.trace.status == Status.HAPPENED
