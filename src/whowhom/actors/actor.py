"""An actor: an organisation, a state, or a group of people; never a private person."""

from dataclasses import dataclass, field
from typing import Final

from whowhom.actors.period import Period

KINDS: Final = (
    "armed group",
    "state",
    "international organisation",
    "population",
    "unidentified",
    "unresolved",
)
"""``population`` and ``unidentified`` are generic: no group that could decide or be dealt with.
``unresolved`` is a name in the data that no alias knows; it stands for itself."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts.

    Parameters
    ----------
    actor_id : str
        Short, stable, upper case; states have their ISO 3166 alpha-3 code, unresolved names
        ``name:`` and their key.
    name : str
        The name shown.
    kind : str
        One of `KINDS`.
    valid : Period
        When it existed, as far as known.
    note, citation : str
        What to know about it, and whence.

    Examples
    --------
    >>> Actor("CIV_AFG", "Civilians in Afghanistan", "population").generic
    True
    """

    actor_id: str
    name: str
    kind: str
    valid: Period = field(default_factory=Period)
    note: str = ""
    citation: str = ""

    @property
    def generic(self) -> bool:
        """Whether it stands for people in general and not for a group."""
        return self.kind in ("population", "unidentified")
