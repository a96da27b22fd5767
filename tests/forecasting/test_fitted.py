"""Fitted: coherent, deterministic, whoever else is asked, and at the edges of a record."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.engine.records import every_dyad
from tests.forecasting.cases import QUAD, random_acts
from tests.forecasting.exciting import DAYS, exciting, joined
from whowhom.engine.acts import Acts
from whowhom.engine.drivers import DRIVERS
from whowhom.engine.prior import Origin
from whowhom.engine.weights import DAMPER_CENTRE, Prior
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.prospect import Prospect

MEASURES = ("mean", "low", "high", "any", "any_low", "any_high", "base_mean", "base_any")
LITTLE = 1e-9


def rows_of(day, source, target, kind=3, count=1, n_actors=4) -> Acts:
    day = np.sort(np.asarray(day, dtype=np.int64))
    full = np.ones_like(day)
    return Acts(
        day, source * full, target * full, kind * full, full > 0, count * full, 0 * full,
        n_actors, QUAD,
    )  # fmt: skip


@pytest.fixture(scope="module")
def dyads(fitted: Fitted) -> np.ndarray:
    acts = fitted.acts
    known = np.random.default_rng(0).choice(np.unique(acts.dyad), 25, replace=False)
    return np.concatenate([known, np.setdiff1d(every_dyad(acts.n_actors), acts.dyad)[:3]])


@pytest.fixture(scope="module")
def prospects(fitted: Fitted, dyads: np.ndarray) -> dict[int, Prospect]:
    return {days: fitted.prospect(dyads, days, seed=3) for days in (1, 7, 20, 30, 90, 200, 365)}


@pytest.mark.parametrize("name", MEASURES)
def test_a_longer_horizon_never_has_less(prospects: dict[int, Prospect], name: str) -> None:
    horizons = sorted(prospects)
    for short, long in pairwise(horizons):
        less, more = getattr(prospects[short], name), getattr(prospects[long], name)
        assert np.all(less <= more + LITTLE), (name, short, long)


def test_draws_are_the_paths_that_intervals_are_read_from(fitted: Fitted) -> None:
    known = np.unique(fitted.acts.dyad)[:6]
    told, drawn = fitted.prospect(known, 30, seed=3), fitted.draws(known, 30, seed=3)
    quads = list(fitted.quads)
    assert drawn.shape == (6, 2000)
    expected = told.mean[quads].sum(axis=0)
    spread = drawn.std(axis=1) / np.sqrt(drawn.shape[1])
    assert np.all(np.abs(drawn.mean(axis=1) - expected) < 5 * spread + LITTLE)
    if len(quads) == 1:
        ends = np.quantile(drawn, [0.05, 0.95], axis=1, method="inverted_cdf")
        assert np.array_equal(ends, np.stack([told.low[quads[0]], told.high[quads[0]]]))
    base = fitted.draws(known, 30, seed=3, base=True)
    spread = base.std(axis=1) / np.sqrt(base.shape[1])
    usual = told.base_mean[quads].sum(axis=0)
    assert np.all(np.abs(base.mean(axis=1) - usual) < 5 * spread + LITTLE)
    with pytest.raises(ValueError):
        fitted.draws(known, 0)


def test_busy_dyads_neither(fitted: Fitted, dyads: np.ndarray) -> None:
    """Hundreds of acts: draws of kinds must not turn on how many acts their class has."""
    busy = replace(fitted, acts=replace(fitted.acts, count=40 * fitted.acts.count))
    found = [busy.prospect(dyads[:4], days) for days in (300, 304, 308, 365)]
    for short, long in pairwise(found):
        assert np.all(short.low <= long.low) and np.all(short.high <= long.high)


@pytest.mark.parametrize("name", MEASURES)
def test_a_kind_never_exceeds_its_class(
    fitted: Fitted, prospects: dict[int, Prospect], name: str
) -> None:
    for found in prospects.values():
        values = getattr(found, name)
        for kind, quad in enumerate(fitted.acts.quad):
            assert np.all(values[4 + kind] <= values[quad] + LITTLE)


def test_kinds_add_up_to_their_class(fitted: Fitted, prospects: dict[int, Prospect]) -> None:
    for name in ("mean", "base_mean"):
        values = getattr(prospects[90], name)
        for quad in range(4):
            own = [4 + k for k, q in enumerate(fitted.acts.quad) if q == quad]
            np.testing.assert_allclose(values[own].sum(axis=0), values[quad], rtol=1e-9)


def test_intervals_hold_their_middle(prospects: dict[int, Prospect]) -> None:
    for found in prospects.values():
        assert np.all(found.low <= found.high)
        assert np.all(found.any_low <= found.any + LITTLE)
        assert np.all(found.any <= found.any_high + LITTLE)
        assert np.all((found.any >= 0) & (found.any <= 1))
        # No count above 0 can be as likely as one of at least 1.
        assert np.all((found.low >= 1) <= (found.any > 0.9))


def test_chances_agree_with_the_paths(fitted: Fitted, dyads: np.ndarray) -> None:
    """The interval of a level whose tail is the chance of none starts at 0 or 1 accordingly."""
    found = fitted.prospect(dyads, 90, level=0.5, seed=1)
    clear = np.abs(found.any - 0.75) > 0.03
    np.testing.assert_array_equal((found.low >= 1)[clear], (found.any > 0.75)[clear])


def test_who_else_is_asked_does_not_matter(fitted: Fitted, dyads: np.ndarray) -> None:
    every = fitted.prospect(dyads, 90, seed=3)
    order = np.random.default_rng(1).permutation(len(dyads))
    for some in (order[:1], order[:7], order, order[[0, 0, 1]]):
        found = fitted.prospect(dyads[some], 90, seed=3)
        for name in MEASURES:
            np.testing.assert_allclose(
                getattr(found, name), getattr(every, name)[:, some], rtol=1e-9, err_msg=name
            )


def test_asking_twice_gives_the_same(fitted: Fitted, prospects: dict, dyads: np.ndarray) -> None:
    again = fitted.prospect(dyads, 90, seed=3)
    for name in MEASURES:
        np.testing.assert_array_equal(getattr(again, name), getattr(prospects[90], name))
    other = fitted.prospect(dyads, 90, seed=4)
    np.testing.assert_array_equal(other.any, again.any)


def test_without_intervals_all_else_is_the_same(
    fitted: Fitted, prospects: dict, dyads: np.ndarray
) -> None:
    found = fitted.prospect(dyads, 90, intervals=False)
    np.testing.assert_array_equal(found.mean, prospects[90].mean)
    np.testing.assert_array_equal(found.any, prospects[90].any)
    assert np.isnan(found.low).all() and np.isnan(found.any_high).all()


@pytest.mark.usefixtures("few_origins")
def test_fitting_sees_nothing_on_or_after_the_day_and_is_deterministic() -> None:
    until = 900
    acts = random_acts(1, rows=800, n_actors=6)
    later = random_acts(2, rows=300, n_actors=6)
    changed = joined(acts.before(until), replace(later, day=later.day + until))
    one, two = (Fitted.fit(a, until) for a in (acts, changed))
    keys = every_dyad(6)
    for days in (7, one.longest):
        first, second = one.prospect(keys, days), two.prospect(keys, days)
        for name in MEASURES:
            np.testing.assert_array_equal(getattr(first, name), getattr(second, name))
    assert str(one.skills) == str(two.skills)
    assert one.reasons(int(keys[0]), 0, 7) == two.reasons(int(keys[0]), 0, 7)


def test_a_horizon_out_of_range(fitted: Fitted, dyads: np.ndarray) -> None:
    for days in (0, -1, 366):
        with pytest.raises(ValueError, match=rf"days must lie in 1\.\.365, got {days}"):
            fitted.prospect(dyads, days)
        with pytest.raises(ValueError, match="days must lie in"):
            fitted.reasons(int(dyads[0]), 3, days)
        with pytest.raises(ValueError, match="days must lie in"):
            fitted.deaths(dyads, days)


def test_a_dyad_never_seen(fitted: Fitted, dyads: np.ndarray) -> None:
    found = fitted.prospect(dyads[-1:], 365)
    held = [*fitted.quads]
    assert np.all(found.mean[held] > 0) and np.all(found.any[held] < 0.9)
    assert not fitted.candidates(10**6).size


@pytest.mark.usefixtures("few_origins")
@pytest.mark.parametrize(
    "acts",
    [
        rows_of([], 0, 1),
        rows_of([], 0, 0, n_actors=0),
        rows_of([5], 0, 1),
        rows_of([5] * 20, 0, 1),
        rows_of(range(20), 2, 2),
        rows_of([5], 0, 1, n_actors=2),
    ],
    ids=["empty", "nobody", "one act", "one day", "one actor", "two actors"],
)
def test_too_little_to_forecast_from(acts: Acts) -> None:
    fitted = Fitted.fit(acts, 60)
    with pytest.raises(ValueError, match="too few acts to forecast from"):
        fitted.prospect(np.array([3]), 30)
    assert fitted.longest == 0 and not fitted.skills
    assert fitted.skill(3, 30).verdict == "unknown"
    assert fitted.summary() == []


def plain_prior() -> Origin:
    drive = np.array([0.05] * len(DRIVERS))
    each = Prior(drive, np.ones(len(DRIVERS)), np.zeros(len(DAMPER_CENTRE)), 30.0)
    return Origin(((each,) * 4,) * 4, ("made up",), "2000-01-01", "")


@pytest.mark.usefixtures("few_origins")
@pytest.mark.parametrize(
    "acts",
    [rows_of([5], 0, 1), rows_of([5] * 50, 0, 1), rows_of(range(30), 0, 1, n_actors=2)],
    ids=["one act", "one day", "one dyad"],
)
def test_a_prior_answers_where_the_record_is_short(acts: Acts) -> None:
    fitted = Fitted.fit(acts, 60, prior=plain_prior())
    found = fitted.prospect(acts.dyad[:1], 365)
    assert fitted.longest == 365
    assert np.isfinite(found.mean).all() and found.mean[3, 0] > 0
    assert found.low[3, 0] <= found.high[3, 0]
    why = fitted.reasons(int(acts.dyad[0]), 3, 365)
    assert sum(r.share for r in why.reasons) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.usefixtures("few_origins")
@pytest.mark.parametrize("form", ["counts", "rows"])
def test_a_million_acts_of_one_dyad(form: str) -> None:
    days = np.repeat(np.arange(1000), 1000 if form == "rows" else 1)
    many = rows_of(days, 0, 1, count=1 if form == "rows" else 1000)
    acts = joined(many, rows_of(range(0, 1000, 20), 1, 2))
    before = time.process_time()
    fitted = Fitted.fit(acts, 1000)
    found = fitted.prospect(acts.dyad[:1], 365)
    tolls = fitted.deaths(acts.dyad[:1], 365)
    assert time.process_time() - before < 30
    assert found.mean[3, 0] == pytest.approx(365_000, rel=0.2)
    assert found.low[3, 0] < found.mean[3, 0] < found.high[3, 0]
    assert tolls is not None and tolls[0][0] == 0.0


def test_skill_is_of_the_nearest_horizon_that_is_not_shorter(fitted: Fitted) -> None:
    tried = {s.days for s in fitted.skills if s.quad == 3}
    assert {7, 30, 90, 365} == tried
    assert [fitted.skill(3, d).days for d in (5, 7, 8, 60, 300)] == [7, 7, 30, 90, 365]


def test_summary_names_what_weighs(fitted: Fitted) -> None:
    rows = fitted.summary()
    shares = [r for r in rows if r["quad"] == 3 and r["band"] == (0, 7) and "driver" in r]
    assert 0.99 < sum(float(r["share"]) for r in shares) <= 1.0 + 1e-9  # type: ignore[arg-type]
    assert all(float(r["weight"]) > 0 for r in shares)  # type: ignore[arg-type]


def test_forecasts_of_the_record_that_excites_itself_beat_its_base_rate(fitted: Fitted) -> None:
    assert exciting().day[-1] < DAYS
    assert {s.verdict for s in fitted.skills} == {"better"}
