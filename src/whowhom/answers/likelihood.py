"""What `likelihood` answers."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.expectation import Ahead, ForecastReason, Measured
from whowhom.answers.party import StatementLine


@dataclass(frozen=True, slots=True)
class Part:
    """A single condition of a scenario.

    Parameters
    ----------
    label : str
        What the scenario calls it, or the condition itself.
    text : str
        The condition as a line.
    wanted : bool
        False where the scenario needs it not to come true.
    measure, at_least : str, int
        What is counted, and from how much on it is true.
    probability, base_probability : float
        That it comes true, by the forecast and by the base rate.
    low, median, high : float
        What is counted, over the paths: the middle and the interval at the answer's level.
    without : float
        Probability of the scenario if this condition were as it should be.
    """

    label: str
    text: str
    wanted: bool
    measure: str
    at_least: int
    probability: float
    base_probability: float
    low: float
    median: float
    high: float
    without: float


@dataclass(frozen=True, slots=True)
class NearPath:
    """A simulated future on which the scenario does not come true, but nearly.

    Parameters
    ----------
    path : int
        Its number.
    counts : tuple of int
        What every condition counts, in their order.
    words : str
        The same as a sentence.
    """

    path: int
    counts: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Lever:
    """What to watch: something whose change would change the probability.

    Parameters
    ----------
    words : str
        What to watch.
    now, doubled, gone : float
        Probability of the scenario as things are, with twice as much of it, and with none.
    """

    words: str
    now: float
    doubled: float
    gone: float


@dataclass(frozen=True, slots=True)
class Said:
    """A statement about the scenario's actors.

    Parameters
    ----------
    statement : StatementLine
        What was said.
    named : bool
        Whether the scenario names it; else it is shown because of its actors.
    low, high : float or None
        The range that the scale prints for the speaker's word, of the statement as it was made;
        None where the word is on no scale.
    """

    statement: StatementLine
    named: bool
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class ProxyLine:
    """What a condition stands for: see `whowhom.events.scenario.Proxy`."""

    label: str
    stands_for: str
    why: str
    quality: str


@dataclass(frozen=True, slots=True)
class Bin:
    """How often the binding condition counts so much, over the paths.

    Parameters
    ----------
    first, last : int
        From and to, both included.
    share : float
        Share of the paths.
    enough : bool
        Whether the condition is true there.
    """

    first: int
    last: int
    share: float
    enough: bool


@dataclass(frozen=True, slots=True)
class BaseRate:
    """How often such a scenario came true, or what the base rate of its acts gives.

    Parameters
    ----------
    probability : float
        The base rate.
    kind : str
        ``record`` for past windows of the record, ``model`` for the pace of each dyad.
    true, windows : int
        Past windows on which it came true, and all; 0 and 0 where too few were observed.
    first : date or None
        First day of the earliest of them.
    note : str
        Which of the two, and why.
    """

    probability: float
    kind: str
    true: int
    windows: int
    first: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely a scenario is.

    Parameters
    ----------
    headline : str
        One line of judgement.
    scenario, question : str
        Its name, or the line; the question in plain words.
    condition : str
        All of it as a line.
    horizon : Ahead
        The days ahead.
    level : float
        Level of the intervals.
    probability, low, high : float
        That it comes true, with the interval.
    word : str or None
        In ICD 203's words; None below 1 % and above 99 %.
    interval_note : str
        What the interval covers.
    method : str
        ``exact`` or ``paths``.
    monte_carlo : float
        Standard error of the probability from the number of paths; 0 where it is exact.
    paths : int
        How many were drawn.
    base : BaseRate
        The base rate.
    parts : tuple of Part
        The single conditions.
    binding : str
        Label of the condition that holds the scenario back most.
    nearest : tuple of NearPath
        Paths that come nearest without making it true.
    typical : str
        What the paths on which it comes true look like; empty where there are none.
    about : str
        The dyad and class that the reasons are about.
    speaks_for, speaks_against : tuple of ForecastReason
        Reasons for and against its acts.
    levers : tuple of Lever
        What to watch.
    statements : tuple of Said
        What named speakers said; never part of the number.
    proxies : tuple of ProxyLine
        What conditions stand for.
    confidence : str
        How far the conditions tell of the question; empty where they are the question.
    measured : tuple of Measured
        Skill of the classes involved.
    counts : tuple of Bin
        What the binding condition counts.
    """

    headline: str
    scenario: str
    question: str
    condition: str
    horizon: Ahead
    level: float
    probability: float
    low: float
    high: float
    word: str | None
    interval_note: str
    method: str
    monte_carlo: float
    paths: int
    base: BaseRate
    parts: tuple[Part, ...]
    binding: str
    nearest: tuple[NearPath, ...]
    typical: str
    about: str
    speaks_for: tuple[ForecastReason, ...]
    speaks_against: tuple[ForecastReason, ...]
    levers: tuple[Lever, ...]
    statements: tuple[Said, ...]
    proxies: tuple[ProxyLine, ...]
    confidence: str
    measured: tuple[Measured, ...]
    counts: tuple[Bin, ...]
