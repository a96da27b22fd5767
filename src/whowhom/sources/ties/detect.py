"""Which source of ties a file belongs to."""

from pathlib import Path
from typing import Any, Final

from whowhom.errors import FileError
from whowhom.sources.header import Header, read_header
from whowhom.sources.table import folded
from whowhom.sources.ties import actor_list, external_support, militants
from whowhom.sources.ties.told import Told

_SOURCES: Final[tuple[Any, ...]] = (external_support, actor_list, militants)


def source_of(path: Path, encoding: str | None) -> Any | None:
    """The module that reads a file of ties; None for any other file."""
    if path.is_dir():
        return None
    try:
        header = read_header(path, encoding)
    except FileError:
        return None  # The sources of events say what is wrong with it.
    names = _names(header)
    return next((source for source in _SOURCES if source.recognises(names)), None)


def read(path: Path, encoding: str | None, source: Any) -> Told:
    """All that a file of ties tells, by the source that recognised it."""
    header = read_header(path, encoding)
    told: Told = source.read(header, _names(header))
    return told


def _names(header: Header) -> set[str]:
    return {folded(name) for name in header.names}
