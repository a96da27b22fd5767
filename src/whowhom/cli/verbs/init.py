"""`whowhom init`."""

from pathlib import Path
from typing import Annotated

import typer

from whowhom.errors import plain


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
