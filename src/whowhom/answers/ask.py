"""What `ask` answers where it made no call, or was asked for the call alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A call that the question could mean.

    Parameters
    ----------
    verb : str
        The verb.
    arguments : Mapping
        Its arguments: actors by id, places by code, periods as [first, last].
    call : str
        The call as a command line that can be copied.
    why : str
        What speaks for it, or what it supposes; may be empty.
    """

    verb: str
    arguments: Mapping[str, Any]
    call: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """How a question was read.

    Parameters
    ----------
    headline : str
        The reading in one line.
    why : str
        What is open or missing, or why it is refused; empty for a clear reading.
    candidates : tuple of Candidate
        The call where the reading is clear, else those that it could mean.
    instead : tuple of str
        Questions that this case can be asked, where this one is refused.
    """

    headline: str
    why: str
    candidates: tuple[Candidate, ...]
    instead: tuple[str, ...] = ()
