"""Whether conditions were met: by the rows of one dataset, once it has told of their days."""

from datetime import date

import numpy as np

from whowhom.answers.condition import ANYONE, Clause, Condition
from whowhom.engine.acts import DEATHS_UNKNOWN, Int, Mask
from whowhom.errors import OptionError
from whowhom.forecasting.record import KIND_QUADS, KINDS, Record
from whowhom.ontology.quad import QUADS
from whowhom.questions.places import find_place
from whowhom.questions.scope import number
from whowhom.snapshot.snapshot import Snapshot


def met(snapshot: Snapshot, record: Record, clause: Clause) -> bool | None:
    """Whether a condition was met; None where the record cannot tell (yet).

    A single condition is met as soon as enough is on record, and is not met once the dataset has
    told of all its days without. Days known only as totals of a year tell nothing.

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
    if number(condition.first) < record.fine_from:
        return None
    if measured(snapshot, record, condition) >= condition.at_least:
        return True
    return False if condition.last < record.day else None


def measured(snapshot: Snapshot, record: Record, condition: Condition) -> int:
    """What the condition counts, of the acts on record."""
    acts = record.acts
    mask = fitting(snapshot, record, condition) & (acts.day >= number(condition.first))
    if condition.last < date.max:
        mask &= acts.day <= number(condition.last)
    if condition.measure == "acts":
        return int(acts.count[mask].sum())
    deaths = np.where(acts.deaths == DEATHS_UNKNOWN, 0, acts.deaths)[mask]
    if condition.measure == "deaths":
        return int(deaths.sum())
    return int((deaths // acts.count[mask]).max(initial=0))


def fitting(snapshot: Snapshot, record: Record, condition: Condition) -> Mask:
    """Acts of the record that a condition is about, whatever their day."""
    acts = record.acts
    mask = sides(snapshot, record, condition)
    if condition.kinds:
        mask &= np.isin(acts.kind, kinds_of(condition.kinds))
    if condition.place:
        mask &= find_place(snapshot, condition.place).mask(snapshot)[record.position]
    return mask


def sides(snapshot: Snapshot, record: Record, condition: Condition) -> Mask:
    """Acts between the two sides; an undirected one fits either way."""
    acts = record.acts

    def side(actor_id: str, place: Int) -> Mask:
        if actor_id == ANYONE:
            return np.ones(len(acts), dtype=np.bool_)
        return np.asarray(place == snapshot.index.get(actor_id, -1))

    forth = side(condition.source, acts.source) & side(condition.target, acts.target)
    back = side(condition.source, acts.target) & side(condition.target, acts.source)
    return np.asarray(forth | (back & (condition.either | ~acts.directed)))


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
