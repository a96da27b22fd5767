"""The two forms of `impact`: of an event that happened, of an intervention that is stated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from whowhom.actors.actor import Actor
from whowhom.answers.answer import Answer
from whowhom.errors import OptionError, RefusalError
from whowhom.forecasting.record import Record
from whowhom.questions.aftermath import Aftermath
from whowhom.questions.horizon import LONGEST, ahead, parse_days
from whowhom.questions.impact import EarlierFit, Inquiry, impact
from whowhom.questions.impact_event import check_lives, happening, parse_anticipation
from whowhom.questions.outlook import Outlook, too_short
from whowhom.questions.parties import find_actor, of
from whowhom.questions.scope import Scope, counted_dataset, number
from whowhom.questions.whatif import what_if
from whowhom.snapshot.dataset import Dataset
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted

Model = Callable[[Snapshot, Dataset], "tuple[Record, Fitted]"]
"""Gives the record of a dataset of a snapshot and what is fitted on it."""


def of_event(
    snapshot: Snapshot,
    scope: Scope,
    event: str,
    on: str,
    spans: tuple[str | int, str | int],
    earlier: tuple[Callable[[date], Snapshot], Model, EarlierFit],
) -> Answer:
    """`impact EVENT --on ACTOR`.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Dataset, level and seed.
    event, on : str
        The event or its day; any name of the actor.
    spans : tuple
        Horizon and anticipation.
    earlier : tuple of callable
        The case as of an earlier day; the model of a snapshot; fits for placebo dates.

    Raises
    ------
    OptionError, UnknownActorError
        If an argument cannot be used.
    RefusalError
        If there is no honest answer.
    """
    days, anticipation = parse_days(spans[0], LONGEST), parse_anticipation(spans[1])
    actor = find_actor(snapshot, on)
    dataset = _counted(snapshot, scope, actor)
    found = happening(snapshot, dataset, event, days, anticipation)
    check_lives(actor, found)
    before_of, model, earlier_fit = earlier
    before = before_of(found.origin)
    if all(d.name != dataset.name for d in before.datasets):
        raise RefusalError(
            f"{dataset.name} holds nothing before {found.origin}",
            "an event some months after the data begin",
            "choose a later event, or data that reach farther back",
        )
    record, fitted = _standing(*model(before, before.dataset(dataset.name)), found.origin)
    longest = min(fitted.longest, LONGEST)
    if refusal := too_short(record, longest):
        raise refusal
    if anticipation + found.days > longest:
        raise RefusalError(
            f"{found.days} days after a forecast made {anticipation} days before the event are "
            f"{anticipation + found.days} days ahead, and the record of {dataset.name} before "
            f"{found.origin} teaches forecasts of at most {longest}",
            f"--horizon and --anticipation of {longest} days together",
            f"--horizon {max(longest - anticipation, 1)}d, or a shorter --anticipation",
        )
    outlook = Outlook(
        before, scope, record, fitted, ahead(before, record, anticipation + found.days)
    )
    outlook.check(actor)
    outlook = replace(outlook, first=before.index[actor.actor_id])
    after = Aftermath.of(snapshot, Record.of(snapshot, dataset))
    question = {
        "event": event,
        "read_as": {"event": found.name, "date": found.day, "actor": actor.actor_id},
        "on": on,
        "horizon": days,
        "anticipation": anticipation,
        **_common(snapshot, scope),
    }
    return impact(Inquiry(outlook, after, actor, found, earlier_fit), question)


def _standing(record: Record, fitted: Fitted, origin: date) -> tuple[Record, Fitted]:
    """Record and model on the day of the forecast.

    An extract speaks up to its last row. That it holds none from there to the forecast is known by
    now, and would have been then: the days in between were quiet.
    """
    until = number(origin)
    if record.until >= until:
        return record, fitted
    return replace(record, until=until), replace(fitted, until=until)


def of_intervention(
    snapshot: Snapshot,
    scope: Scope,
    stated: str,
    on: str,
    horizon: str | int,
    model: Model,
) -> Answer:
    """`impact --if ... --on ACTOR`; arguments and errors as in `of_event`."""
    days = parse_days(horizon, LONGEST)
    actor = find_actor(snapshot, on)
    dataset = _counted(snapshot, scope, actor)
    record, fitted = model(snapshot, dataset)
    if refusal := too_short(record, fitted.longest):
        raise refusal
    days = parse_days(horizon, fitted.longest)
    outlook = Outlook(snapshot, scope, record, fitted, ahead(snapshot, record, days))
    outlook.check(actor)
    question = {"if": stated, "on": on, "horizon": days, **_common(snapshot, scope)}
    return what_if(replace(outlook, first=snapshot.index[actor.actor_id]), actor, stated, question)


def check(event: str | None, stated: str | None, on: str | None) -> None:
    """Refuse a question without an event or intervention, with both, or about nobody."""
    if (event is None) == (stated is None):
        given = "neither an event nor --if" if event is None else "an event and --if"
        raise OptionError(
            f"impact with {given}",
            "an event that happened, or --if with an intervention",
            'impact "the takeover" --on ISIS-K, or impact --if "stop ISIS-K" --on Taliban',
        )
    if on is None:
        raise OptionError(
            "impact on nobody", "the actor whose acts are counted", "name it with --on"
        )


def _counted(snapshot: Snapshot, scope: Scope, actor: Actor) -> Dataset:
    dataset = counted_dataset(snapshot, scope, of(snapshot, actor))
    if dataset.counts:
        return dataset
    held = ", ".join(d.name for d in snapshot.datasets if d.counts)
    raise RefusalError(
        f"{dataset.name} is a hand-picked list and no sample: it cannot tell how often acts "
        "happen, and so not whether that changed",
        "a dataset whose coverage is known",
        f"choose --dataset {held}" if held else "add such data",
    )


def _common(snapshot: Snapshot, scope: Scope) -> dict[str, object]:
    return {
        "dataset": scope.dataset or None,
        "level": scope.level,
        "seed": scope.seed,
        "vintage": snapshot.vintage,
    }
