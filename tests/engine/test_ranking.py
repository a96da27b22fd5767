"""The benchmark from files to scores, and that no answer sees its own day."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks.recurrency import Recurrency

from benchmarks import ranking
from tests.engine.cases import QUICK, habits, rows_of
from whowhom.engine.history import History
from whowhom.engine.ledger import Ledger, Settings
from whowhom.engine.model import Model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = rows_of(habits())
    cuts = {
        "train": rows[:, 3] < 70,
        "valid": (rows[:, 3] >= 70) & (rows[:, 3] < 80),
        "test": rows[:, 3] >= 80,
    }
    for name, keep in cuts.items():
        lines = [" \t".join(str(v) for v in (*r[:3], 24 * r[3], -1)) for r in rows[keep]]
        (tmp_path / f"{name}.txt").write_text("\n".join(lines) + "\n")
    (tmp_path / "stat.txt").write_text("12\t3\t0\n")
    names = ["Rebel group" if i == 3 else f"Ministry {i}" for i in range(12)]
    (tmp_path / "entity2id.txt").write_text("".join(f"{n}\t{i}\n" for i, n in enumerate(names)))
    return tmp_path


def test_hours_become_days_and_the_scored_days_are_those_of_the_split(folder: Path) -> None:
    task = ranking.read_task(folder, "test")
    assert (task.start, task.stop) == (80, 90) and len(task.history) == len(habits())
    valid = ranking.read_task(folder, "valid")
    assert (valid.start, valid.stop) == (70, 80) and int(valid.history.day[-1]) < 80
    assert task.armed.tolist() == [i == 3 for i in range(12)]


def test_every_fact_is_asked_from_both_sides_and_scored_beside_the_baseline(folder: Path) -> None:
    result = ranking.run(folder, "test", QUICK, Settings())
    facts = int((habits().day >= 80).sum())
    assert result["queries"] == 2 * facts == result["recurrency"]["queries"]
    assert 0.5 < result["mrr"] <= 1 and result["hits1"] <= result["hits3"] <= result["hits10"] <= 1
    assert abs(result["bits_gained"]) < 0.5 and result["armed"]["queries"] < result["queries"]
    assert result["seconds"] > 0 and result["peak_mb"] > 0


def test_the_command_writes_json_and_prints_a_table(
    folder: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    out = tmp_path / "out.json"
    monkeypatch.setattr(
        sys,
        "argv",
        ["ranking", "--data", str(folder), "--json", str(out), "--queries", "200", "--no-baseline"],
    )
    ranking.main()
    assert {"mrr", "hits1", "hits3", "hits10", "queries", "seconds", "peak_mb"} <= set(
        json.loads(out.read_text())
    )
    assert "MRR" in capsys.readouterr().out


def test_no_answer_sees_its_own_day() -> None:
    """Change every other fact of the scored day: what is said about one query stays the same."""
    rows = rows_of(habits())
    today = np.flatnonzero(rows[:, 3] == 84)
    kept, rest = today[0], today[1:]
    changed = rows.copy()
    changed[rest, 2] = (changed[rest, 2] + 3) % 12
    said = []
    for table in (rows, changed):
        history = History.from_rows(table, 12, 3)
        ledger = Ledger(history)
        model = Model.fit(history, 80, effort=QUICK, ledger=ledger)
        ledger.advance(84)
        said.append(model.distribution(ledger, int(rows[kept, 0]), int(rows[kept, 1])))
    np.testing.assert_array_equal(said[0], said[1])


def test_the_baseline_by_hand() -> None:
    baseline = Recurrency(n_actors=3, n_types=1)
    baseline.half_life, baseline.mix = 1.0, 0.5
    baseline.take(0, np.array([0]), np.array([0]), np.array([1]))
    baseline.take(1, np.array([0]), np.array([0]), np.array([2]))
    psi = np.array([0.0, 0.25, 0.5]) / 0.75
    xi = np.array([0.01, 1.01, 1.01]) / 2.03
    np.testing.assert_allclose(baseline.distribution(2, 0, 0), 0.5 * psi + 0.5 * xi)
    np.testing.assert_allclose(baseline.distribution(2, 1, 0), xi)
