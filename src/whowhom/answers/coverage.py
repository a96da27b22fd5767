"""What `check coverage` answers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that the record itself shows.

    Parameters
    ----------
    kind : str
        ``starts``, ``grows``, ``thins``, ``gap``, ``stops``, ``ends thin``, ``provisional``.
    first, last : date
        Days: of a change the first month of the new level to its last, of a gap the gap.
    before, after : float or None
        Records a month on either side; of a start and a stop those of a year, of a gap what the
        months around let one expect.
    p : float or None
        Of a change: probability of so large a one in a record without any.
    together : float or None
        Of a change: share of the countries (or pairs) with enough rows that moved the same way in
        the year around it; near 1 speaks for a change of coverage, near 0.5 for one of events.
    compared : int
        How many these are; of provisional rows how many rows.
    by : str
        ``countries`` or ``pairs``; empty where nothing was compared.
    meaning : str
        A sentence: what this means for counts.
    """

    kind: str
    first: date
    last: date
    before: float | None
    after: float | None
    p: float | None
    together: float | None
    compared: int
    by: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Known:
    """A break that the makers of the dataset tell of; see `whowhom.ontology.breaks`.

    Parameters
    ----------
    first : date or None
        First day of the new state; None: holds of all of it.
    kind, where, what, meaning, source : str
        As in the table.
    inside : bool
        Whether that day lies within the record.
    """

    first: date | None
    kind: str
    where: str
    what: str
    meaning: str
    source: str
    inside: bool


@dataclass(frozen=True, slots=True)
class MonthVolume:
    """Records of a month, and over the median month."""

    month: str
    records: int
    relative: float


@dataclass(frozen=True, slots=True)
class DatasetCoverage:
    """The coverage of one dataset.

    Parameters
    ----------
    dataset : str
        Which.
    counts : bool
        Whether its rows may be counted at all.
    basis : str
        What volume is: ``records`` of the files, or ``rows`` that were kept.
    first, last : date
        Days of its rows.
    observed : tuple of str
        What it observes, in words.
    months : tuple of MonthVolume
        Reporting volume.
    shown : tuple of Shown
        What the record shows.
    known : tuple of Known
        What its makers tell.
    note : str
        What was searched, or why nothing was.
    """

    dataset: str
    counts: bool
    basis: str
    first: date
    last: date
    observed: tuple[str, ...]
    months: tuple[MonthVolume, ...]
    shown: tuple[Shown, ...]
    known: tuple[Known, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Coverages:
    """Where the datasets of a case start, thin, stop or change their rules.

    Parameters
    ----------
    headline : str
        One line of judgement.
    datasets : tuple of DatasetCoverage
        By name.
    """

    headline: str
    datasets: tuple[DatasetCoverage, ...]
