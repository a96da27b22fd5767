"""What `presence` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.party import Party, StatementLine, TieLine


@dataclass(frozen=True, slots=True)
class Spread:
    """A number with its interval.

    Parameters
    ----------
    value : float or None
        None where only a range can be given.
    low, high : float
        Central interval over detection rates and the other parameters.
    """

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Again:
    """Whether there will be a sighting: the counterpart of presence that can be resolved.

    Parameters
    ----------
    first, last : date
        The days ahead.
    probability : Spread
        Of at least one certain sighting in these days.
    word : str or None
        Its ICD 203 word.
    base_rate : float or None
        Share of groups of the dataset, silent as long, that were recorded again within as long.
    base_n : int
        Silences that it rests on.
    resolution : str
        The sentence that settles it.
    """

    first: date
    last: date
    probability: Spread
    word: str | None
    base_rate: float | None
    base_n: int
    resolution: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What one dataset shows of the actor in the place.

    Parameters
    ----------
    dataset : str
        Which.
    counts : bool
        Whether its rows may be counted; if not, there is a range over wide detection rates only.
    until : date
        First day of which it has not told.
    acts, unsure : int
        Certain and uncertain sightings.
    first_seen : date or None
        First day of the first certain sighting.
    last_seen : tuple of date, or None
        First and last day on which the last certain sighting may have happened.
    last_unsure : tuple of date, or None
        The same of the last uncertain one.
    recent : int
        Certain sightings in the last 365 days of which it has told.
    silent_days : int or None
        Days since the last day on which the last sighting may have happened.
    active : Spread or None
        Probability that the actor is still active there, as the dataset would record it.
    word : str or None
        Its ICD 203 word.
    rate : Spread or None
        Sightings per month when last seen.
    silence : Spread or None
        Probability of a silence as long, were the actor still active there.
    unlooked : float or None
        Probability of still active from the time gone by alone, had nobody looked since.
    sides : tuple of (str, float)
        With whom it was seen, and in which share of the certain sightings.
    evidence : tuple of str
        Ids of the last sightings.
    """

    dataset: str
    counts: bool
    until: date
    acts: int
    unsure: int
    first_seen: date | None
    last_seen: tuple[date, date] | None
    last_unsure: tuple[date, date] | None
    recent: int
    silent_days: int | None
    active: Spread | None
    word: str | None
    rate: Spread | None
    silence: Spread | None
    unlooked: float | None
    sides: tuple[tuple[str, float], ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """The actor in one first-level division, as one dataset shows it."""

    name: str
    dataset: str
    acts: int
    unsure: int
    recent: int
    last_seen: tuple[date, date]
    active: Spread | None
    word: str | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch, or what the actor is a branch of, in the same place.

    Parameters
    ----------
    actor : Party
        Who.
    role : str
        ``branch`` or ``parent``.
    tie : str
        Id of the tie.
    counted : bool
        Whether its sightings are counted for the actor.
    acts : int
        Its certain sightings there, in all datasets that have some, the most of one dataset.
    dataset : str
        That dataset; empty without a sighting.
    last_seen : tuple of date, or None
        Its last certain sighting there in any dataset.
    """

    actor: Party
    role: str
    tie: str
    counted: bool
    acts: int
    dataset: str
    last_seen: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Bearing:
    """Something that bears on the answer.

    Parameters
    ----------
    side : str
        ``for``, ``against`` or ``beside``: what makes presence more or less probable, or only has
        to be known.
    text : str
        What.
    evidence : tuple of str
        Ids of rows, ties and statements.
    """

    side: str
    text: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """One period of the record.

    Parameters
    ----------
    first, last : date
        Its days.
    acts, unsure : float
        Sightings.
    active : float
        Probability of still active at its end, by what had been recorded until then.
    """

    first: date
    last: date
    acts: float
    unsure: float
    active: float


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether an actor is still active in a place.

    Parameters
    ----------
    headline : str
        One line of judgement.
    actor : Party
        Who.
    place, place_code : str
        Where.
    outcome : str
        ``number``, ``range`` (nothing may be counted), ``ended`` or ``never recorded``.
    branches_counted : bool
        Whether sightings of branches count for the actor.
    standings : tuple of Standing
        Each dataset, the one judged by first; never added.
    again : tuple of Again
        Within one and two years.
    ever : tuple of (int, int)
        Of so many silences as long, how many ended since: those groups still existed.
    base_rate : str
        The base rates as a sentence.
    would_show : str
        What the dataset records of groups there: what a present actor would have left.
    reasons : tuple of Bearing
        What speaks for and against, and what else has to be known.
    changes : tuple of str
        What would change the answer.
    divisions : tuple of Division
        By first-level division, of a country.
    branches : tuple of Branch
        Branches and parents.
    ties : tuple of TieLine
        Lasting relations of the actor.
    statements : tuple of StatementLine
        What was said of it, latest first.
    course : tuple of Stage
        The record of the first dataset, period by period.
    """

    headline: str
    actor: Party
    place: str
    place_code: str
    outcome: str
    branches_counted: bool
    standings: tuple[Standing, ...]
    again: tuple[Again, ...]
    ever: tuple[int, int]
    base_rate: str
    would_show: str
    reasons: tuple[Bearing, ...]
    changes: tuple[str, ...]
    divisions: tuple[Division, ...]
    branches: tuple[Branch, ...]
    ties: tuple[TieLine, ...]
    statements: tuple[StatementLine, ...]
    course: tuple[Stage, ...]
