"""Acts that have not happened: paths drawn from the rate process, and what they are on average.

Paths follow the cluster representation (Hawkes & Oakes 1974): each act, past or simulated, bears a
Poisson number of offspring with the lags of its kernels, and acts without a parent arrive at the
rates of the bases. Who acts toward whom is drawn when an act comes up, in time order, from its
mechanism's distribution as it then stands. This is exact, without thinning.

All randomness comes from keys: of the path's seed, and of each act's id and line of descent. With
one seed, two streams that differ in a few acts share all other lines, so that the difference of the
paths is what those acts lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from whowhom.engine.history import Float
from whowhom.engine.mechanisms import BASES, NAMES
from whowhom.engine.rates import Process, places
from whowhom.engine.stream import Stream

if TYPE_CHECKING:
    from whowhom.engine.kernels import Trail

KEY_LIMIT = 2**31
MOST_ACTORS = 2000
# A path that needs more room is drawn again with more: its keys give the same acts.
FIRST_ROOM = 1000


def _weights(process: Process) -> tuple[Float, Float]:
    """Rates of the bases, and weights as mechanisms x half-lives."""
    at = places(process.form, process.n_types)
    table = np.where(at >= 0, process.weight[np.maximum(at, 0)], 0.0)
    return process.weight[: len(BASES)].copy(), np.ascontiguousarray(table)


def _check_horizon(process: Process, start: float, stop: float) -> None:
    if not (np.isfinite(start) and np.isfinite(stop) and start < stop):
        raise ValueError(f"the window must run forward, got start={start}, stop={stop}")
    if process.radius >= 1.0:
        raise ValueError(f"radius {process.radius:.2f} is not below 1; paths would never settle")


def simulate(
    process: Process,
    stream: Stream,
    start: float,
    stop: float,
    seeds: Sequence[int],
    limit: int = 100_000,
) -> Iterator[Stream]:
    """Draw one path of the acts of ``[start, stop)`` per seed, given the acts before ``start``.

    Parameters
    ----------
    seeds : sequence of int
        In ``0 .. 2**31 - 1``; the same seed gives the same path, on any machine.
    limit : int
        Most acts of a path.

    Raises
    ------
    ValueError
        For a window that does not run forward, a seed out of range, or a path that passes
        ``limit``.

    Examples
    --------
    >>> from whowhom.engine.rates import Form
    >>> weights = {("anyone", None): 0.5, ("reciprocity", 2.0): 0.5}
    >>> process = Process.of_weights(Form(half_lives=(2.0,)), weights, n_actors=4)
    >>> past = Stream.from_columns([0.0], [0], [1], n_actors=4)
    >>> paths = list(simulate(process, past, 1.0, 61.0, range(100)))
    >>> bool(50 < np.mean([len(p) for p in paths]) < 70)
    True
    """
    from whowhom.engine import kernels

    _check_horizon(process, start, stop)
    before = stream.before(start)
    room = min(limit, FIRST_ROOM)
    trail, begin = process.trail(stream, start, room)
    end = begin + (stop - start) / process.form.unit
    if process.form.step:
        end = float(np.rint(end / process.form.step) * process.form.step)
    rate, weight = _weights(process)
    for seed in seeds:
        if not 0 <= seed < KEY_LIMIT:
            raise ValueError(f"seed must lie in 0..{KEY_LIMIT - 1}, got {seed}")
        key = kernels.stir(int(seed), 0)
        copy = _copied(trail)
        while not kernels.simulate_path(copy, key, before.id, begin, end, rate, weight):
            if room >= limit:
                raise ValueError(
                    f"a path has more than {limit} acts; raise limit or shorten the window"
                )
            room = min(limit, 4 * room)
            trail, _ = process.trail(stream, start, room)
            copy = _copied(trail)
        yield _new_acts(copy, process, len(before), start, begin)


def _copied(trail: Trail) -> Trail:
    return trail._replace(**{name: a.copy() for name, a in trail._asdict().items()})


def _new_acts(trail: Trail, process: Process, known: int, start: float, begin: float) -> Stream:
    rows = slice(known, int(trail.n[0]))
    time = start + (trail.time[rows] - begin) * process.form.unit
    return Stream.from_columns(
        time, trail.source[rows], trail.target[rows], trail.kind[rows],
        n_actors=process.n_actors, n_types=process.n_types,
    )  # fmt: skip


class _Frozen:
    """Shares as they stand at the start: who acts toward whom, given either side or an ally."""

    def __init__(self, trail: Trail) -> None:
        n = trail.actor_count.shape[1]
        c, acts = float(trail.constant[1]), int(trail.n[0])
        off = ~np.eye(n, dtype=bool)
        count = np.zeros((n, n))
        pairs = int(trail.n[1])
        count.ravel()[trail.pair_key[:pairs]] = trail.pair_count[:pairs]
        done, got = trail.actor_count
        self.uniform = off / (n - 1.0)
        self.whom = (count + c * self.uniform) / (done + c)[:, None]
        self.who = (count + c * self.uniform) / (got + c)[None, :]
        self.habit = (count + c * self.uniform / n) / (acts + c)
        popular = (got + c / n)[None, :] / (acts - got + c * (n - 1) / n)[:, None]
        active = ((done + c / n) / (acts + c))[:, None] * popular * off
        self.bases = np.stack([self.uniform / n, active, self.habit])
        ally = np.zeros((n, n))
        known = int(trail.n[3])
        low, high = trail.ally_key[:known] // n, trail.ally_key[:known] % n
        ally[low, high] = ally[high, low] = trail.ally_weight[:known]
        self.left = np.maximum(ally.sum(axis=1)[:, None] - ally, 0.0) + c
        self.ally = (ally + c / max(1, n - 2)) * off * (n > 2)

    def spread(self, x: Float) -> dict[str, Float]:
        """Where decayed counts ``x`` of all dyads lead to, per mechanism; each keeps their sum."""
        done, got = x.sum(axis=1), x.sum(axis=0)
        joined = self.ally.T @ (x / self.left)
        drawn = (x / self.left.T) @ self.ally
        paid = (x / self.left).T @ self.ally
        third = {"imitation": joined, "spread": drawn, "solidarity": drawn.T, "reprisal": paid}
        for table in third.values():
            np.fill_diagonal(table, 0.0)
        return third | {
            "inertia": x, "follow-up": x, "reciprocity": x.T, "answer": x.T,
            "momentum": done[:, None] * self.whom, "outreach": done[:, None] * self.uniform,
            "attention": got[None, :] * self.who, "pile-on": got[None, :] * self.uniform,
            "displacement": got[:, None] * self.whom, "provocation": done[None, :] * self.who,
            "contagion": x.sum() * self.habit,
        }  # fmt: skip


def _decayed(trail: Trail, begin: float) -> Float:
    """Decayed counts per half-life and dyad at ``begin``."""
    n, kinds = trail.actor_count.shape[1], len(trail.kind_count)
    out = np.zeros((len(trail.beta), n * n))
    entries = int(trail.n[2])
    dyad = trail.pair_key[trail.entry_key[:entries] // kinds]
    age = begin - trail.entry_last[:entries]
    for k, beta in enumerate(trail.beta):
        np.add.at(out[k], dyad, trail.entry[:entries, k] * np.exp(-beta * age))
    return out.reshape(-1, n, n)


def expected_counts(
    process: Process, stream: Stream, start: float, stop: float, detail: float = 0.1
) -> Float:
    """Expected acts of each dyad (source x target), all types, in ``[start, stop)``.

    The mean recursion: with decayed counts X_k and shares as they stand at ``start``,
    ``dX_k / dt = rate(X) - beta_k X_k``, on a grid ``X_k <- (X_k + rate(X)) exp(-beta_k step)``,
    the mean field of a linear process (Hawkes 1971). Exact where shares do not move and third
    parties do not forget: for inertia, reciprocity, outreach and pile-on per dyad; the sum over
    dyads also for the rest but third parties.

    Parameters
    ----------
    detail : float
        In continuous time the step of the integration (Runge-Kutta), as a part of the shortest
        half-life in use.

    Raises
    ------
    ValueError
        For a window that does not run forward, or more than 2,000 actors (a dense matrix).

    Examples
    --------
    >>> from whowhom.engine.rates import Form
    >>> weights = {("anyone", None): 6.0, ("inertia", 1.0): 0.5}
    >>> process = Process.of_weights(Form(half_lives=(1.0,)), weights, n_actors=3)
    >>> empty = Stream.from_columns([], [], [], n_actors=3)
    >>> expected_counts(process, empty, 0.0, 100.0).round(1).tolist()[0]
    [0.0, 197.1, 197.1]
    """
    _check_horizon(process, start, stop)
    if process.n_actors > MOST_ACTORS:
        raise ValueError(f"{process.n_actors} actors are more than {MOST_ACTORS}; simulate instead")
    trail, begin = process.trail(stream, start)
    rate, weight = _weights(process)
    frozen, beta = _Frozen(trail), trail.beta
    used = np.flatnonzero(weight.sum(axis=0) > 0)
    state, base = _decayed(trail, begin)[used], np.einsum("b,bso->so", rate, frozen.bases)
    span, step = (stop - start) / process.form.unit, process.form.step
    scale = np.expm1(beta * step) if step else beta

    def flow(x: Float) -> Float:
        out = base * (step or 1.0)
        for k, table in zip(used, x, strict=True):
            parts = frozen.spread(table)
            for m, name in enumerate(NAMES):
                if weight[m, k] > 0:
                    out = out + weight[m, k] * scale[k] * parts[name]
        return np.asarray(out)

    decay = beta[used][:, None, None]
    total: Float = np.zeros_like(base)
    if step:
        for _ in range(round(span / step)):
            now = flow(state)
            total += now
            state = (state + now) * np.exp(-decay * step)
        return total
    fastest = float(decay.max()) if len(used) else 1.0 / span
    n_steps = max(10, int(np.ceil(span * fastest / (np.log(2.0) * detail))))
    return _integrate(flow, state, decay, span / n_steps, n_steps)


def _integrate(
    flow: Callable[[Float], Float], state: Float, decay: Float, width: float, n_steps: int
) -> Float:
    """Total flow over ``n_steps`` steps by the classical Runge-Kutta method."""
    total: Float = np.zeros(state.shape[1:])
    for _ in range(n_steps):
        a = flow(state)
        da = a - decay * state
        b = flow(state + 0.5 * width * da)
        db = b - decay * (state + 0.5 * width * da)
        c = flow(state + 0.5 * width * db)
        dc = c - decay * (state + 0.5 * width * db)
        d = flow(state + width * dc)
        dd = d - decay * (state + width * dc)
        total = total + width / 6.0 * (a + 2.0 * b + 2.0 * c + d)
        state = state + width / 6.0 * (da + 2.0 * db + 2.0 * dc + dd)
    return total
