"""The command ``whowhom``: parse, call the case, print; errors become one line and a number."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from whowhom import __version__
from whowhom.cli.verbs.actors import actors
from whowhom.cli.verbs.add import add
from whowhom.cli.verbs.agreement import agreement
from whowhom.cli.verbs.ask import ask
from whowhom.cli.verbs.check import check
from whowhom.cli.verbs.compare import compare
from whowhom.cli.verbs.export import export
from whowhom.cli.verbs.fit import fit
from whowhom.cli.verbs.forecast import forecast
from whowhom.cli.verbs.get import get
from whowhom.cli.verbs.impact import impact
from whowhom.cli.verbs.init import init
from whowhom.cli.verbs.likelihood import likelihood
from whowhom.cli.verbs.presence import presence
from whowhom.cli.verbs.profile import profile
from whowhom.cli.verbs.read import read
from whowhom.cli.verbs.relation import relation
from whowhom.cli.verbs.review import review
from whowhom.cli.verbs.show import show
from whowhom.errors import WhowhomError

app = typer.Typer(
    name="whowhom",
    help="Who did what to whom, and how do they stand: answers from event data, with evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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


# In the order in which --help lists them.
for _command in (
    init,
    add,
    read,
    review,
    ask,
    profile,
    relation,
    forecast,
    compare,
    presence,
    impact,
    likelihood,
    fit,
    check,
    show,
    agreement,
    get,
):
    app.command()(_command)
app.add_typer(actors, name="actors")
app.add_typer(export)


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
