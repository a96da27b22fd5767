"""Ranks on cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.ranking_evaluator import filtered_ranks, summarise


def ranks(score: list[float], answers: list[int]) -> list[float]:
    return filtered_ranks(np.array(score), np.array(answers)).tolist()


def test_the_best_ranks_first_and_the_worst_last() -> None:
    assert ranks([0.1, 0.7, 0.2], [1]) == [1.0] and ranks([0.1, 0.7, 0.2], [0]) == [3.0]


def test_ties_take_the_average_rank() -> None:
    assert ranks([0.5, 0.5, 0.5, 0.1], [0]) == [2.0]
    assert ranks([0.0, 0.0, 0.0, 0.0], [2]) == [2.5]
    assert ranks([0.9, 0.3, 0.3], [1]) == [2.5]


def test_other_true_answers_of_the_same_query_are_filtered() -> None:
    assert ranks([0.9, 0.8, 0.7, 0.6], [0, 1, 3]) == [1.0, 1.0, 2.0]


def test_tied_true_answers_do_not_push_each_other_down() -> None:
    assert ranks([0.4, 0.4, 0.4], [0, 1]) == [1.5, 1.5]


def test_an_unseen_entity_stays_in_and_shares_the_tail() -> None:
    assert ranks([0.6, 0.4, 0.0, 0.0, 0.0], [3]) == [4.0]


def test_summary_counts_hits_and_reciprocal_ranks() -> None:
    got = summarise(np.array([1.0, 2.5, 3.0, 10.0, 11.0]))
    assert got["mrr"] == pytest.approx((1 + 0.4 + 1 / 3 + 0.1 + 1 / 11) / 5)
    assert (got["hits1"], got["hits3"], got["hits10"], got["queries"]) == (0.2, 0.6, 0.8, 5)


def test_an_empty_set_has_no_score() -> None:
    assert np.isnan(summarise(np.empty(0))["mrr"])
