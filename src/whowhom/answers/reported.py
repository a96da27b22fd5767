"""What adding a report to a case did."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reported:
    """The account of one report.

    Parameters
    ----------
    path : Path
        The file.
    report_id : str
        Its id in the case.
    state : str
        ``new``; ``again``: it was there, and was read again with another reader or day; or
        ``same``: nothing was changed.
    title, outlet, day : str
        Of the report; empty where nobody said.
    records : Mapping of str to int
        Kind to how many were taken from it.
    events, counted : int
        Events, and those of them that are rows of the dataset ``reports``; the rest waits for a
        reviewer.
    left_out : Mapping of str to int
        Reason why events are no rows, to how many.
    notes : tuple of str
        What else to know: what was odd about the file.
    """

    path: Path
    report_id: str
    state: str
    title: str
    outlet: str
    day: str
    records: Mapping[str, int]
    events: int
    counted: int
    left_out: Mapping[str, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read as a report, and why, in one line."""

    path: Path
    why: str
