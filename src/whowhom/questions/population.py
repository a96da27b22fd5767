"""Population: the groups of a dataset, and what their sightings teach about silence and return."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from whowhom.answers.skill import Skill
from whowhom.forecasting.presence import CELLS, Filter, Float, Sightings, weigh
from whowhom.forecasting.presence_trial import (
    BASELINES,
    MEASURED,
    Gaps,
    Returned,
    Trial,
    trial,
)
from whowhom.forecasting.scores import Skill as Measured
from whowhom.questions.places import Place
from whowhom.questions.sightings import Panel, Periods, panel, periods
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

YEAR: Final = 12.0
_MOST = 60
_LEAST_SOURCES, _LEAST_FORECASTS = 8, 50
_kept: dict[tuple[str, str, bool], Population] = {}
_KEPT = 8


@dataclass(frozen=True)
class Population:
    """The groups of a dataset in their places.

    Parameters
    ----------
    when : Periods
        The periods.
    panel : Panel
        All groups.
    countries : int
        In how many countries.
    """

    when: Periods
    panel: Panel
    countries: int

    @cached_property
    def some(self) -> Sightings:
        """At most sixty of them, evenly from the list, for what takes long."""
        size = len(self.panel.keys)
        chosen = np.unique(np.linspace(0, size - 1, min(size, _MOST)).round().astype(np.intp))
        return self.panel.sightings.take(chosen)

    @cached_property
    def share(self) -> Float:
        """How common each cell of the model's grid is among them."""
        if not self.panel.keys:
            return np.full(len(CELLS), 1 / len(CELLS))
        evidence = Filter(self.some).run().evidence
        return weigh(evidence, float(self.some.months.sum()), self.countries)

    @cached_property
    def trial(self) -> Trial:
        """Forecasts of a year from every past year."""
        return trial(self.some, YEAR, self.countries)

    @cached_property
    def gaps(self) -> Gaps:
        """Their silences."""
        return Gaps.of(self.panel.sightings)

    def returned(self, silent: float, months: float, but: int) -> Returned:
        """How often groups silent as long were recorded again."""
        return self.gaps.returned(silent, months, but)

    @cached_property
    def _skills(self) -> dict[int, list[Measured]]:
        """Skill against each baseline, by seed."""
        return {}

    def skill(self, name: str, seed: int) -> Skill:
        """Whether the model beats the base rate (groups silent as long) on this record."""
        tried = self.trial
        sources = len(np.unique(tried.source))
        what = f"'recorded again within a year' of groups of {name}"
        if len(tried) < _LEAST_FORECASTS or sources < _LEAST_SOURCES:
            few = f"{len(tried)} forecasts of {sources} groups are too few to judge {what} here"
            return Skill("unknown", len(tried), f"{few}; {MEASURED}")
        if seed not in self._skills:
            self._skills[seed] = [tried.skill(n, seed=seed) for n in range(len(BASELINES))]
        found = self._skills[seed]
        base = found[-1]
        said = ", ".join(
            f"{f.value:+.2f} against {b}" for f, b in zip(found, BASELINES, strict=True)
        )
        note = (
            f"Brier skill on {what} ({sources} groups): {said} (95% interval {base.low:+.2f} to "
            f"{base.high:+.2f}), which is the base rate"
        )
        return Skill("better" if base.low > 0 else "not better", len(tried), note)


def population(snapshot: Snapshot, dataset: Dataset, place: Place) -> Population:
    """The groups of a dataset, by country, or by division where the place is one.

    Kept for the snapshots asked last: the same for every actor.
    """
    divided = bool(place.divisions)
    key = (snapshot.hash, f"{dataset.name} {place.country}", divided)
    if key not in _kept:
        when = periods(snapshot, dataset, place.country)
        if divided:
            when = when.divided(divided_from(snapshot, dataset))
        groups = panel(snapshot, dataset, when, divided)
        found = Population(when, groups, _countries(snapshot, groups, divided))
        while len(_kept) >= _KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = found
    return _kept[key]


def _countries(snapshot: Snapshot, groups: Panel, divided: bool) -> int:
    pairs = snapshot.divided[1] if divided else ()
    return max(len({pairs[p][0] if divided else p for _, p in groups.keys}), 1)


def of_division(place: Place, name: str) -> Place:
    """A stand-in for any division of a country, to look its population up."""
    return replace(place, name=name, divisions=(name,))


def divided_from(snapshot: Snapshot, dataset: Dataset) -> int:
    """First day of a row whose division the dataset gives; the last day if it gives none."""
    codes, pairs = snapshot.divided
    named = np.array([bool(division) for _, division in pairs])
    rows = snapshot.columns.date[named[codes] & snapshot.mask_of(dataset)]
    return int(rows.min()) if len(rows) else int(snapshot.columns.date_end.max())
