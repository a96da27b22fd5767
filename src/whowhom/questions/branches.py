"""Branches in any question: counted for their parents or not, and said either way."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from whowhom.answers.answer import Answer
from whowhom.answers.condition import ANYONE, Condition, leaves
from whowhom.errors import OptionError, WhowhomError
from whowhom.events.scenario import Stated
from whowhom.questions.clauses import Clauses
from whowhom.questions.parties import find_actor
from whowhom.snapshot.rolling import Family, family_of, roll_up
from whowhom.snapshot.snapshot import Snapshot

_LONGEST = 366
_SHOWN = 6


@dataclass
class Branches:
    """Whether branches count, for the actors of one question.

    Parameters
    ----------
    counted : bool
        Whether rows of branches count for their parents.
    names : sequence of str or None
        Names of the actors in the question; None for everybody.
    """

    counted: bool
    names: Sequence[str] | None
    _families: dict[str, tuple[Snapshot, Family, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.counted, bool):
            raise OptionError(f"branches {self.counted!r}", "True or False", "choose one")

    def read(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot as this question counts it."""
        if snapshot.hash not in self._families:
            family = family_of(snapshot, self._heads(snapshot))
            rolled, within = roll_up(snapshot, family) if self.counted else (snapshot, 0)
            self._families[snapshot.hash] = rolled, family, within
        return self._families[snapshot.hash][0]

    def _heads(self, snapshot: Snapshot) -> list[str] | None:
        if self.names is None:
            return None
        found = []
        for name in self.names:
            try:
                found.append(find_actor(snapshot, name).actor_id)
            except WhowhomError:
                continue  # The question itself says what is wrong with the name.
        return list(dict.fromkeys(found))

    def say(self, answer: Answer) -> Answer:
        """The answer, with what was done about branches said in it."""
        question = {**answer.question, "branches": self.counted}
        if not self._families:
            return replace(answer, question=question)
        snapshot, family, within = next(iter(self._families.values()))
        if not self.counted:
            return replace(
                answer, question=question, caveats=(*answer.caveats, *_left_out(snapshot, family))
            )
        said = _counted(snapshot, family, within)
        resolution = answer.resolution
        if resolution and snapshot.rolled:
            resolution = f"{resolution} Rows of a branch count for the actor it is a branch of."
        if answer.claims:
            said.append("A ledger keeps no probability of an answer that counts branches.")
        return replace(
            answer,
            question=question,
            resolution=resolution,
            caveats=(*answer.caveats, *said),
            claims=() if snapshot.rolled else answer.claims,
        )


def _left_out(snapshot: Snapshot, family: Family) -> list[str]:
    said = []
    for head in family.heads:
        mine = _listed(snapshot, family, head)
        if mine:
            name = snapshot.registry.actor(head).name
            said.append(
                f"Acts of branches are not counted for {name} ({mine}); --branches counts them."
            )
    return said[:_SHOWN]


def _counted(snapshot: Snapshot, family: Family, within: int) -> list[str]:
    said = []
    for head in family.heads:
        if mine := _listed(snapshot, family, head):
            said.append(f"Counted for {snapshot.registry.actor(head).name}: {mine}.")
    left = len(said) - _SHOWN
    said = [*said[:_SHOWN], f"And for {left} more actors."] if left > 0 else said
    if not said:
        said = ["No branch of an actor asked about has rows: nothing changes by counting branches."]
    if within:
        said.append(f"{within:,} rows between an actor and its own branches are left out.")
    if family.disputed:
        names = ", ".join(snapshot.registry.actor(a).name for a in family.disputed[:_SHOWN])
        said.append(f"Counted for none, being a branch of several at once: {names}.")
    return said


def _listed(snapshot: Snapshot, family: Family, head: str) -> str:
    """Branches of an actor with their rows, most rows first; empty where none has any."""
    mine = sorted((m for m in family.members if m.head == head and m.rows), key=lambda m: -m.rows)
    names = []
    for member in mine[:_SHOWN]:
        when = ", ".join(str(p) for p in member.periods if p.bounded())
        rows = f"{member.rows:,} row{'' if member.rows == 1 else 's'}"
        names.append(
            f"{snapshot.registry.actor(member.actor_id).name}{f' {when}' if when else ''}, {rows}"
        )
    more = len(mine) - _SHOWN
    return "; ".join(names) + (f"; {more} more" if more > 0 else "")


def named_in_scenario(snapshot: Snapshot, stated: Stated) -> list[str]:
    """Ids of the actors that a scenario names; none where it cannot be read."""
    try:
        conditions: Iterable[Condition] = leaves(
            Clauses(snapshot, snapshot.as_of, _LONGEST).read(stated)
        )
    except WhowhomError:
        return []
    ids = [a for c in conditions for a in (c.source, c.target) if a != ANYONE]
    return list(dict.fromkeys(ids))


def named_in_text(snapshot: Snapshot, text: str) -> list[str]:
    """Names of actors in an intervention, the longest first at every place."""
    found: list[str] = []
    for part in text.split(";") if isinstance(text, str) else ():
        try:
            words = shlex.split(part)
        except ValueError:
            words = part.split()
        place = 0
        while place < len(words):
            length = _known_at(lambda name: _is_actor(snapshot, name), words, place)
            if length:
                found.append(" ".join(words[place : place + length]))
            place += length or 1
    return found


def _known_at(known: Callable[[str], bool], words: Sequence[str], place: int) -> int:
    """How many words from a place on make a name; 0 if none do."""
    for length in range(min(8, len(words) - place), 0, -1):
        if known(" ".join(words[place : place + length])):
            return length
    return 0


def _is_actor(snapshot: Snapshot, name: str) -> bool:
    try:
        find_actor(snapshot, name)
    except WhowhomError:
        return False
    return True
