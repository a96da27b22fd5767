"""The built-in case holds what the chronicle and UCDP's tables hold, and says what is doubtful."""

import csv
import importlib.util
import shutil
from pathlib import Path

import pytest

from whowhom.store.folder import built_in
from whowhom.store.tables import OPTIONAL, TABLES

ROOT = Path(__file__).resolve().parents[1]


def counted(snapshot, name):
    return snapshot.columns.take(snapshot.mask_of(snapshot.dataset(name)))


def test_ucdp_counts(afghanistan):
    snapshot = afghanistan.snapshot()
    rows = snapshot.rows(counted(snapshot, "ucdp-ged"))
    of_2021 = [r for r in rows if r["dataset_version"] == "21.01.21.12"]
    assert len(of_2021) == 3_308
    assert sum(r["count"] for r in of_2021) == 4_512
    assert sum(r["fatalities_best"] for r in of_2021) == 36_396


def test_chronicle_rows_and_their_citations(afghanistan):
    snapshot = afghanistan.snapshot()
    rows = snapshot.rows(counted(snapshot, "chronicle"))
    ties = [t for t in snapshot.registry.ties if t.tie_id.startswith("AFC")]
    assert len(rows) + len(ties) == 380
    assert all(r["citation"] for r in rows)
    assert all(t.citation for t in ties)
    assert all(s.citation for s in snapshot.statements)
    assert len(snapshot.statements) == 55


def test_lasting_states_are_ties_and_no_events(afghanistan):
    snapshot = afghanistan.snapshot()
    modes = {r["mode"] for r in snapshot.rows(counted(snapshot, "chronicle"))}
    lasting = {
        "territorial defeat",
        "hosting",
        "dependence",
        "war on terror",
        "non-recognition",
        "presence of deputy leader",
        "shelter",
    }
    assert not modes & lasting


def test_one_act_told_in_two_rows(afghanistan):
    acts = {
        i: afghanistan.show(i).answer.fields["act_id"]
        for i in ("AFC0245", "AFC0246", "AFC0120", "AFC0121")
    }
    assert acts["AFC0245"] == acts["AFC0246"]
    assert acts["AFC0120"] == acts["AFC0121"]
    assert len(set(acts.values())) == 2


@pytest.mark.parametrize("row", ["AFC0258", "AFC0297", "AFC0178", "AFC0250", "AFC0333"])
def test_doubtful_rows_are_marked(afghanistan, row):
    assert "doubtful" in afghanistan.show(row).answer.fields["flags"]


def test_totals_agree_with_coverage(afghanistan):
    snapshot = afghanistan.snapshot()
    rows = counted(snapshot, "ucdp-ged")
    known = {
        (c.first.year, c.dyad_class): c.events
        for c in snapshot.dataset("ucdp-ged").observed
        if (c.last - c.first).days > 300 and c.events
    }
    one_sided = {year: n for (year, kind), n in known.items() if kind == "one-sided"}
    # Every one-sided dyad of these years is listed, so rows and totals must agree.
    listed = {}
    for row in snapshot.rows(rows.take(rows.directed)):
        listed[row["date"].year] = listed.get(row["date"].year, 0) + row["count"]
    agreeing = [year for year, n in one_sided.items() if listed.get(year) == n]
    assert len(agreeing) >= 20


def test_the_script_gives_the_same_rows(tmp_path, shared_data, monkeypatch):
    spec = importlib.util.spec_from_file_location(
        "build_afghanistan", ROOT / "scripts" / "build_afghanistan.py"
    )
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "CASE", tmp_path / "afghanistan")
    monkeypatch.setattr(script, "ACTORS", tmp_path / "actors")
    (tmp_path / "afghanistan").mkdir()
    (tmp_path / "actors").mkdir()
    script.main(shared_data / "chronicle")
    shipped = built_in("afghanistan")
    for name in ("case.toml", *(f"{table}.csv" for table in (*TABLES, *OPTIONAL))):
        assert (tmp_path / "afghanistan" / name).read_text("utf-8") == (shipped / name).read_text(
            "utf-8"
        ), name
    assert rows_of(tmp_path / "afghanistan") == rows_of(shipped)


def rows_of(folder):
    import duckdb

    from whowhom.store.imports import list_imports

    connection = duckdb.connect()
    return [
        connection.execute("SELECT * FROM read_parquet(?)", [str(i.path)]).fetchall()
        for i in list_imports(connection, folder)
    ]


def test_figures_against_the_compiled_tables(afghanistan, shared_data):
    with (shared_data / "chronicle" / "figures.csv").open(encoding="utf-8") as handle:
        figures = [
            r
            for r in csv.DictReader(handle)
            if r["dyad"] == "IS - Taleban" and r["level"] == "year" and r["period"] < "2021"
        ]
    course = afghanistan.relation("Taliban", "ISIS-K", last="2020-12-31").answer.course
    told = {str(s.first.year): (round(s.acts), round(s.deaths)) for s in course}
    assert told == {r["period"]: (int(r["events"]), int(r["deaths_best"])) for r in figures}


def test_it_is_read_only_and_can_be_copied(afghanistan, tmp_path, ged):
    import whowhom
    from whowhom.errors import CaseReadOnlyError

    with pytest.raises(CaseReadOnlyError, match="init DIR --from afghanistan"):
        afghanistan.add(ged({}))
    copy = whowhom.init(tmp_path / "mine", "afghanistan")
    assert copy.snapshot().hash == afghanistan.snapshot().hash
    copy.add(ged({"date_start": "2023-05-01"}, name="GEDEvent_v23_0_5.csv"))
    assert copy.snapshot().as_of.year == 2023


def test_the_full_candidate_file_replaces_the_daily_table(tmp_path, shared_data):
    import whowhom

    case = whowhom.init(tmp_path / "mine", "afghanistan")
    before = case.relation("Taliban", "ISIS-K").answer.records[0].total
    case.add(shared_data / "ucdp" / "GEDEvent_v21_01_21_12.csv")
    after = case.relation("Taliban", "ISIS-K").answer.records[0].total
    assert (after.acts, after.deaths) == (before.acts, before.deaths)
    shutil.rmtree(case.folder)
