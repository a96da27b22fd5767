"""Contradictions: scenarios that no future can make true, or none can make false."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from whowhom.answers.condition import ANYONE, Clause, Condition, leaves
from whowhom.errors import RefusalError
from whowhom.questions.met import kinds_of


def check(clause: Clause) -> None:
    """Refuse a scenario that is false, or true, whatever the rows to come.

    Some conditions follow from others: ten acts are at least five, acts within 30 days are acts
    within 90, acts in Kabul are acts in Afghanistan, an act of 25 deaths is 25 deaths in sum. Every
    way in which the single conditions can be true or false together is tried.

    Raises
    ------
    RefusalError
        With the conditions that stand against each other.
    """
    single = list(dict.fromkeys(leaves(clause)))
    follows = [(a, b) for a in single for b in single if a != b and implies(a, b)]
    possible = [
        values
        for told in product((True, False), repeat=len(single))
        for values in [dict(zip(single, told, strict=True))]
        if all(values[b] or not values[a] for a, b in follows)
    ]
    results = {holds(clause, values) for values in possible}
    if results == {True, False}:
        return
    never = results == {False}
    because = "; ".join(f"'{a.text}' holds '{b.text}' in it" for a, b in follows[:2])
    raise RefusalError(
        f"the scenario {'contradicts itself' if never else 'is true whatever happens'}: "
        f"'{clause.text}'" + (f" ({because})" if because else ""),
        "a scenario that rows can make true and can make false",
        "take out one of the conditions",
    )


def holds(clause: Clause, values: dict[Condition, bool]) -> bool:
    """Whether a scenario is true under given values of its single conditions."""
    if isinstance(clause, Condition):
        return values[clause]
    told = [holds(part, values) for part in clause.parts]
    if clause.how == "not":
        return not told[0]
    return all(told) if clause.how == "all" else any(told)


def implies(one: Condition, other: Condition) -> bool:
    """Whether rows that make one condition true always make the other true.

    Examples
    --------
    >>> from dataclasses import replace
    >>> ten = Condition("A", "B", at_least=10)
    >>> implies(ten, replace(ten, at_least=5)), implies(ten, replace(ten, source="*"))
    (True, True)
    >>> implies(ten, replace(ten, place="AFG")), implies(ten, replace(ten, measure="deaths"))
    (False, False)
    """
    return (
        _enough(one, other)
        and other.first <= one.first
        and one.last <= other.last
        and other.place in ("", one.place, one.place.partition("/")[0])
        and _within(one.kinds, other.kinds)
        and _sides(one, other)
    )


def _enough(one: Condition, other: Condition) -> bool:
    if one.measure == other.measure or (one.measure, other.measure) == ("deadliest", "deaths"):
        return one.at_least >= other.at_least
    return other.measure == "acts" and other.at_least == 1


def _within(one: Sequence[str], other: Sequence[str]) -> bool:
    if not other:
        return True
    return bool(one) and set(kinds_of(tuple(one))) <= set(kinds_of(tuple(other)))


def _sides(one: Condition, other: Condition) -> bool:
    """Whether the acts between one's sides are among the other's."""
    forth = _side(one.source, other.source) and _side(one.target, other.target)
    back = _side(one.source, other.target) and _side(one.target, other.source)
    if other.either:
        return forth or back
    if one.either:
        return forth and back
    return forth


def _side(one: str, other: str) -> bool:
    return other in (ANYONE, one)
