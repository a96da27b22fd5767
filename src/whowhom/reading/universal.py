"""Universal: the dependencies of spaCy's own English models turned into Universal Dependencies.

Those models have the scheme of ClearNLP, in which prepositions head their nouns and "be" heads what
is said to be. What reads a sentence here expects it the other way round.
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMES: Final = {
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
_PREPOSITIONS: Final = frozenset({"prep", "agent", "dative"})
_OBLIQUE: Final = frozenset({"obl", "nmod", "obl:agent"})
_WORDS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})


def universal(parsed: "Doc") -> "Doc":
    """A copy of a parsed text with Universal Dependencies.

    Parameters
    ----------
    parsed : spacy.tokens.Doc
        With the labels of ClearNLP (``nsubjpass``, ``dobj``, ``pobj`` ...).

    Returns
    -------
    spacy.tokens.Doc
        The same words at the same offsets.
    """
    from spacy.tokens import Doc

    tree = Tree(parsed)
    tree.turn_prepositions()
    tree.turn_copulas()
    tree.join_conjuncts()
    return Doc(
        parsed.vocab,
        words=[token.text for token in parsed],
        spaces=[bool(token.whitespace_) for token in parsed],
        tags=[token.tag_ for token in parsed],
        pos=[token.pos_ for token in parsed],
        morphs=[str(token.morph) for token in parsed],
        heads=tree.heads,
        deps=[_NAMES.get(label, label) for label in tree.labels],
    )


class Tree:
    """Heads and labels of a text that are being turned."""

    def __init__(self, parsed: "Doc") -> None:
        self.parts = [token.pos_ for token in parsed]
        self.words = [token.lower_ for token in parsed]
        self.heads = [token.head.i for token in parsed]
        self.labels = [token.dep_ for token in parsed]

    def children(self, head: int) -> list[int]:
        """Numbers of the words under a word, in order."""
        return [n for n, above in enumerate(self.heads) if above == head and n != head]

    def turn_prepositions(self) -> None:
        """Let the noun take the place of its preposition, the inner ones first."""
        for word in reversed(range(len(self.heads))):
            if self.labels[word] in _PREPOSITIONS and self.parts[word] in ("ADP", "SCONJ", "ADV"):
                self._turn_preposition(word)

    def _turn_preposition(self, word: int) -> None:
        below = self.children(word)
        noun = next((n for n in below if self.labels[n] in ("pobj", *_OBLIQUE)), None)
        clause = next((n for n in below if self.labels[n] == "pcomp"), None)
        core = noun if noun is not None else clause
        if core is None:
            return
        above, nominal = self.heads[word], self.parts[self.heads[word]] in _WORDS
        if noun is not None:
            agent = self.labels[word] == "agent"
            label = "obl:agent" if agent else "nmod" if nominal else "obl"
        else:
            label = "acl" if nominal else "advcl"
        for other in below:
            if self.labels[other] not in ("conj", "cc"):
                self.heads[other] = core
        self.heads[core], self.labels[core] = above, label
        self.heads[word], self.labels[word] = core, "mark" if noun is None else "case"

    def turn_copulas(self) -> None:
        """Let what somebody is said to be take the place of "be"."""
        for word in range(len(self.heads)):
            if self.parts[word] == "AUX" and self.labels[word] not in ("aux", "auxpass", "cop"):
                self._turn_copula(word)

    def _turn_copula(self, word: int) -> None:
        below = self.children(word)
        labels = [self.labels[n] for n in below]
        said = [n for n in below if self.labels[n] in ("attr", "acomp", "oprd")]
        if "expl" in labels:
            for each in said:
                self.labels[each] = "nsubj"
            return
        if not said and not {"ccomp", "xcomp", "dobj", "advmod"} & set(labels):
            said = [n for n in below if self.labels[n] in _OBLIQUE and n > word]
        if not said:
            return
        core = said[0]
        for other in below:
            self.heads[other] = core
        self.labels[core] = self.labels[word]
        self.heads[core] = core if self.heads[word] == word else self.heads[word]
        self.heads[word], self.labels[word] = core, "cop"

    def join_conjuncts(self) -> None:
        """Hang every conjunct on the first, and "and" on the conjunct that follows it."""
        for word, label in enumerate(self.labels):
            if label == "cc":
                after = [n for n in self.children(self.heads[word]) if n > word]
                following = next((n for n in after if self.labels[n] == "conj"), None)
                if following is not None:
                    self.heads[word] = following
        for word, label in enumerate(self.labels):
            if label == "conj" and self.labels[self.heads[word]] == "conj":
                self.heads[word] = self.heads[self.heads[word]]
