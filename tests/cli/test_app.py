"""The command line as a script sees it: exit codes, one line on stderr, JSON alone on stdout."""

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from whowhom.cli.app import app


def run(*args, **env):
    return subprocess.run(
        [sys.executable, "-m", "whowhom", *map(str, args)],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
    )


def test_the_main_job(tmp_path, ged):
    path = ged(
        {},
        {"side_a": "IS", "side_b": "Taleban", "type_of_violence": 2},
        name="GEDEvent_v21_0_1.csv",
    )
    case = tmp_path / "c"
    assert run("init", case).returncode == 0
    added = run("add", "--case", case, path)
    assert added.returncode == 0
    assert b"read                2\n  kept                2\n" in added.stdout
    assert b"reading" in added.stderr
    answer = run("relation", "Taliban", "ISIS-K", "--case", case)
    assert answer.returncode == 0
    assert answer.stdout.startswith(b"Taliban and ISIS-K: ")
    assert answer.stderr == b""


def test_json_is_one_document_and_the_same_bytes_each_time():
    first = run("relation", "Taliban", "ISIS-K", "--case", "afghanistan", "--json")
    again = run(
        "relation",
        "Taliban",
        "ISIS-K",
        "--case",
        "afghanistan",
        "--json",
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
    )
    assert first.returncode == again.returncode == 0
    assert first.stdout == again.stdout
    envelope = json.loads(first.stdout)
    assert list(envelope) == [
        "schema",
        "verb",
        "status",
        "question",
        "case",
        "as_of",
        "dataset",
        "answer",
        "evidence",
        "skill",
        "resolution",
        "caveats",
        "claims",
        "attribution",
    ]


def test_text_in_a_plain_terminal(tmp_path):
    done = run(
        "profile",
        "Jamiat",
        "--case",
        "afghanistan",
        LC_ALL="C",
        LANG="C",
        PYTHONIOENCODING="ascii",
        HOME=str(tmp_path / "none"),
    )
    assert done.returncode == 0
    done.stdout.decode("ascii")


@pytest.mark.parametrize(
    "args",
    [
        ["relation", "Talban", "ISIS-K"],
        ["relation", "Taliban", "Taleban"],
        ["relation", "Taliban", "ISIS-K", "--as-of", "1980-01-01"],
        ["relation", "Taliban", "ISIS-K", "--level", "7"],
        ["profile", "a\nb\x1b[31m"],
        ["show", "nothing"],
        ["profile", "Taliban", "--case", "/nowhere/at/all"],
        ["add", "--case", "afghanistan", "nothing.csv"],
        ["add", "nothing.csv"],
    ],
)
def test_an_expected_error_is_one_line_and_exit_1(args, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "whowhom", *args], capture_output=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"whowhom: ")
    assert b"Traceback" not in done.stderr
    assert b"next: " in done.stderr


def test_usage_errors_exit_2():
    assert run("relation", "Taliban").returncode == 2
    assert run("relation", "Taliban", "ISIS-K", "--as-of", "soon").returncode == 2
    assert run("nonsense").returncode == 2


def test_a_refusal_with_json_is_an_envelope_too():
    done = run("relation", "Talban", "ISIS-K", "--case", "afghanistan", "--json")
    assert done.returncode == 1
    envelope = json.loads(done.stdout)
    assert envelope["status"] == "refused"
    assert envelope["answer"]["error"] == "UnknownActorError"
    assert done.stderr.count(b"\n") == 1


def test_the_case_from_the_environment_and_the_current_folder(tmp_path, ged, case):
    case.add(ged({}))
    by_variable = run("profile", "Taliban", "--json", WHOWHOM_CASE=str(case.folder))
    assert json.loads(by_variable.stdout)["case"]["name"] == "case"
    here = subprocess.run(
        [sys.executable, "-m", "whowhom", "profile", "Taliban", "--json"],
        capture_output=True,
        check=True,
        cwd=case.folder,
    )
    assert here.stdout == by_variable.stdout


def test_nothing_is_written_beside_an_answer(tmp_path):
    tmp_path.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-m", "whowhom", "relation", "Taliban", "ISIS-K", "--case", "afghanistan"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_hostile_names_reach_the_terminal_as_plain_text(case, ged):
    name = "\u202e<b>[red]x\x1b[31m\nnext"
    case.add(ged({"side_b": name}))
    out = run("profile", "Taliban", "--case", case.folder).stdout.decode()
    out += run("profile", "Islamic Republic", "--case", case.folder).stdout.decode()
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[red]" in out


@pytest.mark.parametrize("command", ["init", "add", "relation", "profile", "show"])
def test_every_command_and_option_is_documented(command):
    from typer.main import get_command

    found = get_command(app).commands[command]
    assert found.help
    assert all(getattr(p, "help", "") for p in found.params)
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_a_closed_pipe_is_no_traceback():
    script = f"{sys.executable} -m whowhom profile Taliban --case afghanistan | head -1"
    done = subprocess.run(script, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_a_full_or_closed_output_is_no_traceback():
    full = f"{sys.executable} -m whowhom profile Taliban --case afghanistan >/dev/full"
    done = subprocess.run(full, shell=True, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    closed = f"{sys.executable} -m whowhom profile Taliban --case afghanistan >&-"
    done = subprocess.run(closed, shell=True, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr


def test_json_of_a_missing_case_is_an_envelope(tmp_path):
    done = run("profile", "Taliban", "--case", tmp_path / "none", "--json")
    assert json.loads(done.stdout)["answer"]["error"] == "CaseMissingError"
    assert json.loads(done.stdout)["question"]["actor"] == "Taliban"


def test_a_failed_add_says_one_line(tmp_path, case):
    (tmp_path / "bad.csv").write_text("id,side_a,side_b,type_of_violence,date_start\n1,2,3,4,5\n")
    done = run("add", "--case", case.folder, tmp_path / "bad.csv")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)


def test_a_name_too_long_for_any_file():
    for args in (
        ["add", "--case", "afghanistan", "x" * 300],
        ["init", "x" * 300],
        ["profile", "Taliban", "--case", "x" * 5000],
    ):
        done = run(*args)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
