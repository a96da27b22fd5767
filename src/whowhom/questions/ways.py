"""Ways: in which directions a dataset would record acts between two actors."""

import numpy as np

from whowhom.engine.acts import Int, Mask
from whowhom.forecasting.record import Record


def ways(record: Record, one: int, other: int) -> Int:
    """Keys of the dyads that two actors can form in a record.

    A direction, or none, is possible where the dataset has ever recorded it between actors of the
    same sort: groups and states, or people in general, who act on nobody unless the data say so.
    One-sided violence has a direction, clashes of armed groups may have none.

    Parameters
    ----------
    record : Record
        The acts.
    one, other : int
        Two different actors.

    Returns
    -------
    int64 array
        ``one -> other``, ``other -> one``, and the pair in no order, as far as possible. Where no
        such pair of sorts was ever recorded, every direction that the dataset knows.
    """
    acts = record.acts
    sorts = np.stack([record.generic[acts.source], record.generic[acts.target]])
    found = [
        _key(record, s, t, True)
        for s, t in ((one, other), (other, one))
        if _seen(sorts[:, acts.directed], (bool(record.generic[s]), bool(record.generic[t])))
    ]
    pair = (bool(record.generic[one]), bool(record.generic[other]))
    loose = sorts[:, ~acts.directed]
    if _seen(loose, pair) or _seen(loose, (pair[1], pair[0])):
        found.append(_key(record, one, other, False))
    if found:
        return np.array(found, dtype=np.int64)
    either = [(one, other), (other, one)] if acts.directed.any() else []
    found = [_key(record, s, t, True) for s, t in either if not record.generic[s]]
    found += [_key(record, one, other, False)] if not acts.directed.all() else []
    return np.array(found, dtype=np.int64)


def _key(record: Record, source: int, target: int, directed: bool) -> int:
    if not directed:
        source, target = min(source, target), max(source, target)
    return (source * record.acts.n_actors + target) * 2 + directed


def _seen(sorts: Mask, wanted: tuple[bool, bool]) -> bool:
    return bool(((sorts[0] == wanted[0]) & (sorts[1] == wanted[1])).any())
