"""What `relation` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.measures import Rate, Stretch, Tally
from whowhom.answers.party import Party, StatementLine, TieLine


@dataclass(frozen=True, slots=True)
class Stance:
    """How one side stands to the other, on the scale of `whowhom.ontology.stance`.

    Parameters
    ----------
    dataset : str
        The dataset whose acts it rests on.
    source, target : str
        Names; who stands so to whom.
    both : bool
        True where the dataset has no direction: one stance of the pair.
    at : date
        The day it holds for: `as_of`, or the day after the dataset's last observed day.
    name : str
        Name on the scale, or ``unclear`` where fewer than half an act (decayed) was recorded or
        the interval reaches over more than two names.
    value, low, high : float
        From -10 (most hostile) to 10 (most friendly), with an interval.
    level : float
        Level of the interval.
    acts : float
        Acts it rests on, decayed with a half-life of 180 days.
    """

    dataset: str
    source: str
    target: str
    both: bool
    at: date
    name: str
    value: float
    low: float
    high: float
    level: float
    acts: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A day at which the rate of acts changed.

    Parameters
    ----------
    date : date
        First day of the first period of the new rate.
    unit : str
        ``week``, ``month`` or ``year``: the date is that exact.
    series : str
        ``conflict`` or ``cooperation``.
    before, after : float
        Acts per month on either side, to the next turning point or the edge.
    p : float
        Probability of so large a change in a homogeneous record.
    named : tuple of str
        Turning events of the case around it.
    ties : tuple of TieLine
        Ties that begin or end around it.
    evidence : tuple of str
        Ids of events around it.
    """

    date: date
    unit: str
    series: str
    before: float
    after: float
    p: float
    named: tuple[str, ...]
    ties: tuple[TieLine, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaseRate:
    """What one would say without looking at the recent past.

    Parameters
    ----------
    kind : str
        ``rate`` (acts per month) or ``share`` (of cooperative acts) where nothing may be counted.
    now : float
        The pair in the last observed year (rate), or in the whole record (share).
    earlier : Rate or None
        The pair over all observed time before that year.
    typical : float
        Rate: the median pair of the dataset among those active in that year. Share: all pairs.
    text : str
        The same as a sentence.
    """

    kind: str
    now: float
    earlier: Rate | None
    typical: float
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one dataset holds on the pair.

    Parameters
    ----------
    dataset : str
        Which.
    counts : bool
        Whether its rows may be counted; if not they give shares and timelines only.
    first, last : date
        First and last act.
    total : Tally
        All acts.
    quads : tuple of Tally
        Cooperation and conflict apart: the four quad classes that occur.
    types : tuple of Tally
        PLOVER types that occur, most frequent first.
    """

    dataset: str
    counts: bool
    first: date
    last: date
    total: Tally
    quads: tuple[Tally, ...]
    types: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """How two actors stand, and how it came to that.

    Parameters
    ----------
    headline : str
        One line of judgement.
    a, b : Party
        The two.
    stance : tuple of Stance
        Now: of the dataset counted first, then of the others.
    recent : Rate or None
        Rate in the last observed year; None where nothing may be counted.
    base_rate : BaseRate
        The measure to hold it against.
    course : tuple of Stretch
        Year by year.
    turning_points : tuple of TurningPoint
        In time order.
    turning_note : str
        What was tested, or why nothing was.
    records : tuple of Record
        Every dataset's record of the pair, never added up.
    ties : tuple of TieLine
        Lasting relations between the two.
    statements : tuple of StatementLine
        What named speakers said about the two.
    """

    headline: str
    a: Party
    b: Party
    stance: tuple[Stance, ...]
    recent: Rate | None
    base_rate: BaseRate
    course: tuple[Stretch, ...]
    turning_points: tuple[TurningPoint, ...]
    turning_note: str
    records: tuple[Record, ...]
    ties: tuple[TieLine, ...]
    statements: tuple[StatementLine, ...]
