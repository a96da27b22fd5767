"""Agreement: planted copies are found, other rows are not, and nothing is merged."""

import csv
import io
import json
from datetime import date, timedelta

import numpy as np
import pytest

from whowhom.case import Case
from whowhom.errors import OptionError, RefusalError

_MAP = """
dataset = "{name}"
codes = "plover"
directed = {directed}
[columns]
id = "id"
date = "day"
source = "a"
target = "b"
code = "type"
fatalities = "dead"
country = "land"
admin1 = "division"
place = "place"
"""
FIELDS = ("id", "day", "a", "b", "type", "dead", "land", "division", "place")


@pytest.fixture
def add(case, tmp_path):
    """Add rows as a dataset of that name."""

    def _add(name, rows, directed="false"):
        text = io.StringIO()
        writer = csv.DictWriter(text, FIELDS)
        writer.writeheader()
        base = {"a": "Red", "b": "Blue", "type": "ASSAULT", "land": "Afghanistan"}
        writer.writerows({**base, "id": n, **row} for n, row in enumerate(rows))
        (tmp_path / f"{name}.csv").write_text(text.getvalue(), "utf-8")
        (tmp_path / f"{name}.toml").write_text(_MAP.format(name=name, directed=directed), "utf-8")
        case.add(tmp_path / f"{name}.csv", mapping=tmp_path / f"{name}.toml")
        return case

    return _add


def record(rng, many, days=1000):
    """Rows at random days and places."""
    return [
        {
            "day": str(date(2015, 1, 1) + timedelta(days=int(rng.integers(days)))),
            "dead": int(rng.geometric(0.2)),
            "division": f"Division {rng.integers(12)}",
            "place": f"Place {rng.integers(60)}",
        }
        for _ in range(many)
    ]


def test_planted_copies_are_found_and_others_are_not(add):
    rng = np.random.default_rng(4)
    ours = record(rng, 150)
    copied = [
        {
            **row,
            "id": f"c{n}",
            "day": str(date.fromisoformat(row["day"]) + timedelta(days=n % 4 == 0)),
        }
        for n, row in enumerate(ours[:60])
    ]
    add("ours", ours)
    case = add("theirs", [*copied, *record(rng, 60)])
    (found,) = case.agreement("Red", "Blue").answer.comparisons
    right = sum(c.one.split(":")[1] == c.other.split(":c")[-1] for c in found.common)
    assert right >= 50
    assert right >= 0.9 * len(found.common)
    assert found.chance < len(found.common) / 5


def test_independent_records_share_next_to_nothing(add):
    rng = np.random.default_rng(5)
    add("ours", record(rng, 200))
    case = add("theirs", record(rng, 200))
    (found,) = case.agreement("Red", "Blue").answer.comparisons
    assert len(found.common) <= 10
    assert found.share[0] < 0.05
    assert abs(found.correlation) < 0.5


def test_two_candidates_as_good_make_none(add):
    rows = record(np.random.default_rng(6), 40)
    twice = [{**row, "id": f"{n}-{k}"} for n, row in enumerate(rows) for k in "ab"]
    add("ours", rows)
    case = add("theirs", twice)
    (found,) = case.agreement("Red", "Blue").answer.comparisons
    assert len(found.common) <= 2


def test_months_side_by_side(add):
    add("ours", [{"day": "2020-01-03"}, {"day": "2020-01-20"}, {"day": "2020-03-05"}])
    case = add("theirs", [{"day": "2020-02-01"}, {"day": "2020-03-05"}, {"day": "2020-06-09"}])
    answer = case.agreement("Red", "Blue")
    told = {m.month: m.acts for m in answer.answer.months}
    # Each observes whole months between its first and its last row.
    assert told == {
        "2020-01": (2, None),
        "2020-02": (0, 1),
        "2020-03": (1, 1),
        "2020-06": (None, 1),
    }
    (found,) = answer.answer.comparisons
    assert (found.months, found.only_other, found.correlation) == (1, 1, None)
    assert [t.months for t in answer.answer.told] == [1, 4]


def test_directed_rows_the_other_way_round_are_held_against(add):
    rows = record(np.random.default_rng(7), 60)
    turned = [{**row, "a": "Blue", "b": "Red"} for row in rows]
    add("ours", rows, "true")
    case = add("theirs", turned, "true")
    (found,) = case.agreement("Red", "Blue").answer.comparisons
    assert all("the other way round" in c.reasons for c in found.common)


def test_totals_are_not_matched(afghanistan):
    answer = afghanistan.agreement("Taliban", "ISIS-K", as_of="2022-01-01")
    assert any("are totals" in c for c in answer.caveats)
    assert answer.answer.comparisons[0].compared[0] == 51
    # The chronicle took these from UCDP, and says so.
    assert any("cite UCDP as their source" in c for c in answer.caveats)
    common = answer.answer.comparisons[0].common
    assert all(0.5 <= c.score <= 1 and "same day" in c.reasons for c in common)
    held = {e.id for e in answer.evidence}
    assert {x for c in common for x in (c.one, c.other)} <= held


def test_the_same_bytes_twice(add):
    rng = np.random.default_rng(8)
    rows = record(rng, 80)
    add("ours", rows)
    case = add("theirs", rows[:40])
    first, again = (Case(case.folder).agreement("Red", "Blue").to_json() for _ in range(2))
    assert first == again
    assert json.loads(first)["verb"] == "agreement"


def test_nothing_after_as_of(add):
    add("ours", [{"day": "2020-01-03"}, {"day": "2020-05-03"}])
    case = add("theirs", [{"day": "2020-01-03"}, {"day": "2020-05-03"}])
    (found,) = case.agreement("Red", "Blue", as_of="2020-03-01").answer.comparisons
    assert found.compared == (1, 1)


def test_one_dataset_alone_is_refused(add):
    case = add("ours", [{"day": "2020-01-03"}])
    with pytest.raises(RefusalError, match="only ours holds"):
        case.agreement("Red", "Blue")
    with pytest.raises(OptionError):
        case.agreement("Red", "Red")
    with pytest.raises(OptionError):
        case.agreement("Red", "Blue", dataset="theirs")


def test_text_and_chart(add):
    rows = record(np.random.default_rng(9), 40, 200)
    add("ours", rows)
    case = add("theirs", rows[:20])
    answer = case.agreement("Red", "Blue")
    assert "MONTH BY MONTH" in str(answer)
    assert all(len(line) <= 100 for line in str(answer).split("\n"))
    assert answer.plot().to_dict()["title"]
