"""Counting: which events told by reports become rows of the dataset ``reports``, and why not."""

from datetime import date
from typing import Final

from whowhom.ontology.plover import PLOVER
from whowhom.reading.corrections import PRECISIONS
from whowhom.reading.records import EventRecord, LikelihoodRecord, Record, RelationRecord
from whowhom.reading.status import Status

THRESHOLD: Final = 0.9
"""Confidence from which a record counts before anybody has looked at it.

Confidence is the probability that sides, type and status are all right: of rows taken unseen at
most one in ten should then be wrong, and shares and timelines bear that. A case that asks for more
or less says so in ``case.toml``: ``[reports]``, ``threshold``.
"""


def why_not(record: EventRecord, decision: str, day: date | None, threshold: float) -> str:
    """Why an event does not become a row; empty where it does.

    Parameters
    ----------
    record : EventRecord
        As it stands after corrections.
    decision : str
        ``accept``, ``correct``, ``reject``, or empty while undecided.
    day : date or None
        When the report was published.
    threshold : float
        Confidence from which an undecided event that happened counts.
    """
    trace = record.trace
    unsure = unheard(trace.status, trace.confidence, decision, threshold)
    return unsure or _incomplete(record) or _undated(record, day)


def trusted(record: Record, decision: str, threshold: float) -> bool:
    """Whether a record was accepted, or is sure enough and was not rejected."""
    if decision:
        return decision != "reject"
    return record.trace.confidence >= threshold


def unheard(status: str, confidence: float, decision: str, threshold: float) -> str:
    """Why an event is no row by its status, confidence and decision alone; empty where it may be.

    >>> unheard("possible", 0.95, "", 0.9), unheard("possible", 0.95, "accept", 0.9)
    ('possible, not happened: nobody has accepted it', '')
    """
    if decision == "reject":
        return "rejected"
    if status == Status.ASKED:
        return "only asked"
    if decision:
        return ""
    if status != Status.HAPPENED:
        return f"{status}, not happened: nobody has accepted it"
    if confidence < threshold:
        return f"confidence below {threshold:g}: nobody has accepted it"
    return ""


def _incomplete(record: EventRecord) -> str:
    if record.target is None:
        return "it has no other side"
    if record.type not in PLOVER:
        return "it has no PLOVER type"
    source, target = record.source, record.target
    alike = source.name.casefold() == target.name.casefold()
    if alike or (source.actor_id and source.actor_id == target.actor_id):
        return "both sides are the same"
    return ""


def _undated(record: EventRecord, day: date | None) -> str:
    if day is None:
        return "the report has no day (--date)"
    moment = record.moment
    if moment is None or moment.first is None or moment.last is None:
        return "no day is told"
    if moment.precision not in PRECISIONS:
        return "its days have no end"
    if moment.first > day and record.trace.status is Status.HAPPENED:
        return "it would have happened after the report"
    return ""


def says_likelihood(record: LikelihoodRecord, decision: str, threshold: float) -> bool:
    """Whether a stated likelihood becomes a statement of the case."""
    return trusted(record, decision, threshold) and record.trace.status is not Status.ASKED


def makes_tie(record: RelationRecord, decision: str) -> bool:
    """Whether a relation becomes a tie: only once somebody has accepted it."""
    lasting = record.trace.status is Status.HAPPENED
    return decision in ("accept", "correct") and lasting
