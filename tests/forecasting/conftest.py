"""What tests of the fitted forecast share: it is fitted once."""

from __future__ import annotations

import pytest

from tests.forecasting.exciting import DAYS, exciting
from whowhom.forecasting import origins
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.origins import Experience, collect


@pytest.fixture(scope="session")
def seen() -> Experience:
    """Past origins of the record that excites itself."""
    return collect(exciting(), DAYS)


@pytest.fixture(scope="session")
def fitted() -> Fitted:
    """All that the record that excites itself teaches."""
    return Fitted.fit(exciting(), DAYS)


@pytest.fixture
def few_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quick fit: fewer origins, a month or more apart."""
    fit_quickly(monkeypatch)


def fit_quickly(patch: pytest.MonkeyPatch) -> None:
    """Fewer origins, a month or more apart, as long as the patch holds."""
    patch.setattr(origins, "_MOST_DAYS", 60)
    patch.setattr(origins, "_ORIGINS", 25)
