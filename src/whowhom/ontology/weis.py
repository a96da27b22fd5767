"""WEIS: the older codes of acts, in KEDS files of the 1990s, and what they become in PLOVER.

Codes are text of three digits, ``022`` to ``225``: a category of two digits and a kind. KEDS added
codes to those of McClelland (034, 198 and others) without giving them names everywhere; what has no
rule of its own goes by its category. A category's own code ends in 0.

The mapping to PLOVER is **whowhom's own**: nobody has published one. It follows what the published
translation does with the same acts in CAMEO: comments (02), requests (09), proposals (10) and
denials (14) have no type there and have none here.

Sources: C. McClelland, *World Event/Interaction Survey Codebook*, ICPSR 5211, 1976; P. Schrodt,
S. Davis and J. Weddle, "Political Science: KEDS", *Social Science Computer Review* 12(3), 1994.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

CATEGORIES: Final[dict[str, str]] = {
    "01": "Yield",
    "02": "Comment",
    "03": "Consult",
    "04": "Approve",
    "05": "Promise",
    "06": "Grant",
    "07": "Reward",
    "08": "Agree",
    "09": "Request",
    "10": "Propose",
    "11": "Reject",
    "12": "Accuse",
    "13": "Protest",
    "14": "Deny",
    "15": "Demand",
    "16": "Warn",
    "17": "Threaten",
    "18": "Demonstrate",
    "19": "Reduce relationship",
    "20": "Expel",
    "21": "Seize",
    "22": "Force",
}
"""The 22 categories.

>>> CATEGORIES["22"]
'Force'
"""

_LABELS = {
    "011": "Surrender, yield to order",
    "012": "Yield position, retreat, evacuate",
    "013": "Admit wrongdoing, retract statement",
    "021": "Decline to comment",
    "022": "Comment, pessimistic",
    "023": "Comment, neutral",
    "024": "Comment, optimistic",
    "025": "Explain policy or position",
    "031": "Meet, consult",
    "032": "Visit",
    "033": "Receive a visit",
    "041": "Praise",
    "042": "Endorse",
    "051": "Promise policy support",
    "052": "Promise material support",
    "053": "Promise other support",
    "054": "Assure, reassure",
    "061": "Express regret, apologise",
    "062": "Give state invitation",
    "063": "Grant asylum",
    "064": "Grant privilege, recognise",
    "065": "Suspend sanctions, truce",
    "066": "Release or return persons or property",
    "071": "Extend economic aid",
    "072": "Extend military aid",
    "073": "Extend other aid",
    "081": "Make substantive agreement",
    "082": "Agree to future action, to meet",
    "091": "Ask for information",
    "092": "Ask for policy assistance",
    "093": "Ask for material assistance",
    "094": "Request action",
    "095": "Plead, entreat",
    "101": "Offer proposal",
    "102": "Urge or suggest action",
    "111": "Turn down proposal",
    "112": "Refuse, oppose",
    "121": "Charge, criticise, blame",
    "122": "Denounce, denigrate",
    "131": "Complain informally",
    "132": "Complain formally",
    "141": "Deny accusation",
    "142": "Deny policy or position",
    "151": "Issue command",
    "171": "Threaten without specific sanction",
    "172": "Threaten nonmilitary sanction",
    "173": "Threaten force",
    "174": "Give ultimatum",
    "181": "Demonstrate without arms",
    "182": "Mobilise, exercise, display armed force",
    "191": "Cancel or postpone event",
    "192": "Reduce routine activity",
    "193": "Reduce or suspend aid",
    "194": "Halt negotiations",
    "195": "Break diplomatic relations",
    "201": "Order person out",
    "202": "Expel organisation",
    "211": "Seize position or possessions",
    "212": "Detain or arrest persons",
    "221": "Destroy without injury",
    "222": "Injure or destroy, nonmilitary",
    "223": "Military engagement",
}


class WeisRule(NamedTuple):
    """What a WEIS code becomes in PLOVER.

    Parameters
    ----------
    type : str or None
        PLOVER type; ``None`` where PLOVER codes none.
    mode : str or None
        A mode of that type, where the code tells it.

    References
    ----------
    whowhom's own, 2026.

    Examples
    --------
    >>> plover_of_weis("212")
    WeisRule(type='COERCE', mode='arrest')
    """

    type: str | None
    mode: str | None


# Longest prefix decides, as in the crosswalk of CAMEO.
_RULES: Final[dict[str, WeisRule]] = {
    "01": WeisRule("CONCEDE", None),
    "012": WeisRule("RETREAT", "withdraw"),
    "02": WeisRule(None, None),
    "03": WeisRule("CONSULT", None),
    "032": WeisRule("CONSULT", "visit"),
    "033": WeisRule("CONSULT", "visit"),
    "04": WeisRule("SUPPORT", None),
    "05": WeisRule("AGREE", None),
    "06": WeisRule("CONCEDE", None),
    "062": WeisRule("SUPPORT", None),
    "065": WeisRule("RETREAT", None),
    "066": WeisRule("RETREAT", "release"),
    "07": WeisRule("AID", None),
    "08": WeisRule("AGREE", None),
    "09": WeisRule(None, None),
    "10": WeisRule(None, None),
    "11": WeisRule("REJECT", None),
    "12": WeisRule("ACCUSE", None),
    "122": WeisRule("ACCUSE", "disapprove"),
    "13": WeisRule("ACCUSE", "disapprove"),
    "14": WeisRule(None, None),
    "15": WeisRule("REQUEST", None),
    "16": WeisRule("THREATEN", None),
    "17": WeisRule("THREATEN", None),
    "173": WeisRule("THREATEN", "violence"),
    "18": WeisRule("PROTEST", None),
    "181": WeisRule("PROTEST", "demo"),
    "182": WeisRule("MOBILIZE", "troops"),
    "19": WeisRule("SANCTION", None),
    "193": WeisRule("SANCTION", "discontinue"),
    "194": WeisRule("SANCTION", "withdraw"),
    "195": WeisRule("SANCTION", "withdraw"),
    "20": WeisRule("SANCTION", "expel"),
    "21": WeisRule("COERCE", None),
    "211": WeisRule("COERCE", "seize"),
    "212": WeisRule("COERCE", "arrest"),
    "22": WeisRule("ASSAULT", None),
    "221": WeisRule("ASSAULT", "destroy"),
}


@cache
def weis_codes() -> Mapping[str, str]:
    """All codes and their names, in order, read-only: ten kinds of each category.

    >>> len(weis_codes()), weis_codes()["223"], weis_codes()["220"]
    (220, 'Military engagement', 'Force')
    """
    codes = (f"{category}{kind}" for category in CATEGORIES for kind in range(10))
    return MappingProxyType({code: _LABELS.get(code, CATEGORIES[code[:2]]) for code in codes})


def plover_of_weis(code: str) -> WeisRule:
    """Translate a WEIS code.

    Parameters
    ----------
    code : str
        Three digits as text, leading zero kept.

    Returns
    -------
    WeisRule
        Type and mode.

    Raises
    ------
    KeyError
        If the code is not WEIS.

    References
    ----------
    whowhom's own, 2026.

    Examples
    --------
    >>> plover_of_weis("223"), plover_of_weis("023").type
    (WeisRule(type='ASSAULT', mode=None), None)
    """
    if code not in weis_codes():
        raise KeyError(f"unknown WEIS code {code!r}; allowed: three digits as text, 010 to 229")
    return _RULES.get(code, _RULES[code[:2]])
