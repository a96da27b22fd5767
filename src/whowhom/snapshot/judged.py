"""Judged: a record of a report as it stands after what was decided of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from whowhom.errors import CaseDamagedError, OptionError
from whowhom.reading.corrections import corrected
from whowhom.reading.records import Record, from_dict
from whowhom.store.reports import CORRECT, DATASET, UNDECIDED, Report, Verdict, identified
from whowhom.store.reports import Record as Plain

__all__ = [
    "DATASET",
    "UNDECIDED",
    "Judged",
    "Report",
    "Verdict",
    "identified",
    "judge",
    "judge_all",
]


@dataclass(frozen=True)
class Judged:
    """A record, corrected where it was, and what was decided of it.

    Parameters
    ----------
    id : str
        Of the record.
    made : Record
        As the reader made it.
    record : Record
        As it stands.
    verdict : Verdict
        What was decided.
    """

    id: str
    made: Record
    record: Record
    verdict: Verdict


def judge(report: Report, plain: Plain) -> Judged:
    """A record with what was decided of it.

    Raises
    ------
    CaseDamagedError
        If the record, or its correction, is none that this version knows.
    """
    verdict = report.verdict(plain["id"])
    try:
        made = from_dict({name: value for name, value in plain.items() if name != "id"})
        _check(made)
        fields = verdict.fields if verdict.decision == CORRECT else None
        return Judged(plain["id"], made, corrected(made, fields or {}), verdict)
    except (KeyError, TypeError, ValueError, AttributeError, OptionError) as error:
        raise CaseDamagedError(
            f"record {plain['id']} of '{report.path}' cannot be understood ({error})",
            "records and decisions as whowhom writes them",
            "restore it, or take the folder away and add the report again",
        ) from None


def _check(record: Record) -> None:
    """Raise ValueError where a record that was edited by hand has cells of another kind."""
    trace = record.trace
    if isinstance(trace.confidence, bool) or not isinstance(trace.confidence, int | float):
        raise ValueError("its confidence is no number")
    texts = [trace.quote, trace.reader, *trace.speakers]
    for name in ("source", "target", "speaker", "subject", "object"):
        if party := getattr(record, name, None):
            texts += [party.name, party.actor_id or ""]
    for name in ("type", "mode", "place", "country", "relation", "words", "polarity"):
        texts.append(getattr(record, name, None) or "")
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a name or word in it is no text")


def judge_all(report: Report) -> Iterator[Judged]:
    """The records of a report with what was decided of them."""
    for plain in report.records:
        yield judge(report, plain)
