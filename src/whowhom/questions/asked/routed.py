"""What a question was read as: a call, several that it could be, or none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one verb.

    Parameters
    ----------
    verb : str
        The verb.
    arguments : Mapping
        Actors by id, places by code, periods as (first, last) days or None for an open end,
        ``from`` and ``to`` as days, ``horizon`` in days, ``event`` by its name in the case or as a
        day, ``if`` and ``scenario`` as the verbs take them. What was not said is left out.
    why : str
        What speaks for it.
    notes : tuple of str
        What in the question the call leaves out.
    """

    verb: str
    arguments: Mapping[str, Any]
    why: str = ""
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Unsure:
    """A question that could mean several calls, or lacks something.

    Parameters
    ----------
    why : str
        What is open or missing.
    candidates : tuple of Call
        What it could mean.
    lacking : bool
        Whether an argument is missing, which another sentence may hold.
    verb : str
        The verb that is asked for, as far as it is one.
    """

    why: str
    candidates: tuple[Call, ...] = ()
    lacking: bool = False
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """No question that whowhom answers.

    Parameters
    ----------
    why : str
        Why not.
    """

    why: str


Routed = Call | Unsure | Refused
