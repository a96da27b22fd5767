"""Horizons as people write them."""

from datetime import date

import pytest

from whowhom.errors import OptionError
from whowhom.forecasting.record import Record
from whowhom.questions.horizon import ahead, parse_days


@pytest.mark.parametrize(
    ("given", "days"), [("90d", 90), ("12w", 84), ("3m", 90), ("1y", 365), (7, 7), (" 30D ", 30)]
)
def test_days(given, days):
    assert parse_days(given) == days


@pytest.mark.parametrize(
    "given",
    ["0d", 0, -1, "-3d", "100y", 36500, "soon", "", "d", "1.5m", "3 months", True, None, "٣d"],
)
def test_what_is_no_horizon_is_refused_with_what_is_allowed(given):
    with pytest.raises(OptionError, match="allowed: 1d to 365d"):
        parse_days(given)


def test_the_days_ahead_and_when_they_are_known(afghanistan):
    snapshot = afghanistan.snapshot("2021-09-02")
    found = ahead(snapshot, Record.of(snapshot, snapshot.dataset("ucdp-ged")), 90)
    assert (found.first, found.last) == (date(2021, 9, 2), date(2021, 11, 30))
    assert found.resolved == date(2021, 12, 20)
