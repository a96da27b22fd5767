"""Acts: which words tell an act, of which PLOVER type and mode, by a lexicon and the parse.

The lexicon, ``data/acts.txt``, is whowhom's own, written from the categories of the PLOVER manual.
An entry is a verb or a noun, the words that must stand by it, and what must stand in its slots
("withdraw" with troops as object is RETREAT, with an ambassador SANCTION). The entry that asks for
most decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from whowhom.ontology.plover import PLOVER
from whowhom.reading.lemmas import lemma, lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEXICON: Final = Path(__file__).with_name("data") / "acts.txt"
_CLASSES: Final = {"VERB": "v", "AUX": "v", "NOUN": "n", "ADJ": "a"}
_OBJECTS: Final = frozenset({"obj", "iobj", "nsubj:pass", "dobj", "nsubjpass"})
_OBLIQUES: Final = frozenset({"obl", "nmod", "obl:npmod", "obl:agent", "advmod", "acl", "advcl"})
_CLAUSES: Final = frozenset({"xcomp", "ccomp", "advcl", "acl"})
_INSIDE: Final = frozenset(
    {"nmod:desc", "compound", "amod", "nmod", "conj", "flat", "appos", "nummod"}
)


# Past tenses that a tagger takes for other words, and their verbs.
_IRREGULAR: Final = dict(
    pair.split(":")
    for pair in (
        "froze:freeze unfroze:unfreeze stole:steal forgave:forgive overran:overrun flew:fly "
        "swore:swear threw:throw fought:fight withdrew:withdraw shot:shoot sank:sink struck:strike "
        "drove:drive broke:break wrote:write spoke:speak began:begin fled:flee sought:seek "
        "caught:catch brought:bring dealt:deal held:hold told:tell sold:sell paid:pay laid:lay "
        "led:lead met:meet sent:send lent:lend built:build swept:sweep kept:keep dug:dig "
        "took:take gave:give forbade:forbid drew:draw blew:blow slew:slay beat:beat "
        "overthrew:overthrow retook:retake undertook:undertake upheld:uphold "
        "withheld:withhold forwent:forgo "
        "withstood:withstand rose:rise arose:arise foresaw:foresee bound:bind tore:tear hid:hide"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry of the lexicon tells.

    Parameters
    ----------
    type : str
        One of PLOVER's 16.
    mode : str or None
        A mode of the type.
    mutual : bool
        Both sides do it to each other, as in "clashed".
    inverse : bool
        The subject is whom it is done to, as in "came under attack".
    weight : int
        How much the entry asks for; a bare word has 0.
    noun : bool
        Whether a noun tells it.
    """

    type: str
    mode: str | None
    mutual: bool = False
    inverse: bool = False
    weight: int = 0
    noun: bool = False


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    words: frozenset[str]
    barred: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    act: Act | None
    beside: frozenset[str]
    slots: tuple[_Slot, ...]
    weight: int


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class of the lexicon, as ``people`` or ``fighter``.

    Examples
    --------
    >>> "villager" in word_class("people")
    True
    """
    return _read()[1][name]


@cache
def entries() -> int:
    """How many entries the lexicon has."""
    return sum(len(each) for each in _read()[0].values())


def act_of(token: "Token") -> Act | None:
    """The act that a verb or noun tells, by the lexicon; None if none.

    Parameters
    ----------
    token : spacy.tokens.Token
        A word of a parsed sentence.
    """
    if token.dep_ in ("aux", "cop", "aux:pass") or not (token.is_alpha or "-" in token.text):
        return None
    lexicon = _read()[0]
    view = _View(token)
    for key in _keys(token, lexicon):
        for entry in lexicon[key]:
            if view.fits(entry):
                return entry.act
    return None


def _keys(token: "Token", lexicon: "Mapping[tuple[str, str], object]") -> Iterator[tuple[str, str]]:
    """Under which part and word a token may stand in the lexicon."""
    part = "n" if token.tag_ in ("NN", "NNS") else _CLASSES.get(token.pos_)
    word = token.lower_
    if part and not (part == "n" and token.dep_ == "compound"):
        yield from ((part, each) for each in _spellings(plain(token)) if (part, each) in lexicon)
    if part == "v" or (token.is_title and token.i != token.sent.start):
        return
    # A past tense that the tagger took for an adjective or a noun; a headline's present.
    verb = ("v", _IRREGULAR.get(word) or lemma_of(word, "VERB"))
    past = word.endswith("ed") or word in _IRREGULAR
    if past or (_headline(token) and ("n", verb[1]) not in lexicon):
        yield from (("v", each) for each in _spellings(verb[1]) if ("v", each) in lexicon)


def _headline(token: "Token") -> bool:
    if token.tag_ != "NNS" or token.i == token.sent.start or token.i + 1 >= token.sent.end:
        return False
    return token.nbor(-1).pos_ in ("PROPN", "NOUN")


def _spellings(word: str) -> tuple[str, ...]:
    """A lemma, and what it may be where its ending was guessed or is British."""
    if word.endswith(("ise", "yse")):
        return word, word[:-2] + "ze"
    if word.endswith(("isation", "our")):
        return word, word.replace("isation", "ization").replace("our", "or")
    return (
        (word, word + "e") if word.endswith(("r", "c", "v", "g", "s", "t", "d", "l")) else (word,)
    )


class _View:
    """A word with what stands around it, worked out once and only if an entry asks."""

    def __init__(self, token: "Token") -> None:
        self._token = token
        self._beside: frozenset[str] | None = None
        self._slots: dict[str, frozenset[str]] | None = None

    def fits(self, entry: _Entry) -> bool:
        if entry.beside and not entry.beside <= self._words():
            return False
        return all(self._holds(slot) for slot in entry.slots)

    def _holds(self, slot: _Slot) -> bool:
        held = self._filled().get(slot.name, frozenset())
        met = bool(held) if "*" in slot.words else not held.isdisjoint(slot.words)
        return met != slot.barred

    def _words(self) -> frozenset[str]:
        if self._beside is None:
            near = list(self._token.children)
            far = [deep for child in near for deep in child.children]
            self._beside = frozenset(plain(word) for word in near + far)
        return self._beside

    def _filled(self) -> dict[str, frozenset[str]]:
        if self._slots is None:
            found: dict[str, set[str]] = {}
            for name, word in slots_of(self._token):
                found.setdefault(name, set()).update(phrase_words(word))
            self._slots = {name: frozenset(words) for name, words in found.items()}
        return self._slots


def slots_of(token: "Token") -> Iterator[tuple[str, "Token"]]:
    """The slots of a verb or noun and the heads of what fills them.

    ``obj`` and ``subj``, seen through the passive and participles; ``xcomp`` for a clause that
    depends on it; else the preposition. A noun's ``of`` is also what is compounded with it.
    """
    yield from _above(token)
    yield from _behind(token)
    for child in token.children:
        yield from _slot(token, child)
        if child.dep_ in _OBJECTS:
            # A preposition after an object is as often the verb's as the object's.
            for deep in child.children:
                if deep.dep_ in ("nmod", "acl"):
                    yield from _oblique(deep)


def _behind(noun: "Token") -> Iterator[tuple[str, "Token"]]:
    """A preposition right behind a noun and its noun, whatever the parse hangs it on."""
    end = min(noun.i + 5, noun.sent.end)
    if noun.pos_ != "NOUN" or noun.i + 1 >= end or noun.doc[noun.i + 1].pos_ != "ADP":
        return
    for word in noun.doc[noun.i + 2 : end]:
        if word.pos_ in ("NOUN", "PROPN"):
            yield noun.doc[noun.i + 1].lower_, word
            return


def _slot(token: "Token", child: "Token") -> Iterator[tuple[str, "Token"]]:
    dep = child.dep_
    if dep in _OBJECTS or behind_particle(token, child):
        yield "obj", child
    elif dep in ("nsubj", "csubj"):
        yield ("obj" if passive(token) else "subj"), child
    elif dep == "compound:prt":
        yield lemma(child).lower(), child
    elif dep in ("compound", "amod", "nmod:poss") and token.pos_ == "NOUN":
        yield "of", child
    if dep in _CLAUSES:
        yield ("that" if dep == "ccomp" and finite(child) else "xcomp"), child
    if dep in _OBLIQUES:
        yield from _oblique(child)


def finite(verb: "Token") -> bool:
    """Whether a clause's verb has a tense, so that it tells and does not ask: "that it left"."""
    if any(
        child.tag_ in ("MD", "VBD", "VBZ", "VBP")
        for child in verb.children
        if child.dep_ in ("aux", "cop", "aux:pass")
    ):
        return True
    return verb.tag_ in ("VBD", "VBZ")


def _above(token: "Token") -> Iterator[tuple[str, "Token"]]:
    """The noun that a participle or a relative clause describes."""
    if token.dep_ == "acl" and token.tag_ == "VBN":
        yield ("subj" if main_clause(token) else "obj"), token.head
    elif token.dep_ == "acl" and token.tag_ == "VBG":
        yield "subj", token.head
    elif token.dep_ == "amod" and token.tag_ in ("VBN", "VBD") and token.head.i > token.i:
        yield "obj", token.head
        if token.i > token.sent.start and token.nbor(-1).pos_ in ("NOUN", "PROPN"):
            yield "subj", token.nbor(-1)


def _oblique(child: "Token") -> Iterator[tuple[str, "Token"]]:
    for marker in child.children:
        if marker.dep_ in ("case", "mark"):
            yield lemma(marker).lower(), child
            if marker.lower_ == "by":
                yield "subj", child


def behind_particle(verb: "Token", child: "Token") -> bool:
    """Whether a phrase is an object that the parse hung on a particle: "broke off relations"."""
    if child.dep_ not in ("obl", "nmod") or verb.pos_ != "VERB" or verb.i + 1 >= len(verb.doc):
        return False
    after = verb.nbor()
    return after.tag_ == "RP" and after.head.i == child.i


def main_clause(verb: "Token") -> bool:
    """Whether a verb taken for a participle is that of a whole sentence: "The pope called on X".

    Its noun is then the root and nothing else of the sentence can be its verb; or it has an object,
    as only a verb has that can give somebody something.
    """
    noun = verb.head
    if verb.tag_ != "VBN" or _by(verb):
        return False
    if any(child.dep_ == "obj" for child in verb.children):
        return lemma(verb).lower() not in _TO_SOMEBODY
    if noun.head.i != noun.i or noun.i > verb.i or verb.sent[-1].text != ".":
        return False
    return not any(
        (child.dep_ in ("cop", "nsubj", "nsubj:pass", "aux", "parataxis", "conj"))
        or (child.dep_.startswith("acl") and child.i < verb.i)
        for child in noun.children
    )


_TO_SOMEBODY: Final = frozenset(
    "give offer grant hand pay send show teach promise deny award call name elect tell ask".split()
)


def _by(verb: "Token") -> bool:
    return any(
        deep.dep_ == "case" and deep.lower_ == "by"
        for child in verb.children
        for deep in child.children
    )


def passive(token: "Token") -> bool:
    """Whether a verb is in the passive: by its auxiliary, or by a subject that the parse calls so.

    Where the parse alone says so it is right in a headline ("Ten killed in raid") and where "by" or
    an adverb of its kind follows, and wrong in most full sentences ("Rebels called on the army").
    """
    if any(child.dep_ in ("aux:pass", "auxpass") for child in token.children):
        return True
    if not any(child.dep_ == "nsubj:pass" for child in token.children):
        return False
    children = list(token.children)
    helping = [child.lower_ for child in children if child.dep_ == "aux"]
    if helping:
        return helping[-1] not in ("has", "have", "had")
    if any(child.dep_ == "obj" for child in children):
        return False
    headline = token.sent[-1].text not in (".", "!", "?", '"', "\u201d")
    return headline or _by(token)


def plain(token: "Token") -> str:
    """Lemma in lower case; of a name as if it were a common noun."""
    if token.pos_ == "PROPN":
        return lemma_of(token.lower_, "NOUN")
    return lemma(token).lower()


def phrase_words(head: "Token", depth: int = 2) -> Iterator[str]:
    """Lemmas of a noun and of what stands within its phrase."""
    yield plain(head)
    if depth:
        for child in head.children:
            if child.dep_ in _INSIDE and (child.dep_ != "nmod" or _of(child)):
                yield from phrase_words(child, depth - 1)


def _of(token: "Token") -> bool:
    return any(child.dep_ == "case" and child.lower_ == "of" for child in token.children)


@cache
def _read() -> tuple[dict[tuple[str, str], list[_Entry]], dict[str, frozenset[str]]]:
    """The entries by part of speech and first word, the most demanding first; the classes."""
    found: dict[tuple[str, str], list[_Entry]] = {}
    classes: dict[str, frozenset[str]] = {}
    section: tuple[str, str | None] = ("NONE", None)
    for line in _LEXICON.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            name, _, words = line[1:].partition(" ")
            classes[name] = _expanded(words, classes)
        elif line.startswith("["):
            section = _section(line)
        else:
            for key, entry in _entries(line, section, classes):
                found.setdefault(key, []).append(entry)
    for each in found.values():
        each.sort(key=lambda entry: -entry.weight)
    return found, classes


def _section(line: str) -> tuple[str, str | None]:
    type_, _, mode = line.strip("[] ").partition(" ")
    if type_ != "NONE" and mode and mode not in PLOVER[type_].modes:
        raise ValueError(f"{type_} has no mode {mode}")
    return type_, mode or None


def _entries(
    line: str, section: tuple[str, str | None], classes: dict[str, frozenset[str]]
) -> Iterator[tuple[tuple[str, str], _Entry]]:
    words, _, conditions = line.partition("|")
    sort, _, words = words.partition(" ")
    slots = tuple(
        _slot_of(each, classes) for each in (part.strip() for part in conditions.split(";")) if each
    )
    for phrase in words.split(","):
        part, head, beside = _parted(sort[0], phrase.split())
        weight = 2 * len(beside) + sum(1 if "*" in slot.words else 3 for slot in slots)
        type_, mode = section
        act = None
        if type_ != "NONE":
            act = Act(type_, mode, "~" in sort, "<" in sort, weight, part == "n")
        # Of two that ask for as much, what is no act goes first.
        yield (part, head), _Entry(act, frozenset(beside), slots, weight + (act is None))


def _parted(part: str, words: list[str]) -> tuple[str, str, list[str]]:
    if part == "n":
        if "of" in words or "to" in words or "on" in words or "into" in words:
            return part, words[0], words[1:]
        return part, words[-1], words[:-1]
    if words[0] == "be":
        return "a", words[1], words[2:]
    return part, words[0], words[1:]


def _slot_of(text: str, classes: dict[str, frozenset[str]]) -> _Slot:
    name, _, words = text.partition(" ")
    return _Slot(name.lstrip("!"), _expanded(words, classes), name.startswith("!"))


def _expanded(words: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for word in words.split():
        found |= classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)
