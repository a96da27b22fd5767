"""The brief: one line of judgement, then figures, then evidence with citations."""

import pytest

from whowhom.report.tables import WIDTH, table
from whowhom.report.text import render


@pytest.fixture(scope="module")
def brief(afghanistan):
    return render(afghanistan.relation("Taliban", "ISIS-K"))


def test_it_begins_with_the_judgement_and_its_interval(brief):
    first = brief.split("\n\n")[0]
    assert first.startswith("Taliban and ISIS-K: violent (-8.8, 90% interval")


def test_sections_come_in_order(brief):
    headings = [line for line in brief.splitlines() if line.isupper() and line[0] != " "]
    assert headings == [
        "STANCE",
        "HOW OFTEN",
        "RECORD (DATASETS ARE NEVER ADDED UP)",
        "COURSE",
        "TURNING POINTS",
        "TIES",
        "WHAT WAS SAID",
        "EVIDENCE",
        "CAVEATS",
    ]


def test_lines_fit_a_terminal(brief, afghanistan):
    texts = [brief, render(afghanistan.profile("Taliban")), render(afghanistan.show("AFC0258"))]
    for text in texts:
        assert max(map(len, text.splitlines())) <= WIDTH
        assert text.endswith("\n")
        assert not any(line != line.rstrip() for line in text.splitlines())


def test_every_row_of_evidence_shown_has_its_citation(brief):
    start = brief.index("EVIDENCE")
    shown = brief[start : brief.index("CAVEATS")].replace("\n  ", " ").splitlines()
    rows = [line for line in shown if line.startswith(("ucdp-ged:", "chronicle:"))]
    assert len(rows) == 8
    assert all("[" in line for line in rows)


def test_one_is_singular(afghanistan):
    text = render(afghanistan.relation("Pakistan", "TTP"))
    assert "1 act," in text
    assert "1 acts" not in text


def test_names_that_were_read_otherwise_are_said(afghanistan):
    text = render(afghanistan.relation("Islamic State", "Taleban"))
    assert "'Islamic State' is read as ISIS-K; 'Taleban' is read as Taliban." in text


def test_hostile_cells_stay_cells():
    text = table(["who"], [["[red]x[/red]\x1b[31m\nnext\u202e"]])
    assert text.splitlines() == ["who", "[red]x[/red] [31m next<U+202E>"]


def test_an_answer_prints_itself(afghanistan, brief):
    assert str(afghanistan.relation("Taliban", "ISIS-K")) == brief
