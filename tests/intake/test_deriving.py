"""What follows from reports: rows, statements and ties, known from the day of the report on."""

import json
from datetime import date

import pytest

from tests.intake.conftest import NORTH, SOUTH
from whowhom.errors import CaseDamagedError, RefusalError


def ties(case):
    return [t for t in case.snapshot().registry.ties if len(t.tie_id) == 12]


def rows(case, **when):
    snapshot = case.snapshot(**when)
    return sorted(snapshot.rows(snapshot.columns), key=lambda row: row["event_id"])


def test_a_row_holds_all_that_leads_back_to_its_words(added):
    (row,) = rows(added)
    assert (row["source"], row["target"], row["type"]) == ("Reds", "Blues", "ASSAULT")
    assert (str(row["date"]), str(row["date_end"]), row["place"]) == (
        "2021-03-04",
        "2021-03-04",
        "Alta",
    )
    assert row["dataset"] == "reports"
    assert row["status"] == "happened"
    start, end = map(int, row["span"].split("-"))
    assert NORTH[start:end] == row["summary"]
    assert str(row["published"]) == "2021-03-12"
    assert row["report_id"] in row["citation"]
    assert "The Daily" in row["citation"]
    assert row["flags"] == "not reviewed"
    details = json.loads(added.snapshot().find_rows(row["row_id"])[0]["details"])
    assert (details["grade"], details["reader"]) == ("B6", "plain 1")


def test_reports_are_no_sample(added):
    (dataset,) = added.snapshot().datasets
    assert not dataset.counts
    answer = added.profile("Reds")
    assert answer.dataset["counted"] is False
    assert answer.answer.activity[0].total.acts == 1


def test_nothing_is_known_before_the_day_of_the_report(added):
    assert len(rows(added, as_of="2021-03-13")) == 1
    with pytest.raises(RefusalError, match="no row"):
        added.snapshot(as_of="2021-03-12")
    with pytest.raises(RefusalError, match="no row"):
        added.snapshot(as_of="2021-03-20", vintage="2021-03-11")
    assert len(rows(added, as_of="2021-03-20", vintage="2021-03-12")) == 1


def test_the_default_day_is_one_on_which_everything_is_known(added):
    assert added.snapshot().as_of == date(2021, 3, 13)


def test_other_datasets_are_as_they_were(known, ged, report, reader):
    known.add(ged({"side_a": "Reds", "side_b": "Blues", "type_of_violence": 2}))
    before = known.profile("Reds", dataset="ucdp-ged", as_of="2022-01-01").answer.activity
    known.add(report(), day="2021-03-12", reader=reader)
    after = known.profile("Reds", dataset="ucdp-ged", as_of="2022-01-01").answer.activity
    assert [a for a in after if a.dataset == "ucdp-ged"] == list(before)
    assert {a.dataset for a in after} == {"ucdp-ged", "reports"}


def test_two_reports_of_one_act_are_two_rows_and_one_act(added, report, reader):
    added.add(report(SOUTH, "south.txt"), day="2021-03-14", reader=reader)
    both = rows(added)
    assert len(both) == 2
    assert len({row["act_id"] for row in both}) == 1
    (later,) = [row for row in both if str(row["published"]) == "2021-03-14"]
    assert "probably one act, told by 2 reports" in later["flags"]
    assert added.profile("Reds").answer.activity[0].total.acts == 1
    shown = added.show(later["event_id"]).answer
    assert shown.same_act == tuple(r["row_id"] for r in both if r is not later)
    # On a day before the second report nothing speaks of it.
    (early,) = rows(added, as_of="2021-03-14")
    assert early["flags"] == "not reviewed"
    assert added.show(early["event_id"], as_of="2021-03-14").answer.same_act == ()


def test_one_act_told_twice_in_a_report(known, report, reader):
    text = (
        "News\n\nReds attacked Blues in Alta on 2021-03-04. Nobody came. Reds attacked Blues on "
        "2021-03-04. Reds attacked Blues. It was over by noon, the paper said.\n"
    )
    known.add(report(text), day="2021-03-12", reader=reader)
    queue = known.review().answer.queue
    assert len(queue) == 3
    assert {line.act for line in queue} == {queue[0].id}
    assert known.profile("Reds").answer.activity[0].total.acts == 1
    later = known.snapshot().find_rows(queue[1].id)[0]
    assert "probably one act, told more than once" in later["flags"]
    assert known.show(queue[2].id).answer.same_act == (queue[0].id, queue[1].id)


def test_a_later_report_changes_nothing_about_an_earlier_one(added, report, reader):
    (before,) = rows(added)
    added.add(report(SOUTH, "south.txt"), day="2021-03-14", reader=reader)
    (after,) = rows(added, as_of="2021-03-14")
    assert after == before


def test_a_stated_likelihood_is_a_statement_with_its_innermost_speaker(added):
    (said,) = added.snapshot().statements
    assert said.speaker == "An official"
    assert said.affiliation == "told by Ada Berg"
    assert said.text == "Reds will attack Greens"
    assert said.likelihood_word == "It is very likely"
    assert added.snapshot().registry.actor(said.subject).name == "Reds"
    assert "not reviewed" in said.doubt
    ledger = added.check_ledger().answer
    (line,) = ledger.statements
    assert (line.id, line.state) == (said.statement_id, "cannot be told")
    assert line.why.startswith("no resolution stated")


def test_a_stated_likelihood_is_resolved_by_a_line_of_resolutions(added):
    (said,) = added.snapshot().statements
    (added.folder / "resolutions.csv").write_text(
        "statement_id,by,dataset,condition,happened,word,reason\n"
        f"{said.statement_id},none,,,,,nobody can tell\n"
    )
    assert added.check_ledger().answer.statements[0].why == "nobody can tell"


def test_a_relation_is_a_tie_only_once_it_is_accepted(added, ids):
    name = ids["Blues branch of Greens"]
    assert ties(added) == []
    added.decide("accept", name)
    (tie,) = ties(added)
    assert (tie.kind, tie.tie_id) == ("branch of", name)
    assert tie.note == "Blues is a branch of Greens."
    assert added.show(name).answer.record.counted
    assert added.relation("Blues", "Greens").answer.ties[0].id == name
    added.decide("reject", name)
    assert ties(added) == []
    assert not (added.folder / "reports" / "ties.csv").exists()


def test_a_tie_whose_end_is_known_no_more_is_left_out(added, ids):
    added.decide("accept", ids["Blues branch of Greens"])
    table = added.folder / "actors.csv"
    lines = table.read_text().splitlines(keepends=True)
    table.write_text("".join(line for line in lines if "Greens" not in line))
    assert ties(added) == []


def test_decisions_decide_what_counts(added, ids):
    sure = ids["Reds -> Blues: ASSAULT, 2021-03-04, Alta"]
    unsure = ids["Reds -> Blues: ASSAULT, 2021-03-09, Vada"]
    possible = ids["Reds -> Greens: ASSAULT, 2021-03-10"]
    added.decide("accept", unsure, possible)
    assert [r["status"] for r in rows(added)].count("possible") == 1
    assert added.profile("Reds").answer.activity[0].total.acts == 2
    added.decide("reject", sure)
    assert {r["row_id"] for r in rows(added)} == {unsure, possible}
    added.decide("reject", unsure, possible)
    with pytest.raises(RefusalError, match="no events"):
        added.snapshot()
    added.decide("reopen", sure)
    assert {r["row_id"] for r in rows(added)} == {sure}


def test_the_same_reports_and_decisions_give_the_same_snapshot(added, ids):
    before = added.snapshot().hash
    sure = ids["Reds -> Blues: ASSAULT, 2021-03-04, Alta"]
    added.decide("reject", sure)
    added.decide("reopen", sure)
    assert added.snapshot().hash == before


def test_a_threshold_of_the_case(added):
    toml = added.folder / "case.toml"
    toml.write_text(toml.read_text() + "\n[reports]\nthreshold = 0.5\n")
    added.settle_reports()
    assert len(rows(added)) == 2
    toml.write_text(toml.read_text().replace("0.5", '"high"'))
    with pytest.raises(CaseDamagedError, match="threshold"):
        added.settle_reports()


def test_a_derived_file_that_was_deleted_is_made_again(added):
    (before,) = (added.folder / "events").glob("reports-*.parquet")
    kept = before.read_bytes()
    before.unlink()
    added.settle_reports()
    assert before.read_bytes() == kept


def test_a_stale_derived_file_is_never_read(added, ids):
    (old,) = (added.folder / "events").glob("reports-*.parquet")
    held = old.read_bytes()
    added.decide("accept", ids["Reds -> Blues: ASSAULT, 2021-03-09, Vada"])
    old.write_bytes(held)  # as if the writer had been killed before it took the old one away
    assert len(rows(added)) == 2
    added.settle_reports()
    assert not old.exists()


def test_show_of_a_record_before_its_report(added, ids):
    name = ids["Blues branch of Greens"]
    assert added.show(name, as_of="2021-03-13").answer.record.id == name
    with pytest.raises(RefusalError, match="an as_of after 2021-03-12"):
        added.show(name, as_of="2021-03-12")


def test_show_gives_the_paragraph_to_the_letter(added, ids):
    for name in ids.values():
        shown = added.show(name).answer
        assert NORTH[shown.start : shown.end] == shown.paragraph
        start, end = shown.record.start - shown.start, shown.record.end - shown.start
        assert shown.paragraph[start:end] == shown.record.quote


def test_a_name_is_read_as_the_reader_read_it(afghanistan, tmp_path, report, reader):
    import whowhom

    case = whowhom.init(tmp_path / "mine", "afghanistan")
    text = "News\n\nTaliban attacked Daesh on 2021-08-01. It was over by noon.\n"
    case.add(report(text, "d.txt"), day="2021-08-03", reader=reader)
    name = case.review().answer.queue[0].id
    row = next(r for r in case.snapshot("2021-09-01").find_rows(name))
    registry = case.snapshot("2021-09-01").registry
    assert registry.resolve(row["target"], "reports", row["country"], row["date"]) == "ISISK"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("confidence", "high"),
        ("confidence", None),
        ("status", "perhaps"),
        ("span", {"start": "a", "end": 4}),
        ("quote", 7),
        ("more", 1),
    ],
)
def test_a_record_that_was_damaged_by_hand_is_said(added, name, value):
    (path,) = added.folder.glob("reports/*/records.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    (sure,) = [r for r in lines if r["kind"] == "event" and r.get("place") == "Alta"]
    sure["trace"][name] = value
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(CaseDamagedError, match=sure["id"]):
        added.settle_reports()
    with pytest.raises(CaseDamagedError, match=sure["id"]):
        added.review()
