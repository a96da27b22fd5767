"""How often `compare` errs: false alarms where nothing changed, and what planted changes it finds.

``python -m benchmarks.compare [--data PATH] [--runs N] [--json OUT]``

Made-up records are homogeneous: acts of a steady rate, of which some follow from earlier ones
(Hawkes 1971) and mostly do the same, to the same partner, in the same place. Half of such a burst
is over after so many days. Real records are split so that nothing can have changed: the months of
an actor's whole record are dealt to two halves by lot, or in turn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.dyadsets import levant
from benchmarks.figure import Figure
from benchmarks.report import arguments, publish
from benchmarks.workplace import new_case, workplace
from whowhom.case import Case
from whowhom.engine.acts import Acts
from whowhom.questions.blocks import LEAST, SHORTEST
from whowhom.questions.compare import FALSE_ALARMS
from whowhom.questions.divergence import divergence
from whowhom.questions.facets import RARE, facet, raw
from whowhom.questions.homogeneity import Apart, apart
from whowhom.questions.ownacts import countable, own_acts
from whowhom.questions.strata import FEWEST

Floats = NDArray[np.float64]
LEVEL = 0.9
_MONTH = 30.44
_BEFORE = 1000
_SAME = 0.8
# Shares of types, of cooperation, of partners and of places.
SHARES = (
    (0.5, 0.2, 0.1, 0.08, 0.07, 0.05),
    (0.6, 0.4),
    (0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.03, 0.01, 0.01),
    (0.25, 0.2, 0.15, 0.1, 0.1, 0.1, 0.05, 0.05),
)
PARTNERS = 2


@dataclass(frozen=True)
class Stream:
    """A homogeneous record of two periods with a year between them.

    Parameters
    ----------
    name : str
        What it is called.
    days : tuple of int
        Length of either period.
    rates : tuple of float
        Acts a month in either.
    follow : float
        Share of acts that follow from earlier ones.
    half : float
        Days after which half of what follows from an act has come.
    """

    name: str
    days: tuple[int, int] = (1096, 365)
    rates: tuple[float, float] = (20, 20)
    follow: float = 0.6
    half: float = 7


ALIKE = (
    Stream("no bursts", follow=0),
    Stream("no bursts, 5 acts a month", rates=(5, 5), follow=0),
    Stream("no bursts, six times as many acts", rates=(10, 60), follow=0),
    Stream("bursts of a week", half=7),
    Stream("bursts of a week, 5 acts a month", rates=(5, 5)),
    Stream("bursts of a week, six times as many acts", rates=(10, 60)),
    Stream("bursts of a week, two years of one", days=(365, 365)),
    Stream("bursts of a week, two of five years", days=(1826, 1826)),
    Stream("bursts of two days, two of 100 days", days=(100, 100), rates=(40, 40), half=2),
    Stream("bursts of a month, two of five years", days=(1826, 1826), half=30),
)
"""Records whose bursts are short beside the periods: no more than 5 % may be called changed."""

WAVES = (
    Stream("bursts of a month, two of one year", days=(365, 365), half=30),
    Stream("bursts of a month, three years and one", half=30),
    Stream("bursts of two months, two of five years", days=(1826, 1826), half=60, follow=0.7),
)
"""Records whose bursts last a good part of the periods: hard to tell from a change."""


# ---- made-up records ----------------------------------------------------------------------------


def made(stream: Stream, rng: np.random.Generator, new: float = 0.0) -> tuple[list[Floats], int]:
    """Acts by block and category, and the blocks of the first period.

    In the second period a share `new` of what does not follow from other acts is with a new
    partner.
    """
    length = max(min(stream.days) / LEAST, SHORTEST)
    sizes = [max(round(n / length), 1) for n in stream.days]
    halves = [_period(stream, side, sizes[side], new if side else 0.0, rng) for side in (0, 1)]
    joined = [np.concatenate(pair) for pair in zip(*halves, strict=True)]
    return [_merged(x) for x in joined], sizes[0]


def _period(
    stream: Stream, side: int, blocks: int, new: float, rng: np.random.Generator
) -> list[Floats]:
    days, rate = stream.days[side], stream.rates[side]
    first = rng.poisson(rate * (1 - stream.follow) / _MONTH * (days + _BEFORE))
    time = rng.uniform(-_BEFORE, days, first)
    marks = [_drawn(k, first, new, rng) for k in range(len(SHARES))]
    found = [np.zeros((blocks, len(shares) + 1)) for shares in SHARES]
    while len(time):
        inside = (time >= 0) & (time < days)
        block = (time[inside] / days * blocks).astype(int)
        for x, mark in zip(found, marks, strict=True):
            np.add.at(x, (block, mark[inside]), 1)
        parent = np.repeat(np.arange(len(time)), rng.poisson(stream.follow, len(time)))
        time = time[parent] + rng.exponential(stream.half / np.log(2), len(parent))
        marks = [
            np.where(
                rng.random(len(parent)) < _SAME, mark[parent], _drawn(k, len(parent), new, rng)
            )
            for k, mark in enumerate(marks)
        ]
        kept = time < days
        time, marks = time[kept], [mark[kept] for mark in marks]
    return found


def _drawn(k: int, size: int, new: float, rng: np.random.Generator) -> NDArray[np.intp]:
    share = new if k == PARTNERS else 0.0
    weights = np.array([*SHARES[k], 0.0]) * (1 - share)
    weights[-1] = share
    return rng.choice(len(weights), size, p=weights)


def _merged(x: Floats) -> Floats:
    """Rare categories as one, as `whowhom.questions.facets` has them."""
    rare = x.sum(axis=0) < RARE
    return np.concatenate([x[:, ~rare], x[:, rare].sum(axis=1, keepdims=True)], axis=1)


def _enough(facets: Sequence[Floats], first: int) -> bool:
    return all(min(x[:first].sum(), x[first:].sum()) >= FEWEST for x in facets)


def _alarm(found: Sequence[Apart]) -> bool:
    return min(a.p for a in found) <= FALSE_ALARMS


def alarms(stream: Stream, runs: int) -> list[bool]:
    """Whether a change was found, run by run, in a record without one."""
    said = []
    for run in range(runs):
        facets, first = made(stream, np.random.default_rng(run))
        if _enough(facets, first):
            said.append(_alarm(apart(facets, first, LEVEL, FALSE_ALARMS, run)))
    return said


def planted(stream: Stream, times: float, runs: int) -> list[bool]:
    """Whether a change of partners was found that is so many times the one said to be found."""
    said = []
    for run in range(runs):
        facets, first = made(stream, np.random.default_rng(run))
        if not _enough(facets, first):
            continue
        share = apart(facets, first, LEVEL, FALSE_ALARMS, run)[PARTNERS].power.to_new()[1]
        other = np.random.default_rng(runs + run)
        facets, first = made(stream, other, min(times * share, 1.0))
        found = apart(facets, first, LEVEL, FALSE_ALARMS, run)[PARTNERS]
        said.append(found.p <= FALSE_ALARMS)
    return said


def covered(stream: Stream, new: float, runs: int) -> list[bool]:
    """Whether the interval held the distance that was planted."""
    p = np.array([*SHARES[PARTNERS], 0.0])
    truth = float(divergence(p, np.array([*(p[:-1] * (1 - new)), new])))
    said = []
    for run in range(runs):
        facets, first = made(stream, np.random.default_rng(run), new)
        if _enough(facets, first):
            found = apart(facets, first, LEVEL, FALSE_ALARMS, run)[PARTNERS]
            said.append(found.low <= truth <= found.high)
    return said


# ---- real records -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Months:
    """The record of an actor, month by month: a facet each."""

    name: str
    facets: tuple[Floats, ...]


def of_levant(data: Path, actors: int = 12) -> Iterator[Months]:
    """The actors of KEDS Levant with most acts: types, cooperation, partners."""
    read = levant(data)
    acts: Acts = read.acts
    month = ((acts.day - acts.day.min()) / _MONTH).astype(int)
    for actor in np.argsort(-np.bincount(acts.source), kind="stable")[:actors]:
        mine = acts.source == actor
        kinds = acts.kind[mine]
        cooperation = (acts.classes[mine] < 2).astype(int)
        keys = (kinds, cooperation, acts.target[mine])
        tables = tuple(_table(month[mine], key, acts.count[mine]) for key in keys)
        yield Months(read.actors[actor], tables)


def of_myanmar(data: Path, actors: int = 10) -> Iterator[Months]:
    """The actors of UCDP GED Myanmar with most acts: partners, places."""
    with workplace() as place:
        case = Case(new_case(place))
        case.add(data / "ucdp" / "ged_myanmar.csv")
        snapshot = case.snapshot()
        among = countable(snapshot, snapshot.datasets[0])
        size = len(snapshot.actors)
        ends = [snapshot.columns.source[among], snapshot.columns.target[among]]
        acts = sum(np.bincount(end, minlength=size) for end in ends)
        able = [n for n in np.argsort(-acts, kind="stable") if not snapshot.actors[n].generic]
        for actor in able[:actors]:
            chosen = own_acts(snapshot, among, int(actor))
            rows = snapshot.columns.take(chosen)
            month = ((rows.date - rows.date.min()) / _MONTH).astype(int)
            found = []
            for name in ("partners", "places"):
                codes = raw(snapshot, name, rows, chosen, int(actor))
                each = facet(snapshot, name, rows, codes)
                if len(each.names) > 1:
                    known = each.key >= 0
                    found.append(_table(month[known], each.key[known], rows.count[known]))
            if found:
                yield Months(snapshot.actors[actor].name, tuple(found))


def _table(month: NDArray[Any], key: NDArray[Any], acts: NDArray[Any]) -> Floats:
    sums = np.zeros((int(month.max()) + 1, int(key.max()) + 1))
    np.add.at(sums, (month, key), acts)
    return sums


def dealt(record: Months, run: int, in_turn: bool, block: int) -> tuple[list[Floats], int] | None:
    """Stretches of so many months of a record dealt to two halves; None where either is poor."""
    months = max(len(x) for x in record.facets)
    blocks = months // block
    if blocks < 2 * LEAST:
        return None
    rng = np.random.default_rng(run)
    order = np.arange(blocks) if in_turn else rng.permutation(blocks)
    halves = (order[::2], order[1::2]) if in_turn else (order[: blocks // 2], order[blocks // 2 :])
    halves = np.sort(halves[0]), np.sort(halves[1])
    found = []
    for x in record.facets:
        full = np.zeros((months, x.shape[1]))
        full[: len(x)] = x
        sums = full[: blocks * block].reshape(blocks, block, -1).sum(axis=1)
        found.append(_merged(np.concatenate([sums[halves[0]], sums[halves[1]]])))
    return (found, len(halves[0])) if _enough(found, len(halves[0])) else None


def real(records: Sequence[Months], runs: int, in_turn: bool) -> list[bool]:
    """Whether a change was found, over actors, lengths of stretches, and deals."""
    said = []
    for record in records:
        for block in (1, 3, 6):
            for run in range(1 if in_turn else runs):
                split = dealt(record, run, in_turn, block)
                if split:
                    said.append(_alarm(apart(*split, LEVEL, FALSE_ALARMS, run)))
    return said


def real_planted(records: Sequence[Months], runs: int, share: float) -> list[bool]:
    """Whether a share of the second half's acts, moved to something new, was found.

    It moves month by month: each stretch of a month loses the share on average, by the lot of its
    categories, as a campaign would take them.
    """
    said = []
    for record in records:
        for run in range(runs):
            split = dealt(record, run, False, 1)
            if split is None:
                continue
            facets, first = split
            rng = np.random.default_rng(run)
            changed = [_moved(facets[-1], first, share, rng)]
            found = apart([*facets[:-1], *changed], first, LEVEL, FALSE_ALARMS, run)
            said.append(found[-1].p <= FALSE_ALARMS)
    return said


def _moved(x: Floats, first: int, share: float, rng: np.random.Generator) -> Floats:
    """A share of the cells of the second half goes to a new category as a whole."""
    goes = (rng.random(x.shape) < share) & (np.arange(len(x)) >= first)[:, None]
    return np.concatenate([np.where(goes, 0, x), np.where(goes, x, 0).sum(1, keepdims=True)], 1)


# ---- the report ---------------------------------------------------------------------------------


def measure(data: Path | None, runs: int) -> list[Figure]:
    """All figures, in per cent."""
    found = [_figure(f"false alarms: {s.name}", alarms(s, runs), 5.0) for s in ALIKE]
    found += [_figure(f"false alarms, long waves: {s.name}", alarms(s, runs)) for s in WAVES]
    for name in ("no bursts", "bursts of a week", "bursts of a week, two of five years"):
        stream = next(s for s in ALIKE if s.name == name)
        found.append(_figure(f"found, at the size said: {name}", planted(stream, 1, runs)))
        found.append(_figure(f"found, half as much again: {name}", planted(stream, 1.5, runs)))
        found.append(_figure(f"in the {LEVEL:.0%} interval: {name}", covered(stream, 0.25, runs)))
    return found + (of_records(data, max(runs // 10, 1)) if data else [])


def of_records(data: Path, runs: int) -> list[Figure]:
    """Figures of the real records."""
    found = []
    sets: dict[str, Callable[[Path], Iterator[Months]]] = {
        "KEDS Levant": of_levant,
        "GED Myanmar": of_myanmar,
    }
    for name, read in sets.items():
        records = list(read(data))
        found.append(_figure(f"false alarms: {name}, by lot", real(records, runs, False), 5.0))
        found.append(_figure(f"false alarms: {name}, in turn", real(records, 1, True), 5.0))
        for share in (0.2, 0.4):
            told = f"found: {name}, {share:.0%} moved to something new"
            found.append(_figure(told, real_planted(records, runs, share)))
    return found


def _figure(name: str, said: Sequence[bool], target: float | None = None) -> Figure:
    return Figure(
        f"{name} (n = {len(said)})", 100 * float(np.mean(said)) if said else 0.0, "%", target
    )


if __name__ == "__main__":
    parser = arguments(__doc__)
    parser.add_argument("--data", type=Path, help="the reference data")
    parser.add_argument("--runs", type=int, default=400, help="made-up records of each kind")
    asked = parser.parse_args()
    publish("compare", measure(asked.data, asked.runs), asked.json)
