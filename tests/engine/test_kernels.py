"""Kernels against the slow reference, on random small histories."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine import reference
from whowhom.engine import columns, kernels
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings

N, T = 5, 2
HALF_LIVES = (1.0, 3.0, 7.0, 20.0, 100.0)
EXHAUSTIVE = Settings(
    HALF_LIVES, size=N, partners=N, by_attention=N, by_path=N * N, by_affinity=N, rank=2
)
actor = st.integers(0, N - 1)
rows = st.lists(
    st.tuples(actor, st.integers(0, T - 1), actor, st.integers(0, 12)), min_size=1, max_size=25
)


def ledger_at(acts: list[reference.Act], day: int) -> Ledger:
    ledger = Ledger(History.from_rows(np.array(acts), N, T), EXHAUSTIVE, last_day=day)
    ledger.advance(day)
    return ledger


def test_column_names_equal_those_of_the_kernels() -> None:
    names = [n for n in dir(columns) if n.isupper()]
    assert len(names) == 27
    assert {n: getattr(columns, n) for n in names} == {n: getattr(kernels, n) for n in names}


@settings(max_examples=40, deadline=None)
@given(rows, actor, st.integers(0, 2 * T - 1), st.integers(13, 20))
def test_statistics_equal_the_formulas(acts: list[reference.Act], s: int, r: int, day: int) -> None:
    acts = sorted(set(acts))
    ledger = ledger_at(acts, day)
    phi = reference.excitation(acts, day, T, HALF_LIVES, EXHAUSTIVE.shrinkage)
    np.testing.assert_allclose(ledger.excitation(), phi, rtol=1e-9)
    want = reference.statistics(acts, s, r, day, T, HALF_LIVES, phi)
    short = ledger.shortlists(np.array([s]), np.array([r]))
    listed = [int(o) for o in short.actor[0] if o >= 0]
    assert len(listed) == len(set(listed))
    plain = [c for c in range(38) if c not in (columns.AFFINITY, columns.CLOSENESS)]
    got = dict(zip(listed, short.statistic[0], strict=False))
    for o in range(N):
        if o in got:
            expected = want.get(o, np.zeros(38))
            np.testing.assert_allclose(got[o][plain], expected[plain], rtol=2e-6, atol=1e-9)
        else:
            close = want.get(o, np.zeros(38))
            assert close[:25].sum() == 0 and close[30:32].max() < 1e-12


@settings(max_examples=20, deadline=None)
@given(rows, actor, st.integers(0, 2 * T - 1))
def test_conjunctions_are_products_of_their_parts(
    acts: list[reference.Act], s: int, r: int
) -> None:
    short = ledger_at(acts, 13).shortlists(np.array([s]), np.array([r]))
    x = short.statistic[0].astype(float)
    lift = x[:, 24] / (1 + x[:, 29])
    want = np.stack(
        [x[:, 17] * lift, x[:, 30] * lift, x[:, 19] * lift, x[:, 33] * x[:, 24],
         x[:, 32] * x[:, 21], x[:, 9] * x[:, 21], x[:, 18] * (x[:, 9] + x[:, 14])], axis=1,
    )  # fmt: skip
    np.testing.assert_allclose(x[:, 38:], want, rtol=1e-4, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(rows, actor, st.integers(0, 2 * T - 1))
def test_latent_columns_are_products_of_factors(acts: list[reference.Act], s: int, r: int) -> None:
    ledger = ledger_at(acts, 13)
    short = ledger.shortlists(np.array([s]), np.array([r]))
    for o, x in zip(short.actor[0], short.statistic[0], strict=True):
        if o >= 0:
            near = max(0.0, float(ledger.factors.place[s] @ ledger.factors.place[o]))
            np.testing.assert_allclose(x[columns.CLOSENESS], near, rtol=1e-5, atol=1e-7)


def test_a_small_shortlist_keeps_the_best_of_a_large_one() -> None:
    rng = np.random.default_rng(3)
    acts = np.stack([rng.integers(0, 30, 300), rng.integers(0, 2, 300), rng.integers(0, 30, 300),
                     np.sort(rng.integers(0, 40, 300))], axis=1)  # fmt: skip
    history = History.from_rows(acts, 30, 2)
    lists = []
    for size in (30, 6):
        ledger = Ledger(history, Settings(size=size))
        ledger.advance(40)
        lists.append(ledger.shortlists(np.array([1, 2]), np.array([0, 3])))
    np.testing.assert_array_equal(lists[0].actor[:, :6], lists[1].actor)
    np.testing.assert_array_equal(lists[0].total, lists[1].total)
