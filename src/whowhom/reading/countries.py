"""Countries: how reports name them, their people and their seats of power."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from whowhom.actors.states import STATES

_TABLE: Final = Path(__file__).with_name("data") / "countries.tsv"


@dataclass(frozen=True, slots=True)
class Country:
    """A country and the words for it.

    Parameters
    ----------
    iso : str
        ISO alpha-3 code.
    names, demonyms, cities : tuple of str
        Names of it or of its government, of its people, of places in it.
    seats : frozenset of str
        The cities whose names stand for its government.
    """

    iso: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    cities: tuple[str, ...]
    seats: frozenset[str] = frozenset()


@cache
def countries() -> dict[str, Country]:
    """Every country by its code.

    >>> countries()["AFG"].demonyms[0], countries()["USA"].cities[0]
    ('Afghan', 'Washington')
    """
    told = {}
    for line in _TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            iso, *cells = line.split("\t")
            told[iso] = [tuple(part for part in cell.split(";") if part) for cell in cells]
    found = {}
    for iso, state in STATES.by_iso.items():
        demonyms, names, cities = told.get(iso, [(), (), ()])
        own = (*_state_names().get(iso, ()), state.name, *names)
        seats = frozenset(c.rstrip("*") for c in cities if c.endswith("*") or c == cities[0])
        places = tuple(city.rstrip("*") for city in cities)
        found[iso] = Country(iso, tuple(dict.fromkeys(own)), demonyms, places, seats)
    return found


@cache
def _state_names() -> dict[str, list[str]]:
    """Names of states as the table of actors has them: keys, in lower case."""
    found: dict[str, list[str]] = {}
    for name, state in STATES.names().items():
        found.setdefault(state.iso, []).append(name)
    return found
