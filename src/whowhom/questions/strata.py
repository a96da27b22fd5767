"""Strata: two periods in each dataset, and whether they can be compared there at all."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.period import Period
from whowhom.actors.states import STATES
from whowhom.questions.blocks import LEAST_YEARS, Blocks, blocks
from whowhom.questions.observation import Observation, observation
from whowhom.questions.ownacts import Positions, countable, own_acts, totals, within
from whowhom.questions.scope import number
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

FEWEST = 20
"""Fewest acts of either period."""
_FEW_TOTALS = 0.05


@dataclass(frozen=True)
class Compared:
    """Two periods in one dataset, ready to be compared or not.

    Parameters
    ----------
    dataset : Dataset
        Which.
    actor : int
        Whose acts, by position in ``snapshot.actors``.
    among : array of bool
        Rows of the snapshot that count: acts within either period, in countries observed in both.
    chosen : tuple of array
        Positions of the actor's own acts in either period.
    own : array of int
        Positions of all its own acts in the dataset.
    seen : tuple of Observation
        What is observed of either period.
    blocks : Blocks or None
        Blocks of time; None where a period is not observed.
    reason : str
        Why the periods are not comparable; empty if they are.
    caveats : tuple of str
        What to say along with it.
    """

    dataset: Dataset
    actor: int
    among: NDArray[np.bool_]
    chosen: tuple[Positions, Positions]
    own: Positions
    seen: tuple[Observation, Observation]
    blocks: Blocks | None
    reason: str
    caveats: tuple[str, ...] = field(default=())

    def acts(self, columns: Columns) -> tuple[int, int]:
        """Acts of either period."""
        one, other = (int(columns.count[each].sum()) for each in self.chosen)
        return one, other

    def both(self) -> Positions:
        """Positions of the acts of both periods."""
        return np.concatenate(self.chosen)


def strata(
    snapshot: Snapshot, actor: Actor, periods: tuple[Period, Period], names: tuple[str, str]
) -> list[Compared]:
    """The two periods in each dataset that records the actor in either.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    actor : Actor
        Who.
    periods : tuple of Period
        Each with a last day; they do not overlap.
    names : tuple of str
        What to call them.

    Returns
    -------
    list of Compared
        Those that can be compared first, then by the acts of the poorer period.
    """
    position = snapshot.index.get(actor.actor_id, -1)
    found = [_compared(snapshot, d, actor, position, periods, names) for d in snapshot.datasets]
    kept = [each for each in found if len(each.both())]

    def rank(each: Compared) -> tuple[bool, bool, bool, int, str]:
        preferred = each.dataset.name.casefold() == snapshot.settings.dataset.casefold()
        acts = min(each.acts(snapshot.columns))
        return bool(each.reason), not each.dataset.counts, not preferred, -acts, each.dataset.name

    return sorted(kept, key=rank)


def _compared(
    snapshot: Snapshot,
    dataset: Dataset,
    actor: Actor,
    position: int,
    periods: tuple[Period, Period],
    names: tuple[str, str],
) -> Compared:
    columns = snapshot.columns
    every = countable(snapshot, dataset)
    own = own_acts(snapshot, every, position)
    rows = columns.take(own)
    one, other = (observation(dataset, p, actor, rows) for p in periods)
    where = _common(one, other)
    here = _in(snapshot, where)
    inside = [
        within(columns, *s.days) if s.days else np.zeros(len(columns), dtype=np.bool_)
        for s in (one, other)
    ]
    mine = np.zeros(len(columns), dtype=np.bool_)
    mine[own] = True
    chosen = np.flatnonzero(mine & here & inside[0]), np.flatnonzero(mine & here & inside[1])
    abroad = int((mine & ~here & (inside[0] | inside[1])).sum())
    bare = Compared(
        dataset=dataset,
        actor=position,
        among=every & here & (inside[0] | inside[1]),
        chosen=chosen,
        own=own,
        seen=(one, other),
        blocks=None,
        reason="",
    )
    laid = _blocks(bare, columns)
    return replace(
        bare,
        blocks=laid,
        reason=_reason(bare, columns, laid, names),
        caveats=tuple(_caveats(bare, periods, names, rows, where, abroad)),
    )


def _common(one: Observation, other: Observation) -> frozenset[str] | None:
    """Countries observed in both periods; None for everywhere."""
    if one.countries is None or other.countries is None:
        return one.countries if other.countries is None else other.countries
    return one.countries & other.countries


def _in(snapshot: Snapshot, countries: frozenset[str] | None) -> NDArray[np.bool_]:
    if countries is None:
        return np.ones(len(snapshot.columns), dtype=np.bool_)
    codes = [n for n, c in enumerate(snapshot.countries) if c in countries]
    return np.isin(snapshot.columns.country, codes)


def _blocks(stratum: Compared, columns: Columns) -> Blocks | None:
    one, other = (s.days for s in stratum.seen)
    if one is None or other is None:
        return None
    return blocks(one, other, years=any(_by_year(stratum, columns)))


def _by_year(stratum: Compared, columns: Columns) -> tuple[bool, bool]:
    """Whether either period is known as totals over years."""
    found = []
    for each in stratum.chosen:
        rows = columns.take(each)
        acts = rows.count[totals(rows)].sum()
        found.append(bool(acts > _FEW_TOTALS * max(rows.count.sum(), 1)))
    return found[0], found[1]


# ---- what stands in the way ---------------------------------------------------------------------


def _reason(
    stratum: Compared, columns: Columns, laid: Blocks | None, names: tuple[str, str]
) -> str:
    """Why the periods cannot be compared in a dataset, the gravest reason first; "" if they can."""
    name = stratum.dataset.name
    for seen, period in zip(stratum.seen, names, strict=True):
        if seen.days is None:
            return f"{name} observes nothing of {period}"
    acts = stratum.acts(columns)
    if min(acts) < FEWEST:
        poor = acts.index(min(acts))
        return (
            f"{name} holds {acts[poor]:,} acts of its own in {names[poor]}, and {FEWEST} are "
            "needed in either period"
        )
    if not stratum.dataset.counts:
        return (
            f"{name} is a hand-picked list and no sample: what was chosen for it, alone, could "
            "make the difference, or hide one"
        )
    if laid is None or not laid.enough():
        return _too_few(stratum, columns, laid, names)
    return ""


def _too_few(
    stratum: Compared, columns: Columns, laid: Blocks | None, names: tuple[str, str]
) -> str:
    name = stratum.dataset.name
    sizes = laid.sizes if laid else (0, 0)
    if laid and laid.years:
        by_year = _by_year(stratum, columns)
        known = [
            f"{period} by {'yearly totals of the dyads that are listed' if yearly else 'day'}"
            for period, yearly in zip(names, by_year, strict=True)
        ]
        return (
            f"{name} tells of {known[0]} and of {known[1]}: as years they are {sizes[0]} against "
            f"{sizes[1]}, and {LEAST_YEARS} are needed in either period; the way of counting alone "
            "could make the difference"
        )
    shorter = names[sizes.index(min(sizes))]
    return (
        f"{name} observes too few days of {shorter}: acts come in bursts, and no difference can "
        "stand out between so few weeks"
    )


def _caveats(
    stratum: Compared,
    periods: tuple[Period, Period],
    names: tuple[str, str],
    own: Columns,
    where: frozenset[str] | None,
    abroad: int,
) -> list[str]:
    said = []
    name = stratum.dataset.name
    for seen, period, called in zip(stratum.seen, periods, names, strict=True):
        if seen.days and seen.days != (period.first, period.last):
            said.append(
                f"Of {called}, {name} observes {seen.days[0]} to {seen.days[1]} (of the days on "
                "which the actor existed)."
            )
        if seen.days and seen.share < 0.9:
            said.append(f"Of these days in {called}, {name} observes {seen.share:.0%}.")
    if cut := _cut(own, stratum.seen):
        said.append(f"{cut:,} rows of {name} reach over an edge of a period and are left out.")
    if where is not None and abroad:
        countries = ", ".join(STATES.by_iso[c].name if c in STATES.by_iso else c for c in where)
        said.append(
            f"{name} observes {countries or 'no country'} alone in both periods: {abroad:,} rows "
            "elsewhere are left out."
        )
    return said


def _cut(own: Columns, seen: tuple[Observation, Observation]) -> int:
    """Rows that lie partly in a period."""
    partly = np.zeros(len(own), dtype=np.bool_)
    for each in seen:
        if each.days:
            first, last = (number(d) for d in each.days)
            touching = (own.date_end >= first) & (own.date <= last)
            partly |= touching & ~within(own, *each.days)
    return int(partly.sum())


def versions_differ(stratum: Compared, snapshot: Snapshot) -> tuple[str, str] | None:
    """Versions of the dataset behind either period, where they have none in common."""
    files = [np.unique(snapshot.columns.file[each]) for each in stratum.chosen]
    sets = [{snapshot.imports[f].provenance.version or "unknown" for f in each} for each in files]
    for one, other in pairwise(sets):
        if one and other and not one & other:
            return ", ".join(sorted(one)), ", ".join(sorted(other))
    return None
