from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from tests.engine.cases import QUICK, habits
from whowhom.engine import fit as fitting
from whowhom.engine.choice import NOVELTY, Rule, gate_weights
from whowhom.engine.ledger import Ledger, Settings


@pytest.fixture(scope="module")
def sample() -> fitting.Sample:
    return fitting.draw(Ledger(habits(), Settings(size=8)), 80, QUICK)


def double(rule: Rule) -> Rule:
    return Rule(
        {k: v.astype(np.float64) for k, v in rule.parameters.items()}, rule.scales, rule.n_types
    )


def appraisal_loss(rule: Rule, part: fitting.Sample) -> float:
    """Filtered log-loss from its definition, one true answer at a time."""
    share, weight, x = rule.weigh(part.short)
    mixture = np.einsum("qim,qm->qi", share, weight[:, :-1])
    f = rule.scales["candidate"].apply(fitting.appraisal_inputs(part.short, share, mixture))
    u = fitting.appraise(rule.parameters, f, x, part.short.type).utility
    loss = 0.0
    for q in range(len(part.short)):
        score = (mixture[q].astype(float) + 1e-12) * np.exp(u[q].astype(float))
        new = float(weight[q, NOVELTY])
        wrong = score[(~part.answered[q]) & (part.short.actor[q] >= 0)].sum()
        for i in np.flatnonzero(part.answered[q]):
            loss -= np.log(score[i] / (score[i] + wrong + new))
        loss -= part.missed[q] * np.log(new / (wrong + new))
    return loss / len(part.short)


def test_appraisal_slope_equals_the_difference_quotient(sample: fitting.Sample) -> None:
    gate, scale = fitting.fit_gate(sample, 3, QUICK)
    rule = double(fitting.fit_appraisal(sample, gate, scale, 3, QUICK))
    part = sample.take(np.arange(12))
    slope = fitting._appraisal_slope(rule, part)
    rng = np.random.default_rng(0)
    for name in slope:
        value = rule.parameters[name]
        for _ in range(3):
            at = tuple(rng.integers(0, n) for n in value.shape)
            kept, step = value[at], 1e-3
            value[at] = kept + step
            up = appraisal_loss(rule, part)
            value[at] = kept - step
            down = appraisal_loss(rule, part)
            value[at] = kept
            assert float(slope[name][at]) == pytest.approx((up - down) / (2 * step), abs=2e-3)


def test_gate_slope_equals_the_difference_quotient(sample: fitting.Sample) -> None:
    gate, scale = fitting.fit_gate(sample, 3, QUICK)
    p = {k: v.astype(np.float64) for k, v in gate.items()}
    _, rows = fitting._gate_rows(sample, 3)
    batch = np.arange(30)

    def loss() -> float:
        q = rows.query[batch]
        weight = gate_weights(p, scale.apply(rows.x[q]), rows.kind[q], rows.available[q])
        return float(-np.log((weight.astype(float) * rows.given[batch]).sum(axis=1)).mean())

    slope = fitting._gate_slope(p, rows, batch, scale)
    rng = np.random.default_rng(0)
    for name, value in p.items():
        for _ in range(3):
            at = tuple(rng.integers(0, n) for n in value.shape)
            kept, step = value[at], 1e-2
            value[at] = kept + step
            up = loss()
            value[at] = kept - step
            down = loss()
            value[at] = kept
            assert float(slope[name][at]) == pytest.approx((up - down) / (2 * step), abs=1e-3)


def test_same_seed_same_parameters() -> None:
    one, two = (fitting.fit(Ledger(habits()), 80, QUICK) for _ in range(2))
    other = fitting.fit(Ledger(habits()), 80, dataclasses.replace(QUICK, seed=1))
    for name, value in one.parameters.items():
        np.testing.assert_array_equal(value, two.parameters[name])
    assert any(np.any(v != other.parameters[k]) for k, v in one.parameters.items())


def test_acts_after_the_cut_never_change_the_parameters() -> None:
    whole, past = habits(), habits().before(70)
    one = fitting.fit(Ledger(whole), 70, QUICK)
    two = fitting.fit(Ledger(past, last_day=70), 70, QUICK)
    for name, value in one.parameters.items():
        np.testing.assert_allclose(value, two.parameters[name], rtol=1e-4, atol=1e-5)


def test_sampled_answers_are_those_of_the_day(sample: fitting.Sample) -> None:
    assert sample.answered.any(axis=1).mean() > 0.5
    assert not sample.answered[sample.short.actor < 0].any()


def test_no_act_to_fit_on_is_refused() -> None:
    with pytest.raises(ValueError, match="longer history"):
        fitting.fit(Ledger(habits()), 0, QUICK)
