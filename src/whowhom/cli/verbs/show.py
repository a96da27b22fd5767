"""`whowhom show`."""

from typing import Annotated

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import AsJson, AsOf, CaseOption, Vintage, day


def show(
    id: Annotated[str, typer.Argument(help="An id as answers print it.", metavar="ID")],
    case: CaseOption = "",
    as_of: AsOf = None,
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """All that the case holds under one id: a row, tie, statement or actor."""
    options = {"as_of": day(as_of), "vintage": day(vintage)}
    asked = {"id": id, **options}
    answer("show", case, asked, as_json, lambda opened: opened.show(id, **options))
