"""`whowhom ask`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import (
    AsJson,
    AsOf,
    Branches,
    CaseOption,
    Dataset,
    Level,
    Seed,
    Vintage,
    day,
)

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def ask(
    question: Annotated[str, typer.Argument(help="A question in plain English.")],
    case: CaseOption = "",
    branches: Branches = False,
    as_of: AsOf = None,
    call_only: Annotated[
        bool, typer.Option("--call-only", help="Show the call that would be made, no more.")
    ] = False,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Plain English to one of the other verbs; shows the call it made, or those it could make."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "branches": branches,
        "as_of": day(as_of),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": day(vintage),
    }

    def put(opened: "Case") -> "Answer":
        with Steps("ask") as steps:
            return opened.ask(question, call_only=call_only, progress=steps, **options)

    answer("ask", case, {"asked": question, **options}, as_json, put)
