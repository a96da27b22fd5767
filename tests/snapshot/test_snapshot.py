"""What is visible: dates, vintages, coverage windows, revisions."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whowhom.case import Case
from whowhom.errors import RefusalError
from whowhom.store.folder import create


def ids(case, **known):
    snapshot = case.snapshot(**known)
    return sorted(row["row_id"] for row in snapshot.rows(snapshot.columns))


def test_a_row_is_visible_when_it_has_ended_before_as_of(case, ged):
    case.add(ged({"date_start": "2021-01-01", "date_end": "2021-01-10"}, {}))
    assert ids(case, as_of="2021-01-10") == ["2"]
    assert ids(case, as_of="2021-01-11") == ["1", "2"]


def test_the_default_as_of_is_the_day_after_the_last(case, ged):
    case.add(ged({"date_start": "2021-01-01", "date_end": "2021-03-10"}))
    assert case.snapshot().as_of == date(2021, 3, 11)


def test_nothing_visible_says_from_when(case, ged):
    case.add(ged({}))
    with pytest.raises(RefusalError, match="rows run from 2021-01-01"):
        case.snapshot("2021-01-01")


def test_an_empty_case_says_what_to_add(case):
    with pytest.raises(RefusalError, match="whowhom add"):
        case.snapshot()


MONTH, SPAN, YEAR = "GEDEvent_v21_0_3.csv", "GEDEvent_v21_01_21_12.csv", "GEDEvent_v22_1.csv"


@pytest.fixture
def vintages(ged):
    march = {"date_start": "2021-03-05"}
    return {
        "month": ged({"id": 1, **march, "best": 1}, {"id": 2, **march}, name=MONTH),
        "span": ged(
            {"id": 1, **march, "best": 7}, {"id": 3, "date_start": "2021-04-01"}, name=SPAN
        ),
        "year": ged({"id": 9, **march}, {"id": 8, "date_start": "2019-01-01"}, name=YEAR),
    }


@pytest.mark.parametrize("order", [("month", "span"), ("span", "month")])
def test_a_newer_release_replaces_the_older_in_its_window_whatever_came_first(
    case, vintages, order
):
    for name in order:
        case.add(vintages[name])
    snapshot = case.snapshot()
    rows = {row["row_id"]: row for row in snapshot.rows(snapshot.columns)}
    assert sorted(rows) == ["1", "3"]
    assert rows["1"]["fatalities_best"] == 7


def test_the_yearly_file_replaces_all_candidates_it_covers(case, vintages):
    for path in vintages.values():
        case.add(path)
    assert ids(case) == ["8", "9"]


def test_the_older_stay_for_vintage(case, vintages):
    for path in vintages.values():
        case.add(path)
    assert ids(case, vintage="2021-05-01") == ["1", "2"]
    assert ids(case, vintage="2022-02-01") == ["1", "3"]
    with pytest.raises(RefusalError, match="published by 2020-01-01"):
        case.snapshot(vintage="2020-01-01")


def test_a_release_cut_to_one_country_leaves_the_others(case, ged):
    places = ["Iraq", "Syria", "Yemen", "Mali", "Nigeria", "Afghanistan", "India"]
    march = "2021-03-01"
    wide = [{"id": n, "country": c, "date_start": march} for n, c in enumerate(places, 10)]
    case.add(ged(*wide, name=MONTH))
    case.add(ged({"id": 50, "country": "Iraq", "date_start": march}, name=SPAN))
    assert ids(case) == ["11", "12", "13", "14", "15", "16", "50"]


def test_a_country_that_a_newer_release_has_no_more_disappears(case, ged):
    march = "2021-03-01"
    old = [{"country": c, "date_start": march} for c in ("Iraq", "Syria")]
    case.add(ged(*old, name=MONTH))
    case.add(ged({"id": 1, "country": "Iraq", "date_start": march}, name=SPAN))
    assert ids(case) == ["1"]


def test_an_extract_revises_equal_ids_and_removes_nothing(case, ged):
    case.add(ged({"id": 1, "best": 1}, {"id": 2}, name="first.csv"))
    case.add(ged({"id": 1, "best": 5}, {"id": 3}, name="second.csv"))
    snapshot = case.snapshot()
    rows = {r["row_id"]: r["fatalities_best"] for r in snapshot.rows(snapshot.columns)}
    assert rows == {"1": 5, "2": 1, "3": 1}


def test_columns_are_sorted_and_read_only(afghanistan):
    columns = afghanistan.snapshot().columns
    assert (np.diff(columns.date) >= 0).all()
    with pytest.raises(ValueError, match="read-only"):
        columns.date[0] = 0


def test_the_hash_changes_with_what_is_known(case, ged):
    case.add(ged({}, {"date_start": "2021-05-01"}))
    one, same, other = (case.snapshot(d).hash for d in ("2021-06-01", "2021-06-01", "2021-07-01"))
    assert one == same != other
    with (case.folder / "aliases.csv").open("a") as handle:
        handle.write("Talibs,TALIBAN,,,,,\n")
    assert case.snapshot("2021-06-01").hash != one


def test_a_corrected_alias_resolves_anew_without_an_import(case, ged):
    case.add(ged({"side_b": "Talebs of Kabul"}))
    assert "name:talebs of kabul" in case.snapshot().index
    with (case.folder / "aliases.csv").open("a") as handle:
        handle.write("Talebs of Kabul,TALIBAN,,,,,\n")
    assert "TALIBAN" in case.snapshot().index


DAYS = st.integers(1, 28).map(lambda d: f"2021-02-{d:02d}")
LATER = st.lists(
    st.fixed_dictionaries(
        {
            "date_start": DAYS.map(lambda d: d.replace("-02-", "-03-")),
            "side_b": st.sampled_from(["Taleban", "IS", "NRF", "Newcomers"]),
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(DAYS, min_size=1, max_size=5), LATER)
def test_rows_on_or_after_as_of_never_change_an_answer(tmp_path_factory, ged, days, later):
    def answers(rows):
        case = Case(create(tmp_path_factory.mktemp("leak") / "case"))
        case.add(ged(*rows))
        told = []
        for answer in (
            case.relation("Taliban", "Islamic Republic", as_of="2021-03-01"),
            case.profile("Taliban", as_of="2021-03-01"),
        ):
            plain = answer.to_dict()
            plain["case"]["snapshot"] = ""
            told.append(json.dumps(plain))
        return told

    before = [{"date_start": d} for d in days]
    assert answers(before) == answers([*before, *later])
