"""What `compare` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.party import Party


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it was asked for and as it was read.

    Parameters
    ----------
    text : str
        As asked.
    first, last : date or None
        As read; None leaves the beginning open.
    """

    text: str
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Usual:
    """How far apart two stretches usually lie: the base rate of a comparison.

    Parameters
    ----------
    own : float or None
        Median distance beyond chance of neighbouring stretches of the actor's own record, as long
        as the two periods; None where the record is too short.
    own_n : int
        Pairs of stretches; they overlap.
    others : float or None
        Median distance beyond chance, between the same two periods, of the actors of the dataset
        with a record of about this size.
    others_n : int
        How many actors.
    """

    own: float | None
    own_n: int
    others: float | None
    others_n: int


@dataclass(frozen=True, slots=True)
class FacetCompared:
    """How far two periods lie apart in one facet of behaviour.

    Parameters
    ----------
    name : str
        ``types``, ``cooperation`` (its share), ``partners`` or ``places``.
    verdict : str
        ``changed``, ``no change found`` or ``not comparable``.
    reason : str
        Why it is not comparable; else empty.
    acts : tuple of int
        Acts of either period that tell something in this facet.
    distance : float or None
        Jensen-Shannon divergence of the shares: 0 the same, 1 nothing in common. None where
        nothing could be measured, as for all figures below.
    chance : float or None
        What chance alone gives at these sizes and this burstiness.
    beyond : float or None
        The distance less chance, at least 0.
    low, high : float or None
        Its interval.
    p : float or None
        Probability that any facet of this dataset stands out so much if nothing changed.
    moved : float or None
        Share of acts that would have to be others to make the periods alike, chance included.
    detectable : float or None
        Distance beyond chance that would have been found 2 times in 3.
    detectable_share : float or None
        The same in words: share of acts that moves to something new; of cooperation, its points.
    usual : Usual or None
        The base rate; None where the dataset does not speak for the answer.
    """

    name: str
    verdict: str
    reason: str
    acts: tuple[int, int]
    distance: float | None = None
    chance: float | None = None
    beyond: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    moved: float | None = None
    detectable: float | None = None
    detectable_share: float | None = None
    usual: Usual | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A share that moved.

    Parameters
    ----------
    facet, name : str
        The facet, and the category in it.
    before, after : float
        Its share in either period.
    low, high : float or None
        Interval of the difference; None where nothing could be tested.
    part : float
        Share of the facet's distance that it makes up.
    remark : str
        What to know about it, such as that a partner did not exist in the other period.
    evidence_before, evidence_after : tuple of str
        Ids of events of either period.
    """

    facet: str
    name: str
    before: float
    after: float
    low: float | None
    high: float | None
    part: float
    remark: str
    evidence_before: tuple[str, ...]
    evidence_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stratum:
    """Two periods in one dataset.

    Parameters
    ----------
    dataset : str
        Which.
    counts : bool
        Whether it is a sample.
    verdict, reason : str
        As of a facet; ``changed`` if any facet changed.
    first, second : tuple of date or None
        First and last day compared of either period; None where nothing of it is observed.
    acts : tuple of int
        Acts of the actor, and of no recorded direction with it, in either period.
    blocks : tuple of int
        Blocks of time that were permuted, in either period.
    block : str
        How long each is.
    alarm : float
        Probability with which any facet may be called changed although nothing changed.
    facets : tuple of FacetCompared
        What was compared.
    turnover : tuple of float
        Share of the acts of either period that are with partners which did not exist in the other,
        as far as the case knows: no matter of chance.
    shifts : tuple of Shift
        The few that carry most of the distance, largest part first.
    """

    dataset: str
    counts: bool
    verdict: str
    reason: str
    first: tuple[date, date] | None
    second: tuple[date, date] | None
    acts: tuple[int, int]
    blocks: tuple[int, int]
    block: str
    alarm: float
    facets: tuple[FacetCompared, ...]
    turnover: tuple[float, float]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """How different an actor is in one period from what it was in another.

    Parameters
    ----------
    headline : str
        The judgement in one sentence.
    actor : Party
        Who.
    first, second : Span
        The periods.
    verdict : str
        ``changed``, ``no change found`` or ``not comparable``.
    reason : str
        Why it is not comparable; else empty.
    confidence : str or None
        ``high``, ``moderate`` or ``low`` confidence in the verdict; None without a verdict.
    confidence_reason : str
        What it rests on.
    strata : tuple of Stratum
        Each dataset by itself; the one that speaks for the answer first.
    level : float
        Level of the intervals.
    instead : str
        What can be asked instead, where it is not comparable; else empty.
    """

    headline: str
    actor: Party
    first: Span
    second: Span
    verdict: str
    reason: str
    confidence: str | None
    confidence_reason: str
    strata: tuple[Stratum, ...]
    level: float
    instead: str
