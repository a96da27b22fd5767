"""Counting: which events told by reports become rows of the dataset ``reports``, and why not."""

from datetime import date
from typing import Final

from whowhom.actors.tie import TIE_KINDS
from whowhom.ontology.plover import PLOVER
from whowhom.reading.corrections import PRECISIONS
from whowhom.reading.records import EventRecord, LikelihoodRecord, RelationRecord
from whowhom.reading.status import Status

THRESHOLD: Final = 0.9
"""Confidence from which a record counts before anybody has looked at it.

Confidence is the probability that sides, type and status are all right: of rows taken unseen at
most one in ten should then be wrong, and shares and timelines bear that. A case that asks for more
or less says so in ``case.toml``: ``[reports]``, ``threshold``.
"""

NO_DAY: Final = "the report has no day (--date)"
_TIES: Final = {"holds": "holds territory"}


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
        return NO_DAY
    moment = record.moment
    if moment is None or moment.first is None or moment.last is None:
        return "no day is told"
    if moment.precision not in PRECISIONS:
        return "its days have no end"
    if moment.first > day and record.trace.status is Status.HAPPENED:
        return "it would have happened after the report"
    return ""


def why_no_statement(
    record: LikelihoodRecord, decision: str, day: date | None, threshold: float
) -> str:
    """Why a stated likelihood does not become a statement of the case; empty where it does."""
    if decision == "reject":
        return "rejected"
    if record.trace.status is Status.ASKED:
        return "only asked"
    if not decision and record.trace.confidence < threshold:
        return f"confidence below {threshold:g}: nobody has accepted it"
    return "" if day else NO_DAY


def why_no_tie(record: RelationRecord, decision: str, day: date | None) -> str:
    """Why a relation does not become a tie: it does only once somebody has accepted it."""
    if decision == "reject":
        return "rejected"
    if record.relation == "also called":
        return "two names of one: whowhom actors alias makes a name known"
    if tie_kind(record) is None:
        return f"no tie says '{record.relation}'"
    if not decision:
        return "nobody has accepted it"
    if record.trace.status is not Status.HAPPENED:
        return f"{record.trace.status}: no lasting state"
    return "" if day else NO_DAY


def tie_kind(record: RelationRecord) -> str | None:
    """The kind of tie that a relation is; None where there is none."""
    kind = _TIES.get(record.relation, record.relation)
    return kind if kind in TIE_KINDS else None
