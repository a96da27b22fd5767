"""The envelope of a question that was not answered."""

from dataclasses import dataclass

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


def refused(verb: str, error: WhowhomError) -> Answer:
    """The envelope for an error.

    >>> refused("relation", WhowhomError("nothing known")).status
    'refused'
    """
    name = type(error).__name__
    body = Refused(str(error), name, error.given, error.allowed, error.then)
    return Answer(verb, "refused", {}, {}, None, None, body, (), Skill("unknown", 0), None, ())
