"""`whowhom get`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from whowhom.cli.asking import open_case
from whowhom.cli.options import DATES, CaseOption, day
from whowhom.errors import OptionError, plain


def get(
    dataset: Annotated[str, typer.Argument(help="What to get: ucdp.", metavar="ucdp")],
    case: CaseOption = "",
    version: Annotated[
        str,
        typer.Option("--version", help="25.1 (yearly; default: the newest known), 25.0.3, ..."),
    ] = "",
    month: Annotated[
        str, typer.Option("--month", help="The candidate file of a month: 2025-03.")
    ] = "",
    actors: Annotated[bool, typer.Option("--actors", help="UCDP's list of actors.")] = False,
    from_file: Annotated[
        Path | None,
        typer.Option("--from-file", help="A file you have already: no network.", metavar="FILE"),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Fetch it again even if it is in the cache.")
    ] = False,
    fetch_only: Annotated[
        bool, typer.Option("--fetch-only", help="Fetch it into the cache; add nothing.")
    ] = False,
    published: Annotated[
        datetime | None,
        typer.Option("--published", formats=DATES, help="The day it came out.", metavar="DATE"),
    ] = None,
    base: Annotated[
        str,
        typer.Option("--base", envvar="WHOWHOM_UCDP_BASE", help="A mirror.", show_default=False),
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help="List what there is to get.")] = False,
) -> None:
    """Get a release of UCDP and add it to a case: the only command that uses the network."""
    from whowhom.cli.progress import Steps
    from whowhom.report.imports import render_added
    from whowhom.sources.fetch.get import Wish, fetch, today
    from whowhom.sources.fetch.manner import Manner

    if dataset.lower() != "ucdp":
        raise OptionError(f"'{dataset}' cannot be fetched", "ucdp", "whowhom add FILE takes others")
    if listed:
        _list()
        return
    wish = Wish(version, month, actors, base, from_file, fresh)
    with Steps("ucdp") as steps:
        if fetch_only:
            fetch(wish, Manner(), today, _say, steps)
            return
        opened = open_case(case, writing=True)
        added = opened.get(wish, published=day(published), say=_say, progress=steps)
    print(render_added(added), end="")


def _say(line: str) -> None:
    print(plain(line), flush=True)


def _list() -> None:
    from whowhom.sources.fetch.ucdp import BASE, YEARLY, wanted

    print(f"yearly (--version V), from {BASE}:")
    for version in YEARLY:
        found = wanted(version)
        last = found.release.window.last if found.release else ""
        print(f"  {version}  to {last}  {found.path}")
    print("candidate (--month YYYY-MM, out about the 20th of the next month):")
    print(f"  such as 2025-03: version 25.0.3  {wanted(month='2025-03').path}")
    print(f"  a span of months: --version 26.01.26.06  {wanted('26.01.26.06').path}")
    print("actors (--actors, --version V):")
    print(f"  {YEARLY[0]}  {wanted(actors=True).path}")
    print("Other versions are asked for by the same pattern. Licence: CC BY 4.0, cite UCDP.")
