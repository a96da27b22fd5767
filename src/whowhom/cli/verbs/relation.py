"""`whowhom relation`."""

from typing import Annotated

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import (
    AsJson,
    AsOf,
    Branches,
    CaseOption,
    Dataset,
    From,
    Level,
    Seed,
    To,
    Vintage,
    scope,
)


def relation(
    a: Annotated[str, typer.Argument(help="Any name of an actor.")],
    b: Annotated[str, typer.Argument(help="Any name of another.")],
    case: CaseOption = "",
    branches: Branches = False,
    as_of: AsOf = None,
    first: From = None,
    last: To = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """How two actors stand, and how it came to that."""
    options = scope(as_of, first, last, dataset, level, seed, vintage) | {"branches": branches}
    asked = {"a": a, "b": b, **options}
    answer("relation", case, asked, as_json, lambda opened: opened.relation(a, b, **options))
