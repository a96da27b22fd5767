"""A benchmark's report: a table to read, and JSON to compare."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.machine import machine

_MET = {True: "met", False: "MISSED", None: ""}


def arguments(description: str | None, rows: int | None = None) -> argparse.ArgumentParser:
    """A parser with ``--json`` and, where data are made, their size and a folder to keep them."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    if rows is not None:
        parser.add_argument("--rows", type=int, default=rows, help=f"default {rows:,}")
        parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the data there")
    return parser


def publish(name: str, figures: Sequence[Figure], out: Path | None) -> None:
    """Print the figures as a table; write them with date and machine where asked."""
    width = max(len(figure.name) for figure in figures)
    print(f"{name}: {'figure':<{width}} {'value':>10} {'target':>10}")
    for each in figures:
        target = "" if each.target is None else f"{each.target:,.2f}"
        line = f"{each.name:<{width}} {each.value:>10,.2f} {target:>10} {each.unit:<4}"
        print(f"{'':{len(name)}}  {line} {_MET[each.met]}".rstrip())
    if out is not None:
        told = [{**asdict(each), "met": each.met} for each in figures]
        when = datetime.now(UTC).isoformat(timespec="seconds")
        whole = {"benchmark": name, "date": when, "machine": machine(), "figures": told}
        out.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
