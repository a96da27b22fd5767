"""Decayed counts of everything that happened before a day, and the shortlists read from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whowhom.engine import columns as k
from whowhom.engine.factors import Factors
from whowhom.engine.history import Float, History, Int

Float32 = NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """What is fixed before anything is fitted.

    Parameters
    ----------
    half_lives : tuple of float
        Five half-lives in days, fastest first.
    size : int
        Candidates kept per query.
    partners, by_attention, by_path, by_affinity : int
        How many actors each source of candidates may add.
    rank, refresh_days : int
        Number of latent factors, and days between their updates.
    shrinkage : float
        Pseudo-exposure that pulls each excitation to the overall one.
    """

    half_lives: tuple[float, ...] = (0.7, 3.0, 14.0, 60.0, 400.0)
    size: int = 64
    partners: int = 30
    by_attention: int = 100
    by_path: int = 50
    by_affinity: int = 30
    rank: int = 64
    refresh_days: int = 3
    shrinkage: float = 20.0

    def __post_init__(self) -> None:
        if len(self.half_lives) != 5 or min(self.half_lives) <= 0:
            raise ValueError(
                f"half_lives must be five positive numbers of days, got {self.half_lives}"
            )
        if list(self.half_lives) != sorted(self.half_lives):
            raise ValueError(f"half_lives must go from fast to slow, got {self.half_lives}")


# Which candidates survive: a fixed mixture over statistics, from a first EM fit on ICEWS14s train.
SHORTLIST_PRIOR: dict[int, float] = {
    k.ESCALATION + 0: 0.08, k.ESCALATION + 1: 0.03, k.ESCALATION + 3: 0.12, k.ESCALATION + 4: 0.12,
    k.RECIPROCITY + 3: 0.06, k.RECIPROCITY + 4: 0.04, k.STANDING + 2: 0.07, k.STANDING + 4: 0.10,
    k.ATTENTION + 4: 0.02, k.POPULARITY + 4: 1e-6, k.PATH_SLOW: 0.03, k.PATH_FAST: 0.025,
    k.AFFINITY: 0.03, k.CLOSENESS: 0.09, k.ACT_AGE: 0.07, k.LAST_DAY: 0.05,
    k.TIE_LIFT: 0.07, k.PATH_LIFT: 0.10, k.SLOW_TIE_LIFT: 0.04,
}  # fmt: skip

NEGLIGIBLE = 1e-30


@dataclass(frozen=True)
class Shortlists:
    """Candidates of a batch of queries; unused places hold actor -1 and zeros."""

    day: int
    source: Int
    type: Int
    actor: Int
    statistic: Float32
    total: Float32
    fact: Float32
    n_actors: int

    def __len__(self) -> int:
        return len(self.source)

    def has_newcomers(self) -> NDArray[np.bool_]:
        """Whether any actor is left outside the list."""
        left: NDArray[np.bool_] = (self.actor >= 0).sum(axis=1) < self.n_actors
        return left

    def take(self, rows: Int | slice) -> Shortlists:
        """Return the lists of some queries."""
        source, kind, actor = self.source[rows], self.type[rows], self.actor[rows]
        statistic, total, fact = self.statistic[rows], self.total[rows], self.fact[rows]
        return Shortlists(self.day, source, kind, actor, statistic, total, fact, self.n_actors)


@dataclass(frozen=True)
class _Blocks:
    """Rows grouped by owner, ordered by first appearance, so that what has happened is a prefix."""

    span: Int
    owner: Int
    member: Int
    of_event: Int

    @classmethod
    def of(cls, owner: Int, member: Int, n_owners: int, n_members: int) -> _Blocks:
        _, first, inverse = np.unique(
            owner * n_members + member, return_index=True, return_inverse=True
        )
        order = np.lexsort((first, owner[first]))
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        owners = owner[first][order]
        span = np.searchsorted(owners, np.arange(n_owners + 1)).astype(np.int64)
        return cls(
            span,
            owners,
            np.ascontiguousarray(member[first][order]),
            place[inverse].astype(np.int64),
        )


@dataclass(frozen=True)
class _Done:
    """What every actor ever does, by kind: rows of the uses, where the mirrored acts draw it."""

    span: Int
    row: Int
    kind: Int

    @classmethod
    def of(cls, use: _Blocks, n_actors: int, n_types: int) -> _Done:
        row = np.argsort(use.member, kind="stable")
        span = np.searchsorted(use.member[row], np.arange(n_actors + 1)).astype(np.int64)
        return cls(span, row, (use.owner[row] + n_types) % (2 * n_types))


class _Tally:
    """Decayed counts of a table's rows, brought up to date lazily."""

    def __init__(self, rows: int, n_half_lives: int) -> None:
        self.count: Float = np.zeros((rows, n_half_lives))
        self.last: Int = np.zeros(rows, dtype=np.int64)

    def current(self, day: int, decay: Float, speed: int) -> Float:
        """Counts at half-life ``speed`` decayed to ``day``."""
        now: Float = (
            self.count[:, speed] * decay[speed, np.minimum(day - self.last, decay.shape[1] - 1)]
        )
        return now


def group_queries(source: Int, kind: Int, answer: Int) -> tuple[Int, Int, Int, Int]:
    """Group one day's acts into queries ``(source, kind)`` with their answers as a ragged array.

    Examples
    --------
    >>> acts = np.array([1, 0, 1]), np.array([0, 0, 0]), np.array([2, 1, 0])
    >>> source, kind, span, answer = group_queries(*acts)
    >>> source.tolist(), span.tolist(), answer.tolist()
    ([0, 1], [0, 1, 3], [1, 0, 2])
    """
    order = np.lexsort((answer, kind, source))
    s, r, o = source[order], kind[order], answer[order]
    start = (
        np.flatnonzero(np.r_[True, (s[1:] != s[:-1]) | (r[1:] != r[:-1])])
        if len(s)
        else np.empty(0, int)
    )
    span = np.append(start, len(s)).astype(np.int64)
    return s[start], r[start], span, o


class Ledger:
    """The state of a history at the start of a day, moved forward one day at a time.

    Every act is kept from both sides: "s does r to o" also stands as "o is done r by s" under
    type ``r + n_types``, so that asking for the source is asking for the target of the mirrored
    act.
    Counts follow a sum of exponential kernels (Hawkes 1971): an act of age ``a`` counts
    ``2 ** (-a / h)`` at half-life ``h``. Only acts strictly before ``day`` are ever read.

    Examples
    --------
    >>> h = History([0, 0], [0, 0], [1, 2], [0, 3], n_actors=3, n_types=1)
    >>> ledger = Ledger(h)
    >>> ledger.advance(4)
    >>> short = ledger.shortlists(np.array([0]), np.array([0]))
    >>> sorted(int(a) for a in short.actor[0] if a >= 0)
    [1, 2]
    """

    def __init__(
        self, history: History, settings: Settings | None = None, last_day: int | None = None
    ) -> None:
        self.history = history
        self.settings = settings or Settings()
        self.first_day = int(history.day[0]) if len(history) else 0
        self.day = self.first_day
        final = int(history.day[-1]) if len(history) else 0
        self.last_day = max(final + 1, final if last_day is None else last_day)
        self._index(history)
        self._start()

    def _index(self, history: History) -> None:
        n, t = history.n_actors, history.n_types
        self.source = np.concatenate([history.source, history.target])
        self.kind = np.concatenate([history.type, history.type + t])
        self.target = np.concatenate([history.target, history.source])
        order = np.argsort(np.concatenate([history.day, history.day]), kind="stable")
        self.event = order % max(1, len(history))
        self.source, self.kind, self.target = (
            self.source[order],
            self.kind[order],
            self.target[order],
        )
        self._pair = _Blocks.of(self.source, self.target, n, n)
        self._entry = _Blocks.of(self._pair.of_event, self.kind, len(self._pair.owner), 2 * t)
        self._use = _Blocks.of(self.kind, self.target, 2 * t, n)
        self._done = _Done.of(self._use, n, t)
        entry_source = self._pair.owner[self._entry.owner]
        entry_use = np.empty(len(entry_source), dtype=np.int64)
        entry_use[self._entry.of_event] = self._use.of_event
        self.factors = Factors(
            n, entry_source, entry_use, len(self._use.owner), self._pair.owner, self._pair.member,
            self.settings.rank,
        )  # fmt: skip

    def _start(self) -> None:
        n, t, speeds = self.history.n_actors, self.history.n_types, len(self.settings.half_lives)
        age = np.arange(self.last_day - self.first_day + 2)
        self.decay: Float = 2.0 ** (-age[None, :] / np.array(self.settings.half_lives)[:, None])
        self._entries = _Tally(len(self._entry.owner), speeds)
        self._ties = _Tally(len(self._pair.owner), speeds)
        self._uses = _Tally(len(self._use.owner), speeds)
        self._drawn = _Tally(2 * n, speeds)
        self._pair_seen = np.zeros(n, dtype=np.int64)
        self._entry_seen = np.zeros(len(self._pair.owner), dtype=np.int64)
        self._use_seen = np.zeros(2 * t, dtype=np.int64)
        self._followed: Float = np.zeros((2 * t, 2 * t, speeds))
        self._exposed: Float = np.zeros((2 * t, 2 * t, speeds))
        self._refreshed = self.first_day - self.settings.refresh_days
        self._prior: Float = np.zeros(k.N_STATISTICS)
        for column, weight in SHORTLIST_PRIOR.items():
            self._prior[column] = weight

    def _offset(self, day: int) -> int:
        return day - self.first_day

    def _rows(self, day: int) -> slice:
        start, stop = np.searchsorted(self.history.day, [day, day + 1])
        return slice(2 * int(start), 2 * int(stop))

    def queries(self, day: int) -> tuple[Int, Int, Int, Int]:
        """Return the queries that the acts of ``day`` pose, and their answers."""
        rows = self._rows(day)
        return group_queries(self.source[rows], self.kind[rows], self.target[rows])

    def advance(self, day: int) -> None:
        """Take in all acts before ``day``."""
        if day < self.day:
            raise ValueError(f"a ledger only moves forward: it stands at day {self.day}, got {day}")
        if day > self.last_day:
            raise ValueError(
                f"day {day} is past last_day={self.last_day}; build the ledger with a later one"
            )
        for passed in range(self.day, day):
            rows = self._rows(passed)
            if rows.start < rows.stop:
                self._take(passed, rows)
        self.day = day

    def _take(self, day: int, rows: slice) -> None:
        from whowhom.engine import kernels

        now = self._offset(day)
        pair, entry, use = (
            self._pair.of_event[rows],
            self._entry.of_event[rows],
            self._use.of_event[rows],
        )
        s, r, span, pairs = group_queries(self.source[rows], self.kind[rows], pair)
        kernels.count_followups(
            now, s, r, span, pairs, self._done.span, self._done.row, self._done.kind,
            self._uses.count, self._uses.last, self._entry.span, self._entry_seen,
            self._entry.member, self._entries.count, self._entries.last, self.decay,
            self._followed, self._exposed,
        )  # fmt: skip
        kernels.reveal(self.source[rows], pair, self._pair.span, self._pair_seen)
        kernels.reveal(pair, entry, self._entry.span, self._entry_seen)
        kernels.reveal(self.kind[rows], use, self._use.span, self._use_seen)
        side = (self.kind[rows] >= self.history.n_types) * self.history.n_actors
        drawn = self.target[rows] + side
        tallies = (self._entries, self._ties, self._uses, self._drawn)
        for tally, ids in zip(tallies, (entry, pair, use, drawn), strict=True):
            kernels.add_acts(ids, now, tally.count, tally.last, self.decay)

    def past(self) -> slice:
        """Rows of ``source``, ``kind``, ``target`` and ``event`` that happened before the day."""
        return slice(0, 2 * int(np.searchsorted(self.history.day, self.day)))

    def partners(self, actor: int) -> tuple[Int, Float]:
        """Return an actor's closest partners, with their slow and fast shares of its ties."""
        from whowhom.engine import kernels

        who = np.empty(self.settings.partners, dtype=np.int64)
        weight = np.empty((self.settings.partners, 2))
        n = kernels.top_partners(
            actor, self._offset(self.day), self._pair.span, self._pair_seen, self._pair.member,
            self._ties.count, self._ties.last, self.decay, who, weight,
        )  # fmt: skip
        return who[:n], weight[:n]

    def excitation(self) -> Float:
        """Share of decayed acts of kind r' that one of kind r followed, shrunk to the overall one.

        ``phi[r, r', k] = (followed + c * base_k) / (exposed + c)``, all from acts before the day.
        """
        followed, exposed = self._followed, self._exposed
        base = followed.sum((0, 1)) / np.maximum(exposed.sum((0, 1)), 1e-9)
        c = self.settings.shrinkage
        phi: Float = (followed + c * base) / (exposed + c)
        return phi

    def _refresh(self) -> None:
        if self.day - self._refreshed >= self.settings.refresh_days:
            now, slowest = self._offset(self.day), len(self.settings.half_lives) - 1
            self.factors.update(
                self._entries.current(now, self.decay, slowest),
                self._ties.current(now, self.decay, slowest),
            )
            self._refreshed = self.day

    def shortlists(self, source: Int, kind: Int) -> Shortlists:
        """Read the candidates and their statistics for queries on the current day.

        Queries come back in the order given; those of one source are fastest side by side.
        """
        from whowhom.engine import kernels

        self._refresh()
        s, r = (
            np.ascontiguousarray(source, dtype=np.int64),
            np.ascontiguousarray(kind, dtype=np.int64),
        )
        c, width = self.settings, self.settings.size
        who = np.full((len(s), width), -1, dtype=np.int64)
        stat = np.zeros((len(s), width, k.N_STATISTICS))
        total = np.zeros((len(s), k.N_STATISTICS))
        fact = np.zeros((len(s), k.N_FACTS))
        limits = np.array([c.partners, c.by_attention, c.by_path, c.by_affinity], dtype=np.int64)
        n = self.history.n_actors
        kernels.read_shortlists(
            self._offset(self.day), self.history.n_types, s, r, self._pair.span, self._pair_seen,
            self._pair.member, self._entry.span, self._entry_seen, self._entry.member,
            self._entries.count, self._entries.last, self._ties.count, self._ties.last,
            self._use.span, self._use_seen, self._use.member, self._uses.count,
            self._uses.last, self._drawn.count.reshape(2, n, -1),
            self._drawn.last.reshape(2, n), self.decay, self.excitation(), self.factors.left,
            self.factors.right, self.factors.place, self._prior, limits, who, stat, total, fact,
        )  # fmt: skip
        for array in (stat, total):
            # What float32 would hold as a denormal is no evidence, and slows all that follows.
            array[array < NEGLIGIBLE] = 0.0
        as32 = np.float32
        return Shortlists(
            self.day, s, r, who, stat.astype(as32), total.astype(as32), fact.astype(as32), n
        )

    def newcomer_weight(self, kind: int) -> Float:
        """Weight of every actor as a target off the shortlist: slow share of ``kind``, smoothed."""
        now, slowest, n = (
            self._offset(self.day),
            len(self.settings.half_lives) - 1,
            self.history.n_actors,
        )
        weight: Float = np.full(n, 0.02)
        side = slice(0, n) if kind < self.history.n_types else slice(n, 2 * n)
        gap = np.minimum(now - self._drawn.last[side], self.decay.shape[1] - 1)
        weight += 0.02 * self._drawn.count[side, slowest] * self.decay[slowest, gap]
        start = self._use.span[kind]
        rows = slice(start, start + self._use_seen[kind])
        gap = now - self._uses.last[rows]
        weight[self._use.member[rows]] += self._uses.count[rows, slowest] * self.decay[slowest, gap]
        return weight
