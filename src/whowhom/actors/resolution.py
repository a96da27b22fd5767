"""Names in rows, resolved: the table that turns (dataset, name, country, day) into actors.

Resolution is a view. Rows keep the names that their dataset wrote; a corrected alias gives another
table here, and nothing is imported again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.names import key
from whowhom.actors.registry import Registry

UNRESOLVED = "name:"
"""Prefix of the id of a name that no alias knows."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name as it occurs in the rows of a dataset.

    Parameters
    ----------
    dataset, name : str
        Where, and as written.
    country : str or None
        ISO alpha-3 of the rows' place.
    first, last : date
        Range of the days on which these rows begin.
    """

    dataset: str
    name: str
    country: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sighting, or a stretch of its days, and the actor that it means."""

    sighting: Sighting
    first: date
    last: date
    actor_id: str


def resolve(sightings: Iterable[Sighting], registry: Registry) -> list[Resolved]:
    """Resolve every sighting; a name whose meaning changes with time gives several stretches.

    Parameters
    ----------
    sightings : iterable of Sighting
        Distinct names with place and days.
    registry : Registry
        Who is known.

    Returns
    -------
    list of Resolved
        The stretches of a sighting do not overlap and cover it.

    Examples
    --------
    >>> s = Sighting("any", "Nobody Knows", None, date(2020, 1, 1), date(2020, 2, 1))
    >>> resolve([s], Registry())[0].actor_id
    'name:nobody knows'
    """
    found = []
    for sighting in sightings:
        aliases = registry.candidates(sighting.name, sighting.dataset, sighting.country)
        for first, last in _stretches(sighting, aliases):
            known = registry.resolve(sighting.name, sighting.dataset, sighting.country, first)
            found.append(Resolved(sighting, first, last, known or unresolved_id(sighting.name)))
    return found


def unresolved_id(name: str) -> str:
    """Id under which a name that nobody knows stands for itself.

    >>> unresolved_id("CPI-Maoist")
    'name:cpi maoist'
    """
    return UNRESOLVED + (key(name) or name)


def unresolved_actor(name: str) -> Actor:
    """The actor that such a name stands for."""
    return Actor(unresolved_id(name), name, "unresolved", note="no alias knows this name")


def _stretches(sighting: Sighting, aliases: list[Alias]) -> Iterator[tuple[date, date]]:
    """Cut the sighting's days wherever an alias begins or ends."""
    cuts = {sighting.first}
    for alias in aliases:
        if alias.valid.first:
            cuts.add(alias.valid.first)
        if alias.valid.last:
            cuts.add(alias.valid.last + timedelta(days=1))
    inside = sorted(cut for cut in cuts if sighting.first <= cut <= sighting.last)
    for begin, following in zip(inside, [*inside[1:], None], strict=True):
        yield begin, following - timedelta(days=1) if following else sighting.last
