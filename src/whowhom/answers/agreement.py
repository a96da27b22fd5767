"""What `agreement` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.party import Party


@dataclass(frozen=True, slots=True)
class Told:
    """What one dataset tells of the pair.

    Parameters
    ----------
    dataset : str
        Which.
    counts : bool
        Whether its rows may be counted; a hand-picked list is matched, never correlated.
    acts : int
        Acts of the pair in the period.
    months : int
        Months of the period that it observes whole.
    first, last : date
        First and last act.
    """

    dataset: str
    counts: bool
    acts: int
    months: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month side by side.

    Parameters
    ----------
    month : str
        ``YYYY-MM``.
    acts : tuple of int or None
        Acts in each dataset, in the order of `Agreement.told`; None where it did not observe the
        whole month and has none, or gives no month.
    common : int
        Probable common acts, of all pairs of datasets.
    """

    month: str
    acts: tuple[int | None, ...]
    common: int


@dataclass(frozen=True, slots=True)
class Common:
    """Two rows that probably tell of one act. They are not merged.

    Parameters
    ----------
    one, other : str
        Ids of the rows, in the order of the comparison's datasets.
    first : date
        Day of the first of the two.
    score : float
        Probability that they do, as far as the method goes: 0.5 to 1.
    days : int
        Days between them.
    reasons : tuple of str
        What they share, and what not.
    """

    one: str
    other: str
    first: date
    score: float
    days: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two datasets beside each other.

    Parameters
    ----------
    one, other : str
        Datasets.
    months : int
        Months that both observe whole.
    both, only_one, only_other, neither : int
        Of these, months with acts in both, in one alone, in none.
    correlation, low, high : float or None
        Spearman's, of monthly counts, with an interval; None below 8 such months, or without
        variation, or where one may not be counted.
    compared : tuple of int
        Acts of either dataset that are dated well enough to be matched.
    common : tuple of Common
        In time order.
    chance : float
        Matches that the same method finds when one dataset is shifted in time: what chance gives.
    share : tuple of float
        Common acts, less those of chance, over the acts compared of either dataset.
    """

    one: str
    other: str
    months: int
    both: int
    only_one: int
    only_other: int
    neither: int
    correlation: float | None
    low: float | None
    high: float | None
    compared: tuple[int, int]
    common: tuple[Common, ...]
    chance: float
    share: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far datasets tell the same of two actors.

    Parameters
    ----------
    headline : str
        One line of judgement.
    a, b : Party
        The two.
    level : float
        Level of the intervals.
    told : tuple of Told
        Each dataset, those that may be counted first.
    months : tuple of MonthLine
        Months with an act in any.
    comparisons : tuple of Comparison
        Each pair of datasets.
    """

    headline: str
    a: Party
    b: Party
    level: float
    told: tuple[Told, ...]
    months: tuple[MonthLine, ...]
    comparisons: tuple[Comparison, ...]
