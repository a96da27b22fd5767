"""What tests share: the reference data, the built-in case, and small files in UCDP's form."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import settings

from tests.gedfile import ged_text
from whowhom.case import Case
from whowhom.sources import detect
from whowhom.sources.source import Job, Options, Reading

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every machine and every day: a suite that passes goes on passing. No clock:
# how long an example takes is no property.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The reference data: WHOWHOM_DATA, or ../shared/data beside the repository.

    Without it a test is skipped, saying so; with WHOWHOM_REQUIRE_DATA it fails.
    """
    folder = Path(os.environ.get("WHOWHOM_DATA") or ROOT.parent / "shared" / "data")
    if folder.is_dir():
        return folder
    message = f"no reference data in {folder} (set WHOWHOM_DATA)"
    if os.environ.get("WHOWHOM_REQUIRE_DATA"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Path]:
    """A cache folder of the tests' own: models of the built-in case go there."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.delenv("WHOWHOM_CACHE", raising=False)
        yield folder


@pytest.fixture(scope="session")
def afghanistan() -> Case:
    """The built-in case."""
    return Case("afghanistan")


@pytest.fixture
def connection() -> Iterable[duckdb.DuckDBPyConnection]:
    """A DuckDB of one's own."""
    own = duckdb.connect()
    yield own
    own.close()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A new, empty case."""
    from whowhom.store.folder import create

    return Case(create(tmp_path / "case"))


@pytest.fixture
def read(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> Callable[..., Reading]:
    """Read a file with the source that recognises it."""

    def _read(path: Path, **options: Any) -> Reading:
        scratch = tmp_path / "scratch"
        scratch.mkdir(exist_ok=True)
        return detect.read(Job(path, Options(**options), connection, scratch))

    return _read


@pytest.fixture
def ged(tmp_path: Path) -> Callable[..., Path]:
    """Write a GED file from rows that name only what matters; see `tests.gedfile`."""

    def _write(
        *rows: dict[str, Any], name: str = "extract.csv", encoding: str = "utf-8", **form: Any
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(ged_text(rows, **form).encode(encoding))
        return path

    return _write
