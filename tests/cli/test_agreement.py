"""The command agreement: what goes where, and with which exit code."""

import json
import subprocess
import sys

import pytest


def run(*args):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "whowhom", "agreement", *args], capture_output=True
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_json_alone_on_stdout():
    code, out, err = run(
        "Taliban", "ISKP", "--case", "afghanistan", "--since", "2021-01-01", "--json"
    )
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["question"]["read_as"] == ["TALIBAN", "ISISK"]
    assert told["answer"]["comparisons"][0]["other"] == "chronicle"


@pytest.mark.parametrize(
    "wrong",
    [["Talban", "ISIS-K"], ["Taliban", "Taliban"], ["al-Qaeda", "Germany"]],
)
def test_errors_are_one_line(wrong):
    code, out, err = run(*wrong, "--case", "afghanistan")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1


def test_check_coverage():
    done = subprocess.run(
        [sys.executable, "-m", "whowhom", "check", "coverage", "--case=afghanistan", "--json"],
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["verb"] == "coverage"


@pytest.mark.parametrize("wrong", [["everything"], ["coverage", "--ledger"]])
def test_check_of_something_else(wrong):
    done = subprocess.run([sys.executable, "-m", "whowhom", "check", *wrong], capture_output=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.count(b"\n") == 1
