"""Nationality: which country a noun names or belongs to, by its words alone."""

from functools import cache
from typing import TYPE_CHECKING

from whowhom.reading.countries import countries

if TYPE_CHECKING:
    import spacy.tokens as spacy


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for iso, country in countries().items():
        for word in (*country.names, *country.demonyms, *country.seats):
            found.setdefault(word, iso)
    return found


def nationality_of(noun: "spacy.Token") -> str | None:
    """ISO alpha-3 code of a country that a noun names, or of which the words before it tell.

    Examples
    --------
    >>> from whowhom.reading.parser import PACKAGED, load
    >>> words = load(PACKAGED).pipeline("Tehran says Israeli planes struck")
    >>> nationality_of(words[0]), nationality_of(words[3])
    ('IRN', 'ISR')
    """
    words = _words()
    before = [c for c in noun.children if c.i < noun.i and c.dep_ in _OF_COUNTRY]
    for start in range(len(before)):
        name = " ".join(token.text for token in (*before[start:], noun))
        if name in words:
            return words[name]
    own = words.get(noun.text)
    return own or next((words[token.text] for token in before if token.text in words), None)


_OF_COUNTRY = frozenset({"amod", "compound", "flat", "nmod:poss"})
