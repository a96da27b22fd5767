"""In which directions a dataset would record acts between two actors."""

import numpy as np

from whowhom.forecasting.record import Record
from whowhom.questions.ways import ways


def keys(record, *named):
    n = record.acts.n_actors
    return [(s * n + t) * 2 + d for s, t, d in named]


def test_ucdp_clashes_have_no_direction_and_violence_on_civilians_has(afghanistan):
    snapshot = afghanistan.snapshot("2021-09-02")
    record = Record.of(snapshot, snapshot.dataset("ucdp-ged"))
    taliban, isisk, people = (snapshot.index[i] for i in ("TALIBAN", "ISISK", "CIV_AFG"))
    low, high = sorted((taliban, isisk))
    assert ways(record, taliban, isisk).tolist() == keys(record, (low, high, False))
    assert ways(record, people, taliban).tolist() == keys(record, (taliban, people, True))


def test_a_directed_chronicle_gives_both_ways(afghanistan):
    snapshot = afghanistan.snapshot("2021-09-02")
    record = Record.of(snapshot, snapshot.dataset("chronicle"))
    one, other = snapshot.index["TALIBAN"], snapshot.index["PAK"]
    expected = keys(record, (one, other, True), (other, one, True))
    assert np.array_equal(ways(record, one, other), expected)
