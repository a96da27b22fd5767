"""The command compare: what goes where, and with which exit code."""

import json
import subprocess
import sys

import pytest

AS_OF = ["--as-of", "2021-12-31", "--case", "afghanistan"]


def run(*args):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "whowhom", "compare", *args],
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_json_goes_to_stdout_alone():
    code, out, err = run("Taliban", "mid-1990s", "now", *AS_OF, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert (told["verb"], told["status"]) == ("compare", "unsure")
    assert told["answer"]["verdict"] == "not comparable"
    assert told["question"]["periods"][0] == ["1994-01-01", "1996-12-31"]


def test_text_has_what_json_has(afghanistan):
    asked = "Taliban", "mid-1990s", "now"
    code, out, _ = run(*asked, *AS_OF)
    assert (code, out) == (0, str(afghanistan.compare(*asked, as_of="2021-12-31")))


@pytest.mark.parametrize(
    "wrong",
    [
        ["Talban", "2015", "2016"],
        ["Taliban", "2015", "2015..2016"],
        ["Taliban", "yonder", "2016"],
        ["Taliban", "1950", "2016"],
        ["Taliban", "2015", "2016", "--level", "2"],
        ["Taliban", "2015", "2016", "--dataset", "nothing"],
    ],
)
def test_what_cannot_be_answered_is_one_line_and_code_1(wrong):
    code, out, err = run(*wrong, *AS_OF)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("whowhom: ")
    assert "allowed: " in err
    assert "next: " in err
