"""Names: what the registry's aliases, the countries and the known groups are called in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from whowhom.actors.names import key
from whowhom.actors.registry import Registry
from whowhom.actors.states import STATES
from whowhom.reading.countries import countries
from whowhom.reading.phrases import Hit, Phrases
from whowhom.reading.span import Span

KINDS: Final = ("alias", "country", "demonym", "city", "group", "people")

_GROUPS: Final = Path(__file__).with_name("data") / "groups.txt"
_BODIES: Final = Path(__file__).with_name("data") / "bodies.txt"
_PEOPLES: Final = Path(__file__).with_name("data") / "peoples.txt"
_SHORT: Final = 5
# Words of English that are acronyms of somebody where they stand in capitals.
_WORDS: Final = frozenset({"is", "us", "who", "it", "aid", "fan", "let", "ji", "as", "mend", "cis"})


@dataclass(frozen=True, slots=True)
class Name:
    """A known name: how it is written, of what kind it is, and its country if it is one's."""

    name: str
    kind: str
    iso: str | None = None
    seat: bool = False
    """Whether it is the city where a government sits."""
    usual: str = ""
    """One name of a known group for all that it has."""


def names_in(
    text: str, span: Span, known: Phrases[Name], coined: Iterable[tuple[str, str]] = ()
) -> list[Hit[Name]]:
    """The known names in a stretch of a text, in order.

    Parameters
    ----------
    text : str
        The document's text.
    span : Span
        Where to look.
    known : Phrases of Name
        The `dictionary` of a registry.
    coined : iterable of (str, str)
        Short forms that the text itself makes, and what they stand for.

    Examples
    --------
    >>> text = "Afghan officials in Kabul told us that the US had left."
    >>> [hit.entry.name for hit in names_in(text, Span(0, len(text)), dictionary(Registry()))]
    ['Afghan', 'Kabul', 'US']
    """
    capitals = text[span.start : span.end].isupper()
    hits = list(known.find(text, span))
    short = dict(coined)
    if short:
        own = list(Phrases((each, Name(each, "group")) for each in short).find(text, span))
        hits = _longest(hits, own)
    kept = [hit for hit in hits if _written(hit.span.of(text), hit.entry, capitals)]
    return sorted(kept, key=lambda hit: hit.span)


def _longest(known: list[Hit[Name]], own: list[Hit[Name]]) -> list[Hit[Name]]:
    """Names known and names that the text makes; of two that meet the longer, else the known."""
    kept = [h for h in known if not any(_longer(o.span, h.span) for o in own)]
    return kept + [o for o in own if not any(o.span.meets(h.span) for h in kept)]


def _longer(one: Span, other: Span) -> bool:
    return one.meets(other) and one.end - one.start > other.end - other.start


@lru_cache(maxsize=4)
def dictionary(registry: Registry) -> Phrases[Name]:
    """Every known name: the registry's aliases first, then countries, groups, cities, peoples."""
    return Phrases((name.name, name) for name in _known(registry))


def _known(registry: Registry) -> Iterator[Name]:
    for alias in (alias for under in registry.by_key.values() for alias in under):
        iso = alias.actor_id if alias.actor_id in STATES.by_iso else None
        kind = "country" if iso and not _is_demonym(alias.name) else "alias"
        yield Name(alias.name, kind, iso)
    for country in countries().values():
        yield from (Name(name, "country", country.iso) for name in country.names)
        for demonym in country.demonyms:
            yield from (Name(form, "demonym", country.iso) for form in _forms(demonym))
    yield from _groups()
    for country in countries().values():
        for city in country.cities:
            yield Name(city, "city", country.iso, seat=city in country.seats)
    yield from _peoples()


def _groups() -> Iterator[Name]:
    for path in (_GROUPS, _BODIES):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                names = line.split(";")
                yield from (Name(name, "group", usual=names[0]) for name in names)


@lru_cache(maxsize=1)
def bodies() -> frozenset[str]:
    """Keys of the names of international bodies: they act, and yet are seldom "the group"."""
    lines = _BODIES.read_text("utf-8").splitlines()
    return frozenset(key(n) for line in lines if not line.startswith("#") for n in line.split(";"))


def _peoples() -> Iterator[Name]:
    for line in _PEOPLES.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            for people in line.split(";"):
                yield from (Name(form, "people") for form in _forms(people))


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(key(each) for country in countries().values() for each in country.demonyms)


def _is_demonym(name: str) -> bool:
    return key(name) in _demonyms()


def _forms(demonym: str) -> tuple[str, ...]:
    if demonym.endswith(("ese", "ish", "ss", "sh", "ch", "s")):
        return (demonym,)
    return demonym, demonym + "s"


def _written(found: str, name: Name, capitals: bool) -> bool:
    """Whether a text writes a name as names are written: "US", not "us"; "Jordan", not "jordan"."""
    bare = found.replace(".", "")
    if bare.casefold() in _WORDS:
        return bare.isupper() and not capitals
    if len(bare) <= _SHORT and name.name.isupper():
        return bare.isupper()
    if name.kind in ("alias", "group") and name.name.islower() and " " in name.name:
        return True
    return any(letter.isupper() for letter in found) or not found.isascii()
