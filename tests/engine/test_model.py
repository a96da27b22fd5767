from __future__ import annotations

import numpy as np
import pytest

from tests.engine.cases import QUICK, habits, rows_of
from whowhom.engine.history import History
from whowhom.engine.model import Model


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.fit(habits(), until=80, effort=QUICK)


def test_saved_and_loaded_models_answer_alike_and_write_the_same_bytes(
    model: Model, tmp_path
) -> None:
    model.save(tmp_path / "a.npz")
    loaded = Model.load(tmp_path / "a.npz")
    loaded.save(tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert (loaded.settings, loaded.effort, loaded.digest) == (
        model.settings,
        model.effort,
        model.digest,
    )
    ledger = model.ledger(habits(), 85)
    np.testing.assert_array_equal(
        model.distribution(ledger, 3, 1), loaded.distribution(ledger, 3, 1)
    )


def test_other_data_are_refused_with_the_reason(model: Model) -> None:
    rows = rows_of(habits())
    with pytest.raises(ValueError, match="n_actors=12, this history has 13"):
        model.check(History.from_rows(rows, 13, 3))
    with pytest.raises(ValueError, match="are not those the model was fitted on"):
        model.check(History.from_rows(rows[1:], 12, 3))


def test_later_acts_are_welcome_and_the_future_is_not_asked_about_the_past(model: Model) -> None:
    more = History.from_rows(np.concatenate([rows_of(habits()), [[0, 0, 1, 88]]]), 12, 3)
    model.check(more)
    with pytest.raises(ValueError, match="would see the future"):
        model.ledger(habits(), 79)


def test_acts_on_or_after_the_day_never_change_the_answer(model: Model) -> None:
    rows = rows_of(habits())
    changed = rows.copy()
    late = changed[:, 3] >= 85
    changed[late, 2] = (changed[late, 2] + 5) % 12
    answers = [
        model.distribution(model.ledger(History.from_rows(r, 12, 3), 85), 4, 2, side)
        for side in ("target", "source")
        for r in (rows, changed, rows[~late])
    ]
    for i in (0, 3):
        np.testing.assert_array_equal(answers[i], answers[i + 1])
        np.testing.assert_array_equal(answers[i], answers[i + 2])


def test_bad_questions_are_refused(model: Model) -> None:
    ledger = model.ledger(habits(), 85)
    for arguments, message in (
        ((99, 0), "actor must lie"),
        ((0, 9), "type must lie"),
        ((0, 0, "both"), "side"),
    ):
        with pytest.raises(ValueError, match=message):
            model.distribution(ledger, *arguments)


def test_a_file_of_another_format_is_refused(model: Model, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("whowhom.engine.model.FORMAT", 99)
    model.save(tmp_path / "new.npz")
    monkeypatch.undo()
    with pytest.raises(ValueError, match="format 99"):
        Model.load(tmp_path / "new.npz")
