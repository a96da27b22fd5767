"""Adding ties: from a file to the tables of a case, as one edit that can be undone."""

import hashlib
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from whowhom.actors.catchall import is_catch_all
from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.answers.tied import Tied
from whowhom.sources.packed import unpack
from whowhom.sources.ties import detect
from whowhom.sources.ties.told import Told, ToldActor, ToldTie
from whowhom.store import folder as folders
from whowhom.store.edits import Edit, apply_edits, settle
from whowhom.store.lock import writing
from whowhom.store.registry import load_registry
from whowhom.store.tables import Row

_SHORT = 6


def add_ties(
    folder: Path, path: Path, encoding: str | None, today: Callable[[], date]
) -> Tied | None:
    """Add a file of ties to a case; None where it is none, and nothing was done.

    Parameters
    ----------
    folder : Path
        The case.
    path : Path
        A file, or an archive of one.
    encoding : str or None
        Of its text, where it is not UTF-8 or cp1252.
    today : callable
        The clock of the log.
    """
    with tempfile.TemporaryDirectory() as scratch:
        table = unpack(path, Path(scratch))
        source = detect.source_of(table, encoding)
        if source is None:
            return None
        folders.check_writable(folder)
        told = detect.read(table, encoding, source)
    with writing(folder):
        settle(folder)
        draft = _Draft(load_registry(folder), source, path.name, told)
        if draft.edits:
            words = f"ties of {path.name} ({source.TITLE})"
            apply_edits(folder, draft.edits, words, today(), os.environ.get("USER", ""))
    return Tied(
        path,
        source.TITLE,
        told.read,
        dict(told.dropped),
        len(draft.ties),
        len(draft.actors),
        len(draft.aliases),
        draft.known,
        tuple(draft.notes),
    )


class _Draft:
    """The lines that a file adds to the tables of a case."""

    def __init__(self, registry: Registry, source: Any, file: str, told: Told) -> None:
        self.registry, self.source, self.file = registry, source, file
        self.actors: list[Row] = []
        self.aliases: list[Row] = []
        self.ties: list[Row] = []
        self.known = 0
        self._new: dict[str, str] = {}
        self._taken: set[str] = set()
        self.bound = 0
        for actor in told.actors:
            self._place(actor)
        self._name(told.actors)
        self._tie(told.ties)

    @property
    def edits(self) -> dict[str, Edit]:
        """What changes in which table."""
        given = {"actors": self.actors, "aliases": self.aliases, "ties": self.ties}
        return {name: Edit(add=tuple(rows)) for name, rows in given.items() if rows}

    @property
    def notes(self) -> Iterator[str]:
        """What else to know."""
        if self.bound:
            yield f"{self.bound:,} short names lead to an actor in ucdp-ged alone"
        if self.actors:
            yield "new actors have the names of the file; whowhom actors merge A B joins two"

    def _id(self, name: str, day: date) -> str | None:
        known = self.registry.resolve(name, self.source.DATASET, None, day)
        return known or self._new.get(key(name))

    def _place(self, actor: ToldActor) -> None:
        if self._id(actor.name, date.max) or is_catch_all(actor.name):
            return
        digest = hashlib.sha256(key(actor.name).encode()).hexdigest()[:8].upper()
        made = f"A-{digest}"
        self._new[key(actor.name)] = made
        self.actors.append(
            {
                "actor_id": made,
                "name": " ".join(actor.name.split()),
                "kind": actor.kind,
                "note": actor.note,
                "citation": self.source.CITATION,
            }
        )

    def _name(self, actors: list[ToldActor]) -> None:
        """Other names; a short one, or one of several actors, only where the dataset writes it."""
        many = Counter(key(a) for actor in actors for a in {*actor.aliases, actor.name})
        for actor in actors:
            whom = self._id(actor.name, date.max)
            for alias in actor.aliases:
                known = self.registry.by_key.get(key(alias)) or key(alias) in self._new
                if not whom or known or not key(alias) or is_catch_all(alias):
                    continue
                if many[key(alias)] > 1 or key(alias) in self._taken:
                    continue
                self._taken.add(key(alias))
                short = len(alias) <= _SHORT
                self.bound += short
                self.aliases.append(
                    {
                        "alias": " ".join(alias.split()),
                        "actor_id": whom,
                        "dataset": self.source.DATASET if short else "",
                        "note": self.source.TITLE,
                    }
                )

    def _tie(self, ties: list[ToldTie]) -> None:
        held = {tie.tie_id for tie in self.registry.ties}
        for tie in ties:
            day = tie.valid.first + timedelta(days=181) if tie.valid.first else date.max
            ends = [self._id(name, day) for name in (tie.source, tie.target)]
            if None in ends or ends[0] == ends[1]:
                continue
            row = self._row(tie, str(ends[0]), str(ends[1]))
            if row["tie_id"] in held:
                self.known += 1
                continue
            held.add(row["tie_id"])
            self.ties.append(row)

    def _row(self, tie: ToldTie, source: str, target: str) -> Row:
        first, last = tie.valid.first, tie.valid.last
        told = f"{source}|{tie.kind}|{target}|{first}|{last}|{tie.note}|{tie.doubt}"
        known = date(first.year + 1, 1, 1) if tie.yearly and first else ""
        until = date(last.year + 1, 1, 1) if tie.yearly and last else ""
        return {
            "tie_id": f"T-{hashlib.sha256(told.encode()).hexdigest()[:10]}",
            "source": source,
            "kind": tie.kind,
            "target": target,
            "valid_from": str(first or ""),
            "valid_to": str(last or ""),
            "known_from": str(known),
            "told_from": str(until),
            "note": tie.note,
            "citation": f"{self.source.CITATION}; {self.file}",
            "doubt": tie.doubt,
        }
