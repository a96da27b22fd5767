"""Scoring: probabilities that came true or did not, beside their base rates and by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from whowhom.answers.ledger import Against, Bin, Score
from whowhom.ontology.likelihood import SCALES, word

FEWEST: Final = 30
FEWEST_ANSWERS: Final = 10
FEWEST_EACH: Final = 5
"""Below so many probabilities, answers, and cases of either outcome there is no verdict."""
SCORES: Final = ("brier", "log")
_BELOW, _ABOVE = "below 1%", "above 99%"
_WORDS: Final = (_BELOW, *(band.words[0] for band in SCALES["icd203"]), _ABOVE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A probability that was resolved.

    Parameters
    ----------
    probability, base_rate : float
        As given; the base rate is NaN where there is none.
    happened : bool
        What came of it.
    answer : str
        Equal for those of one answer.
    made, days : int
        Day on which it was made, from 1970-01-01, and the days until it resolved.
    """

    probability: float
    base_rate: float
    happened: bool
    answer: str
    made: int
    days: int


def score(verb: str, made: str, outcomes: Sequence[Outcome], seed: int) -> Score:
    """Brier and logarithmic score, alone and beside the base rate.

    Parameters
    ----------
    verb, made : str
        Which these are.
    outcomes : sequence of Outcome
        At least one.
    seed : int
        Of the bootstrap.
    """
    from whowhom.forecasting.scores import brier, log_score

    p, happened = _arrays(outcomes)
    answers = len({o.answer for o in outcomes})
    against = tuple(_against(name, outcomes, seed) for name in SCORES)
    verdict, note = _verdict(outcomes, answers, against[1])
    return Score(
        verb=verb,
        made=made,
        n=len(outcomes),
        answers=answers,
        happened=int(happened.sum()),
        brier=float(brier(p, happened).mean()),
        log=float(log_score(p, happened).mean()),
        against=against,
        verdict=verdict,
        note=note,
    )


def calibration(verb: str, made: str, outcomes: Sequence[Outcome]) -> list[Bin]:
    """What was said beside what happened, by likelihood word."""
    from whowhom.forecasting.reliability import binned

    p, happened = _arrays(outcomes)
    place = np.array([_WORDS.index(_word(o.probability)) for o in outcomes], dtype=np.int64)
    told = binned(p, happened, _answers(outcomes), place)
    return [
        Bin(
            verb,
            made,
            _WORDS[int(b)],
            int(told.n[i]),
            float(told.forecast[i]),
            float(told.happened[i]),
            float(told.error[i]) if np.isfinite(told.error[i]) else None,
        )
        for i, b in enumerate(np.unique(place))
    ]


def _word(p: float) -> str:
    return word(p) or (_BELOW if p < 0.5 else _ABOVE)


def _arrays(outcomes: Sequence[Outcome]) -> tuple[np.ndarray, np.ndarray]:
    return (
        np.array([o.probability for o in outcomes]),
        np.array([o.happened for o in outcomes], dtype=np.bool_),
    )


def _answers(outcomes: Sequence[Outcome]) -> np.ndarray:
    _, place = np.unique([o.answer for o in outcomes], return_inverse=True)
    return np.asarray(place, dtype=np.int64)


def _against(name: str, every: Sequence[Outcome], seed: int) -> Against:
    from whowhom.forecasting.scores import brier, log_score, skill

    outcomes = [o for o in every if not np.isnan(o.base_rate)]
    if not outcomes:
        return Against(name, 0, None, None, None, None, None)
    of = {"brier": brier, "log": log_score}[name]
    p, happened = _arrays(outcomes)
    own, base = of(p, happened), of(np.array([o.base_rate for o in outcomes]), happened)
    # Answers given within one horizon of each other look at the same days.
    longest = max(max(o.days for o in outcomes), 1)
    period = np.array([o.made // longest for o in outcomes], dtype=np.int64)
    found = skill(own, base, _answers(outcomes), period, seed=seed)
    return Against(
        name,
        len(outcomes),
        float(own.mean()),
        float(base.mean()),
        _finite(found.value),
        _finite(found.low),
        _finite(found.high),
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _verdict(outcomes: Sequence[Outcome], answers: int, log: Against) -> tuple[str, str]:
    n, happened = len(outcomes), sum(o.happened for o in outcomes)
    if not log.n:
        return "unknown", "there is no base rate to compare with"
    few = []
    if n < FEWEST:
        few.append(f"{n} probabilities, where {FEWEST} are the least")
    if answers < FEWEST_ANSWERS:
        few.append(
            f"{answers} answer{'' if answers == 1 else 's'}, where {FEWEST_ANSWERS} are the least"
        )
    if min(happened, n - happened) < FEWEST_EACH:
        rare = "came true" if happened <= n - happened else "did not come true"
        few.append(f"{min(happened, n - happened)} that {rare}, where {FEWEST_EACH} are the least")
    if few or log.low is None:
        return "unknown", f"too little to tell: {'; '.join(few) or 'no interval can be drawn'}"
    return ("better" if log.low > 0 else "not better"), "log score against the base rate"
