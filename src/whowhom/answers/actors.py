"""What `actors` answers: who is known, and which names in the data are not."""

from dataclasses import dataclass
from datetime import date

from whowhom.answers.party import Party


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the case.

    Parameters
    ----------
    party : Party
        Who.
    parents : tuple of str
        Names of those it is a branch of on the last day before as_of.
    branches : tuple of str
        Names of its branches on that day.
    aliases : tuple of str
        Its other names as the case has them, each once.
    rows : int
        Rows of events before as_of with it on either side (once, where it is on both).
    first, last : date or None
        First and last day of these rows.
    """

    party: Party
    parents: tuple[str, ...]
    branches: tuple[str, ...]
    aliases: tuple[str, ...]
    rows: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """An actor that a text may name.

    Parameters
    ----------
    party : Party
        Who.
    how : str
        ``name``, ``alias``, ``state``, ``unresolved name`` or ``near``.
    alike : str
        The spelling that was found.
    where : str
        Where and when that spelling holds; empty where it always does.
    score : float
        100 for the same name, else the likeness, 0 to 100.
    rows : int
        As in `Known`.
    """

    party: Party
    how: str
    alike: str
    where: str
    score: float
    rows: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """An actor that an unresolved name may mean; nothing is resolved by it.

    Parameters
    ----------
    id, name, alike : str
        The actor, and its spelling that is most alike.
    score : float
        Likeness, 80 to 100.
    """

    id: str
    name: str
    alike: str
    score: float


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name in the data that no alias knows; it stands for itself.

    Parameters
    ----------
    name : str
        As first written.
    rows : int
        Rows with it on either side.
    datasets : tuple of (str, int)
        The same per dataset.
    catch_all : bool
        Whether it stands for people of a kind, or one of several groups: nothing is suggested.
    suggestions : tuple of Suggested
        Best first.
    """

    name: str
    rows: int
    datasets: tuple[tuple[str, int], ...]
    catch_all: bool
    suggestions: tuple[Suggested, ...]


@dataclass(frozen=True, slots=True)
class Actors:
    """Everybody in the case.

    Parameters
    ----------
    headline : str
        In a line.
    known : tuple of Known
        Those listed in the case or seen in its rows, most rows first.
    """

    headline: str
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Who a text may name.

    Parameters
    ----------
    headline : str
        In a line.
    found : tuple of Found
        Best first.
    """

    headline: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Unknowns:
    """The names that no alias knows.

    Parameters
    ----------
    headline : str
        In a line.
    names, rows : int
        How many there are, and rows with one of them on a side.
    unresolved : tuple of Unresolved
        Most rows first; as many as were asked for.
    """

    headline: str
    names: int
    rows: int
    unresolved: tuple[Unresolved, ...]
