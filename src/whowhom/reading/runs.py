"""Runs: proper names that no dictionary knows, and what their words tell of whose they are."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from whowhom.reading.nouns import listed, noun_class
from whowhom.reading.sentence import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_LINKS: Final = listed("of for the and de del la al el bin ibn ul du des von van da dos")
_MONTHS: Final = listed(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep "
    "sept oct nov dec ramadan christmas easter"
)
_AT: Final = listed(
    "in into near across inside within throughout around outside at opposite along beyond via"
)
_OF: Final = listed(
    "town city village port capital district province region area island residents people "
    "outskirts suburb bombardment shelling siege fall capture north south east west villagers "
    "inhabitants state streets centre center mayor governor camp valley county raid advance "
    "assault"
)
_SAYING: Final = listed("said says told tells added adds asked wrote argued think thinks")


@dataclass(frozen=True)
class Run:
    """Words next to each other that are a name.

    Parameters
    ----------
    tokens : tuple of spacy.tokens.Token
        Its words, a title in front included.
    """

    tokens: "tuple[Token, ...]"

    @property
    def words(self) -> list[str]:
        """The words in lower case."""
        return [token.lower_ for token in self.tokens]

    @property
    def core(self) -> "Token":
        """The word by which it hangs in the sentence."""
        inside = {token.i for token in self.tokens}
        return next((token for token in self.tokens if token.head.i not in inside), self.tokens[-1])


def runs_of(sentence: Sentence) -> list[Run]:
    """The proper names of a sentence, longest stretches first cut at what ends a name.

    Small words stay inside ("Front for the Liberation of Zubia"); "and" only after "for" or "of".
    """
    found: list[Run] = []
    current: list[Token] = []
    for token in sentence.parsed:
        if _in_name(token, current) or (current and _links(token, current)):
            current.append(token)
        else:
            _close(found, current)
            current = [token] if _in_name(token, []) else []
    _close(found, current)
    return found


def _in_name(token: "Token", current: "list[Token]") -> bool:
    if not token.text[:1].isupper() and not token.text.startswith(("al-", "el-")):
        return False
    if token.lower_ in _MONTHS:
        return False
    if token.pos_ == "PROPN" or (token.text.isupper() and len(token.text) > 1 and token.is_alpha):
        return True
    # A common word in capitals inside a name, or before one: "the Free Officers".
    if token.lower_ in noun_class("title") and _followed(token):
        return True
    inside = token.pos_ in ("NOUN", "ADJ", "VERB", "ADV", "X") and token.i > token.sent.start
    return inside and (bool(current) or _followed(token))


def _followed(token: "Token") -> bool:
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    return after.text[:1].isupper() and after.pos_ in ("PROPN", "NOUN")


def _links(token: "Token", current: "list[Token]") -> bool:
    """Whether a small word goes on with a name: a name must follow it."""
    if token.lower_ not in _LINKS and token.text not in ("-", "'", "'s"):
        return False
    words = [each.lower_ for each in current]
    if token.lower_ == "and" and not {"for", "of"} & set(words):
        return False
    if token.lower_ in ("of", "for") and not _headed(words):
        return False
    if token.text == "'s" and not token.text[0].isalpha():
        return _possessed(token)
    ahead = token.i + 1
    while ahead < token.sent.end and token.doc[ahead].lower_ in _LINKS:
        ahead += 1
    return ahead < token.sent.end and token.doc[ahead].text[:1].isupper()


def _headed(words: list[str]) -> bool:
    if {"of", "for"} & set(words) or words[-1] in noun_class("head"):
        return True
    return words[-1] in noun_class("other") | {"republic"}


def _possessed(token: "Token") -> bool:
    """Whether "'s" is within the name of a body: "People's Army", not "Iran's Zarif"."""
    before = token.nbor(-1).lower_
    after = token.nbor().lower_ if token.i + 1 < token.sent.end else ""
    own = before in {"people", "workers", "lord", "women", "children", "farmers", "peoples"}
    return own and token.nbor().text[:1].isupper() and bool(after)


def _close(found: list[Run], current: "list[Token]") -> None:
    while current and (current[-1].lower_ in _LINKS or not current[-1].text[-1].isalnum()):
        current.pop()
    if current:
        found.append(Run(tuple(current)))


def located(token: "Token") -> bool:
    """Whether a word stands where a place stands: "in X", "near X", "the town of X"."""
    cases = {child.lower_ for child in token.children if child.dep_ == "case"}
    if cases & {"of", "on", "from", "towards", "toward"} and token.head.lower_ in _OF:
        return True
    return bool(cases & _AT)


def sort_of(run: Run) -> str:
    """What a run names by its own words and its place: a sort of mention, or empty.

    ``group``, ``person``, ``place``, ``other``; empty where nothing tells.
    """
    words = [word for word in run.words if word.isalpha() or "-" in word]
    if not words or (len(words) == 1 and words[0] in noun_class("outlet")):
        return "other"
    if words[-1] in noun_class("place"):
        return "place"
    if _group(words, run):
        return "group"
    if words[0] in noun_class("title") and len(words) > 1:
        return "person"
    if words[-1] in noun_class("other"):
        return "other"
    return _by_place(run)


def _group(words: list[str], run: Run) -> bool:
    heads = noun_class("head")
    if words[-1] in heads and len(words) > 1:
        return True
    links = [at for at, word in enumerate(words) if word in ("of", "for") and at]
    if links and words[links[0] - 1] in heads:
        return True
    only = run.tokens[0]
    return len(run.tokens) == 1 and only.text.isupper() and 3 <= len(only.text) <= 6


def _by_place(run: Run) -> str:
    core = run.core
    if located(core):
        return "place"
    articles = [c for t in run.tokens for c in t.children if c.dep_ == "det" and c.lower_ == "the"]
    if articles:
        # "The" in capitals within a sentence begins a title: of a paper, a programme, a book.
        if articles[0].text == "The" and not articles[0].is_sent_start:
            return "other"
        return "group" if core.dep_ in _SIDES else ""
    if len(run.tokens) > 1:
        return "person"
    return "person" if core.dep_ == "nsubj" and core.head.lower_ in _SAYING else ""


_SIDES: Final = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "conj", "nmod:poss"})
