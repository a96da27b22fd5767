"""Evidence: the row, tie or statement that a sentence of an answer rests on."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence; ``whowhom show ID`` prints all of it.

    Parameters
    ----------
    id : str
        Id of the row, tie or statement.
    kind : str
        ``event``, ``tie`` or ``statement``.
    first, last : date or None
        First and last day.
    source, target : str
        Names of the actors.
    directed : bool
        Whether source did it to target; otherwise it is an act of the pair.
    what : str
        PLOVER type, kind of tie, or likelihood word.
    text : str
        What happened or was said.
    acts : int
        Acts that the row stands for.
    deaths : int or None
        Best estimate.
    place : str
        Place name or division.
    dataset : str
        Dataset, or ``case`` for ties and statements.
    citation : str
        Whom to cite.
    remarks : str
        Status other than happened, flags, doubts.
    """

    id: str
    kind: str
    first: date | None
    last: date | None
    source: str
    target: str
    directed: bool
    what: str
    text: str
    acts: int
    deaths: int | None
    place: str
    dataset: str
    citation: str
    remarks: str
