"""Mention: words that name or point at an actor, a place or a person."""

from dataclasses import dataclass
from typing import Final

from whowhom.reading.span import Span

KINDS: Final = ("name", "description", "pronoun")
SORTS: Final = ("group", "state", "place", "person", "other")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody.

    Parameters
    ----------
    span : Span
        The words, without an article in front.
    name : str
        The name it stands for as the text writes it: for "they" that of the group pointed at.
    actor_id : str or None
        Whom the registry knows by that name, at the document's day and place; None if nobody.
    kind : str
        One of `KINDS`: how it stands for it.
    sort : str
        One of `SORTS`. Persons are kept only to tell who speaks and whom they speak for.
    country : str or None
        ISO alpha-3 code of a place or a state; of a person the state that he leads.
    """

    span: Span
    name: str
    actor_id: str | None
    kind: str = "name"
    sort: str = "group"
    country: str | None = None
