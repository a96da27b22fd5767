"""Which state an actor stands for, and its codes."""

from collections.abc import Iterator
from datetime import date

from whowhom.actors.actor import Actor
from whowhom.actors.states import STATES
from whowhom.ontology.state_codes import stretches
from whowhom.snapshot.snapshot import Snapshot

Row = tuple[int, date, date, str, int | None, int | None]


def iso_of(snapshot: Snapshot, actor: Actor) -> str | None:
    """ISO alpha-3 of a state, or of the state whose government an actor of this kind was.

    A former government is known by its aliases ("Government of Afghanistan"). An armed group that
    holds a capital stays an armed group: the registry calls it so.
    """
    if actor.kind != "state":
        return None
    if actor.actor_id in STATES.by_iso:
        return actor.actor_id
    names = [actor.name, *(a.name for a in snapshot.registry.aliases_of(actor.actor_id))]
    found = {state.iso for name in names if (state := STATES.find(name))}
    return found.pop() if len(found) == 1 else None


def code_rows(snapshot: Snapshot) -> Iterator[Row]:
    """Number of an actor, first and last day, ISO, Gleditsch-Ward and COW code: states only."""
    for number, actor in enumerate(snapshot.actors):
        iso = iso_of(snapshot, actor)
        if iso is None:
            continue
        spans = list(stretches(iso))
        if not spans:
            yield number, date.min, date.max, iso, None, None
        for first, last, gw, cow in spans:
            yield number, first, last, iso, gw, cow
