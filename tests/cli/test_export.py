"""The command export: what goes where, and with which exit code."""

import csv
import io
import subprocess
import sys

import pytest


def run(*args):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "whowhom", "export", *args, "--case", "afghanistan"],
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_panel_goes_to_stdout_and_what_to_know_to_stderr():
    code, out, err = run(
        "panel", "--unit", "dyad-year", "--actors", "ISIS-K", "--since", "2015-01-01"
    )
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    told = {r["period"]: r["acts"] for r in rows if r["b_id"] == "TALIBAN"}
    assert told["2021"] == "66"
    assert "cite" in err


def test_files_with_a_codebook(tmp_path):
    code, out, err = run("panel", "--out", str(tmp_path / "p.parquet"))
    assert (code, out) == (0, "")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "p.codebook.json",
        "p.codebook.md",
        "p.parquet",
    ]
    assert "rows in" in err


@pytest.mark.parametrize(
    "wrong",
    [
        ["panel", "--unit", "month"],
        ["panel", "--out", "p.xlsx"],
        ["panel", "--actors", "Talban"],
        ["panel", "--dataset", "chronicle"],
        ["network", "--format", "dot"],
        ["network", "--since", "2030-01-01"],
        ["events", "--since", "2021-02-01", "--until", "2021-01-01"],
        ["exposure", "--dataset", "chronicle"],
    ],
)
def test_errors_are_one_line(wrong):
    code, out, err = run(*wrong)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("whowhom: ")


def test_networks(tmp_path):
    assert run("network", "--format", "gexf")[1].startswith("<?xml")
    code, out, _ = run("network", "--out", str(tmp_path / "n.graphml"), "--from", "2021-01-01")
    assert (code, out) == (0, "")
    assert (tmp_path / "n.graphml").read_text("utf-8").startswith("<?xml")
