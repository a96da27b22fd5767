"""`whowhom actors` as a script sees it."""

import json

import pytest
from typer.testing import CliRunner

from whowhom.cli.app import app
from whowhom.errors import CaseReadOnlyError
from whowhom.store.folder import create


def run(*args):
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def copy(tmp_path):
    return create(tmp_path / "mine", "afghanistan")


def test_a_change_and_its_undo(copy):
    done = run("actors", "alias", "the students", "Taliban", "--case", copy)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "'the students' means Taliban"
    found = run("actors", "find", "the students", "--case", copy, "--json")
    assert json.loads(found.stdout)["answer"]["found"][0]["party"]["id"] == "TALIBAN"
    undone = run("actors", "undo", "--case", copy, "--json")
    assert json.loads(undone.stdout)["headline"] == "undone: 'the students' means Taliban"


def test_the_case_named_on_the_line_goes_before_the_environment(copy, monkeypatch):
    monkeypatch.setenv("WHOWHOM_CASE", str(copy))
    done = run("actors", "--case", "afghanistan", "alias", "x", "Taliban")
    assert isinstance(done.exception, CaseReadOnlyError)
    assert run("actors", "alias", "x", "Taliban").exit_code == 0


def test_lists(copy):
    told = run("actors", "--case", copy)
    assert told.exit_code == 0 and "Haqqani" in told.stdout
    unknown = run("actors", "--unresolved", "--limit", 1, "--case", copy, "--json")
    answer = json.loads(unknown.stdout)["answer"]
    assert answer["names"] == 3 and len(answer["unresolved"]) == 1


def test_branches_is_an_option_of_every_verb():
    for verb in (
        *("relation", "profile", "forecast", "compare", "presence", "impact", "likelihood"),
        *("fit", "check", "ask"),
    ):
        shown = run(verb, "--help").stdout
        assert "--branches" in shown and "--no-branches" in shown, verb
