"""The envelope of a question that was not answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from whowhom.answers.answer import Answer
from whowhom.answers.skill import Skill
from whowhom.errors import WhowhomError


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer.

    Parameters
    ----------
    headline : str
        The whole message.
    error : str
        Name of the error, as in `whowhom.errors`.
    given, allowed, then : str
        What was given, what is allowed, what to do next.
    """

    headline: str
    error: str
    given: str
    allowed: str
    then: str


def refused(
    verb: str,
    error: WhowhomError,
    question: Mapping[str, Any] | None = None,
    case: str = "",
    as_of: date | None = None,
) -> Answer:
    """The envelope for an error, with the question as it was asked.

    >>> refused("relation", WhowhomError("nothing known")).status
    'refused'
    """
    name = type(error).__name__
    body = Refused(str(error), name, error.given, error.allowed, error.then)
    asked = question or {}
    named = {"name": case, "snapshot": None}
    skill = Skill("unknown", 0)
    return Answer(verb, "refused", asked, named, as_of, None, body, (), skill, None, ())
