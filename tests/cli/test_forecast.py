"""The commands forecast, fit and check: what goes where, and with which exit code."""

import json
import subprocess
import sys

import pytest

AS_OF = ["--as-of", "2021-09-02", "--case", "afghanistan"]


def run(*args):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "whowhom", *args], capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module", autouse=True)
def fitted(afghanistan):
    """Fit once; every command then finds the model in the cache."""
    afghanistan.forecast(as_of="2021-09-02")


@pytest.mark.parametrize("names", [["Taliban", "ISIS-K"], ["Taliban"], []])
def test_json_goes_to_stdout_alone(names):
    code, out, err = run("forecast", *names, *AS_OF, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["verb"] == "forecast"
    assert out == run("forecast", *names, *AS_OF, "--json")[1]


@pytest.mark.parametrize(
    "wrong",
    [
        ["Talban", "ISIS-K"],
        ["Taliban", "Taliban"],
        ["Taliban", "ISIS-K", "--horizon", "0d"],
        ["Taliban", "ISIS-K", "--horizon", "100y"],
        ["Taliban", "--level", "2"],
        ["--dataset", "nothing"],
        ["Islamic Republic of Afghanistan"],
    ],
)
def test_what_cannot_be_answered_is_one_line_and_code_1(wrong):
    code, out, err = run("forecast", *wrong, *AS_OF)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("whowhom: ")
    assert "allowed: " in err


def test_a_wrong_option_is_code_2():
    assert run("forecast", "--nonsense")[0] == 2


def test_fit_refuses_what_is_no_sample():
    code, out, err = run("fit", "--dataset", "chronicle", *AS_OF)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "ucdp-ged" in err


def test_text_fits_its_width():
    for names in (["Taliban", "ISIS-K"], ["Taliban"], []):
        _, out, _ = run("forecast", *names, *AS_OF)
        assert max(map(len, out.splitlines())) <= 100


@pytest.mark.long
def test_check_prints_tables_and_saves_what_it_found(cache):
    code, out, err = run("check", *AS_OF)
    assert code == 0
    for part in ("SKILL OF THE MODEL", "RELIABILITY", "historic rate", "conflictology"):
        assert part in out
    (saved,) = cache.rglob("check.json")
    assert str(saved) in err
    body = json.loads(saved.read_text())["answer"]
    assert {r["score"] for r in body["skill"]} == {"brier", "log", "crps"}
    assert body["reliability"] and body["spread"]
    documented = (cache.__class__(__file__).parents[2] / "docs" / "json.md").read_text()
    assert all(f"`{key}`" in documented or key in documented for key in body)
