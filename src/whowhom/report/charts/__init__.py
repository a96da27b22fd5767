"""Charts: one definition for notebook, report and page, as Vega-Lite by way of Altair."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from whowhom.answers.answer import Answer
from whowhom.errors import MissingExtraError, RefusalError

# The verbs with a chart; each has a module of its name beside this one, with
# ``chart(answer) -> altair chart``.
VERBS: tuple[str, ...] = (
    "relation",
    "compare",
    "presence",
    "forecast",
    "profile",
    "check",
    "ledger",
    "impact",
    "likelihood",
    "agreement",
    "coverage",
)


def draw(answer: Answer) -> Any:
    """The chart of an answer, an Altair one.

    Parameters
    ----------
    answer : Answer
        From a verb in `VERBS`.

    Raises
    ------
    MissingExtraError
        If Altair is not installed (``pip install whowhom[charts]``).
    RefusalError
        If answers of this kind have no chart, or this one holds nothing to draw.
    """
    if answer.verb not in VERBS or answer.status == "refused":
        raise RefusalError(
            f"an answer of '{answer.verb}' that is {answer.status} has no chart",
            f"answers of {', '.join(VERBS)}",
            "print it, or take to_dict()",
        )
    try:
        import altair  # noqa: F401
    except ImportError:
        raise MissingExtraError(
            "plot needs Altair", "to_dict without it", "pip install 'whowhom[charts]'"
        ) from None
    maker: Callable[[Answer], Any] = import_module(f"{__name__}.{answer.verb}").chart
    return maker(answer)
