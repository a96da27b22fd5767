"""Changes that a user makes to the actors of a case: what is wanted, not yet how it is written."""

from dataclasses import dataclass, field

from whowhom.actors.period import Period


@dataclass(frozen=True, slots=True)
class NewActor:
    """Make an actor known.

    Parameters
    ----------
    name : str
        The name shown.
    kind : str
        One of `whowhom.actors.actor.KINDS` without ``unresolved``.
    actor_id : str
        Its id; empty for one made from the name.
    parent : str
        Any name of the actor that it is a branch of; empty for none.
    valid : Period
        When it existed.
    note, citation : str
        What to know about it, and whence.
    """

    name: str
    kind: str = "armed group"
    actor_id: str = ""
    parent: str = ""
    valid: Period = field(default_factory=Period)
    note: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class NewAlias:
    """Let a name lead to an actor.

    Parameters
    ----------
    name, actor : str
        The spelling, and any name of the actor.
    dataset, country : str
        Only in this dataset; only for events placed there (a country by name or ISO alpha-3 code).
    valid : Period
        Only for events that begin in it.
    note : str
        Why.
    """

    name: str
    actor: str
    dataset: str = ""
    country: str = ""
    valid: Period = field(default_factory=Period)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """One actor is the other: its names, ties and statements go over, and it is no more.

    Parameters
    ----------
    actor, into : str
        Any names; `actor` may be a name in the data that no alias knows.
    """

    actor: str
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """A name means somebody else than the actor that it leads to now, at least in a period.

    Parameters
    ----------
    name : str
        The spelling, one of the aliases of `actor`.
    actor : str
        Any name of the actor that loses it.
    into : str
        Any name of the actor that gets it, or of one to be made with the kind of the other.
    valid : Period
        Only for events that begin in it; outside it the name stays where it is.
    """

    name: str
    actor: str
    into: str
    valid: Period = field(default_factory=Period)


@dataclass(frozen=True, slots=True)
class NewTie:
    """A lasting relation between two actors.

    Parameters
    ----------
    source, kind, target : str
        Any name, one of `whowhom.actors.tie.TIE_KINDS`, any name.
    valid : Period
        From when to when.
    note, citation : str
        What exactly, and whence.
    """

    source: str
    kind: str
    target: str
    valid: Period = field(default_factory=Period)
    note: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last change that has not been taken back."""


Change = NewActor | NewAlias | Merge | Split | NewTie | Undo
"""Any of them."""
