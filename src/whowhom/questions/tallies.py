"""Tallies: acts and deaths by type, quad class, partner or place, each act counted once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.answers.measures import Tally
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.quad import QUADS
from whowhom.questions.scope import day
from whowhom.snapshot.columns import Columns

NO_TYPE = "no PLOVER type"
NO_CLASS = "no class (statements)"
_TYPES = [*PLOVER, NO_TYPE]


def first_of_act(columns: Columns) -> NDArray[np.bool_]:
    """True for one row of each act: the rows that count for acts and deaths."""
    keep = np.zeros(len(columns), dtype=np.bool_)
    keep[np.unique(columns.act, return_index=True)[1]] = True
    return keep


def once(columns: Columns) -> Columns:
    """One row of each act that happened."""
    happened = columns.take(columns.happened)
    return happened.take(first_of_act(happened))


def total(columns: Columns, name: str) -> Tally:
    """All rows under one name; rows must hold each act once, and at least one."""
    return _tally(columns, name, int(columns.count.sum()))


def by(columns: Columns, keys: NDArray[np.integer[Any]], names: Sequence[str]) -> list[Tally]:
    """Tallies for each key that occurs, most acts first.

    Parameters
    ----------
    columns : Columns
        Rows that hold each act once.
    keys : array of int
        A key per row.
    names : sequence of str
        Name of key k at position k.
    """
    everything = int(columns.count.sum())
    found = [_tally(columns.take(keys == k), names[int(k)], everything) for k in np.unique(keys)]
    return sorted(found, key=lambda tally: (-tally.acts, -tally.deaths, tally.name))


def by_type(columns: Columns) -> list[Tally]:
    """Tallies by PLOVER type."""
    return by(columns, np.where(columns.type < 0, len(PLOVER), columns.type), _TYPES)


def by_quad(columns: Columns) -> list[Tally]:
    """Tallies by quad class, verbal cooperation first; statements, which have none, last."""
    names = [NO_CLASS, *(QUADS[q] for q in sorted(QUADS))]
    order = {name: n for n, name in enumerate([*names[1:], NO_CLASS])}
    return sorted(by(columns, columns.quad, names), key=lambda tally: order[tally.name])


def _tally(columns: Columns, name: str, everything: int) -> Tally:
    best = np.maximum(columns.best, 0)
    # A range is a range only where every row with deaths has one.
    known = bool(((columns.low >= 0) & (columns.high >= 0) | (best == 0)).all())
    acts = int(columns.count.sum())
    return Tally(
        name=name,
        acts=acts,
        share=acts / everything if everything else 0.0,
        deaths=int(best.sum()),
        # A source's low may exceed its best; a range is given that holds the best.
        deaths_low=int(np.clip(columns.low, 0, best).sum()) if known else None,
        deaths_high=int(np.maximum(columns.high, best).sum()) if known else None,
        last=day(columns.date_end.max()),
    )
