"""Skill: how well answers of this kind did in a backtest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skill:
    """Measured skill, in three words.

    Parameters
    ----------
    verdict : str
        ``better``, ``not better`` or ``unknown``, compared with the base rate.
    n : int
        Resolved answers that the verdict rests on.
    note : str
        Why, where it is unknown.
    """

    verdict: str
    n: int
    note: str = ""


DESCRIPTIVE = Skill("unknown", 0, "a description of what was recorded, which no backtest scores")
"""Skill of answers that forecast nothing."""
