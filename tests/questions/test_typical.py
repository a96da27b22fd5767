"""Base rates of a dataset, against a count by hand."""

from datetime import date

import numpy as np
import pytest

from whowhom.questions.rates import MONTH
from whowhom.questions.typical import typical_actor, typical_pair


def test_rows_that_reach_over_are_split(case, ged):
    case.add(
        ged(
            {"side_a": "A", "side_b": "B", "date_start": "2020-12-22", "date_end": "2021-01-10"},
            {"side_a": "B", "side_b": "A", "date_start": "2021-03-01"},
            {"side_a": "A", "side_b": "C", "date_start": "2021-04-01"},
            {"side_a": "D", "side_b": "E", "date_start": "2019-04-01"},
        )
    )
    snapshot = case.snapshot("2022-01-01")
    dataset = snapshot.dataset("ucdp-ged")
    first, last = date(2021, 1, 1), date(2021, 12, 31)
    months = 365 / MONTH
    pairs, actors = [0.5 + 1, 1], [0.5 + 1 + 1, 0.5 + 1, 1]
    assert typical_pair(snapshot, dataset, first, last) == pytest.approx(np.median(pairs) / months)
    assert typical_actor(snapshot, dataset, first, last) == pytest.approx(
        np.median(actors) / months
    )
    assert typical_pair(snapshot, dataset, date(1990, 1, 1), date(1990, 2, 1)) == 0
