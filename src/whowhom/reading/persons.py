"""Persons: those whom a document names, so that a surname is known for whose it is."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from whowhom.reading.leaders import state_led_by
from whowhom.reading.mention import Mention
from whowhom.reading.nouns import noun_class
from whowhom.reading.runs import Run
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span

_OFFICES: Final = frozenset({"state", "affairs", "of", "treasury", "justice"})
"""What is left of an office before a name: the "State" of "Secretary of State"."""
_TITLES: Final = frozenset({"mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr."})


class Persons:
    """The persons of a document, by surname and by full name.

    They are kept to tell who speaks, and no more.

    Parameters
    ----------
    speakers : iterable of str
        Those who speak in it.
    day : datetime.date or None
        The document's day: at it the leaders of states are known (`state_led_by`).

    Examples
    --------
    >>> known = Persons(["Ada Lovelace"])
    >>> known.full("Lovelace"), known.full("Byron")
    ('Ada Lovelace', None)
    """

    def __init__(self, speakers: Iterable[str] = (), day: date | None = None) -> None:
        self._full: dict[str, str] = {}
        self._day = day
        for name in dict.fromkeys(speakers):
            self._learn(name)

    def full(self, name: str) -> str | None:
        """The fullest name of somebody named before; None if nobody is."""
        return self._full.get(name.casefold())

    def read(self, sentence: Sentence, run: Run) -> list[Mention]:
        """The mention of a person named before, by a part of the name; empty if it is nobody."""
        words = [token for token in run.tokens if token.lower_ not in _TITLES]
        if not words:
            return []
        span = sentence.place(words[0], words[-1])
        full = self.full(" ".join(token.text for token in words)) or self._by_last(words[-1].text)
        if full is None or (len(words) > 1 and words[-1].text not in full):
            return []
        return [self._mention(span, full)]

    def _by_last(self, surname: str) -> str | None:
        return self._full.get(surname.casefold())

    def met(self, span: Span, name: str) -> Mention:
        """The mention of a person who is named here first."""
        bare = _bare(name)
        self._learn(bare)
        return self._mention(span, bare)

    def _mention(self, span: Span, name: str) -> Mention:
        return Mention(span, name, None, sort="person", country=state_led_by(name, self._day))

    def _learn(self, name: str) -> None:
        parts = _bare(name).split()
        if len(parts) > 1:
            full = " ".join(parts)
            for each in (full, parts[-1], parts[0]):
                self._full.setdefault(each.casefold(), full)


def _bare(name: str) -> str:
    """A name without the titles in front."""
    parts = name.split()
    while len(parts) > 1 and parts[0].rstrip(".").lower() in noun_class("title") | _OFFICES:
        parts = parts[1:]
    return " ".join(parts)
