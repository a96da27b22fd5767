"""Dateline: the place and day that a news report may begin with, before its first sentence."""

import re
from typing import Final

_CITY: Final = r"[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]*){0,3}"
_LAND: Final = r"(?:, [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2})?"
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY: Final = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
_BRACKETS: Final = r" \([A-Z][\w .&/’'-]{1,30}\)"
# A hyphen within a word is no dash: "ISIS-K", "JNIM-linked".
_DASH: Final = r"(?: ?(?:--|—) ?| [-–] ?| ?[-–] |(?<=\))[-–])(?=[\w“\"‘'])"
_DATELINE: Final = re.compile(rf"{_CITY}{_LAND}{_DAY}(?:{_BRACKETS})?{_DASH}")
_WITH_AGENCY: Final = re.compile(rf"[A-Z][\w .,’'-]{{1,40}}{_BRACKETS}{_DASH}")
_SHORTEST: Final = 4


def dateline_end(text: str) -> int:
    """Where a paragraph's first sentence begins: after the dateline, or at 0 without one.

    A dateline is a place in capitals, perhaps with a country, a day and an agency in brackets, and
    a dash; or any place with an agency in brackets and a dash.

    Examples
    --------
    >>> [text[dateline_end(text):] for text in (
    ...     "GOMA, Jan. 5 (Wire) - Rebels took the port.",
    ...     "Nairobi (Wire) — Talks went on.",
    ...     "ISIS-K and FARC-linked rebels met.",
    ...     "UN - the body that watches over it - met.",
    ...     "Rebels - some of them boys - took the port.")]
    ['Rebels took the port.', 'Talks went on.', 'ISIS-K and FARC-linked rebels met.',
     'UN - the body that watches over it - met.', 'Rebels - some of them boys - took the port.']
    """
    found = _DATELINE.match(text) or _WITH_AGENCY.match(text)
    if found is None:
        return 0
    bare = not re.search(r"[,(\d]", found[0])
    # A short name in capitals before a dash may be the subject ("UN - ..."), a city is longer.
    if bare and len(found[0].split()[0]) < _SHORTEST:
        return 0
    return found.end()
