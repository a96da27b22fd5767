"""Circle: the dyads that an actor could act in, also with those it never met."""

from __future__ import annotations

import numpy as np

from whowhom.engine.acts import Acts, Int, Mask


def circle(acts: Acts, actor: int, generic: Mask, alive: Mask) -> Int:
    """Keys of all dyads of an actor: those on record, and those with anybody else on record.

    A direction, or none, is possible with a stranger where the record has ever shown it between
    actors of the same sort: groups and states, or people in general.

    Parameters
    ----------
    acts : Acts
        The record.
    actor : int
        Whose.
    generic, alive : bool array (n_actors,)
        Actors that stand for people in general; actors that exist.

    Returns
    -------
    int64 array
        Keys in order, each once; none with an actor that has ended.

    Examples
    --------
    >>> one = np.array([1, 1])
    >>> acts = Acts(one, one - 1, one, 0 * one, one > 0, one, -one, 3, (3,))
    >>> keys = circle(acts, 0, np.zeros(3, bool), np.ones(3, bool))
    >>> [tuple(int(x) for x in pair) for pair in zip(*acts.sides(keys)[:2])]
    [(0, 1), (1, 0)]
    """
    busy = np.zeros(acts.n_actors, dtype=bool)
    busy[acts.source] = busy[acts.target] = True
    others = np.flatnonzero(busy & alive)
    others = others[others != actor]
    mine = (acts.source == actor) | (acts.target == actor)
    known = np.unique(acts.dyad[mine])
    one, other, _ = acts.sides(known)
    known = known[alive[one] & alive[other] & (one != other)]
    sorts = _sorts(acts, generic)
    me, n = int(generic[actor]), acts.n_actors
    theirs = generic[others].astype(np.int64)
    out = others[sorts[1, me, theirs]]
    back = others[sorts[1, theirs, me]]
    pair = others[sorts[0, me, theirs] | sorts[0, theirs, me]]
    low, high = np.minimum(pair, actor), np.maximum(pair, actor)
    keys = [(actor * n + out) * 2 + 1, (back * n + actor) * 2 + 1, (low * n + high) * 2]
    return np.unique(np.concatenate([known, *keys]).astype(np.int64))


def _sorts(acts: Acts, generic: Mask) -> Mask:
    """Between which sorts the record shows acts: (directed, source generic, target generic)."""
    seen = np.zeros((2, 2, 2), dtype=bool)
    sides = generic[acts.source].astype(np.int64), generic[acts.target].astype(np.int64)
    seen[acts.directed.astype(np.int64), sides[0], sides[1]] = True
    return seen
