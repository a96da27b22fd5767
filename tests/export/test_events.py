"""Events and exposure as tables."""

import pytest

from whowhom.errors import RefusalError
from whowhom.events.coverage import Coverage
from whowhom.snapshot.exposure import volume
from whowhom.store.registry import load_coverage
from whowhom.store.tables import parse_table, write_table


@pytest.fixture
def made(case, ged):
    case.add(
        ged(
            {"id": "1", "date_start": "2021-01-05"},
            {"id": "2", "date_start": "2021-01-09", "where_prec": "6"},
            {
                "id": "3",
                "date_start": "2021-03-11",
                "side_b": "IS",
                "latitude": "",
                "longitude": "",
            },
            {"id": "4", "date_start": "2021-03-31", "side_b": "IS"},
        )
    )
    return case


def test_rows_with_actors_and_cells(made):
    rows = made.export_events().rows()
    assert [r["row_id"] for r in rows] == ["1", "2", "3", "4"]
    assert [r["gid"] for r in rows] == [179779, None, None, 179779]
    assert (rows[0]["target"], rows[0]["target_id"], rows[0]["target_name"]) == (
        "Taleban",
        "TALIBAN",
        "Taliban",
    )
    assert rows[0]["place"] == "Kabul city"


def test_period_dataset_and_actors(made):
    assert len(made.export_events(since="2021-02-01")) == 2
    assert len(made.export_events(actors=["Taliban"])) == 2
    assert len(made.export_events(as_of="2021-03-31")) == 3
    with pytest.raises(RefusalError):
        made.export_events(since="2022-01-01")


def test_all_rows_of_the_built_in_case_in_order(afghanistan):
    table = afghanistan.export_events()
    rows = table.rows()
    snapshot = afghanistan.snapshot()
    assert len(rows) == len(snapshot.columns)
    assert [r["event_id"] for r in rows[:50]] == [
        r["event_id"] for r in snapshot.rows(snapshot.columns.take(slice(0, 50)))
    ]


def test_exposure_is_a_coverage_table(made):
    table = made.export_exposure()
    rows = table.rows()
    # February has no record, which is no hole in so sparse a record: a zero.
    assert [(str(r["first"]), str(r["last"]), r["events"]) for r in rows] == [
        ("2021-01-01", "2021-01-31", 2),
        ("2021-02-01", "2021-02-28", 0),
        ("2021-03-01", "2021-03-31", 2),
    ]
    assert [r["relative"] for r in rows] == [1.0, 0.0, 1.0]
    parsed = parse_table(table.csv(), "coverage", "exposure")
    write_table(made.folder, "coverage", parsed)
    stated = load_coverage(made.folder)
    assert all(isinstance(c, Coverage) for c in stated)
    assert [c.events for c in stated] == [2, 0, 2]
    dataset = made.snapshot().dataset("ucdp-ged")
    assert set(stated) <= set(dataset.observed)


def test_a_hand_picked_list_has_no_exposure(afghanistan):
    with pytest.raises(RefusalError, match="may be counted"):
        afghanistan.export_exposure(dataset="chronicle")


def test_volume_of_files_counts_dropped_records_too(case, ged):
    case.add(
        ged(
            {"id": "1", "date_start": "2021-01-05"},
            {"id": "2", "date_start": "2021-01-06", "best": "x"},
            {"id": "3", "date_start": "2021-02-05", "side_b": ""},
        )
    )
    snapshot = case.snapshot()
    told = volume(snapshot, snapshot.datasets[0])
    assert sum(m.records for m in told.months) >= int(snapshot.datasets[0].rows)
    assert told.basis in ("records", "rows")
    # Cut by as_of: what came later is not known.
    early = case.snapshot(as_of="2021-01-06")
    assert [m.records for m in volume(early, early.datasets[0]).months] == [1]
