"""The four quad classes: verbal or material, cooperation or conflict.

CAMEO, ICEWS, GDELT and PLOVER share the division. Of the numbers, 1 and 2 are cooperation, 3 and 4
conflict; odd ones are verbal, even ones material.

Source: PLOVER manual, 2.0 draft (Open Event Data Alliance, 2024), section on quad categories.
"""

from typing import Final

QUADS: Final[dict[int, str]] = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
"""Quad class to name.

>>> QUADS[4]
'material conflict'
"""


def quad_name(quad: int) -> str:
    """Name a quad class.

    Parameters
    ----------
    quad : int
        1, 2, 3 or 4.

    Returns
    -------
    str
        ``'verbal cooperation'``, ``'material cooperation'``, ``'verbal conflict'`` or
        ``'material conflict'``.

    Raises
    ------
    KeyError
        If `quad` is no quad class.

    References
    ----------
    PLOVER manual, 2.0 draft, Open Event Data Alliance, 2024.

    Examples
    --------
    >>> quad_name(1)
    'verbal cooperation'
    """
    if quad not in QUADS:
        raise KeyError(f"unknown quad class {quad!r}; allowed: 1, 2, 3, 4")
    return QUADS[quad]
