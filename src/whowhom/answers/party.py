"""Party: an actor as an answer names it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in an answer.

    Parameters
    ----------
    id, name, kind : str
        See `whowhom.actors.actor.Actor`.
    existed_from, existed_to : date or None
        As far as known at as_of.
    """

    id: str
    name: str
    kind: str
    existed_from: date | None
    existed_to: date | None


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie in an answer: ids as names, period, what exactly, and whence."""

    id: str
    source: str
    kind: str
    target: str
    first: date | None
    last: date | None
    note: str
    citation: str
    doubt: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A statement in an answer."""

    id: str
    date: date
    speaker: str
    affiliation: str
    text: str
    likelihood_word: str
    outcome: str
    citation: str
    doubt: str
