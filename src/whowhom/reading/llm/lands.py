"""Lands: the country that a stretch of text names most, for names that mean others elsewhere."""

import re
from collections import Counter
from functools import cache, lru_cache

from whowhom.reading.countries import countries


@lru_cache(maxsize=256)
def land_of(text: str) -> str | None:
    """ISO alpha-3 code of the country that a text names most; None if it names none.

    Names, peoples and cities count alike; of equals the first in the text.

    >>> land_of("Fighters left Kabul as Afghan soldiers came from Pakistan.")
    'AFG'
    """
    pattern, lands = _words()
    found = Counter(lands[match[0]] for match in pattern.finditer(text))
    return found.most_common(1)[0][0] if found else None


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    lands: dict[str, str] = {}
    for iso, country in countries().items():
        for word in (*country.names, *country.demonyms, *country.cities):
            # Short forms such as "US" are capitals; small letters name nobody.
            if word[:1].isupper():
                lands.setdefault(word, iso)
    longest_first = sorted(lands, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), lands
