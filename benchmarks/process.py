"""Run a process to its end and say what it took."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import whowhom

ROOT = Path(__file__).parent.parent
# Linux counts the peak in kilobytes, macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took.

    Parameters
    ----------
    seconds : float
        Wall time, the start of the interpreter included.
    cpu : float
        Seconds of processor time, user and system, over all its threads.
    peak_mb : float
        Largest resident memory, in 1e6 bytes.
    said : str
        The last line that it printed.
    """

    seconds: float
    cpu: float
    peak_mb: float
    said: str


def python(*arguments: str | Path) -> Usage:
    """Run this Python with the whowhom that is imported here; raises RuntimeError if it fails.

    A child that has not yet begun counts the memory of its parent as its own, so whoever measures
    must stay small: data are made in processes of their own, too.
    """
    source = Path(whowhom.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{ROOT}"}
    return _run([sys.executable, *map(str, arguments)], environment)


def _run(command: Sequence[str], environment: dict[str, str]) -> Usage:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, env=environment, cwd=ROOT)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
        output.seek(0)
        said = (output.read().splitlines() or [""])[-1]
        cpu = used.ru_utime + used.ru_stime
        return Usage(seconds, cpu, used.ru_maxrss * _UNIT / 1e6, said)
