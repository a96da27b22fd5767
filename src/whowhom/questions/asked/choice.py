"""Which verb a sentence asks for: a weighted vote of what it shows, with its chances.

The chance of verb v is exp(s_v) / sum of exp(s_u) over verbs u and "none", where s_v adds up the
weights of the features shown (multinomial logistic regression). The weights are fitted on the
questions of ``benchmarks/asked`` by ``python -m benchmarks.ask_weights``.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

VERBS: Final = (
    "profile",
    "relation",
    "forecast",
    "compare",
    "presence",
    "impact",
    "likelihood",
)
NONE: Final = "none"
"""No verb at all: nothing is asked, or nothing that says what."""
CLEAR: Final = 0.7
"""Chance of a verb above which it is read without a question back."""
POSSIBLE: Final = 0.1
"""Chance of a verb above which it is a candidate."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the score of each verb.

    Parameters
    ----------
    table : Mapping
        Feature to weights, in the order of `VERBS` with `NONE` behind them.
    """

    table: Mapping[str, tuple[float, ...]]

    def chances(self, shown: Mapping[str, float]) -> dict[str, float]:
        """Chance of each verb, and of none, given what a sentence shows."""
        scores = [0.0] * (len(VERBS) + 1)
        for name, value in sorted(shown.items()):
            for n, weight in enumerate(self.table.get(name, ())):
                scores[n] += value * weight
        highest = max(scores)
        shares = [math.exp(s - highest) for s in scores]
        return dict(zip((*VERBS, NONE), (s / sum(shares) for s in shares), strict=True))


@lru_cache(maxsize=1)
def fitted() -> Weights:
    """The weights that whowhom ships."""
    file = resources.files("whowhom.questions.asked") / "weights.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    return Weights({name: tuple(weights) for name, weights in table.items()})
