"""`whowhom impact`."""

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
    Level,
    Seed,
    Vintage,
    day,
)

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def impact(
    event: Annotated[
        str | None,
        typer.Argument(help="What happened: a turning event of the case, or a day."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="Any name of the actor whose acts are counted.")
    ] = None,
    if_: Annotated[
        str | None,
        typer.Option(
            "--if",
            help="What is supposed instead: scale ACTOR FACTOR [TARGET] | add N TYPE SOURCE TARGET "
            "| stop ACTOR; several joined by ';'.",
            metavar="TEXT",
        ),
    ] = None,
    case: CaseOption = "",
    horizon: Horizon = "90d",
    anticipation: Annotated[
        str,
        typer.Option(
            "--anticipation",
            help="How long before the event the forecast is made: events are foreseen. 0d allowed.",
            metavar="SPAN",
        ),
    ] = "30d",
    branches: Branches = False,
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """What an event changed for an actor, or what an intervention would change."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "horizon": horizon,
        "anticipation": anticipation,
        "branches": branches,
        "as_of": day(as_of),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": day(vintage),
    }

    def ask(opened: "Case") -> "Answer":
        with Steps("impact") as steps:
            return opened.impact(event, on=on, if_=if_, progress=steps, **options)

    answer("impact", case, {"event": event, "on": on, "if": if_, **options}, as_json, ask)
