"""Acts: tellings of several reports, or of several places in one, that are probably one act.

Two tellings are of one act if they have the same two sides, type and status, if their days may be
the same, and if their places do not differ. Nothing is merged: both stay rows, and share an id of
the act, so that it counts once. Tellings are taken in the order in which they were published, so
that a later report never changes which act an earlier one tells of.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from whowhom.actors.names import key

_LISTED: Final = 45
"""Longest stretch of days under each of which an act is kept."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one record tells of an act, as far as it decides whether two are the same.

    Parameters
    ----------
    record_id, report_id : str
        Which record, in which report.
    published : date
        The day of the report.
    kind : hashable
        Sides, type and status; equal for the same.
    first, last : date
        Days on which it may have happened.
    country, place : str or None
        Where.
    """

    record_id: str
    report_id: str
    published: date
    kind: Hashable
    first: date
    last: date
    country: str | None
    place: str | None

    def same(self, other: "Telling") -> bool:
        """Whether the two may tell of one act; the kinds are equal."""
        days = self.first <= other.last and other.first <= self.last
        return days and not _differ(self.country, other.country) and not self._elsewhere(other)

    def _elsewhere(self, other: "Telling") -> bool:
        mine, theirs = key(self.place or ""), key(other.place or "")
        # A place told as the country, or more closely ("a market in Alta", "Alta"), is no other.
        return bool(mine and theirs) and mine not in theirs and theirs not in mine


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and one != other


def join(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings by act, in the order in which they were published.

    A telling that could be of several acts ("in 2015", where several days of 2015 are told) is of
    an act of its own: to add it to one of them would be a guess.

    Parameters
    ----------
    tellings : sequence of Telling
        Of any kinds.

    Returns
    -------
    list of list of Telling
        Each telling once; the first of each act is the first that was published.

    Examples
    --------
    >>> day, next_day = date(2021, 3, 4), date(2021, 3, 5)
    >>> one = Telling("a", "r1", next_day, "x", day, day, None, "Alta")
    >>> two = Telling("b", "r2", next_day, "x", day, day, "NOR", None)
    >>> other = Telling("c", "r2", next_day, "x", next_day, next_day, None, None)
    >>> [[t.record_id for t in act] for act in join([other, two, one])]
    [['a', 'b'], ['c']]
    """
    shelves: dict[Hashable, _Shelf] = {}
    order = sorted(tellings, key=lambda t: (t.published, t.report_id, t.record_id))
    found: list[list[Telling]] = []
    for telling in order:
        shelf = shelves.setdefault(telling.kind, _Shelf())
        fitting = [a for a in shelf.near(telling) if all(telling.same(each) for each in a)]
        if len(fitting) == 1:
            fitting[0].append(telling)
        else:
            found.append([telling])
            shelf.put(found[-1])
    return found


class _Shelf:
    """Acts of one kind, to be found by day: a telling is held against those near it only."""

    def __init__(self) -> None:
        self._by_day: dict[date, list[list[Telling]]] = {}
        self._long: list[list[Telling]] = []
        self._every: list[list[Telling]] = []

    def put(self, act: list[Telling]) -> None:
        """Put an act where its first telling says."""
        self._every.append(act)
        days = _days(act[0])
        if days is None:
            self._long.append(act)
        for day in days or ():
            self._by_day.setdefault(day, []).append(act)

    def near(self, telling: Telling) -> list[list[Telling]]:
        """Acts that may share a day with a telling, each once."""
        days = _days(telling)
        if days is None:
            return self._every
        met = [act for day in days for act in self._by_day.get(day, ())]
        return list({id(act): act for act in [*met, *self._long]}.values())


def _days(telling: Telling) -> list[date] | None:
    """The days of a telling; None where they are too many to list."""
    span = (telling.last - telling.first).days
    if span > _LISTED:
        return None
    return [telling.first + timedelta(days=n) for n in range(span + 1)]
