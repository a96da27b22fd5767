"""The rate process straight from its formulas: slow loops over raw acts, no state, no index."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log

import numpy as np

from whowhom.engine.rates import Form, columns

Act = tuple[float, int, int, int]


def kernel(age: float, half_life: float, step: float | None) -> float:
    """Density of the lag; on a grid the probability of the lag's step."""
    beta = log(2) / half_life
    if step is None:
        return beta * exp(-beta * age)
    return exp(-beta * (age - step)) - exp(-beta * age)


def led(past: list[Act], way: str, q: int, r: int, n_types: int, form: Form) -> float:
    """Share of r among what has followed q: each act credits the types before it on its dyad."""
    c = form.smoothing
    overall = (sum(a[3] == r for a in past) + c / n_types) / (len(past) + c)
    h = form.half_lives[len(form.half_lives) // 2]
    hits = total = 0.0
    for t, s, o, kind in past:
        dyad = (s, o) if way == "forth" else (o, s)
        before = [a for a in past if a[0] < t and (a[1], a[2]) == dyad]
        weights = [exp(-log(2) / h * (t - a[0])) for a in before]
        for a, w in zip(before, weights, strict=True):
            if a[3] == q:
                total += w / sum(weights)
                hits += w / sum(weights) * (kind == r)
    return (hits + c * overall) / (total + c)


def allies(past: list[Act], n_actors: int, form: Form) -> np.ndarray:
    """Ties by acts on the same side: against one target, or suffered from one source."""
    tie = np.zeros((n_actors, n_actors))
    for j, (t, s, o, _) in enumerate(past):
        against = [a for a in past[:j] if a[2] == o][-form.memory :]
        by = [a for a in past[:j] if a[1] == s][-form.memory :]
        for a, other, me in [(a, a[1], s) for a in against] + [(a, a[2], o) for a in by]:
            w = exp(-log(2) / form.ally_half_life * (t - a[0]))
            if other != me and w >= 0.01:
                tie[other, me] += w
                tie[me, other] += w
    return tie


def ally_share(tie: np.ndarray, anchor: int, centre: int, x: int, c: float) -> float:
    n = len(tie)
    left = tie[anchor].sum() - tie[anchor, centre]
    return (tie[anchor, x] + c / (n - 2)) / (left + c)


def kind_share(past: list[Act], s: int, o: int, r: int, n_types: int, c: float) -> float:
    share = 1 / n_types
    for group in (past, [a for a in past if a[1] == s],
                  [a for a in past if (a[1], a[2]) == (s, o)]):  # fmt: skip
        share = (sum(a[3] == r for a in group) + c * share) / (len(group) + c)
    return share


def bases(past: list[Act], s: int, o: int, n_actors: int, c: float) -> list[float]:
    n, anyone = len(past), 1 / (n_actors * (n_actors - 1))
    done = sum(a[1] == s for a in past)
    got = sum(a[2] == o for a in past)
    got_s = sum(a[2] == s for a in past)
    popular = (got + c / n_actors) / (n - got_s + c * (n_actors - 1) / n_actors)
    pair = sum((a[1], a[2]) == (s, o) for a in past)
    active = (done + c / n_actors) / (n + c)
    return [anyone, active * popular, (pair + c * anyone) / (n + c)]


def third_parties(past, s, o, tie, c) -> list[tuple[str, Act, float]]:
    """Acts of the last ones done and received that lead to (s, o) through an ally, with shares."""
    if len(tie) < 3:
        return []
    plans = (("imitation", 2, o, 1, s), ("spread", 1, s, 2, o),
             ("solidarity", 1, o, 2, s), ("reprisal", 2, s, 1, o))  # fmt: skip
    out = []
    for name, side, centre, end, x in plans:
        for a in (a for a in past if a[side] == centre):
            if a[end] != x:
                out.append((name, a, ally_share(tie, a[end], centre, x, c)))
    return out


def alive(past: list[Act], a: Act, name: str, memory: int) -> bool:
    side = 2 if name in ("imitation", "reprisal") else 1
    mine = [b for b in past if b[side] == a[side]]
    return any(b is a for b in mine[-memory:])


def causes(past: list[Act], s: int, o: int, r: int, n_actors: int, n_types: int, form: Form):
    """Every (mechanism, past act, share of its mass on (s, o, r))."""
    c, uniform = form.smoothing, 1 / (n_actors - 1)
    pair = sum((a[1], a[2]) == (s, o) for a in past)
    whom = (pair + c * uniform) / (sum(a[1] == s for a in past) + c)
    who = (pair + c * uniform) / (sum(a[2] == o for a in past) + c)
    habit = (pair + c * uniform / n_actors) / (len(past) + c)
    kind = kind_share(past, s, o, r, n_types, c)
    for a in past:
        _, a_s, a_o, q = a
        for match, way, same, other in (((s, o), "forth", "inertia", "follow-up"),
                                        ((o, s), "back", "reciprocity", "answer")):  # fmt: skip
            if (a_s, a_o) == match:
                yield same, a, float(q == r)
                yield other, a, led(past, way, q, r, n_types, form)
        if a_s == s:
            yield "momentum", a, whom * kind
            yield "outreach", a, uniform * kind
        if a_o == o:
            yield "attention", a, who * kind
            yield "pile-on", a, uniform * kind
        if a_o == s:
            yield "displacement", a, whom * kind
        if a_s == o:
            yield "provocation", a, who * kind
        yield "contagion", a, habit * kind
    tie = allies(past, n_actors, form)
    for name, a, share in third_parties(past, s, o, tie, c):
        if alive(past, a, name, form.memory):
            yield name, a, share * led(past, "forth", a[3], r, n_types, form)


def row(acts: list[Act], t: float, s: int, o: int, r: int, n_actors: int, n_types: int,
        form: Form) -> np.ndarray:  # fmt: skip
    """What each weight's mechanism gives (s, o, r) at t, per model unit or step."""
    past = [a for a in acts if a[0] < t]
    names = columns(form, n_types)
    out = np.zeros(len(names))
    width = form.step or 1.0
    share = kind_share(past, s, o, r, n_types, form.smoothing)
    out[:3] = [width * share * b for b in bases(past, s, o, n_actors, form.smoothing)]
    place = {(c.mechanism, c.half_life): i for i, c in enumerate(names)}
    for name, a, part in causes(past, s, o, r, n_actors, n_types, form):
        for h in form.half_lives:
            if (name, h) in place:
                out[place[name, h]] += part * kernel(t - a[0], h, form.step)
    return out


def total_row(acts, t, n_actors, n_types, form) -> np.ndarray:
    """The row summed over all dyads and types."""
    return sum(row(acts, t, s, o, r, n_actors, n_types, form)
               for s in range(n_actors) for o in range(n_actors) if s != o
               for r in range(n_types))  # fmt: skip


def integral(acts, start, stop, n_actors, n_types, form, nodes: int = 8) -> np.ndarray:
    """Integral of `total_row`: a sum over steps, or Gauss-Legendre between the acts."""
    if form.step is not None:
        steps = np.arange(round(start / form.step), round(stop / form.step)) * form.step
        return sum(total_row(acts, t, n_actors, n_types, form) for t in steps)
    cuts = sorted({start, stop, *(a[0] for a in acts if start < a[0] < stop)})
    x, w = np.polynomial.legendre.leggauss(nodes)
    out = 0.0
    for a, b in pairwise(cuts):
        for point, weight in zip(x, w, strict=True):
            t = 0.5 * (b - a) * point + 0.5 * (a + b)
            out = out + 0.5 * (b - a) * weight * total_row(acts, t, n_actors, n_types, form)
    return out


def em(x: np.ndarray, mass: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """One step of EM, an act and a mechanism at a time."""
    credit = np.zeros(len(weight))
    for given in x:
        rate = sum(w * g for w, g in zip(weight, given, strict=True))
        for m in range(len(weight)):
            credit[m] += weight[m] * given[m] / rate
    return np.array([c / m if m > 0 else 0.0 for c, m in zip(credit, mass, strict=True)])
