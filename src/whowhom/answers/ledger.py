"""What the ledger answers: what became of the probabilities that were given, and how they score."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.entry import Unreadable

STATES = ("true", "false", "open", "cannot be told")
"""What can become of a probability."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A probability that was kept, and what became of it.

    Parameters
    ----------
    id, answer : str
        Its id, and that of the answer that it was part of.
    verb : str
        Which verb gave it.
    as_of : date
        When it was made.
    ahead : bool
        True where the case held none of the days that it is about when it was kept; else it was
        kept in hindsight.
    about : str
        In words.
    probability, low, high, base_rate : float or None
        As given.
    dataset : str
        The dataset whose rows resolve it.
    condition : str
        What resolves it, as a line.
    resolves : date
        Last day that has to be known.
    state : str
        One of `STATES`.
    why : str
        Why it is open or cannot be told, or what was counted.
    repeats : str
        Id of an entry before it that says the same; empty where there is none.
    scored : bool
        Whether it counts in the scores: all its days are known by day, so that it could have come
        out either way, and it repeats nothing.
    evidence : tuple of str
        Ids of rows that fit.
    """

    id: str
    answer: str
    verb: str
    as_of: date
    ahead: bool
    about: str
    probability: float
    low: float | None
    high: float | None
    base_rate: float | None
    dataset: str
    condition: str
    resolves: date
    state: str
    why: str
    repeats: str
    scored: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """A score beside that of the base rate, over the same probabilities.

    Parameters
    ----------
    name : str
        ``brier`` or ``log``.
    n : int
        Probabilities that have a base rate.
    own, base : float or None
        Mean scores; lower is better.
    skill, low, high : float or None
        1 - own / base, with a 95 % interval that draws whole answers, or periods; None where it
        cannot be told.
    """

    name: str
    n: int
    own: float | None
    base: float | None
    skill: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How the probabilities of one verb did.

    Parameters
    ----------
    verb : str
        Which; ``statement`` for what people said.
    made : str
        ``ahead``, ``in hindsight``, or ``said`` for statements.
    n, answers : int
        Probabilities scored, and the answers (or statements) that they come from.
    happened : int
        How many came true.
    brier, log : float
        Mean of (p - y)^2, and of -ln of the probability of what came; lower is better.
    against : tuple of Against
        The same beside the base rate.
    verdict : str
        ``better`` or ``not better`` than the base rate by log score, or ``unknown``.
    note : str
        What the verdict rests on, or why there is none.
    """

    verb: str
    made: str
    n: int
    answers: int
    happened: int
    brier: float
    log: float
    against: tuple[Against, ...]
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Bin:
    """Probabilities of one likelihood word, and how often they came true.

    Parameters
    ----------
    verb, made : str
        As in `Score`.
    word : str
        ICD 203's, or ``below 1%``, ``above 99%``.
    n : int
        How many.
    said, happened : float
        Mean probability, and share that came true.
    error : float or None
        Standard error of the difference, clustered by answer; None where one answer alone tells.
    """

    verb: str
    made: str
    word: str
    n: int
    said: float
    happened: float
    error: float | None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, and what became of it.

    Parameters
    ----------
    id : str
        Its id; ``whowhom show`` prints all of it.
    date : date
        When it was made.
    speaker, text : str
        Who said what.
    likelihood_word : str
        The speaker's own.
    read_as : str
        The word of ICD 203 that it is read as; empty where it tells no likelihood.
    probability, low, high : float or None
        Middle and ends of that word's range.
    state : str
        One of `STATES`.
    why : str
        Why it cannot be told or is not scored, or how it was read.
    scored : bool
        Whether it counts in the scores.
    evidence : tuple of str
        Ids of rows that fit.
    """

    id: str
    date: date
    speaker: str
    text: str
    likelihood_word: str
    read_as: str
    probability: float | None
    low: float | None
    high: float | None
    state: str
    why: str
    scored: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of all that was kept.

    Parameters
    ----------
    headline : str
        One line of judgement.
    entries : tuple of EntryLine
        In the order in which they were kept.
    unreadable : tuple of Unreadable
        Lines that could not be read; they count nowhere.
    scores : tuple of Score
        By verb, those made ahead apart from those kept in hindsight; then statements.
    calibration : tuple of Bin
        The same, by likelihood word, from low to high.
    statements : tuple of Said
        By date.
    """

    headline: str
    entries: tuple[EntryLine, ...]
    unreadable: tuple[Unreadable, ...]
    scores: tuple[Score, ...]
    calibration: tuple[Bin, ...]
    statements: tuple[Said, ...]
