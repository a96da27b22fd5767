"""`whowhom presence`."""

from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def presence(
    actor: Annotated[str, typer.Argument(help="Any name of an actor.")],
    place: Annotated[
        str | None,
        typer.Argument(help="A country or first-level division: Afghanistan, AFG/Kabul, Kabul."),
    ] = None,
    branches: Branches = False,
    case: CaseOption = "",
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Whether an actor is still active in a place."""
    options = scope(as_of, None, None, dataset, level, seed, vintage)
    del options["first"], options["last"]
    asked = {"actor": actor, "place": place, "branches": branches, **options}

    def ask(opened: "Case") -> "Answer":
        return opened.presence(actor, place, branches=branches, **options)

    answer("presence", case, asked, as_json, ask)
