"""The benchmark of rates: what is at risk, where windows begin and end, and its definition."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import relational
from whowhom.engine.rates import Form, Process


@pytest.fixture(scope="module")
def incidents(shared_data: Path) -> relational.Cut:
    return relational.read_mid(shared_data / "mid" / "MID.csv")


def test_the_split_is_that_of_the_peer(incidents: relational.Cut) -> None:
    before = incidents.stream.before(incidents.cut)
    assert (len(incidents.stream), len(before), incidents.stream.n_actors) == (5117, 4093, 147)
    assert incidents.stop > 1000.0 >= incidents.stream.time[-1]


def test_times_fall_on_days(incidents: relational.Cut) -> None:
    span, phase = relational.find_days(incidents.stream.time[:4093])
    assert span == pytest.approx(8381.0, abs=0.2)
    given, per_unit = relational.daily(incidents)
    assert per_unit == pytest.approx(span / 1000.0)
    aside = incidents.stream.time * per_unit - phase
    assert (np.abs(np.rint(aside) - aside) > 0.4).mean() < 0.01
    assert len(given.stream.before(given.cut)) == 4093


def test_the_figure_is_the_difference_of_two_log_likelihoods(incidents: relational.Cut) -> None:
    form = Form((0.1, 5.0), ("inertia", "reciprocity"))
    process = Process.fit(incidents.stream, 0.0, incidents.cut, form)
    whole = process.evaluate(incidents.stream, 0.0, incidents.stop)
    train = process.evaluate(incidents.stream, 0.0, incidents.cut)
    test = process.evaluate(incidents.stream, incidents.cut, incidents.stop)
    assert whole.acts - train.acts == test.acts == 1024
    apart = (whole.log_likelihood - train.log_likelihood) / 1024
    assert apart == pytest.approx(test.per_act, abs=1e-9)


def test_test_acts_never_change_the_fit(incidents: relational.Cut) -> None:
    form = Form((0.1, 5.0), ("inertia", "attention"))
    whole = Process.fit(incidents.stream, 0.0, incidents.cut, form)
    train = Process.fit(incidents.stream.before(incidents.cut), 0.0, incidents.cut, form)
    np.testing.assert_array_equal(whole.weight, train.weight)
