"""`actors`: who is known in a case, whom a text may name, and which names nobody knows."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.catchall import is_catch_all
from whowhom.actors.names import key
from whowhom.actors.states import STATES
from whowhom.actors.suggesting import suggest
from whowhom.answers.actors import (
    Actors,
    Findings,
    Found,
    Known,
    Suggested,
    Unknowns,
    Unresolved,
)
from whowhom.answers.answer import Answer
from whowhom.answers.skill import Skill
from whowhom.errors import OptionError, UnknownActorError
from whowhom.questions.parties import party
from whowhom.snapshot.snapshot import Snapshot

_LISTED = Skill("unknown", 0, "a list, which no backtest scores")
_NEAR = 5
_EPOCH = date(1970, 1, 1)


def list_actors(snapshot: Snapshot) -> Answer:
    """Everybody who is listed in the case or seen in its rows.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.

    Returns
    -------
    Answer
        With a `whowhom.answers.actors.Actors`.
    """
    seen = _Seen(snapshot)
    here = {a.actor_id: a for a in (*snapshot.registry.actors, *snapshot.actors)}
    known = [_known(seen, actor) for actor in here.values() if actor.kind != "unresolved"]
    known.sort(key=lambda k: (-k.rows, k.party.name, k.party.id))
    unknown = len(snapshot.unresolved)
    told = f"{len(known):,} actors, {sum(1 for k in known if k.rows):,} of them in the rows"
    body = Actors(f"{told}; {unknown:,} names that no alias knows.", tuple(known))
    return _answer(snapshot, {"find": None, "unresolved": False}, body)


def find_actors(snapshot: Snapshot, text: str) -> Answer:
    """Whom a text may name: exactly, by alias, or nearly.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    text : str
        A name, or something like it.

    Returns
    -------
    Answer
        With a `whowhom.answers.actors.Findings`, best first.

    Raises
    ------
    UnknownActorError
        If nothing is like it.
    OptionError
        If it is not text.
    """
    if not isinstance(text, str) or not key(text):
        raise OptionError(f"name {text!r}", "a name", "name an actor")
    seen = _Seen(snapshot)
    found = [*_exact(seen, text), *_near(seen, text)]
    if not found:
        raise UnknownActorError(text, [])
    # The same actor by a better way is not told again by a worse one.
    first: dict[str, Found] = {}
    for each in found:
        if each.how == "alias" or each.party.id not in first:
            first.setdefault(each.party.id + (each.where if each.how == "alias" else ""), each)
    kept = tuple(sorted(first.values(), key=lambda f: (-f.score, -f.rows, f.party.name)))
    best = kept[0]
    how = "nearest in writing" if best.how == "near" else f"by {best.how}"
    told = f"'{text}': {best.party.name} ({best.party.kind}), {how}"
    more = f"; {len(kept) - 1} more" if len(kept) > 1 else ""
    return _answer(snapshot, {"find": text, "unresolved": False}, Findings(f"{told}{more}.", kept))


def list_unresolved(snapshot: Snapshot, limit: int | None = 50) -> Answer:
    """The names in the data that no alias knows, with whom they may mean.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    limit : int or None
        At most this many, most rows first; None for all.

    Returns
    -------
    Answer
        With a `whowhom.answers.actors.Unknowns`.
    """
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise OptionError(f"limit {limit!r}", "a number from 1, or none for all", "correct it")
    seen = _Seen(snapshot)
    unknown = [n for n, a in enumerate(snapshot.actors) if a.kind == "unresolved"]
    unknown.sort(key=lambda n: (-int(seen.rows[n]), snapshot.actors[n].name))
    shown = unknown[:limit]
    offers = suggest([snapshot.actors[n].name for n in shown], snapshot.registry)
    lines = tuple(
        Unresolved(
            snapshot.actors[n].name,
            int(seen.rows[n]),
            tuple(
                (d.name, int(rows))
                for d, rows in zip(snapshot.datasets, seen.by_dataset[:, n], strict=True)
                if rows
            ),
            is_catch_all(snapshot.actors[n].name),
            tuple(Suggested(s.actor_id, s.name, s.alike, s.score) for s in offer),
        )
        for n, offer in zip(shown, offers, strict=True)
    )
    marked = np.zeros(len(snapshot.actors), dtype=np.bool_)
    marked[unknown] = True
    columns = snapshot.columns
    rows = int((marked[columns.source] | marked[columns.target]).sum())
    share = f" ({rows / len(columns):.0%} of all)" if len(columns) else ""
    told = f"{len(unknown):,} names that no alias knows, in {rows:,} rows{share}"
    body = Unknowns(f"{told}; each stands for itself.", len(unknown), rows, lines)
    return _answer(snapshot, {"find": None, "unresolved": True, "limit": limit}, body)


class _Seen:
    """Rows and days of everybody in a snapshot, by position."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        columns, size = snapshot.columns, len(snapshot.actors)
        other = columns.target[columns.target != columns.source]
        beside = columns.dataset[columns.target != columns.source]
        self.by_dataset = np.zeros((len(snapshot.datasets), size), dtype=np.int64)
        for n in range(len(snapshot.datasets)):
            self.by_dataset[n] = np.bincount(columns.source[columns.dataset == n], minlength=size)
            self.by_dataset[n] += np.bincount(other[beside == n], minlength=size)
        self.rows = self.by_dataset.sum(axis=0)
        self.first = np.full(size, np.iinfo(np.int32).max, dtype=np.int64)
        self.last = np.full(size, np.iinfo(np.int32).min, dtype=np.int64)
        for side in (columns.source, columns.target):
            np.minimum.at(self.first, side, columns.date)
            np.maximum.at(self.last, side, columns.date_end)

    def count(self, actor_id: str) -> int:
        """Rows with an actor on either side."""
        place = self.snapshot.index.get(actor_id)
        return 0 if place is None else int(self.rows[place])

    def days(self, actor_id: str) -> tuple[date | None, date | None]:
        """First and last day of these rows."""
        place = self.snapshot.index.get(actor_id)
        if place is None or not self.rows[place]:
            return None, None
        first, last = int(self.first[place]), int(self.last[place])
        return _EPOCH + timedelta(days=first), _EPOCH + timedelta(days=last)


def _known(seen: _Seen, actor: Actor) -> Known:
    registry, yesterday = seen.snapshot.registry, seen.snapshot.as_of - timedelta(days=1)
    up, down = [], []
    for tie in registry.ties_of(actor.actor_id):
        if tie.kind == "branch of" and tie.valid.holds(yesterday):
            if tie.source == actor.actor_id:
                up.append(registry.actor(tie.target).name)
            else:
                down.append(registry.actor(tie.source).name)
    names = dict.fromkeys(
        a.name for a in registry.aliases_of(actor.actor_id) if key(a.name) != key(actor.name)
    )
    return Known(
        party(actor),
        tuple(dict.fromkeys(up)),
        tuple(dict.fromkeys(down)),
        tuple(names),
        seen.count(actor.actor_id),
        *seen.days(actor.actor_id),
    )


def _exact(seen: _Seen, text: str) -> Iterable[Found]:
    registry = seen.snapshot.registry
    for alias in registry.by_key.get(key(text), []):
        actor = registry.actor(alias.actor_id)
        own = key(text) in (key(actor.name), key(actor.actor_id)) and alias == Alias(
            alias.name, actor.actor_id
        )
        yield _found(seen, actor, "name" if own else "alias", alias.name, _where(alias), 100.0)
    state = STATES.find(text) or STATES.by_iso.get(text.strip().upper())
    if state:
        yield _found(seen, state.actor, "state", state.name, "", 100.0)
    if key(text) in seen.snapshot.unresolved:
        actor = seen.snapshot.unresolved[key(text)]
        yield _found(seen, actor, "unresolved name", actor.name, "", 100.0)


def _near(seen: _Seen, text: str) -> Iterable[Found]:
    registry = seen.snapshot.registry
    for offer in suggest([text], registry, _NEAR)[0]:
        if key(offer.alike) != key(text):
            actor = registry.actor(offer.actor_id)
            yield _found(seen, actor, "near", offer.alike, "", offer.score)
    yield from _near_parts(seen, text)


def _near_parts(seen: _Seen, text: str) -> Iterable[Found]:
    """Names that hold the text as a part, or nearly: for people who look, never for resolving."""
    from rapidfuzz import fuzz, process

    snapshot = seen.snapshot
    known = {k: snapshot.registry.actor(a[0].actor_id) for k, a in snapshot.registry.by_key.items()}
    known |= {k: a for k, a in snapshot.unresolved.items() if k not in known}
    # Shorter than four letters a text is part of nearly everything.
    if len(key(text)) < 4:
        return
    hits = process.extract(
        key(text)[:200], list(known), scorer=fuzz.WRatio, limit=4 * _NEAR, score_cutoff=80
    )
    for spelling, score, _ in hits:
        if spelling != key(text):
            actor = known[spelling]
            yield _found(seen, actor, "near", actor.name, "", min(round(float(score), 1), 99.9))


def _found(seen: _Seen, actor: Actor, how: str, alike: str, where: str, score: float) -> Found:
    return Found(party(actor), how, alike, where, score, seen.count(actor.actor_id))


def _where(alias: Alias) -> str:
    parts = (alias.dataset, alias.country, str(alias.valid))
    return ", ".join(part for part in parts if part)


def _answer(snapshot: Snapshot, question: dict[str, Any], body: Any) -> Answer:
    return Answer(
        verb="actors",
        status="answered",
        question=question,
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=None,
        answer=body,
        evidence=(),
        skill=_LISTED,
        resolution=None,
        caveats=(),
    )
