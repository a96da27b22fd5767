"""Names that stand for nobody in particular: they stay themselves, whatever they look like."""

import re
from typing import Final

from whowhom.actors.names import key
from whowhom.actors.states import STATES

_DOUBT: Final = re.compile(
    r"\b(?:and or|unidentified|unknown|unspecified|unattributed|undetermined|unnamed)\b"
)
# Words that name a kind of people and no group; "armed" and "suspected" only colour them.
_PEOPLE_WORDS = """
    actor actors armed assailant assailants attacker attackers bandit bandits bomber bombers citizen
    citizens civilian civilians combatant combatants crowd demonstrator demonstrators dissident
    dissidents extremist extremists faction factions fighter fighters force forces group groups
    guerrilla guerrillas guerilla guerillas gunman gunmen insurgent insurgents islamist islamists
    jihadist jihadists local men militant militants militia militias mob ordinary people perpetrator
    perpetrators pirate pirates protester protesters rebel rebels rioter rioters separatist
    separatists suspected terrorist terrorists tribal tribesmen vigilante vigilantes various
"""
_PEOPLE: Final = frozenset(_PEOPLE_WORDS.split())
_PUBLIC_WORDS = "citizen citizens civilian civilians protester protesters rioter rioters"
_PUBLIC: Final = frozenset(_PUBLIC_WORDS.split())
_BRACKET = re.compile(r"^(.*?)\s*\((.*)\)$")


def is_catch_all(name: str) -> bool:
    """Whether a name stands for people of a kind, or for one of several groups.

    Parameters
    ----------
    name : str
        As a dataset wrote it.

    Examples
    --------
    >>> [is_catch_all(n) for n in ("Taliban and/or Islamic State", "Militants", "Militant (India)")]
    [True, True, True]
    >>> [is_catch_all(n) for n in ("Militant (Taliban)", "Rapid Support Forces", "Militia Group X")]
    [False, False, False]
    """
    plain = key(name)
    if _DOUBT.search(plain):
        return True
    found = _BRACKET.match(name)
    who, place = (found[1], found[2]) if found else (name, "")
    words = key(who).replace(",", " ").split()
    if place and STATES.find(place) is None and not _PUBLIC.issuperset(words):
        return False
    return bool(words) and all(word in _PEOPLE for word in words)
