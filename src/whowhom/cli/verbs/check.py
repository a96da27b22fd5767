"""`whowhom check`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whowhom.cli.asking import answer
from whowhom.cli.options import AsJson, AsOf, Branches, CaseOption, Dataset, Seed, Vintage, day
from whowhom.errors import OptionError, plain

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def check(
    what: Annotated[
        str, typer.Argument(help="forecasts, or coverage of the datasets.", metavar="WHAT")
    ] = "forecasts",
    case: CaseOption = "",
    branches: Branches = False,
    as_of: AsOf = None,
    dataset: Dataset = "",
    seed: Seed = 0,
    vintage: Vintage = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Score what was kept with --keep, and statements.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Forecast the past and score it; --ledger: what was kept; coverage: what datasets observe."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "branches": branches,
        "as_of": day(as_of),
        "dataset": dataset,
        "seed": seed,
        "vintage": day(vintage),
    }

    if what not in ("forecasts", "coverage"):
        raise OptionError(f"check '{what}'", "forecasts or coverage", "correct it")
    if what == "coverage" and ledger:
        raise OptionError("coverage with --ledger", "one of the two", "leave one out")
    if what == "coverage":
        del options["branches"]  # A dataset covers what it covers, whoever counts for whom.
        answer("coverage", case, options, as_json, lambda opened: opened.check_coverage(**options))
        return
    if ledger:
        del options["branches"]  # The ledger keeps nothing that counts branches.
        answer("ledger", case, options, as_json, lambda opened: opened.check_ledger(**options))
        return

    def ask(opened: "Case") -> "Answer":
        with Steps("check") as steps:
            found = opened.check(progress=steps, **options)
            path = opened.checked_at(found)
            if path.is_file():
                steps(f"saved to {plain(str(path))}", 1.0)
            return found

    answer("check", case, options, as_json, ask)
