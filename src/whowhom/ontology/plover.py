"""PLOVER: the 16 types of act, their modes and contexts, and what each scores.

Source: *PLOVER Manual*, 2.0 draft, Open Event Data Alliance, February 2024 (``PLOVER_MANUAL.tex``).
Scores are the manual's expert scale, from -10 (most hostile) to +10 (most friendly).

Decided here, where the manual is at odds with itself:

* ACCUSE scores **-3**. The manual prints ``3``, an evident misprint: its three modes score -2, -3.5
  and -3.5.
* SANCTION is **material conflict** (4), as in its own section and in the summary table; the
  manual's last quad table (and the README) call it verbal.
* The type is ASSAULT where the manual's CAMEO table still says FIGHT, which is not a type any more.
* PROTEST ``vandalize`` has no score in the manual: `score` gives that of PROTEST.
* The older lists of 18 types (with FIGHT, CRIME and others) are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class PloverType:
    """One type of act.

    Parameters
    ----------
    name : str
        The type in capitals, such as ``'ASSAULT'``.
    quad : int
        Quad class, 1 to 4 (see `whowhom.ontology.quad`).
    recipient_required : bool
        Whether the manual demands a named recipient.
    score : float
        The type's own score, -10 to +10, used where no mode is known.
    modes : Mapping of str to float or None
        Mode to score; ``None`` where the manual gives the mode no score. Empty for types without
        modes.

    References
    ----------
    PLOVER manual, 2.0 draft, Open Event Data Alliance, 2024.

    Examples
    --------
    >>> PLOVER["CONSULT"].modes["visit"]
    4.0
    >>> PLOVER["AID"].recipient_required
    True
    """

    name: str
    quad: int
    recipient_required: bool
    score: float
    modes: Mapping[str, float | None] = field(default_factory=dict, hash=False)


_TYPES = (
    PloverType("AGREE", 1, False, 2.5),
    PloverType(
        "CONSULT",
        1,
        False,
        2.5,
        {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5},
    ),
    PloverType("SUPPORT", 1, False, 5.0),
    PloverType("CONCEDE", 1, False, 4.5),
    PloverType("COOPERATE", 2, True, 9.5),
    PloverType("AID", 2, True, 10.0),
    PloverType(
        "RETREAT",
        2,
        False,
        6.5,
        {
            "withdraw": 8.0,
            "release": 6.5,
            "disarm": 10.0,
            "ceasefire": 7.5,
            "access": 6.5,
            "resign": 4.5,
        },
    ),
    PloverType(
        "REQUEST", 3, False, 0.0, {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0}
    ),
    PloverType("ACCUSE", 3, False, -3.0, {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5}),
    PloverType(
        "REJECT", 3, False, -2.0, {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0}
    ),
    PloverType(
        "THREATEN",
        3,
        False,
        -3.5,
        {
            "restrict": -3.0,
            "arrest": -3.5,
            "relations": -3.5,
            "expel": -3.5,
            "territory": -4.0,
            "violence": -3.5,
        },
    ),
    PloverType(
        "PROTEST",
        4,
        False,
        -5.0,
        {
            "demo": -5.0,
            "riot": -7.0,
            "strike": -5.0,
            "hunger": -4.5,
            "boycott": -4.5,
            "obstruct": -4.5,
            "vandalize": None,
        },
    ),
    PloverType(
        "SANCTION",
        4,
        True,
        -6.0,
        {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0},
    ),
    PloverType(
        "MOBILIZE",
        4,
        False,
        -5.5,
        {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0},
    ),
    PloverType(
        "COERCE",
        4,
        False,
        -7.0,
        {
            "seize": -7.0,
            "restrict": -7.0,
            "censor": -6.5,
            "curfew": -6.5,
            "martial-law": -7.5,
            "arrest": -7.0,
            "deport": -7.0,
            "withhold": -7.0,
            "misinformation": -6.5,
            "cyber": -7.0,
        },
    ),
    PloverType(
        "ASSAULT",
        4,
        False,
        -9.0,
        {
            "abduct": -8.5,
            "beat": -7.5,
            "torture": -8.5,
            "sexual": -8.5,
            "targeted": -9.5,
            "destroy": -8.5,
            "primitive": -8.0,
            "firearms": -9.0,
            "explosives": -9.0,
            "suicide-attack": -9.5,
            "aerial": -9.5,
            "drone": -9.5,
            "heavy-weapons": -9.5,
            "crowd-control": -7.5,
            "unconventional": -10.0,
        },
    ),
)

PLOVER: Final[dict[str, PloverType]] = {each.name: each for each in _TYPES}
"""The 16 types by name, in the manual's order: from verbal cooperation to material conflict.

>>> len(PLOVER), PLOVER["SANCTION"].quad
(16, 4)
"""

CONTEXTS: Final[tuple[str, ...]] = (
    "military",
    "intelligence",
    "executive",
    "legislative",
    "election",
    "political_institutions",
    "pro_democracy",
    "pro_autocracy",
    "economic",
    "legal",
    "reparations",
    "human_rights",
    "rights_freedoms",
    "repression",
    "human_security",
    "gender",
    "lgbt",
    "religion_ethnicity",
    "inequality",
    "diplomatic",
    "territory",
    "peacekeeping",
    "health",
    "asylum",
    "migration",
    "disasters",
    "natural_resource",
    "environment",
    "technology",
    "terrorism",
    "cbrn",
    "cyber",
    "misinformation",
    "crime",
    "corruption",
    "illegal_drugs",
    "trafficking",
)
"""The 37 contexts of the manual. ``military`` means state militaries only.

>>> len(CONTEXTS)
37
"""


def plover_type(name: str) -> PloverType:
    """Look up a type by name.

    Parameters
    ----------
    name : str
        One of the 16 names, in capitals.

    Returns
    -------
    PloverType
        The type.

    Raises
    ------
    KeyError
        If there is no such type; the message lists the 16.

    References
    ----------
    PLOVER manual, 2.0 draft, Open Event Data Alliance, 2024.

    Examples
    --------
    >>> plover_type("RETREAT").score
    6.5
    """
    if name not in PLOVER:
        raise KeyError(f"unknown PLOVER type {name!r}; allowed: {', '.join(PLOVER)}")
    return PLOVER[name]


def score(type: str, mode: str | None = None) -> float:
    """Score an act from -10 (most hostile) to +10 (most friendly).

    Parameters
    ----------
    type : str
        One of the 16 PLOVER types.
    mode : str, optional
        A mode of that type. Without one, or where the manual scores the mode not at all
        (``PROTEST``, ``vandalize``), the score is the type's own.

    Returns
    -------
    float
        The manual's expert score, in [-10, 10].

    Raises
    ------
    KeyError
        If the type is unknown, or has no such mode.

    References
    ----------
    PLOVER manual, 2.0 draft, Open Event Data Alliance, 2024. ACCUSE is -3, not the printed 3.

    Examples
    --------
    >>> score("ASSAULT"), score("ASSAULT", "beat")
    (-9.0, -7.5)
    >>> score("ACCUSE")
    -3.0
    """
    entry = plover_type(type)
    if mode is None:
        return entry.score
    if mode not in entry.modes:
        allowed = ", ".join(entry.modes) or "none, this type has no modes"
        raise KeyError(f"unknown mode {mode!r} of {type}; allowed: {allowed}")
    own = entry.modes[mode]
    return entry.score if own is None else own
