"""Make a local environment with what is locked, and install whowhom in it.

    python3 scripts/environment.py core     # .venv-core: the core alone, as a user has it
    python3 scripts/environment.py test     # .venv-test: with what the tests need, editable

Needs nothing but Python's standard library. An environment that is up to date is left alone.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
BUILDER = "flit_core"
ROOT = Path(__file__).resolve().parents[1]
NO_PIP = (
    "this python3 cannot make environments (no ensurepip, no pip, no uv); type: "
    "sudo apt install python3-venv   (Debian, Ubuntu), then run make again"
)


def main(kind: str) -> None:
    """Make or renew the environment of a kind, ``core`` or ``test``."""
    check_version()
    place = ROOT / f".venv-{kind}"
    wanted = fingerprint(kind)
    stamp = place / ".whowhom"
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    print(f"environment {place.name}: installing from requirements/{kind}.txt ...", flush=True)
    shutil.rmtree(place, ignore_errors=True)
    pip = make(place)
    install = [*pip, "install", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:"]
    run([*install, *locked, "-r", str(ROOT / "requirements" / f"{kind}.txt")])
    # The builder is a tool of the moment: in the core environment it does not stay.
    run([*install, *locked, "-r", str(ROOT / "requirements" / "build.txt")])
    editable = ["--editable"] if kind == "test" else []
    run([*install, "--no-deps", "--no-build-isolation", *editable, str(ROOT)])
    if kind == "core":
        run(
            [
                *pip,
                "uninstall",
                *([] if "uv" in Path(pip[0]).name else ["--yes", "--quiet"]),
                BUILDER,
            ]
        )
    stamp.write_text(wanted, "utf-8")


def check_version() -> None:
    """Stop with one line if this Python is not one that whowhom is tested on."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        given = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"python3 is {given}; whowhom is tested on {'.'.join(map(str, OLDEST))} to "
            f"{'.'.join(map(str, NEWEST))}; name another: make PYTHON=python3.12 ..."
        )


def fingerprint(kind: str) -> str:
    """Changes whenever the environment must be made anew."""
    digest = hashlib.sha256(f"{sys.version} {sys.prefix}".encode())
    files = [ROOT / "pyproject.toml", ROOT / "requirements" / "build.txt"]
    files.append(ROOT / "requirements" / f"{kind}.txt")
    if kind == "core":  # installed as a copy: renew it when the code changes
        files += [p for p in (ROOT / "src").rglob("*") if p.is_file() and p.suffix != ".pyc"]
    for file in sorted(files):
        digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()


def make(place: Path) -> list[str]:
    """Make an empty environment; return the installer that works on it."""
    inner = str(place / "bin" / "python")
    if importlib.util.find_spec("ensurepip"):
        run([sys.executable, "-m", "venv", str(place)])
        return [inner, "-m", "pip", "--disable-pip-version-check"]
    # Debian leaves ensurepip out of python3; another pip can install into the environment.
    run([sys.executable, "-m", "venv", "--without-pip", str(place)])
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", "--python", inner, "--disable-pip-version-check"]
    if uv := shutil.which("uv"):
        os.environ["VIRTUAL_ENV"] = str(place)
        return [uv, "pip"]
    shutil.rmtree(place, ignore_errors=True)
    sys.exit(NO_PIP)


def run(command: list[str]) -> None:
    """Run a command; stop with its exit code if it fails."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(command, env=environment, check=False)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}")


if __name__ == "__main__":
    if sys.argv[1:] not in (["core"], ["test"]):
        sys.exit("say which environment: core or test")
    main(sys.argv[1])
