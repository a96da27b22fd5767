"""Compiled loops over decayed counts; the only file that imports numba.

All compiled functions that call one another live here, because numba stamps its cache with the file
of the caller alone. Arrays are C-contiguous float64 or int64; ``span`` arrays hold the start of
each block in a flat table and ``seen`` arrays how many rows of the block have happened so far.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Int = NDArray[np.int64]
Float = NDArray[np.float64]

# Columns of a candidate's statistics; blocks of five follow the five half-lives.
INERTIA, ESCALATION, RECIPROCITY, STANDING, ATTENTION, POPULARITY = 0, 5, 10, 15, 20, 25
PATH_SLOW, PATH_FAST, AFFINITY, CLOSENESS = 30, 31, 32, 33
RECENCY, ACT_AGE, TIE_AGE, LAST_DAY = 34, 35, 36, 37
TIE_LIFT, PATH_LIFT, SLOW_TIE_LIFT, CLOSE_ATTENTION = 38, 39, 40, 41
AFFINE_ATTENTION, ESCALATION_ATTENTION, TIE_ESCALATION = 42, 43, 44
N_STATISTICS = 45
N_FACTS = 4

# Half-life columns that the two-path and the conjunctions read: second fastest and slowest.
FAST, MIDDLE, SLOW, SLOWEST = 1, 2, 3, 4
# A week without any act must not turn one stray partner into the whole neighbourhood.
FAST_FLOOR, SLOW_FLOOR = 0.05, 1e-9
NEVER = 1000.0
TINY = 1e-12


@njit(cache=True, nogil=True)
def add_acts(rows: Int, day: int, count: Float, last: Int, decay: Float) -> None:
    """Decay each row to ``day`` and add one to it, for every half-life."""
    for row in rows:
        gap = day - last[row]
        for k in range(count.shape[1]):
            count[row, k] = count[row, k] * decay[k, gap] + 1.0
        last[row] = day


@njit(cache=True, nogil=True)
def reveal(block: Int, row: Int, span: Int, seen: Int) -> None:
    """Widen each block's seen prefix to the rows that have now happened."""
    for i in range(len(block)):
        reach = row[i] - span[block[i]] + 1
        if reach > seen[block[i]]:
            seen[block[i]] = reach


@njit(cache=True, nogil=True)
def count_followups(
    day: int,
    source: Int,
    kind: Int,
    answer_span: Int,
    answer: Int,
    pair_span: Int,
    pair_seen: Int,
    pair_target: Int,
    entry_span: Int,
    entry_seen: Int,
    entry_kind: Int,
    count: Float,
    last: Int,
    decay: Float,
    followed: Float,
    exposed: Float,
    mark: Int,
) -> None:
    """Add one day's exposure of earlier acts, and how much of it an act of each kind followed."""
    for q in range(len(source)):
        s, r = source[q], kind[q]
        for a in range(answer_span[q], answer_span[q + 1]):
            mark[answer[a]] = 1
        for p in range(pair_span[s], pair_span[s] + pair_seen[s]):
            hit = mark[pair_target[p]]
            for e in range(entry_span[p], entry_span[p] + entry_seen[p]):
                gap = day - last[e]
                for k in range(count.shape[1]):
                    x = count[e, k] * decay[k, gap]
                    exposed[r, entry_kind[e], k] += x
                    if hit:
                        followed[r, entry_kind[e], k] += x
        for a in range(answer_span[q], answer_span[q + 1]):
            mark[answer[a]] = 0


@njit(cache=True, nogil=True)
def _top(score: Float, size: int) -> Int:
    order = np.argsort(-score, kind="mergesort")
    return order[:size] if len(order) > size else order


@njit(cache=True, nogil=True)
def top_partners(
    actor: int,
    day: int,
    pair_span: Int,
    pair_seen: Int,
    pair_target: Int,
    tie: Float,
    tie_last: Int,
    decay: Float,
    partner: Int,
    weight: Float,
) -> int:
    """Write an actor's closest partners with their share of its slow and of its fast ties."""
    start, size = pair_span[actor], pair_seen[actor]
    share = np.empty((size, 2))
    slow = fast = 0.0
    for i in range(size):
        gap = day - tie_last[start + i]
        share[i, 0] = tie[start + i, SLOWEST] * decay[SLOWEST, gap]
        share[i, 1] = tie[start + i, FAST] * decay[FAST, gap]
        slow += share[i, 0]
        fast += share[i, 1]
    score = np.empty(size)
    for i in range(size):
        share[i, 0] /= slow + SLOW_FLOOR
        share[i, 1] /= fast + FAST_FLOOR
        score[i] = share[i, 0] + share[i, 1]
    best = _top(score, partner.shape[0])
    for i in range(len(best)):
        partner[i] = pair_target[start + best[i]]
        weight[i, 0] = share[best[i], 0]
        weight[i, 1] = share[best[i], 1]
    return len(best)


@njit(cache=True, nogil=True)
def _seat(actor: int, size: int, slot: Int, who: Int) -> int:
    if slot[actor] < 0:
        slot[actor] = size
        who[size] = actor
        return size + 1
    return size


@njit(cache=True, nogil=True)
def _read_ties(
    s: int,
    r: int,
    day: int,
    n_types: int,
    pair_span: Int,
    pair_seen: Int,
    pair_target: Int,
    entry_span: Int,
    entry_seen: Int,
    entry_kind: Int,
    count: Float,
    last: Int,
    decay: Float,
    excitation: Float,
    slot: Int,
    who: Int,
    stat: Float,
) -> int:
    """Seat every partner of ``s`` and read inertia, escalation, reciprocity, standing and ages."""
    size = 0
    for p in range(pair_span[s], pair_span[s] + pair_seen[s]):
        row = size
        size = _seat(pair_target[p], size, slot, who)
        latest = -1
        for e in range(entry_span[p], entry_span[p] + entry_seen[p]):
            other, gap = entry_kind[e], day - last[e]
            latest = max(latest, last[e])
            block = ESCALATION if (other < n_types) == (r < n_types) else RECIPROCITY
            for k in range(count.shape[1]):
                x = count[e, k] * decay[k, gap]
                stat[row, STANDING + k] += x
                stat[row, block + k] += excitation[r, other, k] * x
                if other == r:
                    stat[row, INERTIA + k] = x
            if other == r:
                stat[row, ACT_AGE] = 1.0 / gap
        stat[row, TIE_AGE] = 1.0 / (day - latest)
    return size


@njit(cache=True, nogil=True)
def _rank_recency(size: int, stat: Float) -> float:
    """Turn ages of the same act into 1 / (1 + more recent answers); return the top inverse age."""
    ages = np.empty(size)
    n = 0
    for i in range(size):
        if stat[i, ACT_AGE] > 0.0:
            ages[n] = stat[i, ACT_AGE]
            n += 1
    if n == 0:
        return 0.0
    ages = np.sort(ages[:n])
    for i in range(size):
        if stat[i, ACT_AGE] > 0.0:
            newer = n - np.searchsorted(ages, stat[i, ACT_AGE], side="right")
            stat[i, RECENCY] = 1.0 / (1.0 + newer)
            stat[i, LAST_DAY] = 1.0 if newer == 0 else 0.0
    return float(ages[n - 1])


@njit(cache=True, nogil=True)
def _top_targets(
    r: int,
    day: int,
    use_span: Int,
    use_seen: Int,
    use: Float,
    use_last: Int,
    decay: Float,
    best: Int,
) -> int:
    """Write the rows of the targets that draw most of kind ``r``, over all half-lives."""
    start, size = use_span[r], use_seen[r]
    total = np.zeros(use.shape[1])
    now = np.empty((size, use.shape[1]))
    for i in range(size):
        gap = day - use_last[start + i]
        for k in range(use.shape[1]):
            now[i, k] = use[start + i, k] * decay[k, gap]
            total[k] += now[i, k]
    score = np.zeros(size)
    for i in range(size):
        for k in range(use.shape[1]):
            score[i] += now[i, k] / (total[k] + TINY)
    order = _top(score, best.shape[0])
    for i in range(len(order)):
        best[i] = start + order[i]
    return len(order)


@njit(cache=True, nogil=True)
def _walk(
    s: int,
    partner: Int,
    weight: Float,
    n_partners: Int,
    path: Float,
    reached: Int,
) -> int:
    """Spread s's partner shares over the partners' partners; return how many were reached."""
    n = 0
    for i in range(n_partners[s]):
        h = partner[s, i]
        for j in range(n_partners[h]):
            o = partner[h, j]
            if o == s:
                continue
            if path[o, 0] == 0.0 and path[o, 1] == 0.0:
                reached[n] = o
                n += 1
            path[o, 0] += weight[s, i, 0] * weight[h, j, 0]
            path[o, 1] += weight[s, i, 1] * weight[h, j, 1]
    return n


@njit(cache=True, nogil=True)
def _seat_reached(
    n: int, reached: Int, path: Float, limit: int, size: int, slot: Int, who: Int
) -> int:
    score = np.empty(n)
    for i in range(n):
        score[i] = path[reached[i], 0] + path[reached[i], 1]
    for i in _top(score, limit):
        size = _seat(reached[i], size, slot, who)
    return size


@njit(cache=True, nogil=True)
def _read_uses(
    s: int,
    r: int,
    day: int,
    size: int,
    limit: int,
    use_span: Int,
    use_seen: Int,
    use_target: Int,
    use: Float,
    use_last: Int,
    decay: Float,
    left: Float,
    right: Float,
    slot: Int,
    who: Int,
    stat: Float,
) -> int:
    """Seat targets of ``r`` of highest affinity; read affinity and attention of the seated."""
    start, n = use_span[r], use_seen[r]
    if n == 0:
        return size
    affinity = np.dot(right[start : start + n], left[s])
    for i in _top(affinity, limit):
        if affinity[i] > 0.0:
            size = _seat(use_target[start + i], size, slot, who)
    for i in range(n):
        row = slot[use_target[start + i]]
        if row >= 0:
            gap = day - use_last[start + i]
            stat[row, AFFINITY] = max(affinity[i], 0.0)
            for k in range(use.shape[1]):
                stat[row, ATTENTION + k] = use[start + i, k] * decay[k, gap]
    return size


@njit(cache=True, nogil=True)
def _read_actors(
    s: int,
    side: int,
    day: int,
    size: int,
    who: Int,
    path: Float,
    drawn: Float,
    drawn_last: Int,
    decay: Float,
    place: Float,
    stat: Float,
) -> None:
    """Read two-paths, popularity and closeness, then the conjunctions, of every seated actor."""
    for i in range(size):
        o = who[i]
        gap = day - drawn_last[side, o]
        for k in range(decay.shape[0]):
            stat[i, POPULARITY + k] = drawn[side, o, k] * decay[k, gap]
        near = 0.0
        for d in range(place.shape[1]):
            near += place[s, d] * place[o, d]
        row = stat[i]
        row[CLOSENESS] = max(near, 0.0)
        row[PATH_SLOW] = path[o, 0]
        row[PATH_FAST] = path[o, 1]
        lift = row[ATTENTION + SLOWEST] / (row[POPULARITY + SLOWEST] + 1.0)
        row[TIE_LIFT] = row[STANDING + MIDDLE] * lift
        row[PATH_LIFT] = row[PATH_SLOW] * lift
        row[SLOW_TIE_LIFT] = row[STANDING + SLOWEST] * lift
        row[CLOSE_ATTENTION] = row[CLOSENESS] * row[ATTENTION + SLOWEST]
        row[AFFINE_ATTENTION] = row[AFFINITY] * row[ATTENTION + FAST]
        row[ESCALATION_ATTENTION] = row[ESCALATION + SLOWEST] * row[ATTENTION + FAST]
        row[TIE_ESCALATION] = row[STANDING + SLOW] * (
            row[ESCALATION + SLOWEST] + row[RECIPROCITY + SLOWEST]
        )


@njit(cache=True, nogil=True)
def _keep_best(
    size: int,
    who: Int,
    stat: Float,
    prior: Float,
    out_who: Int,
    out_stat: Float,
    out_total: Float,
) -> None:
    """Copy the candidates with the highest prior mixture and the totals over all candidates."""
    total = np.zeros(stat.shape[1])
    for i in range(size):
        for m in range(stat.shape[1]):
            total[m] += stat[i, m]
    score = np.zeros(size)
    for m in range(stat.shape[1]):
        out_total[m] = total[m]
        if total[m] > 0.0 and prior[m] > 0.0:
            for i in range(size):
                score[i] += prior[m] * stat[i, m] / total[m]
    order = _top(score, out_who.shape[0])
    for j in range(len(order)):
        out_who[j] = who[order[j]]
        for m in range(stat.shape[1]):
            out_stat[j, m] = stat[order[j], m]


@njit(cache=True, nogil=True)
def read_shortlists(
    day: int,
    n_types: int,
    source: Int,
    kind: Int,
    pair_span: Int,
    pair_seen: Int,
    pair_target: Int,
    entry_span: Int,
    entry_seen: Int,
    entry_kind: Int,
    count: Float,
    last: Int,
    tie: Float,
    tie_last: Int,
    use_span: Int,
    use_seen: Int,
    use_target: Int,
    use: Float,
    use_last: Int,
    drawn: Float,
    drawn_last: Int,
    decay: Float,
    excitation: Float,
    left: Float,
    right: Float,
    place: Float,
    prior: Float,
    limits: Int,
    out_who: Int,
    out_stat: Float,
    out_total: Float,
    out_fact: Float,
) -> None:
    """Fill the shortlist of every query of one day; queries of one source must be neighbours.

    ``limits`` holds the sizes: partners per actor, targets by attention, by two-path, by affinity.
    """
    n_actors = len(pair_seen)
    slot = np.full(n_actors, -1, np.int64)
    who = np.empty(n_actors, np.int64)
    stat = np.zeros((n_actors, N_STATISTICS))
    path = np.zeros((n_actors, 2))
    reached = np.empty(limits[0] * limits[0], np.int64)
    partner = np.empty((n_actors, limits[0]), np.int64)
    weight = np.empty((n_actors, limits[0], 2))
    n_partners = np.full(n_actors, -1, np.int64)
    best = np.empty((len(use_seen), limits[1]), np.int64)
    n_best = np.full(len(use_seen), -1, np.int64)
    n_reached = 0
    current = -1
    for q in range(len(source)):
        s, r = source[q], kind[q]
        size = _read_ties(
            s, r, day, n_types, pair_span, pair_seen, pair_target, entry_span, entry_seen,
            entry_kind, count, last, decay, excitation, slot, who, stat,
        )  # fmt: skip
        out_fact[q, 0] = size
        youngest = _rank_recency(size, stat)
        out_fact[q, 1] = 1.0 / youngest if youngest > 0.0 else NEVER
        if n_best[r] < 0:
            n_best[r] = _top_targets(r, day, use_span, use_seen, use, use_last, decay, best[r])
        for i in range(n_best[r]):
            size = _seat(use_target[best[r, i]], size, slot, who)
        if s != current:
            for i in range(n_reached):
                path[reached[i]] = 0.0
            current = s
            _meet(
                s,
                day,
                pair_span,
                pair_seen,
                pair_target,
                tie,
                tie_last,
                decay,
                partner,
                weight,
                n_partners,
            )
            n_reached = _walk(s, partner, weight, n_partners, path, reached)
        size = _seat_reached(n_reached, reached, path, limits[2], size, slot, who)
        size = _read_uses(
            s, r, day, size, limits[3], use_span, use_seen, use_target, use, use_last, decay,
            left, right, slot, who, stat,
        )  # fmt: skip
        side = 0 if r < n_types else 1
        _read_actors(s, side, day, size, who, path, drawn, drawn_last, decay, place, stat)
        out_fact[q, 2] = use_seen[r]
        out_fact[q, 3] = size
        _keep_best(size, who, stat, prior, out_who[q], out_stat[q], out_total[q])
        for i in range(size):
            slot[who[i]] = -1
            stat[i] = 0.0


@njit(cache=True, nogil=True)
def _meet(
    s: int,
    day: int,
    pair_span: Int,
    pair_seen: Int,
    pair_target: Int,
    tie: Float,
    tie_last: Int,
    decay: Float,
    partner: Int,
    weight: Float,
    n_partners: Int,
) -> None:
    """List the partners of ``s`` and of each of its partners, once per actor and day."""
    if n_partners[s] < 0:
        n_partners[s] = top_partners(
            s, day, pair_span, pair_seen, pair_target, tie, tie_last, decay, partner[s], weight[s]
        )
    for i in range(n_partners[s]):
        h = partner[s, i]
        if n_partners[h] < 0:
            n_partners[h] = top_partners(
                h,
                day,
                pair_span,
                pair_seen,
                pair_target,
                tie,
                tie_last,
                decay,
                partner[h],
                weight[h],
            )
