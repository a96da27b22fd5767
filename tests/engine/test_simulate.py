"""Simulated paths against exact means, and what was planted against what is found."""

from __future__ import annotations

import numpy as np
import pytest

from whowhom.engine import kernels
from whowhom.engine.mechanisms import NAMES
from whowhom.engine.rates import Form, Process, estimate_half_life
from whowhom.engine.simulate import expected_counts, simulate
from whowhom.engine.stream import Stream

EXACT = ("inertia", "reciprocity", "outreach", "pile-on")
PAST = Stream.from_columns([0.0, 2.0, 3.0, 3.0], [0, 1, 2, 0], [1, 0, 0, 2], n_actors=4)


def mixture(names: tuple[str, ...], step: float | None, n_types: int = 1) -> Process:
    shape = Form((1.0, 6.0), names, step=step, memory=1000)
    weights: dict[tuple[str, float | None], float] = {("anyone", None): 0.8}
    kept = [n for n in names if n_types > 1 or n not in ("follow-up", "answer")]
    for i, name in enumerate(kept):
        weights[name, (1.0, 6.0)[i % 2]] = 0.8 / len(kept)
    return Process.of_weights(shape, weights, 4, n_types)


def counts(paths: list[Stream]) -> np.ndarray:
    out = np.zeros((len(paths), 4, 4))
    for table, path in zip(out, paths, strict=True):
        np.add.at(table, (path.source, path.target), 1.0)
    return out


@pytest.mark.parametrize("step", [pytest.param(None, marks=pytest.mark.long), 1.0])
def test_mean_of_paths_is_the_mean_recursion(step: float | None) -> None:
    process = mixture(EXACT, step)
    n = 1500 if not kernels_are_plain() else 60
    drawn = counts(list(simulate(process, PAST, 4.0, 14.0, range(n))))
    want = expected_counts(process, PAST, 4.0, 14.0)
    error = drawn.std(axis=0) / np.sqrt(n)
    off = ~np.eye(4, dtype=bool)
    assert np.abs((drawn.mean(axis=0) - want)[off] / error[off]).max() < 4.0
    assert np.all(drawn[:, ~off] == 0.0)


def kernels_are_plain() -> bool:
    return not hasattr(kernels.stir, "py_func")


@pytest.mark.parametrize("n_types", [1, 2])
@pytest.mark.parametrize("step", [None, 1.0])
def test_all_mechanisms_together_have_the_exact_number_of_acts(step, n_types: int) -> None:
    process = mixture(NAMES, step, n_types)
    n = 800 if not kernels_are_plain() else 40
    sizes = [len(p) for p in simulate(process, typed(PAST, n_types), 4.0, 14.0, range(n))]
    want = expected_counts(process, typed(PAST, n_types), 4.0, 14.0).sum()
    assert abs(np.mean(sizes) - want) / (np.std(sizes) / np.sqrt(n)) < 4.0


def typed(stream: Stream, n_types: int) -> Stream:
    kind = np.arange(len(stream)) % n_types
    return Stream.from_columns(stream.time, stream.source, stream.target, kind,
                               n_actors=4, n_types=n_types)  # fmt: skip


def test_poisson_alone_has_the_mean_and_variance_of_poisson() -> None:
    process = Process.of_weights(Form((1.0,), ()), {("anyone", None): 3.0}, 4)
    sizes = np.array([len(p) for p in simulate(process, PAST, 4.0, 9.0, range(400))])
    assert sizes.mean() == pytest.approx(15.0, abs=0.8)
    assert sizes.var() == pytest.approx(15.0, abs=4.5)


def test_one_seed_one_path_and_other_seeds_other_paths() -> None:
    process = mixture(NAMES, None)
    one, two = (list(simulate(process, PAST, 4.0, 14.0, [5, 6])) for _ in range(2))
    for a, b in zip(one, two, strict=True):
        np.testing.assert_array_equal(a.time, b.time)
        np.testing.assert_array_equal(a.source, b.source)
    assert not np.array_equal(one[0].time, one[1].time)


def test_without_an_act_all_lines_but_its_own_stay() -> None:
    process = mixture(("inertia", "reciprocity"), None)
    without = PAST.take(np.array([0, 2, 3]))
    fewer = 0
    for seed in range(60):
        (a,) = simulate(process, PAST, 4.0, 14.0, [seed])
        (b,) = simulate(process, without, 4.0, 14.0, [seed])
        assert set(b.time) <= set(a.time)
        lost = np.isin(a.time, b.time, invert=True)
        pair = set(zip(a.source[lost].tolist(), a.target[lost].tolist(), strict=True))
        assert pair <= {(1, 0), (0, 1)}
        fewer += len(a) > len(b)
    assert fewer > 5


def test_numbers_of_keys_are_even_and_independent() -> None:
    u = np.array([[kernels.uniform(kernels.stir(seed, 3), n) for n in range(40)]
                  for seed in range(100)])  # fmt: skip
    assert u.min() > 0.0 and u.max() < 1.0
    assert abs(u.mean() - 0.5) < 4.0 * np.sqrt(1 / 12 / u.size)
    assert np.abs(np.corrcoef(u.T) - np.eye(40)).max() < 0.5
    histogram = np.histogram(u, 20, (0.0, 1.0))[0]
    assert ((histogram - 200.0) ** 2 / 200.0).sum() < 45.0


def test_poisson_numbers_are_quantiles() -> None:
    from scipy.stats import poisson

    for mean in (0.0, 0.3, 2.0, 40.0):
        for u in (0.001, 0.3, 0.9, 0.99999):
            assert kernels.poisson(u, mean) == max(0, int(poisson.ppf(u, mean)))


def test_paths_without_end_and_windows_backward_are_refused() -> None:
    process = mixture(NAMES, None)
    with pytest.raises(ValueError, match="more than 5 acts"):
        list(simulate(process, PAST, 4.0, 400.0, [0], limit=5))
    with pytest.raises(ValueError, match="run forward"):
        expected_counts(process, PAST, 4.0, 4.0)
    with pytest.raises(ValueError, match="seed"):
        list(simulate(process, PAST, 4.0, 5.0, [-1]))
    with pytest.raises(ValueError, match=r"add 1\.50 acts"):
        Process.of_weights(Form((1.0,)), {("inertia", 1.0): 0.8, ("pile-on", 1.0): 0.7}, 4)
    with pytest.raises(ValueError, match="no weight"):
        Process.of_weights(Form((1.0,)), {("inertia", 2.0): 0.8}, 4)


def test_below_criticality_a_shock_dies_down() -> None:
    process = mixture(EXACT, None)
    shock = Stream.from_columns(np.zeros(50), np.zeros(50, int), np.ones(50, int), n_actors=4)
    calm = Stream.from_columns([], [], [], n_actors=4)
    early, late = (
        expected_counts(process, shock, 1.0, end).sum()
        - expected_counts(process, calm, 1.0, end).sum()
        for end in (200.0, 400.0)
    )
    assert process.radius < 1.0
    assert early == pytest.approx(late, rel=1e-3)
    assert late < 50 * process.radius / (1 - process.radius)


TRUTH = {("anyone", None): 1.0, ("inertia", 1.0): 0.25, ("inertia", 7.0): 0.25,
         ("inertia", 30.0): 0.25}  # fmt: skip
PLAIN = {"bases": ("anyone",), "memory": 1}


def cover_weights(replicates: int) -> dict[tuple[str, float | None], float]:
    """How often the 90 % intervals of the planted weights hold them, an idle mechanism beside."""
    shape = Form((1.0, 7.0, 30.0), ("inertia", "reciprocity"), **PLAIN)
    process = Process.of_weights(shape, TRUTH, 8)
    empty = Stream.from_columns([], [], [], n_actors=8)
    inside = dict.fromkeys(TRUTH, 0)
    for path in simulate(process, empty, 0.0, 800.0, range(replicates)):
        for row in Process.fit(path, 0.0, 800.0, shape).summary(0.9):
            key = (row.mechanism, row.half_life)
            if key in inside:
                inside[key] += row.low <= TRUTH[key] <= row.high
    return {key: n / replicates for key, n in inside.items()}


def cover_half_life(half_life: float, replicates: int) -> tuple[float, float]:
    """How often the 90 % interval holds the planted half-life, and the median estimate."""
    shape = Form((half_life,), ("inertia",), **PLAIN)
    process = Process.of_weights(shape, {("anyone", None): 1.0, ("inertia", half_life): 0.6}, 4)
    empty = Stream.from_columns([], [], [], n_actors=4)
    inside, found = 0, []
    bounds = (half_life / 20, half_life * 20)
    stop = 120.0 + 4.0 * half_life
    for path in simulate(process, empty, 0.0, stop, range(replicates)):
        got = estimate_half_life(path, 0.0, stop, shape, bounds)
        inside += got.low <= half_life <= got.high
        found.append(got.value)
    return inside / replicates, float(np.median(found))


@pytest.mark.parametrize("half_life", [1.0, 7.0, 30.0])
def test_a_planted_lag_is_found(half_life: float) -> None:
    covered, median = cover_half_life(half_life, 12 if not kernels_are_plain() else 1)
    if not kernels_are_plain():
        assert covered >= 0.6
        assert half_life / 1.6 < median < half_life * 1.6


@pytest.mark.long
@pytest.mark.parametrize("half_life", [1.0, 7.0, 30.0])
def test_intervals_of_planted_lags_cover_them(half_life: float) -> None:
    covered, median = cover_half_life(half_life, 400)
    assert 0.85 <= covered <= 0.95
    assert half_life / 1.2 < median < half_life * 1.2


@pytest.mark.long
def test_intervals_of_planted_weights_cover_them() -> None:
    for key, covered in cover_weights(400).items():
        assert 0.85 <= covered <= 0.95, (key, covered)
