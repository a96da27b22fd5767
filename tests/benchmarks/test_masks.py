"""Masks: every part is in one group, and what is left out carries nothing."""

import numpy as np
from benchmarks.ablation import without_tilt
from benchmarks.masks import (
    DAMPER_GROUPS,
    HORIZON,
    MECHANISM_NAMES,
    RANKING,
    Mask,
    all_once,
    damper_rows,
    without_dampers,
    without_drivers,
)

from whowhom.engine.drivers import DAMPERS, DRIVERS
from whowhom.engine.fit import Effort, fit
from whowhom.engine.history import History
from whowhom.engine.lags import LAGS
from whowhom.engine.ledger import Ledger
from whowhom.engine.weights import DAMPER_CENTRE
from whowhom.forecasting.origins import Experience


def test_groups_hold_everything_once():
    assert all_once(RANKING, len(MECHANISM_NAMES))
    assert all_once(HORIZON, len(DRIVERS))
    rows = {name: damper_rows(names) for name, names in DAMPER_GROUPS.items()}
    assert all_once(rows, len(DAMPERS))


def test_masked_mechanisms_carry_nothing_and_probabilities_add_up():
    day = np.arange(200) // 4
    source = np.arange(200) % 4
    history = History(source, np.arange(200) % 2, (source + 1) % 4, day, n_actors=5, n_types=2)
    ledger = Ledger(history)
    rule = fit(ledger, 45, Effort(queries=100, burn_in=5, passes=1))
    short = ledger.shortlists(np.array([2, 1]), np.array([0, 3]))
    columns = RANKING["inertia"] + RANKING["standing"]
    for mask in (Mask(columns), Mask(history=True), Mask(type=True), Mask(novelty=True)):
        kept = mask.of(short, 2)
        choices = without_tilt(rule).choose(kept, split=True)
        total = choices.probability.sum(axis=1) + choices.newcomer
        assert np.allclose(total, 1.0, atol=1e-6)
        assert not choices.mechanism[:, :, list(mask.columns)].any()
        assert (choices.newcomer == 0.0).all() == mask.novelty
    assert short.statistic[:, :, columns].any()
    assert Mask(type=True).of(short, 2).type.tolist() == [0, 2]


def test_drivers_and_dampers_left_out():
    ones, none = np.ones(3), np.zeros(3, dtype=np.int64)
    seen = Experience(
        none,
        none,
        ones,
        np.ones((4, len(DRIVERS), 3), dtype=np.float32),
        np.ones((4, len(DAMPERS), 3), dtype=np.float32),
        np.ones((4, 4, 3)),
        np.ones((4, len(LAGS), 3), dtype=np.float32),
        0,
        30,
    )
    gone = without_drivers(seen, HORIZON["gravity"])
    assert not gone.drivers[:, HORIZON["gravity"]].any()
    assert gone.drivers.sum() == 4 * 3 * (len(DRIVERS) - len(HORIZON["gravity"]))
    rows = damper_rows(("quiet", "silence"))
    held = without_dampers(seen, rows)
    assert (held.dampers[:, rows] == DAMPER_CENTRE[list(rows)][:, None]).all()
    assert (held.dampers[:, 2:] == 1).all() and (seen.dampers == 1).all()
