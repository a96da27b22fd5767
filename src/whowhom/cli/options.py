"""The options that commands share: one name, one meaning, everywhere."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

DATES = ["%Y-%m-%d"]
CaseOption = Annotated[
    str,
    typer.Option(
        "--case",
        envvar="WHOWHOM_CASE",
        help="A case folder or built-in name (afghanistan). Default: the current folder if it is "
        "a case, else afghanistan.",
        show_default=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=DATES, help="Use only what had ended before this day.", metavar="DATE"
    ),
]
From = Annotated[
    datetime | None,
    typer.Option("--from", formats=DATES, help="First day of the period.", metavar="DATE"),
]
To = Annotated[
    datetime | None,
    typer.Option("--to", formats=DATES, help="Last day of the period.", metavar="DATE"),
]
Dataset = Annotated[str, typer.Option("--dataset", help="The dataset to count.")]
Level = Annotated[float, typer.Option("--level", help="Level of intervals, 0.5 to 0.99.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything drawn.")]
Vintage = Annotated[
    datetime | None,
    typer.Option(
        "--vintage",
        formats=DATES,
        help="Use only what had been published by then.",
        metavar="DATE",
    ),
]
Horizon = Annotated[
    str,
    typer.Option(
        "--horizon",
        help="How far ahead: 90d, 12w, 3m (30 days each), 1y; at most 365 days.",
        metavar="SPAN",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, nothing else.")]

ReportDay = Annotated[
    datetime | None,
    typer.Option("--date", formats=DATES, help="The day a report was published.", metavar="DATE"),
]
ReportSource = Annotated[
    str, typer.Option("--source", help="Who published it, such as 'The World'.")
]
ReportTitle = Annotated[
    str, typer.Option("--title", help="Its title, if it has none or a wrong one.")
]
Grade = Annotated[
    str,
    typer.Option("--grade", help="How reliable its source is: A to F (Admiralty).", metavar="A-F"),
]

Model = Annotated[
    str,
    typer.Option(
        "--model", help="Read with a language model of this name, in place of the own reader."
    ),
]
BaseUrl = Annotated[
    str,
    typer.Option(
        "--base-url", help="Where it is asked (OpenAI-compatible), such as a local server."
    ),
]

Branches = Annotated[
    bool,
    typer.Option(
        "--branches/--no-branches", help="Count acts of an actor's branches as its own, or not."
    ),
]
Keep = Annotated[
    bool,
    typer.Option("--keep", help="Keep its probabilities in the ledger (whowhom check --ledger)."),
]


def day(value: datetime | None) -> date | None:
    """The day of an option."""
    return value.date() if value else None


def scope(
    as_of: datetime | None,
    first: datetime | None,
    last: datetime | None,
    dataset: str,
    level: float,
    seed: int,
    vintage: datetime | None,
) -> dict[str, Any]:
    """Options of the verbs as `Case` takes them."""
    return {
        "as_of": day(as_of),
        "first": day(first),
        "last": day(last),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": day(vintage),
    }
