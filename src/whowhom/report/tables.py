"""Plain-text tables: columns aligned, long cells wrapped, nothing but printable text."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from whowhom.errors import plain

WIDTH = 100
"""Characters per line."""


def table(
    headings: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[int] = ()
) -> str:
    """A table as text.

    Parameters
    ----------
    headings : sequence of str
        Column headings.
    rows : sequence of sequence
        Cells; None is shown as nothing. Control and direction marks are made visible.
    right : sequence of int
        Positions of columns aligned to the right.

    Returns
    -------
    str
        Lines without trailing blanks.

    Examples
    --------
    >>> print(table(["who", "acts"], [["IS", 3]], right=[1]))
    who  acts
    IS      3
    """
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    for position, heading in enumerate(headings):
        if position in right:
            grid.add_column(Text(heading), justify="right", overflow="fold")
        else:
            grid.add_column(Text(heading), overflow="fold")
    for row in rows:
        grid.add_row(*(Text("" if cell is None else plain(str(cell))) for cell in row))
    console = Console(width=WIDTH, color_system=None, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        console.print(grid)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))
