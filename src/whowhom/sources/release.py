"""UCDP GED releases: what a file name says about version, coverage and day of publication."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from whowhom.errors import OptionError
from whowhom.sources.source import Window

# The whole name must be UCDP's, but for the "(1)" of a second download: GEDEvent_v24_1_africa.csv
# is somebody's extract.
_END = r"(?: ?\(\d+\))?(?:\.[a-z]+)?"
_FILE = re.compile(rf"gedevent[_-]v(?P<version>\d{{2}}(?:[_.]\d+){{1,3}}?){_END}", re.IGNORECASE)
_ZIPPED_NAME = re.compile(rf"ged(?P<year>\d{{2}})(?P<release>\d){_END}", re.IGNORECASE)
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")
_FIRST_YEAR = 1989


@dataclass(frozen=True, slots=True)
class Release:
    """A release of UCDP GED.

    Parameters
    ----------
    version : str
        With dots: ``26.1`` is yearly, ``26.0.8`` one candidate month, ``26.01.26.06`` a span.
    window : Window
        The days it covers, worldwide.
    published : date
        The day it came out by UCDP's calendar: candidate files about the 20th of the next month,
        yearly files in June of the version's year.
    """

    version: str
    window: Window
    published: date


def release_of(name: str) -> Release | None:
    """Release that an official file name tells of, or None.

    Parameters
    ----------
    name : str
        A file name.

    Returns
    -------
    Release or None
        None if the name is not one of UCDP's.

    Examples
    --------
    >>> release_of("GEDEvent_v21_01_21_12.csv").window.last
    datetime.date(2021, 12, 31)
    >>> release_of("GEDEvent_v26_0_8.csv").published
    datetime.date(2026, 9, 20)
    >>> release_of("ged261.csv").version
    '26.1'
    >>> release_of("my_extract.csv") is None, release_of("GEDEvent_v24_1_africa.csv") is None
    (True, True)
    """
    if found := _FILE.fullmatch(name):
        version = found["version"].replace("_", ".")
    elif found := _ZIPPED_NAME.fullmatch(name):
        version = f"{found['year']}.{found['release']}"
    else:
        return None
    try:
        return release(version)
    except OptionError:
        return None


def release(version: str) -> Release:
    """Release of a given version.

    Parameters
    ----------
    version : str
        Such as ``26.1``, ``26.0.8`` or ``26.01.26.06``.

    Returns
    -------
    Release
        Its coverage and day of publication.

    Raises
    ------
    OptionError
        If UCDP numbers no release so.

    Examples
    --------
    >>> release("22.1").window.last
    datetime.date(2021, 12, 31)
    """
    try:
        if not _VERSION.fullmatch(version):
            raise ValueError(version)
        return _read(version, [int(part) for part in version.split(".")])
    except (ValueError, calendar.IllegalMonthError):
        raise OptionError(
            f"'{version}' is not a version of UCDP GED",
            "26.1 (yearly), 26.0.8 (one month) or 26.01.26.06 (a span of months)",
            "correct --dataset-version, or leave it out for an extract",
        ) from None


def _read(version: str, numbers: list[int]) -> Release:
    match numbers:
        case [year, number] if number >= 1:
            window = Window(date(_FIRST_YEAR, 1, 1), date(1999 + year, 12, 31))
            return Release(version, window, date(2000 + year, 6, 15))
        case [year, 0, month]:
            first = last = (2000 + year, month)
        case [first_year, first_month, last_year, last_month]:
            first, last = (2000 + first_year, first_month), (2000 + last_year, last_month)
        case _:
            raise ValueError(version)
    if last < first:
        raise ValueError(version)
    end = date(*last, calendar.monthrange(*last)[1])
    after = (end.year + end.month // 12, end.month % 12 + 1)
    return Release(version, Window(date(*first, 1), end), date(*after, 20))
