from __future__ import annotations

import numpy as np
import pytest

from tests.engine.cases import QUICK, habits, rows_of
from whowhom.engine.choice import MECHANISMS, NOVELTY
from whowhom.engine.explain import explain, split_mechanism
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings
from whowhom.engine.model import Model


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.fit(habits(), until=80, settings=Settings(size=8), effort=QUICK)


@pytest.fixture(scope="module")
def ledger(model: Model) -> Ledger:
    return model.ledger(habits(), 85)


@pytest.mark.parametrize("side", ["target", "source"])
@pytest.mark.parametrize("actor", [0, 5, 11])
def test_shares_add_up_and_the_probability_is_the_models(
    model: Model, ledger: Ledger, actor: int, side
) -> None:
    p = model.distribution(ledger, actor, 1, side)
    for other in range(12):
        why = explain(model, ledger, actor, 1, other, side)
        assert why.probability == pytest.approx(p[other], rel=1e-4)
        assert sum(why.mechanisms.values()) == pytest.approx(1, abs=1e-9)
        assert sum(why.events.values()) + why.unsplit == pytest.approx(1, abs=1e-9)
        for share in why.within.values():
            assert sum(share.values()) == pytest.approx(1, abs=1e-9)
        assert all(habits().day[e] < 85 for e in why.events)


def test_events_of_a_mechanism_rebuild_its_statistic(ledger: Ledger) -> None:
    """Leaving out an event lowers the mechanism's statistic by exactly the event's share."""
    rows, s, r, day = rows_of(habits()), 2, 1, 85
    before = ledger.shortlists(np.array([s]), np.array([r]))
    o = int(before.actor[0, 0])
    for m in (0, 4, 15, 19, 20, 24, 25):
        share = split_mechanism(ledger, s, r, o, m)
        event = max(share, key=lambda e: share[e])
        without = Ledger(
            History.from_rows(np.delete(rows, event, axis=0), 12, 3), Settings(size=12), day
        )
        without.advance(day)
        after = without.shortlists(np.array([s]), np.array([r]))
        value = float(after.statistic[0, after.actor[0] == o, m][0])
        assert value == pytest.approx(
            float(before.statistic[0, 0, m]) * (1 - share[event]), rel=1e-4
        )


def test_paths_give_half_to_each_leg() -> None:
    history = History([0, 1], [0, 0], [1, 2], [0, 1], 3, 1)
    ledger = Ledger(history)
    ledger.advance(2)
    assert split_mechanism(ledger, 0, 0, 2, 30) == pytest.approx({0: 0.5, 1: 0.5})


def test_a_newcomer_is_explained_by_novelty(model: Model, ledger: Ledger) -> None:
    short = ledger.shortlists(np.array([0]), np.array([0]))
    other = next(o for o in range(12) if o not in short.actor[0])
    why = explain(model, ledger, 0, 0, other)
    assert why.mechanisms == {MECHANISMS[NOVELTY].name: 1.0} and why.unsplit == 1.0


def test_deleting_the_named_events_lowers_the_forecast_more_than_deleting_others(
    model: Model,
) -> None:
    history, rows = habits(), rows_of(habits())
    ledger = model.ledger(history, 85)
    rng = np.random.default_rng(0)
    top_fall, random_fall = [], []
    for actor in range(12):
        other = (actor + 2) % 12
        why = explain(model, ledger, actor, 1, other)
        top = sorted(why.events, key=lambda e: -why.events[e])[:5]
        rest = np.setdiff1d(np.arange(len(history.before(85))), top)
        for gone, falls in ((top, top_fall), (rng.choice(rest, 5, replace=False), random_fall)):
            cut = Ledger(
                History.from_rows(np.delete(rows, gone, axis=0), 12, 3), model.settings, 85
            )
            cut.advance(85)
            falls.append(why.probability - model.distribution(cut, actor, 1)[other])
    assert np.mean(top_fall) > 5 * abs(np.mean(random_fall))
