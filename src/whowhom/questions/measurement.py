"""What changed in the measurement itself along with an event."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.answers.impact import Shift
from whowhom.forecasting.placebos import FEWEST
from whowhom.forecasting.windows import Window
from whowhom.questions.aftermath import Aftermath
from whowhom.questions.impact_event import Happening
from whowhom.questions.scope import number
from whowhom.snapshot.snapshot import Snapshot

Span = tuple[date, date]
_TWICE = 2.0
_SMALL = 0.5


def shifts(
    after: Aftermath, actor: Actor, event: Happening, windows: list[Window]
) -> tuple[Shift, ...]:
    """Everything about the data that moved with the event.

    Parameters
    ----------
    after : Aftermath
        The record.
    actor : Actor
        Whose acts are counted.
    event : Happening
        The event and its days.
    windows : list of Window
        Placebo dates, for what is usual.
    """
    found = [
        *_coverage(after, event),
        *_names(after, actor, event),
        *_volume(after, actor, event, windows),
        *_other_events(after.snapshot, event),
    ]
    return tuple(found)


# ---- what the dataset observes ------------------------------------------------------------------


def _coverage(after: Aftermath, event: Happening) -> list[Shift]:
    """Resolution, notes and release of what is observed, before and after."""
    length = event.stop - event.day
    before: Span = (event.origin - length, event.origin - timedelta(days=1))
    since: Span = (event.day, event.stop - timedelta(days=1))
    found = []
    kinds = [_observed(after, *span) for span in (before, since)]
    if kinds[0] and kinds[1] and kinds[0] != kinds[1]:
        told = " and ".join(sorted(kinds[0])), " and ".join(sorted(kinds[1]))
        words = f"the coverage of {after.record.dataset.name} changes: {told[0]} before the event, "
        grave = {k.partition(" ")[0] for k in kinds[0]} != {k.partition(" ")[0] for k in kinds[1]}
        found.append(Shift("coverage", words + f"{told[1]} after it", grave))
    releases = [_releases(after, *span) for span in (before, since)]
    if releases[0] and releases[1] and releases[0] != releases[1]:
        told = " and ".join(sorted(releases[0])), " and ".join(sorted(releases[1]))
        words = f"rows before the event come from {told[0]}, rows after it from {told[1]}"
        found.append(Shift("coverage", words, False))
    totals = _totals(after, *since)
    if totals:
        words = f"{totals:,} acts after the event come from totals of over a month, spread evenly"
        found.append(Shift("coverage", words, True))
    return found


def _observed(after: Aftermath, first: date, last: date) -> set[str]:
    """Resolution and note of the coverage of some days."""
    return {
        f"{c.resolution} ({c.note})" if c.note else c.resolution
        for c in after.record.dataset.observed
        if c.first <= last and c.last >= first
    }


def _releases(after: Aftermath, first: date, last: date) -> set[str]:
    """Releases that rows of some days come from."""
    rows = after.within(number(first), number(last) + 1)
    files = np.unique(after.snapshot.columns.file[after.record.position[rows]])
    told = [after.snapshot.imports[int(n)].provenance for n in files]
    return {f"{p.dataset} {p.version}" for p in told if p.version}


def _totals(after: Aftermath, first: date, last: date) -> int:
    columns, rows = after.snapshot.columns, after.within(number(first), number(last) + 1)
    place = after.record.position[rows]
    long = (columns.date_end[place] - columns.date[place] >= 31) & (columns.count[place] > 1)
    return int(after.record.acts.count[rows][long].sum())


# ---- who goes by which name ---------------------------------------------------------------------


def passed(snapshot: Snapshot, dataset: str, event: Happening) -> list[tuple[str, str, str, date]]:
    """Names that pass from one actor to another with the event: name, from, to, first day."""
    registry = snapshot.registry
    found: dict[tuple[str, str, date], str] = {}
    for aliases in registry.by_key.values():
        mine = [a for a in aliases if a.dataset in ("", dataset)]
        for old in mine:
            if old.valid.last is None:
                continue
            since = old.valid.last + timedelta(days=1)
            if not event.origin <= since < event.stop:
                continue
            for new in mine:
                if new.valid.first == since and new.actor_id != old.actor_id:
                    ends = registry.actor(old.actor_id).name, registry.actor(new.actor_id).name
                    found.setdefault((*ends, since), old.name)
    return [(name, old, new, since) for (old, new, since), name in sorted(found.items())]


def _names(after: Aftermath, actor: Actor, event: Happening) -> list[Shift]:
    snapshot, dataset = after.snapshot, after.record.dataset.name
    rows = after.of_actor(actor.actor_id)
    met = {snapshot.actors[int(p)].name for p in np.unique(after.partners(actor.actor_id)[rows])}
    found = []
    for name, old, new, since in passed(snapshot, dataset, event):
        words = f"'{name}' stands for {old} before {since} and for {new} since"
        if actor.name in (old, new):
            words += f": acts under that name pass to or from {actor.name}, whatever anybody did"
            found.append(Shift("names", words, True))
        elif {old, new} & met:
            words += ": the split by partner moves with the name, the total does not"
            found.append(Shift("names", words, False))
    return found


# ---- everybody else -----------------------------------------------------------------------------


def volume(after: Aftermath, actor: Actor, window: Window) -> tuple[int, int]:
    """Acts of everybody else in a window, and in as many days before its origin."""
    others = ~after.of_actor(actor.actor_id)
    length = window.stop - window.start
    now = after.within(window.start, window.stop) & others
    return after.count(now), after.count(
        after.within(window.origin - length, window.origin) & others
    )


def change(now: int, before: int) -> float:
    """Ratio of two counts, half an act added to each so that it is always a number.

    >>> change(0, 0), change(30, 10) > 2.5
    (1.0, True)
    """
    return (now + _SMALL) / (before + _SMALL)


def _volume(after: Aftermath, actor: Actor, event: Happening, windows: list[Window]) -> list[Shift]:
    window = Window(number(event.origin), number(event.day), number(event.stop))
    now, before = volume(after, actor, window)
    moved = change(now, before)
    usual = np.array([change(*volume(after, actor, w)) for w in windows])
    if len(usual) >= FEWEST:
        low, high = np.quantile(usual, [0.05, 0.95])
        odd = not low <= moved <= high
        told = f"at placebo dates usually {low:.2f} to {high:.2f} times as many"
    else:
        odd, told = not 1 / _TWICE <= moved <= _TWICE, "too few earlier windows tell what is usual"
    if not odd or now + before < 10:
        return []
    words = (
        f"acts of everybody else on record go from {before:,} in {event.days} days to {now:,}, "
        f"{moved:.2f} times as many ({told}): whether less or more happened, or was reported, the "
        "record cannot tell"
    )
    return [Shift("volume", words, False)]


def _other_events(snapshot: Snapshot, event: Happening) -> list[Shift]:
    return [
        Shift(
            "other event",
            f"{other.name} ({other.date}) falls into the same days: the two cannot be told apart",
            False,
        )
        for other in snapshot.settings.turning_events
        if event.origin < other.date < event.stop
        and other.name != event.name
        and other.date != event.day
    ]
