"""What `profile` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.measures import Rate, Stretch, Tally
from whowhom.answers.party import Party, StatementLine, TieLine


@dataclass(frozen=True, slots=True)
class Name:
    """A spelling of the actor, and where and when it means this actor."""

    name: str
    dataset: str
    country: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Movement:
    """The last observed year against the year before.

    Parameters
    ----------
    now, before : Rate
        The two years.
    ratio, low, high : float or None
        Now over before with an interval; None where nothing happened before.
    level : float
        Level of the interval.
    """

    now: Rate
    before: Rate
    ratio: float | None
    low: float | None
    high: float | None
    level: float


@dataclass(frozen=True, slots=True)
class Activity:
    """What one dataset holds on the actor.

    Parameters
    ----------
    dataset : str
        Which.
    counts : bool
        Whether its rows may be counted; if not they give shares and timelines only.
    first, last : date
        First and last act.
    total : Tally
        All acts it took part in.
    as_source : float or None
        Share of its acts in which it is the source; None where some have no direction.
    types, quads, partners, places : tuple of Tally
        What, with whom and where, most frequent first; at most ten each.
    course : tuple of Stretch
        Year by year.
    recent : Rate or None
        Rate in the last observed year; None where nothing may be counted.
    movement : Movement or None
        How that moves; None where nothing may be counted.
    typical : float or None
        Base rate: acts per month of the median actor active in the same year.
    """

    dataset: str
    counts: bool
    first: date
    last: date
    total: Tally
    as_source: float | None
    types: tuple[Tally, ...]
    quads: tuple[Tally, ...]
    partners: tuple[Tally, ...]
    places: tuple[Tally, ...]
    course: tuple[Stretch, ...]
    recent: Rate | None
    movement: Movement | None
    typical: float | None


@dataclass(frozen=True, slots=True)
class Profile:
    """Who an actor is, what it does, and with whom.

    Parameters
    ----------
    headline : str
        One line of judgement.
    actor : Party
        Who.
    names : tuple of Name
        What it is called.
    ties : tuple of TieLine
        Parents, branches, allies and rivals.
    activity : tuple of Activity
        One per dataset, the dataset counted first; never added up.
    statements : tuple of StatementLine
        What named speakers said about it, latest first.
    """

    headline: str
    actor: Party
    names: tuple[Name, ...]
    ties: tuple[TieLine, ...]
    activity: tuple[Activity, ...]
    statements: tuple[StatementLine, ...]
