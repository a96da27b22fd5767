"""Quadruple folders: both layouts, both calendars, and their traps."""

from datetime import date

import pytest

from whowhom.errors import FileError


@pytest.fixture
def folder(tmp_path):
    def _make(lines, name="ICEWS14x", maps=True, **splits):
        path = tmp_path / name
        path.mkdir()
        (path / "train.txt").write_text("\n".join(lines) + "\n")
        for split, more in splits.items():
            (path / f"{split}.txt").write_text("\n".join(more) + "\n")
        if maps:
            (path / "entity2id.txt").write_text("China\t0\nBenigno Aquino (a b)\t1\n")
            (path / "relation2id.txt").write_text("Make_statement\t0\nConsult\t1\nOdd one\t2\n")
        return path

    return _make


@pytest.mark.parametrize(
    ("name", "facts", "entities"),
    [("ICEWS14s", 90_730, 7_128), ("ICEWS14", 90_730, 7_128), ("ICEWS18", 468_558, 23_033)],
)
def test_known_figures(read, shared_data, name, facts, entities):
    reading = read(shared_data / "tkg" / name)
    assert (reading.cleaning.read, reading.cleaning.kept) == (facts, facts)
    year = 2018 if name == "ICEWS18" else 2014
    assert reading.events.dates()[0] == date(year, 1, 1)
    sides = " UNION ALL ".join(f"SELECT {side} FROM events" for side in ("source", "target"))
    seen = reading.events.connection.execute(
        f"SELECT count(DISTINCT source) FROM ({sides})"
    ).fetchall()[0][0]
    assert entities * 0.9 < seen <= entities


def test_the_two_icews14_splits_hold_the_same_facts(read, shared_data):
    def facts(name):
        rows = read(shared_data / "tkg" / name).events.connection.execute(
            "SELECT date, replace(source, '_', ' ') s, native, replace(target, '_', ' ') t, "
            "count(*)"
            " FROM events GROUP BY ALL ORDER BY ALL"
        )
        return rows.fetchall()

    one, other = facts("ICEWS14s"), facts("ICEWS14")
    assert sum(row[-1] for row in one) == sum(row[-1] for row in other)
    shared = len(set(one) & set(other))
    assert shared > 0.99 * len(one)


def test_days_from_one(read, folder):
    rows = read(folder(["0 1 1 1", "1 1 0 3", "0 0 1 2"])).events.rows()
    assert [str(r["date"]) for r in rows] == ["2014-01-01", "2014-01-02", "2014-01-03"]


def test_hours_from_zero_with_trailing_spaces_and_a_fifth_column(read, folder):
    rows = read(folder(["0 \t1 \t1\t0\t0", "1\t1\t0\t48 \t-1"])).events.rows()
    assert [str(r["date"]) for r in rows] == ["2014-01-01", "2014-01-03"]
    assert (rows[0]["source"], rows[0]["target"]) == ("China", "Benigno Aquino (a b)")


def test_relations_become_plover_types_and_unknown_ones_stay_themselves(read, folder):
    rows = read(folder(["0 0 1 1", "0 1 1 2", "0 2 1 3"])).events.rows()
    assert [(r["native"], r["type"], r["quad"]) for r in rows] == [
        ("010", None, None),
        ("040", "CONSULT", 1),
        ("Odd one", None, None),
    ]


def test_bad_lines_are_dropped_with_their_reason(read, folder):
    lines = ["0 1 1 1", "0 1", "9 1 1 1", "0 9 1 1", "x 1 1 1", "0 1 1 -4", ""]
    reading = read(folder(lines))
    assert reading.cleaning.dropped == {
        "impossible time": 1,
        "not a number": 1,
        "unknown entity id": 1,
        "unknown relation id": 1,
        "not four or five fields": 1,
    }
    assert reading.cleaning.adds_up


def test_an_unknown_calendar_needs_an_origin(read, folder):
    path = folder(["0 1 1 0", "0 1 1 1"], name="mine")
    with pytest.raises(FileError, match="--origin"):
        read(path)
    assert read(path, origin=date(2005, 1, 1)).events.dates()[1] == date(2005, 1, 2)


def test_splits_are_kept_in_the_row_id(read, folder):
    rows = read(folder(["0 1 1 1"], valid=["0 1 1 2"], test=["0 1 1 3"])).events.rows()
    assert [r["row_id"] for r in rows] == ["train:1", "valid:1", "test:1"]


def test_no_usable_line(read, folder):
    with pytest.raises(FileError, match="no quadruple"):
        read(folder(["nothing here"]))
    with pytest.raises(FileError, match="none of the 1 quadruples"):
        read(folder(["7 7 7 1"], name="ICEWS14y"))


def test_without_maps_it_is_a_folder_like_any_other(read, folder):
    with pytest.raises(FileError, match="is a folder"):
        read(folder(["0 1 1 1"], maps=False))


def test_role_actors_are_not_their_states(tmp_path, shared_data):
    from whowhom.case import Case
    from whowhom.store.folder import create

    case = Case(create(tmp_path / "icews"))
    case.add(shared_data / "tkg" / "ICEWS14")
    columns = case.snapshot().columns
    # One fact names the same entity twice; a few pairs of spellings are one actor.
    assert (columns.source == columns.target).sum() < 50
    assert case.relation("Citizen (Nigeria)", "Boko Haram").answer.records[0].total.acts > 0


@pytest.mark.parametrize("time", ["3000000000", "99999999999999999999"])
def test_impossible_times(read, folder, time):
    assert read(folder(["0 1 1 1", f"0 1 1 {time}"])).cleaning.kept == 1


def test_damaged_lines_are_counted(read, folder):
    path = folder(["0 1 1 1", "0 1 1 2"])
    with (path / "train.txt").open("ab") as handle:
        handle.write(b"\xff\xfe\x00 broken\n" + b"x" * 3_000_000 + b"\n")
    reading = read(path)
    assert (reading.cleaning.read, reading.cleaning.kept) == (4, 2)


def test_ids_that_are_no_numbers(read, folder):
    path = folder(["0 1 1 1"])
    (path / "entity2id.txt").write_text("China\t²\n", "utf-8")
    with pytest.raises(FileError, match="not a name and an id"):
        read(path)
