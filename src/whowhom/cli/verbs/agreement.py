"""`whowhom agreement`."""

from datetime import datetime
from typing import Annotated

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import (
    DATES,
    AsJson,
    AsOf,
    Branches,
    CaseOption,
    Dataset,
    Level,
    Seed,
    Vintage,
    scope,
)


def agreement(
    a: Annotated[str, typer.Argument(help="Any name of an actor.")],
    b: Annotated[str, typer.Argument(help="Any name of another.")],
    case: CaseOption = "",
    branches: Branches = False,
    as_of: AsOf = None,
    first: Annotated[
        datetime | None,
        typer.Option(
            "--since", "--from", formats=DATES, help="First day of the period.", metavar="DATE"
        ),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option(
            "--until", "--to", formats=DATES, help="Last day of the period.", metavar="DATE"
        ),
    ] = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """How far datasets tell the same of two actors; nothing is merged."""
    options = scope(as_of, first, last, dataset, level, seed, vintage) | {"branches": branches}
    asked = {"a": a, "b": b, **options}
    answer("agreement", case, asked, as_json, lambda opened: opened.agreement(a, b, **options))
