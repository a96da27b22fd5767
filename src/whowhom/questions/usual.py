"""How far two stretches usually lie apart: the base rate of a comparison."""

from collections.abc import Sequence

import numpy as np

from whowhom.answers.compare import Usual
from whowhom.questions.blocks import blocks
from whowhom.questions.facets import facet, raw
from whowhom.questions.facettest import Tested
from whowhom.questions.homogeneity import roughly
from whowhom.questions.observation import Days
from whowhom.questions.ownacts import Positions, own_acts, totals, within
from whowhom.questions.scope import day, number
from whowhom.questions.strata import FEWEST, Compared
from whowhom.snapshot.snapshot import Snapshot

_STRETCHES = 10
_OTHERS = 8
_FEWEST_PAIRS = 3


def usual(snapshot: Snapshot, stratum: Compared, tests: Sequence[Tested]) -> dict[str, Usual]:
    """The base rate of each facet that was compared.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    stratum : Compared
        The two periods in the dataset that speaks.
    tests : sequence of Tested
        Its facets.

    Returns
    -------
    dict of str to Usual
        By facet: the median distance beyond chance of up to 10 pairs of neighbouring stretches of
        the actor's own record, as long as the two periods; and that of the up to 8 actors of
        nearest size between the two periods themselves.
    """
    names = [t.facet.name for t in tests if t.apart is not None]
    if not names:
        return {}
    years, seen = _years(stratum), tuple(s.days for s in stratum.seen)
    own_rows = _own(stratum, snapshot)
    own = [
        _between(snapshot, own_rows, stratum.actor, names, pair, years)
        for pair in _stretches(stratum, snapshot)
    ]
    if seen[0] is None or seen[1] is None:
        return {}
    others = [
        _between(
            snapshot,
            own_acts(snapshot, stratum.among, other),
            other,
            names,
            (seen[0], seen[1]),
            years,
        )
        for other in _others(snapshot, stratum)
    ]
    found = {}
    for name in names:
        mine = [each[name] for each in own if name in each]
        theirs = [each[name] for each in others if name in each]
        found[name] = Usual(_median(mine), len(mine), _median(theirs), len(theirs))
    return found


def _median(values: Sequence[float]) -> float | None:
    return float(np.median(values)) if len(values) >= _FEWEST_PAIRS else None


def _years(stratum: Compared) -> bool:
    return bool(stratum.blocks and stratum.blocks.years)


def _own(stratum: Compared, snapshot: Snapshot) -> Positions:
    """Own acts that are dated as finely as the two periods are."""
    if _years(stratum):
        return stratum.own
    return stratum.own[~totals(snapshot.columns.take(stratum.own))]


def _stretches(stratum: Compared, snapshot: Snapshot) -> list[tuple[Days, Days]]:
    """Neighbouring stretches of the own record, as long as the two periods."""
    one, other = (number(d[1]) - number(d[0]) + 1 if (d := s.days) else 0 for s in stratum.seen)
    rows = snapshot.columns.take(_own(stratum, snapshot))
    first, last = int(rows.date.min()), int(rows.date_end.max())
    room = last - first + 1 - one - other
    if not one or not other or room < 0:
        return []
    starts = np.unique(np.linspace(first, first + room, _STRETCHES).astype(int))
    return [
        (
            (day(s), day(s + one - 1)),
            (day(s + one), day(s + one + other - 1)),
        )
        for s in starts
    ]


def _others(snapshot: Snapshot, stratum: Compared) -> list[int]:
    """Actors with enough acts in both periods, nearest in size."""
    columns, size = snapshot.columns, len(snapshot.actors)
    acts = []
    for seen in stratum.seen:
        if not seen.days:
            return []
        inside = stratum.among & within(columns, *seen.days)
        undirected = inside & ~columns.directed
        acts.append(
            np.bincount(columns.source[inside], columns.count[inside], size)
            + np.bincount(columns.target[undirected], columns.count[undirected], size)
        )
    poorer = np.minimum(*acts)
    mine = max(poorer[stratum.actor], 1.0)
    generic = np.array([a.generic for a in snapshot.actors])
    able = np.flatnonzero((poorer >= FEWEST) & ~generic)
    able = able[able != stratum.actor]
    nearest = able[np.argsort(np.abs(np.log(poorer[able] / mine)), kind="stable")][:_OTHERS]
    return [int(a) for a in nearest]


def _between(
    snapshot: Snapshot,
    acts: Positions,
    actor: int,
    names: Sequence[str],
    pair: tuple[Days, Days],
    years: bool,
) -> dict[str, float]:
    """Distance beyond chance of two periods in an actor's acts, for each facet with enough."""
    laid = blocks(*pair, years=years)
    columns = snapshot.columns
    begin, end = number(pair[0][0]), number(pair[1][1])
    if begin > end:
        begin, end = number(pair[1][0]), number(pair[0][1])
    # Rows are sorted by date.
    among = acts[slice(*np.searchsorted(columns.date[acts], [begin, end + 1]))]
    rows = columns.take(among)
    place = laid.place(rows)
    found = {}
    for name in names:
        codes = np.where(place >= 0, raw(snapshot, name, rows, among, actor), -1)
        if not (codes >= 0).any():
            continue
        each = facet(snapshot, name, rows, codes)
        counts = laid.count(place, each.key, rows.count, len(each.names))
        first = laid.sizes[0]
        if min(counts[:first].sum(), counts[first:].sum()) >= FEWEST:
            found[name] = roughly(counts, first)
    return found
