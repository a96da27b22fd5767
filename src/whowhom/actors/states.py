"""States and territories, from ISO 3166 as pycountry keeps it, and the spellings that UCDP has.

UCDP and Gleditsch-Ward write some states with a former name in brackets ("Myanmar (Burma)"): the
part before it is understood. A state in brackets means something else ("Citizen (India)"). The few
names that fit no rule stand in a table here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from whowhom.actors.actor import Actor
from whowhom.actors.names import key

_OTHERS: Final = {
    "Bosnia-Herzegovina": "BIH",
    "Brunei": "BRN",
    "Burma": "MMR",
    "Cape Verde": "CPV",
    "Congo-Brazzaville": "COG",
    "Czech Republic": "CZE",
    "DR Congo": "COD",
    "East Timor": "TLS",
    "Federated States of Micronesia": "FSM",
    "Ivory Coast": "CIV",
    "Cote d'Ivoire": "CIV",
    "Kingdom of eSwatini": "SWZ",
    "Kosovo": "XKX",
    "Kyrgyz Republic": "KGZ",
    "Macedonia": "MKD",
    "Macedonia, FYR": "MKD",
    "North Korea": "PRK",
    "Palestine": "PSE",
    "Rumania": "ROU",
    "Russia": "RUS",
    "Serbia": "SRB",
    "South Korea": "KOR",
    "Surinam": "SUR",
    "Swaziland": "SWZ",
    "Turkey": "TUR",
    "United States": "USA",
    "United States of America": "USA",
    "Yemen": "YEM",
}
_GOVERNMENT = re.compile(r"^government of (?:the )?", re.IGNORECASE)
_BRACKET = re.compile(r"^(.*?)\s*\((.*?)\)$")


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory: ISO alpha-3 code and short name.

    Kosovo, which ISO has not coded, is ``XKX``.
    """

    iso: str
    name: str

    @property
    def actor(self) -> Actor:
        """The state as an actor."""
        return Actor(self.iso, self.name, "state", citation="ISO 3166-1 (pycountry)")


class States:
    """All states, found by any of their names.

    Examples
    --------
    >>> STATES.find("Government of Myanmar (Burma)")
    State(iso='MMR', name='Myanmar')
    >>> STATES.find("Yemen (North Yemen)").iso, STATES.find("Atlantis")
    ('YEM', None)
    """

    @cached_property
    def _by_key(self) -> dict[str, State]:
        import pycountry  # its tables are read on first use, which most commands need

        found: dict[str, State] = {"kosovo": State("XKX", "Kosovo")}
        codes = {"XKX": found["kosovo"]}
        for country in pycountry.countries:
            short = getattr(country, "common_name", country.name)
            state = codes[country.alpha_3] = State(country.alpha_3, short.split(", ")[0])
            for name in (country.name, short, getattr(country, "official_name", "")):
                if name:
                    found.setdefault(key(name), state)
        found.update({key(name): codes[iso] for name, iso in _OTHERS.items()})
        return found

    @cached_property
    def by_iso(self) -> dict[str, State]:
        """ISO alpha-3 code to state."""
        return {state.iso: state for state in self._by_key.values()}

    def find(self, name: str) -> State | None:
        """State of that name, with or without "Government of"; None if there is none."""
        bare = _GOVERNMENT.sub("", name.strip())
        return next((s for n in _readings(bare) if (s := self._by_key.get(key(n)))), None)

    def names(self) -> dict[str, State]:
        """All name keys, for suggestions."""
        return self._by_key


def _readings(name: str) -> Iterator[str]:
    """The name, and the part before a bracket."""
    yield name
    if found := _BRACKET.match(name):
        yield found[1]


STATES: Final = States()
"""The one table of states."""
