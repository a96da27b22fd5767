"""The facets of one dataset put to the test, and what coverage alone could make of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from whowhom.questions.blocks import Blocks
from whowhom.questions.divergence import Floats, divergence, moved, shares
from whowhom.questions.facets import NAMES, RARE, Facet, facet, raw
from whowhom.questions.homogeneity import Apart, apart, roughly
from whowhom.questions.ownacts import totals, within
from whowhom.questions.strata import FEWEST, Compared
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot

_SILENT = 0.2
_ANYTHING = 0.75
_ALONG = 0.5
_OF_ALL = ("types", "cooperation", "places")


@dataclass(frozen=True)
class Tested:
    """One facet of two periods.

    Parameters
    ----------
    facet : Facet
        Its categories, and that of each act of both periods.
    counts : array (n, K) or None
        Acts by block and category; None where there are no blocks.
    p, q : array (K,)
        Shares in either period.
    acts : tuple of int
        Acts that tell something.
    silent : tuple of float
        Share of the acts of either period that tell nothing.
    apart : Apart or None
        What the test found; None where nothing was tested.
    reason : str
        Why it cannot be compared; empty if it can.
    """

    facet: Facet
    counts: Floats | None
    p: Floats
    q: Floats
    acts: tuple[int, int]
    silent: tuple[float, float]
    apart: Apart | None
    reason: str

    @property
    def detectable(self) -> tuple[float, float]:
        """The smallest distance that would be found 2 times in 3, and the change that makes it.

        That is a share of the acts that goes over to something new, or points of cooperation.
        """
        if self.apart is None:
            return 1.0, 1.0
        if self.facet.name == "cooperation":
            return self.apart.power.between(float((self.p + self.q)[0] / 2))
        return self.apart.power.to_new()


def tested(
    snapshot: Snapshot,
    stratum: Compared,
    names: tuple[str, str],
    level: float,
    alarm: float,
    seed: int,
) -> list[Tested]:
    """Test all facets of a stratum together.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    stratum : Compared
        Two periods in one dataset.
    names : tuple of str
        What the periods are called.
    level, alarm, seed
        See `whowhom.questions.homogeneity.apart`.

    Returns
    -------
    list of Tested
        One for each facet that the dataset tells anything of.
    """
    columns = snapshot.columns
    both = stratum.both()
    rows = columns.take(both)
    first = np.arange(len(rows)) < len(stratum.chosen[0])
    laid = stratum.blocks
    place = laid.place(rows) if laid else None
    found = []
    for name in NAMES:
        codes = raw(snapshot, name, rows, both, stratum.actor)
        if (codes >= 0).any():
            # A list that is not tested may show every name.
            each = facet(snapshot, name, rows, codes, 1 if stratum.reason else RARE)
            test = _counted(each, rows, first, laid, place)
            found.append(replace(test, reason=_unlike(test, names, bool(stratum.reason))))
    usable = [t for t in found if not t.reason and t.counts is not None]
    if not usable or stratum.reason or laid is None:
        return found
    results = apart(
        [t.counts for t in usable if t.counts is not None], laid.sizes[0], level, alarm, seed
    )
    measured = {t.facet.name: a for t, a in zip(usable, results, strict=True)}
    return [_judged(snapshot, stratum, t, measured.get(t.facet.name), alarm) for t in found]


def _counted(
    each: Facet,
    rows: Columns,
    first: NDArray[np.bool_],
    laid: Blocks | None,
    place: NDArray[np.int64] | None,
) -> Tested:
    categories = len(each.names)
    weight = rows.count.astype(np.int64)
    sums = [
        np.bincount(each.key[side & (each.key >= 0)], weight[side & (each.key >= 0)], categories)
        for side in (first, ~first)
    ]
    silent = tuple(
        float(weight[side & (each.key < 0)].sum() / max(weight[side].sum(), 1))
        for side in (first, ~first)
    )
    acts = int(sums[0].sum()), int(sums[1].sum())
    counts = None
    if laid is not None and place is not None:
        counts = laid.count(place, each.key, rows.count, categories)
    p, q = shares(sums[0]), shares(sums[1])
    return Tested(each, counts, p, q, acts, (silent[0], silent[1]), None, "")


def _unlike(test: Tested, names: Sequence[str], untested: bool) -> str:
    """Why a facet cannot be compared; empty if it can, or if nothing of the dataset can."""
    if len(test.facet.names) < 2:
        return f"the record of either period knows {test.facet.names[0]} alone"
    if abs(test.silent[0] - test.silent[1]) > _SILENT:
        return (
            f"{test.silent[0]:.0%} of the acts in {names[0]} and {test.silent[1]:.0%} in "
            f"{names[1]} tell nothing of it"
        )
    if min(test.acts) < FEWEST and not untested:
        poor = test.acts.index(min(test.acts))
        return f"{test.acts[poor]:,} acts in {names[poor]} tell of it, and {FEWEST} are needed"
    return ""


def _judged(
    snapshot: Snapshot, stratum: Compared, test: Tested, found: Apart | None, alarm: float
) -> Tested:
    """With what the test found, and a reason where coverage alone could produce it."""
    if found is None:
        return test
    if found.p > alarm:
        return replace(test, apart=found, reason=_too_weak(found))
    reason = _left_out(snapshot, stratum, test) or _with_all(snapshot, stratum, test, found)
    return replace(test, apart=found, reason=reason)


def _too_weak(found: Apart) -> str:
    """Whether hardly any difference could have stood out; then that none does says nothing."""
    if found.power.to_new()[1] <= _ANYTHING:
        return ""
    return (
        "its acts come in so few independent runs that hardly any difference could stand out (of "
        f"{found.distance:.2f}, chance may give {found.chance:.2f})"
    )


def _left_out(snapshot: Snapshot, stratum: Compared, test: Tested) -> str:
    """Whether acts that the totals leave out could make up the difference."""
    if not stratum.blocks or not stratum.blocks.years:
        return ""
    most, missing = 0.0, 0
    for seen, mine in zip(stratum.seen, test.acts, strict=True):
        if seen.days:
            unlisted = _unlisted(snapshot, stratum, *seen.days)
            most += unlisted / max(unlisted + mine, 1)
            missing += unlisted
    if missing and moved(test.p, test.q) <= most:
        return (
            f"{missing:,} acts of both periods are in the totals of {stratum.dataset.name} and "
            "belong to dyads that are not listed; they could make up the difference"
        )
    return ""


def _unlisted(snapshot: Snapshot, stratum: Compared, first: date, last: date) -> int:
    """Acts of all dyads in yearly totals within a stretch, less those that are listed."""
    known = [
        c.events
        for c in stratum.dataset.observed
        if c.resolution == "year" and c.events is not None and first <= c.first and c.last <= last
    ]
    rows = snapshot.columns.take(stratum.among)
    listed = totals(rows) & within(rows, first, last)
    return max(sum(known) - int(rows.count[listed].sum()), 0)


def _with_all(snapshot: Snapshot, stratum: Compared, test: Tested, found: Apart) -> str:
    """Whether the rest of the dataset shifts as far in the same direction."""
    laid = stratum.blocks
    if test.facet.name not in _OF_ALL or laid is None:
        return ""
    columns = snapshot.columns
    rest = np.flatnonzero(
        stratum.among & (columns.source != stratum.actor) & (columns.target != stratum.actor)
    )
    rows = columns.take(rest)
    codes = raw(snapshot, test.facet.name, rows, rest, stratum.actor)
    key = test.facet.of(codes)
    counts = laid.count(laid.place(rows), key, rows.count, len(test.facet.names))
    one, other = counts[: laid.sizes[0]], counts[laid.sizes[0] :]
    if min(one.sum(), other.sum()) < FEWEST:
        return ""
    p, q = shares(one.sum(axis=0)), shares(other.sum(axis=0))
    if _cosine(q - p, test.q - test.p) < _ALONG:
        return ""
    # As far: no nearer than the interval of the actor's own distance leaves open, nor than half.
    if roughly(counts, laid.sizes[0]) < max(found.low, found.beyond / 2):
        return ""
    return (
        f"the rest of {stratum.dataset.name} shifts about as far in the same direction "
        f"({float(divergence(p, q)):.2f}): a change of all, or of what is covered"
    )


def _cosine(one: Floats, other: Floats) -> float:
    sizes = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / sizes if sizes > 0 else 0.0


def opposed(one: Tested, other: Tested) -> bool:
    """Whether the shares of a facet moved in opposite directions in two datasets."""
    names = sorted(set(one.facet.names) & set(other.facet.names))
    moves = []
    for each in (one, other):
        where = [each.facet.names.index(n) for n in names]
        moves.append((each.q - each.p)[where])
    return bool(names) and _cosine(*moves) < 0
