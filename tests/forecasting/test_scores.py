"""Scores by hand, against slow formulas, and intervals that cover."""

import numpy as np
import pytest

from whowhom.forecasting.scores import brier, crps, log_score, skill


def test_brier_and_log_score_by_hand():
    assert brier(np.array([0.9, 0.2]), np.array([True, True])) == pytest.approx([0.01, 0.64])
    assert log_score(np.array([0.9, 0.2]), np.array([1, 0])) == pytest.approx(-np.log([0.9, 0.8]))
    assert np.isfinite(log_score(np.array([0.0, 1.0]), np.array([1, 0]))).all()


def test_crps_against_its_definition():
    rng = np.random.default_rng(0)
    draws, truth = rng.poisson(0.7, (200, 17)), rng.poisson(1.0, 200)
    apart = np.abs(draws[:, :, None] - draws[:, None, :]).mean(axis=(1, 2))
    slow = np.abs(draws - truth[:, None]).mean(axis=1) - apart / 2
    assert crps(truth, draws) == pytest.approx(slow)


def test_crps_of_no_draw_above_nothing_is_the_truth():
    assert crps(np.array([0, 3]), np.zeros((2, 5), dtype=np.int64)).tolist() == [0, 3]


def test_skill_by_hand_and_weights():
    own, other = np.array([1.0, 3.0]), np.array([2.0, 4.0])
    assert skill(own, other, np.arange(2), np.zeros(2)).value == pytest.approx(1 / 3)
    weighted = skill(own, other, np.arange(2), np.zeros(2), np.array([1.0, 0.0]))
    assert weighted.value == pytest.approx(0.5)


def test_skill_without_scores_or_blocks_is_not_a_number():
    assert np.isnan(skill(np.ones(3), np.zeros(3), np.arange(3), np.arange(3)).value)
    alone = skill(np.ones(3), np.full(3, 2.0), np.zeros(3), np.zeros(3))
    assert alone.value == 0.5 and np.isnan(alone.low)


@pytest.mark.parametrize("effect", ["dyad", "period"])
def test_intervals_cover_no_skill_where_scores_cluster(effect):
    covered = 0
    for seed in range(200):
        rng = np.random.default_rng(seed)
        dyad, period = np.repeat(np.arange(40), 20), np.tile(np.arange(20), 40)
        shared = rng.normal(size=40)[dyad] if effect == "dyad" else rng.normal(size=20)[period]
        other = 10 + rng.normal(size=800)
        got = skill(10 + shared + rng.normal(size=800), other, dyad, period)
        covered += got.low <= 0 <= got.high
    assert covered / 200 >= 0.88


def test_more_blocks_than_are_drawn_apart():
    rng = np.random.default_rng(0)
    own, other = rng.random(5000), rng.random(5000)
    few = skill(own, other, np.arange(5000) % 900, np.zeros(5000))
    many = skill(own, other, np.arange(5000), np.zeros(5000))
    assert many.high - many.low == pytest.approx(few.high - few.low, rel=0.15)
