"""Reports into the case: new, again, the same, and those that cannot be read."""

import subprocess
import sys
from datetime import date

import pytest
from filelock import FileLock

from tests.intake.conftest import NORTH, SOUTH
from tests.plainreader import PlainReader
from whowhom.answers.reported import Reported, Unread
from whowhom.errors import (
    CaseBusyError,
    CaseReadOnlyError,
    FileError,
    MissingExtraError,
    OptionError,
)
from whowhom.intake.recognising import expand, is_report
from whowhom.reading.embedded import EmbeddedReader
from whowhom.store import lock, log


def state(case):
    return {
        str(p.relative_to(case.folder)): p.read_bytes()
        for p in sorted(case.folder.rglob("*"))
        if p.is_file() and p.name != lock.LOCK_NAME
    }


def test_the_account(known, report, reader):
    found = known.add(report(), day="2021-03-12", outlet="The Daily", reader=reader)
    assert isinstance(found, Reported)
    assert (found.state, found.title, found.day) == ("new", "News from the north", "2021-03-12")
    assert found.records == {"event": 5, "likelihood": 1, "relation": 1}
    assert (found.events, found.counted) == (5, 1)
    assert found.counted + sum(found.left_out.values()) == found.events


def test_the_same_report_twice_changes_nothing_and_is_not_read_again(added, report, reader):
    before = state(added)
    for options in ({}, {"day": "2021-03-12"}, {"outlet": "The Daily", "grade": "B"}):
        assert added.add(report(), reader=reader, **options).state == "same"
    assert state(added) == before
    assert reader.read_so_far == 1


def test_the_same_text_in_another_file_is_the_same_report(added, report, reader):
    before = state(added)
    found = added.add(report(name="copy.txt"), reader=reader)
    assert found.state == "same"
    assert state(added) == before


def test_a_day_that_is_told_later_is_taken_and_the_rest_kept(known, report, reader):
    first = known.add(report(), outlet="The Daily", grade="C", reader=reader)
    assert first.counted == 0
    assert any("--date" in note for note in first.notes)
    again = known.add(report(), day="2021-03-12", reader=reader)
    assert (again.state, again.counted, again.outlet) == ("again", 1, "The Daily")
    assert known.review().answer.reports[0].grade == "C"


def test_a_newer_reader_reads_again_and_keeps_decisions(added, report, ids):
    accepted = ids["Reds -> Blues: ASSAULT, 2021-03-09, Vada"]
    added.decide("accept", accepted)
    from whowhom.reading.records import RelationRecord

    found = added.add(report(), reader=PlainReader("plain 2", only=RelationRecord))
    assert found.state == "again"
    assert found.records == {"event": 1, "relation": 1}
    assert found.counted == 1
    assert added.show(accepted).answer.record.decision == "accept"
    assert added.show(accepted).answer.report.day == date(2021, 3, 12)


def test_the_log_says_which_reader_read_what(known, report, reader):
    known.add(report(), day="2021-03-12", reader=reader, today=lambda: date(2024, 2, 3))
    entry = log.read(known.folder)[-1]
    assert (entry["what"], entry["source"], entry["reader"]) == ("report", "north.txt", "plain 1")
    assert (entry["when"], entry["records"]) == ("2024-02-03", 7)


def test_a_bad_file_stops_none_of_the_others(known, report, reader, tmp_path):
    empty, binary = tmp_path / "empty.txt", tmp_path / "noise.pdf"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 40)
    files = [report(), empty, binary, tmp_path / "none.html", report(SOUTH, "south.md")]
    found = known.add_reports(files, day="2021-03-12", reader=reader)
    assert [type(each) for each in found] == [Reported, Unread, Unread, Unread, Reported]
    assert all("\n" not in each.why for each in found if isinstance(each, Unread))
    assert "next:" in found[3].why


def test_a_bad_file_alone_is_an_error_and_leaves_the_case_as_it_was(known, reader, tmp_path):
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    before = state(known)
    with pytest.raises(FileError):
        known.add(path, reader=reader)
    assert state(known) == before


def test_a_run_that_was_stopped_goes_on_where_it_stopped(known, report, reader):
    class Stopped(PlainReader):
        def read(self, document, registry):
            if self.read_so_far == 1:
                raise KeyboardInterrupt
            return super().read(document, registry)

    files = [report(), report(SOUTH, "south.txt")]
    with pytest.raises(KeyboardInterrupt):
        known.add_reports(files, day="2021-03-12", reader=Stopped())
    assert [d.name for d in known.snapshot().datasets] == ["reports"]
    found = known.add_reports(files, day="2021-03-12", reader=reader)
    assert [each.state for each in found] == ["same", "new"]


def test_a_grade_or_day_that_is_none(known, report, reader):
    with pytest.raises(OptionError, match="grade 'Z'"):
        known.add(report(), grade="Z", reader=reader)
    with pytest.raises(OptionError, match="date"):
        known.add(report(), day="soon", reader=reader)


def test_a_case_that_cannot_be_written_to(known, report, reader, monkeypatch):
    monkeypatch.setattr(
        "whowhom.intake.adding.writing", lambda folder: lock.writing(folder, wait=0.05)
    )
    with FileLock(known.folder / lock.LOCK_NAME), pytest.raises(CaseBusyError):
        known.add(report(), reader=reader)
    known.folder.chmod(0o555)
    try:
        with pytest.raises(CaseReadOnlyError):
            known.add(report(), reader=reader)
    finally:
        known.folder.chmod(0o755)


def test_reading_changes_nothing(known, report, reader):
    before = state(known)
    answer = known.read([report()], day="2021-03-12", outlet="The Daily", reader=reader)
    assert state(known) == before
    (one,) = answer.answer.readings
    text = NORTH
    assert all(text[r.start : r.end] == r.quote for r in one.records)
    added = known.add(report(), day="2021-03-12", outlet="The Daily", reader=reader)
    assert sum(r.counted for r in one.records if r.kind == "event") == added.counted
    queue = known.review().answer.queue
    assert {r.id for r in queue} == {r.id for r in one.records}


def test_reading_several_files_says_which_could_not_be_read(known, report, reader, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    answer = known.read([report(), empty], reader=reader)
    assert len(answer.answer.readings) == 1
    assert answer.answer.unread[0][0].endswith("empty.txt")
    with pytest.raises(FileError):
        known.read(empty, reader=reader)


# ---- what is a report ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", b"", True),
        ("a.PDF", b"", True),
        ("a.md", b"x", True),
        ("a.txt", b"The men left the village on Monday.\n", True),
        ("page", b"\xef\xbb\xbf <!DOCTYPE html><html></html>", True),
        ("paper", b"%PDF-1.7\n", True),
        ("a.txt", b"id\tside_a\tside_b\n1\tx\ty\n2\tx\ty\n", False),
        ("a.csv", b"The men left.\n", False),
        ("train.dat", b"0\t1\t2\t3\n", False),
        ("none.txt", None, False),
    ],
)
def test_what_is_taken_for_a_report(tmp_path, name, content, expected):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert is_report(path) is expected


def test_a_table_by_any_ending_stays_a_table(ged):
    path = ged({}, name="events.txt")
    assert not is_report(path)


def test_a_folder_gives_its_reports_in_order(tmp_path):
    for name in ("b.txt", "a/c.html", ".hidden/d.md", "e.jpg", "a/.f.md"):
        path = tmp_path / "all" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The men left the village.")
    reports, others = expand([tmp_path / "all", tmp_path / "x.csv"])
    assert [p.name for p in reports] == ["c.html", "b.txt"]
    assert [p.name for p in others] == ["x.csv"]
    (tmp_path / "bare").mkdir()
    with pytest.raises(FileError, match="no report"):
        expand([tmp_path / "bare"])


def test_only_reading_loads_what_reading_takes():
    script = (
        "import sys, whowhom\n"
        "case = whowhom.open('afghanistan')\n"
        "case.show('AFC0246')\n"
        "case.review()\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.decode().split()}
    assert not loaded & {"spacy", "sklearn", "trafilatura", "pypdf", "dateparser", "pydantic_ai"}


def test_without_the_extra_it_is_said(known, report, monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setattr("whowhom.case._embedded", lambda: EmbeddedReader("packaged"))
    with pytest.raises(MissingExtraError, match=r"whowhom\[reading\]"):
        known.read(report())
