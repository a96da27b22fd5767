"""Rolling up: the rows of branches counted for the actor that they are branches of.

A row of a branch counts for its parent while the tie between them holds, and so on upward. A row
that then has the same actor on both sides is an act within the family: it is left out, and counted.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.period import Period
from whowhom.actors.registry import Registry
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot

WITH: Final = "with branches"
"""What the name of an actor has behind it while its branches are counted."""


@dataclass(frozen=True, slots=True)
class Member:
    """A branch of an actor, directly or by way of another, and its rows.

    Parameters
    ----------
    head : str
        Id of the actor that it counts for.
    actor_id : str
        Id of the branch.
    periods : tuple of Period
        When it is one.
    rows : int
        Visible rows with it on either side within these periods.
    """

    head: str
    actor_id: str
    periods: tuple[Period, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Family:
    """The branches of the actors of a question.

    Parameters
    ----------
    heads : tuple of str
        Ids of these actors.
    members : tuple of Member
        Their branches; one that is itself a head is in no other's family, nor are its own.
    disputed : tuple of str
        Ids of branches of several heads at once, which count for none.
    """

    heads: tuple[str, ...]
    members: tuple[Member, ...]
    disputed: tuple[str, ...]


def family_of(snapshot: Snapshot, heads: Sequence[str] | None) -> Family:
    """The branches of some actors, or of all that are no branch themselves.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    heads : sequence of str or None
        Actor ids; None for everybody.
    """
    registry = snapshot.registry
    if heads is None:
        ties = [t for t in registry.ties if t.kind == "branch of"]
        below = {t.source for t in ties}
        heads = sorted({t.target for t in ties} - below)
    found = {head: _below(registry, head, set(heads)) for head in heads}
    owners: dict[str, list[str]] = {}
    for head, mine in found.items():
        for actor_id in mine:
            owners.setdefault(actor_id, []).append(head)
    disputed = tuple(sorted(a for a, of in owners.items() if len(of) > 1))
    members = []
    for head, mine in found.items():
        for actor_id, periods in sorted(mine.items()):
            if actor_id not in disputed:
                members.append(
                    Member(head, actor_id, tuple(periods), _rows(snapshot, actor_id, periods))
                )
    return Family(tuple(heads), tuple(members), disputed)


def roll_up(snapshot: Snapshot, family: Family) -> tuple[Snapshot, int]:
    """The snapshot with the rows of branches counted for the heads of their families.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    family : Family
        From `family_of` of the same snapshot.

    Returns
    -------
    Snapshot, int
        The other reading, with a hash of its own, and the rows within a family that it leaves out.
    """
    active = [m for m in family.members if m.rows]
    if not active:
        return snapshot, 0
    heads = list(dict.fromkeys(m.head for m in active))
    ids = [a.actor_id for a in snapshot.actors]
    ids += [head for head in heads if head not in snapshot.index]
    place = {actor_id: n for n, actor_id in enumerate(ids)}
    columns = snapshot.columns
    sides = [columns.source.copy(), columns.target.copy()]
    for member in active:
        for side, own in zip(sides, (columns.source, columns.target), strict=True):
            side[_of(columns, own, snapshot.index[member.actor_id], member.periods)] = place[
                member.head
            ]
    within = (sides[0] == sides[1]) & (columns.source != columns.target)
    registry = _named(snapshot.registry, heads)
    moved = replace(columns, source=sides[0], target=sides[1]).take(~within)
    told = {m.actor_id: (m.head, [str(p) for p in m.periods]) for m in active}
    digest = hashlib.sha256(f"{snapshot.hash} {sorted(told.items())}".encode()).hexdigest()
    known = {a.actor_id: a for a in snapshot.actors}
    actors, moved = _compact([registry.actor(i) if i in heads else known[i] for i in ids], moved)
    rolled = replace(
        snapshot,
        registry=registry,
        actors=actors,
        columns=moved,
        hash=digest[:16],
        rolled=frozenset(heads),
    )
    return rolled, int(within.sum())


def _below(registry: Registry, head: str, heads: set[str]) -> dict[str, list[Period]]:
    """Branches below an actor, with the periods in which every tie on the way up holds."""
    found: dict[str, list[Period]] = {}
    waiting = [(head, Period(), frozenset({head}))]
    while waiting:
        actor_id, period, passed = waiting.pop()
        for tie in registry.ties_of(actor_id):
            if tie.kind != "branch of" or tie.target != actor_id:
                continue
            both = _both(period, tie.valid)
            if both is None or tie.source in passed or tie.source in heads:
                continue
            found.setdefault(tie.source, []).append(both)
            waiting.append((tie.source, both, passed | {tie.source}))
    return found


def _both(one: Period, other: Period) -> Period | None:
    """The days in both periods; None where there are none."""
    firsts = [d for d in (one.first, other.first) if d]
    lasts = [d for d in (one.last, other.last) if d]
    first, last = max(firsts, default=None), min(lasts, default=None)
    return None if first and last and first > last else Period(first, last)


def _of(
    columns: Columns, side: NDArray[np.int32], position: int, periods: Iterable[Period]
) -> NDArray[np.bool_]:
    """Rows with an actor on a side that begin within one of the periods."""
    inside = np.zeros(len(columns), dtype=np.bool_)
    for period in periods:
        first = _number(period.first or date.min)
        last = _number(period.last or date.max)
        inside |= (columns.date >= first) & (columns.date <= last)
    return np.asarray(inside & (side == position))


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


_EPOCH = date(1970, 1, 1).toordinal()


def _rows(snapshot: Snapshot, actor_id: str, periods: list[Period]) -> int:
    position = snapshot.index.get(actor_id)
    if position is None:
        return 0
    columns = snapshot.columns
    mine = _of(columns, columns.source, position, periods)
    return int((mine | _of(columns, columns.target, position, periods)).sum())


def _named(registry: Registry, heads: Sequence[str]) -> Registry:
    """The registry in which these actors say by their name that their branches are counted."""
    renamed = {h: replace(a, name=f"{a.name} ({WITH})") for h in heads if (a := registry.actor(h))}
    listed = [renamed.get(a.actor_id, a) for a in registry.actors]
    here = {a.actor_id for a in listed}
    own = tuple(Alias(registry.actor(h).name, h) for h in heads)
    return Registry(
        (*listed, *(a for h, a in renamed.items() if h not in here)),
        (*registry.aliases, *own),
        registry.ties,
    )


def _compact(actors: list[Actor], columns: Columns) -> tuple[tuple[Actor, ...], Columns]:
    """Only the actors that occur, by id, and the columns in their order."""
    used = np.unique(np.concatenate([columns.source, columns.target]))
    kept = sorted(used.tolist(), key=lambda n: actors[n].actor_id)
    position = np.full(len(actors), -1, dtype=np.int32)
    position[kept] = np.arange(len(kept), dtype=np.int32)
    turned = replace(columns, source=position[columns.source], target=position[columns.target])
    order = np.lexsort((turned.row, turned.file, turned.target, turned.source, turned.date))
    return tuple(actors[n] for n in kept), turned.take(order)
