"""`profile`: who an actor is, what it does, and with whom."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.answers.measures import Tally
from whowhom.answers.profile import Activity, Movement, Name, Profile
from whowhom.answers.skill import DESCRIPTIVE
from whowhom.errors import RefusalError
from whowhom.questions import caveats, evidence
from whowhom.questions.course import bins
from whowhom.questions.history import rate, spread, yearly
from whowhom.questions.observed import observed_days
from whowhom.questions.parties import (
    find_actor,
    latest_first,
    of,
    party,
    statement_line,
    tie_line,
)
from whowhom.questions.rates import dispersion, ratio_interval
from whowhom.questions.scope import Scope, counted_dataset, day
from whowhom.questions.tallies import by, by_quad, by_type, once, total
from whowhom.questions.typical import typical_actor
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

_MOST = 10
_IN_NAME = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR = timedelta(days=365)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class _Subject:
    """The actor, its rows, and the dataset counted first."""

    snapshot: Snapshot
    scope: Scope
    actor: Actor
    dataset: Dataset
    mask: NDArray[np.bool_]

    def rows(self, dataset: Dataset) -> Columns:
        """Rows of a dataset that the actor takes part in, each act once."""
        return once(self.snapshot.columns.take(self.mask & self.snapshot.mask_of(dataset)))


def profile(snapshot: Snapshot, actor: str, scope: Scope) -> Answer:
    """Who an actor is, what it does, and with whom.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    actor : str
        Any name of the actor.
    scope : Scope
        Period, dataset, level and seed.

    Returns
    -------
    Answer
        With a `whowhom.answers.profile.Profile`.

    Raises
    ------
    UnknownActorError, OptionError
        If the name leads to nobody or to several.
    RefusalError
        If the case holds nothing on the actor.
    """
    found = find_actor(snapshot, actor)
    mask = of(snapshot, found) & scope.mask(snapshot.columns)
    subject = _Subject(snapshot, scope, found, counted_dataset(snapshot, scope, mask), mask)
    ties = [t for t in snapshot.registry.ties_of(found.actor_id) if scope.overlaps(t.valid)]
    said = latest_first(
        s for s in snapshot.statements if s.touches(found.actor_id) and scope.holds(s.date)
    )
    activity = tuple(_activity(subject, d) for d in _datasets(subject))
    if not activity and not ties and not said:
        raise RefusalError(
            f"the case holds nothing on {found.name} before {snapshot.as_of}",
            "an actor with rows, ties or statements",
            "add data that names it, or choose a later --as-of",
        )
    chosen = evidence.telling(snapshot.columns, mask, 2 * _MOST)
    return Answer(
        verb="profile",
        status="answered",
        question={
            "actor": actor,
            "read_as": found.actor_id,
            "from": scope.first,
            "to": scope.last,
            "dataset": scope.dataset or None,
            "level": scope.level,
            "seed": scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(subject.dataset),
        answer=Profile(
            headline=_headline(subject, activity),
            actor=party(found),
            names=_names(subject),
            ties=tuple(tie_line(snapshot, t) for t in ties),
            activity=activity,
            statements=tuple(statement_line(s) for s in said),
        ),
        evidence=(
            *evidence.events(snapshot, snapshot.columns.take(chosen)),
            *(evidence.tie(snapshot, t) for t in ties),
            *(evidence.statement(snapshot, s) for s in said[:_MOST]),
        ),
        skill=DESCRIPTIVE,
        resolution=_resolution(subject, activity),
        caveats=tuple(_caveats(subject, activity)),
    )


def _datasets(subject: _Subject) -> list[Dataset]:
    """Datasets with rows on the actor, the one counted first."""
    mine = [d for d in subject.snapshot.datasets if len(subject.rows(d))]
    return sorted(mine, key=lambda d: (d.name != subject.dataset.name, d.name))


def _names(subject: _Subject) -> tuple[Name, ...]:
    as_of = subject.snapshot.as_of
    return tuple(
        Name(a.name, a.dataset, a.country, a.valid.first, a.valid.last)
        for a in subject.snapshot.registry.aliases_of(subject.actor.actor_id)
        # A spelling may itself tell of a year that had not come.
        if all(int(year) < as_of.year for year in _IN_NAME.findall(a.name))
    )


def _activity(subject: _Subject, dataset: Dataset) -> Activity:
    rows = subject.rows(dataset)
    me = subject.snapshot.index[subject.actor.actor_id]
    first, last = observed_days(dataset, rows, [subject.actor], subject.scope)
    if not dataset.counts:
        first, last = day(rows.date.min()), day(rows.date_end.max())
    year = max(first, last - _YEAR + _DAY)
    months = bins("month", year, last) if dataset.counts and year <= last else None
    recent = rate(rows, year, last, spread(rows, months), subject.scope) if months else None
    return Activity(
        dataset=dataset.name,
        counts=dataset.counts,
        first=day(rows.date.min()),
        last=day(rows.date_end.max()),
        total=total(rows, "all acts"),
        as_source=float((rows.source == me).mean()) if rows.directed.all() else None,
        types=tuple(by_type(rows)[:_MOST]),
        quads=tuple(by_quad(rows)),
        partners=_partners(subject, dataset, me),
        places=_places(subject, rows),
        course=yearly(rows, first, last) if first <= last else (),
        recent=recent,
        movement=_movement(subject, rows, first, last) if dataset.counts else None,
        typical=typical_actor(subject.snapshot, dataset, last - _YEAR + _DAY, last)
        if dataset.counts
        else None,
    )


def _partners(subject: _Subject, dataset: Dataset, me: int) -> tuple[Tally, ...]:
    """Whom it deals with; an act on two targets counts for both."""
    columns = subject.snapshot.columns
    rows = columns.take(subject.mask & subject.snapshot.mask_of(dataset) & columns.happened)
    other = np.where(rows.source == me, rows.target, rows.source)
    # One act told in two rows on the same partner would still count twice.
    _, first = np.unique(np.stack([rows.act, other.astype(np.int64)]), axis=1, return_index=True)
    some = rows.take(np.sort(first))
    names = [actor.name for actor in subject.snapshot.actors]
    return tuple(by(some, np.where(some.source == me, some.target, some.source), names)[:_MOST])


def _places(subject: _Subject, rows: Columns) -> tuple[Tally, ...]:
    """Where it acts: by first-level division within a country."""
    if (rows.country < 0).all():
        return ()
    divisions = subject.snapshot.divisions(rows)
    names = sorted(set(divisions))
    position = {name: n for n, name in enumerate(names)}
    return tuple(by(rows, np.array([position[d] for d in divisions]), names)[:_MOST])


def _movement(subject: _Subject, rows: Columns, first: date, last: date) -> Movement | None:
    """The last observed year against the year before."""
    middle = last - _YEAR
    if middle - _YEAR + _DAY < first:
        return None
    months = bins("month", middle - _YEAR + _DAY, last)
    spread = dispersion(months.add_up(rows, rows.count.astype(np.float64)))
    now = rate(rows, middle + _DAY, last, spread, subject.scope)
    before = rate(rows, middle - _YEAR + _DAY, middle, spread, subject.scope)
    if now is None or before is None:
        return None
    found = ratio_interval(now.acts, before.acts, spread, subject.scope.level)
    ratio, low, high = found or (None, None, None)
    return Movement(now, before, ratio, low, high, subject.scope.level)


def _headline(subject: _Subject, activity: tuple[Activity, ...]) -> str:
    who = f"{subject.actor.name} ({subject.actor.kind})"
    if not activity:
        return f"{who}: no acts recorded; the case holds ties or statements only."
    main = activity[0]
    partner = main.partners[0]
    acts = f"{main.total.acts:,} act{'' if main.total.acts == 1 else 's'}"
    deaths = f", {main.total.deaths:,} deaths" if main.total.deaths else ""
    moved = ""
    if main.movement and main.movement.ratio is not None and main.movement.low is not None:
        sure = main.movement.low > 1 or (main.movement.high or 0) < 1
        change = main.movement.ratio - 1
        moved = (
            f"; the last year observed {change:+.0%} on the one before"
            if sure
            else ("; no clear change in the last year observed")
        )
    counted = "as recorded by" if main.counts else "in the hand-picked"
    return (
        f"{who}: {acts}{deaths} {counted} {main.dataset}, {main.first} to {main.last}, most with "
        f"{partner.name} ({partner.share:.0%}){moved}."
    )


def _resolution(subject: _Subject, activity: tuple[Activity, ...]) -> str | None:
    if not activity or not activity[0].counts:
        return None
    main = activity[0]
    dataset = subject.snapshot.dataset(main.dataset)
    versions = ", ".join(dataset.versions) or "unknown"
    return (
        f"Counted: rows that happened with {subject.actor.name} on either side in dataset "
        f"{main.dataset}, version {versions}, from {main.first} to {main.last}; one act in several "
        "rows counts once."
    )


def _caveats(subject: _Subject, activity: tuple[Activity, ...]) -> list[str]:
    said = []
    for each in activity:
        dataset = subject.snapshot.dataset(each.dataset)
        said += caveats.of_dataset(subject.snapshot, dataset)
        said += caveats.of_end(dataset, subject.snapshot.as_of)
        said += caveats.of_totals(dataset, subject.rows(dataset))
    said += caveats.of_period(subject.snapshot, subject.scope, of(subject.snapshot, subject.actor))
    if len(activity) > 1:
        said.append(
            "Datasets tell of the same acts and are never added up; each has its own figures."
        )
    if subject.actor.kind == "unresolved":
        said.append("No alias knows this name: other spellings of the same actor stand apart.")
    return said
