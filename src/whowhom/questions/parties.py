"""From the name in a question to the actor it means."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.actors.statement import Statement
from whowhom.actors.states import STATES
from whowhom.actors.tie import Tie
from whowhom.answers.party import Party, StatementLine, TieLine
from whowhom.errors import OptionError, UnknownActorError
from whowhom.snapshot.snapshot import Snapshot, known_names


def find_actor(snapshot: Snapshot, name: str) -> Actor:
    """The actor that a name in a question means.

    An alias that holds everywhere, or in the case's default place, goes before one bound to
    another place; then a name in the data that no alias knows; then a state, also by its ISO code.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    name : str
        Any name, alias or id.

    Returns
    -------
    Actor
        Who is meant.

    Raises
    ------
    UnknownActorError
        If nobody is, with the nearest names.
    OptionError
        If several could be, with their names.
    """
    if not isinstance(name, str):
        raise OptionError(f"actor {name!r}", "the name of an actor, as text", "name it")
    yesterday = snapshot.as_of - timedelta(days=1)
    aliases = [a for a in snapshot.registry.by_key.get(key(name), []) if a.holds(yesterday)]
    meant = _meant(aliases, snapshot.settings.place)
    if len(meant) > 1:
        names = [snapshot.registry.actor(each).name for each in meant]
        raise OptionError(
            f"'{name}' may mean several actors", " | ".join(names), "use one of these names"
        )
    if meant:
        return snapshot.registry.actor(meant[0])
    if key(name) in snapshot.unresolved:
        return snapshot.unresolved[key(name)]
    state = STATES.find(name) or STATES.by_iso.get(name.strip().upper())
    if state:
        return state.actor
    if name in snapshot.index:
        return snapshot.actors[snapshot.index[name]]
    # Actors with rows come first: a name alike that means nobody here would mislead.
    here = {key(a.name): a.name for a in snapshot.actors}
    raise UnknownActorError(name, nearest(name, here) or nearest(name, known_names(snapshot)))


def _meant(aliases: list[Alias], place: str) -> list[str]:
    """Actor ids that the best-fitting aliases lead to."""
    here = [a for a in aliases if place and a.country == place and not a.dataset]
    everywhere = [a for a in aliases if not a.country and not a.dataset]
    for group in (here, everywhere, aliases):
        if group:
            return list(dict.fromkeys(a.actor_id for a in group))
    return []


def find_pair(snapshot: Snapshot, a: str, b: str) -> tuple[Actor, Actor]:
    """The two actors of a question; an actor against itself is refused."""
    one, other = find_actor(snapshot, a), find_actor(snapshot, b)
    if one.actor_id == other.actor_id:
        both = f"'{a}' and '{b}' both mean {one.name}" if a != b else f"'{a}' against itself"
        others = _other_bearers(snapshot, (a, b), one)
        raise OptionError(
            f"{both} (on {snapshot.as_of})",
            "two different actors",
            f"on other days or in other places that name means {others}"
            if others
            else "name another actor",
        )
    return one, other


def _other_bearers(snapshot: Snapshot, names: tuple[str, str], found: Actor) -> str:
    """Who else goes by these names, on other days or elsewhere."""
    aliases = [a for name in names for a in snapshot.registry.by_key.get(key(name), [])]
    others = dict.fromkeys(a.actor_id for a in aliases if a.actor_id != found.actor_id)
    return " | ".join(snapshot.registry.actor(each).name for each in others)


def other_readings(snapshot: Snapshot, one: Actor, other: Actor) -> str:
    """Other actors of the same names that have rows with the pair's other side; "" if none.

    "Civilians" in Afghanistan is another actor than "Civilians" elsewhere: who asks about the one
    may mean the other.
    """
    found = []
    for meant, partner in ((one, other), (other, one)):
        for actor in _namesakes(snapshot, meant):
            acts = int(between(snapshot, actor, partner).sum())
            if acts and actor.actor_id != partner.actor_id:
                found.append(f"{actor.name} - {partner.name} ({acts:,} rows)")
    return f"other readings of the names: {', '.join(found)}" if found else ""


def _namesakes(snapshot: Snapshot, actor: Actor) -> list[Actor]:
    """Other actors that share a name with this one, elsewhere or at another time."""
    registry = snapshot.registry
    names = {key(a.name) for a in registry.aliases_of(actor.actor_id)} | {key(actor.name)}
    ids = dict.fromkeys(a.actor_id for n in names for a in registry.by_key.get(n, []))
    return [registry.actor(i) for i in ids if i != actor.actor_id and i in snapshot.index]


def between(snapshot: Snapshot, one: Actor, other: Actor) -> NDArray[np.bool_]:
    """Rows between two actors, whichever way."""
    columns, index = snapshot.columns, snapshot.index
    a, b = index.get(one.actor_id, -1), index.get(other.actor_id, -1)
    forth = (columns.source == a) & (columns.target == b)
    back = (columns.source == b) & (columns.target == a)
    return np.asarray(forth | back)


def of(snapshot: Snapshot, actor: Actor) -> NDArray[np.bool_]:
    """Rows with the actor on either side."""
    position = snapshot.index.get(actor.actor_id, -1)
    columns = snapshot.columns
    return np.asarray((columns.source == position) | (columns.target == position))


def party(actor: Actor) -> Party:
    """The actor as an answer names it."""
    return Party(actor.actor_id, actor.name, actor.kind, actor.valid.first, actor.valid.last)


def tie_line(snapshot: Snapshot, tie: Tie) -> TieLine:
    """The tie as an answer names it."""
    registry = snapshot.registry
    return TieLine(
        tie.tie_id,
        registry.actor(tie.source).name,
        tie.kind,
        registry.actor(tie.target).name,
        tie.valid.first,
        tie.valid.last,
        tie.note,
        tie.citation,
        tie.doubt,
    )


def statement_line(statement: Statement) -> StatementLine:
    """The statement as an answer names it."""
    return StatementLine(
        statement.statement_id,
        statement.date,
        statement.speaker,
        statement.affiliation,
        statement.text,
        statement.likelihood_word,
        statement.outcome,
        statement.citation,
        statement.doubt,
    )


def latest_first(statements: Iterable[Statement]) -> list[Statement]:
    """Statements by date, latest first."""
    return sorted(statements, key=lambda s: (s.date, s.statement_id), reverse=True)


def lived(actor: Actor) -> tuple[date, date]:
    """First and last day on which the actor existed, as far as known."""
    return actor.valid.first or date.min, actor.valid.last or date.max
