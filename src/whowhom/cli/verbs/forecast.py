"""`whowhom forecast`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import (
    AsJson,
    AsOf,
    Branches,
    CaseOption,
    Dataset,
    Horizon,
    Keep,
    Level,
    Seed,
    Vintage,
    day,
)

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def forecast(
    a: Annotated[
        str | None, typer.Argument(help="Any name of an actor; none for a watch list.")
    ] = None,
    b: Annotated[
        str | None, typer.Argument(help="Any name of another; none for a ranking.")
    ] = None,
    case: CaseOption = "",
    horizon: Horizon = "90d",
    branches: Branches = False,
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    keep: Keep = False,
    as_json: AsJson = False,
) -> None:
    """What is to be expected: of A with B, of A toward anyone, or which dyads will move most."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "horizon": horizon,
        "branches": branches,
        "as_of": day(as_of),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": day(vintage),
    }

    def ask(opened: "Case") -> "Answer":
        with Steps("forecast") as steps:
            return opened.forecast(a, b, progress=steps, **options)

    answer("forecast", case, {"a": a, "b": b, **options}, as_json, ask, keep)
