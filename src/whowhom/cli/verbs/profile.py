"""`whowhom profile`."""

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


def profile(
    actor: Annotated[str, typer.Argument(help="Any name of an actor.")],
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
    """Who an actor is, what it does, and with whom."""
    options = scope(as_of, first, last, dataset, level, seed, vintage) | {"branches": branches}
    asked = {"actor": actor, **options}
    answer("profile", case, asked, as_json, lambda opened: opened.profile(actor, **options))
