"""Rules of the room: who may import whom, and what loads the compiler."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parents[2] / "src" / "whowhom" / "engine"
ORDER = [
    "columns",
    "history",
    "acts",
    "stream",
    "mechanisms",
    "kernels",
    "likelihood",
    "rates",
    "simulate",
    "factors",
    "ledger",
    "choice",
    "fit",
    "model",
    "explain",
    "traces",
    "drivers",
    "lags",
    "weights",
    "bands",
    "frailty",
    "kinds",
]


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names: set[str] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.startswith("whowhom.engine")
        ):
            names |= (
                {node.module.split(".")[2]}
                if node.module.count(".") > 1
                else {a.name for a in node.names}
            )
        if isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_imports_run_one_way() -> None:
    files = [p for p in ROOM.glob("*.py") if p.stem != "__init__"]
    assert {p.stem for p in files} == set(ORDER)
    for path in files:
        later = ORDER[ORDER.index(path.stem) :]
        assert not imported(path) & set(later), path


def test_only_the_kernels_import_numba() -> None:
    assert [p.stem for p in ROOM.glob("*.py") if "numba" in imported(p)] == ["kernels"]


def test_importing_the_room_leaves_the_compiler_alone() -> None:
    code = "import sys, whowhom.engine, whowhom.engine.explain; sys.exit('numba' in sys.modules)"
    environment = {"PYTHONPATH": str(ROOM.parents[2])}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )
