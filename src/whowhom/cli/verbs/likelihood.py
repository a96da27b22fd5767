"""`whowhom likelihood`."""

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


def likelihood(
    scenario: Annotated[
        str,
        typer.Argument(
            help="A scenario of the case, a .toml file, or a line such as "
            "'ISIS-K * deadliest >= 25 within 90d'."
        ),
    ],
    case: CaseOption = "",
    horizon: Annotated[
        str,
        typer.Option(
            "--horizon",
            help="How far ahead: 90d, 12w, 3m, 1y. Default: the scenario's own, else 90 days.",
            metavar="SPAN",
            show_default=False,
        ),
    ] = "",
    branches: Branches = False,
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="State it on past days too and score that; slow.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """How likely a stated scenario is, beside what named speakers said."""
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
        with Steps("likelihood") as steps:
            return opened.likelihood(scenario, backtest=backtest, progress=steps, **options)

    answer("likelihood", case, {"scenario": scenario, **options}, as_json, ask)
