"""Retellings: records of several reports, or of several places in one, of probably one act.

Two tellings are of one act if they have the same source, type and status, share a target, and if
neither their days nor their places rule it out; what one of them leaves open may be anything.
Nothing is merged: all stay records, and share an act, so that it counts once. Tellings are taken in
the order in which they were published: a later report never changes which act an earlier one tells.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from whowhom.actors.names import key
from whowhom.reading.records import EventRecord, Party

_LISTED: Final = 45
"""Longest stretch of days under each of which an act is kept."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one place in a report tells of an act, as far as it decides whether two are the same.

    Parameters
    ----------
    record_ids : tuple of str
        The records that it gave: one for each target.
    report_id : str
        In which report.
    published : date
        The day of the report.
    at : int
        Where in the report.
    kind : hashable
        Source, type and status; equal for the same.
    targets : frozenset of str
        Whom it hit; empty where nobody is told.
    first, last : date or None
        Days on which it may have happened; None where none is told.
    country, place : str or None
        Where.
    """

    record_ids: tuple[str, ...]
    report_id: str
    published: date
    at: int
    kind: Hashable
    targets: frozenset[str]
    first: date | None
    last: date | None
    country: str | None
    place: str | None

    def fits(self, other: "Telling") -> bool:
        """Whether the days and places of the two may be the same."""
        first = max(self.first or date.min, other.first or date.min)
        last = min(self.last or date.max, other.last or date.max)
        return first <= last and not _differ(self.country, other.country) and self._near(other)

    def _near(self, other: "Telling") -> bool:
        mine, theirs = key(self.place or ""), key(other.place or "")
        # A place told more closely ("a market in Alta", "Alta") is no other.
        return not (mine and theirs) or mine in theirs or theirs in mine


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and one != other


def join(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Tellings by act, in the order in which they were published.

    A telling that could be of several acts ("in 2015", where several days of 2015 are told) is of
    an act of its own: to add it to one of them would be a guess.

    Parameters
    ----------
    tellings : iterable of Telling
        Of any kinds.

    Returns
    -------
    list of list of Telling
        Each telling once; the first of each act is the first that was published.

    Examples
    --------
    >>> day, next_day = date(2021, 3, 4), date(2021, 3, 5)
    >>> blues = frozenset(["BLUES"])
    >>> one = Telling(("a",), "r1", next_day, 0, "x", blues, day, day, None, "Alta")
    >>> two = Telling(("b",), "r2", next_day, 0, "x", blues, day, day, "NOR", None)
    >>> other = Telling(("c",), "r2", next_day, 9, "x", blues, next_day, next_day, None, None)
    >>> [[t.record_ids for t in act] for act in join([other, two, one])]
    [[('a',), ('b',)], [('c',)]]
    """
    shelves: dict[Hashable, _Shelf] = {}
    found: list[list[Telling]] = []
    for telling in sorted(tellings, key=lambda t: (t.published, t.report_id, t.at, t.record_ids)):
        shelf = shelves.setdefault(telling.kind, _Shelf())
        fitting = [act for act in shelf.near(telling) if _same(telling, act)]
        if len(fitting) == 1:
            fitting[0].append(telling)
        else:
            found.append([telling])
            shelf.put(found[-1])
    return found


def _same(telling: Telling, act: Sequence[Telling]) -> bool:
    hit = [each.targets for each in act if each.targets]
    shared = not telling.targets or not hit or any(telling.targets & each for each in hit)
    return shared and all(telling.fits(each) for each in act)


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
    """The days of a telling; None where they are not told, or too many to list."""
    first, last = telling.first, telling.last
    if first is None or last is None or (last - first).days > _LISTED:
        return None
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def tellings_of(
    report_id: str,
    published: date,
    records: Iterable[tuple[str, EventRecord]],
    who: Callable[[Party, EventRecord], str] | None = None,
) -> list[Telling]:
    """The tellings of a report: what one trigger says of several targets is one.

    Parameters
    ----------
    report_id, published
        The report.
    records : iterable of (str, EventRecord)
        Ids and records.
    who : callable, optional
        Whom a side of a record stands for; default: the actor as the reader resolved it.
    """
    meant = who or (lambda party, _: party.actor_id or key(party.name))
    grouped: dict[Hashable, list[tuple[str, EventRecord]]] = {}
    for name, record in records:
        kind = meant(record.source, record), record.type, str(record.trace.status)
        grouped.setdefault((kind, record.trigger), []).append((name, record))
    found = []
    for pairs in grouped.values():
        _, record = pairs[0]
        moment = record.moment
        found.append(
            Telling(
                record_ids=tuple(name for name, _ in pairs),
                report_id=report_id,
                published=published,
                at=record.trigger.start,
                kind=(meant(record.source, record), record.type, str(record.trace.status)),
                targets=frozenset(meant(r.target, r) for _, r in pairs if r.target),
                first=moment.first if moment else None,
                last=moment.last if moment else None,
                country=record.country,
                place=record.place,
            )
        )
    return found


def acts_within(records: Iterable[tuple[str, EventRecord]]) -> dict[str, str]:
    """For each event of one report the id of the first record of its act.

    Parameters
    ----------
    records : iterable of (str, EventRecord)
        Ids and records of one report.
    """
    found = join(tellings_of("", date.max, records))
    return {name: act[0].record_ids[0] for act in found for each in act for name in each.record_ids}
