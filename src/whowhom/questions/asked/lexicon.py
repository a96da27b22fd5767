"""All names that a question may use in a case, as words."""

from dataclasses import dataclass

from whowhom.actors.states import STATES
from whowhom.questions.asked.demonyms import DEMONYMS
from whowhom.questions.asked.words import norms
from whowhom.questions.places import division_key, divisions
from whowhom.snapshot.snapshot import Snapshot

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Names by their words.

    Parameters
    ----------
    actors : dict
        Words to a name that `find_actor` understands.
    codes : dict
        ISO codes of states (one word each) to the same.
    demonyms : dict
        Adjectives of states to their codes.
    countries : dict
        Words to ISO codes.
    divisions : dict
        Words to codes of first-level divisions (``AFG/Kabul``), several if several are called so.
    persons : frozenset
        Words of the names of those who made statements: persons, who are no actors.
    """

    actors: dict[Phrase, str]
    codes: dict[str, str]
    demonyms: dict[str, str]
    countries: dict[Phrase, str]
    divisions: dict[Phrase, tuple[str, ...]]
    persons: frozenset[Phrase]


def lexicon(snapshot: Snapshot) -> Lexicon:
    """The names of a case."""
    registry = snapshot.registry
    names = [alias.name for aliases in registry.by_key.values() for alias in aliases]
    names += [actor.name for actor in snapshot.unresolved.values()]
    countries = {norms(name): state.iso for name, state in STATES.names().items()}
    actors = {phrase: iso for phrase, iso in countries.items() if phrase}
    actors.update({phrase: name for name in names if (phrase := norms(name))})
    here = {*snapshot.countries, *(a.actor_id for a in snapshot.actors)}
    return Lexicon(
        actors=actors,
        codes={iso.casefold(): iso for iso in STATES.by_iso if iso in here},
        demonyms=DEMONYMS,
        countries={phrase: iso for phrase, iso in countries.items() if phrase},
        divisions=_divisions(snapshot),
        persons=_persons(snapshot, set(actors)),
    )


def _divisions(snapshot: Snapshot) -> dict[Phrase, tuple[str, ...]]:
    named = {place.name: place for place in snapshot.settings.places}
    homes = sorted({*snapshot.countries, *(p.country for p in named.values())})
    found: dict[Phrase, set[str]] = {}
    for country in homes:
        for place in divisions(snapshot, country):
            more = named[place.name].aliases if place.name in named else ()
            for name in (place.name, *place.divisions, *more):
                found.setdefault(norms(division_key(name)), set()).add(place.code)
    for told in named.values():
        for name in (told.name, *told.aliases, *told.divisions):
            code = f"{told.country}/{told.name}"
            found.setdefault(norms(division_key(name)), set()).add(code)
    return {phrase: tuple(sorted(codes)) for phrase, codes in found.items() if phrase}


def _persons(snapshot: Snapshot, actors: set[Phrase]) -> frozenset[Phrase]:
    """Speakers by their whole names and their last ones, where no actor is called so."""
    found = set()
    for statement in snapshot.statements:
        given = statement.speaker.split()
        # "US officials" and "Analysts (AFP)" are no names of persons.
        if len(given) in (2, 3) and all(w.isalpha() and w[:1].isupper() for w in given):
            name = norms(statement.speaker)
            found |= {name, name[-1:]}
    return frozenset(found - actors)
