"""Facets of behaviour: what was done, how much of it was cooperation, with whom, and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from whowhom.ontology.plover import PLOVER
from whowhom.ontology.quad import QUADS
from whowhom.questions.places import division_key
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot

NAMES = ("types", "cooperation", "partners", "places")
"""All facets, in the order in which answers give them."""
OTHERS = "all others"
RARE = 5
"""Acts, in both periods together, below which a category is too rare to stand alone."""
_MOST = 40
# Regular expressions over thousands of names take longer than all the sums.
_key = lru_cache(maxsize=1 << 16)(division_key)
_KINDS = (*PLOVER, *(f"{QUADS[q]}, type not given" for q in sorted(QUADS)))
Keys = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Facet:
    """A division of acts into categories.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    key : array of int
        Category of each row; -1 where the row does not tell.
    names : tuple of str
        Name of each category.
    codes : tuple of tuple of int
        What each category is made of: positions of types, actors or places. `OTHERS` has all.
    """

    name: str
    key: Keys
    names: tuple[str, ...]
    codes: tuple[tuple[int, ...], ...]

    def of(self, codes: Keys) -> Keys:
        """Categories of other rows, given what `raw` says of them; -1 where none fits."""
        size = max((int(codes.max(initial=-1)), *(c for each in self.codes for c in each))) + 1
        rest = self.names.index(OTHERS) if OTHERS in self.names else -1
        table = np.full(size + 1, rest, dtype=np.intp)
        for place, each in enumerate(self.codes):
            table[list(each)] = place
        table[-1] = -1
        return table[codes]


def facet(snapshot: Snapshot, name: str, rows: Columns, codes: Keys, rare: int = RARE) -> Facet:
    """The categories of rows that are compared, rare ones put together.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    name : str
        One of `NAMES`.
    rows : Columns
        Acts of both periods together, so that the categories do not depend on which is which.
    codes : array of int
        What `raw` says of these rows.
    rare : int
        Categories of fewer acts, in both periods together, are one.

    Returns
    -------
    Facet
        Categories that are rare, or beyond the 40 with most acts, are one: `OTHERS`.
    """
    known = codes >= 0
    acts = np.bincount(codes[known], rows.count[known])
    names = _named(snapshot, name, np.flatnonzero(acts))
    merged: dict[str, list[int]] = {}
    for code, spelt in names.items():
        merged.setdefault(spelt, []).append(code)
    sizes = {spelt: float(acts[mine].sum()) for spelt, mine in merged.items()}
    ranked = sorted(sizes, key=lambda spelt: (-sizes[spelt], spelt))
    kept = [spelt for spelt in ranked[:_MOST] if sizes[spelt] >= rare]
    rest = [spelt for spelt in ranked if spelt not in set(kept)]
    if len(rest) == 1:
        kept, rest = [*kept, *rest], []
    listed = [tuple(merged[spelt]) for spelt in kept]
    if rest:
        kept.append(OTHERS)
        listed.append(tuple(code for spelt in rest for code in merged[spelt]))
    table = np.full(len(acts) + 1, -1, dtype=np.intp)
    for place, mine in enumerate(listed):
        table[list(mine)] = place
    return Facet(name, table[codes], tuple(kept), tuple(listed))


def raw(snapshot: Snapshot, name: str, rows: Columns, chosen: Keys, actor: int) -> Keys:
    """What each row says in a facet, as a position; -1 where it does not tell.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    name : str
        One of `NAMES`.
    rows : Columns
        The rows.
    chosen : array of int
        Their positions in ``snapshot.columns``.
    actor : int
        Whose acts they are, by position in ``snapshot.actors``.
    """
    if name == "types":
        given = rows.type.astype(np.intp)
        return np.where(given >= 0, given, len(PLOVER) + rows.quad.astype(np.intp) - 1)
    if name == "cooperation":
        return np.where(rows.quad > 0, np.where(rows.quad <= 2, 1, 0), -1).astype(np.intp)
    if name == "partners":
        return np.where(rows.source == actor, rows.target, rows.source).astype(np.intp)
    mine = snapshot.divided[0][chosen].astype(np.intp)
    return np.where(snapshot.division_given[mine], mine, -1)


def _named(snapshot: Snapshot, name: str, codes: Keys) -> dict[int, str]:
    """Name of each code; codes of one name are one category."""
    each = [int(code) for code in codes]
    if name == "types":
        return {code: _KINDS[code] for code in each}
    if name == "cooperation":
        return {code: ("conflict", "cooperation")[code] for code in each}
    if name == "partners":
        return {code: snapshot.actors[code].name for code in each}
    return dict(zip(each, _places(snapshot, each), strict=True))


def _places(snapshot: Snapshot, codes: Sequence[int]) -> list[str]:
    """Divisions as a case names them, however a dataset spells them."""
    named = {
        (p.country, division_key(spelt)): p.name
        for p in snapshot.settings.places
        for spelt in (p.name, *p.divisions)
    }
    first: dict[tuple[str, str], str] = {}
    found = []
    for code in codes:
        country, division = snapshot.divided[1][code]
        bare = country, _key(division)
        name = named.get(bare) or first.setdefault(bare, division)
        found.append(f"{name}, {country}" if country else name)
    return found
