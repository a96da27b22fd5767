"""The command ``whowhom``: parse, call the case, print; errors become one line and a number."""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from whowhom import __version__
from whowhom.errors import CaseMissingError, WhowhomError, plain

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case

app = typer.Typer(
    name="whowhom",
    help="Who did what to whom, and how do they stand: answers from event data, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_DATES = ["%Y-%m-%d"]
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
        "--as-of", formats=_DATES, help="Use only what had ended before this day.", metavar="DATE"
    ),
]
From = Annotated[
    datetime | None,
    typer.Option("--from", formats=_DATES, help="First day of the period.", metavar="DATE"),
]
To = Annotated[
    datetime | None,
    typer.Option("--to", formats=_DATES, help="Last day of the period.", metavar="DATE"),
]
Dataset = Annotated[str, typer.Option("--dataset", help="The dataset to count.")]
Level = Annotated[float, typer.Option("--level", help="Level of intervals, 0.5 to 0.99.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything drawn.")]
Vintage = Annotated[
    datetime | None,
    typer.Option(
        "--vintage",
        formats=_DATES,
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


def _version(wanted: bool) -> None:
    if wanted:
        print(f"whowhom {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where the case shall be.", metavar="DIR")],
    model: Annotated[
        str | None, typer.Option("--from", help="Copy this case: afghanistan, or a folder.")
    ] = None,
) -> None:
    """Make a new case."""
    import whowhom

    whowhom.init(folder, model)
    source = f", a copy of {model}" if model else ""
    print(f"{plain(str(folder))}: a new case{source}.")
    if not model:
        print(f"Add data with: whowhom add --case {plain(str(folder))} FILE")


@app.command()
def add(
    files: Annotated[
        list[Path], typer.Argument(help="UCDP GED files or quadruple folders.", metavar="FILE...")
    ],
    case: CaseOption = "",
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Codec of the text, if not UTF-8.")
    ] = None,
    dataset_version: Annotated[
        str | None,
        typer.Option("--dataset-version", help="Version of the release, if the name tells none."),
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option("--published", formats=_DATES, help="The day it came out.", metavar="DATE"),
    ] = None,
    origin: Annotated[
        datetime | None,
        typer.Option(
            "--origin",
            formats=_DATES,
            help="The day of time 0 of a quadruple folder.",
            metavar="DATE",
        ),
    ] = None,
) -> None:
    """Add files of events to a case; the format is detected."""
    from whowhom.cli.progress import Steps
    from whowhom.report.imports import render_added

    opened = _open(case, writing=True)
    for file in files:
        with Steps(file.name) as steps:
            added = opened.add(
                file,
                encoding=encoding,
                dataset_version=dataset_version,
                published=_date(published),
                origin=_date(origin),
                progress=steps,
            )
        print(render_added(added), end="")


@app.command()
def relation(
    a: Annotated[str, typer.Argument(help="Any name of an actor.")],
    b: Annotated[str, typer.Argument(help="Any name of another.")],
    case: CaseOption = "",
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
    options = _options(as_of, first, last, dataset, level, seed, vintage)
    asked = {"a": a, "b": b, **options}
    _answer("relation", case, asked, as_json, lambda opened: opened.relation(a, b, **options))


@app.command()
def profile(
    actor: Annotated[str, typer.Argument(help="Any name of an actor.")],
    case: CaseOption = "",
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
    options = _options(as_of, first, last, dataset, level, seed, vintage)
    asked = {"actor": actor, **options}
    _answer("profile", case, asked, as_json, lambda opened: opened.profile(actor, **options))


@app.command()
def forecast(
    a: Annotated[
        str | None, typer.Argument(help="Any name of an actor; none for a watch list.")
    ] = None,
    b: Annotated[
        str | None, typer.Argument(help="Any name of another; none for a ranking.")
    ] = None,
    case: CaseOption = "",
    horizon: Horizon = "90d",
    as_of: AsOf = None,
    dataset: Dataset = "",
    level: Level = 0.9,
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """What is to be expected: of A with B, of A toward anyone, or which dyads will move most."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "horizon": horizon,
        "as_of": _date(as_of),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": _date(vintage),
    }

    def ask(opened: "Case") -> "Answer":
        with Steps("forecast") as steps:
            return opened.forecast(a, b, progress=steps, **options)

    _answer("forecast", case, {"a": a, "b": b, **options}, as_json, ask)


@app.command()
def fit(
    case: CaseOption = "",
    as_of: AsOf = None,
    dataset: Dataset = "",
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Fit the model that forecasts ask, and say what it found: what excites what, how long."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "as_of": _date(as_of),
        "dataset": dataset,
        "vintage": _date(vintage),
    }

    def ask(opened: "Case") -> "Answer":
        with Steps("fit") as steps:
            return opened.fit(again=True, progress=steps, **options)

    _answer("fit", case, options, as_json, ask)


@app.command()
def check(
    case: CaseOption = "",
    as_of: AsOf = None,
    dataset: Dataset = "",
    seed: Seed = 0,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Forecast the past and score it: skill against every baseline, reliability."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "as_of": _date(as_of),
        "dataset": dataset,
        "seed": seed,
        "vintage": _date(vintage),
    }

    def ask(opened: "Case") -> "Answer":
        with Steps("check") as steps:
            found = opened.check(progress=steps, **options)
            path = opened.checked_at(found)
            if path.is_file():
                steps(f"saved to {plain(str(path))}", 1.0)
            return found

    _answer("check", case, options, as_json, ask)


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="An id as answers print it.", metavar="ID")],
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """All that the case holds under one id: a row, tie, statement or actor."""
    options = {"as_of": _date(as_of), "vintage": _date(vintage)}
    asked = {"id": id, **options}
    _answer("show", case, asked, as_json, lambda opened: opened.show(id, **options))


def _options(
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
        "as_of": _date(as_of),
        "first": _date(first),
        "last": _date(last),
        "dataset": dataset,
        "level": level,
        "seed": seed,
        "vintage": _date(vintage),
    }


def _open(case: str, writing: bool = False) -> "Case":
    from whowhom.case import Case

    if case:
        return Case(case)
    if Path("case.toml").exists():
        return Case(".")
    if writing:
        raise CaseMissingError(
            "no case was named, and the current folder is none",
            "a case folder",
            "name it with --case DIR",
        )
    return Case("afghanistan")


def _date(value: datetime | None) -> date | None:
    return value.date() if value else None


def _answer(
    verb: str,
    case: str,
    asked: dict[str, Any],
    as_json: bool,
    ask: "Callable[[Case], Answer]",
) -> None:
    """Print an answer, or the refusal: as JSON on stdout too, if JSON was asked for."""
    try:
        found = ask(_open(case))
    except WhowhomError as error:
        if as_json:
            from whowhom.answers.refused import refused

            print(refused(verb, error, asked, case, asked["as_of"]).to_json(), end="")
        raise
    print(found.to_json() if as_json else str(found), end="")


def main() -> None:
    """Run the command; every expected error is one line on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets an escape, never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except WhowhomError as error:
        _stop(str(error), 1)
    except BrokenPipeError:
        # The reader (head, less) has gone; what is left must not be flushed into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except OSError as error:
        _stop(
            f"the output cannot be written ({error.strerror}); allowed: a place with room; "
            "next: look at where stdout goes",
            1,
        )
    except KeyboardInterrupt:
        _stop("stopped", 130)


def _stop(message: str, code: int) -> NoReturn:
    """One line on stderr, what stdout still holds, and out."""
    try:
        sys.stdout and sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    print(f"whowhom: {message}", file=sys.stderr)
    raise SystemExit(code) from None
