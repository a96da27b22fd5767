"""`whowhom add`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from whowhom.cli.asking import open_case
from whowhom.cli.options import DATES, CaseOption, day


def add(
    files: Annotated[list[Path], typer.Argument(help="Files of events.", metavar="FILE...")],
    case: CaseOption = "",
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", help="What the columns mean (TOML), for any other table."),
    ] = None,
    draft_mapping: Annotated[
        Path | None,
        typer.Option("--draft-mapping", help="Write a mapping for FILE to this file; add nothing."),
    ] = None,
    date_order: Annotated[
        str | None,
        typer.Option("--date-order", help="dmy or mdy: how 03/04/2021 is meant."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Codec of the text, if not UTF-8.")
    ] = None,
    dataset_version: Annotated[
        str | None,
        typer.Option("--dataset-version", help="Version of the release, if the name tells none."),
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option("--published", formats=DATES, help="The day it came out.", metavar="DATE"),
    ] = None,
    origin: Annotated[
        datetime | None,
        typer.Option(
            "--origin",
            formats=DATES,
            help="The day of time 0 of a quadruple folder.",
            metavar="DATE",
        ),
    ] = None,
) -> None:
    """Add files of events to a case; the format is detected."""
    from whowhom.cli.progress import Steps
    from whowhom.report.imports import render_added

    if draft_mapping:
        from whowhom.sources.mapping_draft import write_draft

        write_draft(files, draft_mapping, encoding)
        print(f"wrote {draft_mapping}; look it over, then: --mapping {draft_mapping}")
        return
    opened = open_case(case, writing=True)
    for file in files:
        with Steps(file.name) as steps:
            added = opened.add(
                file,
                encoding=encoding,
                dataset_version=dataset_version,
                published=day(published),
                origin=day(origin),
                mapping=mapping,
                date_order=date_order,
                progress=steps,
            )
        print(render_added(added), end="")
