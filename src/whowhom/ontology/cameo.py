"""CAMEO: the event codes of ICEWS and GDELT, their names, quad classes and Goldstein values.

Codes are text: ``'010'`` (make statement) is not ``'10'`` (demand). The table, ``data/cameo.csv``,
is read once, at the first question. It holds the 312 codes of the ICEWS code list (20 roots and
292 events) and ``1214``, which the CAMEO codebook and PLOVER's crosswalk have but ICEWS never used.

Names are those that ICEWS writes in ``Event Text``, and that the ICEWS knowledge graphs use as
relations. Roots, which ICEWS never writes, carry the codebook's heading.

Sources: D. Gerner, P. Schrodt and O. Yilmaz, *CAMEO: Conflict and Mediation Event Observations,
Event and Actor Codebook*, version 1.1b3, 2012. J. S. Goldstein, "A Conflict-Cooperation Scale for
WEIS Events Data", *Journal of Conflict Resolution* 36(2), 1992, carried over to CAMEO by its
authors. ICEWS code list: L. Boschee and others, *ICEWS Coded Event Data*, Harvard Dataverse, 2015,
doi:10.7910/DVN/28075.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from whowhom.ontology.quad import QUADS

ROOT_QUADS: Final[dict[str, int]] = {
    f"{root:02}": quad
    for quad, roots in zip(
        QUADS, (range(1, 6), range(6, 9), range(9, 14), range(14, 21)), strict=True
    )
    for root in roots
}
"""Root code to quad class: 01-05 are 1, 06-08 are 2, 09-13 are 3, 14-20 are 4.

GDELT rows carry a ``QuadClass`` of their own, which is the authority for them.

>>> ROOT_QUADS["08"], ROOT_QUADS["14"]
(2, 4)
"""

GOLDSTEIN_GDELT: Final[dict[str, float]] = {"016": -2.0, "022": 3.2, "164": -7.0, "165": -6.5}
"""The four codes whose Goldstein value differs in GDELT's table (``CAMEO.goldsteinscale.txt``).

ICEWS has -5 for 016, 3.4 for 022, and the values of 164 and 165 the other way round.

>>> GOLDSTEIN_GDELT["016"], goldstein("016")
(-2.0, -5.0)
"""


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code.

    Parameters
    ----------
    code : str
        Two digits for a root, three or four for an event.
    label : str
        The name as ICEWS writes it.
    goldstein : float
        Goldstein value in the ICEWS variant, -10 to +10.

    References
    ----------
    CAMEO Event and Actor Codebook, version 1.1b3, 2012.

    Examples
    --------
    >>> cameo("0871")
    CameoCode(code='0871', label='Declare truce, ceasefire', goldstein=9.0)
    >>> cameo("0871").root, cameo("0871").quad
    ('08', 2)
    """

    code: str
    label: str
    goldstein: float

    @property
    def root(self) -> str:
        """The first two digits: the root category.

        Examples
        --------
        >>> cameo("1823").root
        '18'
        """
        return self.code[:2]

    @property
    def quad(self) -> int:
        """The quad class of the root, 1 to 4.

        Examples
        --------
        >>> cameo("1823").quad
        4
        """
        return ROOT_QUADS[self.root]


@cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """All codes, in order, read-only.

    Returns
    -------
    Mapping of str to CameoCode
        313 entries: 20 roots and 293 events.

    References
    ----------
    CAMEO Event and Actor Codebook, version 1.1b3, 2012.

    Examples
    --------
    >>> len(cameo_codes()), "010" in cameo_codes()
    (313, True)
    """
    from importlib import resources  # here: it is half of what importing this room would cost

    path = resources.files("whowhom.ontology") / "data" / "cameo.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    codes = (CameoCode(row["code"], row["label"], float(row["goldstein"])) for row in rows)
    return MappingProxyType({each.code: each for each in codes})


def cameo(code: str) -> CameoCode:
    """Look up a code.

    Parameters
    ----------
    code : str
        A CAMEO code as text, leading zero kept.

    Returns
    -------
    CameoCode
        Its name, root, quad class and Goldstein value.

    Raises
    ------
    KeyError
        If the code is not in the table. ICEWS files hold a few such rows (``13y``, ``NULL``).

    References
    ----------
    CAMEO Event and Actor Codebook, version 1.1b3, 2012.

    Examples
    --------
    >>> cameo("010").label, cameo("10").label
    ('Make statement', 'Demand')
    """
    entry = cameo_codes().get(code)
    if entry is None:
        raise KeyError(
            f"unknown CAMEO code {code!r}; allowed: 2 to 4 digits as text with the leading zero, "
            "from '01' to '2042', as listed by cameo_codes()"
        )
    return entry


def goldstein(code: str, variant: str = "icews") -> float:
    """Goldstein value of a code.

    Parameters
    ----------
    code : str
        A CAMEO code.
    variant : {'icews', 'gdelt'}
        Whose table; they differ for four codes (see `GOLDSTEIN_GDELT`). GDELT's has no 1213 and
        no 1214: there both variants give that of their parent, 121.

    Returns
    -------
    float
        From -10 (most hostile) to +10 (most friendly).

    Raises
    ------
    KeyError
        If the code is unknown.
    ValueError
        If the variant is unknown.

    References
    ----------
    J. S. Goldstein, "A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict
    Resolution 36(2), 1992.

    Examples
    --------
    >>> goldstein("164"), goldstein("164", "gdelt")
    (-6.5, -7.0)
    """
    if variant not in ("icews", "gdelt"):
        raise ValueError(f"unknown Goldstein variant {variant!r}; allowed: 'icews', 'gdelt'")
    entry = cameo(code)
    return GOLDSTEIN_GDELT.get(code, entry.goldstein) if variant == "gdelt" else entry.goldstein


def label_to_code(label: str) -> str:
    """Find the code of an event name.

    Case, underscores, hyphens, commas, quotes and spacing do not count. Where a root and its
    catch-all event share a name (``Consult``: 04 and 040), the event is meant.

    Parameters
    ----------
    label : str
        A name as in ICEWS ``Event Text`` or in the relation files of the ICEWS knowledge graphs.

    Returns
    -------
    str
        The CAMEO code.

    Raises
    ------
    KeyError
        If no code has this name.

    References
    ----------
    ICEWS Coded Event Data, Harvard Dataverse, 2015, doi:10.7910/DVN/28075.

    Examples
    --------
    >>> label_to_code("Make_statement"), label_to_code("make statement")
    ('010', '010')
    >>> label_to_code("Threaten non force")
    '131'
    """
    code = _codes_by_label().get(_plain(label))
    if code is None:
        raise KeyError(
            f"unknown CAMEO event name {label!r}; allowed: the names listed by cameo_codes()"
        )
    return code


def _plain(label: str) -> str:
    """Lower-case words and digits only, one space between them."""
    return " ".join(re.findall(r"[a-z0-9]+", label.casefold()))


@cache
def _codes_by_label() -> Mapping[str, str]:
    # Roots first (their codes are the shortest), so that an event of the same name replaces them.
    return {_plain(each.label): each.code for each in sorted(cameo_codes().values(), key=_length)}


def _length(entry: CameoCode) -> int:
    return len(entry.code)
