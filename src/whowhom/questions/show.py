"""`show`: all that the case holds under one id."""

import json
from dataclasses import asdict
from typing import Any

from whowhom.answers.answer import Answer
from whowhom.answers.shown import Shown
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import UnknownIdError
from whowhom.questions.parties import statement_line, tie_line
from whowhom.snapshot.snapshot import Snapshot


def show(snapshot: Snapshot, id: str) -> Answer:
    """The row, tie, statement or actor of an id, with its citation.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    id : str
        As answers print it; an event's dataset may be left out where it is clear.

    Returns
    -------
    Answer
        With a `whowhom.answers.shown.Shown`.

    Raises
    ------
    UnknownIdError
        If nothing goes by that id before as_of, or several rows do.
    """
    body = _tie(snapshot, id) or _statement(snapshot, id) or _actor(snapshot, id)
    body = body or _event(snapshot, id)
    return Answer(
        verb="show",
        status="answered",
        question={"id": id},
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=None,
        answer=body,
        evidence=(),
        skill=DESCRIPTIVE,
        resolution=None,
        caveats=(),
    )


def _tie(snapshot: Snapshot, id: str) -> Shown | None:
    for tie in snapshot.registry.ties:
        if tie.tie_id == id:
            line = tie_line(snapshot, tie)
            return Shown(f"{line.source} {line.kind} {line.target}", "tie", asdict(line))
    return None


def _statement(snapshot: Snapshot, id: str) -> Shown | None:
    for each in snapshot.statements:
        if each.statement_id == id:
            line = asdict(statement_line(each))
            line |= {"subject": each.subject, "object": each.object, "horizon": each.horizon}
            return Shown(f"{each.speaker}, {each.date}: {each.text}", "statement", line)
    return None


def _actor(snapshot: Snapshot, id: str) -> Shown | None:
    if not snapshot.registry.has(id):
        return None
    actor = snapshot.registry.actor(id)
    fields = asdict(actor) | {
        "valid": str(actor.valid),
        "aliases": [a.name for a in snapshot.registry.aliases_of(id)],
    }
    # A note may tell of what came after as_of.
    fields.pop("note")
    return Shown(f"{actor.name} ({actor.kind})", "actor", fields)


def _event(snapshot: Snapshot, id: str) -> Shown:
    found = snapshot.find_rows(id)
    if not found:
        raise UnknownIdError(
            f"no row, tie, statement or actor '{id}' before {snapshot.as_of}",
            "an id as answers print it, such as chronicle:AFC0246",
            "copy it from an answer, or choose a later --as-of",
        )
    if len(found) > 1:
        ids = " | ".join(row["event_id"] for row in found[:5])
        raise UnknownIdError(f"'{id}' is not unique: {ids}", "one of these", "name the dataset too")
    row = dict(found[0])
    fields: dict[str, Any] = {k: v for k, v in row.items() if v is not None and k != "details"}
    for side in ("source", "target"):
        meant = snapshot.registry.resolve(row[side], row["dataset"], row["country"], row["date"])
        fields[f"{side}_read_as"] = meant or "itself (no alias knows this name)"
    if row["details"]:
        fields["details"] = {k: v for k, v in json.loads(row["details"]).items() if v is not None}
    what = row["type"] or row["native"]
    arrow = "->" if row["directed"] else "-"
    return Shown(f"{row['source']} {arrow} {row['target']}: {what}, {row['date']}", "event", fields)
