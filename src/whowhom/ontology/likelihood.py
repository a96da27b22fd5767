"""Words for probabilities: ICD 203 and the PHIA yardstick.

Sources: Office of the Director of National Intelligence, *Intelligence Community Directive 203:
Analytic Standards*, 2 January 2015, technical amendment 21 December 2022, D.6.e(2)(a). Cabinet
Office (Professional Head of Intelligence Assessment), *Explaining uncertainty in UK intelligence
assessment*, GOV.UK, 24 March 2025 (Open Government Licence v3.0).

A likelihood and a confidence level must not stand in one sentence (ICD 203). ICD 203 has two rows
of words that must not be mixed: `word` always speaks from the first.

Decided here: neighbouring ICD 203 bands share their edge; a probability on an edge takes the word
nearer to even, so that p and 1 - p get mirrored words. The ICD 203 scale is printed from 1 % to
99 %: outside it there is no word. PHIA's bands are printed with "about" and with gaps between them,
on purpose: a number in a gap has no word and must be given as a number.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Band:
    """One band of a likelihood scale.

    Parameters
    ----------
    words : tuple of str
        The words of the band; the first is the one that `word` gives.
    low, high : float
        Printed edges, as fractions.

    References
    ----------
    ICD 203, Analytic Standards, ODNI, 2015 (amended 2022).

    Examples
    --------
    >>> SCALES["icd203"][4]
    Band(words=('likely', 'probable'), low=0.55, high=0.8)
    """

    words: tuple[str, ...]
    low: float
    high: float


SCALES: Final[dict[str, tuple[Band, ...]]] = {
    "icd203": (
        Band(("almost no chance", "remote"), 0.01, 0.05),
        Band(("very unlikely", "highly improbable"), 0.05, 0.20),
        Band(("unlikely", "improbable"), 0.20, 0.45),
        Band(("roughly even chance", "roughly even odds"), 0.45, 0.55),
        Band(("likely", "probable"), 0.55, 0.80),
        Band(("very likely", "highly probable"), 0.80, 0.95),
        Band(("almost certain", "nearly certain", "almost certainly"), 0.95, 0.99),
    ),
    "phia": (
        Band(("remote chance",), 0.0, 0.05),
        Band(("highly unlikely",), 0.10, 0.20),
        Band(("unlikely",), 0.25, 0.35),
        Band(("realistic possibility",), 0.40, 0.50),
        Band(("likely", "probable"), 0.55, 0.75),
        Band(("highly likely",), 0.80, 0.90),
        Band(("almost certain",), 0.95, 1.0),
    ),
}
"""The scales by name, each from the lowest band to the highest.

PHIA's lowest band begins above 0, its fourth ends below 50 % and its highest below 100 %.

>>> [band.words[0] for band in SCALES["phia"]][:2]
['remote chance', 'highly unlikely']
"""


def _bands(scale: str) -> tuple[Band, ...]:
    if scale not in SCALES:
        raise ValueError(f"unknown likelihood scale {scale!r}; allowed: 'icd203', 'phia'")
    return SCALES[scale]


def word(p: float, scale: str = "icd203") -> str | None:
    """Say a probability in the words of a scale.

    Parameters
    ----------
    p : float
        Probability, 0 to 1.
    scale : {'icd203', 'phia'}
        Which scale.

    Returns
    -------
    str or None
        The first word of the band; ``None`` where the scale has none: 0, 1, below 1 % and above
        99 % in ICD 203, the gaps (5-10, 20-25, 35-40, 50-55, 75-80, 90-95 %) in PHIA.

    Raises
    ------
    ValueError
        If `p` is not in [0, 1], or the scale is unknown.

    References
    ----------
    ICD 203, Analytic Standards, ODNI, 2015 (amended 2022). Explaining uncertainty in UK
    intelligence assessment, Cabinet Office, 2025.

    Examples
    --------
    >>> word(0.6), word(0.05), word(0.95)
    ('likely', 'very unlikely', 'very likely')
    >>> print(word(0.07, scale="phia"))
    None
    """
    bands = _bands(scale)
    if not 0 <= p <= 1:
        raise ValueError(f"probability {p!r} is out of range; allowed: 0 to 1")
    if p in (0, 1):
        return None
    p = round(p, 9)  # 1 - 0.8 is on the edge at 0.2, not a hair below it
    inside = [band for band in bands if band.low <= p <= band.high]
    if scale == "phia" and p == 0.5:
        inside = []
    if not inside:
        return None
    return min(inside, key=lambda band: abs(band.low + band.high - 1)).words[0]


def band(word: str, scale: str = "icd203") -> tuple[float, float]:
    """Give the printed range of a likelihood word.

    Parameters
    ----------
    word : str
        Any word of the scale, synonyms included; case does not count.
    scale : {'icd203', 'phia'}
        Which scale: ``'unlikely'`` is 20-45 % in one and 25-35 % in the other.

    Returns
    -------
    tuple of float
        Lower and upper edge, as fractions.

    Raises
    ------
    KeyError
        If the scale has no such word.
    ValueError
        If the scale is unknown.

    References
    ----------
    ICD 203, Analytic Standards, ODNI, 2015 (amended 2022). Explaining uncertainty in UK
    intelligence assessment, Cabinet Office, 2025.

    Examples
    --------
    >>> band("unlikely"), band("unlikely", scale="phia")
    ((0.2, 0.45), (0.25, 0.35))
    """
    bands = _bands(scale)
    wanted = " ".join(word.casefold().split())
    for each in bands:
        if wanted in each.words:
            return each.low, each.high
    allowed = ", ".join(known for each in bands for known in each.words)
    raise KeyError(f"unknown likelihood word {word!r} in {scale}; allowed: {allowed}")
