"""Getting a file of UCDP's: from the cache, from the network, or from a file the user has."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from whowhom.errors import FetchError, FileError
from whowhom.sources.fetch import cache
from whowhom.sources.fetch.address import check_base
from whowhom.sources.fetch.cache import Record
from whowhom.sources.fetch.download import Damaged, download
from whowhom.sources.fetch.manner import Manner
from whowhom.sources.fetch.ucdp import BASE, Wanted, list_told, look_over, version_told, wanted
from whowhom.sources.header import exists
from whowhom.sources.source import Progress


def today() -> date:
    """The day by the machine's clock."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Wish:
    """What to get, and whence.

    Parameters
    ----------
    version, month, actors
        As `whowhom.sources.fetch.ucdp.wanted` takes them.
    base : str
        Address of a mirror; UCDP's own if empty.
    from_file : Path, optional
        A file that the user has already, instead of the network.
    fresh : bool
        Fetch again what is in the cache.
    """

    version: str = ""
    month: str = ""
    actors: bool = False
    base: str = ""
    from_file: Path | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Got:
    """A file in the cache.

    Parameters
    ----------
    path : Path
        Where it is.
    wanted : Wanted
        What it is.
    record : Record
        Whence and when it came, and its checksum.
    how : str
        ``fetched``, ``cached`` (nothing was asked of the network) or ``copied``.
    """

    path: Path
    wanted: Wanted
    record: Record
    how: str


def fetch(
    wish: Wish,
    manner: Manner,
    today: Callable[[], date],
    say: Callable[[str], None],
    progress: Progress,
) -> Got:
    """Get a file of UCDP's.

    Parameters
    ----------
    wish : Wish
        What to get.
    manner : Manner
        Patience and limits.
    today : callable
        The clock of the record.
    say : callable
        Told in one line what will be fetched and from where, before the network is asked; then
        what came.
    progress : Progress
        Told the step and the share done.

    Returns
    -------
    Got
        The file in the cache, and its record.

    Raises
    ------
    WhowhomError
        A FetchError if it cannot be had, a FileError if the user's own file cannot be used, or an
        OptionError.
    """
    if wish.from_file is not None:
        return _told(_from_file(wish, wish.from_file, today), say)
    goal = wanted(wish.version, wish.month, wish.actors)
    url = f"{check_base(wish.base or BASE)}/{goal.path}"
    path = cache.place(goal.name)
    with cache.fetching(path):
        known = cache.recorded(path)
        if known and not wish.fresh and known.url in (url, "file"):
            return _told(Got(path, goal, known, "cached"), say)
        say(f"fetching {goal.title} from {url} to {path}")

        def check(fetched: Path) -> None:
            look_over(fetched, goal, url)

        told = download(url, path, check, manner, progress)
        record = Record(
            title=goal.title,
            version=goal.version,
            url=url,
            final_url=told.final_url,
            fetched=today().isoformat(),
            sha256=cache.digest(path),
            bytes=path.stat().st_size,
            etag=told.etag,
            last_modified=told.last_modified,
        )
        return _told(Got(path, goal, _write(path, record, known), "fetched"), say)


def _told(got: Got, say: Callable[[str], None]) -> Got:
    """Say what is in the cache now."""
    record = got.record
    say(f"{record.title}: {got.how}, {record.bytes:,} bytes, first seen {record.fetched}")
    say(f"  {got.path}")
    say(f"  sha256 {record.sha256}")
    if record.final_url != record.url:
        say(f"  redirected to {record.final_url}")
    return got


def _write(path: Path, record: Record, known: Record | None) -> Record:
    """Write the record; the same bytes keep the day on which they were first seen."""
    if known and known.sha256 == record.sha256:
        record = replace(record, fetched=known.fetched)
    cache.write(path, record)
    return record


def _from_file(wish: Wish, source: Path, today: Callable[[], date]) -> Got:
    """Take over a file that the user has."""
    if not exists(source) or not source.is_file():
        raise FileError(f"'{source}' is no file", "a file of UCDP's", "check --from-file")
    if wish.actors:
        goal = wanted(list_told(source, wish.version), "", True)
    else:
        goal = wanted(version_told(source, wish.version, wish.month))
    path = cache.place(_kept_as(goal, zipfile.is_zipfile(source)))
    with cache.fetching(path):
        known = cache.recorded(path)
        if known and known.sha256 == cache.digest(source):
            return Got(path, goal, known, "copied")
        try:
            cache.keep(source, path, lambda copy: look_over(copy, goal, str(source)))
        except (Damaged, FetchError, OSError) as error:
            why = error.given if isinstance(error, FetchError) else str(error)
            raise FileError(
                f"'{source}' cannot be used ({why})", "a whole file of UCDP's", "download it again"
            ) from None
        record = Record(
            title=goal.title,
            version=goal.version,
            url="file",
            final_url="file",
            fetched=today().isoformat(),
            sha256=cache.digest(path),
            bytes=path.stat().st_size,
            etag="",
            last_modified="",
        )
        return Got(path, goal, _write(path, record, known), "copied")


def _kept_as(goal: Wanted, is_zip: bool) -> str:
    """Name in the cache: UCDP's for its own form, the table's beside it for the other."""
    if is_zip == goal.name.endswith(".zip"):
        return goal.name
    return goal.name + ".zip" if is_zip else goal.name.removesuffix("-csv.zip") + ".csv"
