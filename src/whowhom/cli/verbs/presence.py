"""`whowhom presence`."""

from typing import Annotated

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import AsJson, AsOf, CaseOption, Dataset, Level, Seed, Vintage, day


def presence(
    actor: Annotated[str, typer.Argument(help="Any name of an actor.")],
    place: Annotated[
        str | None,
        typer.Argument(help="A country or first-level division: Afghanistan, AFG/Kabul, Kabul."),
    ] = None,
    branches: Annotated[
        bool, typer.Option("--branches", help="Count sightings of its branches as its own.")
    ] = False,
    case: CaseOption = "",
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Whether an actor is still active in a place."""
    options = {
        "branches": branches,
        "as_of": day(as_of),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": day(vintage),
    }
    asked = {"actor": actor, "place": place, **options}
    answer(
        "presence", case, asked, as_json, lambda opened: opened.presence(actor, place, **options)
    )
