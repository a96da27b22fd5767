"""Where an actor's acts lay after an event, beside where they used to lie."""

from __future__ import annotations

from collections import Counter

import numpy as np

from whowhom.answers.impact import Effect
from whowhom.engine.acts import Mask
from whowhom.forecasting.record import Record
from whowhom.forecasting.windows import Law
from whowhom.questions.aftermath import Aftermath
from whowhom.questions.effects import Tails, effect, most_moved
from whowhom.questions.places import division_key, divisions
from whowhom.snapshot.snapshot import Snapshot

_YEAR, _PLACES, _ROWS = 365, 8, 3
_UNKNOWN = "division not given"


def by_place(
    after: Aftermath,
    before: Snapshot,
    record: Record,
    me: int,
    rows: Mask,
    law: Law,
    tails: Tails,
) -> tuple[Effect, ...]:
    """First-level divisions that moved most.

    The forecast of all acts is split by the shares of the year before it, a quarter of an act
    added for every division, and thinned: mean ``s m``, variance ``s m + s^2 (v - m)``.

    Parameters
    ----------
    after : Aftermath
        What is on record now.
    before : Snapshot
        The case before the event.
    record : Record
        Of the dataset then.
    me : int
        The actor's position then.
    rows : bool array
        Entries of `after` to count.
    law, tails : Law, Tails
        The forecast of all acts, and its interval.
    """
    acts = record.acts
    mine = (acts.source == me) | (acts.target == me)
    mine &= acts.day >= max(record.until - _YEAR, record.fine_from)
    usual = _counted(before, record, mine)
    came = _counted(after.snapshot, after.record, rows)
    if not usual or set(usual) | set(came) <= {_UNKNOWN}:
        return ()
    names = sorted({*usual, *came})
    whole = sum(usual.values()) + 0.25 * len(names)
    place = _names(after.snapshot, after.record, rows)
    ids = after.snapshot
    found = []
    for name in names:
        share = (usual.get(name, 0) + 0.25) / whole
        mean = law.mean * share
        part = Law(mean, mean + max(law.variance - law.mean, 0.0) * share**2)
        here = rows.copy()
        here[rows] = np.array([p == name for p in place], dtype=np.bool_)
        shown = after.positions(here)[:_ROWS]
        told = ids.rows(ids.columns.take(shown)) if len(shown) else []
        events = tuple(row["event_id"] for row in told)
        found.append(effect(name, int(came.get(name, 0)), part, tails, events))
    return tuple(most_moved(found, _PLACES))


def _counted(snapshot: Snapshot, record: Record, rows: Mask) -> Counter[str]:
    """Acts in each division."""
    found: Counter[str] = Counter()
    for name, count in zip(_names(snapshot, record, rows), record.acts.count[rows], strict=True):
        found[name] += int(count)
    return found


def _names(snapshot: Snapshot, record: Record, rows: Mask) -> list[str]:
    """Division of each entry, however it is spelt."""
    codes, pairs = snapshot.divided
    here = codes[record.position[rows]]
    countries = sorted({pairs[int(c)][0] for c in np.unique(here)})
    many = len([c for c in countries if c]) > 1
    known = {
        (country, bare): f"{place.name}, {country}" if many else place.name
        for country in countries
        if country
        for place in divisions(snapshot, country)
        for bare in place.divisions
    }
    told = {int(c): known.get((pairs[c][0], division_key(pairs[c][1])), _UNKNOWN) for c in here}
    return [told[int(c)] for c in here]
