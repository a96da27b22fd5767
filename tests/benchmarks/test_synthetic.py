"""Made-up streams: as heavy-tailed as ICEWS 2014, and growing as it does."""

import numpy as np
import pytest
from benchmarks.synthetic import TYPES, Synthetic, days_of, make, resolved


@pytest.fixture(scope="module")
def stream():
    return make(90_000)


def _pairs(stream, rows):
    s, o = stream.source[:rows].astype(np.int64), stream.target[:rows].astype(np.int64)
    return np.unique(s * stream.n_actors + o, return_counts=True)[1]


def test_columns(stream):
    assert len(stream) == 90_000 and (stream.source != stream.target).all()
    assert stream.day[0] >= 0 and stream.day[-1] < days_of(90_000)
    assert (np.diff(stream.day) >= 0).all()
    assert stream.type.min() >= 0 and stream.type.max() < TYPES


# ICEWS 2014: 7,128 actors, 31,722 dyads, the top actor 3.4 % and the top ten 19 % of all sides,
# the top ten types 65 %, the top hundredth of dyads 26 % of the events.
def test_as_many_and_as_uneven_as_icews(stream):
    degree = np.sort(np.bincount(np.r_[stream.source, stream.target]))[::-1] / (2 * len(stream))
    pairs = np.sort(_pairs(stream, len(stream)))[::-1]
    types = np.sort(np.bincount(stream.type))[::-1] / len(stream)
    assert 6_000 < stream.n_actors < 8_500
    assert 25_000 < len(pairs) < 40_000
    assert 0.015 < degree[0] < 0.08 and 0.1 < degree[:10].sum() < 0.3
    assert 0.55 < types[:10].sum() < 0.75
    assert 0.1 < pairs[: len(pairs) // 100].sum() / len(stream) < 0.35
    assert 0.4 < (pairs == 1).mean() < 0.75


def test_actors_and_dyads_grow_more_slowly_than_events(stream):
    few = int(max(stream.source[:9_000].max(), stream.target[:9_000].max())) + 1
    actors = np.log10(len(np.unique(np.r_[stream.source, stream.target])))
    early = np.log10(len(np.unique(np.r_[stream.source[:9_000], stream.target[:9_000]])))
    assert few <= stream.n_actors
    assert 0.35 < actors - early < 0.6
    dyads = np.log10(len(_pairs(stream, 90_000)) / len(_pairs(stream, 9_000)))
    assert 0.7 < dyads < 0.95


def test_same_seed_same_stream(tmp_path, stream):
    path = tmp_path / "stream.npz"
    stream.save(path)
    again = Synthetic.load(path)
    for name in ("source", "target", "type", "day"):
        assert np.array_equal(getattr(again, name), getattr(make(90_000), name))


def test_pointers_end_where_they_point_at_themselves():
    chain = np.array([0, 0, 1, 2, 3, 4, 6], dtype=np.int32)
    assert resolved(chain).tolist() == [0, 0, 0, 0, 0, 0, 6]


def test_read_by_both_halves(stream):
    history, acts = stream.history(), stream.acts()
    assert len(history) == len(acts) == len(stream)
    assert history.n_actors == acts.n_actors
    assert set(np.unique(acts.classes)) == {0, 1, 2, 3}
