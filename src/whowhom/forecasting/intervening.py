"""Intervening: the forecast with and without a stated intervention.

Acts that an intervention adds to the record, or takes from it, change the traces, and the forecast
is read off anew: drivers, levels and signed factor alike. Acts that are still to come and are
scaled change what follows them: step by step the acts that are more, or fewer, are put into the
traces, and what comes later is projected anew::

    change_u = sum_(s <= u) H(s, u) change_s,    change_s = (factor - 1) plain_s where scaled

A local projection gives the whole response at a lag, what passes through acts in between included
(Jorda 2005), so that responses are added up and never chained. `H` holds levels and signed factor
as they stand, so that it is linear, and never negative. Scaled dyads stand at the factor, whatever
their own acts would bring on; what passes through such acts of their own to others is in `H` all
the same, which makes the response of others an upper one where projections are right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from whowhom.engine.acts import DEATHS_UNKNOWN, Acts, Float, Int, Mask
from whowhom.engine.drivers import DRIVERS, Dyads, dampers, response, values
from whowhom.engine.lags import lags as lags_of
from whowhom.engine.lags import moved as moved_lags
from whowhom.engine.traces import N_QUADS, Traces
from whowhom.forecasting.calibration import mix
from whowhom.forecasting.fitted import Fitted, up_to_bands
from whowhom.forecasting.horizon import means_of, pace
from whowhom.forecasting.lagged import SHARE, pool
from whowhom.forecasting.origins import BANDS, EDGES
from whowhom.forecasting.reasons import LAGS_WORDS

STEPS = (0, 7, 14, 30, 60, 90, 180, 270, 365)
"""Days at which shocks are worked out anew; every edge of a band is among them."""

_WORDS = (*(driver.words for driver in DRIVERS), LAGS_WORDS)


@dataclass(frozen=True, slots=True)
class Scale:
    """An actor does so many times the acts that are forecast of it, toward one or anyone."""

    actor: int
    factor: float
    target: int = -1


@dataclass(frozen=True, slots=True)
class Add:
    """So many acts of a kind on the last day of the record, in one dyad."""

    count: int
    kind: int
    dyad: int


@dataclass(frozen=True, slots=True)
class Stop:
    """An actor is gone: it acts no more, is acted on no more, and its past moves nobody else."""

    actor: int


Intervention = Scale | Add | Stop


@dataclass(frozen=True)
class Brought:
    """Of a difference in expected acts, what each driver and what the signed factor brings.

    Parameters
    ----------
    drivers : dict of str to float
        Acts by the drivers' words.
    factor : float
        Acts by the signed factor, and by the base rate that is stacked with the model.
    direct : float
        Acts that are the intervention's own: those of dyads held at a multiple, or gone.
    """

    drivers: dict[str, float]
    factor: float
    direct: float


@dataclass(frozen=True)
class Changed:
    """Expected acts with and without an intervention.

    Parameters
    ----------
    dyad : int64 array (n,)
        Keys: all on record whose actors exist, and those asked about.
    asked : bool array (n,)
        Which were asked about.
    days : int
        Horizon.
    without, given : float64 array (4, bands, n)
        Expected acts in each band as far as within the horizon, plain and with the intervention.
    pace : float64 array (4, n)
        Pace of the plain forecast, which keeps the scatter of both alike.
    brought : Brought
        Where the difference of the dyads asked about comes from.
    """

    dyad: Int
    asked: Mask
    days: int
    without: Float
    given: Float
    pace: Float
    brought: Brought

    @cached_property
    def moved(self) -> Mask:
        """Dyads of which anything else is expected than without."""
        return np.asarray((self.without != self.given).any(axis=(0, 1)))


@dataclass
class _State:
    """What stands at the origin: everything that expectations are read off."""

    fitted: Fitted
    traces: Traces
    asked: Dyads
    drivers: dict[int, Float] = field(default_factory=dict)
    dampers: dict[int, Float] = field(default_factory=dict)
    regression: dict[int, Float] = field(default_factory=dict)

    @cached_property
    def told(self) -> Float:
        """Lags of all dyads."""
        return lags_of(self.traces, self.asked)

    @classmethod
    def of(cls, fitted: Fitted, traces: Traces, dyads: Int) -> _State:
        state = cls(fitted, traces, Dyads.of(traces, dyads))
        for q in fitted.quads:
            state.drivers[q] = values(traces, state.asked, q)
            state.dampers[q] = dampers(traces, state.asked, q)
            state.regression[q] = fitted.horizon.lagged.means(state.told, q)
        return state

    def means(self, q: int) -> Float:
        """Stacked expectation in each band, as `Fitted.means` has it."""
        own = self.drivers[q]
        model = means_of(self.fitted.horizon.weights[q], own, self.dampers[q])
        model = pool(model, self.regression[q])
        base = self.fitted.base_means(own, self.dampers[q], q)
        return mix(float(self.fitted.calibration.stack[q]), model, base)

    def kept(self, q: int) -> Float:
        """Share of the model beside the regression, (bands, n)."""
        return np.where(np.isnan(self.regression[q]), 1.0, 1.0 - SHARE)


def intervene(fitted: Fitted, what: Sequence[Intervention], dyads: Int, days: int) -> Changed:
    """What is expected of dyads, and of all others on record, with an intervention and without.

    Parameters
    ----------
    fitted : Fitted
        The model at its origin.
    what : sequence of Scale, Add or Stop
        Done together; none, a factor of 1 or no acts at all change nothing, to the last digit.
    dyads : int64 array (n,)
        Keys asked about.
    days : int
        1 to ``fitted.longest``.

    Raises
    ------
    ValueError
        If the horizon is out of range.
    """
    if not 1 <= days <= fitted.longest:
        raise ValueError(f"days must lie in 1..{fitted.longest}, got {days}")
    every = np.union1d(dyads, fitted.traces.keys).astype(np.int64)
    plain = _State.of(fitted, fitted.traces, every)
    acts = _acts(fitted, what)
    after = plain if acts is fitted.acts else _State.of(fitted, _traces(fitted, acts), every)
    gone = np.array([w.actor for w in what if isinstance(w, Stop)], dtype=np.int64)
    out = np.isin(plain.asked.source, gone) | np.isin(plain.asked.target, gone)
    asked = np.isin(every, dyads)
    without, given = np.zeros((2, N_QUADS, len(BANDS), len(every)))
    tempo = np.zeros((N_QUADS, len(every)))
    for q in fitted.quads:
        means = plain.means(q)
        without[q], tempo[q] = up_to_bands(means, days), pace(means)
        given[q] = up_to_bands(after.means(q), days) * ~out
    brought = _read_anew(plain, after, asked & ~out, days) if after is not plain else {}
    factor = float((given - without)[..., asked & ~out].sum()) - sum(brought.values())
    direct = -float(without[..., asked & out].sum())
    if factors := _factors(plain.asked, what):
        own = np.where(out, 1.0, np.prod(factors, axis=0))
        extra, led = _Shocks(after, own, ~out, asked, days).run(given)
        direct += extra
        # Sums over steps and over bands differ in the last digit.
        np.maximum(given, 0.0, out=given)
        for words, acts_ in led.items():
            brought[words] = brought.get(words, 0.0) + acts_
    told = Brought(brought, factor if after is not plain else 0.0, direct)
    return Changed(every, asked, days, without, given, tempo, told)


def _acts(fitted: Fitted, what: Sequence[Intervention]) -> Acts:
    """The record with what was added, and without who stopped; itself where nothing was."""
    acts = fitted.acts
    gone = [w.actor for w in what if isinstance(w, Stop)]
    if gone:
        acts = acts.take(~np.isin(acts.source, gone) & ~np.isin(acts.target, gone))
    more = [w for w in what if isinstance(w, Add) and w.count]
    if not more:
        return acts
    source, target, directed = acts.sides(np.array([w.dyad for w in more]))
    columns = {
        "day": np.full(len(more), fitted.until - 1),
        "source": source,
        "target": target,
        "kind": np.array([w.kind for w in more]),
        "directed": directed,
        "count": np.array([w.count for w in more]),
        "deaths": np.full(len(more), DEATHS_UNKNOWN),
    }
    joined = {name: np.concatenate([getattr(acts, name), new]) for name, new in columns.items()}
    return Acts(**joined, n_actors=acts.n_actors, quad=acts.quad)


def _traces(fitted: Fitted, acts: Acts) -> Traces:
    """Traces of a record that is as old as the one it was made from."""
    traces = Traces(acts)
    traces.start = traces.day = fitted.traces.start
    traces.advance(fitted.until)
    return traces


def _read_anew(plain: _State, after: _State, asked: Mask, days: int) -> dict[str, float]:
    """Acts that each driver brings more or fewer of, under the signed factor as it was."""
    found: dict[str, float] = {}
    for q in plain.fitted.quads:
        stack = float(plain.fitted.calibration.stack[q])
        change = (after.drivers[q] - plain.drivers[q])[:, asked]
        kept = plain.kept(q)[:, asked]
        for b, (w, (low, high)) in enumerate(
            zip(plain.fitted.horizon.weights[q], BANDS, strict=True)
        ):
            inside = min(high, days) - low
            if w is None or inside <= 0:
                continue
            factor = w.factor(plain.dampers[q][:, asked]) * inside * stack * kept[b]
            for driver, acts in zip(DRIVERS, w.drive * (change @ factor), strict=True):
                found[driver.words] = found.get(driver.words, 0.0) + float(acts)
        late = (up_to_bands(np.nan_to_num(state.regression[q]), days) for state in (after, plain))
        more, less = (part[:, asked].sum() for part in late)
        found[LAGS_WORDS] = found.get(LAGS_WORDS, 0.0) + stack * SHARE * float(more - less)
    return {words: acts for words, acts in found.items() if acts}


def _factors(dyads: Dyads, what: Sequence[Intervention]) -> list[Float]:
    """For each scaling a factor for every dyad; acts of a pair are of both its sides."""
    found = []
    for each in what:
        if not isinstance(each, Scale) or each.factor == 1.0:
            continue
        forth = dyads.source == each.actor
        back = (dyads.target == each.actor) & ~dyads.directed
        if each.target >= 0:
            forth &= dyads.target == each.target
            back &= dyads.source == each.target
        found.append(np.where(forth | back, each.factor, 1.0))
    return found


def lags(first: tuple[int, int], then: tuple[int, int]) -> Float:
    """Days of a later stretch at each lag band from a shock spread evenly over an earlier one.

    ``(1 / |s|) integral over tau in s, t in u, of [low <= t - tau < high]``, so that responses per
    day at each lag add up to acts.

    Examples
    --------
    >>> lags((0, 7), (7, 14)).round(2).tolist(), lags((0, 7), (0, 7)).round(2).tolist()
    ([3.5, 3.5, 0.0, 0.0], [3.5, 0.0, 0.0, 0.0])
    """
    (a, b), (c, d) = first, then

    def up_to(lag: Float) -> Float:
        corners = ((c - b, 1.0), (c - a, -1.0), (d - b, -1.0), (d - a, 1.0))
        return np.asarray(sum(s * np.maximum(lag - x, 0.0) ** 2 for x, s in corners) / 2 / (b - a))

    return np.diff(up_to(np.array(EDGES, dtype=np.float64)))


class _Shocks:
    """Dyads held at multiples of what is expected of them, and what follows elsewhere."""

    def __init__(self, state: _State, factor: Float, there: Mask, asked: Mask, days: int) -> None:
        self.state, self.factor, self.there = state, factor, there
        self.held, self.free = asked & (factor != 1.0), asked & (factor == 1.0)
        edges = [e for e in STEPS if e < days] + [days]
        self.steps = list(pairwise(edges))
        self.per_day = {
            q: state.means(q) / np.array([h - low for low, h in BANDS])[:, None]
            for q in state.fitted.quads
        }

    def run(self, given: Float) -> tuple[float, dict[str, float]]:
        """Add what changes to `given`; return that of the dyads held, and by driver of others."""
        led = np.zeros(len(_WORDS))
        followed: list[tuple[Float, Float]] = []
        direct = 0.0
        for n, step in enumerate(self.steps):
            plain = self._plain(step)
            shock = (self.factor - 1.0) * plain
            followed.append(self._respond(shock))
            after = np.zeros_like(plain)
            for (rates, drivers), earlier in zip(followed, self.steps[: n + 1], strict=True):
                spread = lags(earlier, step)
                after += np.einsum("b,bqn->qn", spread, rates)
                led += spread @ drivers
            # No more can be taken away than there is.
            change = np.where(self.factor != 1.0, shock, np.maximum(after, -plain))
            given[:, self._band(step)] += change
            direct += float(change[:, self.held].sum())
        words: dict[str, float] = {}
        for word, acts in zip(_WORDS, led, strict=True):
            if acts:
                words[word] = words.get(word, 0.0) + float(acts)
        return direct, words

    @staticmethod
    def _band(step: tuple[int, int]) -> int:
        return next(b for b, (low, high) in enumerate(BANDS) if low <= step[0] < high)

    def _plain(self, step: tuple[int, int]) -> Float:
        """Acts expected within a step as things are, (4, n)."""
        plain = np.zeros((N_QUADS, len(self.factor)))
        for q, rates in self.per_day.items():
            plain[q] = rates[self._band(step)] * (step[1] - step[0]) * self.there
        return plain

    def _respond(self, shock: Float) -> tuple[Float, Float]:
        """Acts per day at each lag band that follow a shock, (bands, 4, n); and by driver."""
        state, fitted = self.state, self.state.fitted
        moved = _only(state.traces, state.asked, shock)
        rates = np.zeros((len(BANDS), N_QUADS, shock.shape[1]))
        led = np.zeros((len(BANDS), len(_WORDS)))
        come = moved_lags(moved, state.asked)
        for q in fitted.quads:
            change = response(state.traces, moved, state.asked, q)
            stack = float(fitted.calibration.stack[q])
            strength = fitted.base.strength[q] / fitted.base.known[q]
            kept, age = state.kept(q), state.traces.age
            by_lags = fitted.horizon.lagged.response(state.told, come, age, q)
            usual = shock[q] / (state.traces.age + strength) * (state.asked.place >= 0)
            for b, w in enumerate(fitted.horizon.weights[q]):
                if w is None:
                    rates[b, q] = usual * self.there
                    continue
                factor = w.factor(state.dampers[q]) * self.there * stack * kept[b]
                late = by_lags[b] * self.there * stack * SHARE / (BANDS[b][1] - BANDS[b][0])
                rates[b, q] = w.drive @ change * factor + late
                rates[b, q] += (1.0 - stack) * usual * self.there
                led[b, :-1] += w.drive * (change[:, self.free] @ factor[self.free])
                led[b, -1] += late[self.free].sum()
        return rates, led


def _only(traces: Traces, dyads: Dyads, shock: Float) -> Traces:
    """Traces that hold a shock and nothing else, done just now."""
    counts = np.zeros((N_QUADS, len(traces.keys)))
    met = dyads.place >= 0
    counts[:, dyads.place[met]] = shock[:, met]
    return traces.holding(counts)
