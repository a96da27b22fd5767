"""The worked example in docs: what the script writes today is what is kept."""

import csv
import re
import runpy
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.transcript import says

WORDS_OF_CHANCE = re.compile(
    r"\b(?:outside|almost no chance|roughly even chance|almost certain|(?:very )?(?:un)?likely)\b"
)
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(ROOT / "scripts" / "worked_example.py"))


@pytest.mark.long
def test_the_page_is_what_the_script_writes(script):
    kept = script["PAGE"].read_text("utf-8").split("\n\n")
    written = script["page"]().split("\n\n")
    for new, old in zip_longest(written, kept, fillvalue=""):
        # Whether a figure lies just inside or outside an interval, and which word stands for a
        # chance of just 20 %, may turn with its last digits; the figures themselves are compared.
        told, kept_so = (WORDS_OF_CHANCE.sub("", each) for each in (new, old))
        same = len(told.split()) == len(kept_so.split()) and says(told, kept_so, least=1.0)
        assert same, f"stale: run python scripts/worked_example.py\n{old}\n-- is now --\n{new}"


def test_months_are_those_that_ucdp_counts(script, afghanistan, shared_data):
    snapshot, record = script["recorded"](afghanistan, script["TOLD"])
    counted = script["by_month"](snapshot, record)
    spelt = {
        "Government of Afghanistan - IS": "ISIS-K and Taliban",
        "IS - Civilians": "ISIS-K toward Civilians in Afghanistan",
        "Government of Afghanistan (Taliban from Aug 2021) - NRF": (
            "National Resistance Front and Taliban"
        ),
        "Government of Afghanistan - Civilians (Taliban regime in 1996-2001 and from Aug 2021)": (
            "Taliban toward Civilians in Afghanistan"
        ),
    }
    figures = {}
    with (shared_data / "chronicle" / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == "month" and row["period"] >= "2021-09" and row["dyad"] in spelt:
                where = spelt[row["dyad"]], row["period"]
                figures[where] = int(row["events"]), int(row["deaths_best"])
    assert len(figures) == 15
    assert {w: n for w, n in counted.items() if w[0] in spelt.values()} == figures


def test_every_question_says_how_to_use_its_answer(script):
    questions = script["WORDS"]["question"]
    assert len(questions) == 10
    for each in questions:
        assert each["use"].strip().startswith("*Use.*")
        assert re.search(r"sign|quot", each["use"])


def test_an_answer_is_cut_by_whole_blocks(script):
    printed = "Read as: x\n\nhead\n\nA 1\n\nB\n\nC\n\nA 2\n\nSkill: none\n\nsource\n"
    assert script["console"]("call", printed, ["A", "B"]) == (
        "```console\n$ call\nRead as: x\n\nhead\n\nA 1\n\nB\n\n...\n\nSkill: none\n\n...\n```"
    )
