"""What a dataset's own way of writing actors says: roles with a group in brackets, CAMEO codes.

A reading is only a proposal: the registry takes the first that it knows, and a name that it knows
as it stands needs none.
"""

import re
from collections.abc import Iterator
from typing import Final

from whowhom.actors.states import STATES

ROLES: Final = frozenset(
    (
        *("armed rebel", "armed separatist", "combatant", "extremist", "guerrilla", "insurgent"),
        *("islamic militant", "militant", "military wing", "militia", "rebel group"),
        *("terrorist", "terrorist leader", "terrorist organization"),
    )
)
"""Roles of ICEWS that mean the armed group in the brackets after them."""

_ROLE = re.compile(r"^([A-Za-z /]+?) \((.+)\)$")
_CODE = re.compile(r"^(?:[A-Z]{3})+$")
_CODED = re.compile(r"^(?:gdelt|keds-)")
# Codes of CAMEO and WEIS that are not ISO's.
_COUNTRIES: Final = {
    "AZR": "AZE",
    "FRN": "FRA",
    "GER": "DEU",
    "JAP": "JPN",
    "KOS": "XKX",
    "KYR": "KGZ",
    "PAL": "PSE",
    "ROM": "ROU",
    "SUD": "SDN",
    "TAJ": "TJK",
    "TMP": "TLS",
    "UAE": "ARE",
    "ZAR": "COD",
}
_GROUPS: Final = {
    "ALQ": "al-Qaeda",
    "EEC": "European Union",
    "HEZ": "Hezbollah",
    "HMS": "Hamas",
    "IMF": "International Monetary Fund",
    "NAT": "NATO",
    "PLO": "Palestine Liberation Organization",
    "TAL": "Taliban",
    "UNO": "United Nations",
    "WBK": "World Bank",
}
# Parts of a state that act for its government.
_GOVERNING: Final = frozenset({"GOV", "MIL", "EXE"})


def readings(name: str, dataset: str) -> Iterator[str]:
    """Other names that a name may stand for, the most specific first.

    Parameters
    ----------
    name : str
        As the dataset wrote it.
    dataset : str
        Codes are read only in datasets that are written in them (``gdelt``, ``keds-...``).

    Examples
    --------
    >>> list(readings("Militant (Taliban)", "icews")), list(readings("Militant (India)", "icews"))
    (['Taliban'], [])
    >>> list(readings("AFGINSTAL", "gdelt")), list(readings("ISRMIL", "keds-levant"))
    (['Taliban'], ['Government of Israel'])
    >>> list(readings("PAK", "ucdp-ged")), list(readings("PAK", "gdelt"))
    ([], ['Pakistan'])
    """
    if (found := _ROLE.match(name)) and found[1].lower() in ROLES:
        # A country in brackets only says where they are from.
        if STATES.find(found[2]) is None:
            yield found[2]
    elif _CODED.match(dataset) and _CODE.match(name):
        yield from _decoded([name[i : i + 3] for i in range(0, len(name), 3)])


def _decoded(parts: list[str]) -> Iterator[str]:
    group = next((_GROUPS[part] for part in reversed(parts) if part in _GROUPS), None)
    if group:
        yield group
        return
    state = STATES.by_iso.get(_COUNTRIES.get(parts[0], parts[0]))
    if state and len(parts) == 1:
        yield state.name
    elif state and len(parts) == 2 and parts[1] in _GOVERNING:
        yield f"Government of {state.name}"
