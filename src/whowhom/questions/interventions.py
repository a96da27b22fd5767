"""Interventions as people state them: ``scale A 2 B``, ``add 5 ASSAULT A B``, ``stop A``."""

from __future__ import annotations

import math
import re
import shlex
from dataclasses import dataclass
from typing import Final

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.errors import OptionError, RefusalError, UnknownActorError
from whowhom.forecasting.intervening import Add, Intervention, Scale, Stop
from whowhom.forecasting.record import KIND_QUADS, KINDS
from whowhom.ontology.quad import QUADS
from whowhom.questions.outlook import Outlook
from whowhom.questions.parties import find_actor
from whowhom.questions.ways import ways

GRAMMAR: Final = (
    "scale ACTOR FACTOR [TARGET], add N TYPE SOURCE TARGET, stop ACTOR; several joined by ';'"
)
LARGEST_FACTOR: Final = 10.0
MOST_ACTS: Final = 1000
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]?(inf|infinity|nan)", re.I)
_FILLERS = {"->", "toward", "towards", "on", "to", "by", "against"}


@dataclass(frozen=True, slots=True)
class Stated:
    """One intervention as it was understood.

    Parameters
    ----------
    what : Scale, Add or Stop
        For the engine.
    words : str
        For people.
    """

    what: Intervention
    words: str


def read_interventions(outlook: Outlook, text: str) -> tuple[Stated, ...]:
    """What is to be done, from text.

    Parameters
    ----------
    outlook : Outlook
        With the fitted record: what is not in it cannot be changed.
    text : str
        In the grammar of `GRAMMAR`; names of several words may stand in quotes.

    Raises
    ------
    OptionError, UnknownActorError
        If it cannot be read, or names nobody, or an amount that is none.
    RefusalError
        If the model knows nothing of what it would change.
    """
    if not isinstance(text, str) or not text.strip(" ;"):
        raise OptionError(f"intervention {text!r}", GRAMMAR, "state one")
    return tuple(_one(outlook, part) for part in text.split(";") if part.strip())


def _one(outlook: Outlook, text: str) -> Stated:
    try:
        words = shlex.split(text.replace("'", "\\'") if text.count("'") % 2 else text)
    except ValueError:
        raise OptionError(f"'{text.strip()[:80]}' has an open quote", GRAMMAR, "close it") from None
    verb, rest = words[0].casefold(), words[1:]
    match verb:
        case "scale":
            return _scale(outlook, text, rest)
        case "add":
            return _add(outlook, text, rest)
        case "stop":
            return _stop(outlook, text, rest)
        case "tie" | "covariate" | "set":
            raise RefusalError(
                f"'{text.strip()[:80]}': the model reads acts alone, neither ties nor covariates, "
                "and so cannot say what one would change",
                GRAMMAR,
                "state the acts that it would bring: add N TYPE SOURCE TARGET",
            )
    raise OptionError(f"'{text.strip()[:80]}' is no intervention", GRAMMAR, "say it in this form")


# ---- scale --------------------------------------------------------------------------------------


def _scale(outlook: Outlook, text: str, rest: list[str]) -> Stated:
    at = [n for n, word in enumerate(rest) if n and _NUMBER.fullmatch(word.rstrip("x"))]
    if not at:
        raise OptionError(
            f"'{text.strip()[:80]}' gives no factor", "scale ACTOR FACTOR [TARGET]", "give it"
        )
    # The last number is the factor: names may hold numbers too.
    place = at[-1]
    factor = float(rest[place].rstrip("x"))
    if not math.isfinite(factor) or not 0.0 <= factor <= LARGEST_FACTOR:
        raise OptionError(
            f"factor '{rest[place]}'",
            f"a number from 0 to {LARGEST_FACTOR:.0f}: 0.5 halves, 2 doubles, 0 ends",
            "nothing more extreme was ever learnt from; correct it",
        )
    actor = _known(outlook, " ".join(rest[:place]))
    others = [w for n, w in enumerate(rest[place + 1 :]) if n or w not in _FILLERS]
    target = _known(outlook, " ".join(others)) if others else None
    if target is not None and target.actor_id == actor.actor_id:
        raise OptionError(
            f"'{text.strip()[:80]}' sets {actor.name} against itself", "two different actors"
        )
    whom = f" toward {target.name}" if target else ""
    words = f"{actor.name} does {factor:g} times the acts forecast of it{whom}"
    position = outlook.snapshot.index
    return Stated(
        Scale(position[actor.actor_id], factor, position[target.actor_id] if target else -1), words
    )


# ---- add ----------------------------------------------------------------------------------------


def _add(outlook: Outlook, text: str, rest: list[str]) -> Stated:
    if len(rest) < 4:
        raise OptionError(
            f"'{text.strip()[:80]}' is too short", "add N TYPE SOURCE TARGET", "say all four"
        )
    if not rest[0].isascii() or not rest[0].isdecimal() or int(rest[0]) > MOST_ACTS:
        raise OptionError(
            f"'{rest[0][:40]}' acts", f"a whole number from 0 to {MOST_ACTS}", "correct it"
        )
    count, kind = int(rest[0]), _kind(outlook, rest[1])
    source, target = _two(outlook, text, rest[2:])
    dyad = _dyad(outlook, source, target)
    name = KINDS[kind]
    _, _, directed = outlook.sides(dyad)
    between = (
        f"by {source.name} toward {target.name}"
        if directed
        else f"between {source.name} and {target.name}"
    )
    last = outlook.ahead.first.toordinal() - 1
    day = type(outlook.ahead.first).fromordinal(last)
    noun = "act" if count == 1 else "acts"
    return Stated(Add(count, kind, dyad), f"{count:,} more {noun} of {name} {between} on {day}")


def _kind(outlook: Outlook, word: str) -> int:
    """A type, or a class of acts whose type is not given."""
    names = {name.casefold(): n for n, name in enumerate(KINDS) if "," not in name}
    classes = {QUADS[q].replace(" ", "-"): n for q, n in zip(QUADS, range(16, 20), strict=True)}
    kind = names.get(word.casefold(), classes.get(word.casefold(), -1))
    quads = outlook.quads
    held = {int(k) for k in outlook.record.kinds}
    here = [KINDS[k] for k in sorted(held) if KIND_QUADS[k] in quads and "," not in KINDS[k]]
    here += [name for name, k in classes.items() if KIND_QUADS[k] in quads]
    if kind < 0:
        raise OptionError(f"unknown type '{word[:40]}'", ", ".join(here), "use one of these")
    if KIND_QUADS[kind] not in quads:
        raise RefusalError(
            f"{outlook.dataset.name} holds no {QUADS[KIND_QUADS[kind] + 1]}, or too little to "
            f"learn from: what {KINDS[kind]} would bring is not known",
            ", ".join(here),
            "use one of these, or a dataset that records it",
        )
    return kind


def _two(outlook: Outlook, text: str, words: list[str]) -> tuple[Actor, Actor]:
    """Source and target: where one name ends and the next begins is tried out."""
    found: dict[tuple[str, str], tuple[Actor, Actor]] = {}
    failed: UnknownActorError | None = None
    for cut in range(1, len(words)):
        left = words[:cut]
        right = words[cut:]
        if left[0].casefold() in _FILLERS and len(left) > 1:
            left = left[1:]
        if right[0].casefold() in _FILLERS and len(right) > 1:
            right = right[1:]
        if left[-1].casefold() in _FILLERS and len(left) > 1:
            continue
        try:
            pair = tuple(find_actor(outlook.snapshot, " ".join(part)) for part in (left, right))
        except UnknownActorError as error:
            failed = failed or error
            continue
        found[pair[0].actor_id, pair[1].actor_id] = (pair[0], pair[1])
    if not found:
        assert failed is not None
        raise failed
    if len(found) > 1:
        readings = " | ".join(f"'{a.name}' '{b.name}'" for a, b in found.values())
        raise OptionError(f"'{text.strip()[:80]}' reads in several ways", readings, "use quotes")
    ((source, target),) = found.values()
    if source.actor_id == target.actor_id:
        raise OptionError(
            f"'{text.strip()[:80]}' sets {source.name} against itself", "two different actors"
        )
    outlook.check(source)
    outlook.check(target)
    return source, target


def _dyad(outlook: Outlook, source: Actor, target: Actor) -> int:
    """The dyad under which the dataset would record it: that with most acts, directed first."""
    index, record = outlook.snapshot.index, outlook.record
    one, other = index[source.actor_id], index[target.actor_id]
    keys = ways(record, one, other)
    first, _, directed = record.acts.sides(keys)
    fit = keys[(first == one) | ~directed]
    if not len(fit):
        raise RefusalError(
            f"{record.dataset.name} records no acts by {source.name} toward {target.name}, only "
            "the other way",
            "acts in a direction that the dataset records",
            f"add acts by {target.name} toward {source.name}",
        )
    acts = [int(record.acts.count[record.acts.dyad == key].sum()) for key in fit]
    return int(fit[int(np.argmax([n + 0.5 * (key % 2) for n, key in zip(acts, fit, strict=True)]))])


# ---- stop, and names ----------------------------------------------------------------------------


def _stop(outlook: Outlook, text: str, rest: list[str]) -> Stated:
    if not rest:
        raise OptionError(f"'{text.strip()}' stops nobody", "stop ACTOR", "name the actor")
    actor = _known(outlook, " ".join(rest))
    words = f"{actor.name} is gone, and its past acts move nobody any more"
    return Stated(Stop(outlook.snapshot.index[actor.actor_id]), words)


def _known(outlook: Outlook, name: str) -> Actor:
    """An actor that exists and has acts in the dataset."""
    actor = find_actor(outlook.snapshot, name)
    outlook.check(actor)
    return actor
