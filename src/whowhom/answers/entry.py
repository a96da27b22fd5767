"""Entry: a probability that was kept in a ledger, as it is read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from whowhom.answers.answer import Answer, to_plain
from whowhom.answers.claim import Claim, read_claim


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a ledger.

    Parameters
    ----------
    id : str
        Its id.
    answer : str
        Equal for the entries of one answer.
    verb : str
        Which verb gave it.
    case, snapshot : str
        Name of the case, and hash of the snapshot it was asked of.
    as_of : date
        When it was made: nothing on or after this day had been read.
    kept : date or None
        The day on which it was put into the ledger, by the clock.
    held_until : date or None
        Last day of the dataset that the case held then; on or after `as_of` it was kept in
        hindsight.
    whowhom : str
        Version that gave it.
    claim : Claim
        The probability, and what resolves it.
    """

    id: str
    answer: str
    verb: str
    case: str
    snapshot: str
    as_of: date
    kept: date | None
    held_until: date | None
    whowhom: str
    claim: Claim

    @property
    def ahead(self) -> bool:
        """Whether the case held none of the days that it is about when it was kept."""
        return self.held_until is not None and self.held_until < self.as_of


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line of a ledger that cannot be read: its number, from 1, and why."""

    line: int
    why: str


def contents(answer: Answer, version: str) -> list[dict[str, Any]]:
    """What a ledger keeps of an answer: one entry for each of its claims.

    Parameters
    ----------
    answer : Answer
        From any verb.
    version : str
        Of whowhom.
    """
    about = {
        "case": answer.case["name"],
        "snapshot": answer.case["snapshot"],
        "verb": answer.verb,
        "question": to_plain(answer.question),
        "as_of": to_plain(answer.as_of),
        "whowhom": version,
    }
    return [{**about, "claim": to_plain(claim)} for claim in answer.claims]


def read_entry(told: Mapping[str, Any]) -> Entry:
    """An entry from the fields of its line.

    Raises
    ------
    ValueError
        If they make no entry.
    """
    try:
        return Entry(
            id=str(told["id"]),
            answer=str(told["answer"]),
            verb=str(told["verb"]),
            case=str(told["case"]),
            snapshot=str(told["snapshot"]),
            as_of=date.fromisoformat(told["as_of"]),
            kept=_day(told["kept"]),
            held_until=_day(told["held_until"]),
            whowhom=str(told["whowhom"]),
            claim=read_claim(told["claim"]),
        )
    except KeyError as error:
        raise ValueError(f"it has no {error}") from None
    except TypeError as error:
        raise ValueError(f"it has another form ({error})") from None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
