"""`whowhom fit`."""

from typing import TYPE_CHECKING, Any

from whowhom.cli.asking import answer
from whowhom.cli.options import AsJson, AsOf, Branches, CaseOption, Dataset, Vintage, day

if TYPE_CHECKING:
    from whowhom.answers.answer import Answer
    from whowhom.case import Case


def fit(
    case: CaseOption = "",
    branches: Branches = False,
    as_of: AsOf = None,
    dataset: Dataset = "",
    vintage: Vintage = None,
    as_json: AsJson = False,
) -> None:
    """Fit the model that forecasts ask, and say what it found: what excites what, how long."""
    from whowhom.cli.progress import Steps

    options: dict[str, Any] = {
        "branches": branches,
        "as_of": day(as_of),
        "dataset": dataset,
        "vintage": day(vintage),
    }

    def ask(opened: "Case") -> "Answer":
        with Steps("fit") as steps:
            return opened.fit(again=True, progress=steps, **options)

    answer("fit", case, options, as_json, ask)
