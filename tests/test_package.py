"""The package as a whole: its public names, what importing it loads, and its docs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import whowhom
from tests.transcript import says

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("numpy", "duckdb", "scipy", "ruptures", "rich", "typer", "pandas", "pycountry")


def test_the_public_names():
    assert whowhom.__all__ == sorted(whowhom.__all__)
    assert set(whowhom.__all__) == {"Case", "WhowhomError", "__version__", "init", "open"}
    for name in whowhom.__all__:
        assert getattr(whowhom, name)
    with pytest.raises(AttributeError):
        _ = whowhom.nothing


def loaded(code):
    script = f"import sys; {code}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.decode().split()}


def test_import_whowhom_loads_nothing_heavy():
    assert not loaded("import whowhom") & set(HEAVY)


def test_the_command_line_loads_no_data_library_before_it_is_asked():
    assert not loaded("import whowhom.cli.app") & {"numpy", "duckdb", "scipy", "ruptures"}


def test_version_is_told_once():
    import tomllib

    told = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert told == whowhom.__version__


def test_no_machine_paths_hosts_or_tickets_in_the_source():
    pattern = re.compile(r"/root/|/home/\w|localhost:\d|\bTODO\b|\bFIXME\b")
    for folder in ("src", "scripts", "docs", "benchmarks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".md", ".toml"):
                assert not pattern.search(path.read_text("utf-8")), path


BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def transcripts():
    text = (ROOT / "README.md").read_text("utf-8")
    return [b for b in BLOCK.findall(text) if b.startswith("$ whowhom")]


def test_the_readme_shows_what_the_command_prints():
    shown = transcripts()
    assert shown
    for block in shown:
        command, _, expected = block.partition("\n")
        args = re.findall(r'"[^"]*"|\S+', command.removeprefix("$ whowhom "))
        done = subprocess.run(
            [sys.executable, "-m", "whowhom", *(a.strip('"') for a in args)],
            capture_output=True,
            check=True,
            cwd=ROOT,
        )
        printed = done.stdout.decode()
        for part in expected.split("...\n"):
            assert says(printed, part), f"stale transcript: {command}\n{part}"


def test_every_room_has_its_place_in_the_contract():
    contract = (ROOT / "pyproject.toml").read_text("utf-8")
    rooms = [p.name for p in (ROOT / "src" / "whowhom").iterdir() if (p / "__init__.py").exists()]
    for room in rooms:
        assert re.search(rf"whowhom\.{room}\b", contract), room


@pytest.mark.parametrize(
    ("asked", "never"),
    [
        ("relation('Taliban', 'ISIS-K')", {"numba", "whowhom.forecasting.fitted"}),
        ("forecast('Taliban', dataset='chronicle')", {"numba", "whowhom.forecasting.fitted"}),
        ("forecast('Taliban', 'ISIS-K', as_of='2021-09-02')", {"numba"}),
    ],
)
def test_models_load_only_where_something_is_fitted(asked, never):
    script = f"import sys, whowhom; whowhom.open('afghanistan').{asked}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert not set(done.stdout.decode().split()) & never
