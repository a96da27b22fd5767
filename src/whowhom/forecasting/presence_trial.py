"""Whether the probabilities of `forecasting.presence` come true: forecasts from past days, scored.

From each origin, a year apart, every source seen before it is forecast: will it be recorded again
within so many months? The filter, the shares of the grid's cells and the baselines know what came
before the origin and nothing else. Three baselines, each a share of earlier forecasts whose end had
come by then, with half a case added to either side:

* *always the average*: of all sources;
* *recorded in the last year*: of those that were, or were not;
* *silent as long*: of those whose silence was of the same length (`SILENCES`). This is the base
  rate of the verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.forecasting.presence import Filter, Float, Sightings, again, own_weights, weigh
from whowhom.forecasting.scores import Skill, brier, log_score, skill

Ints = NDArray[np.int64]
SILENCES: Final[Float] = np.array([0.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, np.inf])
"""Edges of the classes of silence, in months."""
BASELINES: Final = ("always the average", "recorded in the last year", "silent as long")
MEASURED: Final = (
    "measured elsewhere, Brier skill against groups silent as long: +0.09 (95% interval -0.03 to "
    "+0.21) for 25 groups of UCDP GED in Myanmar, +0.15 (+0.05 to +0.24) for them by division, "
    "+0.14 (+0.07 to +0.20) for 35 rebel groups of KEDS Levant"
)
"""What the benchmark found, for records too short for a trial of their own."""
_BETWEEN = 12.0
_WARM_UP = 36.0
_SLACK = 0.6


@dataclass(frozen=True, eq=False)
class Trial:
    """Forecasts from past days beside what came.

    Parameters
    ----------
    horizon : float
        Months ahead.
    origin : float64 array, (N,)
        When each was made, in months since the first period.
    source : int64 array, (N,)
        Of whom.
    probability, on : float64 array, (N,)
        That it is recorded again, and that it was on.
    silent : float64 array, (N,)
        Months since it was last seen.
    happened : bool array, (N,)
        Whether it was recorded again.
    baselines : float64 array, (3, N)
        What `BASELINES` say.
    """

    horizon: float
    origin: Float
    source: Ints
    probability: Float
    on: Float
    silent: Float
    happened: NDArray[np.bool_]
    baselines: Float

    def __len__(self) -> int:
        return len(self.origin)

    def skill(self, baseline: int, score: str = "brier", seed: int = 0) -> Skill:
        """Skill against a baseline, clustered by source and by time."""
        of = brier if score == "brier" else log_score
        own, other = (of(p, self.happened) for p in (self.probability, self.baselines[baseline]))
        # Blocks of time as long as the horizon, or a year.
        block = (self.origin // max(self.horizon, _BETWEEN)).astype(np.int64)
        return skill(own, other, self.source, block, seed=seed)


def trial(
    sightings: Sightings,
    horizon: float,
    histories: int = 1,
    between: float = _BETWEEN,
    warm_up: float = _WARM_UP,
) -> Trial:
    """Forecast from every past year, and look what came.

    Parameters
    ----------
    sightings : Sightings
        All sources of a dataset.
    horizon : float
        Months ahead.
    histories : int
        In how many countries they are.
    between, warm_up : float
        Months between two origins, and before the first.
    """
    ends = np.concatenate([[0.0], np.cumsum(sightings.months)])
    running = Filter(sightings)
    rows: list[tuple[Ints, Float]] = []
    for at, until in _origins(ends, horizon, between, warm_up):
        running.run(at)
        live = np.flatnonzero(sightings.begins < at)
        if not len(live):
            continue
        state, evidence = running.state[live], running.evidence[live]
        weight = own_weights(evidence, weigh(evidence, float(ends[at]), histories))
        final = sightings.take(live, at).last
        values = np.stack(
            [
                np.full(len(live), ends[at]),
                (again(state, horizon) * weight).sum(axis=1),
                ((1 - state[:, :, 0]) * weight).sum(axis=1),
                ends[at] - ends[final + 1],
                (sightings.acts[live, at:until] > 0).any(axis=1).astype(np.float64),
            ]
        )
        rows.append((live.astype(np.int64), values))
    source = np.concatenate([r[0] for r in rows]) if rows else np.zeros(0, dtype=np.int64)
    origin, p, on, silent, came = (
        np.concatenate([r[1] for r in rows], axis=1) if rows else (np.zeros((5, 0)))
    )
    happened = came > 0
    return Trial(
        horizon, origin, source, p, on, silent, happened, _baselines(origin, silent, came, horizon)
    )


def _origins(ends: Float, horizon: float, between: float, warm_up: float) -> list[tuple[int, int]]:
    """Periods at whose beginning to forecast, and where the horizon ends."""
    found: list[tuple[int, int]] = []
    last = -np.inf
    for at in range(1, len(ends)):
        until = int(np.argmin(np.abs(ends - ends[at] - horizon)))
        whole = abs(ends[until] - ends[at] - horizon) <= _SLACK
        due = ends[at] >= warm_up - _SLACK and ends[at] - last >= between - _SLACK
        if due and whole:
            found.append((at, until))
            last = float(ends[at])
    return found


def _baselines(origin: Float, silent: Float, came: Float, horizon: float) -> Float:
    found = np.zeros((3, len(origin)))
    classes = np.searchsorted(SILENCES, silent, "right")
    for at in np.unique(origin):
        mine = origin == at
        known = origin + horizon <= at + _SLACK
        for n, label in enumerate((np.zeros_like(silent), silent < _BETWEEN, classes)):
            for each in np.unique(label[mine]):
                past = known & (label == each)
                found[n, mine & (label == each)] = (came[past].sum() + 0.5) / (past.sum() + 1)
    return found


@dataclass(frozen=True, slots=True)
class Returned:
    """Of silences that had lasted as long, how many ended.

    Parameters
    ----------
    silences : int
        Silences that had lasted as long and could be followed for the horizon.
    within : int
        Of these, ended within the horizon.
    reached : int
        Silences that had lasted as long, however long they were followed.
    ever : int
        Of these, ended since: the group was recorded again, so it still existed.
    sources : int
        Sources that they belong to.
    """

    silences: int
    within: int
    reached: int
    ever: int
    sources: int


@dataclass(frozen=True, eq=False)
class Gaps:
    """Silences: the time from each sighting to the next, or to the end.

    Parameters
    ----------
    source : int64 array, (N,)
        Whose.
    begins : float64 array, (N,)
        End of the period of the sighting, in months.
    came : float64 array, (N,)
        Beginning of the period of the next sighting; infinite where there is none.
    total : float
        Length of the record.
    """

    source: Ints
    begins: Float
    came: Float
    total: float

    @classmethod
    def of(cls, sightings: Sightings) -> Gaps:
        """All silences, those of no length too."""
        ends = np.concatenate([[0.0], np.cumsum(sightings.months)])
        source, at = np.nonzero(sightings.acts > 0)
        came = np.full(len(at), np.inf)
        same = source[1:] == source[:-1]
        came[:-1][same] = ends[at[1:]][same]
        return cls(source.astype(np.int64), ends[at + 1], came, float(ends[-1]))

    def returned(self, silent: float, horizon: float, but: int = -1) -> Returned:
        """How often sources that had been silent as long were recorded again.

        Parameters
        ----------
        silent : float
            Months of silence.
        horizon : float
            Months ahead.
        but : int
            A source whose present silence is not counted.
        """
        awaited = np.isinf(self.came)
        reached = np.minimum(self.came, self.total) - self.begins >= silent
        reached &= ~(awaited & (self.source == but))
        due = self.begins + silent + horizon
        # Counting those that came and leaving out those still awaited would flatter the share.
        followed = reached & (due <= self.total + _SLACK)
        return Returned(
            int(followed.sum()),
            int((followed & (self.came < due - 0.01)).sum()),
            int(reached.sum()),
            int((reached & ~awaited).sum()),
            len(np.unique(self.source[reached])),
        )
