"""Answer: what every verb returns, and the JSON envelope it is written in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from whowhom.answers.claim import Claim
from whowhom.answers.condition import Combined, Condition
from whowhom.answers.evidence import Evidence
from whowhom.answers.skill import Skill
from whowhom.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas

SCHEMA: Final = "whowhom/1"
"""Version of the envelope; a reader should refuse another first number."""


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    Parameters
    ----------
    verb : str
        The verb that gave it.
    status : str
        ``answered``, ``unsure`` or ``refused``.
    question : Mapping
        The arguments as they were understood.
    case : Mapping
        Name of the case and hash of the snapshot.
    as_of : date or None
        Nothing later was read.
    dataset : Mapping or None
        The dataset counted: name, versions, days observed, citation.
    answer : object
        The verb's own result, a frozen dataclass (see the modules beside this one).
    evidence : tuple of Evidence
        Rows, ties and statements that the answer rests on.
    skill : Skill
        How well answers of this kind did.
    resolution : str or None
        The one sentence that says what was counted.
    caveats : tuple of str
        What to say along with it.
    claims : tuple of Claim
        Its probabilities with what resolves them, for the ledger.
    attribution : tuple of str
        What has to be shown with it, by the terms of the sources it used.
    """

    verb: str
    status: str
    question: Mapping[str, Any]
    case: Mapping[str, Any]
    as_of: date | None
    dataset: Mapping[str, Any] | None
    answer: Any
    evidence: tuple[Evidence, ...]
    skill: Skill
    resolution: str | None
    caveats: tuple[str, ...]
    claims: tuple[Claim, ...] = ()
    attribution: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The one line of judgement."""
        return str(self.answer.headline)

    def to_dict(self) -> dict[str, Any]:
        """The envelope as plain dictionaries, lists, numbers and text."""
        return {
            "schema": SCHEMA,
            **{f.name: to_plain(getattr(self, f.name)) for f in fields(self)},
        }

    def to_json(self) -> str:
        """The envelope as JSON: one document, keys in fixed order, ASCII, newline at the end.

        The same case, ``as_of`` and ``seed`` give the same bytes.
        """
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=True, allow_nan=False) + "\n"

    def to_frame(self) -> "pandas.DataFrame":
        """The evidence as a pandas data frame, one row each.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtraError(
                "to_frame needs pandas", "to_dict without it", "pip install pandas"
            ) from None
        return pandas.DataFrame([to_plain(each) for each in self.evidence])

    def plot(self) -> Any:
        """The answer as an Altair chart; ``plot().save("x.svg")`` writes a file.

        Raises
        ------
        MissingExtraError
            If Altair is not installed (``pip install whowhom[charts]``).
        RefusalError
            If answers of this kind have no chart, or this one holds nothing to draw.
        """
        # Like printing, the way up is taken only when somebody wants to look.
        from whowhom.report import charts

        return charts.draw(self)

    def __str__(self) -> str:
        # The one way up from here, taken only when somebody wants to read the answer.
        from whowhom.report import text

        return text.render(self)


def to_plain(value: Any) -> Any:
    """Turn a result into plain values: dates as text, numbers rounded to six digits."""
    if isinstance(value, Condition | Combined):
        return value.to_dict()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return value
