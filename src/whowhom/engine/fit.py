"""Fitting the choice: sampled past queries, then the gate, then the appraisal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whowhom.engine.choice import (
    N_CONTEXT,
    NOVELTY,
    Parameters,
    Rule,
    Scale,
    appraisal_inputs,
    appraise,
    context,
    gate_weights,
    mechanism_shares,
)
from whowhom.engine.history import Int
from whowhom.engine.ledger import Float32, Ledger, Shortlists

Answered = NDArray[np.bool_]
TINY = np.float32(1e-24)


@dataclass(frozen=True)
class Effort:
    """How much to fit, and with which seed.

    Parameters
    ----------
    queries : int
        Past queries sampled, evenly over the window.
    window, burn_in : int
        Days before the cut to sample from, and days of history a sampled query must have.
    passes, batch, rate, hidden, decay
        Optimiser settings of gate and appraisal (Adam, Kingma & Ba 2015, cosine rate).
    """

    queries: int = 45_000
    window: int = 300
    burn_in: int = 40
    gate_passes: int = 5
    passes: int = 5
    batch: int = 128
    gate_rate: float = 0.01
    rate: float = 0.004
    hidden: int = 32
    decay: float = 1e-3
    seed: int = 0


@dataclass(frozen=True)
class Sample:
    """Past queries as they stood on their day, with which candidates turned out true."""

    short: Shortlists
    answered: Answered
    missed: Int

    def take(self, rows: Int | slice) -> Sample:
        """Return some of the queries."""
        return Sample(self.short.take(rows), self.answered[rows], self.missed[rows])


def _mark(short: Shortlists, span: Int, answer: Int, rows: Int) -> tuple[Answered, Int]:
    answered = np.zeros(short.actor.shape, dtype=bool)
    missed = np.zeros(len(short), dtype=np.int64)
    for i, q in enumerate(rows):
        true = answer[span[q] : span[q + 1]]
        answered[i] = np.isin(short.actor[i], true)
        missed[i] = len(true) - answered[i].sum()
    return answered, missed


def _count_queries(ledger: Ledger, start: int, until: int) -> int:
    return sum(len(ledger.queries(day)[0]) for day in range(start, until))


def draw(ledger: Ledger, until: int, effort: Effort) -> Sample:
    """Walk the ledger to ``until``, reading sampled queries as they stood on their day."""
    start = max(ledger.first_day + effort.burn_in, until - effort.window, ledger.day)
    if start >= until:
        start = max(ledger.day, ledger.first_day + (until - ledger.first_day) // 2)
    available = _count_queries(ledger, start, until)
    if not available:
        raise ValueError(
            f"no act between day {start} and day {until} to fit on; give a longer history"
        )
    keep = min(1.0, effort.queries / available)
    rng = np.random.default_rng(effort.seed)
    size = int(np.ceil(available * keep * 1.02)) + 200
    store: Sample | None = None
    used = 0
    for day in range(start, until):
        ledger.advance(day)
        source, kind, span, answer = ledger.queries(day)
        rows = np.flatnonzero(rng.random(len(source)) < keep)[: size - used]
        if not len(rows):
            continue
        short = ledger.shortlists(source[rows], kind[rows])
        answered, missed = _mark(short, span, answer, rows)
        store = store or _allocate(short, size)
        _place(store, short, answered, missed, used)
        used += len(rows)
    ledger.advance(until)
    if store is None:
        raise ValueError(
            f"no query sampled between day {start} and day {until}; raise Effort.queries"
        )
    return store.take(slice(0, used))


def _allocate(short: Shortlists, size: int) -> Sample:
    """Reserve once: joining daily pieces at the end would hold everything twice."""
    width, n_stat = short.statistic.shape[1:]
    ints = np.zeros((2, size), dtype=np.int64)
    floats = np.float32
    empty = Shortlists(
        -1,
        ints[0],
        ints[1],
        np.full((size, width), -1, dtype=np.int64),
        np.zeros((size, width, n_stat), dtype=floats),
        np.zeros((size, n_stat), dtype=floats),
        np.zeros((size, short.fact.shape[1]), dtype=floats),
        short.n_actors,
    )
    return Sample(empty, np.zeros((size, width), dtype=bool), np.zeros(size, dtype=np.int64))


def _place(store: Sample, short: Shortlists, answered: Answered, missed: Int, used: int) -> None:
    rows = slice(used, used + len(short))
    for name in ("source", "type", "actor", "statistic", "total", "fact"):
        getattr(store.short, name)[rows] = getattr(short, name)
    store.answered[rows], store.missed[rows] = answered, missed


def _flush(values: Float32) -> None:
    """Set denormal numbers to zero: arithmetic on them is a hundred times slower."""
    values[np.abs(values) < TINY] = 0.0


class Adam:
    """Adam with a warm start, a cosine rate and decoupled decay.

    Kingma & Ba 2015; Loshchilov & Hutter 2019. Parameters are changed in place.

    Examples
    --------
    >>> p = {"a": np.array([4.0], dtype=np.float32)}
    >>> adam = Adam(p, rate=0.3, steps=200, decay=0.0)
    >>> for _ in range(200):
    ...     adam.step({"a": 2 * p["a"]})
    >>> bool(abs(p["a"][0]) < 0.1)
    True
    """

    def __init__(self, parameters: Parameters, rate: float, steps: int, decay: float) -> None:
        self.parameters, self.rate, self.steps, self.decay = parameters, rate, steps, decay
        self._mean = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._square = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._step = 0

    def _current_rate(self) -> float:
        warm = max(1, self.steps // 10)
        if self._step < warm:
            return self.rate * self._step / warm
        return (
            self.rate
            * 0.5
            * (1.0 + float(np.cos(np.pi * (self._step - warm) / max(1, self.steps - warm))))
        )

    def step(self, gradient: Parameters) -> None:
        """Move every parameter once."""
        self._step += 1
        rate = self._current_rate()
        for name, slope in gradient.items():
            value, mean, square = self.parameters[name], self._mean[name], self._square[name]
            mean += np.float32(0.1) * (slope - mean)
            square += np.float32(0.001) * (slope * slope - square)
            _flush(mean)
            _flush(square)
            scaled = mean / np.float32(1 - 0.9**self._step)
            root = np.sqrt(square / np.float32(1 - 0.999**self._step)) + np.float32(1e-8)
            value -= np.float32(rate) * (scaled / root + np.float32(self.decay) * value)


def _batches(n: int, size: int, passes: int, rng: np.random.Generator) -> Iterator[Int]:
    for _ in range(passes):
        order = rng.permutation(n)
        for start in range(0, n, size):
            yield np.sort(order[start : start + size])


def _by_type(slope: Float32, kind: Int, n: int) -> Float32:
    out = np.zeros((n, slope.shape[1]), dtype=np.float32)
    np.add.at(out, kind, slope)
    return out


def _start_gate(n_inputs: int, n_kinds: int, hidden: int, rng: np.random.Generator) -> Parameters:
    m = NOVELTY + 1
    return {
        "gate_linear": np.zeros((n_inputs, m), dtype=np.float32),
        "gate_type": np.zeros((n_kinds, m), dtype=np.float32),
        "gate_hidden": (rng.normal(size=(n_inputs, hidden)) / np.sqrt(n_inputs)).astype(np.float32),
        "gate_out": np.zeros((hidden, m), dtype=np.float32),
    }


@dataclass(frozen=True)
class _GateRows:
    """One row per (sampled query, true answer): what each mechanism gave the answer."""

    x: Float32
    kind: Int
    available: Answered
    given: Float32
    query: Int


def _gate_rows(sample: Sample, n_types: int, step: int = 2000) -> tuple[Float32, _GateRows]:
    inputs, available, given, query = [], [], [], []
    for start in range(0, len(sample.short), step):
        part = sample.take(slice(start, start + step))
        share = mechanism_shares(part.short)
        peak = share.max(axis=1)
        inputs.append(np.concatenate([context(part.short, n_types), peak], axis=1))
        available.append(np.concatenate([peak > 0.0, part.short.has_newcomers()[:, None]], axis=1))
        q, i = np.nonzero(part.answered)
        listed = np.concatenate([share[q, i], np.zeros((len(q), 1), dtype=np.float32)], axis=1)
        lost = np.repeat(np.arange(len(peak)), part.missed)
        new = np.zeros((len(lost), NOVELTY + 1), dtype=np.float32)
        new[:, NOVELTY] = 1.0
        given.append(np.concatenate([listed, new]))
        query.append(start + np.concatenate([q, lost]))
    raw = np.concatenate(inputs)
    rows = _GateRows(
        raw,
        sample.short.type,
        np.concatenate(available),
        np.concatenate(given),
        np.concatenate(query),
    )
    return raw, rows


def _gate_slope(p: Parameters, rows: _GateRows, batch: Int, scale: Scale) -> Parameters:
    q = rows.query[batch]
    x, kind = scale.apply(rows.x[q]), rows.kind[q]
    weight = gate_weights(p, x, kind, rows.available[q])
    joint = weight * rows.given[batch]
    posterior = joint / np.maximum(joint.sum(axis=1, keepdims=True), np.float32(1e-12))
    slope = (weight - posterior) / np.float32(len(batch))
    hidden = np.tanh(x @ p["gate_hidden"])
    back = (slope @ p["gate_out"].T) * (1 - hidden * hidden)
    return {
        "gate_linear": x.T @ slope,
        "gate_type": _by_type(slope, kind, len(p["gate_type"])),
        "gate_hidden": x.T @ back,
        "gate_out": hidden.T @ slope,
    }


def fit_gate(sample: Sample, n_types: int, effort: Effort) -> tuple[Parameters, Scale]:
    """Fit the gate on ``log sum_m w_m p_m(answer)``, one term per true answer.

    The slope is weight minus posterior, the E-step of a mixture of experts (Jordan & Jacobs 1994);
    an answer off the shortlist counts for novelty alone.
    """
    rng = np.random.default_rng([effort.seed, 1])
    raw, rows = _gate_rows(sample, n_types)
    scale = Scale.of(raw)
    p = _start_gate(raw.shape[1], 2 * n_types, effort.hidden, rng)
    n, size = len(rows.query), 4 * effort.batch
    adam = Adam(p, effort.gate_rate, effort.gate_passes * -(-n // size), effort.decay)
    for batch in _batches(n, size, effort.gate_passes, rng):
        adam.step(_gate_slope(p, rows, batch, scale))
    return p, scale


def _start_appraisal(
    n_inputs: int, n_kinds: int, hidden: int, rng: np.random.Generator
) -> Parameters:
    def spread(a: int, b: int) -> Float32:
        return np.asarray(rng.normal(size=(a, b)) / np.sqrt(a), dtype=np.float32)

    return {
        "linear": np.zeros(n_inputs, dtype=np.float32),
        "first": spread(n_inputs, hidden),
        "query": spread(N_CONTEXT, hidden),
        "type": np.zeros((n_kinds, hidden), dtype=np.float32),
        "second": spread(hidden, hidden),
        "bias": np.zeros(hidden, dtype=np.float32),
        "out": (rng.normal(size=hidden) * 0.1).astype(np.float32),
    }


def _utility_slope(utility: Float32, offset: Float32, newcomer: Float32, sample: Sample) -> Float32:
    """Slope of the filtered log-loss: each true answer against the candidates that are not true."""
    score = utility + offset
    false = np.where(sample.answered | (sample.short.actor < 0), np.float32(-1e9), score)
    fresh = np.log(np.maximum(newcomer, TINY))[:, None]
    top = np.maximum(score.max(axis=1, keepdims=True), fresh)
    wrong = np.exp(false - top)
    base = wrong.sum(axis=1, keepdims=True) + np.exp(fresh - top)
    true = np.where(sample.answered, np.exp(score - top), np.float32(0))
    loss_of_true = np.where(sample.answered, -base / np.maximum(base + true, TINY), np.float32(0))
    pull = (sample.answered / np.maximum(base + true, TINY)).sum(
        axis=1, keepdims=True
    ) + sample.missed[:, None] / np.maximum(base, TINY)
    slope = np.asarray(loss_of_true + wrong * pull, dtype=np.float32)
    _flush(slope)
    return slope


def _appraisal_slope(rule: Rule, sample: Sample) -> Parameters:
    p = rule.parameters
    share, weight, x = rule.weigh(sample.short)
    mixture = np.einsum("qim,qm->qi", share, weight[:, :-1])
    f = rule.scales["candidate"].apply(appraisal_inputs(sample.short, share, mixture))
    kind = sample.short.type
    seen = appraise(p, f, x, kind)
    offset = np.log(mixture + np.float32(1e-12))
    slope = _utility_slope(seen.utility, offset, weight[:, NOVELTY], sample) / np.float32(len(kind))
    q, width, d = f.shape
    flat, slope_flat = f.reshape(q * width, d), slope.reshape(q * width)
    first = seen.first.reshape(q * width, -1)
    back2 = slope_flat[:, None] * p["out"] * (seen.second > 0)
    back1 = (back2 @ p["second"].T) * (first > 0)
    per_query = back1.reshape(q, width, -1).sum(axis=1)
    return {
        "linear": flat.T @ slope_flat,
        "first": flat.T @ back1,
        "query": x.T @ per_query,
        "type": _by_type(per_query, kind, len(p["type"])),
        "second": first.T @ back2,
        "bias": back2.sum(axis=0),
        "out": seen.second.T @ slope_flat,
    }


def fit_appraisal(
    sample: Sample, gate: Parameters, scale: Scale, n_types: int, effort: Effort
) -> Rule:
    """Fit the appraisal on the filtered log-likelihood, the gated mixture held fixed as offset.

    Each true answer a competes with the candidates that are not true that day:
    ``log S(a) k(a) / (S(a) k(a) + sum over the others of S k + w_novelty)``, S the gated mixture.
    """
    rng = np.random.default_rng([effort.seed, 2])
    scales = {"gate": scale, "context": Scale(scale.mean[:N_CONTEXT], scale.spread[:N_CONTEXT])}
    few = sample.take(np.sort(rng.permutation(len(sample.short))[:500]))
    share, weight, _ = Rule(gate, scales, n_types).weigh(few.short)
    raw = appraisal_inputs(few.short, share, np.einsum("qim,qm->qi", share, weight[:, :-1]))
    scales["candidate"] = Scale.of(raw[few.short.actor >= 0])
    p = _start_appraisal(raw.shape[2], 2 * n_types, effort.hidden, rng)
    rule = Rule({**gate, **p}, scales, n_types)
    n = len(sample.short)
    adam = Adam(p, effort.rate, effort.passes * -(-n // effort.batch), effort.decay)
    for batch in _batches(n, effort.batch, effort.passes, rng):
        adam.step(_appraisal_slope(rule, sample.take(batch)))
    return rule


def fit(
    ledger: Ledger,
    until: int,
    effort: Effort | None = None,
    log: Callable[[str], None] | None = None,
) -> Rule:
    """Fit gate and appraisal on acts before ``until``; the ledger then stands at ``until``.

    Every sampled query is read as it stood on its own day, so no parameter sees a statistic that
    holds its answer. Same history, settings and seed give the same parameters.

    Examples
    --------
    >>> from whowhom.engine.history import History
    >>> day = np.arange(200) // 4
    >>> source = np.arange(200) % 4
    >>> history = History(source, np.zeros(200, int), (source + 1) % 4, day, n_actors=4, n_types=1)
    >>> ledger = Ledger(history)
    >>> rule = fit(ledger, 45, Effort(queries=100, burn_in=5, passes=1))
    >>> choices = rule.choose(ledger.shortlists(np.array([2]), np.array([0])))
    >>> int(choices.short.actor[0, choices.probability[0].argmax()])
    3
    """
    effort = effort or Effort()
    say = log or (lambda _: None)
    sample = draw(ledger, until, effort)
    say(f"{len(sample.short)} sampled queries")
    gate, scale = fit_gate(sample, ledger.history.n_types, effort)
    say("gate fitted")
    rule = fit_appraisal(sample, gate, scale, ledger.history.n_types, effort)
    say("appraisal fitted")
    return rule
