"""Shifts: the few shares that carry most of a difference, with events from either period."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.compare import Shift
from whowhom.answers.evidence import Evidence
from whowhom.questions import evidence
from whowhom.questions.divergence import parts
from whowhom.questions.facets import OTHERS
from whowhom.questions.facettest import Tested
from whowhom.questions.ownacts import Positions
from whowhom.questions.strata import Compared
from whowhom.snapshot.snapshot import Snapshot

_SHOWN = 6
_OF_FACET = 3
_LEAST = 0.05
_EVENTS = 3


@dataclass(frozen=True)
class _Move:
    test: Tested
    category: int
    part: float
    events: tuple[Positions, Positions]


def shifts(
    snapshot: Snapshot, stratum: Compared, tests: Sequence[Tested]
) -> tuple[tuple[Shift, ...], list[Evidence]]:
    """The shares that make up most of the distance, and events behind each.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    stratum : Compared
        Two periods in a dataset.
    tests : sequence of Tested
        Its facets, those to be shown first in front.

    Returns
    -------
    tuple of Shift, list of Evidence
        At most 6 shifts, and 3 of a facet; each makes up at least a twentieth of its facet's
        distance. Then their events.
    """
    moves = [move for test in tests for move in _moves(snapshot, stratum, test)][:_SHOWN]
    if not moves:
        return (), []
    positions = np.unique(np.concatenate([each for move in moves for each in move.events]))
    events = evidence.events(snapshot, snapshot.columns.take(positions))
    ids = {int(place): event.id for place, event in zip(positions, events, strict=True)}
    found = tuple(_shift(snapshot, stratum, move, ids) for move in moves)
    return found, events


def _moves(snapshot: Snapshot, stratum: Compared, test: Tested) -> list[_Move]:
    if len(test.facet.names) < 2 or not min(test.acts):
        return []
    brought = parts(test.p, test.q)
    whole = float(brought.sum())
    if whole <= 0:
        return []
    if test.facet.name == "cooperation":
        # Of two categories the one falls as the other rises: one line says both.
        top = [(test.facet.names.index("cooperation"), 1.0)]
    else:
        order = np.argsort(-brought, kind="stable")[:_OF_FACET]
        top = [(int(k), float(brought[k] / whole)) for k in order if brought[k] >= _LEAST * whole]
    size = len(stratum.chosen[0])
    found = []
    for k, part in top:
        mine = test.facet.key == k
        sides = stratum.chosen[0][mine[:size]], stratum.chosen[1][mine[size:]]
        found.append(
            _Move(test, k, part, (_telling(snapshot, sides[0]), _telling(snapshot, sides[1])))
        )
    return found


def _telling(snapshot: Snapshot, rows: Positions) -> Positions:
    mask = np.zeros(len(snapshot.columns), dtype=np.bool_)
    mask[rows] = True
    return evidence.telling(snapshot.columns, mask, _EVENTS)


def _shift(snapshot: Snapshot, stratum: Compared, move: _Move, ids: dict[int, str]) -> Shift:
    test, k = move.test, move.category
    low = high = None
    if test.apart is not None:
        low, high = (float(x) for x in test.apart.differences[:, k])
    before, after = (tuple(ids[int(place)] for place in each) for each in move.events)
    return Shift(
        facet=test.facet.name,
        name=test.facet.names[k],
        before=float(test.p[k]),
        after=float(test.q[k]),
        low=low,
        high=high,
        part=move.part,
        remark=_remark(snapshot, stratum, test, k),
        evidence_before=before,
        evidence_after=after,
    )


def _remark(snapshot: Snapshot, stratum: Compared, test: Tested, k: int) -> str:
    """Whether a partner existed in the other period at all; what "all others" are."""
    codes = test.facet.codes[k]
    if test.facet.names[k] == OTHERS:
        return f"{len(codes)} too rare to stand alone"
    if test.facet.name != "partners" or len(codes) != 1:
        return ""
    return _turnover(snapshot.actors[codes[0]], stratum)


def turnover(snapshot: Snapshot, stratum: Compared) -> tuple[float, float]:
    """Share of the acts of either period with partners that did not exist in the other.

    Partners that had ended before the second period, or began to exist after the first, whichever
    comes first; as far as the case knows.
    """
    columns = snapshot.columns
    gone = np.array([bool(_turnover(a, stratum)) for a in snapshot.actors])
    found = []
    for rows in (columns.take(each) for each in stratum.chosen):
        partner = np.where(rows.source == stratum.actor, rows.target, rows.source)
        found.append(float(rows.count[gone[partner]].sum() / max(rows.count.sum(), 1)))
    return found[0], found[1]


def _turnover(partner: Actor, stratum: Compared) -> str:
    """When a partner ended or began, if that leaves it out of one of the periods."""
    said = []
    for seen in stratum.seen:
        if seen.days is None:
            continue
        first, last = seen.days
        if partner.valid.last and partner.valid.last < first:
            said.append(f"ended {partner.valid.last}")
        if partner.valid.first and partner.valid.first > last:
            said.append(f"exists from {partner.valid.first}")
    return "; ".join(dict.fromkeys(said))
