from __future__ import annotations

import numpy as np
import pytest

from tests.engine.cases import QUICK, habits
from whowhom.engine import choice, columns
from whowhom.engine.fit import fit
from whowhom.engine.ledger import Ledger, Settings, Shortlists


@pytest.fixture(scope="module")
def asked() -> tuple[choice.Rule, Ledger, Shortlists]:
    ledger = Ledger(habits(), Settings(size=8))
    rule = fit(ledger, 80, QUICK)
    source, kind = np.repeat(np.arange(12), 6), np.tile(np.arange(6), 12)
    return rule, ledger, ledger.shortlists(source, kind)


def test_every_statistic_has_a_mechanism_with_name_formula_and_citation() -> None:
    assert len(choice.MECHANISMS) == columns.N_STATISTICS + 1
    assert len({m.name for m in choice.MECHANISMS}) == len(choice.MECHANISMS)
    assert all(m.formula and m.citation for m in choice.MECHANISMS)


def test_names_stand_at_their_columns() -> None:
    where = {m.name: i for i, m in enumerate(choice.MECHANISMS)}
    assert where["inertia 1/5"] == columns.INERTIA and where["popularity 1/5"] == columns.POPULARITY
    assert where["affinity"] == columns.AFFINITY and where["recency rank"] == columns.RECENCY
    assert (
        where["tie x usual"] == columns.TIE_LIFT
        and where["tie x escalation"] == columns.TIE_ESCALATION
    )


def test_each_mechanism_is_a_distribution_or_absent(asked) -> None:
    total = choice.mechanism_shares(asked[2]).sum(axis=1)
    assert np.all(np.isclose(total, 1, atol=1e-5) | (total == 0))


def test_weights_lie_on_the_simplex_and_avoid_mechanisms_without_evidence(asked) -> None:
    rule, _, short = asked
    share, weight, _ = rule.weigh(short)
    np.testing.assert_allclose(weight.sum(axis=1), 1, atol=1e-5)
    assert weight.min() >= 0 and np.all(weight[:, :-1][share.max(axis=1) == 0] == 0)


def test_probabilities_are_proper(asked) -> None:
    rule, ledger, short = asked
    chosen = rule.choose(short)
    for q in range(len(short)):
        p = chosen.dense(q, ledger.newcomer_weight(int(short.type[q])))
        assert p.min() >= 0 and p.sum() == pytest.approx(1, abs=1e-9)


def test_shares_of_mechanisms_add_up_to_the_probability(asked) -> None:
    rule, _, short = asked
    whole, split = rule.choose(short), rule.choose(short, split=True)
    assert split.mechanism is not None
    np.testing.assert_allclose(split.mechanism.sum(axis=2), split.probability, rtol=1e-12)
    np.testing.assert_allclose(whole.probability, split.probability, rtol=1e-4, atol=1e-9)


def test_the_tilted_mixture_is_a_mixture(asked) -> None:
    rule, _, short = asked
    split = rule.choose(short, split=True)
    assert split.mechanism is not None
    weight = split.mechanism.sum(axis=1)
    np.testing.assert_allclose(weight.sum(axis=1) + split.newcomer, 1, rtol=1e-9)


def test_batch_and_single_answers_agree(asked) -> None:
    rule, ledger, short = asked
    batch = rule.choose(short).probability
    alone = rule.choose(ledger.shortlists(short.source[7:8], short.type[7:8])).probability
    np.testing.assert_allclose(batch[7], alone[0], rtol=1e-4)


def test_the_habit_is_found(asked) -> None:
    rule, _, short = asked
    chosen = rule.choose(short)
    target = short.type < 3
    best = short.actor[np.arange(len(short)), chosen.probability.argmax(axis=1)]
    usual = (short.source + 1 + short.type) % 12
    assert np.mean(best[target] == usual[target]) > 0.9
