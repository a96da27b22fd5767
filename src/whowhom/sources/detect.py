"""Which source a file belongs to."""

from pathlib import Path

from whowhom.errors import FileError
from whowhom.sources import quadruples, ucdp
from whowhom.sources.header import read_header
from whowhom.sources.source import Job, Reading

KNOWN = "UCDP GED (any vintage, candidate, HDX) or a quadruple folder (train.txt and id maps)"


def read(job: Job) -> Reading:
    """Read a file or folder with the source that recognises it.

    Parameters
    ----------
    job : Job
        What to read.

    Returns
    -------
    Reading
        Its events.

    Raises
    ------
    FileError
        If no source recognises it, or the one that does cannot use it.
    """
    if quadruples.recognises(job.path):
        return quadruples.read(job)
    header = read_header(job.path, job.options.encoding)
    if ucdp.recognises(header):
        return ucdp.read(job)
    raise FileError(
        f"'{job.path}' is in no known format (its first fields: {_first(header.names)})",
        KNOWN,
        "check that it is the file you meant",
    )


def importer_of(path: Path) -> str:
    """Name and version of the code that would read a path; part of the name of an import."""
    return quadruples.IMPORTER if path.is_dir() else ucdp.IMPORTER


def _first(names: tuple[str, ...]) -> str:
    shown = ", ".join(name[:30] for name in names[:4])
    return shown[:120] + (", ..." if len(names) > 4 else "")
