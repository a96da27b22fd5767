"""Records: what a reader takes from a report, each with its exact words."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from typing import Any, Final

from whowhom.reading.moment import Moment
from whowhom.reading.span import Span
from whowhom.reading.status import Status

RELATIONS: Final = (
    "branch of",
    "splinter of",
    "merged into",
    "ally of",
    "rival of",
    "at war with",
    "supports",
    "hosts",
    "apostate to",
    "also called",
    "holds",
)
"""The kinds of relation, a state between two sides; "holds" is of a territory."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a record stands, who says it, and how sure the reader is.

    Parameters
    ----------
    span : Span
        The words it rests on.
    quote : str
        Those words to the letter.
    status : Status
        Whether it happened, by the text.
    speakers : tuple of str
        Through whose mouths it comes, the outermost first: in an interview the guest, then whom he
        cites. Empty where the outlet itself says it.
    confidence : float
        Probability, 0 to 1, that sides, type and status are all right.
    reader : str
        Name and version of the reader.
    """

    span: Span
    quote: str
    status: Status
    speakers: tuple[str, ...]
    confidence: float
    reader: str


@dataclass(frozen=True, slots=True)
class Party:
    """A side: the words that stand for it, the name they stand for, and whom the registry knows."""

    span: Span
    name: str
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Who did what to whom; `target` is None where the act has no other side."""

    trace: Trace
    source: Party
    target: Party | None
    type: str
    mode: str | None
    trigger: Span
    moment: Moment | None
    place: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """A state between two sides: one of `RELATIONS`, from `source` to `target`."""

    trace: Trace
    relation: str
    source: Party
    target: Party


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """That somebody says something: the speaker, the words of saying, what is said."""

    trace: Trace
    speaker: Party
    cue: Span
    content: Span


@dataclass(frozen=True, slots=True)
class LikelihoodRecord:
    """How likely somebody says a proposition is.

    Parameters
    ----------
    words : str
        The words of likelihood to the letter, as "don't think ... very likely".
    polarity : str
        ``for`` where the words make the proposition likely, ``against`` where unlikely, ``open``
        for "possible" and the like.
    proposition : Span
        What is said to be likely or not, as it stands.
    low, high : float or None
        The band of surveys of readers, already turned round where negated; None where no survey
        has the words.
    subject, object : Party or None
        Sides of the proposition.
    condition : Span or None
        The condition under which it is said.
    """

    trace: Trace
    words: str
    polarity: str
    proposition: Span
    low: float | None
    high: float | None
    subject: Party | None = None
    object: Party | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class CauseRecord:
    """That one thing is said to bring about another, with the words that say so."""

    trace: Trace
    cause: Span
    effect: Span
    cue: Span


Record = EventRecord | RelationRecord | ClaimRecord | LikelihoodRecord | CauseRecord

KINDS: Final[dict[str, type[Record]]] = {
    "event": EventRecord,
    "relation": RelationRecord,
    "claim": ClaimRecord,
    "likelihood": LikelihoodRecord,
    "cause": CauseRecord,
}
"""Every kind of record by the name it has in files."""

_NESTED: Final = {
    "trace": Trace,
    "span": Span,
    "source": Party,
    "target": Party,
    "speaker": Party,
    "subject": Party,
    "object": Party,
    "trigger": Span,
    "cue": Span,
    "content": Span,
    "proposition": Span,
    "condition": Span,
    "cause": Span,
    "effect": Span,
    "moment": Moment,
}


def kind_of(record: Record) -> str:
    """Name of a record's kind."""
    return next(name for name, kind in KINDS.items() if isinstance(record, kind))


def as_dict(record: Record) -> dict[str, Any]:
    """A record in plain values, for a line of JSON."""
    plain: dict[str, Any] = {"kind": kind_of(record), **asdict(record)}
    if moment := plain.get("moment"):
        for end in ("first", "last"):
            moment[end] = moment[end].isoformat() if moment[end] else None
    return plain


def from_dict(plain: dict[str, Any]) -> Record:
    """The record of `as_dict`. Raises KeyError, TypeError or ValueError where it is none."""
    given = dict(plain)
    record: Record = _build(KINDS[given.pop("kind")], given)
    return record


def _build(kind: Any, given: dict[str, Any]) -> Any:
    if not given.keys() <= _names(kind):
        raise ValueError(f"unknown fields {sorted(set(given) - _names(kind))}")
    return kind(**{name: _value(name, value) for name, value in given.items()})


@cache
def _names(kind: Any) -> frozenset[str]:
    return frozenset(each.name for each in fields(kind))


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _NESTED:
        return _build(_NESTED[name], value)
    if name == "status":
        return Status(value)
    if name == "speakers":
        return tuple(value)
    if name in ("first", "last"):
        return date.fromisoformat(value)
    return value
