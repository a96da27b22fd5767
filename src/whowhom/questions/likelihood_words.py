"""Conditions, paths and proxies in the words of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from whowhom.answers.condition import ANYONE, Clause, Condition
from whowhom.answers.likelihood import ProxyLine
from whowhom.questions.outlook import Outlook
from whowhom.questions.places import find_place


def words(outlook: Outlook, clause: Clause) -> str:
    """A scenario as a noun: ``at least 10 acts between A and B and no act by C toward anyone``."""
    if isinstance(clause, Condition):
        return condition(outlook, clause)
    if clause.how == "not":
        return f"not ({words(outlook, clause.parts[0])})"
    told = [
        words(outlook, part)
        if isinstance(part, Condition) or part.how == "not"
        else f"({words(outlook, part)})"
        for part in clause.parts
    ]
    return (", and " if clause.how == "all" else ", or ").join(told)


def condition(outlook: Outlook, each: Condition) -> str:
    """A single condition as a noun; days only where they are not all days ahead."""
    n = f"{each.at_least:,}"
    what = {
        "acts": "at least one act" if each.at_least == 1 else f"at least {n} acts",
        "deaths": f"at least {n} death{'s' * (each.at_least > 1)} in acts",
        "deadliest": f"an act that kills at least {n}",
    }[each.measure]
    kinds = f" of {' or '.join(each.kinds)}" if each.kinds else ""
    parts = [what + kinds, sides(outlook, each)]
    if each.place:
        parts.append(f"in {find_place(outlook.snapshot, each.place).name}")
    if (each.first, each.last) != (outlook.ahead.first, outlook.ahead.last):
        parts.append(f"from {each.first} to {each.last}")
    return " ".join(parts)


def sides(outlook: Outlook, each: Condition) -> str:
    """The two sides of a condition."""
    names = [
        "anyone" if a == ANYONE else outlook.name(outlook.snapshot.index[a])
        for a in (each.source, each.target)
    ]
    if names == ["anyone", "anyone"]:
        return "between any two"
    if each.either:
        return f"between {names[0]} and {names[1]}"
    return f"by {names[0]} toward {names[1]}"


def counted(label: str, each: Condition, wanted: bool, count: int) -> str:
    """What one condition counts on a path, beside what it has to.

    >>> c = Condition("A", "B", at_least=10)
    >>> counted("fights", c, True, 7), counted("fights", c, False, 12)
    ('fights: 7 acts (at least 10 needed)', 'fights: 12 acts (fewer than 10 needed)')
    """
    nouns = {"acts": "act", "deaths": "death", "deadliest": "death"}
    plural = "" if count == 1 else "s"
    told = f"{label}: {count:,} {nouns[each.measure]}{plural}"
    told += " in the deadliest act" if each.measure == "deadliest" else ""
    return f"{told} ({'at least' if wanted else 'fewer than'} {each.at_least:,} needed)"


def confidence(proxies: Sequence[ProxyLine], conditions: int) -> str:
    """How far the conditions tell of the question; empty where they are the question itself.

    >>> confidence([ProxyLine("a", "b", "c", "weak")], 2)
    'Confidence that these rows answer the question is low: 1 of 2 conditions stands in for what no
    dataset holds, 1 of them weakly.'
    """
    if not proxies:
        return ""
    weak = sum(p.quality == "weak" for p in proxies)
    level = "moderate" if all(p.quality == "good" for p in proxies) else "low"
    stand = "stands" if len(proxies) == 1 else "stand"
    told = f", {weak} of them weakly" if weak else ""
    of = f"{len(proxies)} of {conditions} condition{'s' * (conditions > 1)}"
    return (
        f"Confidence that these rows answer the question is {level}: {of} {stand} in for what no "
        f"dataset holds{told}."
    )
