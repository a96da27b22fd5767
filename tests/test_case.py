"""The case on disk: nothing lost, nothing half-written, whoever writes and whoever dies."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from filelock import FileLock

from whowhom.case import Case
from whowhom.errors import (
    CaseBusyError,
    CaseDamagedError,
    CaseMissingError,
    CaseReadOnlyError,
    CaseTooLargeError,
    FileError,
    InputError,
    OptionError,
)
from whowhom.store import lock, log
from whowhom.store.folder import create


def state(case):
    return {
        p.name: p.read_bytes()
        for p in sorted(case.folder.rglob("*"))
        if p.is_file() and p.name != lock.LOCK_NAME
    }


def test_the_same_file_twice_changes_nothing(case, ged):
    path = ged({}, {})
    first = case.add(path)
    before = state(case)
    second = case.add(path)
    assert (first.new, second.new) == (True, False)
    assert second.import_id == first.import_id
    assert state(case) == before


@pytest.mark.parametrize("content", [b"", b"nonsense", b"PK\x03\x04", b"id,side_a,side_b\n1,2,3\n"])
def test_a_refused_file_leaves_the_case_as_it_was(case, ged, tmp_path, content):
    case.add(ged({}))
    before = state(case)
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    with pytest.raises(FileError):
        case.add(bad)
    assert state(case) == before


def test_the_log_says_who_added_what_when(case, ged):
    case.add(ged({}, name="a.csv"), today=lambda: date(2024, 2, 3))
    (entry,) = log.read(case.folder)
    assert (entry["source"], entry["when"], entry["kept"]) == ("a.csv", "2024-02-03", 1)


def test_a_lost_log_line_is_made_good_by_adding_again(case, ged):
    path = ged({})
    case.add(path)
    (case.folder / log.LOG_NAME).unlink()
    case.add(path)
    assert len(log.read(case.folder)) == 1


def test_another_writer(case, ged, monkeypatch):
    monkeypatch.setattr("whowhom.adding.writing", lambda folder: lock.writing(folder, wait=0.05))
    with FileLock(case.folder / lock.LOCK_NAME), pytest.raises(CaseBusyError, match="writing to"):
        case.add(ged({}))


def test_readers_take_no_lock(case, ged):
    case.add(ged({}, {"date_start": "2021-06-01"}))
    with FileLock(case.folder / lock.LOCK_NAME):
        assert case.profile("Taliban").answer.activity[0].total.acts == 2


def test_a_read_only_case(case, ged):
    path = ged({})
    case.folder.chmod(0o555)
    try:
        with pytest.raises(CaseReadOnlyError, match="read-only"):
            case.add(path)
    finally:
        case.folder.chmod(0o755)


@pytest.mark.parametrize(
    "piece", ["actors.csv", "aliases.csv", "ties.csv", "statements.csv", "coverage.csv", "events"]
)
def test_a_missing_piece_is_named(case, ged, piece):
    case.add(ged({}))
    target = case.folder / piece
    target.rename(target.with_name("gone"))
    with pytest.raises(CaseDamagedError, match=piece):
        case.snapshot()


@pytest.mark.parametrize(
    ("piece", "content"),
    [
        ("case.toml", b"name = "),
        ("case.toml", b"\xff\xfe"),
        ("actors.csv", b"\xff\xff"),
        ("aliases.csv", b"alias\nx\n"),
        ("coverage.csv", b""),
    ],
)
def test_a_damaged_piece_is_named(case, ged, piece, content):
    case.add(ged({}))
    (case.folder / piece).write_bytes(content)
    with pytest.raises(CaseDamagedError, match=piece):
        case.snapshot()


def test_a_damaged_or_foreign_parquet_file_is_named(case, ged):
    import duckdb

    case.add(ged({}))
    foreign = case.folder / "events" / "foreign.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS x) TO '{foreign}'")
    with pytest.raises(CaseDamagedError, match="not an import"):
        case.snapshot()
    foreign.write_bytes(b"PAR1 cut off")
    with pytest.raises(CaseDamagedError, match=r"foreign\.parquet"):
        case.snapshot()


def test_too_little_memory_is_no_damage(case, ged, monkeypatch):
    import duckdb

    case.add(ged({}))
    monkeypatch.setenv("WHOWHOM_MEMORY", "512MB")
    with pytest.raises(CaseTooLargeError, match="more than 512MB"), case._reading():
        raise duckdb.OutOfMemoryException("out of memory")


def test_memory_that_is_no_size(case, monkeypatch):
    monkeypatch.setenv("WHOWHOM_MEMORY", "much")
    with pytest.raises(OptionError, match="WHOWHOM_MEMORY=much"):
        Case(case.folder).snapshot()


def test_no_case(tmp_path):
    with pytest.raises(CaseMissingError, match="whowhom init"):
        Case(tmp_path / "nowhere")


def test_init_never_writes_over_anything(tmp_path, case):
    with pytest.raises(InputError, match="not an empty folder"):
        create(case.folder)
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(InputError):
        create(file)
    assert file.read_text() == "mine"


ADD = "import sys, whowhom; whowhom.open(sys.argv[1]).add(sys.argv[2])"


@pytest.mark.long
def test_kill_9_at_many_moments_of_add(tmp_path, ged):
    case = Case(create(tmp_path / "case"))
    case.add(ged({}, name="first.csv"))
    before = case.profile("Taliban", as_of="2022-01-01").answer.activity[0].total.acts
    path = ged(*({"id": n, "date_start": "2021-03-01"} for n in range(10, 4000)), name="second.csv")
    rng = random.Random(7)
    outcomes = set()
    for _ in range(25):
        process = subprocess.Popen([sys.executable, "-c", ADD, str(case.folder), str(path)])
        time.sleep(rng.uniform(0.05, 1.6))
        process.send_signal(signal.SIGKILL)
        process.wait()
        acts = Case(case.folder).profile("Taliban", as_of="2022-01-01")
        outcomes.add(acts.answer.activity[0].total.acts)
        for line in (case.folder / log.LOG_NAME).read_text().splitlines()[:-1]:
            json.loads(line)
    assert outcomes <= {before, before + 3990}
    Case(case.folder).add(path)
    total = Case(case.folder).profile("Taliban", as_of="2022-01-01").answer.activity[0].total
    assert total.acts == before + 3990
    left = [p.name for p in (case.folder / "events").iterdir() if p.name.startswith(".")]
    assert left == []


@pytest.mark.long
def test_two_writers_at_once_both_get_through(tmp_path, ged):
    case = Case(create(tmp_path / "case"))
    paths = [ged({"id": n}, name=f"{n}.csv") for n in (1, 2)]
    running = [
        subprocess.Popen([sys.executable, "-c", ADD, str(case.folder), str(p)]) for p in paths
    ]
    assert [p.wait() for p in running] == [0, 0]
    assert [i.provenance.sequence for i in case.imports()] == [1, 2]
    assert len(log.read(case.folder)) == 2


def test_the_clock_reaches_no_answer(afghanistan, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kabul")
    one = afghanistan.relation("Taliban", "ISIS-K").to_json()
    ask = "whowhom.open('afghanistan').relation('Taliban', 'ISIS-K').to_json()"
    code = f"import whowhom; print({ask}, end='')"
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "UTC"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, check=True)
    assert other.stdout.decode() == one


def test_a_time_of_day_is_cut_off(case, ged):
    from datetime import datetime

    case.add(ged({}), published=datetime(2022, 1, 1, 12))
    assert case.imports()[0].provenance.published == date(2022, 1, 1)
    assert case.profile("Taliban", as_of=datetime(2022, 1, 1, 5)).as_of == date(2022, 1, 1)


@pytest.mark.parametrize(
    "options",
    [
        {"as_of": 20210902},
        {"as_of": "9999-12-31"},
        {"level": "0.9"},
        {"level": None},
        {"seed": -1},
        {"seed": 1.5},
        {"dataset": 5},
        {"first": float("nan")},
    ],
)
def test_arguments_of_the_wrong_kind(afghanistan, options):
    with pytest.raises(InputError):
        afghanistan.relation("Taliban", "ISIS-K", **options)
    with pytest.raises(InputError):
        afghanistan.relation(None, "ISIS-K")


def test_a_broken_table_is_found_before_anything_is_written(case, ged):
    (case.folder / "aliases.csv").write_text("alias\nx\n")
    before = state(case)
    with pytest.raises(CaseDamagedError):
        case.add(ged({}))
    assert state(case) == before


def test_damage_inside_a_parquet_file_is_told(case, ged):
    case.add(ged(*({"id": n, "source_article": f"text {n}"} for n in range(500))))
    path = case.imports()[0].path
    content = bytearray(path.read_bytes())
    content[4:3000] = bytes(2996)
    path.write_bytes(bytes(content))
    with pytest.raises(CaseDamagedError, match="cannot be read"):
        case.relation("Taliban", "Islamic Republic", as_of="2021-06-01")


def test_init_here_and_beside_somebodys_files(tmp_path, monkeypatch):
    here = tmp_path / "mine"
    here.mkdir()
    other = tmp_path / ".mine.part"
    other.mkdir()
    (other / "precious").write_text("mine")
    monkeypatch.chdir(here)
    create(here.__class__("."))
    assert (here / "case.toml").exists()
    assert (other / "precious").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".mine.part", "mine"]


def test_a_case_of_any_name(tmp_path, ged):
    case = Case(create(tmp_path / 'a "b"\\ \n\x01 é'))
    case.add(ged({}))
    assert case.profile("Taliban", as_of="2022-01-01").case["name"]


def test_readers_never_see_half_an_import(case, ged, monkeypatch):
    seen = []
    monkeypatch.setattr("whowhom.store.imports.replacing", _watching(case, seen))
    case.add(ged({}))
    assert seen == [[]]


def _watching(case, seen):
    from contextlib import contextmanager

    from whowhom.store.atomic import replacing

    @contextmanager
    def watched(path):
        with replacing(path) as temporary:
            yield temporary
            seen.append([p.name for p in path.parent.iterdir() if not p.name.startswith(".")])

    return watched
