"""The errors that whowhom raises on purpose.

::

    WhowhomError
    ├── InputError              what was given cannot be used
    │   ├── FileError           a file: missing, empty, binary, cut off, in no known format
    │   ├── OptionError         an argument: a date, a dataset, a level
    │   ├── UnknownActorError   no actor of that name (the nearest names are in ``nearest``)
    │   └── UnknownIdError      no row of that id
    ├── CaseError               the case folder
    │   ├── CaseMissingError    there is none where it was looked for
    │   ├── CaseDamagedError    a piece of it is missing or unreadable
    │   ├── CaseReadOnlyError   it may not be changed
    │   ├── CaseBusyError       another process is writing to it
    │   └── CaseTooLargeError   reading it takes more memory than is allowed
    ├── ModelMismatchError      a fitted model belongs to other data, another day or version
    ├── FetchError              a file cannot be had from its publisher
    ├── ServiceError            the service of a language model refuses, fails or does not answer
    ├── RefusalError            a sound question that has no honest answer here
    └── MissingExtraError       a package that is not part of the core

Every message is one line with three parts: what was given, what is allowed, what to do next.
"""

import re

_LINE_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HIDDEN = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    """Put any text on one printable line: no line breaks, no control or direction marks.

    >>> plain("a\\nb\\u202ec")
    'a b<U+202E>c'
    """
    flat = _LINE_BREAKS.sub(" ", text)
    flat = _HIDDEN.sub(lambda m: f"<U+{ord(m[0]):04X}>", flat)
    return flat.encode("utf-8", "backslashreplace").decode("utf-8")


class WhowhomError(Exception):
    """Base of all errors that whowhom raises on purpose.

    Parameters
    ----------
    given : str
        What was given, and why it cannot be used.
    allowed : str
        What is allowed instead.
    then : str
        What to do next.

    Examples
    --------
    >>> str(WhowhomError("day 31 February", "a date such as 2021-08-15", "correct --as-of"))
    'day 31 February; allowed: a date such as 2021-08-15; next: correct --as-of'
    """

    def __init__(self, given: str, allowed: str = "", then: str = "") -> None:
        self.given, self.allowed, self.then = plain(given), plain(allowed), plain(then)
        parts = [
            self.given,
            self.allowed and f"allowed: {self.allowed}",
            self.then and f"next: {self.then}",
        ]
        super().__init__("; ".join(part for part in parts if part))


class InputError(WhowhomError):
    """What was given cannot be used."""


class FileError(InputError):
    """A file is missing, empty, binary, cut off, or in no known format."""


class OptionError(InputError):
    """An argument has a value that is not allowed."""


class UnknownActorError(InputError):
    """No actor goes by that name in this case.

    Parameters
    ----------
    name : str
        The name as given.
    nearest : list of str
        The nearest known names, best first; may be empty.

    Examples
    --------
    >>> UnknownActorError("Talban", ["Taliban"]).nearest
    ['Taliban']
    """

    def __init__(self, name: str, nearest: list[str]) -> None:
        self.name, self.nearest = name, nearest
        shown = name if len(name) <= 80 else name[:77] + "..."
        super().__init__(
            f"unknown actor '{shown}'",
            "any name or alias of an actor in the case",
            f"did you mean {' | '.join(nearest)}?" if nearest else "add data that names this actor",
        )


class UnknownIdError(InputError):
    """No row, tie, statement or actor has that id."""


class CaseError(WhowhomError):
    """Something is wrong with the case folder."""


class CaseMissingError(CaseError):
    """There is no case where it was looked for."""


class CaseDamagedError(CaseError):
    """A piece of the case is missing or unreadable."""


class CaseReadOnlyError(CaseError):
    """The case may not be changed."""


class CaseBusyError(CaseError):
    """Another process is writing to the case."""


class CaseTooLargeError(CaseError):
    """Reading the case takes more memory than is allowed."""


class ModelMismatchError(WhowhomError):
    """A fitted model belongs to other data, another day or another version."""


class FetchError(WhowhomError):
    """A file cannot be had from its publisher, or is not what it should be."""


class ServiceError(WhowhomError):
    """The service of a language model that reads reports refuses, fails, or does not answer."""


class RefusalError(WhowhomError):
    """A sound question that has no honest answer from this case."""


class MissingExtraError(WhowhomError):
    """A package that is not part of the core is needed for this."""
