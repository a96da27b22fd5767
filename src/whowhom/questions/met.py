"""Whether conditions were met: by the rows of one dataset, once it has told of their days."""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.answers.condition import ANYONE, Clause, Condition
from whowhom.engine.acts import DEATHS_UNKNOWN, Mask
from whowhom.errors import OptionError
from whowhom.forecasting.record import KIND_QUADS, KINDS, LONG, Record
from whowhom.ontology.quad import QUADS
from whowhom.questions.places import find_place
from whowhom.questions.scope import number
from whowhom.snapshot.snapshot import Snapshot


def met(snapshot: Snapshot, record: Record, clause: Clause) -> bool | None:
    """Whether a condition was met; None where the record cannot tell (yet).

    A single condition is met as soon as enough is on record, and is not met once the dataset has
    told of all its days, dated to the day, without. A total whose days lie only partly within the
    condition's tells nothing, nor does the silence of a hand-picked list.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    record : Record
        Of the dataset that resolves it.
    clause : Condition or Combined
        What is to be resolved.
    """
    if isinstance(clause, Condition):
        return _single(snapshot, record, clause)
    told = [met(snapshot, record, part) for part in clause.parts]
    if clause.how == "not":
        return None if told[0] is None else not told[0]
    decides = clause.how == "any"
    if decides in told:
        return decides
    return None if None in told else not decides


def _single(snapshot: Snapshot, record: Record, condition: Condition) -> bool | None:
    surely, possibly = _bounds(snapshot, record, condition)
    if surely >= condition.at_least:
        return True
    known = dated(record, condition.first, condition.last)
    return False if known and possibly < condition.at_least else None


def dated(record: Record, first: date, last: date) -> bool:
    """Whether the dataset has told of all these days, each by itself."""
    if not record.dataset.counts or number(first) < record.fine_from or last >= record.day:
        return False
    by_day = [c.last for c in record.dataset.observed if c.resolution == "day"]
    return not by_day or last <= max(by_day)


def measured(snapshot: Snapshot, record: Record, condition: Condition) -> int:
    """What the condition counts, of the acts that surely lie within its days."""
    return _bounds(snapshot, record, condition)[0]


def _bounds(snapshot: Snapshot, record: Record, condition: Condition) -> tuple[int, int]:
    """What the condition counts at least, and at most."""
    acts = record.acts
    surely, possibly = rows_within(snapshot, record, condition)
    if condition.measure == "acts":
        return int(acts.count[surely].sum()), int(acts.count[possibly].sum())
    deaths = np.where(acts.deaths == DEATHS_UNKNOWN, 0, acts.deaths)
    if condition.measure == "deaths":
        return int(deaths[surely].sum()), int(deaths[possibly].sum())
    least = deaths // acts.count
    # Of a total no more is known than that one act may have had all its deaths.
    whole = np.maximum(snapshot.columns.best[record.position], 0)
    most = np.where(_totals(snapshot, record), whole, least)
    return int(least[surely].max(initial=0)), int(most[possibly].max(initial=0))


def rows_within(snapshot: Snapshot, record: Record, condition: Condition) -> tuple[Mask, Mask]:
    """Acts that fit and surely lie within the days, and those that possibly do."""
    columns, position = snapshot.columns, record.position
    fits = fitting(snapshot, record, condition, heirs=False)
    begins, ends = columns.date[position], columns.date_end[position]
    total = _totals(snapshot, record)
    first, last = number(condition.first), number(condition.last)
    by_day = (record.acts.day >= first) & (record.acts.day <= last)
    within = np.where(total, (begins >= first) & (ends <= last), by_day)
    touched = within | (total & (ends >= first) & (begins <= last))
    return np.asarray(fits & within), np.asarray(fits & touched)


def _totals(snapshot: Snapshot, record: Record) -> Mask:
    """Acts known only as part of a total over more than a month."""
    columns, position = snapshot.columns, record.position
    long = columns.date_end[position] - columns.date[position] >= LONG
    return np.asarray(long & (columns.count[position] > 1))


def fitting(snapshot: Snapshot, record: Record, condition: Condition, heirs: bool = True) -> Mask:
    """Acts of the record that a condition is about, whatever their day.

    Parameters
    ----------
    snapshot, record, condition
        As in `met`.
    heirs : bool
        Whether acts of an actor that has ended count for whoever took its place, as in forecasts;
        else for the actor that its row names, as in resolving.
    """
    acts = record.acts
    mask = sides(snapshot, record, condition, heirs)
    if condition.kinds:
        mask &= np.isin(acts.kind, kinds_of(condition.kinds))
    if condition.place:
        mask &= find_place(snapshot, condition.place).mask(snapshot)[record.position]
    return mask


def sides(snapshot: Snapshot, record: Record, condition: Condition, heirs: bool = True) -> Mask:
    """Acts between the two sides; an undirected one fits either way."""
    acts = record.acts
    source = acts.source if heirs else snapshot.columns.source[record.position]
    target = acts.target if heirs else snapshot.columns.target[record.position]

    def side(actor_id: str, place: NDArray[Any]) -> Mask:
        if actor_id == ANYONE:
            return np.ones(len(acts), dtype=np.bool_)
        return np.asarray(place == snapshot.index.get(actor_id, -1))

    forth = side(condition.source, source) & side(condition.target, target)
    back = side(condition.source, target) & side(condition.target, source)
    found = forth | (back & (condition.either | ~acts.directed))
    if condition.directed is not None:
        found &= acts.directed == condition.directed
    return np.asarray(found)


def kinds_of(names: tuple[str, ...]) -> list[int]:
    """Kinds (as in `whowhom.forecasting.record.KINDS`) of PLOVER types and quad classes.

    Raises
    ------
    OptionError
        If a name is neither.

    Examples
    --------
    >>> [KINDS[k] for k in kinds_of(("material conflict",))]
    ['PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT', 'material conflict, type not given']
    """
    classes = {name.casefold(): quad - 1 for quad, name in QUADS.items()}
    types = {name.casefold(): n for n, name in enumerate(KINDS)}
    found: set[int] = set()
    for name in names:
        wanted = name.casefold()
        if wanted in classes:
            found |= {k for k, quad in enumerate(KIND_QUADS) if quad == classes[wanted]}
        elif wanted in types:
            found.add(types[wanted])
        else:
            raise OptionError(
                f"unknown type of act '{name[:40]}'",
                ", ".join((*KINDS[: -len(QUADS)], *QUADS.values())),
                "use one of these",
            )
    return sorted(found)
