"""Files are there whole or not at all."""

import pytest

from whowhom.store.atomic import TEMPORARY, replacing, sweep, write_text


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.csv"
    write_text(path, "old")

    def fail():
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_sweep_removes_leftovers_only(tmp_path):
    (tmp_path / f"{TEMPORARY}x.parquet").write_text("half")
    (tmp_path / "whole.parquet").write_text("whole")
    sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["whole.parquet"]
