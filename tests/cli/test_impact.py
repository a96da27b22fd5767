"""The command impact: what goes where, and with which exit code."""

import json
import subprocess
import sys

AS_OF = ["--as-of", "2022-01-01", "--case", "afghanistan"]


def run(*args):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "whowhom", *args], capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_both_forms_answer_in_text_and_json():
    code, out, _ = run("impact", "the takeover", "--on", "ISIS-K", *AS_OF)
    assert code == 0
    assert "cannot be told from chance" in " ".join(out.split())
    code, out, _ = run("impact", "--if", "stop ISIS-K", "--on", "Taliban", *AS_OF, "--json")
    assert (code, json.loads(out)["status"]) == (0, "answered")


def test_what_cannot_be_answered_is_one_line_and_code_1():
    code, out, err = run("impact", "--on", "ISIS-K", *AS_OF)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "allowed: " in err
