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
_CARDINALS: Final = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds dozens scores thousands"
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
    if _of_a_day(token):
        return True
    if token.lower_ in _CARDINALS and not current:
        return False  # "Seven Zambian soldiers"
    if not token.text[:1].isupper() and not token.text.startswith(("al-", "el-")):
        return _second_half(token, current)
    if token.lower_ in _MONTHS:
        return False
    if token.pos_ == "PROPN" or (token.text.isupper() and len(token.text) > 1 and token.is_alpha):
        return True
    # A common word in capitals inside a name, or before one: "the Free Officers".
    if token.lower_ in noun_class("title") and _followed(token):
        return True
    inside = token.pos_ in ("NOUN", "ADJ", "VERB", "ADV", "X") and token.i > token.sent.start
    return inside and (bool(current) or _followed(token))


def _of_a_day(token: "Token") -> bool:
    """Whether a day or month belongs to a name: "4 May Movement", "June 2 Brigade"."""
    if token.lower_ not in _MONTHS and not token.like_num:
        return False
    words = [token]
    for place in range(token.i + 1, min(token.i + 3, token.sent.end)):
        after = token.doc[place]
        if after.text[:1].isupper() and after.lower_ in noun_class("head"):
            return any(each.lower_ in _MONTHS for each in [*words, *_before(token)])
        if after.lower_ not in _MONTHS and not after.like_num:
            return False
        words.append(after)
    return False


def _before(token: "Token") -> "list[Token]":
    return [token.nbor(-1)] if token.i > token.sent.start else []


def _second_half(token: "Token", current: "list[Token]") -> bool:
    """Whether a small word ends a given name that a hyphen cuts: the "il" of "Han Dae-il"."""
    if len(current) < 3 or current[-1].text != "-" or current[-1].whitespace_:
        return False
    short = len(token.text) <= _SHORT and not token.tag_.startswith(("VB", "JJ"))
    return short and token.lower_ not in _AFTER_HYPHEN


_SHORT: Final = 5
_AFTER_HYPHEN: Final = listed("area based born era held led like made only run style type wide")


def _followed(token: "Token") -> bool:
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor()
    named = after.pos_ in ("PROPN", "NOUN") or after.tag_ in ("NNP", "NNPS")
    return bool(after.text[:1].isupper() and named)


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
    if token.text == "-" and ahead < token.sent.end and len(current) > 1:
        return token.doc[ahead].text[:1].isupper() or _second_half(
            token.doc[ahead], [*current, token]
        )
    return ahead < token.sent.end and token.doc[ahead].text[:1].isupper()


def _headed(words: list[str]) -> bool:
    if {"of", "for"} & set(words) or words[-1] in noun_class("head"):
        return True
    return words[-1] in noun_class("other") | {"republic", "ministry", "embassy", "parliament"}


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
    if not words or words[0] in noun_class("outlet"):
        return "other"
    if len(words) == 1 and any(words[0] in noun_class(each) for each in _COMMON):
        return ""
    if words[0] in noun_class("otherfirst"):
        return "other"
    if words[-1] in noun_class("place") or _of_settlement(run):
        return "place"
    if _group(words, run):
        return "group"
    if words[0] in noun_class("title"):
        return "person" if len(words) > 1 and run.tokens[-1].lower_ not in _OFFICES else ""
    if words[-1] in noun_class("other"):
        return "other"
    if len(words) > 1 and words[0] in noun_class("placefirst"):
        return "place"
    return _by_place(run)


def _of_settlement(run: Run) -> bool:
    """Whether a name says which town it is: "the town of Um Nur"."""
    inside = {token.i for token in run.tokens}
    head = next((t for t in run.tokens if t.head.i not in inside), run.tokens[0])
    before = head.doc[run.tokens[0].i - 1].lower_ if run.tokens[0].i else ""
    settled = head.head.lower_ in noun_class("place")
    return before == "of" and head.dep_ in ("nmod", "appos") and settled


_COMMON: Final = ("armed", "member", "people", "force", "role", "collective")
_OFFICES: Final = listed("minister secretary president leader chief minister-designate")


def _group(words: list[str], run: Run) -> bool:
    heads = noun_class("head")
    if words[-1] in heads and len(words) > 1:
        return True
    links = [at for at, word in enumerate(words) if word in ("of", "for") and at]
    if links and words[links[0] - 1] in heads:
        return True
    only = run.tokens[0]
    if len(run.tokens) > 1 or only.lower_ in noun_class("title"):
        return False
    if only.text.isupper() and 3 <= len(only.text) <= 6:
        return only.dep_ in _SIDES or only.dep_ in ("compound", "amod", "appos", "ROOT")
    return words[0] in heads and _article(run) == "the"


def _article(run: Run) -> str:
    dets = (c.text for token in run.tokens for c in token.children if c.dep_ == "det")
    return next((each for each in dets if each.lower() == "the"), "")


def _by_place(run: Run) -> str:
    core = run.core
    if located(core):
        return "place"
    if article := _article(run):
        # "The" in capitals within a sentence begins a title: of a paper, a programme, a book.
        if article == "The" and run.tokens[0].i - 1 > run.tokens[0].sent.start:
            return "other"
        return "group" if core.dep_ in _SIDES else ""
    if len(run.tokens) > 1:
        return "person"
    if core.dep_ not in ("nsubj", "nsubj:pass", "nmod:poss"):
        return ""
    return "group" if _several(core) else "person"


def _several(core: "Token") -> bool:
    """Whether the verb takes a single name for many: "Karvani have left"."""
    verb = core.head
    forms = [verb, *(child for child in verb.children if child.dep_.startswith(("aux", "cop")))]
    return core.dep_ == "nsubj" and any(
        each.tag_ == "VBP" or each.lower_ in ("were", "have", "are") for each in forms
    )


_SIDES: Final = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "conj", "nmod:poss"})
