"""What every source of events offers, and what reading a file gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from whowhom.events.cleaning import Cleaning
from whowhom.events.events import Events

Progress = Callable[[str, float], None]
"""Called with the name of the step and the share of the work done, 0 to 1."""


def silent(step: str, share: float) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about a file that the file does not say itself.

    Parameters
    ----------
    encoding : str, optional
        Codec of the text, where it is not UTF-8.
    version : str, optional
        Version of the dataset. Naming one says that the file is a whole release.
    published : date, optional
        The day the file came out.
    origin : date, optional
        The day that time 0 of a quadruple folder stands for (time 1 where it counts from 1).
    mapping : Path, optional
        A mapping that says what the columns of a table mean.
    date_order : {'dmy', 'mdy'}, optional
        Which number comes first in dates such as 03/04/2021.
    """

    encoding: str | None = None
    version: str | None = None
    published: date | None = None
    origin: date | None = None
    mapping: Path | None = None
    date_order: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """What a release covers, so that a newer one replaces it there, deleted rows included.

    Parameters
    ----------
    first, last : date
        First and last day.
    countries : tuple of str
        ISO alpha-3 codes; empty means the whole world.
    """

    first: date
    last: date
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read: its events and where they come from.

    Parameters
    ----------
    events : Events
        The rows that stay.
    cleaning : Cleaning
        The account of the others.
    title : str
        What the file was taken for, for people.
    dataset : str
        Short name; rows of one dataset are counted together, rows of two never are.
    version : str or None
        Version, if known.
    published : date or None
        When the file came out, if known.
    published_assumed : bool
        Whether that day is worked out from the version, not told.
    window : Window or None
        What the release covers; None for an extract, which replaces nothing but equal ids.
    citation : str
        How to cite the dataset.
    licence : str
        Its licence.
    importer : str
        Name and version of the code that read it.
    notes : tuple of str
        Anything else that a user should know.
    volume : Mapping of str to int
        Records of the file per month (``YYYY-MM``), whatever became of them: how much was reported.
    """

    events: Events
    cleaning: Cleaning
    title: str
    dataset: str
    version: str | None
    published: date | None
    published_assumed: bool
    window: Window | None
    citation: str
    licence: str
    importer: str
    notes: tuple[str, ...] = field(default=())
    volume: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What a file was taken for, as far as it does not depend on its rows.

    Parameters
    ----------
    title, dataset, citation, licence, importer, notes
        As in `Reading`.
    unique_ids : bool
        Whether ids are unique by construction.
    ids : str, optional
        SQL over the view ``records``: a number for each id. Where no two are the same, the look for
        repeated ids is spared.
    """

    title: str
    dataset: str
    citation: str
    licence: str
    importer: str
    notes: tuple[str, ...] = ()
    unique_ids: bool = False
    ids: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read and the means to read it with.

    Parameters
    ----------
    path : Path
        File or folder.
    options : Options
        What the user said about it.
    connection : duckdb.DuckDBPyConnection
        Where the tables go.
    scratch : Path
        A folder for temporary files.
    progress : Progress
        Told how far the work is.
    """

    path: Path
    options: Options
    connection: duckdb.DuckDBPyConnection
    scratch: Path
    progress: Progress = silent
