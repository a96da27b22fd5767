"""Probabilities and amounts of a forecast in the words of a sentence."""

from whowhom.answers.expectation import Expectation
from whowhom.questions.outlook import Outlook
from whowhom.questions.rates import figure


def percent(p: float) -> str:
    """A probability or share as people write it: no false 0 % and no false 100 %.

    >>> percent(0.004), percent(0.614), percent(0.997), percent(0.0)
    ('under 1%', '61%', 'over 99%', '0%')
    """
    if 0 < p < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < p < 1 else f"{p:.0%}"


def likely(e: Expectation, level: float) -> str:
    """How probable at least one act is: a word, the number, its interval, the base rate."""
    assert e.probability is not None
    inside = (e.probability_low or 0.0, e.probability_high or 0.0)
    return chance(e.word, e.probability, inside, e.base_probability or 0.0, level)


def chance(
    word: str | None, p: float, inside: tuple[float, float], base: float, level: float
) -> str:
    """A probability as a predicate: a word, the number, its interval, the base rate.

    >>> chance("likely", 0.6, (0.5, 0.7), 0.2, 0.9)
    'is likely (60%, 90% interval 50% to 70%, base rate 20%)'
    """
    between = f"{percent(inside[0])} to {percent(inside[1])}"
    numbers = f"{level:.0%} interval {between}, base rate {percent(base)}"
    if word is None:
        return f"has a probability of {percent(p)} ({numbers})"
    return f"{_verb(word)} ({percent(p)}, {numbers})"


def _verb(word: str) -> str:
    """The word as a predicate.

    >>> _verb("likely"), _verb("almost no chance"), _verb("roughly even chance")
    ('is likely', 'has almost no chance', 'has a roughly even chance')
    """
    if word == "almost no chance":
        return f"has {word}"
    return f"has a {word}" if word.endswith("chance") else f"is {word}"


def expected(value: float | None, base: float | None) -> str:
    """Expected acts beside the base rate.

    >>> expected(65.2, 12.1), expected(1.0, 0.2)
    ('65 acts expected, base rate 12', '1 act expected, base rate 0.2')
    """
    text = figure(value or 0.0)
    noun = "act" if text == "1" else "acts"
    return f"{text} {noun} expected, base rate {figure(base or 0.0)}"


def days(outlook: Outlook) -> str:
    """The days ahead."""
    ahead = outlook.ahead
    noun = "day" if ahead.days == 1 else "days"
    return f"Within {ahead.days} {noun} ({ahead.first} to {ahead.last})"
