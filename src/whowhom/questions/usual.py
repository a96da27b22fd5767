"""How far two stretches usually lie apart: the base rate of a comparison."""

from collections.abc import Iterable, Sequence

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

_STRETCHES = 12
_OTHERS = 12
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
        By facet: the median distance beyond chance of up to 12 pairs of neighbouring stretches of
        the actor's own record, as long as the two periods; and that of the up to 12 actors of
        nearest size between the two periods themselves.
    """
    names = [t.facet.name for t in tests if t.apart is not None]
    stretches = _stretches(stratum, snapshot)
    others = _others(snapshot, stratum)
    years = _years(stratum)
    own_rows = _own(stratum, snapshot)
    found = {}
    for name in names:
        own = _known(
            _between(snapshot, own_rows, stratum.actor, name, pair, years) for pair in stretches
        )
        apart = _known(_of(snapshot, stratum, other, name) for other in others)
        found[name] = Usual(
            own=float(np.median(own)) if len(own) >= _FEWEST_PAIRS else None,
            own_n=len(own),
            others=float(np.median(apart)) if len(apart) >= _FEWEST_PAIRS else None,
            others_n=len(apart),
        )
    return found


def _known(values: Iterable[float | None]) -> list[float]:
    return [v for v in values if v is not None]


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


def _others(snapshot: Snapshot, stratum: Compared) -> list[tuple[int, Positions]]:
    """Actors with enough acts in both periods, nearest in size, and their acts."""
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
    return [(int(a), own_acts(snapshot, stratum.among, int(a))) for a in nearest]


def _of(
    snapshot: Snapshot, stratum: Compared, other: tuple[int, Positions], name: str
) -> float | None:
    one, two = (s.days for s in stratum.seen)
    if one is None or two is None:
        return None
    return _between(snapshot, other[1], other[0], name, (one, two), _years(stratum))


def _between(
    snapshot: Snapshot,
    acts: Positions,
    actor: int,
    name: str,
    pair: tuple[Days, Days],
    years: bool = False,
) -> float | None:
    """Distance beyond chance of two periods in an actor's acts; None where they are too few."""
    laid = blocks(*pair, years=years)
    rows = snapshot.columns.take(acts)
    place = laid.place(rows)
    inside = place >= 0
    if not inside.any():
        return None
    rows, place, chosen = rows.take(inside), place[inside], acts[inside]
    codes = raw(snapshot, name, rows, chosen, actor)
    if not (codes >= 0).any():
        return None
    each = facet(snapshot, name, rows, codes)
    counts = laid.count(place, each.key, rows.count, len(each.names))
    first = laid.sizes[0]
    if min(counts[:first].sum(), counts[first:].sum()) < FEWEST:
        return None
    return roughly(counts, first)
