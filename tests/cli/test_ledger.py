"""`--keep` and `check --ledger` on the command line: what goes where, and with which exit code."""

import json

import pytest

from tests.cli.test_forecast import AS_OF, run

ASKED = ["forecast", "Taliban", "ISIS-K", *AS_OF]


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A case of one's own, its model fitted; naming it last wins."""
    folder = str(tmp_path_factory.mktemp("own") / "mine")
    assert run("init", folder, "--from", "afghanistan")[0] == 0
    return ["--case", folder]


def test_keeping_leaves_stdout_as_it_was(own):
    code, out, err = run(*ASKED, *own, "--json", "--keep")
    assert code == 0
    assert out == run(*ASKED, *own, "--json")[1]
    assert err.splitlines()[-1].startswith("forecast: 5 kept in ")
    assert "0 kept in" in run(*ASKED, *own, "--keep")[2]
    code, out, err = run("check", "--ledger", "--json", *own)
    assert (code, err) == (0, "")
    assert len(json.loads(out)["answer"]["entries"]) == 5


def test_the_ledger_as_text(own):
    run(*ASKED, *own, "--keep")
    code, out, _ = run("check", "--ledger", *own)
    assert code == 0
    for part in (
        "SCORES",
        "CALIBRATION",
        "kept in hindsight",
        "55 acts counted",
        "STATEMENTS FOUND TRUE OR FALSE",
        "AFS045",
        "a vow, not a likelihood",
        "too little to tell",
    ):
        assert part in out
    assert max(map(len, out.splitlines())) <= 100


def test_an_empty_ledger_explains_itself():
    code, out, err = run("check", "--ledger", "--case", "afghanistan")
    assert (code, err) == (0, "")
    assert "keep one with --keep" in " ".join(out.split())


def test_what_cannot_be_kept_is_one_line_and_code_1_after_the_answer(own):
    code, out, err = run(*ASKED, *own, "--dataset", "chronicle", "--keep")
    assert (code, err.count("\n")) == (1, 1)
    assert "no probability" in err
    assert out


def test_the_built_in_case_keeps_in_the_users_cache(cache):
    path = cache / "whowhom" / "ledgers" / "afghanistan" / "ledger.jsonl"
    try:
        assert run(*ASKED, "--keep")[0] == 0
        assert len(path.read_text().splitlines()) == 5
    finally:
        path.unlink(missing_ok=True)
