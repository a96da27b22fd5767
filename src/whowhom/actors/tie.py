"""A tie: a lasting relation between two actors, a state and not an act."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from whowhom.actors.period import Period

TIE_KINDS: Final = (
    "branch of",
    "ally of",
    "rival of",
    "at war with",
    "hosts",
    "supports",
    "depends on",
    "splinter of",
    "merged into",
    "recognises",
    "refuses to recognise",
    "deprived of territory",
    "holds territory",
)
"""What a tie may say, read from source to target."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Source and target stand in a relation over a period.

    Parameters
    ----------
    tie_id : str
        Its id in the case.
    source, target : str
        Actor ids.
    kind : str
        One of `TIE_KINDS`, read from source to target.
    valid : Period
        From when to when, as far as known.
    known_from : date or None
        The day on which it became known; None where it was known when it began.
    note, citation : str
        What exactly, and whence.
    doubt : str
        Why it is doubtful; empty if it is not.

    Examples
    --------
    >>> Tie("T1", "AQAP", "ALQAEDA", "branch of").between("ALQAEDA", "AQAP")
    True
    """

    tie_id: str
    source: str
    target: str
    kind: str
    valid: Period = field(default_factory=Period)
    known_from: date | None = None
    note: str = ""
    citation: str = ""
    doubt: str = ""

    def known(self, as_of: date) -> bool:
        """Whether it was known before a day."""
        began = self.known_from or self.valid.first
        return began is None or began < as_of

    def between(self, one: str, other: str) -> bool:
        """Whether it ties these two, whichever way."""
        return {self.source, self.target} == {one, other}

    def touches(self, actor_id: str) -> bool:
        """Whether the actor is on either side."""
        return actor_id in (self.source, self.target)
