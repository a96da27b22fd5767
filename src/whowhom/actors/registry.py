"""The registry: actors, their aliases and their ties, and how a name finds its actor."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.names import key
from whowhom.actors.readings import readings
from whowhom.actors.states import STATES
from whowhom.actors.tie import Tie


@dataclass(frozen=True)
class Registry:
    """Who is known, by which names, and how they are tied.

    Parameters
    ----------
    actors : tuple of Actor
        Known actors; states need not be listed, they come from `whowhom.actors.states`.
    aliases : tuple of Alias
        Spellings and their conditions. An actor's own name and id always lead to it.
    ties : tuple of Tie
        Lasting relations.

    Raises
    ------
    ValueError
        If an id is given twice, or an alias or tie leads to nobody.

    Examples
    --------
    >>> r = Registry((Actor("ISISK", "ISIS-K", "armed group"), Actor("IS", "IS", "armed group")),
    ...              (Alias("Daesh", "IS"), Alias("Daesh", "ISISK", country="AFG")))
    >>> r.resolve("Daesh", "any", "AFG", date(2021, 1, 1)), r.resolve("Daesh", "any", "IRQ")
    ('ISISK', 'IS')
    """

    actors: tuple[Actor, ...] = ()
    aliases: tuple[Alias, ...] = ()
    ties: tuple[Tie, ...] = field(default=())

    def __post_init__(self) -> None:
        known = {actor.actor_id for actor in self.actors}
        if len(known) < len(self.actors):
            raise ValueError("two actors share an id")
        for alias in self.aliases:
            if not self._exists(alias.actor_id, known):
                raise ValueError(f"alias '{alias.name}' leads to nobody: '{alias.actor_id}'")
        for tie in self.ties:
            for end in (tie.source, tie.target):
                if not self._exists(end, known):
                    raise ValueError(f"tie '{tie.tie_id}' names nobody: '{end}'")

    @staticmethod
    def _exists(actor_id: str, known: set[str]) -> bool:
        return actor_id in known or actor_id in STATES.by_iso

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {actor.actor_id: actor for actor in self.actors}

    @cached_property
    def by_key(self) -> dict[str, list[Alias]]:
        """Name key to the aliases under it, the most bound first."""
        found: dict[str, list[Alias]] = defaultdict(list)
        own = [Alias(n, a.actor_id) for a in self.actors for n in (a.name, a.actor_id)]
        for alias in [*self.aliases, *own]:
            found[key(alias.name)].append(alias)
        for aliases in found.values():
            aliases.sort(key=lambda a: a.weight, reverse=True)
        return dict(found)

    def actor(self, actor_id: str) -> Actor:
        """The actor of an id; raises KeyError if there is none."""
        if actor_id in self._by_id:
            return self._by_id[actor_id]
        return STATES.by_iso[actor_id].actor

    def has(self, actor_id: str) -> bool:
        """Whether the id is known."""
        return actor_id in self._by_id or actor_id in STATES.by_iso

    def candidates(self, name: str, dataset: str, country: str | None) -> list[Alias]:
        """Aliases that may apply to a name in a row, the most bound first, whatever the date."""
        known = self._reading(name, dataset)
        return [a for a in self.by_key.get(key(known), []) if a.fits(dataset, country)]

    def _reading(self, name: str, dataset: str) -> str:
        """The name, or what it says in the coding of its dataset, where somebody knows that."""
        if self._is_name(name):
            return name
        return next((r for r in readings(name, dataset) if self._is_name(r)), name)

    def _is_name(self, name: str) -> bool:
        return key(name) in self.by_key or STATES.find(name) is not None

    def resolve(
        self, name: str, dataset: str, country: str | None, day: date = date.max
    ) -> str | None:
        """Actor id that a name in a row stands for, or None if nobody knows it."""
        for alias in self.candidates(name, dataset, country):
            if alias.holds(day):
                return alias.actor_id
        state = STATES.find(self._reading(name, dataset))
        return state.iso if state else None

    def as_known(self, as_of: date) -> "Registry":
        """The registry without what began or became known on or after a day.

        Ends that lie ahead are left open: nobody knew them yet.
        """
        return Registry(
            tuple(replace(a, valid=a.valid.as_known(as_of)) for a in self.actors),
            tuple(
                replace(a, valid=a.valid.as_known(as_of))
                for a in self.aliases
                if a.valid.first is None or a.valid.first < as_of
            ),
            tuple(t.as_told(as_of) for t in self.ties if t.known(as_of)),
        )

    def heir(self, actor_id: str, dataset: str) -> str | None:
        """Who goes by the name of an actor since it ended, in a dataset; None if nobody does.

        An alias that leads to the actor up to a day, and to another from the next day on, passes
        the place on: UCDP's "Government of Afghanistan" is whoever holds the capital.

        Parameters
        ----------
        actor_id : str
            An actor that has ended.
        dataset : str
            Whose names count.

        Examples
        --------
        >>> from whowhom.actors.period import Period
        >>> until, since = Period(None, date(2021, 8, 14)), Period(date(2021, 8, 15), None)
        >>> r = Registry(
        ...     (Actor("OLD", "Old regime", "government"), Actor("NEW", "Movement", "armed group")),
        ...     (Alias("Government", "OLD", valid=until), Alias("Government", "NEW", valid=since)),
        ... )
        >>> r.heir("OLD", "any"), r.heir("NEW", "any")
        ('NEW', None)
        """
        for mine in self.aliases_of(actor_id):
            if mine.valid.last is None or mine.dataset not in ("", dataset):
                continue
            next_day = mine.valid.last + timedelta(days=1)
            for other in self.by_key[key(mine.name)]:
                if other.valid.first == next_day and other.dataset in ("", dataset):
                    return other.actor_id
        return None

    def aliases_of(self, actor_id: str) -> list[Alias]:
        """Its aliases in the order of the table."""
        return [alias for alias in self.aliases if alias.actor_id == actor_id]

    def ties_of(self, actor_id: str) -> list[Tie]:
        """Ties with the actor on either side, by their beginning."""
        return _by_beginning(tie for tie in self.ties if tie.touches(actor_id))

    def ties_between(self, one: str, other: str) -> list[Tie]:
        """Ties between two actors, whichever way, by their beginning."""
        return _by_beginning(tie for tie in self.ties if tie.between(one, other))


def _by_beginning(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(ties, key=lambda tie: (tie.valid.first or date.min, tie.tie_id))
