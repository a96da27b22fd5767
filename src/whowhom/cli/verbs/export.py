"""`whowhom export`: tables and networks for other tools."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import open_case
from whowhom.cli.options import DATES, AsOf, CaseOption, Dataset, Vintage, day
from whowhom.errors import plain

if TYPE_CHECKING:
    from whowhom.export.table import Table

export = typer.Typer(
    name="export",
    help="Panels, events, networks and exposure for other tools, with a codebook.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Since = Annotated[
    datetime | None,
    typer.Option(
        "--since", "--from", formats=DATES, help="First day of the period.", metavar="DATE"
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option("--until", "--to", formats=DATES, help="Last day of the period.", metavar="DATE"),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="FILE.csv or FILE.parquet; without it CSV goes to stdout."),
]
Actors = Annotated[
    list[str] | None,
    typer.Option("--actors", "--actor", help="Any name of an actor; may be given again."),
]


@export.command()
def panel(
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            help="dyad-month, dyad-year, actor-month, actor-year, grid-month or grid-year.",
        ),
    ] = "dyad-month",
    since: Since = None,
    until: Until = None,
    dataset: Dataset = "",
    actors: Actors = None,
    among: Annotated[
        bool, typer.Option("--among", help="Only pairs among --actors, those without rows too.")
    ] = False,
    directed: Annotated[
        bool, typer.Option("--directed", help="Ordered pairs; acts without direction apart.")
    ] = False,
    out: Out = None,
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
) -> None:
    """A row for every unit and period: counts by class and type, deaths, zeros told from gaps."""
    _check(out)
    _give(
        open_case(case).export_panel(
            unit,
            directed=directed,
            among=among,
            actors=actors or (),
            **_common(since, until, dataset, as_of, vintage),
        ),
        out,
    )


@export.command()
def events(
    since: Since = None,
    until: Until = None,
    dataset: Dataset = "",
    actors: Actors = None,
    out: Out = None,
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
) -> None:
    """The rows themselves, with actors resolved and the PRIO-GRID cell of each."""
    _check(out)
    common = _common(since, until, dataset, as_of, vintage)
    _give(open_case(case).export_events(actors=actors or (), **common), out)


@export.command()
def exposure(
    since: Since = None,
    until: Until = None,
    dataset: Dataset = "",
    out: Out = None,
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
) -> None:
    """Reporting volume per dataset and month, in the columns of coverage.csv."""
    _check(out)
    _give(open_case(case).export_exposure(**_common(since, until, dataset, as_of, vintage)), out)


@export.command()
def network(
    form: Annotated[
        str, typer.Option("--format", help="graphml or gexf; default: by the ending of --out.")
    ] = "",
    since: Since = None,
    until: Until = None,
    dataset: Dataset = "",
    actors: Actors = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="Edges from source to target.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="FILE.graphml or FILE.gexf; without it stdout."),
    ] = None,
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
) -> None:
    """Actors and what passed between them, for Gephi and the like."""
    common = _common(since, until, dataset, as_of, vintage)
    found = open_case(case).export_network(actors=actors or (), directed=directed, **common)
    if out is None:
        print(found.text(form or "graphml"), end="")
        return
    path = found.write(out, form)
    _say(f"{len(found.nodes):,} actors, {len(found.edges):,} edges in {plain(str(path))}")
    _say(found.about)


def _common(
    since: datetime | None,
    until: datetime | None,
    dataset: str,
    as_of: datetime | None,
    vintage: datetime | None,
) -> dict[str, Any]:
    return {
        "since": day(since),
        "until": day(until),
        "dataset": dataset,
        "as_of": day(as_of),
        "vintage": day(vintage),
    }


def _check(out: Path | None) -> None:
    """Find a path that cannot be before a minute of work is done for it."""
    from whowhom.export.table import SUFFIXES, check_path

    if out is not None:
        check_path(out, SUFFIXES)


def _give(table: "Table", out: Path | None) -> None:
    """The table to a file with its codebook, or to stdout."""
    if out is None:
        print(table.csv(), end="")
        _say("the codebook is written with --out FILE only")
    else:
        paths = table.write(out)
        _say(f"{len(table):,} rows in {', '.join(plain(str(p)) for p in paths)}")
    if names := table.about.get("dataset"):
        told = names if isinstance(names, str) else ", ".join(names)
        _say(f"dataset {plain(told)} (another: --dataset)")
    for citation in dict.fromkeys(table.about["citation"]):
        _say(f"cite {plain(citation)}")


def _say(text: str) -> None:
    print(f"export: {text}", file=sys.stderr)
