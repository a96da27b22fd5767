"""Prior: which sets a record may lean on, and how they are put together."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from whowhom.engine.prior import choose, origin
from whowhom.engine.prior.origin import ACTS, NONE


def figures_of(acts: int, drive: list[float], exposure: list[float], tilt: list[float]) -> dict:
    return {"acts": acts, "drive": drive, "exposure": exposure, "tilt": tilt}


def a_set(name: str, family: str, until: str, weights: Any, **places: Any) -> dict[str, Any]:
    return {
        "name": name,
        "family": family,
        "countries": [],
        "without": [],
        "until": until,
        "citation": "made up",
        "weights": [[weights]],
        **places,
    }


ONE = figures_of(100, [1.0, 0.0], [2.0, 4.0], [0.3])
TWO = figures_of(900, [0.2, 0.5], [1.0, 0.0], [-0.1])
SETS = [
    a_set("media A", "keds", "2001-06-30", ONE),
    a_set("media B", "icews", "2014-12-31", TWO),
    a_set("lethal M", "ged", "2019-12-31", ONE, countries=["MMR"]),
    a_set("lethal world", "ged", "2021-06-30", TWO, without=["AFG"]),
]


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin, "figures", lambda: SETS)


def names(as_of: date, dataset: str, *countries: str) -> tuple[str, ...]:
    return choose(as_of, dataset, frozenset(countries)).sets


def test_media_and_lethal_sets_are_kept_apart() -> None:
    assert names(date(2025, 1, 1), "phoenix") == ("media A", "media B")
    assert names(date(2025, 1, 1), "ucdp-ged", "AFG") == ("lethal M", "lethal world")


@pytest.mark.parametrize(
    ("as_of", "sets"),
    [
        (date(2015, 1, 1), ("media A", "media B")),
        (date(2014, 12, 31), ("media A",)),
        (date(2001, 7, 1), ("media A",)),
        (date(2001, 6, 30), ()),
    ],
)
def test_sets_that_end_on_or_after_the_day_are_left_out(as_of: date, sets: tuple) -> None:
    found = choose(as_of, "phoenix", frozenset())
    assert found.sets == sets
    assert (found.weights is None) == (not sets)
    for name in {"media A", "media B"} - set(sets):
        assert f"{name} ends after the day of the forecast" in found.note


@pytest.mark.parametrize(
    ("dataset", "countries", "sets"),
    [
        ("icews", ("FRA",), ("media A",)),
        ("KEDS Levant", (), ("media B",)),
        ("ucdp-ged", ("MMR",), ()),
        ("ucdp-ged", ("AFG", "MMR"), ()),
        ("ucdp-ged", ("AFG",), ("lethal M", "lethal world")),
        ("ucdp-ged", ("AFG", "PAK"), ("lethal M",)),
        ("ucdp-ged", ("PAK",), ("lethal M",)),
        ("ucdp-ged", (), ()),
        ("UCDP GED Candidate", ("PAK",), ("lethal M",)),
        # Of the same programme, whatever it is called.
        ("ucdp candidate", ("PAK",), ("lethal M",)),
    ],
)
def test_sets_that_may_hold_the_acts_are_left_out(
    dataset: str, countries: tuple[str, ...], sets: tuple[str, ...]
) -> None:
    assert names(date(2025, 1, 1), dataset, *countries) == sets


def test_combined_by_hand() -> None:
    """Roots of 100 and 900 acts: a quarter and three quarters."""
    found = choose(date(2025, 1, 1), "phoenix", frozenset())
    assert found.weights is not None and found.until == "2014-12-31"
    prior = found.weights[0][0]
    assert prior is not None
    assert prior.exposure == pytest.approx([0.25 * 2 + 0.75 * 1, 0.25 * 4])
    credit = np.array([0.25 * 2.0 + 0.75 * 0.2, 0.0])
    assert prior.drive == pytest.approx(credit / prior.exposure)
    assert prior.tilt == pytest.approx([0.25 * 0.3 - 0.75 * 0.1])
    assert prior.acts == ACTS


def test_one_set_alone_is_itself_and_missing_bands_are_passed_over(monkeypatch) -> None:
    sets = [a_set("a", "keds", "2001-01-01", None), a_set("b", "icews", "2001-01-01", ONE)]
    monkeypatch.setattr(origin, "figures", lambda: sets)
    found = choose(date(2025, 1, 1), "phoenix", frozenset()).weights
    assert found is not None and found[0][0] is not None
    assert found[0][0].drive == pytest.approx([1.0, 0.0])
    assert found[0][0].exposure == pytest.approx([2.0, 4.0])
    monkeypatch.setattr(origin, "figures", lambda: sets[:1])
    assert choose(date(2025, 1, 1), "phoenix", frozenset()).weights == ((None,),)


def test_nothing_shipped_and_nothing_asked(monkeypatch) -> None:
    monkeypatch.setattr(origin, "figures", list)
    assert choose(date(2025, 1, 1), "phoenix", frozenset()).note == "none is shipped"
    assert NONE.weights is None and NONE.sets == ()


def test_the_shipped_figures_fit_the_engine(monkeypatch) -> None:
    monkeypatch.undo()
    from whowhom.engine.drivers import DAMPERS, DRIVERS
    from whowhom.forecasting.origins import BANDS

    found = choose(date(2026, 1, 1), "phoenix", frozenset()).weights
    assert found is not None and len(found) == 4
    for row in found:
        assert len(row) == len(BANDS)
        for prior in row:
            assert prior is not None
            assert len(prior.drive) == len(prior.exposure) == len(DRIVERS)
            assert len(prior.tilt) == len(DAMPERS)
            assert np.all(prior.drive >= 0) and np.all(prior.exposure >= 0)
