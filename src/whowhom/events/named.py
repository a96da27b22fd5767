"""What people refer to by name in a case: turning events, periods, places."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TurningEvent:
    """An event that people refer to by name, such as "the takeover".

    Parameters
    ----------
    name : str
        As people call it.
    date : date
        Its day.
    note : str
        What happened.
    aliases : tuple of str
        Other names.
    actors : tuple of str
        Ids of the actors whose part it changed; empty: it bears on every actor of the case.
    """

    name: str
    date: date
    note: str = ""
    aliases: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period that people refer to by name, such as "the first emirate"; None: an open end."""

    name: str
    first: date | None
    last: date | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place that datasets spell in several ways: divisions of one country."""

    name: str
    country: str
    divisions: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedScenario:
    """How people ask for a scenario of the case.

    Parameters
    ----------
    name : str
        As `likelihood` takes it.
    asked : tuple of str
        Words that mean it, in any order and with small words between.
    actors : tuple of str
        Ids of just those actors that the question must name; empty: any, or none.
    deaths : int
        If not 0, "an attack that kills at least" so many means it too.
    """

    name: str
    asked: tuple[str, ...]
    actors: tuple[str, ...] = ()
    deaths: int = 0
