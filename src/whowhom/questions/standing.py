"""Standing: what one dataset shows of an actor in a place, and how probable that it is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.evidence import Evidence
from whowhom.answers.presence import Division, Spread, Stage, Standing
from whowhom.forecasting.presence import (
    CELLS,
    RUNGS,
    Filter,
    Sightings,
    Silence,
    own_weights,
    silence,
)
from whowhom.ontology.likelihood import word
from whowhom.questions.places import Place
from whowhom.questions.population import Population, of_division, population
from whowhom.questions.scope import day
from whowhom.questions.sightings import (
    Periods,
    Seen,
    last_seen,
    observes,
    periods,
    sightings_of,
    within_last_year,
)
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

TRUST: Final = 0.5
"""Probability that an uncertain sighting is the actor's."""
_TRUSTS: Final = (0.25, 0.5, 0.75)
_SHOWN = 3
_SUREST = 0.999
_RATED = 12


@dataclass(frozen=True, eq=False)
class Record:
    """Sightings of an actor in a place by one dataset, with what the model makes of them.

    Parameters
    ----------
    dataset : Dataset
        Which.
    seen : Seen
        The rows.
    when : Periods
        The periods it is read in.
    population : Population or None
        Groups to learn from; None where nothing may be counted.
    sightings : Sightings
        The rows by period.
    readings : tuple of Silence
        What the silence tells, for each trust in uncertain sightings; the middle one is the one
        answers state. Empty without a certain sighting.
    """

    dataset: Dataset
    seen: Seen
    when: Periods
    population: Population | None
    sightings: Sightings
    readings: tuple[Silence, ...]

    @property
    def silence(self) -> Silence | None:
        """The reading that answers state."""
        return self.readings[len(self.readings) // 2] if self.readings else None

    @property
    def silent_months(self) -> float:
        """Months from the end of the last period with a certain sighting to the end."""
        last = int(self.sightings.last[0])
        return float(self.sightings.months[last + 1 :].sum())

    def spread(self, of: str, level: float, months: float = 0.0) -> Spread:
        """Probability of ``on`` or of being seen ``again``, over parameters and trusts."""
        each = [r.on if of == "on" else r.again(months) for r in self.readings]
        ends = [r.interval(v, level) for r, v in zip(self.readings, each, strict=True)]
        middle = len(each) // 2
        value = self.readings[middle].mean(each[middle])
        low, high = min(e[0] for e in ends), max(e[1] for e in ends)
        return capped(Spread(value, min(low, value), max(high, value)))


def capped(spread: Spread) -> Spread:
    """Nothing is quite certain: even a sighting may have been another's.

    >>> capped(Spread(1.0, 0.9, 1.0))
    Spread(value=0.999, low=0.9, high=0.999)
    """
    value = None if spread.value is None else min(spread.value, _SUREST)
    return Spread(value, min(spread.low, _SUREST), min(spread.high, _SUREST))


def record_of(
    snapshot: Snapshot, dataset: Dataset, place: Place, actors: list[Actor], joint: list[Actor]
) -> Record:
    """The record of actors, taken as one, in a place."""
    mask = place.mask(snapshot) & snapshot.mask_of(dataset)
    seen = sightings_of(snapshot, actors, joint, mask)
    groups = population(snapshot, dataset, place) if observes(dataset, place) else None
    when = groups.when if groups else periods(snapshot, dataset)
    return _record(dataset, seen, when, groups)


def _record(dataset: Dataset, seen: Seen, when: Periods, groups: Population | None) -> Record:
    sightings = when.sightings([seen])
    share = groups.share if groups else np.full(len(CELLS), 1 / len(CELLS))
    readings: tuple[Silence, ...] = ()
    if sightings.acts.any():
        open_question = sightings.unsure[0, int(sightings.begins[0]) :].any()
        trusts = _TRUSTS if open_question else (TRUST,)
        readings = tuple(silence(sightings, share, trust) for trust in trusts)
    return Record(dataset, seen, when, groups, sightings, readings)


def standing(
    snapshot: Snapshot, record: Record, level: float, mine: set[int], known: Mapping[int, Evidence]
) -> Standing:
    """The record as an answer shows it.

    `mine` are the positions of the actors, `known` the evidence by position in the columns.
    """
    seen, found = record.seen, record.silence
    last = last_seen(seen.certain)
    active = record.spread("on", level) if found else None
    counted = record.population is not None
    if active and not counted:
        active = Spread(None, active.low, active.high)
    return Standing(
        dataset=record.dataset.name,
        counts=counted,
        until=day(record.when.until),
        acts=int(seen.certain.count.sum()),
        unsure=int(seen.uncertain.count.sum()),
        first_seen=day(seen.certain.date.min()) if len(seen.certain) else None,
        last_seen=last,
        last_unsure=last_seen(seen.uncertain),
        recent=int(within_last_year(seen.certain, record.when.until).count.sum()),
        silent_days=(snapshot.as_of - last[1]).days if last else None,
        active=active,
        word=worded(active),
        rate=_rate(found, level) if found and counted else None,
        silence=_quiet(found, level) if found and counted else None,
        unlooked=found.mean(found.unlooked, before=True) if found and counted else None,
        sides=_sides(snapshot, seen.certain, mine),
        evidence=tuple(_ids(seen, known)),
    )


def worded(spread: Spread | None) -> str | None:
    """The ICD 203 word of a number that is one."""
    return word(spread.value) if spread and spread.value is not None else None


def _rate(found: Silence, level: float) -> Spread:
    rates = np.broadcast_to(RUNGS, found.before.shape)
    # A middle rate by ratio, as the rungs are laid out.
    middle = float(np.exp((np.log(rates) * found.before).sum()))
    low, high = found.interval(rates, level, before=True)
    return Spread(middle, min(low, middle), max(high, middle))


def _quiet(found: Silence, level: float) -> Spread:
    low, high = found.interval(found.quiet, level, before=True)
    value = found.mean(found.quiet, before=True)
    return Spread(value, min(low, value), max(high, value))


def _sides(snapshot: Snapshot, columns: Columns, mine: set[int]) -> tuple[tuple[str, float], ...]:
    """With whom, most first."""
    tally: Counter[int] = Counter()
    listed = (columns.source.tolist(), columns.target.tolist(), columns.count.tolist())
    for source, target, count in zip(*listed, strict=True):
        tally[target if source in mine else source] += count
    total = max(sum(tally.values()), 1)
    most = sorted(tally.items(), key=lambda pair: (-pair[1], snapshot.actors[pair[0]].name))
    return tuple((snapshot.actors[who].name, n / total) for who, n in most[:5])


def _ids(seen: Seen, known: Mapping[int, Evidence]) -> list[str]:
    return [known[int(at)].id for each in seen.latest(_SHOWN) for at in each]


def course(record: Record) -> tuple[Stage, ...]:
    """Period by period: sightings, and the probability of still active after each."""
    if not record.readings:
        return ()
    s = record.sightings
    share = record.population.share if record.population else np.full(len(CELLS), 1 / len(CELLS))
    running = Filter(s, TRUST)
    stages = []
    for at in range(len(s.months)):
        running.step()
        if at < s.begins[0]:
            continue
        weight = own_weights(running.evidence, share)[0]
        stages.append(
            Stage(
                day(record.when.edges[at]),
                day(record.when.edges[at + 1] - 1),
                float(s.acts[0, at]),
                float(s.unsure[0, at]),
                float((1 - running.state[0, :, 0]) @ weight),
            )
        )
    return tuple(stages)


def by_division(
    snapshot: Snapshot, place: Place, record: Record, level: float
) -> tuple[Division, ...]:
    """The record of a country by first-level division, the latest seen first.

    The first twelve get a probability.
    """
    if place.divisions or not len(record.seen):
        return ()
    groups = None
    if record.population is not None:
        groups = population(snapshot, record.dataset, of_division(place, "any"))
    listed = [
        (_latest(seen), name, seen) for name, seen in record.seen.by_division(snapshot).items()
    ]
    listed.sort(key=lambda each: (-each[0].toordinal(), -len(each[2]), each[1]))
    return tuple(
        _division(record, groups if n < _RATED else None, seen, name, level)
        for n, (_, name, seen) in enumerate(listed)
    )


def _latest(seen: Seen) -> date:
    last = last_seen(seen.certain) or last_seen(seen.uncertain)
    assert last
    return last[1]


def _division(
    record: Record, groups: Population | None, seen: Seen, name: str, level: float
) -> Division:
    own = _record(record.dataset, seen, groups.when, groups) if groups else None
    active = own.spread("on", level) if own and own.readings else None
    last = last_seen(seen.certain) or last_seen(seen.uncertain)
    assert last
    return Division(
        name=name,
        dataset=record.dataset.name,
        acts=int(seen.certain.count.sum()),
        unsure=int(seen.uncertain.count.sum()),
        recent=int(within_last_year(seen.certain, record.when.until).count.sum()),
        last_seen=last,
        active=active,
        word=worded(active),
    )
