"""Outlook: a record, what was fitted on it, and the days ahead: what every forecast rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.expectation import Ahead, Measured
from whowhom.errors import RefusalError
from whowhom.forecasting.record import Record
from whowhom.ontology.quad import QUADS
from whowhom.questions.scope import Scope, day
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.engine.acts import Int
    from whowhom.forecasting.fitted import Fitted

CLASSES = len(QUADS)
UNSCORED = "a hand-picked list has no rates that a backtest could score"


@dataclass(frozen=True)
class Outlook:
    """What a forecast rests on.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Level and seed.
    record : Record
        The acts of the dataset.
    fitted : Fitted or None
        What was fitted on them; None where nothing may be counted.
    ahead : Ahead
        The days ahead.
    first : int
        The actor that was asked about first; it comes first in a pair that is in no order.
    """

    snapshot: Snapshot
    scope: Scope
    record: Record
    fitted: Fitted | None
    ahead: Ahead
    first: int = -1

    @property
    def dataset(self) -> Dataset:
        """The dataset counted."""
        return self.record.dataset

    @property
    def quads(self) -> tuple[int, ...]:
        """Classes, from 0, of which something can be said."""
        if self.fitted is not None:
            return self.fitted.quads
        return tuple(int(q) for q in self.record.quads)

    def name(self, position: int) -> str:
        """Name of the actor at a position."""
        return self.snapshot.actors[position].name

    def sides(self, dyad: int) -> tuple[int, int, bool]:
        """Source, target and directedness of a dyad key."""
        one, other, directed = (x[0] for x in self.record.acts.sides(np.array([dyad])))
        if not directed and other == self.first:
            one, other = other, one
        return int(one), int(other), bool(directed)

    def between(self, dyad: int) -> str:
        """The dyad in words: ``by A toward B``, or ``between A and B`` in no recorded direction."""
        source, target, directed = self.sides(dyad)
        if directed:
            return f"by {self.name(source)} toward {self.name(target)}"
        return f"between {self.name(source)} and {self.name(target)}"

    def open(self, dyads: Int) -> Int:
        """The dyads whose two actors exist on the first day ahead."""
        source, target, _ = self.record.acts.sides(dyads)
        alive = self.record.alive
        return np.asarray(dyads[alive[source] & alive[target] & (source != target)])

    def check(self, actor: Actor) -> None:
        """Refuse an actor that has ended, or of whom the dataset knows nothing."""
        if actor.valid.last and actor.valid.last < self.record.day:
            raise RefusalError(
                f"{actor.name} ended on {actor.valid.last}, before {self.record.day}: it can do "
                "nothing any more",
                "actors that exist on the first day of the forecast",
                "choose an earlier --as-of, or see what it did with: whowhom profile "
                f"'{actor.name}'",
            )
        position = self.snapshot.index.get(actor.actor_id, -1)
        acts = self.record.acts
        if position < 0 or not ((acts.source == position) | (acts.target == position)).any():
            held = self._holding(position)
            raise RefusalError(
                f"{self.dataset.name} holds no act of {actor.name} before {self.record.day}: "
                "nothing is known of how often it acts",
                "an actor with rows in the dataset counted",
                f"name another with --dataset: {held}" if held else "add data that names it",
            )

    def _holding(self, position: int) -> str:
        """Datasets that do hold acts of an actor."""
        columns = self.snapshot.columns
        mine = (columns.source == position) | (columns.target == position)
        own = np.unique(columns.dataset[mine & columns.happened])
        return ", ".join(self.snapshot.datasets[int(n)].name for n in own)

    def skill(self, quad: int) -> str:
        """Verdict on a class at this horizon."""
        return self.measured_of(quad).verdict

    def measured_of(self, quad: int) -> Measured:
        """How well forecasts of a class did."""
        name = QUADS[quad + 1]
        if self.fitted is None:
            return Measured(name, "unknown", 0, None, None, None, UNSCORED)
        found = self.fitted.skill(quad, self.ahead.days)
        if found.verdict == "unknown":
            note = "too little happened in the past forecasts of this kind to tell"
            return Measured(name, found.verdict, found.n, None, None, None, note)
        note = (
            f"log score of 'at least one act within {found.days} days' against the base rate, on "
            "past days of this record; the interval is the wider of those over dyads and, from "
            "five periods on, over time"
        )
        return Measured(name, found.verdict, found.n, found.value, found.low, found.high, note)

    def measured(self) -> tuple[Measured, ...]:
        """The same for every class."""
        return tuple(self.measured_of(q) for q in self.quads)

    def unsaid(self) -> tuple[str, ...]:
        """Classes of which nothing can be said: no act on record, or too few to learn from."""
        return tuple(QUADS[q + 1] for q in range(CLASSES) if q not in self.quads)


def too_short(record: Record, longest: int) -> RefusalError | None:
    """The refusal of a record that teaches nothing; None where it does."""
    if longest >= 1:
        return None
    acts = record.acts
    if len(acts):
        told = f"{int(acts.count.sum()):,} acts from {day(acts.day[0])} to {day(acts.day[-1])}"
        if record.fine_from >= record.until:
            told += ", known as totals of years or months only"
    else:
        told = "no acts"
    return RefusalError(
        f"the record of {record.dataset.name} before {record.day} is too short to learn a forecast "
        f"from ({told})",
        "some dozens of acts dated to the day, over at least some weeks",
        "add data or choose a later --as-of; whowhom relation and profile describe what there is",
    )
