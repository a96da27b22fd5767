"""What `impact` answers: of an event that happened, and of an intervention that is only stated."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.expectation import Ahead, Measured
from whowhom.answers.party import Party


@dataclass(frozen=True, slots=True)
class Event:
    """The event, and the days held against each other.

    Parameters
    ----------
    name : str
        As case.toml calls it, or the day.
    day : date
        Its day.
    foreseen_from : date
        First day of which the forecast knew nothing: `anticipation` days before the event.
    anticipation : int
        How many.
    first, last : date
        First and last day counted.
    days : int
        How many.
    """

    name: str
    day: date
    foreseen_from: date
    anticipation: int
    first: date
    last: date
    days: int


@dataclass(frozen=True, slots=True)
class Effect:
    """Acts on record beside those forecast without knowledge of the event.

    Parameters
    ----------
    name : str
        What is counted: a class, a type, a place, a partner.
    observed : int
        Acts on record.
    expected, low, high : float
        Acts forecast, and the interval in which they were to fall.
    difference, difference_low, difference_high : float
        Observed minus forecast, with the interval that the forecast leaves it.
    ratio, ratio_low, ratio_high : float or None
        Observed over forecast; None where the forecast, or its end, is nothing.
    inside : bool
        Whether the observed number lies within the interval.
    evidence : tuple of str
        Ids of rows counted, latest first.
    """

    name: str
    observed: int
    expected: float
    low: float
    high: float
    difference: float
    difference_low: float
    difference_high: float
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    inside: bool
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placebos:
    """How unusual the event's window is among others.

    Parameters
    ----------
    among : str
        ``dates``: the same actor in earlier windows; ``actors``: others in the event's window.
    n : int
        How many.
    p : float or None
        Share of them, the event counted in, that lie as far from the middle; never below
        ``1 / (n + 1)``. None without any.
    ratio, ratio_low, ratio_high : float or None
        What they usually show: median and the middle 90 % of observed over forecast.
    names : tuple of str
        Actors, nearest in activity first; or the first days of the windows, latest first.
    """

    among: str
    n: int
    p: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """Something that changed in the measurement itself along with the event.

    Parameters
    ----------
    kind : str
        ``coverage``, ``names``, ``volume`` or ``other event``.
    words : str
        What changed.
    grave : bool
        Whether it alone could make the difference that was found.
    """

    kind: str
    words: str
    grave: bool


@dataclass(frozen=True, slots=True)
class ImpactReason:
    """What speaks for a change with the event, or against it.

    Parameters
    ----------
    words : str
        What it is.
    evidence : tuple of str
        Ids of rows.
    """

    words: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """How an event affected an actor, as far as the record can tell.

    Parameters
    ----------
    headline : str
        One line of judgement.
    actor : Party
        Whose acts are counted, whichever side it was on.
    event : Event
        The event and its days.
    finding : str
        ``more``, ``fewer``, ``within chance``, ``cannot be told`` or ``not comparable``.
    level : float
        Level of the intervals.
    interval_from : str
        ``placebos`` where the scatter of placebo dates makes the total's interval, or ``model``.
    total : Effect
        All acts.
    before : Effect or None
        The days between the forecast and the event: what it may have cast ahead.
    types, places, partners : tuple of Effect
        The same in parts; classes and their types, the most moved first. Parts are not tested.
    placebos : tuple of Placebos
        Dates, then actors.
    shifts : tuple of Shift
        What changed in the measurement.
    speaks_for, speaks_against : tuple of ImpactReason
        Of a change with the event.
    measured : tuple of Measured
        Skill of the forecasts used.
    """

    headline: str
    actor: Party
    event: Event
    finding: str
    level: float
    interval_from: str
    total: Effect
    before: Effect | None
    types: tuple[Effect, ...]
    places: tuple[Effect, ...]
    partners: tuple[Effect, ...]
    placebos: tuple[Placebos, ...]
    shifts: tuple[Shift, ...]
    speaks_for: tuple[ImpactReason, ...]
    speaks_against: tuple[ImpactReason, ...]
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be expected with an intervention beside what is without.

    Parameters
    ----------
    name : str
        What is counted.
    without, given : float
        Expected acts.
    difference, low, high : float
        Given minus without, and the interval of that difference over paired futures.
    probability_without, probability_given : float
        Of at least one act.
    word_without, word_given : str or None
        These in ICD 203's words; None below 1 % and above 99 %.
    base_expected : float or None
        The base rate: acts expected from the whole record alone; None where not worked out.
    """

    name: str
    without: float
    given: float
    difference: float
    low: float
    high: float
    probability_without: float
    probability_given: float
    word_without: str | None
    word_given: str | None
    base_expected: float | None


@dataclass(frozen=True, slots=True)
class Bringer:
    """Part of a difference, by what brings it.

    Parameters
    ----------
    words : str
        What.
    acts : float
        Expected acts more, or fewer.
    evidence : tuple of str
        Ids of rows that it is learnt from.
    """

    words: str
    acts: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """How an intervention that is only stated would change what is to be expected of an actor.

    Parameters
    ----------
    headline : str
        One line of judgement.
    actor : Party
        Whose acts are counted, whichever side it is on.
    interventions : tuple of str
        As they were understood.
    horizon : Ahead
        The days ahead.
    level : float
        Level of the intervals.
    total : Difference
        All acts of the actor.
    types, partners : tuple of Difference
        In parts: classes, and the partners that move most.
    elsewhere_without, elsewhere_given : float
        Expected acts of everybody else with each other.
    more, fewer, same : float
        Share of the paired futures with more acts of the actor, with fewer, and with as many.
    bringers : tuple of Bringer
        What the difference is made of, largest first; they add up to it.
    sign : str
        What the model fixes by construction, in words.
    measured : tuple of Measured
        Skill of the plain forecast.
    """

    headline: str
    actor: Party
    interventions: tuple[str, ...]
    horizon: Ahead
    level: float
    total: Difference
    types: tuple[Difference, ...]
    partners: tuple[Difference, ...]
    elsewhere_without: float
    elsewhere_given: float
    more: float
    fewer: float
    same: float
    bringers: tuple[Bringer, ...]
    sign: str
    measured: tuple[Measured, ...]
