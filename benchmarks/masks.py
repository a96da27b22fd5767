"""Masks: parts of the engine that can be left out, each with every statistic that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from whowhom.engine.choice import MECHANISMS
from whowhom.engine.drivers import DAMPERS, DRIVERS
from whowhom.engine.ledger import Shortlists
from whowhom.engine.weights import DAMPER_CENTRE
from whowhom.forecasting.origins import Experience

_RANKING = {
    "inertia": ("inertia",),
    "escalation": ("escalation",),
    "reciprocity": ("reciprocity",),
    "standing": ("standing",),
    "attention": ("attention",),
    "popularity": ("popularity",),
    "third parties": ("third parties",),
    "factors": ("affinity", "closeness"),
    "recency rank": ("recency rank", "last day"),
    "ages": ("recent act", "recent tie"),
    "conjunctions": tuple(m.name for m in MECHANISMS if " x " in m.name),
}
_HORIZON = {
    "inertia": ("inertia", "pace"),
    "reciprocity": ("reciprocity",),
    "other acts": ("tie", "answer"),
    "classes": ("verbal", "material"),
    "momentum, attention": ("momentum", "attention"),
    "gravity": ("gravity",),
    "third parties": ("third parties",),
    "climate": ("climate",),
    "base, newness": ("base", "newness"),
}


def _places(names: tuple[str, ...], starts: tuple[str, ...]) -> tuple[int, ...]:
    """Where the names stand that begin with a start, conjunctions only by their whole name."""
    return tuple(
        i
        for i, name in enumerate(names)
        if name in starts or (" x " not in name and name.startswith(starts))
    )


MECHANISM_NAMES = tuple(m.name for m in MECHANISMS[:-1])
DRIVER_NAMES = tuple(d.name for d in DRIVERS)
RANKING = {group: _places(MECHANISM_NAMES, starts) for group, starts in _RANKING.items()}
"""Columns of the ranking half's statistics by group; together all but novelty."""
_TOGETHER = ("inertia", "escalation", "reciprocity", "standing", "recency rank", "ages")
OWN_PAST = tuple(chain.from_iterable(RANKING[g] for g in (*_TOGETHER, "conjunctions")))
"""Columns that read what the two did to each other, and all that such a column is multiplied in."""
HORIZON = {group: _places(DRIVER_NAMES, starts) for group, starts in _HORIZON.items()}
"""Rows of the horizon half's drivers by group; together all."""


@dataclass(frozen=True)
class Mask:
    """What is kept from the ranking half.

    Parameters
    ----------
    columns : tuple of int
        Statistics that nobody has any of.
    novelty, history, type : bool
        Whether newcomers off the shortlist, the history of a query (how much of everything, how
        long ago) and its type are left out.
    """

    columns: tuple[int, ...] = ()
    novelty: bool = False
    history: bool = False
    type: bool = False

    def of(self, short: Shortlists, n_types: int) -> Shortlists:
        """The lists without what is left out; the side of a query stays known."""
        statistic, total, fact = short.statistic, short.total, short.fact
        if self.columns:
            statistic, total = statistic.copy(), total.copy()
            statistic[:, :, self.columns] = 0.0
            total[:, self.columns] = 0.0
        if self.history:
            total, fact = np.zeros_like(total), np.zeros_like(fact)
        kind = np.where(short.type >= n_types, n_types, 0) if self.type else short.type
        return replace(
            short,
            statistic=statistic,
            total=total,
            fact=fact,
            type=kind,
            # No actor is left outside of a list that holds more than there are.
            n_actors=0 if self.novelty else short.n_actors,
        )


def without_drivers(seen: Experience, rows: tuple[int, ...]) -> Experience:
    """Entries whose drivers at these places are zero: they earn no weight."""
    drivers = seen.drivers.copy()
    drivers[:, rows, :] = 0.0
    return replace(seen, drivers=drivers)


def without_dampers(seen: Experience, rows: tuple[int, ...]) -> Experience:
    """Entries whose dampers at these places lie where the factor is one: they earn no weight."""
    held = seen.dampers.copy()
    held[:, rows, :] = DAMPER_CENTRE[list(rows)][None, :, None]
    return replace(seen, dampers=held)


DAMPER_GROUPS = {
    "quiet, silence, dormant": ("quiet", "silence", "dormant"),
    "acquaintance": ("acquaintance",),
    "strangers": ("stranger", "strange sender", "strange receiver"),
    "busy sides": ("sender", "receiver"),
}
"""Names of dampers by group."""


def damper_rows(names: tuple[str, ...]) -> tuple[int, ...]:
    """Where dampers stand.

    >>> damper_rows(("silence",))
    (1,)
    """
    return tuple(list(DAMPERS).index(name) for name in names)


def all_once(groups: dict[str, tuple[int, ...]], size: int) -> bool:
    """Whether every place is in exactly one group."""
    return sorted(chain.from_iterable(groups.values())) == list(range(size))
