from __future__ import annotations

import numpy as np
import pytest

from tests.engine.cases import habits, rows_of
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings, group_queries


def read(history: History, day: int, last_day: int = 95) -> tuple[np.ndarray, ...]:
    ledger = Ledger(history, Settings(size=12), last_day=last_day)
    ledger.advance(day)
    source, kind = np.repeat(np.arange(12), 6), np.tile(np.arange(6), 12)
    short = ledger.shortlists(source, kind)
    return short.actor, short.statistic, short.total, short.fact, ledger.newcomer_weight(1)


@pytest.mark.parametrize("day", [1, 30, 61])
def test_acts_on_or_after_the_day_never_change_what_is_read(day: int) -> None:
    history = habits()
    rows = rows_of(history)
    past = rows[rows[:, 3] < day]
    rng = np.random.default_rng(1)
    other = np.stack([rng.integers(0, 12, 80), rng.integers(0, 3, 80), rng.integers(0, 12, 80),
                      rng.integers(day, 95, 80)], axis=1)  # fmt: skip
    changed = History.from_rows(np.concatenate([past, other]), 12, 3)
    for one, two, three in zip(
        read(history, day), read(history.before(day), day), read(changed, day), strict=True
    ):
        np.testing.assert_allclose(one, two, rtol=1e-6, atol=1e-12)
        np.testing.assert_allclose(one, three, rtol=1e-6, atol=1e-12)


def test_reading_every_day_equals_reading_once() -> None:
    history, settings = habits(), Settings(size=12, refresh_days=10_000)
    once, daily = Ledger(history, settings), Ledger(history, settings)
    once.advance(50)
    for day in range(20, 51):
        daily.advance(day)
    query = np.array([3]), np.array([4])
    np.testing.assert_array_equal(
        once.shortlists(*query).statistic, daily.shortlists(*query).statistic
    )


def test_a_source_query_is_the_target_query_of_the_mirrored_history() -> None:
    history = habits()
    rows = rows_of(history)
    turned = History.from_rows(rows[:, [2, 1, 0, 3]], 12, 3)
    lists = []
    for h, kind in ((history, 4), (turned, 1)):
        ledger = Ledger(h, Settings(size=12))
        ledger.advance(60)
        lists.append(ledger.shortlists(np.array([5]), np.array([kind])))
    plain = [c for c in range(45) if c not in (32, 33, 41, 42)]
    orders = [np.argsort(x.actor[0]) for x in lists]
    one, two = (x.statistic[0][o][:, plain] for x, o in zip(lists, orders, strict=True))
    np.testing.assert_allclose(one, two, rtol=1e-6)


def test_queries_of_a_day_hold_every_answer_from_both_sides() -> None:
    history = History([0, 0, 1], [0, 0, 0], [1, 2, 2], [4, 4, 4], 3, 1)
    source, kind, span, answer = Ledger(history).queries(4)
    got = {(int(s), int(r)): set(answer[a:b].tolist())
           for s, r, a, b in zip(source, kind, span, span[1:], strict=False)}  # fmt: skip
    assert got == {(0, 0): {1, 2}, (1, 0): {2}, (1, 1): {0}, (2, 1): {0, 1}}


def test_a_day_without_acts_has_no_queries() -> None:
    empty = np.empty(0, dtype=np.int64)
    assert [len(x) for x in group_queries(empty, empty, empty)] == [0, 0, 1, 0]


def test_a_ledger_refuses_to_go_back_and_to_pass_its_end() -> None:
    ledger = Ledger(habits())
    ledger.advance(10)
    with pytest.raises(ValueError, match="only moves forward"):
        ledger.advance(9)
    with pytest.raises(ValueError, match="past last_day"):
        ledger.advance(10_000)


def test_an_actor_without_history_still_gets_candidates() -> None:
    rows = rows_of(habits())
    ledger = Ledger(History.from_rows(rows, 13, 3), Settings(size=12))
    ledger.advance(60)
    short = ledger.shortlists(np.array([12]), np.array([0]))
    assert (short.actor[0] >= 0).sum() > 5 and short.statistic[0, :, :20].sum() == 0


@pytest.mark.parametrize(
    "half_lives", [(1.0, 2.0), (5.0, 4.0, 3.0, 2.0, 1.0), (0.0, 1.0, 2.0, 3.0, 4.0)]
)
def test_settings_refuse_bad_half_lives(half_lives: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="half_lives"):
        Settings(half_lives=half_lives)
