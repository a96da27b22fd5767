"""Names for how one actor stands to another: whowhom's own scale.

A stance is a mean of PLOVER scores, so it lives on [-10, 10]. The edges lie between groups of
types: below -7.5 ASSAULT (-9); up to -4 COERCE, SANCTION, MOBILIZE and PROTEST (-7 to -5); up to -1
THREATEN, ACCUSE and REJECT (-3.5 to -2); around 0 REQUEST; up to 4 AGREE and CONSULT (2.5); up to
7.5 CONCEDE, SUPPORT and RETREAT (4.5 to 6.5); above, COOPERATE and AID (9.5, 10).

The scores are those of the PLOVER manual, 2.0 draft, Open Event Data Alliance, 2024; the seven
names and the edges are ours.
"""

from typing import Final

STANCES: Final[dict[str, tuple[float, float]]] = {
    "violent": (-10.0, -7.5),
    "hostile": (-7.5, -4.0),
    "strained": (-4.0, -1.0),
    "neutral": (-1.0, 1.0),
    "cordial": (1.0, 4.0),
    "cooperative": (4.0, 7.5),
    "allied": (7.5, 10.0),
}
"""Name to range. An inner edge belongs to the side nearer to 0: -1 and 1 are neutral.

>>> STANCES["neutral"]
(-1.0, 1.0)
"""


def stance_name(x: float) -> str:
    """Name a stance.

    Parameters
    ----------
    x : float
        Mean score, -10 (most hostile) to 10 (most friendly).

    Returns
    -------
    str
        ``violent`` [-10, -7.5), ``hostile`` [-7.5, -4), ``strained`` [-4, -1), ``neutral`` [-1, 1],
        ``cordial`` (1, 4], ``cooperative`` (4, 7.5] or ``allied`` (7.5, 10].

    Raises
    ------
    ValueError
        If `x` is not in [-10, 10].

    References
    ----------
    whowhom's own; anchored on the scores of the PLOVER manual, 2.0 draft, 2024.

    Examples
    --------
    >>> stance_name(-9), stance_name(-7.5), stance_name(0), stance_name(4)
    ('violent', 'hostile', 'neutral', 'cordial')
    """
    if not -10 <= x <= 10:
        raise ValueError(f"stance {x!r} is out of range; allowed: -10 to 10")
    # Among the (at most two) ranges that hold x, the one nearer to 0.
    inside = [name for name, (low, high) in STANCES.items() if low <= x <= high]
    return inside[-1] if x < 0 else inside[0]
