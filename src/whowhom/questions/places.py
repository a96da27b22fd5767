"""From the place in a question to the rows that lie there."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.actors.states import STATES
from whowhom.errors import OptionError
from whowhom.events.named import NamedPlace
from whowhom.snapshot.snapshot import Snapshot

_KIND = re.compile(
    r"\b(province|region|state|governorate|division|district|oblast|department|county|prefecture)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or first-level divisions of one.

    Parameters
    ----------
    name : str
        As an answer calls it.
    country : str
        ISO alpha-3.
    divisions : tuple of str
        Keys of division names, without "province" and the like; empty for the whole country.
    """

    name: str
    country: str
    divisions: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """How it is written in a condition: ``AFG`` or ``AFG/Kabul``."""
        return f"{self.country}/{self.name}" if self.divisions else self.country

    def mask(self, snapshot: Snapshot) -> NDArray[np.bool_]:
        """Rows that lie there; a row that gives no division lies in its country only."""
        if not self.divisions:
            if self.country not in snapshot.countries:
                return np.zeros(len(snapshot.columns), dtype=np.bool_)
            return np.asarray(snapshot.columns.country == snapshot.countries.index(self.country))
        codes, pairs = snapshot.divided
        here = [c == self.country and division_key(d) in self.divisions for c, d in pairs]
        return np.array(here, dtype=np.bool_)[codes]


def division_key(name: str) -> str:
    """Key of a division's name, without the word for what kind of division it is.

    >>> division_key("Kabul province"), division_key("Oblast Donetsk")
    ('kabul', 'donetsk')
    """
    return " ".join(_KIND.sub(" ", key(name)).split())


def find_place(snapshot: Snapshot, text: str) -> Place:
    """The place that a question means.

    Read in this order: a code (``AFG``, ``AFG/Kabul``), a place named in case.toml, a country, a
    first-level division as a dataset of the case spells it.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    text : str
        Name or code; a division may be followed by its country ("Kabul, Afghanistan").

    Raises
    ------
    OptionError
        If no such place is known, with the nearest names, or if several are.
    """
    if not isinstance(text, str) or not key(text):
        raise OptionError(
            f"place {text!r}", "a country or a first-level division", "name one, such as AFG/Kabul"
        )
    country, name = _parts(text)
    found = _found(snapshot, country, name)
    if len(found) > 1:
        codes = " | ".join(sorted(each.code for each in found))
        raise OptionError(f"'{text}' may mean several places", codes, "use one of these")
    if not found:
        raise _unknown(snapshot, text, country)
    return found[0]


def divisions(snapshot: Snapshot, country: str) -> list[Place]:
    """First-level divisions of a country that rows lie in, by name, however they are spelt."""
    named = [p for p in snapshot.settings.places if p.country == country]
    keys = {division_key(d): _named(p) for p in named for d in (p.name, *p.divisions)}
    found: dict[str, Place] = {}
    for where, division in snapshot.divided[1]:
        if where == country and division:
            bare = division_key(division)
            place = keys.get(bare) or Place(_bare(division), country, (bare,))
            found.setdefault(place.name, place)
    return [found[name] for name in sorted(found)]


def division_name(snapshot: Snapshot, country: str, division: str) -> str:
    """Name of a division, as the case or else the dataset calls it, without its kind."""
    bare = division_key(division)
    for place in snapshot.settings.places:
        if place.country == country and bare in _named(place).divisions:
            return place.name
    return _bare(division)


def _parts(text: str) -> tuple[str, str]:
    """Country (ISO, or "") and the rest: of ``AFG/Kabul``, of ``Kabul, Afghanistan``, of either."""
    first, slash, rest = text.partition("/")
    if slash and first.strip().upper() in STATES.by_iso:
        return first.strip().upper(), rest
    name, comma, last = text.rpartition(",")
    state = STATES.find(last) or STATES.by_iso.get(last.strip().upper()) if comma else None
    return (state.iso, name) if state else ("", text)


def _found(snapshot: Snapshot, country: str, name: str) -> list[Place]:
    wanted = division_key(name)
    named = [
        _named(p)
        for p in snapshot.settings.places
        if country in ("", p.country)
        and wanted in {division_key(n) for n in (p.name, *p.aliases, *p.divisions)}
    ]
    if named:
        return named[:1]
    state = STATES.by_iso.get(name.strip().upper()) or STATES.find(name)
    if state and not country:
        return [Place(state.name, state.iso)]
    here = {
        c for c, d in snapshot.divided[1] if country in ("", c) and d and division_key(d) == wanted
    }
    return [Place(_bare(name), c, (wanted,)) for c in sorted(here)]


def _named(place: NamedPlace) -> Place:
    name, country = place.name, place.country
    spelt = (name, *place.divisions)
    return Place(name, country, tuple(dict.fromkeys(division_key(d) for d in spelt)))


def _bare(name: str) -> str:
    bare = re.sub(_KIND.pattern, " ", name, flags=re.IGNORECASE)
    return " ".join(bare.replace(",", " ").split()) or name


def _unknown(snapshot: Snapshot, text: str, country: str) -> OptionError:
    known = {key(s.name): s.name for iso, s in STATES.by_iso.items() if iso in snapshot.countries}
    for where in snapshot.countries:
        if country in ("", where):
            known.update({division_key(p.name): p.code for p in divisions(snapshot, where)})
    close = nearest(text, known)
    return OptionError(
        f"unknown place '{text[:80]}'",
        "a country (name or ISO alpha-3) or a first-level division that rows of the case lie in",
        f"did you mean {' | '.join(close)}?" if close else "whowhom profile lists where rows lie",
    )
