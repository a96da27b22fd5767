"""The Admiralty code: how reliable a source is, how credible an item.

The two are judged independently of each other. F and 6 mean that there is no basis for judging, not
that the source or item is bad. Reliability belongs to the source, credibility to the single item.

Source: NATO, *AJP-2.1, Allied Joint Doctrine for Intelligence Procedures*; US Army, *FM 2-22.3,
Human Intelligence Collector Operations*, 2006, appendix B. MISP's non-standard ``g`` (deliberately
deceptive) is left out.
"""

from typing import Final

RELIABILITY: Final[dict[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Reliability of the source, A (best) to E; F is no judgement.

>>> RELIABILITY["B"]
'usually reliable'
"""

CREDIBILITY: Final[dict[str, str]] = {
    "1": "confirmed by other independent sources",
    "2": "probably true: not confirmed, but logical and consistent with other information",
    "3": "possibly true: reasonably logical, agrees with some other information",
    "4": "doubtful: possible but not logical, no other information",
    "5": "improbable: contradicted by other information",
    "6": "truth cannot be judged",
}
"""Credibility of the item, 1 (best) to 5; 6 is no judgement.

>>> CREDIBILITY["6"]
'truth cannot be judged'
"""


def grading(code: str) -> tuple[str, str]:
    """Spell out an Admiralty code.

    Parameters
    ----------
    code : str
        A letter A to F and a digit 1 to 6, such as ``'B2'``; case does not count.

    Returns
    -------
    tuple of str
        Reliability of the source, credibility of the item.

    Raises
    ------
    KeyError
        If the code is not a letter A to F followed by a digit 1 to 6.

    References
    ----------
    NATO AJP-2.1; FM 2-22.3, Human Intelligence Collector Operations, US Army, 2006.

    Examples
    --------
    >>> grading("A1")
    ('completely reliable', 'confirmed by other independent sources')
    """
    letter, digit = code[:1].upper(), code[1:]
    if letter not in RELIABILITY or digit not in CREDIBILITY:
        raise KeyError(f"unknown Admiralty code {code!r}; allowed: A to F then 1 to 6, as in 'B2'")
    return RELIABILITY[letter], CREDIBILITY[digit]
