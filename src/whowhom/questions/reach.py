"""Reach: which dyads, kinds and places of a record the conditions of a scenario are about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from whowhom.answers.condition import ANYONE, Condition
from whowhom.engine.acts import Float, Int, Mask
from whowhom.engine.drivers import Dyads
from whowhom.errors import RefusalError
from whowhom.forecasting import cells as cells_
from whowhom.forecasting.law import Wanted
from whowhom.forecasting.record import KIND_QUADS, KINDS
from whowhom.ontology.quad import QUADS
from whowhom.questions.met import kinds_of
from whowhom.questions.outlook import Outlook
from whowhom.questions.parties import find_actor
from whowhom.questions.places import find_place
from whowhom.questions.scope import number
from whowhom.questions.ways import ways

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted

_STRANGERS: Final = 100
"""Dyads without an act on record that are drawn, the most to be expected."""
_LEFT_OUT: Final = 0.005
"""Acts within the longest horizon that may be expected of those that are not drawn at all."""
_KNOWN: Final = 400
"""Dyads on record that are drawn where anyone may act on anyone."""


@dataclass(frozen=True)
class Reach:
    """What conditions are about.

    Parameters
    ----------
    wanted : tuple of Wanted
        One for each condition.
    dyads : int64 array (n,)
        All dyads, rising.
    cells : float64 array (n, cells)
        Dirichlet weights of the places, for each dyad.
    caveats : tuple of str
        What is not covered.
    """

    wanted: tuple[Wanted, ...]
    dyads: Int
    cells: Float
    caveats: tuple[str, ...]


def reach(outlook: Outlook, fitted: Fitted, conditions: list[Condition]) -> Reach:
    """What conditions are about.

    Raises
    ------
    RefusalError
        If the dataset knows nothing of an actor, a type, a place or deaths.
    """
    found = [_dyads(outlook, fitted, each) for each in conditions]
    dyads = np.unique(np.concatenate([keys for keys, _ in found]))
    signs, masks = _cells(outlook, conditions)
    weights = _weights(outlook, signs, masks.shape[1], dyads)
    wanted = tuple(
        Wanted(
            keys,
            _kinds(each),
            cells,
            each.measure,
            each.at_least,
            number(each.first) - outlook.record.until,
            number(each.last) - outlook.record.until + 1,
        )
        for each, (keys, _), cells in zip(conditions, found, masks, strict=True)
    )
    return Reach(wanted, dyads, weights, tuple(dict.fromkeys(s for _, said in found for s in said)))


def refuse(outlook: Outlook, condition: Condition) -> None:
    """Refuse a condition of which the dataset can tell nothing."""
    record, name = outlook.record, outlook.dataset.name
    for actor_id in (condition.source, condition.target):
        if actor_id != ANYONE:
            outlook.check(find_actor(outlook.snapshot, actor_id))
    if condition.kinds:
        held = set(kinds_of(condition.kinds)) & {int(k) for k in record.kinds}
        if not {KIND_QUADS[k] for k in held} & set(outlook.quads):
            raise RefusalError(
                f"'{condition.text}': {name} holds no act of {' or '.join(condition.kinds)}, or "
                "too few to learn from",
                ", ".join(KINDS[k] for k in record.kinds if KIND_QUADS[k] in outlook.quads),
                "ask for acts of these, or count another --dataset; what no dataset holds needs a "
                "scenario file with a proxy that does",
            )
    if condition.measure != "acts" and not record.has_deaths:
        raise RefusalError(
            f"'{condition.text}': {name} tells of no deaths", "conditions on acts", "count acts"
        )
    _refuse_place(outlook, condition)


def _refuse_place(outlook: Outlook, condition: Condition) -> None:
    if not condition.place:
        return
    snapshot, record = outlook.snapshot, outlook.record
    place = find_place(snapshot, condition.place)
    if place.mask(snapshot)[record.position].any():
        return
    codes = np.unique(snapshot.columns.country[record.position])
    held = [snapshot.countries[int(c)] for c in codes if c >= 0]
    raise RefusalError(
        f"'{condition.text}': no row of {outlook.dataset.name} before {record.day} lies in "
        f"{place.name}, which it may not observe at all",
        f"places in {', '.join(held[:12])}" + (", ..." if len(held) > 12 else ""),
        "choose one of these, or leave the place out",
    )


def _kinds(condition: Condition) -> Mask:
    mask = np.ones(len(KINDS), dtype=np.bool_)
    if condition.kinds:
        mask = np.isin(np.arange(len(KINDS)), kinds_of(condition.kinds))
    return mask


# ---- dyads ---------------------------------------------------------------------------------------


def _dyads(outlook: Outlook, fitted: Fitted, condition: Condition) -> tuple[Int, list[str]]:
    """Keys of the dyads that a condition is about, and what is not among them."""
    index = outlook.snapshot.index
    ends = [index[a] for a in (condition.source, condition.target) if a != ANYONE]
    if len(ends) == 2:
        return _toward(outlook, condition, ways(outlook.record, *ends)), []
    if not ends:
        return _everybody(outlook, fitted)
    me = ends[0]
    known = _toward(outlook, condition, outlook.open(fitted.candidates(me)))
    strangers = _toward(outlook, condition, _strangers(outlook, me, fitted.candidates(me)))
    chosen, left = _most(fitted, strangers, _STRANGERS, _LEFT_OUT)
    caveats = [
        f"Of {len(strangers):,} possible dyads of {outlook.name(me)} without an act on record the "
        f"{len(chosen):,} most to be expected are drawn; of the others {left:.2g} acts are to be "
        f"expected within {fitted.longest} days."
    ]
    return np.union1d(known, chosen), caveats if left > _LEFT_OUT else []


def _everybody(outlook: Outlook, fitted: Fitted) -> tuple[Int, list[str]]:
    known = outlook.open(fitted.traces.keys)
    chosen, left = _most(fitted, known, _KNOWN, 0.0)
    caveats = ["Of anyone with anyone, only dyads with an act on record are drawn."]
    if len(chosen) < len(known):
        caveats.append(
            f"Of {len(known):,} such dyads the {len(chosen):,} most to be expected are drawn: "
            f"of the others {left:.2g} acts are to be expected within {fitted.longest} days."
        )
    return np.sort(chosen), caveats


def _toward(outlook: Outlook, condition: Condition, keys: Int) -> Int:
    """Of these dyads, those that lead the way the condition asks for; no order fits either way."""
    if condition.either:
        return np.sort(keys)
    index = outlook.snapshot.index
    source, target, directed = outlook.record.acts.sides(keys)
    fits = np.ones(len(keys), dtype=np.bool_)
    for actor_id, place in ((condition.source, source), (condition.target, target)):
        if actor_id != ANYONE:
            fits &= place == index[actor_id]
    return np.sort(keys[fits | ~directed])


def _strangers(outlook: Outlook, me: int, known: Int) -> Int:
    """Keys of dyads of an actor that have no act on record, and could by their sort."""
    record = outlook.record
    acts = record.acts
    held = np.unique(np.concatenate([acts.source, acts.target]))
    others = held[record.alive[held] & (held != me)]
    if not record.alive[me] or not len(others):
        return np.zeros(0, dtype=np.int64)
    seen = {
        (bool(s), bool(t), bool(d))
        for s, t, d in np.unique(
            np.stack([record.generic[acts.source], record.generic[acts.target], acts.directed]),
            axis=1,
        ).T
    }
    mine = bool(record.generic[me])
    found = []
    for sort in (False, True):
        some = others[record.generic[others] == sort]
        if (mine, sort, True) in seen:
            found.append((me * acts.n_actors + some) * 2 + 1)
        if (sort, mine, True) in seen:
            found.append((some * acts.n_actors + me) * 2 + 1)
        if (mine, sort, False) in seen or (sort, mine, False) in seen:
            low, high = np.minimum(some, me), np.maximum(some, me)
            found.append((low * acts.n_actors + high) * 2)
    keys = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
    return np.setdiff1d(keys, known)


def _most(fitted: Fitted, keys: Int, most: int, left_out: float) -> tuple[Int, float]:
    """The dyads most to be expected to act, and the acts to be expected of the others.

    The same for every horizon, so that a longer one never holds less.
    """
    if not len(keys):
        return keys, 0.0
    asked = Dyads.of(fitted.traces, keys)
    amount = np.sum([fitted.within(asked, q, fitted.longest) for q in fitted.quads], axis=0)
    order = np.argsort(-amount, kind="stable")
    rest = np.cumsum(amount[order][::-1])[::-1]
    kept = min(int((rest > left_out).sum()), most)
    return keys[order[:kept]], float(amount[order[kept:]].sum())


# ---- places --------------------------------------------------------------------------------------


def _cells(outlook: Outlook, conditions: list[Condition]) -> tuple[Int, Mask]:
    """Cell of each entry of the record, and which cells each condition counts.

    Entries that lie in the same of the places asked about share a cell.
    """
    record, snapshot = outlook.record, outlook.snapshot
    places = list(dict.fromkeys(c.place for c in conditions if c.place))
    signs = np.zeros(len(record.acts), dtype=np.int64)
    for n, place in enumerate(places):
        inside = find_place(snapshot, place).mask(snapshot)[record.position]
        signs |= inside.astype(np.int64) << n
    found, cell = np.unique(signs, return_inverse=True)
    masks = [
        (found >> places.index(c.place)) & 1 == 1 if c.place else np.ones(len(found), dtype=bool)
        for c in conditions
    ]
    return cell.astype(np.int64), np.array(masks, dtype=np.bool_)


def _weights(outlook: Outlook, cell: Int, cells: int, dyads: Int) -> Float:
    record = outlook.record
    if cells < 2:
        return np.ones((len(dyads), cells))
    # Totals of a year tell of no division.
    fine = record.acts.day >= record.fine_from
    return cells_.weights(record.acts.take(fine), cell[fine], cells, dyads, record.until)


def at(outlook: Outlook, fitted: Fitted, alive: Mask) -> Outlook:
    """The same question on an earlier day, with what was on record then."""
    record = outlook.record
    rows = record.acts.day < fitted.until
    n = int(rows.sum())
    then = replace(
        record,
        acts=fitted.acts,
        position=record.position[:n],
        inherited=record.inherited[:n],
        until=fitted.until,
        alive=alive,
    )
    return replace(outlook, record=then, fitted=fitted)


def classes(conditions: list[Condition], outlook: Outlook) -> list[int]:
    """Classes that the conditions are about, from 0, as far as something can be said of them."""
    if any(not c.kinds for c in conditions):
        return list(outlook.quads)
    kinds = {k for c in conditions for k in kinds_of(c.kinds)}
    return [
        q for q in range(len(QUADS)) if q in outlook.quads and q in {KIND_QUADS[k] for k in kinds}
    ]
