"""From a command to the case, and from an answer to the terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.errors import CaseMissingError, RefusalError, WhowhomError

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def open_case(case: str, writing: bool = False) -> "Case":
    """The case that was named; else the current folder, if it is one; else the built-in one."""
    from whowhom.case import Case

    if case:
        return Case(case)
    if Path("case.toml").exists():
        return Case(".")
    if writing:
        raise CaseMissingError(
            "no case was named, and the current folder is none",
            "a case folder",
            "name it with --case DIR",
        )
    return Case("afghanistan")


def answer(
    verb: str,
    case: str,
    asked: dict[str, Any],
    as_json: bool,
    ask: "Callable[[Case], Answer]",
) -> None:
    """Print an answer, or the refusal: as JSON on stdout too, if JSON was asked for."""
    try:
        found = ask(open_case(case))
    except WhowhomError as error:
        if as_json:
            from whowhom.answers.refused import refused

            print(refused(verb, error, asked, case, asked["as_of"]).to_json(), end="")
        raise
    if as_json or found.status != "refused":
        print(found.to_json() if as_json else str(found), end="")
    if found.status == "refused":
        raise RefusalError(found.summary)
