"""Cost: growth is told per event, apart from what does not grow."""

import pytest
from benchmarks.cost import MOST_MEMORY, MOST_TIME, grown, told

SMALL = {
    "events": 1000,
    "seconds": {"pass": 1.0, "fit": 9.0},
    "cpu": {"pass": 1.0, "fit": 9.0},
    "peak_bytes": 9e6,
    "risen_bytes": 1e6,
}
LARGE = {**SMALL, "events": 10_000, "cpu": {"pass": 30.0, "fit": 10.0}, "risen_bytes": 13e6}


def test_growth_per_event():
    time, memory, streaming = grown("ranking", SMALL, LARGE)
    assert (time.value, time.target, time.met) == (pytest.approx(0.4), MOST_TIME, True)
    assert (memory.value, memory.target, memory.met) == (pytest.approx(1.3), MOST_MEMORY, False)
    assert streaming.value == pytest.approx(3.0) and not streaming.met


def test_figures_of_one_size():
    values = {figure.name: figure.value for figure in told("it", SMALL)}
    assert values["it, all, wall"] == 10.0
    assert values["it, processor per event"] == pytest.approx(1e4)
    assert values["it, memory per event"] == 1000.0
