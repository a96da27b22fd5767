"""Evidence: rows, ties and statements as answers show them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.statement import Statement
from whowhom.actors.tie import Tie
from whowhom.answers.evidence import Evidence
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot


def events(snapshot: Snapshot, columns: Columns) -> list[Evidence]:
    """These rows as evidence, in their order."""
    rows = snapshot.rows(columns)
    ends = zip(columns.source, columns.target, strict=True)
    return [
        _event(row, snapshot.actors[a].name, snapshot.actors[b].name, _branch(snapshot, row, a, b))
        for row, (a, b) in zip(rows, ends, strict=True)
    ]


def _branch(snapshot: Snapshot, row: dict[str, Any], *ends: int) -> str:
    """Of which branch a row tells that counts for its parent; empty where it tells of none."""
    told = []
    for side, position in zip(("source", "target"), ends, strict=True):
        counted = snapshot.actors[position].actor_id
        if counted in snapshot.rolled:
            registry = snapshot.registry
            own = registry.resolve(row[side], row["dataset"], row["country"], row["date"])
            if own and own != counted:
                told.append(registry.actor(own).name)
    return f"of the branch {' and '.join(told)}" if told else ""


def _event(row: dict[str, Any], source: str, target: str, branch: str) -> Evidence:
    status = row["status"] if row["status"] != "happened" else ""
    place = ", ".join(dict.fromkeys(filter(None, (row["place"], row["admin1"], row["country"]))))
    return Evidence(
        id=row["event_id"],
        kind="event",
        first=row["date"],
        last=row["date_end"],
        source=source,
        target=target,
        directed=row["directed"],
        what=row["type"] or row["native"] or "",
        text=row["summary"] or "",
        acts=row["count"],
        deaths=row["fatalities_best"],
        place=place,
        dataset=row["dataset"],
        citation=row["citation"] or "",
        remarks="; ".join(filter(None, (branch, status, row["flags"]))),
    )


def tie(snapshot: Snapshot, each: Tie) -> Evidence:
    """A tie as evidence."""
    return Evidence(
        id=each.tie_id,
        kind="tie",
        first=each.valid.first,
        last=each.valid.last,
        source=snapshot.registry.actor(each.source).name,
        target=snapshot.registry.actor(each.target).name,
        directed=True,
        what=each.kind,
        text=each.note,
        acts=0,
        deaths=None,
        place="",
        dataset="case",
        citation=each.citation,
        remarks=f"doubtful: {each.doubt}" if each.doubt else "",
    )


def statement(snapshot: Snapshot, each: Statement) -> Evidence:
    """A statement as evidence."""
    registry = snapshot.registry
    ends = [registry.actor(x).name if registry.has(x) else x for x in (each.subject, each.object)]
    return Evidence(
        id=each.statement_id,
        kind="statement",
        first=each.date,
        last=each.date,
        source=ends[0],
        target=ends[1],
        directed=True,
        what=each.likelihood_word,
        text=f"{each.speaker}: {each.text}",
        acts=0,
        deaths=None,
        place="",
        dataset="case",
        citation=each.citation,
        remarks=f"doubtful: {each.doubt}" if each.doubt else "",
    )


def telling(columns: Columns, mask: NDArray[np.bool_], most: int) -> NDArray[np.intp]:
    """Positions of the rows that tell most: half the latest, half the deadliest or gravest.

    Parameters
    ----------
    columns : Columns
        All rows.
    mask : array of bool
        Rows to choose from.
    most : int
        At most so many.

    Returns
    -------
    array of int
        Positions: the latest, the deadliest, the next latest, and so on.
    """
    among = np.flatnonzero(mask)
    latest = among[np.argsort(-columns.date[among], kind="stable")]
    gravity = np.nan_to_num(np.abs(columns.score[among]))
    deadliest = among[np.lexsort((-columns.date[among], -gravity, -columns.best[among]))]
    chosen: dict[int, None] = {}
    for pair in zip(latest, deadliest, strict=True):
        for position in pair:
            if len(chosen) < most:
                chosen[int(position)] = None
    return np.array(list(chosen), dtype=np.intp)
