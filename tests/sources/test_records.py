"""Both ways of reading give the same table; any bytes give events or a whowhom error."""

import csv
import io

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.gedfile import ged_text
from whowhom.errors import WhowhomError
from whowhom.sources import detect
from whowhom.sources.header import Header, read_header
from whowhom.sources.records import _load, _mend, stage
from whowhom.sources.source import Job, Options

CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=8)


def table(connection):
    return connection.execute("SELECT * FROM staged ORDER BY line").fetchall()


@pytest.mark.long
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_the_fast_way_and_the_mended_way_agree_on_clean_files(tmp_path, rows):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("a", "b", "c"), *rows])
    path, mended = tmp_path / "clean.csv", tmp_path / "mended.csv"
    path.write_text(out.getvalue(), "utf-8", newline="")
    header = Header(path, "utf-8-sig", ",", ("a", "b", "c"))
    connection = duckdb.connect()
    stage(connection, header, ("a", "b", "c"), has_header=True, scratch=tmp_path)
    fast = table(connection)
    _mend(header, ("a", "b", "c"), ("a", "b", "c"), True, mended)
    _load(connection, mended, ",", ("a", "b", "c"), False, "\\n")
    assert table(connection) == fast


def read_bytes(folder, content):
    path = folder / "any.csv"
    path.write_bytes(content)
    job = Job(path, Options(), duckdb.connect(), folder)
    try:
        reading = detect.read(job)
    except WhowhomError as error:
        if "\n" in str(error):
            pytest.fail("an error of more than one line")
        return None
    finally:
        leftovers = sorted(p.name for p in folder.iterdir())
        assert leftovers == ["any.csv"]
    assert reading.cleaning.adds_up
    assert len(reading.events) == reading.cleaning.kept
    return reading


@pytest.mark.long
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=400))
def test_any_bytes_give_events_or_a_whowhom_error(tmp_path, content):
    read_bytes(tmp_path, content)


@pytest.mark.long
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_a_damaged_ged_file_gives_events_or_a_whowhom_error(tmp_path, data):
    content = bytearray(ged_text([{}, {"side_b": "IS"}, {"type_of_violence": 3}]).encode())
    header_end = content.index(b"\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(header_end, len(content) - 1))
        damage = data.draw(st.binary(min_size=0, max_size=4))
        content[at : at + data.draw(st.integers(0, 6))] = damage
    read_bytes(tmp_path, bytes(content))


@pytest.mark.parametrize("cut", range(0, 3000, 97))
def test_a_ged_file_cut_anywhere(tmp_path, cut):
    read_bytes(tmp_path, ged_text([{} for _ in range(8)]).encode()[:cut])


def test_nul_bytes_do_not_stop_a_file(tmp_path):
    content = ged_text([{}, {"adm_1": "Ka@bul"}, {}]).encode().replace(b"@", b"\x00")
    filler = ged_text([{"id": n} for n in range(10, 200)]).encode().split(b"\n", 1)[1]
    reading = read_bytes(tmp_path, content.replace(b"\x00", b"") + filler)
    assert reading is not None
    later = content.split(b"\n", 1)
    reading = read_bytes(tmp_path, later[0] + b"\n" + filler + later[1])
    assert reading is not None
    assert reading.cleaning.read == 193


def test_ten_thousand_columns(tmp_path):
    names = [f"c{n}" for n in range(10_000)]
    content = ",".join([*names, "id", "side_a", "side_b", "type_of_violence", "date_start"])
    assert read_bytes(tmp_path, (content + "\n").encode()) is None


def test_stage_numbers_records_from_one(tmp_path, connection):
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1,2\n\n3,4\n")
    stage(connection, read_header(path), ("a", "b"), has_header=True, scratch=tmp_path)
    assert [row[0] for row in table(connection)] == [1, 2]
