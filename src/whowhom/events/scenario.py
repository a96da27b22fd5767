"""Scenario: a stated future, as a file of a case or a line of a question gives it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Asked:
    """A single condition as somebody wrote it, names and places not looked up yet.

    Parameters
    ----------
    source, target : str
        Names as written; empty together with `words` where a line gives both in one.
    words : tuple of str
        Both sides and the type of act in one, where no arrow parts them.
    how : str
        ``-`` either direction, ``->`` source toward target, empty for no arrow (also toward).
    kinds : tuple of str
        Types and classes of act as far as they stand apart from the names.
    place : str
        As written; empty for anywhere.
    measure, at_least : str, int
        What is counted, and how much of it.
    within : str
        Span from the first day ahead, such as ``90d``; may be empty.
    first, last : date or None
        Days, where they are given.
    label : str
        What an answer calls it; empty for the condition's own words.
    text : str
        As it was written.
    """

    source: str = ""
    target: str = ""
    words: tuple[str, ...] = ()
    how: str = ""
    kinds: tuple[str, ...] = ()
    place: str = ""
    measure: str = "acts"
    at_least: int = 1
    within: str = ""
    first: date | None = None
    last: date | None = None
    label: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by ``all``, ``any`` or ``not`` (of a single one)."""

    how: str
    parts: "tuple[Asked | Joined, ...]"


Stated = Asked | Joined


@dataclass(frozen=True, slots=True)
class Proxy:
    """What a condition stands for that no dataset holds.

    Parameters
    ----------
    label : str
        Of the condition.
    stands_for : str
        What one would want to know.
    why : str
        Why the condition tells of it, and where it fails to.
    quality : str
        ``weak``, ``fair`` or ``good``.
    """

    label: str
    stands_for: str
    why: str
    quality: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A stated future.

    Parameters
    ----------
    name, question : str
        What it is called, and the question in plain words; empty for a line.
    stated : Asked or Joined
        What has to come true.
    dataset : str
        The dataset whose rows decide; empty lets whowhom choose.
    horizon : str
        How far ahead, such as ``90d``; empty for the longest window, or 90 days.
    proxies : tuple of Proxy
        What conditions stand for.
    statements : tuple of str
        Ids of statements that are about it.
    notes : tuple of str
        What to say with every answer.
    text : str
        The line, or the text of the file.
    """

    name: str
    question: str
    stated: Stated
    dataset: str = ""
    horizon: str = ""
    proxies: tuple[Proxy, ...] = ()
    statements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""
