"""From a scenario as written to conditions on rows: names, types, places and days looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from whowhom.actors.actor import Actor
from whowhom.answers.condition import ANYONE, Clause, Combined, Condition
from whowhom.errors import OptionError, UnknownActorError, WhowhomError
from whowhom.events.line import FORM
from whowhom.events.scenario import Asked, Joined, Stated
from whowhom.forecasting.record import KINDS
from whowhom.ontology.quad import QUADS
from whowhom.questions.horizon import LONGEST, parse_days
from whowhom.questions.parties import find_actor
from whowhom.questions.places import find_place
from whowhom.snapshot.snapshot import Snapshot

MOST: Final = 12
"""Conditions in a scenario."""
_STANDARD = "90d"
_NAMED: Final = {name.casefold(): name for name in (*KINDS, *QUADS.values())}


def singles(stated: Stated) -> list[Asked]:
    """The single conditions, in the order in which they stand."""
    if isinstance(stated, Asked):
        return [stated]
    return [one for part in stated.parts for one in singles(part)]


def horizon_of(stated: Stated, first: date, told: str) -> int:
    """Days ahead that a scenario is about: as told, or its longest window, or 90.

    Parameters
    ----------
    stated : Asked or Joined
        The scenario.
    first : date
        First day ahead.
    told : str
        A horizon given beside it; may be empty.
    """
    if told:
        return parse_days(told, LONGEST)
    ends = []
    for one in singles(stated):
        if one.within:
            ends.append(parse_days(one.within, LONGEST))
        elif one.last:
            _check_days(one, first, LONGEST)
            ends.append((one.last - first).days + 1)
    return max(ends, default=parse_days(_STANDARD))


@dataclass(frozen=True)
class Sides:
    """The two sides of a condition and the types of act between them."""

    source: str
    target: str
    kinds: tuple[str, ...]


@dataclass
class Clauses:
    """Looks up what conditions name.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    first : date
        First day ahead.
    days : int
        The horizon.
    """

    snapshot: Snapshot
    first: date
    days: int
    _known: dict[str, Actor | WhowhomError] = field(default_factory=dict)

    def read(self, stated: Stated) -> Clause:
        """The scenario as conditions on rows.

        Raises
        ------
        OptionError, UnknownActorError
            If a name, type, place or day cannot be used.
        """
        if len(singles(stated)) > MOST:
            raise OptionError(
                f"a scenario of {len(singles(stated))} conditions",
                f"up to {MOST}",
                "ask for its parts, which also says more",
            )
        return self._read(stated)

    def _read(self, stated: Stated) -> Clause:
        if isinstance(stated, Joined):
            return Combined(stated.how, tuple(self._read(part) for part in stated.parts))
        sides = self._sides(stated)
        if sides.source == sides.target != ANYONE:
            raise OptionError(
                f"'{said(stated)}': both sides are {self._name(sides.source)}",
                "two different actors, or * for anyone",
                "name another actor",
            )
        first, last = self._window(stated)
        return Condition(
            source=sides.source,
            target=sides.target,
            either=stated.how == "-",
            kinds=sides.kinds,
            place=find_place(self.snapshot, stated.place).code if stated.place else "",
            measure=stated.measure,
            at_least=stated.at_least,
            first=first,
            last=last,
        )

    # ---- sides ------------------------------------------------------------------------------

    def _sides(self, asked: Asked) -> Sides:
        readings = list(self._readings(asked))
        good = [r for r in readings if all(self._resolves(n) for n in (r.source, r.target))]
        found = {self._ids(r): r for r in good}
        if len(found) > 1:
            ways = " | ".join(f"'{r.source}' and '{r.target}'" for r in found.values())
            raise OptionError(
                f"'{said(asked)}' can be read in several ways: {ways}",
                "names in quotes, or sides parted by -> or -",
                "say which",
            )
        if found:
            return next(iter(found))
        raise self._unknown(asked, readings)

    def _ids(self, reading: Sides) -> Sides:
        kinds = tuple(dict.fromkeys(_NAMED[k.casefold()] for k in reading.kinds))
        return Sides(self._id(reading.source), self._id(reading.target), kinds)

    def _id(self, name: str) -> str:
        if name == ANYONE:
            return ANYONE
        found = self._find(name)
        if isinstance(found, WhowhomError):
            raise found
        return found.actor_id

    def _find(self, name: str) -> Actor | WhowhomError:
        if name not in self._known:
            try:
                self._known[name] = find_actor(self.snapshot, name)
            except WhowhomError as error:
                self._known[name] = error
        return self._known[name]

    def _resolves(self, name: str) -> bool:
        """Whether a name leads to somebody, or to several, which is said then."""
        return name == ANYONE or not isinstance(self._find(name), UnknownActorError)

    def _name(self, actor_id: str) -> str:
        found = self._find(actor_id)
        return actor_id if isinstance(found, WhowhomError) else found.name

    def _readings(self, asked: Asked) -> Iterator[Sides]:
        """Every way to part the words of a condition into source, types and target."""
        if not asked.how:
            yield from _parted(list(asked.words))
            return
        kinds = tuple(k for text in asked.kinds for k in _typed(text))
        left, right = asked.source.split(), asked.target.split()
        if kinds:
            yield Sides(_joined(left), _joined(right), kinds)
            return
        for source, before in _ends(left):
            for target, after in _ends(right):
                yield Sides(_joined(source), _joined(target), (*before, *after))
            for target, after in _starts(right):
                yield Sides(_joined(source), _joined(target), (*before, *after))

    def _unknown(self, asked: Asked, readings: list[Sides]) -> WhowhomError:
        """What is wrong with the reading of fewest unknown names."""
        if not readings:
            return OptionError(f"'{said(asked)}' names no two sides", FORM, "use * for anyone")

        def strange(reading: Sides) -> int:
            return sum(not self._resolves(n) for n in (reading.source, reading.target))

        best = min(readings, key=lambda r: (strange(r), -len(r.kinds)))
        for name in (best.source, best.target):
            found = ANYONE if name == ANYONE else self._find(name)
            if isinstance(found, UnknownActorError):
                then = f"did you mean {' | '.join(found.nearest)}?" if found.nearest else ""
                return OptionError(
                    f"unknown actor '{name[:80]}' in '{said(asked)}'",
                    "actors of the case, with a type of act or none: "
                    f"{', '.join((*KINDS[: -len(QUADS)], *QUADS.values()))}",
                    then or "correct the name, or put it in quotes",
                )
        return OptionError(f"'{said(asked)}' cannot be read", FORM, "put names in quotes")

    # ---- days -------------------------------------------------------------------------------

    def _window(self, asked: Asked) -> tuple[date, date]:
        longest = self.first + timedelta(days=self.days - 1)
        if asked.within:
            days = parse_days(asked.within, LONGEST)
            if days > self.days:
                raise self._beyond(asked, f"within {days} days")
            return self.first, self.first + timedelta(days=days - 1)
        _check_days(asked, self.first, LONGEST)
        first, last = asked.first or self.first, asked.last or longest
        if last > longest:
            raise self._beyond(asked, f"until {last}")
        return first, last

    def _beyond(self, asked: Asked, what: str) -> OptionError:
        return OptionError(
            f"'{said(asked)}' asks about what comes {what}, and the horizon is {self.days} days",
            f"windows up to {self.first + timedelta(days=self.days - 1)}",
            "choose a longer --horizon, or a shorter window",
        )


def _check_days(asked: Asked, first: date, longest: int) -> None:
    """Refuse days that are over, and days too far ahead."""
    end = first + timedelta(days=longest - 1)
    for day in (asked.first, asked.last):
        if day and day < first:
            raise OptionError(
                f"'{said(asked)}': {day} is past, the first day ahead is {first}",
                f"days from {first} to {end}",
                "choose later days, or an earlier --as-of; whowhom relation tells of the past",
            )
        if day and day > end:
            raise OptionError(
                f"'{said(asked)}': {day} is more than {longest} days ahead",
                f"days from {first} to {end}",
                "choose earlier days: nothing farther ahead has been learnt",
            )


def said(asked: Asked) -> str:
    """A condition as it was written."""
    if asked.text:
        return asked.text[:120]
    return f"{asked.source} {asked.how} {asked.target} {asked.measure} >= {asked.at_least}"


# ---- words ---------------------------------------------------------------------------------------


def _joined(words: list[str]) -> str:
    """Words as one name, without quotes around the whole.

    >>> _joined(["'Boko", "Haram'"]), _joined(["Boko", "Haram"])
    ('Boko Haram', 'Boko Haram')
    """
    text = " ".join(words)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text


def _kinds(text: str) -> tuple[str, ...]:
    """Types and classes that a text names, parted by |; empty if it is anything else.

    >>> _kinds("ASSAULT|'material conflict'"), _kinds("attack")
    (('ASSAULT', 'material conflict'), ())
    """
    parts = [part.strip().strip("'") for part in text.split("|")]
    if not all(part.casefold() in _NAMED for part in parts):
        return ()
    return tuple(parts)


def _typed(text: str) -> tuple[str, ...]:
    """Types that were given apart from the names; raises OptionError."""
    if kinds := _kinds(text):
        return kinds
    raise OptionError(
        f"unknown type of act '{text[:40]}'",
        ", ".join((*KINDS[: -len(QUADS)], *QUADS.values())),
        "use one of these",
    )


def _ends(words: list[str]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Words without, and with, types at their end."""
    yield words, ()
    for n in range(1, len(words)):
        if kinds := _kinds(" ".join(words[n:])):
            yield words[:n], kinds


def _starts(words: list[str]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Words with types at their start."""
    for n in range(1, len(words)):
        if kinds := _kinds(" ".join(words[:n])):
            yield words[n:], kinds


def _parted(words: list[str]) -> Iterator[Sides]:
    """Source and target side by side, with types between them or at the end."""
    for n in range(1, len(words)):
        yield Sides(_joined(words[:n]), _joined(words[n:]), ())
        for rest, kinds in _starts(words[n:]):
            yield Sides(_joined(words[:n]), _joined(rest), kinds)
        for target, kinds in _ends(words[n:]):
            if kinds:
                yield Sides(_joined(words[:n]), _joined(target), kinds)
