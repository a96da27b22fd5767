"""Hindsight: a scenario stated on past days, each from what was known then, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from whowhom.answers.condition import Clause, Combined, leaves
from whowhom.answers.skill import Skill
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.law import laws
from whowhom.questions.futures import Futures
from whowhom.questions.outlook import Outlook
from whowhom.questions.reach import at, reach
from whowhom.questions.scope import day
from whowhom.questions.windows import FEWEST, windows

if TYPE_CHECKING:
    from whowhom.engine.acts import Float, Mask
    from whowhom.engine.prior import Origin
    from whowhom.forecasting.record import Record

_MOST: Final = 24
_FEWEST: Final = 10
_REFIT = 365
_SURE: Final = 1e-4
Priors = Callable[["Record", int], "Origin"]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Hindsight:
    """Stated probabilities beside what came.

    Parameters
    ----------
    stated, base : float64 array (n,)
        Probability stated on each past day, and the base rate of that day.
    true : bool array (n,)
        Whether the scenario came true.
    """

    stated: Float
    base: Float
    true: Mask

    def skill(self, days: int) -> Skill:
        """Log score against the base rate, in the three words of skill.

        The interval of the mean difference is normal, 1.96 standard errors: windows do not overlap.
        """
        n, k = len(self.true), int(self.true.sum())
        if n < _FEWEST:
            note = f"only {n} past windows of {days} days could be tried, at least {_FEWEST} needed"
            return Skill("unknown", n, note)
        told = (
            f"stated on {n} past windows of {days} days, each from what was known then: it came "
            f"true on {k}, {self.stated.mean():.0%} was stated on average"
        )
        high = self.stated >= 0.5
        if high.any() and not high.all():
            told += (
                f"; on {int(self.true[high].sum())} of {int(high.sum())} stated at 50% or more, on "
                f"{int(self.true[~high].sum())} of {int((~high).sum())} stated below"
            )
        if k in (0, n):
            return Skill("unknown", n, f"{told}; nothing to tell apart")
        mine, usual = (_log(p, self.true) for p in (self.stated, self.base))
        worth = float(usual.mean())
        gain = usual - mine
        value, half = gain.mean() / worth, 1.96 * gain.std(ddof=1) / np.sqrt(n) / worth
        verdict = "better" if value > half else "not better"
        return Skill(
            verdict,
            n,
            f"log score {value:+.2f} (95% interval {value - half:+.2f} to {value + half:+.2f}) "
            f"against the base rate; {told}",
        )


def _log(p: Float, true: Mask) -> Float:
    p = np.clip(p, _SURE, 1.0 - _SURE)
    return np.asarray(-np.log(np.where(true, p, 1.0 - p)))


def hindsight(
    outlook: Outlook, clause: Clause, fitted: Fitted, priors: Priors, progress: Progress
) -> Hindsight:
    """State a scenario at the start of past windows that do not overlap, the latest 24.

    The model is fitted on what came before, again after a year; in between the record goes on.

    Parameters
    ----------
    outlook : Outlook
        Of the question.
    clause : Condition or Combined
        The scenario, in days ahead of the question.
    fitted : Fitted
        The model of the question, whose horizon has to be answered then too.
    priors : callable
        What other data may say of a record on a day.
    progress : callable
        Told the step and the share done.
    """
    days = outlook.ahead.days
    past = windows(outlook.snapshot, outlook.record, clause, days)
    rows = np.arange(len(past))[-_MOST:]
    stated, base, true = [], [], []
    model: Fitted | None = None
    for i, n in enumerate(rows):
        origin = int(past.first[n])
        progress(f"stating it on {day(origin)}", i / len(rows))
        if model is None or origin - model.until >= _REFIT:
            prior = priors(outlook.record, origin)
            model = Fitted.fit(outlook.record.acts, origin, fitted.fine_from, prior)
        then = replace(model, acts=outlook.record.acts.before(origin), until=origin)
        if then.longest < days:
            model = None
            continue
        told = _stated(outlook, clause, then)
        earlier = past.true[:n]
        stated.append(told.probability())
        base.append((earlier.sum() + 0.5) / (n + 1.0) if n >= FEWEST else told.probability("base"))
        true.append(bool(past.true[n]))
    return Hindsight(np.array(stated), np.array(base), np.array(true, dtype=np.bool_))


def _stated(outlook: Outlook, clause: Clause, fitted: Fitted) -> Futures:
    """The scenario as it would have been answered on the day of a model."""
    now = day(fitted.until)
    alive = np.array(
        [a.valid.last is None or a.valid.last >= now for a in outlook.snapshot.actors],
        dtype=np.bool_,
    )
    moved = shifted(clause, fitted.until - outlook.record.until)
    found = reach(at(outlook, fitted, alive), fitted, leaves(moved))
    level, seed = outlook.scope.level, outlook.scope.seed
    return Futures(moved, found.wanted, laws(fitted, found.dyads, found.cells, level), seed)


def shifted(clause: Clause, days: int) -> Clause:
    """The same scenario so many days later."""
    if isinstance(clause, Combined):
        return Combined(clause.how, tuple(shifted(part, days) for part in clause.parts))
    by = timedelta(days=days)
    return replace(clause, first=clause.first + by, last=clause.last + by)
