"""Whereabouts: which country a sentence is about, by what it, its paragraph, its document names."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from whowhom.reading.document import Document
from whowhom.reading.sentence import Sentence


class Whereabouts:
    """The countries that a document names, sentence by sentence.

    Parameters
    ----------
    document : Document
        What is read.
    sentences : sequence of Sentence
        Its sentences.
    named : sequence of list of str
        Countries (ISO alpha-3) that each sentence names, by whatever word, once each time.
    placed : sequence of list of str
        Those of them that are places there: "in Iraq", "Mosul".
    ruled : mapping of str to set of str
        Words for a government that the document gives to countries: "the Mali junta".
    """

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        named: Sequence[list[str]],
        placed: Sequence[list[str]],
        ruled: Mapping[str, set[str]] | None = None,
    ) -> None:
        self._named, self._placed, self._ruled = named, placed, ruled or {}
        starts = [block.span.start for block in document.blocks]
        self._paragraph = [bisect_right(starts, each.span.start) for each in sentences]

    @cached_property
    def main(self) -> str | None:
        """The country that the document names most, places counting twice."""
        return _most([iso for isos in (*self._named, *self._placed) for iso in isos])

    def only(self, number: int, without: frozenset[str] = frozenset()) -> str | None:
        """The country whose government "the government" is in a sentence, where that is plain.

        The only one that the sentence names, else the only one that what stands before it in the
        paragraph names, else the one that outweighs all others of the document together. A country
        at whom that very government acts (`without`) is passed over.
        """
        before = [n for n in range(number) if self._paragraph[n] == self._paragraph[number]]
        for ring in ([number], before):
            here = {iso for n in ring for iso in self._named[n]} - without
            # Where something took place abroad, its government need not be meant.
            abroad = {iso for n in ring for iso in self._placed[n] if iso != self.main}
            if ring is before:
                here -= abroad
            elif here and here <= abroad:
                return None
            if here:
                return next(iter(here)) if len(here) == 1 else None
        every = [iso for isos in (*self._named, *self._placed) for iso in isos]
        every = [iso for iso in every if iso not in without]
        most = _most(every)
        return most if most and 2 * every.count(most) > len(every) else None

    def ruled_by(self, word: str) -> str | None:
        """The country whose junta or regime it is, where the document tells of just one such."""
        isos = self._ruled.get(word, set())
        return next(iter(isos)) if len(isos) == 1 and word in _OF_ONE else None

    def about(self, number: int, among: set[str]) -> str | None:
        """The country of a sentence, where some of several would make a difference.

        One of these that the sentence names comes first; another country that is a place in it
        takes it there; then the same for the paragraph; else the document's main country.

        Parameters
        ----------
        number : int
            Which sentence.
        among : set of str
            The countries to which a name is bound.
        """
        paragraph = self._paragraph[number]
        same = [n for n, other in enumerate(self._paragraph) if other == paragraph]
        near = [n for n in same if n <= number] if len(same) < len(self._paragraph) else []
        for ring in ([number], near):
            named = [iso for n in ring for iso in self._named[n]]
            if inside := _most([iso for iso in named if iso in among]):
                return inside
            if elsewhere := _most([iso for n in ring for iso in self._placed[n]]):
                return elsewhere
        return self.main


_OF_ONE = frozenset({"junta", "regime"})
"""Words that a report hardly uses of several; every country has a government."""


def _most(isos: list[str]) -> str | None:
    return Counter(isos).most_common(1)[0][0] if isos else None
