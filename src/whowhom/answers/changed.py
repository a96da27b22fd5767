"""What a change of the actors of a case did."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Changed:
    """The account of one change.

    Parameters
    ----------
    headline : str
        The change in words.
    path : Path
        The case.
    lines : tuple of (str, int)
        Tables, and how many of their lines were added or taken out.
    rows_moved : int
        Rows of events that are read otherwise since.
    notes : tuple of str
        What else to know: rows with the same actor on both sides, ties that fell away.
    """

    headline: str
    path: Path
    lines: tuple[tuple[str, int], ...]
    rows_moved: int
    notes: tuple[str, ...] = ()
