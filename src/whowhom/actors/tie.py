"""A tie: a lasting relation between two actors, a state and not an act."""

from dataclasses import dataclass, field, replace
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
    told_from : date or None
        The day of the source whose words the note has; before it only the tie itself is told.
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
    told_from: date | None = None
    note: str = ""
    citation: str = ""
    doubt: str = ""

    def known(self, as_of: date) -> bool:
        """Whether it was known before a day."""
        began = self.known_from or self.valid.first
        return began is None or began < as_of

    def as_told(self, as_of: date) -> "Tie":
        """The tie without words that came on or after a day."""
        known = replace(self, valid=self.valid.as_known(as_of))
        if self.told_from is None or self.told_from < as_of:
            return known
        return replace(known, note="", citation="a source of a later day", doubt="")

    def between(self, one: str, other: str) -> bool:
        """Whether it ties these two, whichever way."""
        return {self.source, self.target} == {one, other}

    def touches(self, actor_id: str) -> bool:
        """Whether the actor is on either side."""
        return actor_id in (self.source, self.target)
