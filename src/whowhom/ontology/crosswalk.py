"""From the codes of CAMEO, UCDP and ACLED to PLOVER.

**CAMEO.** Written as rules over prefixes: the longest prefix that a rule names decides. The mapping
agrees, code by code, with the one published by the Open Event Data Alliance (*CAMEO to PLOVER
translation*, 17 September 2021), except where that one names modes or contexts that the PLOVER
manual (2.0 draft, 2024) does not have. These are repaired:

* modes ``return`` -> ``release``; ``ban``, ``political`` -> ``restrict``; ``assassinate``,
  ``massacre`` -> ``targeted``; ``ease``, ``cleansing`` and ``pro_autocracy`` (as a mode) -> none;
* 1712 (destroy property) ``seize`` -> ``destroy``; 175 (violent repression) -> context
  ``repression``;
* contexts ``humanitarian`` -> ``human_security``; ``democracy`` -> ``pro_democracy``;
* 08 as a bare root is listed twice, as CONCEDE and as RETREAT: it is CONCEDE.

Nothing else is repaired, also where a choice looks odd (195, employ aerial weapons, is
``heavy-weapons`` although ``aerial`` exists; 105, demand to yield, is ``change``). Statements (01)
and appeals (02) have no PLOVER type. The quad class of an act is that of its PLOVER type, which is
not always that of its CAMEO root: 080 to 083 are material in CAMEO, CONCEDE is verbal.

**UCDP and ACLED.** Nobody has published a mapping; these two are whowhom's own. UCDP names no
attacker in types 1 and 2, and ACLED's first and second actor imply no direction.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from whowhom.ontology.cameo import cameo
from whowhom.ontology.plover import CONTEXTS


class CameoRule(NamedTuple):
    """What a CAMEO code becomes in PLOVER.

    Parameters
    ----------
    type : str or None
        PLOVER type; ``None`` for statements and appeals (01, 02), which PLOVER does not code.
    mode : str or None
        A mode of that type, where the code tells it.
    contexts : tuple of str
        Contexts in the order of `whowhom.ontology.plover.CONTEXTS`; mostly none or one.

    References
    ----------
    CAMEO to PLOVER translation, Open Event Data Alliance, 2021; PLOVER manual, 2.0 draft, 2024.

    Examples
    --------
    >>> plover_of_cameo("091").contexts
    ('crime', 'corruption')
    """

    type: str | None
    mode: str | None
    contexts: tuple[str, ...]


class UcdpRule(NamedTuple):
    """What a UCDP type of violence becomes in PLOVER.

    Parameters
    ----------
    type : str
        PLOVER type.
    mode : str or None
        Never told by the type of violence alone.
    directed : bool
        Whether side A is the attacker; otherwise the act is the pair's.

    References
    ----------
    whowhom's own, 2026.

    Examples
    --------
    >>> plover_of_ucdp(1).directed
    False
    """

    type: str
    mode: str | None
    directed: bool


class AcledRule(NamedTuple):
    """What an ACLED sub-event type becomes in PLOVER.

    Parameters
    ----------
    type : str or None
        PLOVER type; ``None`` where the sub-event tells of no act between actors.
    mode : str or None
        A mode of that type, where the sub-event tells it.
    contexts : tuple of str
        Contexts, mostly none.
    directed : {'yes', 'no', 'assumed'}
        ``'yes'``: one side does it to the other by definition. ``'no'``: an act of the pair.
        ``'assumed'``: likely from the first actor to the second, but the data do not say so.

    References
    ----------
    whowhom's own, 2026.

    Examples
    --------
    >>> plover_of_acled("Arrests").mode
    'arrest'
    """

    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    directed: Literal["yes", "no", "assumed"]


# ---- CAMEO: PLOVER name -> the prefixes that lead to it ("" = none) -----------------------------

_TYPES = {
    "": "01 02",
    "AGREE": "03",
    "CONSULT": "04",
    "SUPPORT": "05",
    "COOPERATE": "06",
    "AID": "07",
    "CONCEDE": "08",
    "RETREAT": "0813 0814 084 085 086 087",
    "REQUEST": "10",
    "ACCUSE": "09 11",
    "REJECT": "12",
    "THREATEN": "13",
    "PROTEST": "14",
    "MOBILIZE": "15",
    "SANCTION": "16",
    "COERCE": "17 163 191 192",
    "ASSAULT": "18 19 20 1712 175",
}

# A prefix belongs to one type, so one table serves all types.
_MODES = {
    "phone": "041",
    "visit": "042 043",
    "third-party": "044",
    "release": "0841 0842",
    "access": "086",
    "disarm": "087",
    "ceasefire": "0871",
    "investigate": "09",
    "assist": "101 102 103 121 122",
    "change": "104 105 123 124",
    "yield": "1051 1052 1053 1054 1055 1056 1243 1244 1245 1246 128 129",
    "meet": "106 107 108 125 126 127",
    "disapprove": "11",
    "allege": "1121 1122 1123 1124 1125 114 115",
    "relations": "1311 1313 133 134 135 139",
    "restrict": "1312 132 1381 163 172 191",
    "violence": "137 138",
    "territory": "1382",
    "demo": "141",
    "hunger": "142",
    "boycott": "143",
    "obstruct": "144",
    "riot": "145",
    "police": "151 153",
    "troops": "152 154",
    "withdraw": "0872 161 164 165",
    "discontinue": "162",
    "expel": "136 166",
    "seize": "171 192",
    "curfew": "1723",
    "martial-law": "1724",
    "arrest": "173",
    "deport": "174",
    "destroy": "1712",
    "abduct": "181 184",
    "beat": "182",
    "sexual": "1821",
    "torture": "1822",
    "": "1823",
    "suicide-attack": "183",
    "explosives": "1832 1833",
    "targeted": "185 186 200 202",
    "firearms": "193",
    "heavy-weapons": "194 195",
    "unconventional": "204",
}

_CONTEXTS = {
    "diplomatic": "030 031 032 033 0355 036 037 038 039 045 046 05 086 102 1055 106 107 108 114 "
    "1245 125 126 127 129 1313 134 135 136 139 161 163 164 165 166",
    "economic": "0311 0331 0354 061 071 085 1011 1031 1054 1211 1221 1244 1312 1621",
    "military": "0312 0332 0356 062 072 087 093 094 1012 1032 1056 1123 1124 1212 1222 1246 138 "
    "152 154 1622 1661 190 191 192 193 194 195 196 200",
    "legal": "0313 063 081 0841 0842 094 1013 105 1124 1125 115 116 1213 1243 128 173 174 196",
    "intelligence": "0314 064 1014 1214",
    "peacekeeping": "0334 074 0861 1034 1224",
    "political_institutions": "034 083 104 123 1414 1424 1434 1444 1454",
    "executive": "0342 0832 1041 1042 1231 1232 1241 132 1411 1412 1421 1422 1431 1432 1441 1442 "
    "1451 1452 172",
    "rights_freedoms": "0343 0351 0353 0833 1043 1233 1413 1423 1433 1443 1453 1721",
    "pro_democracy": "0811 0812 082",
    "pro_autocracy": "1322 1323 1324 137 1722 1723 1724",
    "human_rights": "092 1122 1321",
    "human_security": "0333 073 0863 1033 1223 162 1623 1663 171",
    "asylum": "075",
    "crime": "091 1121",
    "corruption": "091 1121",
    "repression": "175",
    "religion_ethnicity": "201 202 203",
    "cbrn": "1385 204",
}


def _by_prefix(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Turn name -> prefixes around: prefix -> names, without the empty name."""
    found: dict[str, tuple[str, ...]] = {}
    for name, prefixes in names.items():
        for prefix in prefixes.split():
            found[prefix] = (*found.get(prefix, ()), *([name] if name else []))
    return found


_TYPE_OF = _by_prefix(_TYPES)
_MODE_OF = _by_prefix(_MODES)
_CONTEXTS_OF = _by_prefix({name: _CONTEXTS[name] for name in CONTEXTS if name in _CONTEXTS})


def _longest(rules: Mapping[str, tuple[str, ...]], code: str) -> tuple[str, ...]:
    """Names of the longest prefix of the code that has a rule."""
    return next((rules[code[:n]] for n in (4, 3, 2) if code[:n] in rules), ())


def plover_of_cameo(code: str) -> CameoRule:
    """Translate a CAMEO code.

    Parameters
    ----------
    code : str
        A CAMEO code as text, leading zero kept. A bare root (``'09'``) has neither mode nor
        context.

    Returns
    -------
    CameoRule
        Type, mode and contexts; the type is ``None`` for roots 01 and 02.

    Raises
    ------
    KeyError
        If the code is not CAMEO.

    References
    ----------
    CAMEO to PLOVER translation, Open Event Data Alliance, 17 September 2021, with the repairs
    listed at the head of this module; PLOVER manual, 2.0 draft, 2024.

    Examples
    --------
    >>> plover_of_cameo("042")
    CameoRule(type='CONSULT', mode='visit', contexts=())
    >>> plover_of_cameo("163")
    CameoRule(type='COERCE', mode='restrict', contexts=('diplomatic',))
    >>> plover_of_cameo("010")
    CameoRule(type=None, mode=None, contexts=())
    """
    cameo(code)
    kind = next(iter(_longest(_TYPE_OF, code)), None)
    if len(code) == 2:
        return CameoRule(kind, None, ())
    mode = next(iter(_longest(_MODE_OF, code)), None)
    return CameoRule(kind, mode, _longest(_CONTEXTS_OF, code))


# ---- UCDP ---------------------------------------------------------------------------------------

UCDP: Final[dict[int, UcdpRule]] = {
    1: UcdpRule("ASSAULT", None, False),
    2: UcdpRule("ASSAULT", None, False),
    3: UcdpRule("ASSAULT", None, True),
}
"""UCDP type of violence to PLOVER: 1 state-based, 2 non-state, 3 one-sided. Ours.

>>> UCDP[3]
UcdpRule(type='ASSAULT', mode=None, directed=True)
"""


def plover_of_ucdp(type_of_violence: int) -> UcdpRule:
    """Translate a UCDP type of violence.

    Parameters
    ----------
    type_of_violence : {1, 2, 3}
        1 state-based, 2 non-state, 3 one-sided (side A against civilians).

    Returns
    -------
    UcdpRule
        Type, mode and whether the act has a direction.

    Raises
    ------
    KeyError
        If the type is not 1, 2 or 3.

    References
    ----------
    whowhom's own, 2026. Meanings: UCDP Georeferenced Event Dataset Codebook, Uppsala University.

    Examples
    --------
    >>> plover_of_ucdp(2)
    UcdpRule(type='ASSAULT', mode=None, directed=False)
    """
    if type_of_violence not in UCDP:
        raise KeyError(f"unknown UCDP type of violence {type_of_violence!r}; allowed: 1, 2, 3")
    return UCDP[type_of_violence]


# ---- ACLED --------------------------------------------------------------------------------------

ACLED: Final[dict[str, AcledRule]] = {
    # Battles
    "Government regains territory": AcledRule("ASSAULT", None, ("territory",), "no"),
    "Non-state actor overtakes territory": AcledRule("ASSAULT", None, ("territory",), "no"),
    "Armed clash": AcledRule("ASSAULT", None, (), "no"),
    # Protests. Excessive force is the state's act; the protest that it met is another.
    "Excessive force against protesters": AcledRule("ASSAULT", "crowd-control", (), "yes"),
    "Protest with intervention": AcledRule("PROTEST", "demo", (), "assumed"),
    "Peaceful protest": AcledRule("PROTEST", "demo", (), "assumed"),
    # Riots
    "Violent demonstration": AcledRule("PROTEST", "riot", (), "assumed"),
    "Mob violence": AcledRule("ASSAULT", None, (), "assumed"),
    # Explosions and remote violence. Drones and aircraft share a sub-event and a score.
    "Chemical weapon": AcledRule("ASSAULT", "unconventional", ("cbrn",), "assumed"),
    "Air/drone strike": AcledRule("ASSAULT", "aerial", (), "assumed"),
    "Suicide bomb": AcledRule("ASSAULT", "suicide-attack", (), "assumed"),
    "Shelling/artillery/missile attack": AcledRule("ASSAULT", "heavy-weapons", (), "assumed"),
    "Remote explosive/landmine/IED": AcledRule("ASSAULT", "explosives", (), "assumed"),
    "Grenade": AcledRule("ASSAULT", "explosives", (), "assumed"),
    # Violence against civilians: the civilian side is the recipient.
    "Sexual violence": AcledRule("ASSAULT", "sexual", (), "yes"),
    "Attack": AcledRule("ASSAULT", None, (), "yes"),
    "Abduction/forced disappearance": AcledRule("ASSAULT", "abduct", (), "yes"),
    # Strategic developments
    "Agreement": AcledRule("AGREE", None, (), "no"),
    "Arrests": AcledRule("COERCE", "arrest", (), "yes"),
    "Change to group/activity": AcledRule(None, None, (), "no"),
    "Disrupted weapons use": AcledRule("COERCE", "seize", (), "assumed"),
    "Headquarters or base established": AcledRule("MOBILIZE", None, (), "no"),
    "Looting/property destruction": AcledRule("COERCE", "seize", (), "yes"),
    "Non-violent transfer of territory": AcledRule("RETREAT", "withdraw", ("territory",), "yes"),
    "Other": AcledRule(None, None, (), "no"),
}
"""ACLED sub-event type to PLOVER, all 25. Ours.

>>> ACLED["Armed clash"].directed
'no'
"""

_ACLED_FOLDED = {name.casefold(): rule for name, rule in ACLED.items()}


def plover_of_acled(sub_event_type: str) -> AcledRule:
    """Translate an ACLED sub-event type.

    Parameters
    ----------
    sub_event_type : str
        One of ACLED's 25; case does not count.

    Returns
    -------
    AcledRule
        Type, mode, contexts and whether the act has a direction.

    Raises
    ------
    KeyError
        If ACLED has no such sub-event type.

    References
    ----------
    whowhom's own, 2026. Names: ACLED Codebook.

    Examples
    --------
    >>> plover_of_acled("Suicide bomb")
    AcledRule(type='ASSAULT', mode='suicide-attack', contexts=(), directed='assumed')
    """
    rule = _ACLED_FOLDED.get(sub_event_type.strip().casefold())
    if rule is None:
        raise KeyError(
            f"unknown ACLED sub-event type {sub_event_type!r}; allowed: {', '.join(ACLED)}"
        )
    return rule
