"""`whowhom add`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import open_case
from whowhom.cli.options import (
    DATES,
    BaseUrl,
    CaseOption,
    Grade,
    Model,
    ReportDay,
    ReportSource,
    ReportTitle,
    day,
)
from whowhom.errors import FileError, OptionError, plain

if TYPE_CHECKING:
    from whowhom.case import Case

_TOLD_APART = 20
"""Accounts that are printed one by one; of more only the sum."""


def add(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files of events, reports, or folders of reports.", metavar="FILE..."),
    ],
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
    date: ReportDay = None,
    source: ReportSource = "",
    title: ReportTitle = "",
    grade: Grade = "",
    model: Model = "",
    base_url: BaseUrl = "",
) -> None:
    """Add files of events, or reports (articles, interviews), to a case; the kind is detected."""
    from whowhom.cli.progress import Steps
    from whowhom.cli.reading import reader_of
    from whowhom.intake.recognising import expand
    from whowhom.report.imports import render_added

    if draft_mapping:
        from whowhom.sources.mapping_draft import write_draft

        write_draft(files, draft_mapping, encoding)
        print(f"wrote {draft_mapping}; look it over, then: --mapping {draft_mapping}")
        return
    opened = open_case(case, writing=True)
    reports, tables = ([], files) if mapping else expand(files)
    for file in tables:
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
    told = {"day": day(date), "outlet": source, "title": title, "grade": grade}
    if any(told.values()) and not reports:
        raise OptionError(
            "--date, --source, --title or --grade without a report",
            "these with articles and interviews",
            "for a table: --published",
        )
    if reports:
        _add_reports(opened, reports, {**told, "reader": reader_of(model, base_url)})


def _add_reports(opened: "Case", files: list[Path], told: dict[str, Any]) -> None:
    """Add reports; one that is bad is said in a line and stops none of the others."""
    from whowhom.answers.reported import Reported, Unread
    from whowhom.cli.progress import Steps
    from whowhom.report.reports import render_reported, render_together

    with Steps(files[0].name if len(files) == 1 else f"{len(files)} reports") as steps:
        found = opened.add_reports(files, **told, progress=steps)
        bad = [each for each in found if isinstance(each, Unread)]
        good = [each for each in found if isinstance(each, Reported)]
        if len(files) == 1 and bad:
            raise FileError(bad[0].why)
    if len(good) <= _TOLD_APART:
        print("".join(map(render_reported, good)), end="")
    if len(files) > 1:
        print(render_together(good), end="")
    for file in bad:
        print(f"whowhom: {plain(file.why)}", file=sys.stderr)
    if bad:
        raise FileError(
            f"{len(bad)} of {len(files)} files could not be read as reports",
            "articles and interviews as HTML, PDF, Markdown or text",
            "see the lines above; the others are in the case",
        )
