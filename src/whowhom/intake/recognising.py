"""Recognising: whether a file is a report to be read, or a table of events."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from whowhom.errors import FileError, WhowhomError
from whowhom.sources import detect
from whowhom.sources.header import exists
from whowhom.sources.quadruples import recognises as is_quadruples
from whowhom.sources.source import Options

SUFFIXES: Final = (".html", ".htm", ".xhtml", ".pdf", ".md", ".markdown", ".txt")
"""Endings of reports; a ``.txt`` only where it is no table."""
_CERTAIN: Final = SUFFIXES[:-1]
_HTML = re.compile(
    rb"\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.I | re.S
)
_HEAD = 4096


def is_report(path: Path) -> bool:
    """Whether a path is a report; anything that is not is left to the sources of events.

    By its ending, or by what it begins with. A ``.txt`` is a report unless a source of events knows
    it or its lines look like those of a table.
    """
    if not exists(path) or path.is_dir():
        return False
    suffix = path.suffix.lower()
    if suffix in _CERTAIN:
        return True
    with path.open("rb") as handle:
        head = handle.read(_HEAD)
    if head.startswith(b"%PDF-") or _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return True
    return suffix == ".txt" and not _tabular(head) and not _known(path)


def expand(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Reports, those of folders too, and whatever else is left to the sources of events.

    Raises
    ------
    FileError
        If a folder holds neither.
    """
    reports: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if is_folder_of_reports(path):
            reports += reports_in(path)
        else:
            (reports if is_report(path) else others).append(path)
    return list(dict.fromkeys(reports)), others


def reports_in(folder: Path) -> list[Path]:
    """Reports in a folder and those below it, by path; what is hidden is left out.

    Raises
    ------
    FileError
        If there is none.
    """
    found = sorted(_reports_in(folder))
    if not found:
        raise FileError(
            f"'{folder}' holds no report",
            f"a folder of {', '.join(SUFFIXES)} files, or a quadruple folder",
            "name the files",
        )
    return found


def is_folder_of_reports(path: Path) -> bool:
    """Whether a path is a folder, and no quadruple folder."""
    return exists(path) and path.is_dir() and not is_quadruples(path)


def _reports_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in inside)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path


def _tabular(head: bytes) -> bool:
    """Whether most lines have the same number of tabs, at least two, as a table's have."""
    lines = [line for line in head.split(b"\n")[:20] if line.strip()]
    tabs = [line.count(b"\t") for line in lines]
    return bool(tabs) and max(tabs) >= 2 and 2 * tabs.count(max(tabs)) > len(tabs)


def _known(path: Path) -> bool:
    try:
        detect.importer_of(path, Options())
    except WhowhomError:
        return False
    return True
