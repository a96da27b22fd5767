"""The chart of the ledger: how often what was said came true, by likelihood word."""

from typing import Any

from whowhom.answers.answer import Answer
from whowhom.errors import RefusalError
from whowhom.report.charts.reliability import SIDE, diagram, reach
from whowhom.report.charts.style import OBSERVED, headed, named

# Okabe & Ito (2008); statements in the last.
_HUES = ["#0072B2", "#56B4E9", "#009E73", "#E69F00", "#CC79A7", "#F0E442", "#000000"]


def chart(answer: Answer) -> Any:
    """Mean probability and share that came true, for each word; a colour for each verb."""
    body = answer.answer
    if not body.calibration:
        raise RefusalError(
            "nothing in the ledger can be scored yet",
            "a ledger with probabilities whose days are all known",
            "keep some with --keep, and look again when data have come",
        )
    rows = [
        {
            "said": b.said,
            "happened": b.happened,
            "n": b.n,
            "word": b.word,
            "series": f"{b.verb}, {b.made}",
            **reach(b.happened, b.error),
        }
        for b in body.calibration
    ]
    series = list(dict.fromkeys(str(row["series"]) for row in rows))
    spoken = [name for name in series if name.startswith("statement")]
    others = [name for name in series if name not in spoken]
    hues = [*(_HUES[n % len(_HUES)] for n in range(len(others))), *([OBSERVED] * len(spoken))]
    drawn = diagram(rows, named([*others, *spoken], hues))
    below = (
        "Probabilities that were kept and statements with a likelihood word, grouped by ICD 203 "
        "word; bars of two standard errors, clustered by answer. On the dashed line what was said "
        "came true that often."
    )
    return headed(drawn, answer, below=below).properties(width=SIDE, height=SIDE)
