"""The command likelihood: what goes where, and its chart."""

import json

import pytest

from tests.cli.test_forecast import run
from whowhom.case import Case

AS_OF = ["--as-of", "2021-09-02", "--case", "afghanistan"]


@pytest.fixture(scope="module")
def answer(afghanistan: Case):
    return afghanistan.likelihood("mass-casualty-attack", as_of="2021-09-02")


def test_json_is_the_same_as_from_python(answer):
    code, out, err = run("likelihood", "mass-casualty-attack", *AS_OF, "--json")
    assert (code, err) == (0, "")
    assert out == answer.to_json()


def test_text_says_it_all(answer):
    code, out, _ = run("likelihood", "mass-casualty-attack", *AS_OF)
    assert code == 0 and out == str(answer)
    for heading in ("CONDITIONS", "ON SIMULATED PATHS", "WHY ", "WHAT WAS SAID", "CAVEATS"):
        assert heading in out
    assert all(len(line) <= 100 for line in out.splitlines())


def test_paths_that_come_near_are_told_only_where_there_is_a_near(answer, afghanistan):
    assert "Nearest without coming true" in str(answer)
    single = afghanistan.likelihood("us-strikes", as_of="2021-09-02")
    assert single.answer.nearest
    assert "Nearest without coming true" not in str(single)


def test_a_refusal_is_one_line_and_json_too(answer):
    line = "ISISK - Taliban and not ISISK - Taliban"
    code, out, err = run("likelihood", line, *AS_OF, "--json")
    assert code == 1 and err.count("\n") == 1
    assert json.loads(out)["status"] == "refused"


def test_the_chart_tells_the_binding_condition(answer):
    drawn = json.loads(answer.plot().to_json())
    (rows,) = drawn["datasets"].values()
    assert sum(row["share"] for row in rows) == pytest.approx(1.0)
    met = sum(row["share"] for row in rows if row["condition"] == "at least 25")
    assert met == pytest.approx(answer.answer.probability, abs=0.05)
