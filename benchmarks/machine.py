"""The machine and the software that figures were measured with."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

import whowhom

_PACKAGES = ("duckdb", "numpy", "scipy", "ruptures")


def machine() -> dict[str, object]:
    """Processor, cores, memory, system, and the versions of Python and packages."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9, 1),
        "load": os.getloadavg()[0],
        "system": platform.platform(),
        "python": platform.python_version(),
        "whowhom": whowhom.__version__,
        "packages": {name: version(name) for name in _PACKAGES},
    }


def _cpu() -> str:
    """Name of the processor: Linux tells it in a file, others may tell Python."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
