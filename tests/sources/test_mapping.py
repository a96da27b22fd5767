"""Any table through a mapping, drafted and corrected."""

from datetime import date

import duckdb
import pytest

from whowhom.errors import FileError
from whowhom.sources.mapping_draft import draft_mapping, write_draft

MESSY = (
    "\ufeffWhen;Who;To whom;What;Killed;Lat;Lon;Notes\r\n"
    "15.08.2021;Taliban;Government of Afghanistan;air raid;1.234;34,5;69,2;a; \r\n"
)


@pytest.fixture
def put(tmp_path):
    def _put(text, name):
        path = tmp_path / name
        path.write_text(text, "utf-8", newline="")
        return path

    return _put


BASE = 'dataset = "own"\n[columns]\ndate = "When"\nsource = "Who"\ntarget = "To whom"\n'


def test_an_analysts_own_messy_table(read, put):
    table = put(MESSY.replace(";a; ", ";a"), "own.csv")
    told = (
        BASE + 'code = "What"\nfatalities = "killed"\nlat = "Lat"\nlon = "Lon"\nsummary = "Notes"\n'
    )
    mapping = put(told + '[types]\n"Air  raid" = "ASSAULT/aerial"\n', "map.toml")
    (row,) = read(table, mapping=mapping).events.rows()
    assert (row["date"], row["type"], row["mode"]) == (date(2021, 8, 15), "ASSAULT", "aerial")
    assert (row["fatalities_best"], row["lat"], row["dataset"]) == (1234, 34.5, "own")


def test_the_draft_is_a_mapping_that_works(read, put, tmp_path):
    table = put("id,date,actor1,actor2,type,deaths\n7,2020-01-02,A,B,ASSAULT,1\n", "t.csv")
    goal = tmp_path / "map.toml"
    write_draft([table], goal, None)
    (row,) = read(table, mapping=goal).events.rows()
    assert (row["row_id"], row["type"], row["fatalities_best"]) == ("7", "ASSAULT", 1)
    with pytest.raises(FileError, match="exists"):
        write_draft([table], goal, None)


@pytest.mark.parametrize(
    ("code", "line"),
    [("ASSAULT/aerial", '\ncodes = "plover"'), ("190", '\n# codes = "cameo"'), ("raid", "[types]")],
)
def test_a_draft_looks_at_the_codes(put, code, line):
    assert line in draft_mapping(put(f"date,actor1,actor2,type\n2020-01-02,A,B,{code}\n", "t.csv"))


def test_a_draft_says_what_it_could_not_guess(put):
    drafted = draft_mapping(put('"a ""b""",date\n1,2\n', "t.csv"))
    assert '# source = ""   # required' in drafted and r'not used: "a \"b\""' in drafted


def test_csv_and_parquet_give_the_same(read, put, tmp_path):
    text = "When,Who,To whom\n2020-01-02,A,B\n2020-01-02,A,B\n"
    table, mapping = put(text, "t.csv"), put(BASE, "map.toml")
    parquet = tmp_path / "t.parquet"
    duckdb.connect().execute(f"COPY (FROM read_csv('{table}')) TO '{parquet}'")
    rows = read(table, mapping=mapping).events.rows()
    assert read(parquet, mapping=mapping).events.rows() == rows
    assert len({row["row_id"] for row in rows}) == 2
    with pytest.raises(FileError, match="Parquet, whose columns may mean anything"):
        read(parquet)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("dataset = ", "cannot be read"),
        ('dataset = "x"\n', "no column for date, source, target"),
        (BASE.replace('"own"', '"../own"'), "the dataset '../own'"),
        (BASE + 'when = "x"\n', "the column 'when'"),
        ('codes = "gdelt"\n' + BASE, "codes 'gdelt'"),
        (BASE + '[types]\n"a" = "FIGHT"\n', "the type 'FIGHT'"),
        (BASE.replace('"Who"', '"Whoever"'), "has no column Whoever, which the mapping names"),
        (BASE.replace('"Who"', "3"), r"\[columns\] or \[types\]"),
        ("mood = 1\n" + BASE, "the key 'mood'"),
    ],
)
def test_bad_mappings(read, put, told, message):
    table, mapping = put("When,Who,To whom\n2020-01-02,A,B\n", "t.csv"), put(told, "map.toml")
    with pytest.raises(FileError, match=message) as caught:
        read(table, mapping=mapping)
    assert "\n" not in str(caught.value)


def test_rows_without_acts_and_unknown_codes(read, put):
    text = "When,Who,To whom,n,c\n2020-01-02,A,B,0,x\n2020-01-02,A,B,3,040\n2020-01-02,A,B,,x\n"
    mapping = put('codes = "cameo"\n' + BASE + 'count = "n"\ncode = "c"\n', "map.toml")
    reading = read(put(text, "t.csv"), mapping=mapping)
    assert sorted(r["count"] for r in reading.events.rows()) == [1, 3]
    assert reading.cleaning.dropped == {"no act (count below 1)": 1}
    assert reading.cleaning.flagged == {"code without a PLOVER type": 1}
