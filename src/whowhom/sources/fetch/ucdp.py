"""What UCDP puts out for download: releases, their addresses, and what such a file looks like.

Plain files over HTTPS, free under CC BY 4.0; UCDP's API, which asks for a token, is not used.
"""

import csv
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from whowhom.errors import FetchError, FileError, OptionError
from whowhom.sources.fetch.download import BY_HAND, Damaged, page_instead
from whowhom.sources.release import Release, release, release_of

BASE: Final = "https://ucdp.uu.se/downloads"
YEARLY: Final = ("26.1", "25.1", "24.1", "23.1", "22.1", "21.1", "20.1", "19.1")
"""Yearly releases, newest first; a version that is not listed is asked for by the same pattern."""
_MONTH = re.compile(r"(20\d\d)-(\d\d)")
_MOST_INSIDE = 16 << 30
_CHUNK = 1 << 20
_HEADER = re.compile(rb'^(?:\xef\xbb\xbf)?"?[\w ]+"?[,;]')


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of UCDP's.

    Parameters
    ----------
    title : str
        For people.
    version : str
        With dots.
    path : str
        Its address below the base.
    release : Release or None
        What a release of events covers; None for the list of actors.
    """

    title: str
    version: str
    path: str
    release: Release | None

    @property
    def name(self) -> str:
        """The name under which it is kept: ours, never a server's."""
        return self.path.rpartition("/")[2]

    def published(self, fetched: date) -> date | None:
        """The day it came out: UCDP's usual day, unless it was fetched before that."""
        if self.release is None:
            return None
        usual = self.release.published
        return fetched if self.release.window.last < fetched < usual else None


def wanted(version: str = "", month: str = "", actors: bool = False) -> Wanted:
    """The file that a user asks for.

    Parameters
    ----------
    version : str
        ``25.1`` (yearly), ``25.0.3`` (one month, candidate) or ``26.01.26.06`` (a span of months,
        candidate); by default the newest yearly release that is known.
    month : str
        A month such as ``2025-03``, instead of a version: its candidate file.
    actors : bool
        The list of actors of a yearly version instead of events.

    Raises
    ------
    OptionError
        If UCDP numbers no release so, or two wishes contradict each other.

    Examples
    --------
    >>> wanted("25.1").path, wanted(month="2025-03").path
    ('ged/ged251-csv.zip', 'candidateged/GEDEvent_v25_0_3.csv')
    >>> wanted(actors=True).path
    'actor/ucdp-actor-261-csv.zip'
    """
    if month:
        if version or actors:
            raise OptionError("--month was given with another wish", "one of them", "leave one out")
        version = _version_of(month)
    version = _spelled(version or YEARLY[0])
    told = release(version)
    short = version.replace(".", "")
    if re.fullmatch(r"\d\d\.[1-9]", version):
        if actors:
            return Wanted(
                f"UCDP Actor {version}", version, f"actor/ucdp-actor-{short}-csv.zip", None
            )
        return Wanted(f"UCDP GED {version}", version, f"ged/ged{short}-csv.zip", told)
    if actors:
        raise OptionError(
            f"there is no list of actors of version '{version}'",
            "a yearly version: 26.1",
            "name one",
        )
    name = f"candidateged/GEDEvent_v{version.replace('.', '_')}.csv"
    return Wanted(f"UCDP GED Candidate {version}", version, name, told)


def _version_of(month: str) -> str:
    found = _MONTH.fullmatch(month)
    if not found or not 1 <= int(found[2]) <= 12:
        raise OptionError(f"'{month[:30]}' is not a month", "a month such as 2025-03", "correct it")
    return f"{int(found[1]) - 2000:02d}.0.{int(found[2])}"


def _spelled(version: str) -> str:
    """A version as UCDP spells it: 26.1.26.6 is 26.01.26.06, 25.0.03 is 25.0.3."""
    parts = version.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        return version[:40]
    numbers = [int(part) for part in parts]
    if len(numbers) == 4:
        return ".".join(f"{n:02d}" for n in numbers)
    return ".".join([f"{numbers[0]:02d}", *map(str, numbers[1:])])


def named(path: Path) -> str:
    """The version that a file's own name tells, or the name of the one table inside; or nothing.

    >>> named(Path("GEDEvent_v25_1.csv")), named(Path("mine.csv"))
    ('25.1', '')
    """
    names = [path.name, path.name.replace("-csv", "")]
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                names += [n.replace("\\", "/").rpartition("/")[2] for n in archive.namelist()[:20]]
        except (zipfile.BadZipFile, OSError):
            pass
    found = next((r for name in names if (r := release_of(name))), None)
    return _spelled(found.version) if found else ""


def look_over(path: Path, goal: Wanted, url: str) -> None:
    """See that a file is what was asked for.

    Parameters
    ----------
    path : Path
        The file, under any name.
    goal : Wanted
        What it should be.
    url : str
        Where it came from, for the message.

    Raises
    ------
    Damaged
        If it is cut off, or its bytes have changed.
    FetchError
        If it is something else.
    """
    with path.open("rb") as handle:
        head = handle.read(4096)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise page_instead(url)
    if head[:4] == b"PK\x03\x04":
        _look_inside(path, goal)
    elif goal.name.endswith(".zip") and goal.path in url:
        raise FetchError(f"{url} is not a zip archive", "the file itself", BY_HAND)
    else:
        _look_at_table(path, head, url)
        if goal.release is None and b"namedata" not in head.lower().replace(b".", b""):
            raise FetchError(f"{url} is no list of actors", "UCDP's list of actors", BY_HAND)


def _look_inside(path: Path, goal: Wanted) -> None:
    """Check the sums of an archive, and the version that the table inside it is named after."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_INSIDE:
                raise FetchError("the archive holds more than 16 GB", "a release of UCDP", BY_HAND)
            bad = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged(f"a broken zip: {str(error)[:80]}") from None
    if bad:
        raise Damaged(f"a broken zip: {bad[:80]}")
    inside = named(path) if goal.release else ""
    if inside and inside != goal.version:
        raise FetchError(
            f"the archive holds version {inside}, not {goal.version}", "what was asked for", BY_HAND
        )


def _look_at_table(path: Path, head: bytes, url: str) -> None:
    """See that the last record of a table is as wide as its first."""
    if not _HEADER.match(head) or b"\x00" in head:
        raise FetchError(f"{url} is not a table of UCDP's", "CSV", BY_HAND)
    csv.field_size_limit(_CHUNK << 4)
    try:
        # Any byte is a letter here; only commas, quotes and line ends count.
        with path.open(encoding="latin-1", newline="") as handle:
            widths = [len(record) for record in csv.reader(handle) if record]
    except csv.Error as error:
        raise Damaged(str(error)[:80]) from None
    if not widths or len(set(widths[:1] + widths[-1:])) > 1:
        raise Damaged("its last record is cut off")


def version_told(path: Path, version: str, month: str) -> str:
    """Version of a file that a user has already: as told, or by its name.

    Raises
    ------
    FileError
        If neither tells it, or they differ.
    """
    told = wanted(version, month).version if version or month else ""
    found = named(path)
    if told and found and told != found:
        raise FileError(
            f"'{path}' is version {found} by its name, {told} was asked for",
            "one of them",
            "leave out --version and --month, or name the right file",
        )
    if not told and not found:
        raise FileError(
            f"the name of '{path}' tells no version of UCDP's",
            "a version beside --from-file",
            "name it: --version 25.1 or --month 2025-03",
        )
    return told or found


_ACTOR_LIST = re.compile(r"(?i)actor[-_ ]?v?(\d\d)[._-]?(\d)(?!\d)")


def list_told(path: Path, version: str) -> str:
    """Version of a list of actors that a user has already: as told, or by its name.

    Raises
    ------
    FileError
        If neither tells it, or they differ.

    Examples
    --------
    >>> list_told(Path("ucdp-actor-261-csv.zip"), "")
    '26.1'
    """
    told = wanted(version, "", True).version if version else ""
    found = _ACTOR_LIST.search(path.name)
    named_so = f"{found[1]}.{found[2]}" if found else ""
    if told and named_so and told != named_so:
        raise FileError(
            f"'{path}' is version {named_so} by its name, {told} was asked for",
            "one of them",
            "leave out --version, or name the right file",
        )
    if not told and not named_so:
        raise FileError(
            f"the name of '{path}' tells no version of UCDP's list of actors",
            "a version beside --from-file",
            "name it: --version 26.1, or add the list as it is: whowhom add FILE",
        )
    return told or named_so
