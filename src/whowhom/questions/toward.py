"""`forecast A`: toward whom an actor will act, and who will act toward it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.answers.prospects import Rank, Toward
from whowhom.errors import RefusalError
from whowhom.questions import upheavals
from whowhom.questions.expectations import Weighed, weigh
from whowhom.questions.forecast import lead
from whowhom.questions.forecast_envelope import Lead, envelope
from whowhom.questions.forecast_words import days, expected, percent
from whowhom.questions.outlook import Outlook
from whowhom.questions.parties import find_actor, party
from whowhom.questions.ranking import MOST, Ranked, ranks

if TYPE_CHECKING:
    from whowhom.actors.actor import Actor
    from whowhom.engine.acts import Int


def toward(outlook: Outlook, a: str) -> Answer:
    """Toward whom A will act, who will act toward A, and with whom in no recorded direction.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.
    a : str
        Any name of the actor.

    Returns
    -------
    Answer
        With a `whowhom.answers.prospects.Toward`.

    Raises
    ------
    UnknownActorError, OptionError
        If the name leads to nobody or to several.
    RefusalError
        If the actor has ended, or the dataset holds no act of it with anybody who exists.
    """
    actor = find_actor(outlook.snapshot, a)
    outlook.check(actor)
    me = outlook.snapshot.index[actor.actor_id]
    outlook = replace(outlook, first=me)
    dyads = outlook.open(_candidates(outlook, me))
    if not len(dyads):
        raise RefusalError(
            f"everybody {actor.name} is on record with in {outlook.dataset.name} had ended before "
            f"{outlook.record.day}",
            "an actor with partners that exist",
            "choose an earlier --as-of",
        )
    source, _, directed = outlook.record.acts.sides(dyads)
    lists = [
        _list(outlook, dyads[directed & (source == me)]),
        _list(outlook, dyads[directed & (source != me)]),
        _list(outlook, dyads[~directed]),
    ]
    told = [[ranked.rank for ranked in each] for each in lists]
    turns = upheavals.doubted(outlook, (actor.actor_id,))
    body = Toward(
        headline=_headline(outlook, actor, told) + upheavals.doubt(turns),
        actor=party(actor),
        horizon=outlook.ahead,
        level=outlook.scope.level,
        acts_on=tuple(told[0]),
        acted_on_by=tuple(told[1]),
        with_whom=tuple(told[2]),
        asked=len(dyads),
        measured=outlook.measured(),
    )
    return envelope(
        outlook,
        {"a": a, "b": None, "read_as": [actor.actor_id]},
        body,
        [e for each in lists for ranked in each for e in ranked.rows],
        _lead(outlook, dyads),
        upheavals.caveats(outlook, turns),
        claims=[c for each in lists for ranked in each for c in ranked.claims],
    )


def _candidates(outlook: Outlook, me: int) -> Int:
    if outlook.fitted is not None:
        return outlook.fitted.candidates(me)
    acts = outlook.record.acts
    return np.unique(acts.dyad[(acts.source == me) | (acts.target == me)])


def _list(outlook: Outlook, dyads: Int) -> list[Ranked]:
    """The dyads of one list, most to be expected first."""
    if not len(dyads):
        return []
    among = weigh(outlook, dyads, intervals=False)
    return ranks(outlook, among, np.argsort(-among.total(outlook), kind="stable")[:MOST])


def _lead(outlook: Outlook, dyads: Int) -> Lead | None:
    if outlook.fitted is None:
        return None
    among = weigh(outlook, dyads, intervals=False)
    best = int(np.argmax(among.total(outlook)))
    chosen: Weighed = weigh(outlook, dyads[[best]])
    return lead(outlook, chosen, 0)


def _headline(outlook: Outlook, actor: Actor, lists: list[list[Rank]]) -> str:
    acts_on, by, both = lists
    told = []
    if acts_on:
        told.append(f"acts most toward {_first(acts_on[0], acts_on[0].target)}")
    if by:
        told.append(f"is acted on most by {_first(by[0], by[0].source)}")
    if both:
        told.append(
            f"in acts of no recorded direction it meets most {_first(both[0], both[0].target)}"
        )
    name = outlook.dataset.name
    if outlook.fitted is None:
        return f"As {name} lists them, {actor.name} {'; '.join(told)}; how often is not known."
    return f"{days(outlook)} {actor.name} {'; '.join(told)}, as {name} records it."


def _first(rank: Rank, name: str) -> str:
    if rank.expected is None:
        return f"{name} ({percent(rank.share)} of the acts listed)"
    return f"{name} ({expected(rank.expected, rank.base_expected)})"
