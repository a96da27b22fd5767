"""What adding a file of ties to a case did."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tied:
    """The account of one file of ties.

    Parameters
    ----------
    path : Path
        The file.
    title : str
        What it was taken for.
    read : int
        Records read.
    dropped : Mapping of str to int
        Records not used, by reason.
    ties, actors, aliases : int
        Lines added to the tables of the case.
    known : int
        Ties that the case had already.
    notes : tuple of str
        What else to know.
    """

    path: Path
    title: str
    read: int
    dropped: Mapping[str, int]
    ties: int
    actors: int
    aliases: int
    known: int
    notes: tuple[str, ...] = ()
