"""From a command to the case, and from an answer to the terminal."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whowhom.errors import CaseMissingError, RefusalError, WhowhomError, plain

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
    keep: bool = False,
) -> None:
    """Print an answer, or the refusal: as JSON on stdout too, if JSON was asked for.

    With `keep` its probabilities go into the ledger of the case once it is printed.
    """
    try:
        opened = open_case(case)
        found = ask(opened)
    except WhowhomError as error:
        if as_json:
            from whowhom.answers.refused import refused

            print(refused(verb, error, asked, case, asked["as_of"]).to_json(), end="")
        raise
    if as_json or found.status != "refused":
        print(found.to_json() if as_json else str(found), end="")
    if found.status == "refused":
        raise RefusalError(found.summary)
    if keep:
        kept = opened.keep(found)
        again = f" ({kept.already} were there)" if kept.already else ""
        print(f"{verb}: {kept.added} kept in {plain(str(kept.path))}{again}", file=sys.stderr)
