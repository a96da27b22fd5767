"""Panels: cells worked out by hand, zeros told from gaps, both sides counted."""

import csv
import io
import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.questions.columns import columns
from whowhom.case import Case
from whowhom.errors import MissingExtraError, OptionError, RefusalError
from whowhom.events.coverage import Coverage
from whowhom.export.entries import of_actors, of_directed, of_dyads
from whowhom.questions.observing import Units, observed_days
from whowhom.questions.scope import number
from whowhom.snapshot.dataset import Dataset


def cell(table, period, **who):
    found = [r for r in table.rows() if r["period"] == period and who.items() <= r.items()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def clashes(case, ged):
    """Seven rows: a clash of two, attacks on civilians, a foreign government on side B."""
    case.add(
        ged(
            {"id": "1", "date_start": "2021-01-05", "low": "1", "best": "2", "high": "4"},
            {"id": "2", "date_start": "2021-01-30", "date_end": "2021-02-02", "best": "3"},
            {"id": "3", "date_start": "2021-03-10", "side_b": "IS", "best": "0", "low": "0"},
            {
                "id": "4",
                "date_start": "2021-03-11",
                "type_of_violence": "3",
                "side_a": "Taleban",
                "side_b": "Civilians",
            },
            {
                "id": "5",
                "date_start": "2021-03-12",
                "side_a": "Government of Iran",
                "side_b": "Government of Pakistan",
                "country": "Iran",
                "latitude": "25.6",
                "longitude": "61.1",
            },
            {"id": "6", "date_start": "2021-02-01", "date_end": "2021-04-30", "date_prec": "4"},
            {"id": "7", "date_start": "2021-05-31"},
        )
    )
    return case


GOV, TAL = "GOV_AFG_2001_2021", "TALIBAN"


def test_dyad_months_by_hand(clashes):
    table = clashes.export_panel("dyad-month")
    months = {
        p: cell(table, p, a_name="Islamic Republic of Afghanistan", b_name="Taliban")
        for p in ("2021-01", "2021-02", "2021-03", "2021-04", "2021-05")
    }
    january = months["2021-01"]
    # An extract speaks from its first to its last row: 5 January on.
    assert (january["acts"], january["observed"], january["days_observed"]) == (1, 0, 27)
    assert [january[f"deaths_{k}"] for k in ("low", "best", "high")] == [1, 2, 4]
    # Row 2 stands in the month of its last day; row 6 could be in any of three months.
    assert (months["2021-02"]["acts"], months["2021-02"]["deaths_best"]) == (1, 3)
    assert [months[f"2021-0{m}"]["observed"] for m in (2, 3, 4, 5)] == [0, 0, 0, 1]
    assert months["2021-03"]["acts"] is None
    assert months["2021-05"]["acts"] == months["2021-05"]["assault"] == 1
    assert months["2021-05"]["aid"] is None
    assert any("1 acts are dated to spans wider than a month" in n for n in table.notes)


def test_a_zero_is_only_where_the_dataset_looked(clashes):
    table = clashes.export_panel("dyad-month", since="2020-12-01", until="2021-06-01")
    who = {"a_id": "IRN", "b_id": "PAK"}
    told = [cell(table, p, **who) for p in ("2020-12", "2021-02", "2021-03", "2021-05", "2021-06")]
    assert [r["acts"] for r in told] == [None, 0, 1, 0, None]
    assert [r["observed"] for r in told] == [0, 1, 1, 1, 0]
    assert [r["deaths_best"] for r in told] == [None, 0, 1, 0, None]


def test_years_hold_what_months_cannot(clashes):
    table = clashes.export_panel("dyad-year")
    assert cell(table, "2021", b_name="Taliban", a_kind="state")["acts"] == 4


def test_side_b_counts_as_much_as_side_a(clashes):
    table = clashes.export_panel("actor-month")
    for actor in ("IRN", "PAK"):
        assert cell(table, "2021-03", actor_id=actor)["acts"] == 1
    civilians = cell(table, "2021-03", actor_name="Civilians in Afghanistan")
    assert (civilians["acts_out"], civilians["acts_in"], civilians["acts_undirected"]) == (0, 1, 0)


def test_directed_pairs_and_what_has_no_direction(clashes):
    table = clashes.export_panel("dyad-month", directed=True)
    march = [r for r in table.rows() if r["period"] == "2021-03" and r["acts"]]
    told = {(r["source_name"], r["target_name"], r["directed"]) for r in march}
    assert ("Taliban", "Civilians in Afghanistan", 1) in told
    assert ("Iran", "Pakistan", 0) in told
    assert sum(r["acts"] for r in march) == 3
    assert not any(r["acts"] for r in table.rows() if r["directed"] and r["source_id"] == "CIV_AFG")


def test_codes_of_states(clashes):
    table = clashes.export_panel("dyad-month")
    told = cell(table, "2021-03", a_id="IRN", b_id="PAK")
    assert [told[k] for k in ("a_iso", "a_gw", "a_cow", "b_gw")] == ["IRN", 630, 630, 770]
    former = cell(table, "2021-05", a_name="Islamic Republic of Afghanistan", b_name="Taliban")
    assert (former["a_iso"], former["a_gw"], former["b_iso"]) == ("AFG", 700, None)


def test_cells_of_the_grid(clashes):
    table = clashes.export_panel("grid-month")
    told = cell(table, "2021-03", gid=166803)
    assert (told["acts"], told["cell_lat"], told["cell_lon"], told["country_iso"]) == (
        1,
        25.75,
        61.25,
        "IRN",
    )


def test_only_these_actors(clashes):
    mine = clashes.export_panel("dyad-month", actors=["Iran"])
    assert {(r["a_id"], r["b_id"]) for r in mine.rows()} == {("IRN", "PAK")}
    both = clashes.export_panel("dyad-month", actors=["Iran", "Taliban"], among=True)
    assert {(r["a_id"], r["b_id"]) for r in both.rows()} == {("IRN", "TALIBAN")}
    assert {r["acts"] for r in both.rows()} == {0, None}
    assert {r["acts"] for r in both.rows() if r["observed"]} == {0}


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "country-year"},
        {"unit": "actor-month", "directed": True},
        {"unit": "grid-month", "actors": ["Iran"]},
        {"actors": ["Iran"], "among": True},
        {"since": "2021-02-01", "until": "2021-01-01"},
        {"since": "soon"},
        {"dataset": "acled"},
    ],
)
def test_a_wrong_option_is_one_line(clashes, wrong):
    with pytest.raises(OptionError) as told:
        clashes.export_panel(**wrong)
    assert "\n" not in str(told.value)
    assert "allowed:" in str(told.value)


def test_refusals(clashes, afghanistan, monkeypatch):
    with pytest.raises(RefusalError, match="not a sample"):
        afghanistan.export_panel(dataset="chronicle")
    with pytest.raises(RefusalError, match="coordinates"):
        afghanistan.export_panel("grid-month")
    with pytest.raises(RefusalError, match="no row names Germany"):
        clashes.export_panel(actors=["Germany"])
    monkeypatch.setattr("whowhom.export.panel._MOST_CELLS", 4)
    with pytest.raises(RefusalError, match="too many rows"):
        clashes.export_panel()


def test_nothing_after_as_of_is_read(clashes):
    early = clashes.export_panel("dyad-month", as_of="2021-03-11", until="2021-12-31")
    assert cell(early, "2021-03", a_kind="state", b_name="ISIS-K")["observed"] == 0
    assert not any(r["a_id"] == "IRN" for r in early.rows())


def test_files_are_the_same_byte_for_byte(clashes, tmp_path):
    for form in ("csv", "parquet"):
        written = [
            [
                path.read_bytes()
                for path in Case(clashes.folder).export_panel().write(tmp_path / f"panel.{form}")
            ]
            for _ in range(2)
        ]
        assert written[0] == written[1]


def test_the_codebook_tells_of_every_column(clashes, tmp_path):
    table = clashes.export_panel()
    path, words, data = table.write(tmp_path / "panel.csv")
    book = json.loads(data.read_text("utf-8"))
    header = next(csv.reader(io.StringIO(path.read_text("utf-8"))))
    assert [c["name"] for c in book["columns"]] == header
    assert all(c["meaning"] for c in book["columns"])
    assert book["snapshot"] == clashes.snapshot().hash
    assert book["as_of"] == str(clashes.snapshot().as_of)
    assert "Sundberg" in words.read_text("utf-8")


def test_hostile_names_reach_no_spreadsheet(case, ged, tmp_path):
    case.add(ged({"side_b": '=HYPERLINK("http://x")'}, {"side_b": "<b>|`x"}))
    table = case.export_panel()
    path, words, _ = table.write(tmp_path / "panel.csv")
    assert "'=HYPERLINK" in path.read_text("utf-8")
    assert ",=HYPERLINK" not in path.read_text("utf-8")
    assert not any(r["b_name"].startswith("'") for r in table.rows())
    assert "<b>" not in words.read_text("utf-8")


def test_a_place_that_cannot_be_written(clashes, tmp_path):
    table = clashes.export_panel()
    for wrong in ("panel.xlsx", "nowhere/panel.csv", "."):
        with pytest.raises(OptionError):
            table.write(tmp_path / wrong)


def test_frames(clashes):
    table = clashes.export_panel()
    pandas = pytest.importorskip("pandas")
    frame = table.to_pandas()
    assert isinstance(table.to_frame(), pandas.DataFrame)
    assert len(frame) == len(table) and str(frame["acts"].dtype) == "Int64"
    assert frame["acts"].sum() == sum(r["acts"] or 0 for r in table.rows())
    assert frame["acts"].isna().sum() == sum(r["acts"] is None for r in table.rows())


@pytest.mark.parametrize("package", ["polars", "pyarrow"])
def test_other_frames_where_installed(clashes, package, tmp_path):
    table = clashes.export_panel()
    make = {"polars": table.to_polars, "pyarrow": table.to_arrow}[package]
    try:
        found = make()
    except MissingExtraError as told:
        pytest.skip(str(told))
    names = found.columns if package == "polars" else found.column_names
    assert names == [f.name for f in table.fields]
    acts = found["acts"].to_list() if package == "polars" else found["acts"].to_pylist()
    assert acts == [r["acts"] for r in table.rows()]
    if package == "polars":
        import polars

        path = table.write(tmp_path / "panel.csv")[0]
        assert polars.read_csv(path)["acts"].to_list() == acts


def test_a_month_of_myanmar_against_a_count_of_the_file(case, shared_data):
    pandas = pytest.importorskip("pandas")
    path = shared_data / "ucdp" / "ged_myanmar.csv"
    case.add(path)
    raw = pandas.read_csv(path, low_memory=False)
    begin, end = (pandas.to_datetime(raw[c].str[:10]) for c in ("date_start", "date_end"))
    split = begin.dt.to_period("M") != end.dt.to_period("M")
    raw["month"] = end.dt.strftime("%Y-%m")
    raw = raw[~(split & ((end - begin).dt.days + 1 > 31)) & (raw.side_a != raw.side_b)]
    low = raw[["side_a", "side_b"]].min(axis=1)
    high = raw[["side_a", "side_b"]].max(axis=1)
    expected = raw.groupby([low, high, "month"]).agg(acts=("id", "size"), deaths=("best", "sum"))
    table = case.export_panel("dyad-month").to_pandas()
    told = table[table.acts.fillna(0) > 0]
    assert told.acts.sum() == expected.acts.sum() == len(raw)
    assert told.deaths_best.sum() == expected.deaths.sum()
    assert sorted(told.acts) == sorted(expected.acts)
    # Every month inside the file is observed for everybody, those without a row too.
    assert (table.acts.notna() | (table.observed == 0)).all()


def coverage(first, last, country="", resolution="day", events=1):
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    return Coverage("d", a, b, country, "", resolution, events, None, "", "")


def dataset(*observed):
    day = date(2020, 1, 1)
    return Dataset("d", (), 1, day, day, observed, day, "", "")


def units(*shares, first="1900-01-01", last="2100-01-01", earliest="2000-01-01"):
    size = len(shares)
    days = [np.full(size, number(date.fromisoformat(d))) for d in (first, last, earliest)]
    return Units(days[0], days[1], np.array(shares, dtype=float), days[2])


MONTHS = np.array([number(date(2020, m, 1)) for m in (1, 2, 3)])


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ([1.0, 0.0], [31, 29]),
        ([0.0, 1.0], [0, 29]),
        ([0.95, 0.05], [31, 29]),
        ([0.5, 0.5], [0, 29]),
        ([0.0, 0.0], [31, 29]),
    ],
)
def test_the_country_must_be_covered(shares, expected):
    seen = dataset(
        coverage("2020-01-01", "2020-12-31", "AFG"), coverage("2020-02-01", "2020-12-31", "PAK")
    )
    _, observed = observed_days(seen, ("AFG", "PAK"), units(shares), MONTHS, "month")
    assert observed[0].tolist() == expected


def test_totals_and_lives_bound_what_is_observed():
    years = dataset(coverage("2020-01-01", "2020-12-31", resolution="year"))
    _, observed = observed_days(years, (), units([]), MONTHS, "month")
    assert observed.sum() == 0
    _, observed = observed_days(years, (), units([]), MONTHS, "year")
    assert observed.tolist() == [[31, 29]]
    _, observed = observed_days(years, (), units([], earliest="2021-01-01"), MONTHS, "year")
    assert observed.sum() == 0
    world = dataset(coverage("2020-01-01", "2020-12-31"))
    existed, observed = observed_days(world, (), units([], first="2020-01-30"), MONTHS, "month")
    assert existed.tolist() == observed.tolist() == [[2, 29]]


ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans(), st.integers(0, 5)), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_each_act_counts_once_per_unit(rows):
    source, target, directed, act = (
        (np.array(c) for c in zip(*rows, strict=True)) if rows else (np.zeros(0, int),) * 4
    )
    some = columns(source=source, target=target, directed=directed, act=act)
    pairs = {(min(a, b), max(a, b), x) for a, b, _, x in rows if a != b}
    assert len(of_dyads(some, 4)) == len(pairs)
    ordered = {((a, b) if d else (min(a, b), max(a, b)), d, x) for a, b, d, x in rows if a != b}
    assert len(of_directed(some, 4)) == len(ordered)
    assert len(of_actors(some)) == len({(e, x) for a, b, _, x in rows for e in (a, b)})
