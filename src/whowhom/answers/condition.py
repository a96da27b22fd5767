"""Conditions on rows to come: what a scenario is made of, and what resolves a probability."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

ANYONE = "*"
MEASURES = {
    "acts": "acts",
    "deaths": "deaths",
    "deadliest": "deaths of the deadliest act",
}
"""What is counted of the rows that fit: their acts, their deaths in sum, the most of one act."""


@dataclass(frozen=True, slots=True)
class Condition:
    """At least so much of certain acts within certain days.

    Parameters
    ----------
    source, target : str
        Actor ids, or ``*`` for anyone.
    either : bool
        Acts of the two in either direction, and of the pair; else of source toward target, and of
        the pair where the dataset gives no direction.
    kinds : tuple of str
        PLOVER types and quad classes that fit; empty for all.
    place : str
        ``AFG`` or ``AFG/Kabul``; empty for anywhere.
    measure : str
        One of `MEASURES`.
    at_least : int
        From 1.
    first, last : date
        First and last day; a row counts on its last day.
    directed : bool or None
        True for rows with a direction alone, False for those without alone; None for both.

    Examples
    --------
    >>> fights = Condition("TALIBAN", "ISISK", first=date(2021, 9, 2), last=date(2021, 11, 30))
    >>> print(fights.text)
    TALIBAN - ISISK acts >= 1 from 2021-09-02 to 2021-11-30
    >>> read_condition(fights.to_dict()) == fights
    True
    """

    source: str
    target: str
    either: bool = True
    kinds: tuple[str, ...] = ()
    place: str = ""
    measure: str = "acts"
    at_least: int = 1
    first: date = date.min
    last: date = date.max
    directed: bool | None = None

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueError(f"measure must be one of {', '.join(MEASURES)}, got {self.measure!r}")
        if not isinstance(self.at_least, int) or self.at_least < 1:
            raise ValueError(f"at_least must be a whole number from 1, got {self.at_least!r}")
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    @property
    def text(self) -> str:
        """The condition as a line."""
        arrow = "-" if self.either else "->"
        parts = [self.source, arrow, self.target, "|".join(self.kinds)]
        parts += [f"in {self.place}" if self.place else "", f"{self.measure} >= {self.at_least}"]
        parts.append(f"from {self.first} to {self.last}")
        if self.directed is not None:
            parts.append(f"({'directed' if self.directed else 'undirected'} rows)")
        return " ".join(part for part in parts if part)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `read_condition` is the way back."""
        return {
            "source": self.source,
            "target": self.target,
            "either": self.either,
            "kinds": list(self.kinds),
            "place": self.place,
            "measure": self.measure,
            "at_least": self.at_least,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "directed": self.directed,
        }


@dataclass(frozen=True, slots=True)
class Combined:
    """Conditions joined: ``all``, ``any``, or ``not`` (of a single one).

    Examples
    --------
    >>> one = Condition("A", "B", first=date(2021, 1, 1), last=date(2021, 1, 31))
    >>> Combined("not", (one,)).text
    'not (A - B acts >= 1 from 2021-01-01 to 2021-01-31)'
    """

    how: str
    parts: "tuple[Condition | Combined, ...]"

    def __post_init__(self) -> None:
        if self.how not in ("all", "any", "not"):
            raise ValueError(f"how must be all, any or not, got {self.how!r}")
        if not self.parts or (self.how == "not" and len(self.parts) != 1):
            raise ValueError(f"'{self.how}' of {len(self.parts)} conditions")

    @property
    def text(self) -> str:
        """The conditions as a line."""
        told = [p.text if isinstance(p, Condition) else f"({p.text})" for p in self.parts]
        if self.how == "not":
            return f"not ({self.parts[0].text})"
        return (" and " if self.how == "all" else " or ").join(told)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `read_condition` is the way back."""
        return {self.how: [part.to_dict() for part in self.parts]}


Clause = Condition | Combined


def leaves(clause: Clause) -> list[Condition]:
    """The single conditions, in the order in which they stand."""
    if isinstance(clause, Condition):
        return [clause]
    return [leaf for part in clause.parts for leaf in leaves(part)]


def read_condition(told: Mapping[str, Any]) -> Clause:
    """A condition from plain values, as `to_dict` gives them.

    Raises
    ------
    ValueError
        If they make no condition.
    """
    for how in ("all", "any", "not"):
        if how in told:
            return Combined(how, tuple(read_condition(part) for part in told[how]))
    try:
        return Condition(
            source=str(told["source"]),
            target=str(told["target"]),
            either=bool(told.get("either", True)),
            kinds=tuple(str(kind) for kind in told.get("kinds", ())),
            place=str(told.get("place", "")),
            measure=str(told.get("measure", "acts")),
            at_least=told.get("at_least", 1),
            first=date.fromisoformat(str(told["first"])),
            last=date.fromisoformat(str(told["last"])),
            directed=_flag(told.get("directed")),
        )
    except KeyError as error:
        raise ValueError(f"a condition without {error}") from None


def _flag(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise ValueError(f"directed must be true, false or null, got {value!r}")
