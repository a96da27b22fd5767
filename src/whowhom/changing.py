"""Changing the actors of a case: checked first, written whole, noted in the log, undone at will."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from whowhom.actors.actor import KINDS, Actor
from whowhom.actors.alias import Alias
from whowhom.actors.catchall import is_catch_all
from whowhom.actors.changes import Change, Merge, NewActor, NewAlias, NewTie, Split, Undo
from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.actors.period import Period, read_period
from whowhom.actors.registry import Registry
from whowhom.actors.states import STATES
from whowhom.actors.tie import TIE_KINDS
from whowhom.answers.changed import Changed
from whowhom.errors import CaseDamagedError, OptionError, RefusalError, UnknownActorError
from whowhom.snapshot.snapshot import Snapshot
from whowhom.store import folder as folders
from whowhom.store.edits import Edit, apply_edits, settle, undo_edit
from whowhom.store.lock import writing
from whowhom.store.registry import load_registry
from whowhom.store.tables import Row, read_table

_ID = re.compile(r"[^A-Z0-9]+")
_ENDS = {
    "ties": ("source", "target"),
    "statements": ("subject", "object"),
}
_GIVEN: tuple[str, ...] = KINDS[:-1]


@dataclass(slots=True)
class Draft:
    """A change worked out: what changes in which table, in words, and what to say beside it."""

    words: str
    edits: dict[str, Edit]
    notes: list[str] = field(default_factory=list)
    merged: tuple[str, str] | None = None


def change_actors(
    folder: Path, change: Change, unresolved: Callable[[], Iterable[str]], today: date
) -> Draft:
    """Make a change to the tables of a case; see `whowhom.case.Case.change_actors`.

    Parameters
    ----------
    folder : Path
        The case.
    change : Change
        What is wanted.
    unresolved : callable
        Gives the names in the data that no alias knows.
    today : date
        For the log.
    """
    folders.check_writable(folder)
    who = os.environ.get("USER", "")
    with writing(folder):
        settle(folder)
        if isinstance(change, Undo):
            return Draft(f"undone: {undo_edit(folder, today, who)}", {})
        draft = _Desk(folder, load_registry(folder), unresolved).draft(change)
        _check_rooted(folder, draft)
        apply_edits(folder, draft.edits, draft.words, today, who)
        try:
            load_registry(folder)
        except CaseDamagedError:
            undo_edit(folder, today, who)
            raise
    return draft


def change_and_tell(
    folder: Path, change: Change, snapshot: Callable[[], Snapshot], today: date
) -> Changed:
    """Make a change and say what it did to the rows of the case."""

    def unresolved() -> Iterable[str]:
        seen = _taken(snapshot)
        return [actor.name for actor in seen.unresolved.values()] if seen else ()

    folders.check_writable(folder)
    before = _taken(snapshot)
    draft = change_actors(folder, change, unresolved, today)
    after = _taken(snapshot)
    moved, notes = 0, list(draft.notes)
    if before and after:
        moved = _moved(before, after)
        notes += _selves(before, after, draft)
    lines = tuple((name, len(e.add) + len(e.remove)) for name, e in draft.edits.items())
    return Changed(draft.words, folder, lines, moved, tuple(notes))


def _taken(snapshot: Callable[[], Snapshot]) -> Snapshot | None:
    """The case as it is; None while it has no rows."""
    try:
        return snapshot()
    except RefusalError:
        return None


def _moved(before: Snapshot, after: Snapshot) -> int:
    """Rows whose source or target is another actor than before."""
    codes: dict[str, int] = {}
    sides = []
    for each in (before, after):
        ids = [codes.setdefault(a.actor_id, len(codes)) for a in each.actors]
        code = np.array(ids, dtype=np.int64)
        order = np.lexsort((each.columns.row, each.columns.file))
        sides.append([code[s][order] for s in (each.columns.source, each.columns.target)])
    return int(((sides[0][0] != sides[1][0]) | (sides[0][1] != sides[1][1])).sum())


def _selves(before: Snapshot, after: Snapshot, draft: Draft) -> Iterator[str]:
    """Rows that have the same actor on both sides since."""
    new = [int((s.columns.source == s.columns.target).sum()) for s in (before, after)]
    if new[1] > new[0]:
        yield (
            f"{new[1] - new[0]:,} rows have the same actor on both sides since: they were between "
            f"{' and '.join(draft.merged or ('two', 'two'))}; they stay in the case"
        )


class _Desk:
    """Where one change is worked out, against the case as it is."""

    def __init__(
        self, folder: Path, registry: Registry, unresolved: Callable[[], Iterable[str]]
    ) -> None:
        self.folder, self.registry, self.unresolved = folder, registry, unresolved

    def draft(self, change: Change) -> Draft:
        """The change as lines of tables."""
        match change:
            case NewActor():
                return self._new_actor(change)
            case NewAlias():
                return self._new_alias(change)
            case Merge():
                return self._merge(change)
            case Split():
                return self._split(change)
            case NewTie():
                return self._new_tie(change)
        raise TypeError(f"{change!r} is no change")

    def _new_actor(self, change: NewActor) -> Draft:
        name = _named(change.name)
        _one_of("kind", change.kind, _GIVEN)
        _ordered(change.valid)
        holders = {a.actor_id for a in self.registry.by_key.get(key(name), [])}
        state = STATES.find(name)
        if holders or state:
            who = self.registry.actor(min(holders)) if holders else state.actor if state else None
            raise OptionError(
                f"'{name}' leads to {who.name if who else ''} already",
                "a name of its own",
                "give another name, or split this one off: whowhom actors split",
            )
        made = self._row_of(name, change.kind, change.actor_id)
        made |= _span(change.valid) | {"note": change.note, "citation": change.citation}
        edits = {"actors": Edit(add=(made,))}
        words = f"new actor {name} ({made['actor_id']}, {change.kind})"
        if change.parent:
            parent = self._known(change.parent)
            edits["ties"] = Edit(
                add=(self._tie_row(made["actor_id"], "branch of", parent.actor_id, Period()),)
            )
            words += f", branch of {parent.name}"
        return Draft(words, edits)

    def _row_of(self, name: str, kind: str, actor_id: str = "") -> Row:
        made = actor_id.strip() or _ID.sub("_", key(name).upper()).strip("_") or "ACTOR"
        if actor_id and (not actor_id.isprintable() or actor_id != actor_id.strip()):
            raise OptionError(f"id {actor_id!r}", "printable text", "choose another --id")
        if self.registry.has(made) or key(made) in self.registry.by_key:
            if actor_id:
                raise OptionError(
                    f"id '{made}' is taken", "an id of its own", "choose another --id"
                )
            number = 2
            while self.registry.has(f"{made}_{number}"):
                number += 1
            made = f"{made}_{number}"
        return {"actor_id": made, "name": name, "kind": kind}

    def _new_alias(self, change: NewAlias) -> Draft:
        name, actor = _named(change.name), self._known(change.actor)
        _ordered(change.valid)
        country = _country(change.country)
        wanted = Alias(name, actor.actor_id, change.dataset, country, change.valid, change.note)
        _no_catch_all(name, actor)
        others = self._in_the_way(wanted)
        if others:
            other = self.registry.actor(others[0].actor_id)
            raise OptionError(
                f"'{name}' means {other.name} there already{_bounds(others[0])}",
                "days, a dataset or a country in which it means nobody else",
                f"bind it (--from, --to, --dataset, --country), or first: "
                f'whowhom actors split "{name}" "{other.name}" "{actor.name}"',
            )
        same = [a for a in self.registry.by_key.get(key(name), []) if _same(a, wanted)]
        if same:
            raise OptionError(
                f"'{name}' leads to {actor.name} already{_bounds(same[0])}",
                "a name that does not yet",
                "nothing needs to be done",
            )
        words = f"'{name}' means {actor.name}{_bounds(wanted)}"
        return Draft(words, {"aliases": Edit(add=(_alias_row(wanted),))})

    def _in_the_way(self, wanted: Alias) -> list[Alias]:
        """Aliases of others of the same name and place that share a day with this one."""
        found = []
        for alias in self.registry.by_key.get(key(wanted.name), []):
            scope = (alias.dataset, alias.country) == (wanted.dataset, wanted.country)
            other = alias.actor_id != wanted.actor_id
            if other and scope and _share(alias.valid, wanted.valid):
                found.append(alias)
        state = STATES.find(wanted.name)
        if state and state.iso != wanted.actor_id and not (wanted.dataset or wanted.country):
            found.append(Alias(wanted.name, state.iso))
        return found

    def _merge(self, change: Merge) -> Draft:
        into = self._known(change.into)
        gone = self._find(change.actor)
        if gone is None:
            return self._merge_name(change.actor, into)
        if gone.actor_id == into.actor_id:
            raise OptionError(
                f"'{change.actor}' and '{change.into}' both mean {into.name}",
                "two different actors",
                "name another actor",
            )
        if not any(a.actor_id == gone.actor_id for a in self.registry.actors):
            raise OptionError(
                f"{gone.name} is a state of ISO 3166 and stays one",
                "merging another actor into it",
                f'whowhom actors merge "{into.name}" "{gone.name}"',
            )
        if gone.generic != into.generic:
            generic = gone if gone.generic else into
            raise OptionError(
                f"{generic.name} stands for nobody in particular ({generic.kind}) and stays itself",
                "two groups, or two such collectives",
                "give a single name to the group instead: whowhom actors alias",
            )
        return self._merge_actor(gone, into)

    def _merge_name(self, name: str, into: Actor) -> Draft:
        """A name in the data that no alias knows becomes one of an actor's."""
        known = {key(n): n for n in self.unresolved()}
        if key(name) not in known:
            raise self._unknown(name, known)
        draft = self._new_alias(NewAlias(known[key(name)], into.actor_id))
        draft.words = f"merged: {draft.words}"
        return draft

    def _merge_actor(self, gone: Actor, into: Actor) -> Draft:
        edits = {"aliases": self._names_moved(gone, into)}
        notes = []
        for table, ends in _ENDS.items():
            edit, lost = self._repointed(table, ends, gone.actor_id, into.actor_id)
            if edit.remove:
                edits[table] = edit
            if lost:
                notes.append(f"{lost} tie between the two fell away, as they are one actor now")
        place = next(
            n
            for n, row in enumerate(read_table(self.folder, "actors"))
            if row["actor_id"] == gone.actor_id
        )
        edits["actors"] = Edit((place,))
        if gone.kind != into.kind:
            notes.append(f"{gone.name} was {_a(gone.kind)}, {into.name} is {_a(into.kind)}")
        words = f"merged {gone.name} ({gone.actor_id}) into {into.name} ({into.actor_id})"
        return Draft(words, edits, notes, (gone.name, into.name))

    def _names_moved(self, gone: Actor, into: Actor) -> Edit:
        """The aliases of one actor, its name and id, as aliases of another that lacks them."""
        rows = read_table(self.folder, "aliases")
        removed = tuple(n for n, row in enumerate(rows) if row["actor_id"] == gone.actor_id)
        own = [_blank({"alias": n}) for n in (gone.name, gone.actor_id)]
        told = {_told(row) for row in rows if row["actor_id"] == into.actor_id}
        told |= {_told(_blank({"alias": n})) for n in (into.name, into.actor_id)}
        added = []
        for row in [*(rows[n] for n in removed), *own]:
            if _told(row) not in told:
                told.add(_told(row))
                added.append(row | {"actor_id": into.actor_id})
        return Edit(removed, tuple(added))

    def _repointed(self, table: str, ends: tuple[str, str], old: str, new: str) -> tuple[Edit, int]:
        """Rows of a table that named an actor, with the other in its place."""
        removed, added, lost = [], [], 0
        for place, row in enumerate(read_table(self.folder, table)):
            if old not in (row[ends[0]], row[ends[1]]):
                continue
            removed.append(place)
            turned = row | {end: new if row[end] == old else row[end] for end in ends}
            # A statement about the two is still one about the one that they are.
            if table == "ties" and turned[ends[0]] == turned[ends[1]]:
                lost += 1
            else:
                added.append(turned)
        return Edit(tuple(removed), tuple(added)), lost

    def _split(self, change: Split) -> Draft:
        name, actor = _named(change.name), self._known(change.actor)
        _ordered(change.valid)
        places = [
            (n, row)
            for n, row in enumerate(read_table(self.folder, "aliases"))
            if key(row["alias"]) == key(name) and row["actor_id"] == actor.actor_id
        ]
        if key(name) in (key(actor.name), key(actor.actor_id)):
            raise OptionError(
                f"'{name}' is what {actor.name} is called in this case",
                "one of its other names",
                "bind the name elsewhere instead: whowhom actors alias with --dataset or --country",
            )
        if not places:
            others = ", ".join(a.name for a in self.registry.aliases_of(actor.actor_id)[:8])
            raise OptionError(
                f"'{name}' is no alias of {actor.name}",
                others or "none, it has no alias",
                "name one of these",
            )
        # A name split off under itself is an actor of its own again.
        found = None if key(change.into) == key(name) else self._find(change.into)
        if found and found.actor_id == actor.actor_id:
            raise OptionError(
                f"'{change.into}' is {actor.name} itself", "another actor", "name another actor"
            )
        made = None if found else self._row_of(_named(change.into), actor.kind)
        goal = found.actor_id if found else (made or {})["actor_id"]
        kept: list[Row] = []
        given: list[Row] = []
        for _, row in places:
            for left, part in _cut(row, change.valid):
                (kept if left else given).append(part if left else part | {"actor_id": goal})
        if not given:
            raise OptionError(
                f"'{name}' does not mean {actor.name} on any of these days",
                "days on which it does",
                "correct --from or --to",
            )
        edits = {"aliases": Edit(tuple(n for n, _ in places), (*kept, *given))}
        if made:
            edits["actors"] = Edit(add=(made,))
            if key(change.into) == key(name) and not change.valid.bounded():
                given = [r for r in given if r["dataset"] or r["country"] or r["valid_from"]]
                edits["aliases"] = Edit(edits["aliases"].remove, (*kept, *given))
        who = found.name if found else change.into
        words = f"split '{name}' off {actor.name}: it means {who}"
        if change.valid.bounded():
            words += f" ({change.valid})"
        return Draft(words, edits)

    def _new_tie(self, change: NewTie) -> Draft:
        source, target = self._known(change.source), self._known(change.target)
        _one_of("kind of tie", change.kind, TIE_KINDS)
        _ordered(change.valid)
        if source.actor_id == target.actor_id:
            raise OptionError(
                f"'{change.source}' and '{change.target}' both mean {source.name}",
                "two different actors",
                "name another actor",
            )
        row = self._tie_row(source.actor_id, change.kind, target.actor_id, change.valid)
        row |= {"note": change.note, "citation": change.citation}
        words = f"{source.name} {change.kind} {target.name}"
        if change.valid.bounded():
            words += f" ({change.valid})"
        return Draft(words, {"ties": Edit(add=(row,))})

    def _tie_row(self, source: str, kind: str, target: str, valid: Period) -> Row:
        taken = {tie.tie_id for tie in self.registry.ties}
        number = len(taken) + 1
        while f"T-{number}" in taken:
            number += 1
        return {
            "tie_id": f"T-{number}",
            "source": source,
            "kind": kind,
            "target": target,
            **_span(valid),
        }

    def _known(self, name: str) -> Actor:
        """The actor of a name, or an error that names the nearest."""
        found = self._find(name)
        if found is not None:
            return found
        if key(name) in {key(each) for each in self.unresolved()}:
            raise OptionError(
                f"'{name}' is a name in the data that leads to no actor yet",
                "an actor of the case",
                f'whowhom actors add "{name}", or actors alias "{name}" ACTOR, and then this again',
            )
        raise self._unknown(name, {})

    def _find(self, name: str) -> Actor | None:
        if not isinstance(name, str):
            raise OptionError(f"actor {name!r}", "the name of an actor, as text", "name it")
        registry = self.registry
        if registry.has(name):
            return registry.actor(name)
        aliases = registry.by_key.get(key(name), [])
        ids = dict.fromkeys(a.actor_id for a in aliases if not a.dataset and not a.country)
        ids = ids or dict.fromkeys(a.actor_id for a in aliases)
        if len(ids) > 1:
            names = " | ".join(f"{registry.actor(i).name} ({i})" for i in ids)
            raise OptionError(f"'{name}' may mean several actors", names, "use the id of one")
        if ids:
            return registry.actor(next(iter(ids)))
        state = STATES.find(name)
        return state.actor if state else None

    def _unknown(self, name: str, more: dict[str, str]) -> UnknownActorError:
        known = {
            k: self.registry.actor(a[0].actor_id).name for k, a in self.registry.by_key.items()
        }
        known |= {k: state.name for k, state in STATES.names().items()} | more
        return UnknownActorError(name, nearest(name, known))


def _check_rooted(folder: Path, draft: Draft) -> None:
    """Refuse a change after which an actor would be a branch of itself."""
    edit = draft.edits.get("ties")
    if edit is None:
        return
    rows = [r for n, r in enumerate(read_table(folder, "ties")) if n not in edit.remove]
    up: dict[str, set[str]] = {}
    for row in [*rows, *edit.add]:
        if row["kind"] == "branch of":
            up.setdefault(row["source"], set()).add(row["target"])
    for start in up:
        waiting = list(up[start])
        seen: set[str] = set()
        while waiting:
            each = waiting.pop()
            if each == start:
                raise RefusalError(
                    f"{draft.words}: then {start} would be a branch of itself, by way of "
                    f"{', '.join(sorted(seen)) or 'none'}",
                    "branches without a circle",
                    "take out one of the ties 'branch of' between them first",
                )
            if each not in seen:
                seen.add(each)
                waiting += up.get(each, ())


def _named(name: str) -> str:
    if not isinstance(name, str) or not key(name) or not name.isprintable() or len(name) > 500:
        raise OptionError(
            f"name {str(name)[:60]!r}", "printable text of at most 500 letters", "correct it"
        )
    return " ".join(name.split())


def _one_of(what: str, value: str, allowed: Iterable[str]) -> None:
    if value not in allowed:
        raise OptionError(f"{what} '{value}'", ", ".join(allowed), "choose one of these")


def _ordered(valid: Period) -> None:
    if valid.first and valid.last and valid.first > valid.last:
        raise OptionError(
            f"a period from {valid.first} to {valid.last}",
            "a first day that is not after the last",
            "correct --from or --to",
        )


def _no_catch_all(name: str, actor: Actor) -> None:
    if is_catch_all(name) and not actor.generic:
        raise OptionError(
            f"'{name}' stands for nobody in particular and stays itself",
            "an actor of kind population or unidentified",
            f'make one: whowhom actors add "{name}" --kind unidentified',
        )


def _country(given: str) -> str:
    if not given:
        return ""
    state = STATES.by_iso.get(given.strip().upper()) or STATES.find(given)
    if state is None:
        raise OptionError(
            f"country '{given}'", "a country by name or ISO alpha-3 code", "correct --country"
        )
    return state.iso


def _share(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)


def _same(alias: Alias, wanted: Alias) -> bool:
    return (alias.actor_id, alias.dataset, alias.country, alias.valid) == (
        wanted.actor_id,
        wanted.dataset,
        wanted.country,
        wanted.valid,
    )


def _bounds(alias: Alias) -> str:
    """Where and when an alias holds, in words; empty where it does everywhere."""
    parts = [alias.dataset and f"in {alias.dataset}", alias.country and f"in {alias.country}"]
    parts.append(str(alias.valid))
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""


def _span(valid: Period) -> Row:
    return {"valid_from": str(valid.first or ""), "valid_to": str(valid.last or "")}


def _alias_row(alias: Alias) -> Row:
    return {
        "alias": alias.name,
        "actor_id": alias.actor_id,
        "dataset": alias.dataset,
        "country": alias.country,
        **_span(alias.valid),
        "note": alias.note,
    }


def _blank(row: Row) -> Row:
    names = ("alias", "actor_id", "dataset", "country", "valid_from", "valid_to", "note")
    return {name: row.get(name, "") for name in names}


def _told(row: Row) -> tuple[str, ...]:
    return (key(row["alias"]), *(row[n] for n in ("dataset", "country", "valid_from", "valid_to")))


def _cut(row: Row, valid: Period) -> Iterator[tuple[bool, Row]]:
    """An alias cut in up to three: the parts outside a period (True) and the one within."""
    own = read_period(row["valid_from"], row["valid_to"])
    if not _share(own, valid):
        yield True, row
        return
    if valid.first and (own.first or date.min) < valid.first:
        yield True, row | _span(Period(own.first, valid.first - timedelta(days=1)))
    if valid.last and (own.last or date.max) > valid.last:
        yield True, row | _span(Period(valid.last + timedelta(days=1), own.last))
    firsts = [d for d in (own.first, valid.first) if d]
    lasts = [d for d in (own.last, valid.last) if d]
    yield False, row | _span(Period(max(firsts, default=None), min(lasts, default=None)))


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
