"""The command presence: what goes where, and with which exit code."""

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


def test_json_goes_to_stdout_alone_and_is_the_same_twice():
    code, out, err = run("presence", "al-Qaeda", "Afghanistan", *AS_OF, "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert told["verb"] == "presence"
    assert told["question"]["read_as"] == ["ALQAEDA", "AFG"]
    assert out == run("presence", "al-Qaeda", "Afghanistan", *AS_OF, "--json")[1]


def test_the_place_may_be_left_out_and_branches_counted():
    code, out, _ = run("presence", "al-Qaeda", "--branches", *AS_OF, "--json")
    assert code == 0
    assert json.loads(out)["answer"]["branches_counted"]


@pytest.mark.parametrize(
    "wrong",
    [
        ["Talban"],
        ["al-Qaeda", "Atlantis"],
        ["al-Qaeda", "Pakistan"],
        ["Civilians"],
        ["al-Qaeda", "--level", "2"],
        ["al-Qaeda", "--dataset", "nothing"],
    ],
)
def test_what_cannot_be_answered_is_one_line_and_code_1(wrong):
    code, out, err = run("presence", *wrong, *AS_OF)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert err.startswith("whowhom: ")
    assert "allowed: " in err
