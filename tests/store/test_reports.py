"""Reports on disk: whole or not at all, decisions that outlive a newer reader."""

import json

import pytest

from whowhom.errors import CaseDamagedError
from whowhom.store.reports import (
    SCHEMA,
    append_decisions,
    find_report,
    identified,
    list_reports,
    load_report,
    report_ids,
    write_report,
)

ID = "0123456789abcdef"
TEXT = "Reds attacked Blues.\nBlues praised Greens.\n"


def record(start, end, kind="ASSAULT", reader="plain 1", **more):
    trace = {"span": {"start": start, "end": end}, "quote": TEXT[start:end], "reader": reader}
    return {"kind": "event", "trace": trace, "type": kind, **more}


@pytest.fixture
def folder(case):
    return case.folder


def put(folder, *records, day="2021-03-04"):
    told = identified(ID, records)
    write_report(folder, ID, TEXT, {"report_id": ID, "day": day}, told)
    return [each["id"] for each in told]


def decide(folder, name, what, **more):
    append_decisions(load_report(folder, ID), [{"record": name, "decision": what, **more}])


def test_what_is_written_is_read(folder):
    ids = put(folder, record(0, 20), record(21, 43, "SUPPORT"))
    report = load_report(folder, ID)
    assert [r["id"] for r in report.records] == ids
    assert report.text() == TEXT
    assert str(report.day) == "2021-03-04"
    assert report.verdict(ids[0]).decision == ""


def test_line_ends_are_kept_to_the_letter(folder):
    text = "one\r\ntwo\u2028three\n"
    write_report(folder, ID, text, {"report_id": ID, "day": None}, [])
    assert load_report(folder, ID).text() == text


def test_the_same_words_saying_the_same_have_one_id_whoever_reads_them():
    one, other = record(0, 20), record(0, 20, reader="newer 2", country="NOR")
    assert identified(ID, [one])[0]["id"] == identified(ID, [other])[0]["id"]
    assert identified(ID, [record(0, 20, "SUPPORT")])[0]["id"] != identified(ID, [one])[0]["id"]
    assert identified("f" * 16, [one])[0]["id"] != identified(ID, [one])[0]["id"]


def test_the_last_word_counts_and_a_grade_stays(folder):
    (name,) = put(folder, record(0, 20))
    decide(folder, name, "accept", credibility="2", who="Ada", when="2021-04-01")
    decide(folder, name, "reject")
    verdict = load_report(folder, ID).verdict(name)
    assert (verdict.decision, verdict.credibility) == ("reject", "2")
    decide(folder, name, "reopen")
    assert load_report(folder, ID).verdict(name).decision == ""
    decide(folder, name, "accept")
    decide(folder, name, "grade", credibility="5")
    verdict = load_report(folder, ID).verdict(name)
    assert (verdict.decision, verdict.credibility) == ("accept", "5")


def test_a_torn_last_line_is_no_decision_and_harms_none_after_it(folder):
    first, second = put(folder, record(0, 20), record(21, 43, "SUPPORT"))
    decide(folder, first, "accept")
    path = folder / "reports" / ID / "decisions.jsonl"
    path.write_bytes(path.read_bytes() + b'{"record": "' + second.encode() + b'", "deci')
    assert set(load_report(folder, ID).verdicts) == {first}
    decide(folder, second, "reject")
    assert load_report(folder, ID).verdict(second).decision == "reject"


def test_a_newer_reader_keeps_what_was_accepted_and_drops_what_was_not(folder):
    kept, gone, rejected = put(
        folder, record(0, 20), record(21, 43, "SUPPORT"), record(0, 8, "REJECT")
    )
    decide(folder, kept, "accept")
    decide(folder, rejected, "reject")
    put(folder, record(21, 28, "AGREE", reader="newer 2"), record(0, 8, "REJECT", reader="newer 2"))
    report = load_report(folder, ID)
    held = {r["id"]: r for r in report.records}
    assert kept in held
    assert held[kept]["trace"]["reader"] == "plain 1"
    assert gone not in held
    assert report.verdict(rejected).decision == "reject"
    assert held[rejected]["trace"]["reader"] == "newer 2"


def test_an_accepted_record_without_a_day_gets_that_of_a_later_reading(folder):
    undated = {"first": None, "last": None, "precision": "open", "relative": "yesterday"}
    (name,) = put(folder, record(0, 20, moment=undated), day=None)
    decide(folder, name, "accept")
    put(folder, record(0, 20, moment={**undated, "first": "2021-03-03", "last": "2021-03-03"}))
    (held,) = load_report(folder, ID).records
    assert held["moment"]["first"] == "2021-03-03"


def test_what_a_killed_writer_left_is_swept_and_never_read(folder):
    (name,) = put(folder, record(0, 20))
    left = folder / "reports" / ".part-x"
    left.mkdir()
    (left / "text.txt").write_text("half")
    (folder / "reports" / "notes").mkdir()
    assert report_ids(folder) == [ID]
    put(folder, record(0, 20))
    assert not left.exists()
    assert find_report(folder, name).report_id == ID


def test_a_failed_write_leaves_nothing(folder):
    class Odd:
        pass

    with pytest.raises(TypeError):
        write_report(folder, ID, TEXT, {"report_id": ID, "day": {Odd(): 1}}, [])
    with pytest.raises(UnicodeEncodeError):
        write_report(folder, ID, "\ud800", {"report_id": ID, "day": None}, [])
    assert [p.name for p in (folder / "reports").iterdir()] == []


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("about.json", "{"),
        ("about.json", '{"schema": "whowhom-report/9"}'),
        ("about.json", '{"schema": "whowhom-report/1", "day": "soon"}'),
        ("about.json", '{"schema": "whowhom-report/1", "report_id": "other"}'),
        ("about.json", json.dumps({"schema": SCHEMA, "report_id": ID, "title": 3})),
        ("about.json", json.dumps({"schema": SCHEMA, "report_id": ID, "blocks": [1]})),
        ("records.jsonl", "nonsense\n"),
        ("records.jsonl", '{"id": "x"}\n'),
        ("records.jsonl", '{"id": "x", "kind": "event", "trace": {"span": 3}}\n'),
    ],
)
def test_a_damaged_report_is_said_with_its_file(folder, file, content):
    put(folder, record(0, 20))
    (folder / "reports" / ID / file).write_text(content)
    with pytest.raises(CaseDamagedError, match=file):
        list(list_reports(folder))


def test_what_is_no_id_finds_nothing(folder):
    put(folder, record(0, 20))
    for odd in ("", "../x", "0" * 12, "'; drop", json.dumps("x")):
        assert find_report(folder, odd) is None
