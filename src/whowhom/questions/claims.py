"""Claims of a forecast: each probability that it gives, with the condition that resolves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from whowhom.answers.claim import Claim
from whowhom.answers.condition import Condition
from whowhom.answers.expectation import Deaths, Expectation
from whowhom.questions.outlook import Outlook

VERB = "forecast"


def of_acts(outlook: Outlook, dyad: int, expectations: Iterable[Expectation]) -> list[Claim]:
    """At least one act of each class and type that has a probability.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.
    dyad : int
        Key of the dyad; its direction, or that it has none, is part of the condition.
    expectations : iterable of Expectation
        Of this dyad.
    """
    return [
        _claim(
            outlook,
            f"at least one act of {e.name} {outlook.between(dyad)}",
            (e.probability, e.probability_low, e.probability_high, e.base_probability),
            _condition(outlook, dyad, kinds=(e.name,)),
        )
        for e in expectations
        if e.probability is not None
    ]


def of_deaths(outlook: Outlook, dyad: int, deaths: Deaths | None) -> list[Claim]:
    """At least 1, 25 and 1,000 deaths in acts of the dyad; their chances have no interval."""
    if deaths is None:
        return []
    steps = (
        (1, deaths.at_least_1, deaths.base_at_least_1),
        (25, deaths.at_least_25, deaths.base_at_least_25),
        (1000, deaths.at_least_1000, deaths.base_at_least_1000),
    )
    return [
        _claim(
            outlook,
            f"at least {n:,} death{'s' if n > 1 else ''} in acts {outlook.between(dyad)}",
            (chance, None, None, base),
            _condition(outlook, dyad, measure="deaths", at_least=n),
        )
        for n, chance, base in steps
    ]


def _condition(outlook: Outlook, dyad: int, **more: Any) -> Condition:
    source, target, directed = outlook.sides(dyad)
    actors = outlook.snapshot.actors
    one, other = actors[source].actor_id, actors[target].actor_id
    if not directed:
        # A pair in no order reads the same whoever was asked about first.
        one, other = sorted((one, other))
    return Condition(
        one,
        other,
        either=not directed,
        directed=directed,
        first=outlook.ahead.first,
        last=outlook.ahead.last,
        **more,
    )


def _claim(
    outlook: Outlook,
    about: str,
    chances: tuple[float, float | None, float | None, float | None],
    condition: Condition,
) -> Claim:
    likely, low, high, base = chances
    return Claim(
        verb=VERB,
        about=f"{about} within {outlook.ahead.days} days from {outlook.ahead.first}",
        probability=_inside(likely),
        low=None if low is None else _inside(low),
        high=None if high is None else _inside(high),
        base_rate=None if base is None else _inside(base),
        condition=condition,
        dataset=outlook.dataset.name,
        versions=outlook.dataset.versions,
    )


def _inside(chance: float) -> float:
    """What rounding leaves a hair outside 0 to 1, at its edge."""
    return min(max(chance, 0.0), 1.0)
