"""The rate process against the slow reference, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import reference_rates as reference
from whowhom.engine import kernels, mechanisms, rates
from whowhom.engine.likelihood import log_likelihood
from whowhom.engine.rates import Form, Process, Score, estimate_half_life, read_rows
from whowhom.engine.stream import Stream

N = 4
LIVES = (0.7, 3.0, 20.0)
actor = st.integers(0, N - 1)
acts = st.lists(
    st.tuples(st.integers(0, 24), actor, actor, st.integers(0, 1)).filter(lambda a: a[1] != a[2]),
    min_size=1,
    max_size=14,
)


def build(rows: list[tuple[int, int, int, int]], n_types: int, scale: float) -> Stream:
    t, s, o, r = np.array(rows).T
    return Stream.from_columns(
        t * scale, s, o, np.minimum(r, n_types - 1), n_actors=N, n_types=n_types
    )


def listed(stream: Stream) -> list[reference.Act]:
    columns = (stream.time, stream.source, stream.target, stream.type)
    return [(float(t), int(s), int(o), int(r)) for t, s, o, r in zip(*columns, strict=True)]


def form(step: float | None, smoothing: float = 0.5, memory: int = 3) -> Form:
    return Form(LIVES, step=step, smoothing=smoothing, memory=memory, ally_half_life=2.0)


def shifted(stream: Stream) -> list[reference.Act]:
    first = float(stream.time[0])
    return [(t - first, s, o, r) for t, s, o, r in listed(stream)]


def test_places_of_mechanisms_equal_those_of_the_kernels() -> None:
    order = ("REPEAT", "FOLLOW_UP", "RECIPROCATE", "ANSWER", "MOMENTUM", "OUTREACH", "ATTEND",
             "PILE_ON", "DISPLACE", "PROVOKE", "CONTAGION", "IMITATE", "SPREAD", "SOLIDARITY",
             "REPRISAL")  # fmt: skip
    assert [getattr(kernels, name) for name in order] == list(range(len(mechanisms.NAMES)))
    assert len(mechanisms.NAMES) == kernels.N_EXCITATIONS
    assert len(mechanisms.BASES) == kernels.N_BASES


@settings(max_examples=25, deadline=None)
@given(acts, st.sampled_from([1, 2]), st.sampled_from([None, 1.0, 0.5]))
def test_rows_equal_the_formulas(rows, n_types: int, step: float | None) -> None:
    stream = build(rows, n_types, 0.5 if step == 0.5 else 1.0)
    got = read_rows(stream, form(step), float(stream.time[0]), float(stream.time[-1]) + 1.0)
    past = listed(stream)
    want = [reference.row(past, t, s, o, r, N, n_types, form(step)) for t, s, o, r in past]
    np.testing.assert_allclose(got.x, want, rtol=1e-9, atol=1e-12)


@settings(max_examples=12, deadline=None)
@given(acts, st.sampled_from([1, 2]), st.sampled_from([None, 1.0]), st.integers(0, 8))
def test_masses_equal_the_integral_over_all_dyads_and_types(
    rows, n_types: int, step: float | None, start: int
) -> None:
    stream = build(rows[:8], n_types, 0.25 if step is None else 1.0)
    first = float(stream.time[0])
    start, stop = first + start, first + start + 4.0
    got = read_rows(stream, form(step), start, stop).mass
    past = [a for a in shifted(stream) if a[0] < stop - first]
    want = reference.integral(past, start - first, stop - first, N, n_types, form(step))
    np.testing.assert_allclose(got, want, rtol=1e-6, atol=1e-9)


def planted(seed: int = 0, n: int = 60) -> Stream:
    rng = np.random.default_rng(seed)
    s = rng.integers(0, N, n)
    o = (s + 1 + (rng.random(n) < 0.2)) % N
    return Stream.from_columns(np.sort(rng.integers(0, 40, n)), s, o, n_actors=N)


@pytest.mark.parametrize("step", [None, 1.0])
def test_scores_equal_the_formulas(step: float | None) -> None:
    stream, shape = planted(n=15), form(step)
    process = Process.fit(stream, 0.0, 40.0, shape)
    past = shifted(stream)
    score = process.evaluate(stream, 20.0, 40.0)
    first = float(stream.time[0])
    window = reference.integral(past, 20.0 - first, 40.0 - first, N, 1, shape)
    chosen = [a for a in past if a[0] >= 20.0 - first]
    rate = [reference.row(past, *a, N, 1, shape) @ process.weight for a in chosen]
    plain = float(np.log(rate).sum() - window @ process.weight)
    _, counts = np.unique([a[:3] for a in chosen], axis=0, return_counts=True)
    lost = sum(np.log(np.arange(1, c + 1)).sum() for c in counts) if step else 0.0
    assert score.acts == len(chosen)
    assert score.log_likelihood == pytest.approx(plain - lost)
    assert score.log_density == pytest.approx(plain)


def test_the_unit_changes_numbers_as_it_should() -> None:
    stream = planted()
    years = Stream.from_columns(stream.time / 365.25, stream.source, stream.target, n_actors=N)
    a = Process.fit(stream, 0.0, 40.0, Form(LIVES))
    b = Process.fit(years, 0.0, 40.0 / 365.25, Form(LIVES, unit=1 / 365.25))
    np.testing.assert_allclose(a.weight, b.weight, atol=2e-3)
    dated = b.score.log_likelihood - len(stream) * np.log(365.25)
    assert dated == pytest.approx(a.score.log_likelihood, abs=1e-3)


def exploding() -> Stream:
    time = 10.0 * (1.0 - 2.0 ** -np.linspace(0, 9, 300))
    return Stream.from_columns(time, np.zeros(300, int), np.ones(300, int), n_actors=3)


def test_the_radius_is_enforced_and_the_bounded_weights_are_the_best_allowed() -> None:
    stream = exploding()
    shape = Form((0.5, 5.0), ("inertia",), radius=0.6)
    process = Process.fit(stream, 0.0, 10.0, shape)
    loose = Process.fit(stream, 0.0, 10.0, Form((0.5, 5.0), ("inertia",)))
    assert 0.59 < process.radius <= 0.6 < loose.radius <= 0.98
    data = read_rows(stream, shape, 0.0, 10.0)
    rng = np.random.default_rng(0)
    best = log_likelihood(data.x, data.mass, process.weight)
    for _ in range(200):
        other = process.weight * rng.uniform(0.8, 1.25, len(process.weight))
        other[3:] *= min(1.0, 0.6 / max(other[3:].sum(), 1e-9))
        assert log_likelihood(data.x, data.mass, other) <= best + 0.05


def test_the_same_acts_give_the_same_weights_in_any_order() -> None:
    stream = planted()
    order = np.random.default_rng(3).permutation(len(stream))
    mixed = Stream.from_columns(
        stream.time[order], stream.source[order], stream.target[order], n_actors=N
    )
    one, two, three = (Process.fit(s, 0.0, 40.0) for s in (stream, stream, mixed))
    np.testing.assert_array_equal(one.weight, two.weight)
    np.testing.assert_array_equal(one.weight, three.weight)


@settings(max_examples=20, deadline=None)
@given(acts, st.sampled_from([None, 1.0]), st.integers(0, 24))
def test_acts_at_or_after_a_time_never_change_the_rate_at_it(rows, step, t: int) -> None:
    stream = build(rows, 2, 1.0)
    weight = np.ones(len(rates.columns(form(step), 2)))
    blank = np.zeros((len(weight), len(weight)))
    process = Process(form(step), weight, 0.0, 1.0, N, 2, Score(0, 0.0, 0.0, 0.0), weight,
                      weight, blank, 0.0)  # fmt: skip
    late = stream.time >= t
    changed = Stream(stream.time, stream.source, stream.target,
                     np.where(late, 1 - stream.type, stream.type), N, 2, stream.id)  # fmt: skip
    for s, o, r in ((0, 1, 0), (2, 3, 1)):
        want = process.parts(stream, float(t), s, o, r)
        np.testing.assert_array_equal(process.parts(changed, float(t), s, o, r), want)
        np.testing.assert_array_equal(process.parts(stream.take(~late), float(t), s, o, r), want)


def test_no_acts_are_refused() -> None:
    empty = Stream.from_columns([], [], [], n_actors=3)
    with pytest.raises(ValueError, match="no act"):
        Process.fit(empty, 0.0, 1.0)
    with pytest.raises(ValueError, match="no act"):
        Process.fit(planted(), 50.0, 60.0)


def test_no_acts_before_leave_the_bases() -> None:
    process = Process.fit(planted(), 0.0, 40.0)
    empty = Stream.from_columns([], [], [], n_actors=N)
    parts = process.parts(empty, 3.0, 0, 1)
    assert parts[3:].sum() == 0.0 and parts[:3].sum() == pytest.approx(
        process.weight[:3].sum() / (N * (N - 1))
    )


def test_one_act_is_described_by_the_bases() -> None:
    one = Stream.from_columns([1.0], [0], [1], n_actors=3)
    process = Process.fit(one, 0.0, 4.0, Form((1.0,)))
    assert process.radius == pytest.approx(0.0, abs=1e-4)
    assert process.score.expected == pytest.approx(1.0, abs=1e-4)


def test_one_actor_is_refused() -> None:
    lonely = Stream.from_columns([], [], [], n_actors=1)
    with pytest.raises(ValueError, match="no act"):
        Process.fit(lonely, 0.0, 1.0)
    with pytest.raises(ValueError, match="two actors"):
        rates.blank_trail(Form(), 1, 1, 3)


@pytest.mark.parametrize("step", [None, 1.0])
def test_all_acts_at_one_time_see_nothing_of_each_other(step: float | None) -> None:
    stream = Stream.from_columns(np.full(5, 2.0), [0, 0, 1, 2, 0], [1, 1, 0, 0, 2], n_actors=3)
    data = read_rows(stream, form(step), 0.0, 4.0)
    assert np.all(data.x[:, 3:] == 0.0)
    assert Process.fit(stream, 0.0, 4.0, form(step)).score.expected == pytest.approx(5.0, rel=1e-3)


def test_two_actors_have_no_third_party() -> None:
    pair = Stream.from_columns([0.0, 1.0, 2.0], [0, 1, 0], [1, 0, 1], n_actors=2)
    process = Process.fit(pair, 0.0, 3.0, Form((1.0,)))
    third = [w for c, w in zip(process.columns, process.weight, strict=True)
             if c.mechanism in mechanisms.THIRD_PARTY]  # fmt: skip
    assert third == [0.0] * 4


@pytest.mark.long
def test_a_hundred_thousand_acts_of_one_dyad() -> None:
    rng = np.random.default_rng(0)
    time = np.sort(rng.uniform(0, 1e5, 100_000))
    stream = Stream.from_columns(time, np.zeros(len(time), int), np.ones(len(time), int),
                                 n_actors=3)  # fmt: skip
    process = Process.fit(stream, 0.0, 1e5, Form((1.0, 30.0), ("inertia", "reciprocity")))
    assert process.score.expected == pytest.approx(1e5, rel=1e-4)
    assert process.radius < 0.98


def test_fits_that_do_not_arrive_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="allow more steps"):
        Process.fit(planted(), 0.0, 40.0, tolerance=1e-13, limit=1)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ({"half_lives": ()}, "positive"),
        ({"half_lives": (2.0, 1.0)}, "fast to slow"),
        ({"mechanisms": ("magic",)}, "no mechanism 'magic'"),
        ({"step": 0.0}, "step"),
        ({"memory": 0}, "memory"),
        ({"radius": 1.0}, "radius"),
        ({"unit": -1.0}, "positive"),
    ],
)
def test_impossible_forms_are_refused(bad, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Form(**bad)


def test_times_off_the_grid_and_backward_windows_are_refused() -> None:
    stream = Stream.from_columns([0.0, 1.5], [0, 1], [1, 0], n_actors=2)
    with pytest.raises(ValueError, match="multiples of step"):
        Process.fit(stream, 0.0, 2.0, Form((1.0,), step=1.0))
    with pytest.raises(ValueError, match="run forward"):
        Process.fit(stream, 2.0, 2.0)
    with pytest.raises(ValueError, match="fitted on 2 actors"):
        Process.fit(stream, 0.0, 2.0).evaluate(planted(), 0.0, 1.0)
    with pytest.raises(ValueError, match="no such dyad"):
        Process.fit(stream, 0.0, 2.0).intensity(stream, 1.0, 0, 0)


def test_half_lives_need_one_and_two_bounds() -> None:
    with pytest.raises(ValueError, match="one half-life"):
        estimate_half_life(planted(), 0.0, 40.0, Form(LIVES), (1.0, 9.0))
    with pytest.raises(ValueError, match="ascending"):
        estimate_half_life(planted(), 0.0, 40.0, Form((1.0,)), (9.0, 1.0))
