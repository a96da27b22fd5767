"""`whowhom read`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import (
    AsJson,
    BaseUrl,
    CaseOption,
    Grade,
    Model,
    ReportDay,
    ReportSource,
    ReportTitle,
    day,
)

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Articles, interviews, reports; or folders of them.", metavar="FILE..."
        ),
    ],
    case: CaseOption = "",
    date: ReportDay = None,
    source: ReportSource = "",
    title: ReportTitle = "",
    grade: Grade = "",
    model: Model = "",
    base_url: BaseUrl = "",
    as_json: AsJson = False,
) -> None:
    """Read reports and show what would be added: who did what to whom, who says so, how sure."""
    from whowhom.cli.progress import Steps
    from whowhom.cli.reading import reader_of
    from whowhom.intake.recognising import is_folder_of_reports, reports_in

    options: dict[str, Any] = {
        "day": day(date),
        "outlet": source,
        "title": title,
        "grade": grade,
    }
    asked = {"files": [str(file) for file in files], **options, "as_of": None}

    def ask(opened: "Case") -> "Answer":
        paths: list[Path] = []
        for file in files:
            paths += reports_in(file) if is_folder_of_reports(file) else [file]
        with Steps(paths[0].name if len(paths) == 1 else f"{len(paths)} reports") as steps:
            return opened.read(paths, **options, reader=reader_of(model, base_url), progress=steps)

    answer("read", case, asked, as_json, ask)
