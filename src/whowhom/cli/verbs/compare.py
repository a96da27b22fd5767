"""`whowhom compare`."""

from typing import Annotated

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
    scope,
)

_PERIOD = "A period: 1996..2001, 'mid-1990s', 'now', 'since the takeover'."


def compare(
    actor: Annotated[str, typer.Argument(help="Any name of an actor.")],
    first: Annotated[str, typer.Argument(help=_PERIOD)],
    second: Annotated[str, typer.Argument(help="Another, without a day in common.")],
    case: CaseOption = "",
    branches: Branches = False,
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """How different an actor is in one period from what it was in another."""
    options = scope(as_of, None, None, dataset, level, seed, vintage) | {"branches": branches}
    del options["first"], options["last"]
    asked = {"actor": actor, "first": first, "second": second, **options}
    answer(
        "compare",
        case,
        asked,
        as_json,
        lambda opened: opened.compare(actor, first, second, **options),
    )
