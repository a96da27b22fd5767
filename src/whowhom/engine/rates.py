"""How often anyone acts toward anyone: a mutually exciting process over directed dyads.

The rate of acts of type r by s toward o at time t, given all acts strictly before t, is a
non-negative mixture of named mechanisms (`whowhom.engine.mechanisms`), tied over all dyads:

    rate(s, o, r; t) = sum_b w_b p_b(s, o, r; t)
                     + sum_m sum_h w_mh sum_{i: t_i < t} g_h(t - t_i) p_m(s, o, r; act i, t)

``g_h`` is the exponential kernel of half-life h with mass one (Hawkes 1971); ``p_b`` and ``p_m``
are distributions over dyads and types, known before t, so every mechanism's integral over *all*
ordered dyads is closed: ``w_b`` times the time, and ``w_mh`` times the part of the kernels inside
the window (Ogata 1988). ``w_mh`` is the number of acts that one act adds; their sum is the spectral
radius of the excitation, and below 1 the process dies down after a shock (Hawkes & Oakes 1974).
Dyads share parameters, as in block models of mutual excitation (Soliman et al. 2022, MULCH), but
through mechanisms, not through blocks; habits are shares of past acts, shrunk as Dirichlet counts.

On a grid (``Form.step``) an act of one step sees nothing of the others of that step; the kernel is
geometric, and the number of acts of a dyad and type in a step is Poisson.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import gammaln

from whowhom.engine.history import Float, Int
from whowhom.engine.likelihood import information, intervals, log_likelihood, maximise
from whowhom.engine.mechanisms import BASES, NAMES, THIRD_PARTY, TYPED_ONLY
from whowhom.engine.stream import Stream

if TYPE_CHECKING:
    from whowhom.engine.kernels import Trail

DEFAULT_HALF_LIVES = (0.04, 0.5, 3.0, 10.0, 100.0, 1000.0)


@dataclass(frozen=True)
class Form:
    """What is fixed before the weights are fitted.

    Parameters
    ----------
    half_lives : tuple of float
        Half-lives of the kernels in the model's unit, fastest first.
    mechanisms : tuple of str
        Names from `whowhom.engine.mechanisms.NAMES`; those for types alone are left out where
        there is one type.
    unit : float
        The model's unit in the time of the stream: with times in years, ``1 / 365.25`` makes it a
        day.
    step : float, optional
        Length of a step of the grid in the model's unit; None for continuous time.
    smoothing : float
        Pseudo-acts that pull each share of past acts to the level above it.
    ally_half_life : float
        Half-life, in the model's unit, of the tie that acts on the same side make between actors.
    memory : int
        Acts done and acts received, per actor, that third parties still react to.
    radius : float
        Upper bound on the spectral radius of the excitation, below 1.

    Examples
    --------
    >>> Form(half_lives=(1.0, 7.0), mechanisms=("inertia",)).radius
    0.98
    """

    half_lives: tuple[float, ...] = DEFAULT_HALF_LIVES
    mechanisms: tuple[str, ...] = NAMES
    bases: tuple[str, ...] = BASES
    unit: float = 1.0
    step: float | None = None
    smoothing: float = 1.0
    ally_half_life: float = 1.0
    memory: int = 16
    radius: float = 0.98

    def __post_init__(self) -> None:
        positive = (*self.half_lives, self.unit, self.smoothing, self.ally_half_life)
        if not self.half_lives or not all(np.isfinite(v) and v > 0 for v in positive):
            raise ValueError(
                "half_lives, unit, smoothing and ally_half_life must be positive numbers"
            )
        if list(self.half_lives) != sorted(set(self.half_lives)):
            raise ValueError(f"half_lives must go from fast to slow, got {self.half_lives}")
        unknown = sorted(set(self.mechanisms) - set(NAMES))
        if unknown:
            raise ValueError(f"no mechanism {unknown[0]!r}; choose from {', '.join(NAMES)}")
        if not self.bases or set(self.bases) - set(BASES):
            raise ValueError(f"bases must be some of {BASES}, got {self.bases}")
        if self.step is not None and not 0.0 < self.step < np.inf:
            raise ValueError(f"step must be a positive number or None, got {self.step}")
        if self.memory < 1:
            raise ValueError(f"memory must be at least 1, got {self.memory}")
        if not 0.0 < self.radius < 1.0:
            raise ValueError(f"radius must lie between 0 and 1, got {self.radius}")

    def decay(self) -> Float:
        """Rates of decay per model unit, ``log 2 / half-life``."""
        rates: Float = np.log(2.0) / np.array(self.half_lives)
        return rates


class Column(NamedTuple):
    """One weight: a base or a mechanism at a half-life."""

    mechanism: str
    half_life: float | None


def columns(form: Form, n_types: int) -> list[Column]:
    """The weights of a form, bases first, in the order in which they are kept.

    Examples
    --------
    >>> [c.mechanism for c in columns(Form((1.0,), ("inertia", "answer")), n_types=1)]
    ['anyone', 'active', 'habit', 'inertia']
    """
    out = [Column(name, None) for name in BASES]
    for name in NAMES:
        if name in form.mechanisms and (n_types > 1 or name not in TYPED_ONLY):
            out += [Column(name, h) for h in form.half_lives]
    return out


def places(form: Form, n_types: int) -> Int:
    """Where each mechanism (row) at each half-life (column) stands among `columns`, or -1."""
    at = np.full((len(NAMES), len(form.half_lives)), -1, dtype=np.int64)
    for i, column in enumerate(columns(form, n_types)):
        if column.half_life is not None:
            at[NAMES.index(column.mechanism), form.half_lives.index(column.half_life)] = i
    return at


class _Clock(NamedTuple):
    """Turns the stream's time into the model's, which begins at 0 and may be a grid."""

    origin: float
    unit: float
    step: float

    @classmethod
    def of(cls, form: Form, origin: float) -> _Clock:
        return cls(origin, form.unit, form.step or 0.0)

    def read(self, time: Float) -> Float:
        now = (time - self.origin) / self.unit
        if not self.step:
            return np.asarray(now)
        whole = np.rint(now / self.step)
        if len(now) and np.abs(now / self.step - whole).max() > 1e-6:
            raise ValueError(
                f"times must be multiples of step={self.step} from the start; round them first"
            )
        return np.asarray(whole * self.step)

    def read_one(self, time: float) -> float:
        return float(self.read(np.array([time]))[0])


def blank_trail(form: Form, n_actors: int, n_types: int, capacity: int) -> Trail:
    """An empty state with room for ``capacity`` acts.

    Raises
    ------
    ValueError
        With fewer than two actors: there is no dyad.
    """
    from whowhom.engine import kernels

    if n_actors < 2:
        raise ValueError(f"a dyad needs two actors, got n_actors={n_actors}")
    e, k = max(1, capacity), len(form.half_lives)
    pairs = min(e, n_actors * (n_actors - 1))
    allies = max(1, min(2 * form.memory * e, n_actors * (n_actors - 1) // 2))

    def ints(*shape: int) -> Int:
        return np.full(shape, -1, dtype=np.int64)

    def room(*shape: int) -> Int:
        # Read only where written: what is never reached takes no memory.
        return np.empty(shape, dtype=np.int64)

    zero = np.zeros
    led = n_types if n_types > 1 else 1
    constant = np.array([np.log(2.0) / form.ally_half_life, form.smoothing, form.step or 0.0])
    return kernels.Trail(
        n=zero(5, dtype=np.int64), constant=constant, beta=form.decay(),
        time=zero(e), source=room(e), target=room(e), kind=room(e),
        evicted=np.full((2, e), np.inf),
        pair_slot=ints(2 * pairs + 1), pair_key=room(pairs), pair_count=zero(pairs),
        pair_entry=ints(pairs), pair_next=room(2, pairs), pair_head=ints(2, n_actors),
        entry_slot=ints(2 * e + 1), entry_key=room(e), entry_kind=room(e), entry_count=zero(e),
        entry_next=room(e), entry_last=zero(e), entry=zero((e, k)),
        sender_slot=ints(2 * e + 1), sender_key=room(e), sender_count=zero(e),
        kind_count=zero(n_types), actor_count=zero((2, n_actors)),
        actor_last=zero((2, n_actors)), actor=zero((2, n_actors, k)),
        whole=zero(k), whole_last=zero(1),
        ring=ints(2, n_actors, form.memory), ring_size=zero((2, n_actors), dtype=np.int64),
        ally_slot=ints(2 * allies + 1), ally_key=room(allies), ally_weight=zero(allies),
        ally_next=room(allies, 2), ally_head=ints(n_actors), ally_total=zero(n_actors),
        led=zero((2, led, led)), led_total=zero((2, led)),
    )  # fmt: skip


# Which ring and so which eviction ends what an act leads to through third parties.
_RING = {"imitation": 1, "spread": 0, "solidarity": 0, "reprisal": 1}


def kernel_mass(
    time: Float, end: Float | float, decay: float, start: float, stop: float, step: float
) -> Float:
    """Mass inside ``[start, stop)`` of kernels that begin at ``time`` and are cut at ``end``.

    ``exp(-decay (a - time)) - exp(-decay (b - time))`` with a = max(start, time), b = min(stop,
    end); on a grid the first step a kernel reaches is the one after its act, the last is the one
    it is cut in.

    Examples
    --------
    >>> import numpy as np
    >>> kernel_mass(np.array([0.0]), np.inf, np.log(2), 0.0, 1.0, 0.0).tolist()
    [0.5]
    >>> kernel_mass(np.array([0.0]), np.inf, np.log(2), 0.0, 3.0, 1.0).tolist()
    [0.75]
    """
    begin = np.maximum(start, time + step)
    finish = np.maximum(begin, np.minimum(stop, end + step))
    early = np.exp(-decay * (begin - step - time))
    late = np.exp(-decay * np.minimum(finish - step - time, 1e300))
    return np.asarray(early - late)


@dataclass(frozen=True)
class Rows:
    """What a likelihood needs of a window.

    Parameters
    ----------
    x : float64 array, acts x weights
        What each mechanism gives each act, per model unit (per step on a grid).
    mass : float64 array
        Each mechanism's integral over all dyads, all types and the window.
    repeats : float
        On a grid the sum of ``log n!`` over acts of one dyad, type and step; else 0.
    """

    x: Float
    mass: Float
    repeats: float


def _masses(form: Form, names: list[Column], trail: Trail, start: float, stop: float) -> Float:
    n, step = int(trail.n[0]), form.step or 0.0
    time, evicted = trail.time[:n], trail.evicted[:, :n]
    mass = np.full(len(names), stop - start)
    third = dict.fromkeys(THIRD_PARTY, trail.actor_count.shape[1] > 2)
    known: dict[tuple[int, float], float] = {}
    for i, (name, half_life) in enumerate(names):
        if half_life is None:
            mass[i] *= name in form.bases
            continue
        ring = _RING.get(name, -1)
        if (ring, half_life) not in known:
            end = evicted[ring] if ring >= 0 else np.inf
            decay = np.log(2.0) / half_life
            part = kernel_mass(time, end, decay, start, stop, step)
            known[ring, half_life] = float(part.sum())
        mass[i] = known[ring, half_life] if third.get(name, True) else 0.0
    return mass


def _repeats(stream: Stream) -> float:
    if not len(stream):
        return 0.0
    table = np.stack([stream.time, stream.source, stream.target, stream.type], axis=1)
    _, counts = np.unique(table, axis=0, return_counts=True)
    return float(gammaln(counts + 1.0).sum())


def _check_window(stream: Stream, start: float, stop: float) -> None:
    if not (np.isfinite(start) and np.isfinite(stop) and start < stop):
        raise ValueError(f"the window must run forward, got start={start}, stop={stop}")
    if not len(stream):
        raise ValueError("no act to fit on or to score; give a longer stream")


def read_rows(stream: Stream, form: Form, start: float, stop: float) -> Rows:
    """Read the acts of ``[start, stop)`` as they stood before each; earlier acts are history.

    One pass in time order; memory is acts x weights, time is acts x the few acts each one touches.

    Raises
    ------
    ValueError
        For a window that does not run forward, an empty stream, fewer than two actors, or times
        off the grid.
    """
    from whowhom.engine import kernels

    _check_window(stream, start, stop)
    past = stream.before(stop)
    clock = _Clock.of(form, min(start, float(stream.time[0])))
    first = int(np.searchsorted(past.time, start))
    names = columns(form, stream.n_types)
    trail = blank_trail(form, stream.n_actors, stream.n_types, len(past))
    x = np.zeros((len(past) - first, len(names)))
    time = clock.read(past.time)
    begin, end = clock.read_one(start), clock.read_one(stop)
    at = places(form, stream.n_types)
    kernels.walk(trail, time, past.source, past.target, past.type, first, at, x)
    repeats = _repeats(past.take(slice(first, None))) if form.step else 0.0
    return Rows(x, _masses(form, names, trail, begin, end), repeats)


@dataclass(frozen=True)
class Score:
    """How well a window was foreseen.

    Parameters
    ----------
    acts : int
        Acts in the window.
    expected : float
        The compensator: the rate of all dyads, integrated over the window along what happened.
    log_likelihood : float
        In continuous time ``sum log rate - expected``, the rate per unit of the stream's time. On a
        grid the log of the Poisson probabilities of all counts, ``sum log rate - expected - sum log
        n!``, the rate per step.
    log_density : float
        On a grid the same as a density that is flat within each step, ``sum log (rate / step) -
        expected``, the figure to set beside continuous time; there equal to ``log_likelihood``.
    """

    acts: int
    expected: float
    log_likelihood: float
    log_density: float

    @property
    def per_act(self) -> float:
        """Log-likelihood per act."""
        return self.log_likelihood / max(1, self.acts)

    @property
    def density_per_act(self) -> float:
        """Log-density per act."""
        return self.log_density / max(1, self.acts)


def _score(rows: Rows, weight: Float, form: Form) -> Score:
    n, plain = len(rows.x), log_likelihood(rows.x, rows.mass, weight)
    expected = float(rows.mass @ weight)
    if form.step is None:
        dated = plain - n * np.log(form.unit)
        return Score(n, expected, dated, dated)
    density = plain - n * np.log(form.step * form.unit)
    return Score(n, expected, plain - rows.repeats, density)


class Weight(NamedTuple):
    """One fitted weight with its interval.

    ``value`` is acts per model unit for a base, else acts added per act; ``share`` the part of
    the acts of the window that the mechanism accounts for.
    """

    mechanism: str
    half_life: float | None
    value: float
    low: float
    high: float
    share: float


@dataclass(frozen=True, eq=False, repr=False)
class Process:
    """The fitted process.

    Parameters
    ----------
    form : Form
        What was fixed before.
    weight : float64 array
        One per entry of `columns`, at least 0.
    start, stop : float
        Window of the fit, in the stream's time.
    n_actors, n_types : int
        Sizes of the vocabularies.
    score : Score
        How well the window of the fit itself is described.
    mass : float64 array
        Integral of each mechanism over the window of the fit.
    slope, curvature : float64 array
        Derivative and observed information of the log-likelihood at the weights.
    gap : float
        Bound on the log-likelihood per act that better weights could add.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> time = np.sort(rng.uniform(0, 90, 200))
    >>> who = rng.integers(0, 3, 200)
    >>> stream = Stream.from_columns(time, who, (who + 1) % 3, n_actors=3)
    >>> form = Form(half_lives=(7.0,), mechanisms=("inertia",))
    >>> process = Process.fit(stream, 0.0, 80.0, form)
    >>> process.radius < 1, process.intensity(stream, 85.0, 0, 1) > 0.1
    (True, True)
    >>> process.evaluate(stream, 80.0, 90.0).acts == int((time >= 80).sum())
    True
    """

    form: Form
    weight: Float
    start: float
    stop: float
    n_actors: int
    n_types: int
    score: Score
    mass: Float
    slope: Float
    curvature: Float
    gap: float

    @classmethod
    def fit(
        cls,
        stream: Stream,
        start: float,
        stop: float,
        form: Form | None = None,
        tolerance: float = 1e-6,
        limit: int = 100,
    ) -> Process:
        """Weights of highest likelihood of the acts of ``[start, stop)``; earlier acts are history.

        The log-likelihood is concave; ``tolerance`` bounds what the weights may lack, per act.

        Raises
        ------
        ValueError
            As `read_rows`; if the window holds no act; if ``limit`` steps do not reach
            ``tolerance``.
        """
        form = form or Form()
        rows = read_rows(stream, form, start, stop)
        names = columns(form, stream.n_types)
        bounded = np.array([c.half_life is not None for c in names])
        best = maximise(rows.x, rows.mass, bounded, form.radius, tolerance, limit)
        slope = (rows.x / (rows.x @ best.weight)[:, None]).sum(axis=0) - rows.mass
        return cls(
            form, best.weight, start, stop, stream.n_actors, stream.n_types,
            _score(rows, best.weight, form), rows.mass, slope,
            information(rows.x, best.weight), best.gap,
        )  # fmt: skip

    @classmethod
    def of_weights(
        cls,
        form: Form,
        weights: Mapping[tuple[str, float | None], float],
        n_actors: int,
        n_types: int = 1,
    ) -> Process:
        """A process with given weights instead of fitted ones, by mechanism and half-life.

        Examples
        --------
        >>> weights = {("anyone", None): 2.0, ("inertia", 7.0): 0.4}
        >>> Process.of_weights(Form(half_lives=(7.0,)), weights, n_actors=3).radius
        0.4
        """
        names = columns(form, n_types)
        unknown = [w for w in weights if Column(*w) not in names]
        if unknown:
            raise ValueError(f"the form has no weight {unknown[0]}; it has {[*map(tuple, names)]}")
        value = np.array([float(weights.get((c.mechanism, c.half_life), 0.0)) for c in names])
        if np.any(value < 0) or not np.all(np.isfinite(value)):
            raise ValueError("weights must be finite and at least 0")
        blank = np.zeros(len(names))
        out = cls(
            form, value, 0.0, 0.0, n_actors, n_types, Score(0, 0.0, 0.0, 0.0), blank, blank,
            np.zeros((len(names), len(names))), 0.0,
        )  # fmt: skip
        if out.radius >= 1.0:
            raise ValueError(f"an act would add {out.radius:.2f} acts: rates would never settle")
        return out

    def __repr__(self) -> str:
        kept = int((self.weight > 0).sum())
        return (
            f"Process({kept} of {len(self.weight)} weights above 0, radius {self.radius:.2f}, "
            f"{self.score.acts} acts)"
        )

    @property
    def columns(self) -> list[Column]:
        """What each weight belongs to."""
        return columns(self.form, self.n_types)

    @property
    def radius(self) -> float:
        """Spectral radius of the excitation: acts that one act leads to directly.

        Every mechanism spreads a mass of one whatever the dyad and the type, so all rows of the
        matrix of offspring have this sum, which is then its spectral radius; forgetting by third
        parties only lowers it.
        """
        return float(sum(w for c, w in zip(self.columns, self.weight, strict=True) if c.half_life))

    def summary(self, level: float = 0.9) -> list[Weight]:
        """Each fitted weight with its interval at ``level`` (Laplace), largest share first.

        Weights at 0 push none below 0, so what they catch by chance is missing elsewhere: with many
        idle mechanisms the others lean low by a few percent of their value.
        """
        low, high = intervals(self.weight, self.slope, self.curvature, level)
        share = self.weight * self.mass / max(self.score.expected, 1e-300)
        table = [
            Weight(c.mechanism, c.half_life, float(w), float(a), float(b), float(s))
            for c, w, a, b, s, chance in zip(
                self.columns, self.weight, low, high, share, self.mass, strict=True
            )
            if chance > 0
        ]
        return sorted(table, key=lambda row: -row.share)

    def _check(self, stream: Stream) -> None:
        if (stream.n_actors, stream.n_types) != (self.n_actors, self.n_types):
            raise ValueError(
                f"fitted on {self.n_actors} actors and {self.n_types} types, this stream has "
                f"{stream.n_actors} and {stream.n_types}; fit again"
            )

    def evaluate(self, stream: Stream, start: float, stop: float) -> Score:
        """Score the acts of ``[start, stop)``, each given all acts strictly before it."""
        self._check(stream)
        return _score(read_rows(stream, self.form, start, stop), self.weight, self.form)

    def trail(self, stream: Stream, time: float, room: int = 0) -> tuple[Trail, float]:
        """State just before ``time`` with room for more acts, and ``time`` in the model's unit."""
        from whowhom.engine import kernels

        self._check(stream)
        past = stream.before(time)
        clock = _Clock.of(self.form, float(past.time[0]) if len(past) else time)
        trail = blank_trail(self.form, self.n_actors, self.n_types, len(past) + room)
        none = np.zeros((0, len(self.weight)))
        at = places(self.form, self.n_types)
        when = clock.read(past.time)
        kernels.walk(trail, when, past.source, past.target, past.type, len(past), at, none)
        return trail, clock.read_one(time)

    def parts(self, stream: Stream, time: float, source: int, target: int, type: int = 0) -> Float:
        """What each weight adds to the rate of ``(source, target, type)`` at ``time``.

        From acts strictly before ``time``; per unit of the stream's time, per step on a grid.
        """
        from whowhom.engine import kernels

        ids = ((source, self.n_actors), (target, self.n_actors), (type, self.n_types))
        if source == target or any(not 0 <= i < n for i, n in ids):
            raise ValueError(f"no such dyad or type: {source}, {target}, {type}")
        trail, now = self.trail(stream, time)
        row = np.zeros(len(self.weight))
        at = places(self.form, self.n_types)
        kernels.read_row(trail, now, source, target, type, at, row)
        return row * self.weight / (1.0 if self.form.step else self.form.unit)

    def intensity(
        self, stream: Stream, time: float, source: int, target: int, type: int = 0
    ) -> float:
        """Rate of ``(source, target, type)`` at ``time``: the sum of its `parts`."""
        return float(self.parts(stream, time, source, target, type).sum())


@dataclass(frozen=True)
class Trial:
    """A form and how well it foresaw the held-out tail."""

    form: Form
    score: Score


def choose(
    stream: Stream, start: float, stop: float, forms: Sequence[Form], held_out: float = 0.2
) -> list[Trial]:
    """Fit each form on all but the last acts of a window, score it on those; best first.

    Parameters
    ----------
    held_out : float
        Part of the window's acts that is held out, between 0 and 1.

    Examples
    --------
    >>> day = np.repeat(np.arange(0.0, 100.0, 10.0), 4) + np.tile([0.0, 0.5, 1.0, 1.5], 10)
    >>> stream = Stream.from_columns(day, np.zeros(40, int), np.ones(40, int), n_actors=4)
    >>> forms = [Form((h,), ("inertia",)) for h in (0.5, 50.0)]
    >>> choose(stream, 0.0, 100.0, forms)[0].form.half_lives
    (0.5,)
    """
    if not 0.0 < held_out < 1.0:
        raise ValueError(f"held_out must lie between 0 and 1, got {held_out}")
    inside = stream.time[(stream.time >= start) & (stream.time < stop)]
    if len(inside) < 2:
        raise ValueError(f"{len(inside)} acts are too few to hold some out")
    cut = float(inside[min(len(inside) - 1, int(len(inside) * (1.0 - held_out)))])
    trials = []
    for form in forms:
        fitted = Process.fit(stream, start, cut, form)
        trials.append(Trial(form, fitted.evaluate(stream, cut, stop)))
    return sorted(trials, key=lambda trial: -trial.score.log_density)


class HalfLife(NamedTuple):
    """A half-life of highest likelihood with its likelihood-ratio interval, in model units."""

    value: float
    low: float
    high: float


def estimate_half_life(
    stream: Stream,
    start: float,
    stop: float,
    form: Form,
    bounds: tuple[float, float],
    level: float = 0.9,
) -> HalfLife:
    """Profile the likelihood over the one half-life of ``form``, all weights fitted anew.

    The interval holds the half-lives whose profile log-likelihood lies within half a chi-squared
    quantile of the highest (Wilks 1938), cut at ``bounds``. Its mean lag is
    ``half-life / log 2``.

    Raises
    ------
    ValueError
        If the form has more than one half-life, or the bounds do not ascend from above 0.
    """
    from scipy.optimize import brentq, minimize_scalar
    from scipy.stats import chi2

    if len(form.half_lives) != 1:
        raise ValueError("give a form with one half-life to estimate")
    if not 0.0 < bounds[0] < bounds[1]:
        raise ValueError(f"bounds must be two ascending positive numbers, got {bounds}")
    seen: dict[float, float] = {}

    def profile(log_h: float) -> float:
        if log_h not in seen:
            tried = replace(form, half_lives=(float(np.exp(log_h)),))
            seen[log_h] = Process.fit(stream, start, stop, tried, 1e-5).score.log_likelihood
        return seen[log_h]

    low, high = np.log(bounds[0]), np.log(bounds[1])
    found = minimize_scalar(
        lambda v: -profile(v), bounds=(low, high), method="bounded", options={"xatol": 5e-3}
    )
    best = float(found.x)
    floor = profile(best) - 0.5 * float(chi2.ppf(level, 1))

    def end(edge: float) -> float:
        if profile(edge) >= floor:
            return edge
        return float(brentq(lambda v: profile(v) - floor, *sorted((edge, best)), xtol=2e-2))

    return HalfLife(float(np.exp(best)), float(np.exp(end(low))), float(np.exp(end(high))))
