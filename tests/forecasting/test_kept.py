"""Models in files: what is read is what was written, and only for its own record."""

from dataclasses import replace

import numpy as np
import pytest

from tests.questions.test_forecast import small_acts
from whowhom.errors import ModelMismatchError
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.kept import header_of, load, save

UNTIL = 400


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    acts = small_acts()
    fitted = Fitted.fit(acts, UNTIL)
    path = tmp_path_factory.mktemp("kept") / "model.npz"
    save(fitted, path, header_of(acts, UNTIL, {"x": 1}, "1"))
    return acts, fitted, path


def test_a_model_read_answers_the_same(kept):
    acts, fitted, path = kept
    again = load(path, acts, header_of(acts, UNTIL, {"x": 1}, "1"))
    keys = np.unique(acts.dyad)
    one, two = fitted.prospect(keys, 30), again.prospect(keys, 30)
    assert np.array_equal(one.any, two.any)
    assert np.array_equal(one.low, two.low)
    assert fitted.reasons(int(keys[0]), 3, 30) == again.reasons(int(keys[0]), 3, 30)
    assert fitted.skills == again.skills


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"acts": "more"}, "the acts"),
        ({"until": 401}, "the day"),
        ({"settings": {"x": 2}}, "the settings"),
        ({"version": "2"}, "the version"),
    ],
)
def test_a_model_of_anything_else_is_refused_with_the_reason(kept, change, said):
    acts, _, path = kept
    told = {"acts": acts, "until": UNTIL, "settings": {"x": 1}, "version": "1", **change}
    if told["acts"] == "more":
        told["acts"] = replace(acts, count=acts.count + 1)
    with pytest.raises(ModelMismatchError, match=said):
        load(path, acts, header_of(**told))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nonsense" * 100])
def test_a_damaged_file_is_refused(tmp_path, kept, content):
    acts, _, _ = kept
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(ModelMismatchError, match="cannot be read"):
        load(path, acts, header_of(acts, UNTIL, {"x": 1}, "1"))


def test_a_file_cut_off_is_refused(tmp_path, kept):
    acts, _, path = kept
    cut = tmp_path / "model.npz"
    cut.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ModelMismatchError):
        load(cut, acts, header_of(acts, UNTIL, {"x": 1}, "1"))
