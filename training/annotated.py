"""Annotated sentences: our own, with the acts that each tells, for the typer's training.

The format is told in ``training/sentences/README.md``, what counts as an act in
``docs/reading/annotation.md``.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whowhom.ontology.plover import plover_type
from whowhom.reading.span import Span
from whowhom.reading.status import Status

SENTENCES = Path(__file__).parent / "sentences"


@dataclass(frozen=True, slots=True)
class AnnotatedEvent:
    """One act told in a sentence.

    Parameters
    ----------
    source, target : Span or None
        Where the side stands in the sentence; ``None`` where the sentence names none.
    trigger : Span
        The words that tell the act.
    type : str
        One of the 16 PLOVER types.
    mode : str or None
        A mode of that type.
    status : Status
        Whether it happened.
    """

    source: Span | None
    target: Span | None
    trigger: Span
    type: str
    mode: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class Annotated:
    """A sentence and the acts that it tells, none included.

    Parameters
    ----------
    id : str
        The writer's letter and a number.
    text : str
        The sentence.
    events : tuple of AnnotatedEvent
        Its acts; empty where it tells none.
    """

    id: str
    text: str
    events: tuple[AnnotatedEvent, ...]


def load(path: Path = SENTENCES) -> list[Annotated]:
    """Load a file of annotated sentences, or every ``*.jsonl`` of a folder, by name.

    Parameters
    ----------
    path : Path
        A JSON Lines file or a folder of them.

    Returns
    -------
    list of Annotated
        In the files' order, with character spans.

    Raises
    ------
    ValueError
        If a line is no such sentence; the message tells which line, and what is wrong.

    Examples
    --------
    >>> first = load()[0]
    >>> first.events[0].trigger.of(first.text) in first.text
    True
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    return [sentence for file in files for sentence in _load_file(file)]


def _load_file(file: Path) -> list[Annotated]:
    loaded = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            loaded.append(parsed(json.loads(line)))
        except (KeyError, ValueError) as error:
            raise ValueError(f"{file.name}, line {number}: {error}") from error
    return loaded


def parsed(row: dict[str, Any]) -> Annotated:
    """Turn one JSON object into a sentence with spans.

    Raises
    ------
    ValueError
        If a marked string does not stand in the text, or stands there more than once and ``nth``
        does not say which is meant; if the status is unknown.
    KeyError
        If a field is missing, or the type or mode is none of PLOVER's.

    Examples
    --------
    >>> event = {"source": "Rebels", "target": None, "trigger": "withdrew", "type": "RETREAT",
    ...          "mode": "withdraw", "status": "happened"}
    >>> parsed({"id": "x", "text": "Rebels withdrew.", "events": [event]}).events[0].trigger
    Span(start=7, end=15)
    """
    text = row["text"]
    return Annotated(row["id"], text, tuple(_event(text, event) for event in row["events"]))


def _event(text: str, row: dict[str, Any]) -> AnnotatedEvent:
    kind = plover_type(row["type"])
    if row["mode"] is not None and row["mode"] not in kind.modes:
        allowed = ", ".join(kind.modes) or "none"
        raise ValueError(f"unknown mode {row['mode']!r} of {kind.name}; allowed: {allowed}")
    trigger = _span(text, row, "trigger")
    if trigger is None:
        raise ValueError("an event without a trigger")
    return AnnotatedEvent(
        source=_span(text, row, "source"),
        target=_span(text, row, "target"),
        trigger=trigger,
        type=kind.name,
        mode=row["mode"],
        status=Status(row["status"]),
    )


def _span(text: str, row: dict[str, Any], field: str) -> Span | None:
    words = row[field]
    if words is None:
        return None
    starts = [match.start() for match in re.finditer(re.escape(words), text)] if words else []
    nth = row.get("nth", {}).get(field)
    if not starts or (nth is None and len(starts) > 1) or not 1 <= (nth or 1) <= len(starts):
        raise ValueError(
            f"{field} {words!r} stands {len(starts)} times in {text!r} and nth is {nth}; "
            "allowed: words that stand there once, or nth from 1 to that many"
        )
    start = starts[(nth or 1) - 1]
    return Span(start, start + len(words))
