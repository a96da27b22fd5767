"""`whowhom get` as a script sees it."""

import pytest
from typer.testing import CliRunner

from tests.gedfile import ged_text
from whowhom.cli.app import app
from whowhom.errors import CaseMissingError, FetchError, FileError, OptionError
from whowhom.store.folder import create


def run(*args):
    return CliRunner().invoke(app, ["get", *map(str, args)], catch_exceptions=True)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("WHOWHOM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("WHOWHOM_CASE", raising=False)
    monkeypatch.chdir(tmp_path)


def test_from_a_file_into_a_case(tmp_path):
    own = tmp_path / "GEDEvent_v25_0_3.csv"
    own.write_text(ged_text([{"date_start": "2025-03-02"}]), "utf-8")
    folder = create(tmp_path / "c")
    done = run("ucdp", "--from-file", own, "--case", folder)
    assert done.exit_code == 0, done.output
    assert "UCDP GED Candidate 25.0.3: copied" in done.output
    assert "published 2025-04-20 (by its version)" in done.output and "sha256 " in done.output
    assert "nothing changed" in run("ucdp", "--from-file", own, "--case", folder).output


def test_the_list_asks_nothing_of_the_network():
    done = run("ucdp", "--list")
    assert done.exit_code == 0 and "ged/ged261-csv.zip" in done.output


def test_what_will_be_fetched_is_said_first():
    done = run("ucdp", "--fetch-only", "--base", "http://127.0.0.1:1/x")
    assert isinstance(done.exception, FetchError)
    assert done.output.startswith("fetching UCDP GED 26.1 from http://127.0.0.1:1/x/ged/ged261-csv")


@pytest.mark.parametrize(
    ("args", "error"), [(["ucdp"], CaseMissingError), (["acled"], OptionError)]
)
def test_nothing_is_fetched_without_need(args, error):
    done = run(*args)
    assert isinstance(done.exception, error) and "fetching" not in done.output


def test_the_list_of_actors_goes_into_the_tables(tmp_path):
    own = tmp_path / "ucdp-actor-261.csv"
    own.write_text(
        "ActorId,NameData,NameOrig,Splinter,NamePrev,Alliance,NameAlliance,Location\n"
        "1,Old Front,Frente Viejo,0,,0,,Peru\n2,New Front,,1,Old Front,0,,Peru\n",
        "utf-8",
    )
    folder = create(tmp_path / "c")
    done = run("ucdp", "--actors", "--from-file", own, "--case", folder)
    assert done.exit_code == 0, done.output
    assert "New Front" in (folder / "actors.csv").read_text("utf-8")
    assert "splinter of" in (folder / "ties.csv").read_text("utf-8")


@pytest.mark.parametrize("name", ["actors2015.csv", "mine.csv"])
def test_a_list_of_actors_is_of_no_version_that_nobody_tells(tmp_path, name):
    own = tmp_path / name
    own.write_text("ActorId,NameData,Splinter,Alliance\n1,A,0,0\n", "utf-8")
    done = run("ucdp", "--actors", "--from-file", own, "--case", create(tmp_path / "c"))
    assert isinstance(done.exception, FileError) and "tells no version" in str(done.exception)


def test_another_table_is_no_list_of_actors(tmp_path):
    own = tmp_path / "ucdp-actor-261.csv"
    own.write_text("day,who\n1,A\n", "utf-8")
    done = run("ucdp", "--actors", "--from-file", own, "--case", create(tmp_path / "c"))
    assert isinstance(done.exception, FileError) and "no list of actors" in str(done.exception)
