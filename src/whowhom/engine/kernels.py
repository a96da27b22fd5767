"""Compiled loops over decayed counts; the only file that imports numba.

All compiled functions that call one another live here, because numba stamps its cache with the file
of the caller alone. Arrays are C-contiguous float64 or int64; ``span`` arrays hold the start of
each block in a flat table and ``seen`` arrays how many rows of the block have happened so far.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

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
def _fade(rows: Int, day: int, count: Float, last: Int, decay: Float, now: Float) -> None:
    """Write the rows' counts as they stand at ``day``."""
    for i in range(len(rows)):
        gap = day - last[rows[i]]
        for k in range(count.shape[1]):
            now[i, k] = count[rows[i], k] * decay[k, gap]


@njit(cache=True, nogil=True)
def count_followups(
    day: int,
    source: Int,
    kind: Int,
    answer_span: Int,
    answer_pair: Int,
    done_span: Int,
    done_row: Int,
    done_kind: Int,
    done: Float,
    done_last: Int,
    entry_span: Int,
    entry_seen: Int,
    entry_kind: Int,
    count: Float,
    last: Int,
    decay: Float,
    followed: Float,
    exposed: Float,
) -> None:
    """Add one day's exposure of earlier acts, and how much of it an act of each kind followed.

    Queries come by source, the pairs of their answers in order. ``done_row`` holds the rows of
    ``done``, the acts of a source by kind, so that its partners need not be gone through.
    """
    now = np.empty((exposed.shape[1], count.shape[1]))
    current = -1
    for q in range(len(source)):
        s, r = source[q], kind[q]
        start, stop = done_span[s], done_span[s + 1]
        if s != current:
            current = s
            _fade(done_row[start:stop], day, done, done_last, decay, now)
        for i in range(start, stop):
            other = done_kind[i]
            for k in range(count.shape[1]):
                exposed[r, other, k] += now[i - start, k]
        latest = -1
        for a in range(answer_span[q], answer_span[q + 1]):
            p = answer_pair[a]
            if p == latest:
                continue
            latest = p
            for e in range(entry_span[p], entry_span[p] + entry_seen[p]):
                gap = day - last[e]
                for k in range(count.shape[1]):
                    followed[r, entry_kind[e], k] += count[e, k] * decay[k, gap]


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


# The rate process. Places of the mechanisms; blocks of one column per half-life.
N_BASES = 3
REPEAT, FOLLOW_UP, RECIPROCATE, ANSWER = 0, 1, 2, 3
MOMENTUM, OUTREACH, ATTEND, PILE_ON = 4, 5, 6, 7
DISPLACE, PROVOKE, CONTAGION = 8, 9, 10
IMITATE, SPREAD, SOLIDARITY, REPRISAL = 11, 12, 13, 14
N_EXCITATIONS = 15
# Counters of a trail, its constants, its two rings and its two tables of types.
ACTS, PAIRS, ENTRIES, ALLIES, SENDER_KINDS = 0, 1, 2, 3, 4
ALLY_DECAY, SMOOTHING, STEP = 0, 1, 2
DONE, RECEIVED = 0, 1
FORTH, BACK = 0, 1
FORGOTTEN = 0.01


class Trail(NamedTuple):
    """All that has happened so far, as counts and decayed counts; changed in place.

    ``n`` holds the counters ACTS to SENDER_KINDS, ``constant`` the constants ALLY_DECAY to STEP.
    Pairs, entries (pair and type), pairs of allies and (sender, type) have ids in order of first
    appearance, found through open-addressed ``*_slot`` tables. Decayed counts stand at the time
    in ``*_last``. A ring keeps the ids of an actor's last acts, done and received.
    """

    n: Int
    constant: Float
    beta: Float
    time: Float
    source: Int
    target: Int
    kind: Int
    evicted: Float
    pair_slot: Int
    pair_key: Int
    pair_count: Float
    pair_entry: Int
    pair_next: Int
    pair_head: Int
    entry_slot: Int
    entry_key: Int
    entry_kind: Int
    entry_count: Float
    entry_next: Int
    entry_last: Float
    entry: Float
    sender_slot: Int
    sender_key: Int
    sender_count: Float
    kind_count: Float
    actor_count: Float
    actor_last: Float
    actor: Float
    whole: Float
    whole_last: Float
    ring: Int
    ring_size: Int
    ally_slot: Int
    ally_key: Int
    ally_weight: Float
    ally_next: Int
    ally_head: Int
    ally_total: Float
    led: Float
    led_total: Float


@njit(cache=True, nogil=True)
def _find(key: int, slot: Int, keys: Int) -> int:
    """Return the id of a key, -1 if it has none."""
    at = key % len(slot)
    while slot[at] >= 0:
        if keys[slot[at]] == key:
            return int(slot[at])
        at = (at + 1) % len(slot)
    return -1


@njit(cache=True, nogil=True)
def _claim(key: int, slot: Int, keys: Int, n: Int, counter: int) -> int:
    """Return the id of a key, giving it the next one if it has none."""
    at = key % len(slot)
    while slot[at] >= 0:
        if keys[slot[at]] == key:
            return int(slot[at])
        at = (at + 1) % len(slot)
    slot[at] = n[counter]
    keys[n[counter]] = key
    n[counter] += 1
    return int(slot[at])


@njit(cache=True, nogil=True)
def _read_scale(trail: Trail, k: int) -> float:
    """What a decayed count is multiplied with, so that one act has a mass of one.

    ``beta`` in continuous time; on a grid ``exp(beta step) - 1``, the geometric kernel.
    """
    if trail.constant[STEP] > 0.0:
        return float(np.exp(trail.beta[k] * trail.constant[STEP]) - 1.0)
    return float(trail.beta[k])


@njit(cache=True, nogil=True)
def _kind_share(trail: Trail, s: int, pair: int, r: int) -> float:
    """Share of type ``r`` among acts of the dyad, shrunk to the sender's, shrunk to everyone's."""
    n_kinds = len(trail.kind_count)
    if n_kinds == 1:
        return 1.0
    c = trail.constant[SMOOTHING]
    share = (trail.kind_count[r] + c / n_kinds) / (trail.n[ACTS] + c)
    at = _find(s * n_kinds + r, trail.sender_slot, trail.sender_key)
    had = trail.sender_count[at] if at >= 0 else 0.0
    share = (had + c * share) / (trail.actor_count[DONE, s] + c)
    if pair < 0:
        return float(share)
    at = _find(pair * n_kinds + r, trail.entry_slot, trail.entry_key)
    had = trail.entry_count[at] if at >= 0 else 0.0
    return float((had + c * share) / (trail.pair_count[pair] + c))


@njit(cache=True, nogil=True)
def led_share(trail: Trail, way: int, q: int, r: int) -> float:
    """Share of type ``r`` among what has followed type ``q``, shrunk to its share of all acts."""
    n_kinds = len(trail.kind_count)
    if n_kinds == 1:
        return 1.0
    c = trail.constant[SMOOTHING]
    share = (trail.kind_count[r] + c / n_kinds) / (trail.n[ACTS] + c)
    return float((trail.led[way, q, r] + c * share) / (trail.led_total[way, q] + c))


@njit(cache=True, nogil=True)
def _read_bases(trail: Trail, s: int, o: int, pair: int, kind: float, row: Float) -> None:
    """Write the three shares of the constant part; all sum to one over dyads and types."""
    n_actors = trail.actor_count.shape[1]
    c, n = trail.constant[SMOOTHING], trail.n[ACTS]
    anyone = 1.0 / (n_actors * (n_actors - 1.0))
    width = trail.constant[STEP] if trail.constant[STEP] > 0.0 else 1.0
    active = (trail.actor_count[DONE, s] + c / n_actors) / (n + c)
    popular = (trail.actor_count[RECEIVED, o] + c / n_actors) / (
        n - trail.actor_count[RECEIVED, s] + c * (n_actors - 1.0) / n_actors
    )
    had = trail.pair_count[pair] if pair >= 0 else 0.0
    row[0] = width * kind * anyone
    row[1] = width * kind * active * popular
    row[2] = width * kind * (had + c * anyone) / (n + c)


@njit(cache=True, nogil=True)
def _read_dyad(
    trail: Trail, t: float, pair: int, r: int, way: int, same: Int, other: Int, row: Float
) -> None:
    """Add what the past acts of one dyad lead to: the same type, and other types."""
    if pair < 0:
        return
    e = trail.pair_entry[pair]
    while e >= 0:
        q = trail.entry_kind[e]
        led = led_share(trail, way, q, r)
        for k in range(len(trail.beta)):
            fade = np.exp(-trail.beta[k] * (t - trail.entry_last[e]))
            x = _read_scale(trail, k) * trail.entry[e, k] * fade
            if q == r and same[k] >= 0:
                row[same[k]] += x
            if other[k] >= 0:
                row[other[k]] += x * led
        e = trail.entry_next[e]


@njit(cache=True, nogil=True)
def _read_sides(
    trail: Trail, t: float, s: int, o: int, pair: int, kind: float, column: Int, row: Float
) -> None:
    """Write what the acts of and against either side lead to, whoever the other side was."""
    n_actors = trail.actor_count.shape[1]
    c = trail.constant[SMOOTHING]
    uniform = 1.0 / (n_actors - 1.0)
    had = trail.pair_count[pair] if pair >= 0 else 0.0
    whom = (had + c * uniform) / (trail.actor_count[DONE, s] + c)
    who = (had + c * uniform) / (trail.actor_count[RECEIVED, o] + c)
    habit = (had + c * uniform / n_actors) / (trail.n[ACTS] + c)
    for k in range(len(trail.beta)):
        scale, beta = _read_scale(trail, k) * kind, trail.beta[k]
        done = trail.actor[DONE, s, k] * np.exp(-beta * (t - trail.actor_last[DONE, s]))
        got = trail.actor[RECEIVED, o, k] * np.exp(-beta * (t - trail.actor_last[RECEIVED, o]))
        hurt = trail.actor[RECEIVED, s, k] * np.exp(-beta * (t - trail.actor_last[RECEIVED, s]))
        made = trail.actor[DONE, o, k] * np.exp(-beta * (t - trail.actor_last[DONE, o]))
        whole = trail.whole[k] * np.exp(-beta * (t - trail.whole_last[0]))
        _put(row, column[MOMENTUM, k], scale * done * whom)
        _put(row, column[OUTREACH, k], scale * done * uniform)
        _put(row, column[ATTEND, k], scale * got * who)
        _put(row, column[PILE_ON, k], scale * got * uniform)
        _put(row, column[DISPLACE, k], scale * hurt * whom)
        _put(row, column[PROVOKE, k], scale * made * who)
        _put(row, column[CONTAGION, k], scale * whole * habit)


@njit(cache=True, nogil=True)
def _put(row: Float, at: int, x: float) -> None:
    if at >= 0:
        row[at] = x


@njit(cache=True, nogil=True)
def _ally(trail: Trail, a: int, b: int) -> float:
    low, high = min(a, b), max(a, b)
    at = _find(low * trail.actor_count.shape[1] + high, trail.ally_slot, trail.ally_key)
    return float(trail.ally_weight[at]) if at >= 0 else 0.0


@njit(cache=True, nogil=True)
def ally_share(trail: Trail, anchor: int, centre: int, x: int) -> float:
    """Share of ``x`` among allies of ``anchor`` other than ``centre``, shrunk to uniform."""
    c, n_others = trail.constant[SMOOTHING], trail.actor_count.shape[1] - 2.0
    left = trail.ally_total[anchor] - _ally(trail, anchor, centre)
    return float((_ally(trail, anchor, x) + c / n_others) / (max(left, 0.0) + c))


@njit(cache=True, nogil=True)
def _read_third(
    trail: Trail,
    t: float,
    ring: int,
    centre: int,
    end: Int,
    x: int,
    r: int,
    column: Int,
    row: Float,
) -> None:
    """Add what the last acts of ``centre`` lead to between it and ``x``, an ally of their end."""
    if trail.actor_count.shape[1] < 3 or column.max() < 0:
        return
    length = trail.ring.shape[2]
    size = min(trail.ring_size[ring, centre], length)
    for j in range(size):
        i = trail.ring[ring, centre, j]
        anchor = end[i]
        if anchor == x:
            continue
        share = ally_share(trail, anchor, centre, x) * led_share(trail, FORTH, trail.kind[i], r)
        for k in range(len(trail.beta)):
            if column[k] >= 0:
                fade = np.exp(-trail.beta[k] * (t - trail.time[i]))
                row[column[k]] += _read_scale(trail, k) * fade * share


@njit(cache=True, nogil=True)
def read_row(trail: Trail, t: float, s: int, o: int, r: int, column: Int, row: Float) -> None:
    """Write every mechanism's mass per unit of time on ``(s, o, r)`` at ``t``.

    ``column[m, k]`` says where mechanism m at half-life k goes, -1 for nowhere.
    """
    row[:] = 0.0
    n_actors = trail.actor_count.shape[1]
    pair = _find(s * n_actors + o, trail.pair_slot, trail.pair_key)
    kind = _kind_share(trail, s, pair, r)
    _read_bases(trail, s, o, pair, kind, row)
    _read_dyad(trail, t, pair, r, FORTH, column[REPEAT], column[FOLLOW_UP], row)
    back = _find(o * n_actors + s, trail.pair_slot, trail.pair_key)
    _read_dyad(trail, t, back, r, BACK, column[RECIPROCATE], column[ANSWER], row)
    _read_sides(trail, t, s, o, pair, kind, column, row)
    _read_third(trail, t, RECEIVED, o, trail.source, s, r, column[IMITATE], row)
    _read_third(trail, t, DONE, s, trail.target, o, r, column[SPREAD], row)
    _read_third(trail, t, DONE, o, trail.target, s, r, column[SOLIDARITY], row)
    _read_third(trail, t, RECEIVED, s, trail.source, o, r, column[REPRISAL], row)


@njit(cache=True, nogil=True)
def _learn(trail: Trail, t: float, way: int, pair: int, r: int) -> None:
    """Credit ``r`` to the types before it on a dyad, by their decayed counts."""
    if pair < 0:
        return
    k = len(trail.beta) // 2
    total = 0.0
    e = trail.pair_entry[pair]
    while e >= 0:
        total += trail.entry[e, k] * np.exp(-trail.beta[k] * (t - trail.entry_last[e]))
        e = trail.entry_next[e]
    if total <= TINY:
        return
    e = trail.pair_entry[pair]
    while e >= 0:
        x = trail.entry[e, k] * np.exp(-trail.beta[k] * (t - trail.entry_last[e])) / total
        trail.led[way, trail.entry_kind[e], r] += x
        trail.led_total[way, trail.entry_kind[e]] += x
        e = trail.entry_next[e]


@njit(cache=True, nogil=True)
def learn(trail: Trail, t: float, s: int, o: int, r: int) -> None:
    """Take in which types this act followed and answered, before it is added."""
    n_actors = trail.actor_count.shape[1]
    if len(trail.kind_count) > 1:
        _learn(trail, t, FORTH, _find(s * n_actors + o, trail.pair_slot, trail.pair_key), r)
        _learn(trail, t, BACK, _find(o * n_actors + s, trail.pair_slot, trail.pair_key), r)


@njit(cache=True, nogil=True)
def _befriend(trail: Trail, t: float, ring: int, centre: int, end: Int, x: int) -> None:
    """Tie ``x`` to the others that lately stood on the same side toward ``centre``."""
    length, n_actors = trail.ring.shape[2], trail.actor_count.shape[1]
    for j in range(min(trail.ring_size[ring, centre], length)):
        i = trail.ring[ring, centre, j]
        other = end[i]
        w = np.exp(-trail.constant[ALLY_DECAY] * (t - trail.time[i]))
        if other == x or w < FORGOTTEN:
            continue
        n = trail.n[ALLIES]
        key = min(x, other) * n_actors + max(x, other)
        at = _claim(key, trail.ally_slot, trail.ally_key, trail.n, ALLIES)
        if at == n:
            trail.ally_next[at, 0] = trail.ally_head[min(x, other)]
            trail.ally_next[at, 1] = trail.ally_head[max(x, other)]
            trail.ally_head[min(x, other)] = at
            trail.ally_head[max(x, other)] = at
        trail.ally_weight[at] += w
        trail.ally_total[x] += w
        trail.ally_total[other] += w


@njit(cache=True, nogil=True)
def _enter(trail: Trail, t: float, s: int, o: int, r: int) -> None:
    """Count the act in its dyad, its entry and its sender's types."""
    n_actors, n_kinds = trail.actor_count.shape[1], len(trail.kind_count)
    n = trail.n[PAIRS]
    pair = _claim(s * n_actors + o, trail.pair_slot, trail.pair_key, trail.n, PAIRS)
    if pair == n:
        trail.pair_next[DONE, pair] = trail.pair_head[DONE, s]
        trail.pair_next[RECEIVED, pair] = trail.pair_head[RECEIVED, o]
        trail.pair_head[DONE, s] = pair
        trail.pair_head[RECEIVED, o] = pair
    trail.pair_count[pair] += 1.0
    n = trail.n[ENTRIES]
    e = _claim(pair * n_kinds + r, trail.entry_slot, trail.entry_key, trail.n, ENTRIES)
    if e == n:
        trail.entry_kind[e] = r
        trail.entry_next[e] = trail.pair_entry[pair]
        trail.pair_entry[pair] = e
        trail.entry_last[e] = t
    for k in range(len(trail.beta)):
        fade = np.exp(-trail.beta[k] * (t - trail.entry_last[e]))
        trail.entry[e, k] = trail.entry[e, k] * fade + 1.0
    trail.entry_last[e] = t
    trail.entry_count[e] += 1.0
    at = _claim(s * n_kinds + r, trail.sender_slot, trail.sender_key, trail.n, SENDER_KINDS)
    trail.sender_count[at] += 1.0
    trail.kind_count[r] += 1.0


@njit(cache=True, nogil=True)
def _push(trail: Trail, t: float, ring: int, centre: int, i: int) -> None:
    """Put act ``i`` on a ring; the act whose place it takes is evicted at ``t``."""
    length = trail.ring.shape[2]
    at = trail.ring_size[ring, centre] % length
    if trail.ring_size[ring, centre] >= length:
        trail.evicted[ring, trail.ring[ring, centre, at]] = t
    trail.ring[ring, centre, at] = i
    trail.ring_size[ring, centre] += 1


@njit(cache=True, nogil=True)
def add_act(trail: Trail, t: float, s: int, o: int, r: int) -> int:
    """Add one act to the trail and return its id."""
    i = int(trail.n[ACTS])
    trail.time[i], trail.source[i], trail.target[i], trail.kind[i] = t, s, o, r
    _befriend(trail, t, RECEIVED, o, trail.source, s)
    _befriend(trail, t, DONE, s, trail.target, o)
    _enter(trail, t, s, o, r)
    for side in range(2):
        a = s if side == DONE else o
        trail.actor_count[side, a] += 1.0
        for k in range(len(trail.beta)):
            fade = np.exp(-trail.beta[k] * (t - trail.actor_last[side, a]))
            trail.actor[side, a, k] = trail.actor[side, a, k] * fade + 1.0
        trail.actor_last[side, a] = t
        _push(trail, t, side, a, i)
    for k in range(len(trail.beta)):
        fade = np.exp(-trail.beta[k] * (t - trail.whole_last[0]))
        trail.whole[k] = trail.whole[k] * fade + 1.0
    trail.whole_last[0] = t
    trail.n[ACTS] += 1
    return i


@njit(cache=True, nogil=True)
def walk(
    trail: Trail,
    time: Float,
    source: Int,
    target: Int,
    kind: Int,
    first: int,
    column: Int,
    out: Float,
) -> None:
    """Take in acts in time order; write the rows of those from place ``first`` on.

    Acts of one time see nothing of each other: all are read and learnt from before any is added.
    """
    i = 0
    while i < len(time):
        j = i
        while j < len(time) and time[j] == time[i]:
            if j >= first:
                read_row(trail, time[j], source[j], target[j], kind[j], column, out[j - first])
            j += 1
        for e in range(i, j):
            learn(trail, time[e], source[e], target[e], kind[e])
        for e in range(i, j):
            add_act(trail, time[e], source[e], target[e], kind[e])
        i = j


# Simulation by clusters. Numbers come from keys, so that the offspring of an act stay the same
# whatever else is changed; 31-bit halves never overflow, compiled or not.
HALF_BITS, HALF, WORD = 31, 0x7FFFFFFF, 0xFFFFFFFF


@njit(cache=True, nogil=True)
def _mix(x: int) -> int:
    x = (((x >> 16) ^ x) * 0x45D9F3B) & WORD
    x = (((x >> 16) ^ x) * 0x45D9F3B) & WORD
    return (x >> 16) ^ x


@njit(cache=True, nogil=True)
def stir(key: int, n: int) -> int:
    """A new key of 62 bits from a key and a number below 2**31."""
    high, low = (key >> HALF_BITS) & HALF, key & HALF
    high = _mix(high ^ _mix((low + n + 0x1B873593) & WORD))
    low = _mix((low ^ _mix((high + n * 5 + 0x2545F491) & WORD)) & WORD)
    return ((high & HALF) << HALF_BITS) | (low & HALF)


@njit(cache=True, nogil=True)
def uniform(key: int, n: int) -> float:
    """The n-th number of a key, strictly between 0 and 1."""
    return float(((stir(key, n) >> 10) + 0.5) / 4503599627370496.0)


@njit(cache=True, nogil=True)
def poisson(u: float, mean: float) -> int:
    """Poisson number by inversion; for means of at most a few hundred."""
    p = np.exp(-mean)
    total, n = p, 0
    while u > total and p > 0.0:
        n += 1
        p *= mean / n
        total += p
    return n


@njit(cache=True, nogil=True)
def _other(u: float, n_actors: int, a: int, b: int) -> int:
    """An actor other than ``a`` and ``b`` (the same for only one), all alike."""
    low, high = min(a, b), max(a, b)
    left = n_actors - 1 if low == high else n_actors - 2
    x = min(int(u * left), left - 1)
    if x >= low:
        x += 1
    if high > low and x >= high:
        x += 1
    return x


@njit(cache=True, nogil=True)
def _partner(trail: Trail, key: int, side: int, a: int) -> int:
    """A past partner of ``a`` by shares of past acts, shrunk to uniform."""
    n_actors = trail.actor_count.shape[1]
    left = uniform(key, 1) * (trail.actor_count[side, a] + trail.constant[SMOOTHING])
    pair = trail.pair_head[side, a]
    while pair >= 0:
        left -= trail.pair_count[pair]
        if left < 0.0:
            s, o = trail.pair_key[pair] // n_actors, trail.pair_key[pair] % n_actors
            return int(o if side == DONE else s)
        pair = trail.pair_next[side, pair]
    return _other(uniform(key, 2), n_actors, a, a)


@njit(cache=True, nogil=True)
def _draw_ally(trail: Trail, key: int, anchor: int, centre: int) -> int:
    """An ally of ``anchor`` other than ``centre``, by `ally_share`."""
    n_actors = trail.actor_count.shape[1]
    kept = max(0.0, trail.ally_total[anchor] - _ally(trail, anchor, centre))
    left = uniform(key, 1) * (kept + trail.constant[SMOOTHING])
    at = trail.ally_head[anchor]
    while at >= 0:
        low, high = trail.ally_key[at] // n_actors, trail.ally_key[at] % n_actors
        x = high if low == anchor else low
        if x != centre:
            left -= trail.ally_weight[at]
            if left < 0.0:
                return int(x)
        at = trail.ally_next[at, 0 if low == anchor else 1]
    return _other(uniform(key, 2), n_actors, anchor, centre)


@njit(cache=True, nogil=True)
def _draw_kind(trail: Trail, key: int, s: int, o: int) -> int:
    """A type by `_kind_share`."""
    n_kinds, n_actors = len(trail.kind_count), trail.actor_count.shape[1]
    if n_kinds == 1:
        return 0
    pair = _find(s * n_actors + o, trail.pair_slot, trail.pair_key)
    left = uniform(key, 3)
    for r in range(n_kinds):
        left -= _kind_share(trail, s, pair, r)
        if left < 0.0:
            return r
    return n_kinds - 1


@njit(cache=True, nogil=True)
def _draw_led(trail: Trail, key: int, way: int, q: int) -> int:
    """A type by `led_share`."""
    n_kinds = len(trail.kind_count)
    left = uniform(key, 3)
    for r in range(n_kinds):
        left -= led_share(trail, way, q, r)
        if left < 0.0:
            return r
    return n_kinds - 1


@njit(cache=True, nogil=True)
def _draw_habit(trail: Trail, key: int, side: int) -> int:
    """A past act, all alike, or -1 for the smoothing's share."""
    n = trail.n[ACTS]
    left = uniform(key, 1 + 3 * side) * (n + trail.constant[SMOOTHING])
    return int(left) if left < n else -1


@njit(cache=True, nogil=True)
def _draw_dyad(trail: Trail, key: int) -> tuple[int, int]:
    """A dyad by its share of past acts."""
    n_actors = trail.actor_count.shape[1]
    i = _draw_habit(trail, key, DONE)
    if i >= 0:
        return int(trail.source[i]), int(trail.target[i])
    s = min(int(uniform(key, 5) * n_actors), n_actors - 1)
    return s, _other(uniform(key, 6), n_actors, s, s)


@njit(cache=True, nogil=True)
def _draw_active(trail: Trail, key: int) -> tuple[int, int]:
    """An active source and a popular target."""
    n_actors = trail.actor_count.shape[1]
    c, n = trail.constant[SMOOTHING], trail.n[ACTS]
    i = _draw_habit(trail, key, DONE)
    s = int(trail.source[i]) if i >= 0 else min(int(uniform(key, 5) * n_actors), n_actors - 1)
    acts = n - trail.actor_count[RECEIVED, s]
    spare = c * (n_actors - 1.0) / n_actors
    if uniform(key, 6) * (acts + spare) >= acts:
        return s, _other(uniform(key, 7), n_actors, s, s)
    draw = 8
    while True:
        o = trail.target[min(int(uniform(key, draw) * n), n - 1)]
        if o != s:
            return s, int(o)
        draw += 1


@njit(cache=True, nogil=True)
def _draw_base(trail: Trail, key: int, base: int) -> tuple[int, int, int]:
    n_actors = trail.actor_count.shape[1]
    if base == 0:
        s = min(int(uniform(key, 5) * n_actors), n_actors - 1)
        o = _other(uniform(key, 6), n_actors, s, s)
    elif base == 1:
        s, o = _draw_active(trail, key)
    else:
        s, o = _draw_dyad(trail, key)
    return s, o, _draw_kind(trail, key, s, o)


@njit(cache=True, nogil=True)
def _draw_sides(trail: Trail, key: int, mechanism: int, a: int, b: int) -> tuple[int, int]:
    """Source and target of what an act ``(a, b)`` leads to through its sides."""
    n_actors = trail.actor_count.shape[1]
    if mechanism == MOMENTUM:
        return a, _partner(trail, key, DONE, a)
    if mechanism == OUTREACH:
        return a, _other(uniform(key, 2), n_actors, a, a)
    if mechanism == ATTEND:
        return _partner(trail, key, RECEIVED, b), b
    if mechanism == PILE_ON:
        return _other(uniform(key, 2), n_actors, b, b), b
    if mechanism == DISPLACE:
        return b, _partner(trail, key, DONE, b)
    if mechanism == PROVOKE:
        return _partner(trail, key, RECEIVED, a), a
    return _draw_dyad(trail, key)


@njit(cache=True, nogil=True)
def _draw_third(
    trail: Trail, t: float, key: int, mechanism: int, parent: int
) -> tuple[int, int, int]:
    """What an act leads to through third parties; source -1 where it is forgotten."""
    a, b, q = trail.source[parent], trail.target[parent], trail.kind[parent]
    ring = RECEIVED if mechanism in (IMITATE, REPRISAL) else DONE
    if trail.actor_count.shape[1] < 3 or trail.evicted[ring, parent] < t:
        return -1, -1, -1
    anchor, centre = (a, b) if ring == RECEIVED else (b, a)
    x = _draw_ally(trail, key, anchor, centre)
    r = _draw_led(trail, key, FORTH, q)
    if mechanism in (IMITATE, SOLIDARITY):
        return x, centre, r
    return centre, x, r


@njit(cache=True, nogil=True)
def draw_act(trail: Trail, t: float, key: int, parent: int, mechanism: int) -> tuple[int, int, int]:
    """Source, target and type of an act at ``t``, by a mechanism of its parent or by a base."""
    if parent < 0:
        return _draw_base(trail, key, mechanism)
    a, b, q = trail.source[parent], trail.target[parent], trail.kind[parent]
    if mechanism == REPEAT:
        return a, b, q
    if mechanism == FOLLOW_UP:
        return a, b, _draw_led(trail, key, FORTH, q)
    if mechanism == RECIPROCATE:
        return b, a, q
    if mechanism == ANSWER:
        return b, a, _draw_led(trail, key, BACK, q)
    if mechanism >= IMITATE:
        return _draw_third(trail, t, key, mechanism, parent)
    s, o = _draw_sides(trail, key, mechanism, a, b)
    return s, o, _draw_kind(trail, key, s, o)


@njit(cache=True, nogil=True)
def _bear(
    heap: list[tuple[float, int, int, int]],
    trail: Trail,
    parent: int,
    key: int,
    begin: float,
    stop: float,
    weight: Float,
) -> None:
    """Put the offspring of an act inside ``[begin, stop)`` on the heap.

    ``weight`` is mechanisms x half-lives. The lag of a child is exponential, on a grid geometric.
    """
    step, t = trail.constant[STEP], trail.time[parent]
    first = max(begin, t + step)
    mass = np.zeros(len(trail.beta))
    for k in range(len(trail.beta)):
        fade = np.exp(-trail.beta[k] * (first - step - t))
        for m in range(weight.shape[0]):
            mass[k] += weight[m, k] * fade
    for child in range(poisson(uniform(key, 0), mass.sum())):
        own = stir(key, 1 + child)
        left = uniform(own, 11) * mass.sum()
        k = 0
        while k < len(mass) - 1 and left >= mass[k]:
            left -= mass[k]
            k += 1
        part = uniform(own, 12) * weight[:, k].sum()
        m = 0
        while m < weight.shape[0] - 1 and part >= weight[m, k]:
            part -= weight[m, k]
            m += 1
        lag = -np.log(uniform(own, 13)) / trail.beta[k]
        when = first + (step * np.floor(lag / step) if step > 0.0 else lag)
        if when < stop:
            heapq.heappush(heap, (when, own, parent, m))


@njit(cache=True, nogil=True)
def _arrive(
    heap: list[tuple[float, int, int, int]],
    step: float,
    key: int,
    begin: float,
    stop: float,
    rate: Float,
) -> None:
    """Put the acts without a parent on the heap: a Poisson process for each base."""
    for base in range(len(rate)):
        own, t = stir(key, base), begin
        while rate[base] > 0.0:
            t += -np.log(uniform(own, 14)) / rate[base]
            if t >= stop:
                break
            own = stir(own, 15)
            when = begin + step * np.floor((t - begin) / step) if step > 0.0 else t
            heapq.heappush(heap, (when, own, -1, base))


@njit(cache=True, nogil=True)
def simulate_path(
    trail: Trail,
    key: int,
    ids: Int,
    begin: float,
    stop: float,
    rate: Float,
    weight: Float,
) -> bool:
    """Add the acts of ``[begin, stop)`` to the trail; False if it has no room for all.

    Each act bears its offspring (Hawkes & Oakes 1974); each is drawn, in time order, from its
    mechanism's distribution as it then stands. Acts of one time see nothing of each other.
    """
    heap = [(begin, 0, 0, 0)]
    heap.clear()
    for i in range(len(ids)):
        _bear(heap, trail, i, stir(stir(key, 1), int(ids[i]) & HALF), begin, stop, weight)
    _arrive(heap, trail.constant[STEP], stir(key, 2), begin, stop, rate)
    room = len(trail.time)
    while len(heap) > 0:
        t = heap[0][0]
        n = trail.n[ACTS]
        drawn = [(0, 0, 0, 0)]
        drawn.clear()
        while len(heap) > 0 and heap[0][0] == t:
            _, own, parent, mechanism = heapq.heappop(heap)
            s, o, r = draw_act(trail, t, own, parent, mechanism)
            if s >= 0:
                drawn.append((int(s), int(o), int(r), int(own)))
        if n + len(drawn) > room:
            return False
        for s, o, r, _ in drawn:
            learn(trail, t, s, o, r)
        for s, o, r, own in drawn:
            i = add_act(trail, t, s, o, r)
            _bear(heap, trail, i, own, begin, stop, weight)
    return True
