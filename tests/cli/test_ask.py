"""`whowhom ask` as a script sees it."""

import json

from tests.cli.test_app import run


def test_a_call_is_shown_before_the_answer():
    question = "How do the Taliban and ISIS-K stand?"
    done = run("ask", question, "--as-of", "2021-12-01", "--case", "afghanistan")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Read as: whowhom relation Taliban ISIS-K")


def test_unsure_prints_calls_and_ends_well():
    done = run("ask", "Taliban ISIS-K", "--case", "afghanistan", "--json")
    assert done.returncode == 0
    envelope = json.loads(done.stdout)
    assert (envelope["verb"], envelope["status"]) == ("ask", "unsure")
    assert envelope["answer"]["candidates"][0]["call"].startswith("whowhom relation")


def test_a_refusal_is_one_line_and_exit_code_one():
    for more in ((), ("--json",)):
        done = run("ask", "Who leads the Taliban?", "--case", "afghanistan", *more)
        assert done.returncode == 1
        assert len(done.stderr.decode().splitlines()) == 1
        assert b"person" in done.stderr
        if more:
            assert json.loads(done.stdout)["status"] == "refused"
        else:
            assert done.stdout == b""
