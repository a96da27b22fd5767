"""A question as sentences and words, each word with its place in the text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"'})
_WORD = re.compile(r"\d+(?:,\d{3})+(?!\d)|[^\W_]+(?:['.][^\W_]+)*'?")
_END = re.compile(r"[?!;]+(?=\s+|$)|(?<![A-Z]\.[A-Z])(?<!\bvs)(?<!\b[A-Z])\.+(?=\s+|$)|\n+")
# "and how", "; who": another question begins within the sentence.
_ANOTHER = re.compile(
    r"(?:,|\s[-–—]+|:)?\s(?:and|but|or)(?:\s(?:also|then))?\s"
    r"(?=(?:how|who|whom|what|where|which|will|is|are|does|do|did|has|have)\b(?!\s+(?:not|they)\b))",
    re.IGNORECASE,
)


# "Now that the Americans are gone, how ...": a circumstance, and then the question.
_GIVEN = r"(?:now that|now the|given that|given how|given|seeing that|seeing as|considering(?: that)?|with"
_CIRCUMSTANCE = re.compile(
    rf"^((?:and |so |but |right |ok |well )*{_GIVEN}|as for|as(?! of\b)|while|for (?:listeners|readers|viewers))\b"
    r"[^,:?]{3,100})[,:]\s+(?=(?:how|what|who|whom|which|where|will|is|are|does|do|did|has|have|can|could|many|people|everybody|everyone|some|I|we)\b)",
    re.IGNORECASE,
)
# "How will China treat the Taliban, now that the Americans have left?": the same, said last.
_AFTERTHOUGHT = re.compile(
    rf"(?:,? now that\b|, (?!with (?:whom|which))(?:and )?{_GIVEN}|as(?! (?:well|of|for|if|opposed|against|compared)))\b)(?P<told>[^?]{{3,100}})[?.! ]*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|greetings)(?: (?:all|there|team|folks|everyone|everybody|again|colleagues))?[,.!:]* +)+",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"[\s,.!-]*[\s,.!?-](?:(?:many )?(?:please|pls|plz|thanks|thank you|thx|tia|cheers|asap)(?: (?:in advance|a lot|so much|very much|everyone|all))?[\s,.!?]*)+(?:[A-Z]\w*\.?)?$"
)
# What a word with an apostrophe is short for; "the Taliban's" is none.
_SHORT_FOR: Final = {"'ll": "will", "'re": "are", "'ve": "have", "'d": "would", "'m": "am"}
_BEFORE_IS: Final = frozenset(
    "who what where how when why that it he she there here this which".split()
)
_BEFORE_DID: Final = frozenset("who what where how when why".split())
_BARE_SHORT: Final = {
    "whos": ("who", "is"), "whats": ("what", "is"), "wheres": ("where", "is"), "hows": ("how", "is"),
    "theyre": ("they", "are"), "theyll": ("they", "will"), "whatre": ("what", "are"),
    "whore": ("who", "are"), "thats": ("that", "is"), "theres": ("there", "is"),
    "wholl": ("who", "will"), "whatll": ("what", "will"), "howll": ("how", "will"),
    "theyve": ("they", "have"), "youd": ("you", "would"), "youve": ("you", "have"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question.

    Parameters
    ----------
    text : str
        As written.
    norm : str
        Lower case, without accents, dots, apostrophes and a possessive "s".
    start, end : int
        Where it stands in its sentence.
    """

    text: str
    norm: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def possessive(self) -> bool:
        """Whether it ends in an apostrophe, or one and s."""
        return self.text.casefold().endswith(("'s", "'"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a part of one that asks on its own."""

    text: str
    words: tuple[Word, ...]
    asks: bool

    @property
    def shouted(self) -> bool:
        """Whether all of it is in capitals, so that capitals tell nothing."""
        return len(self.text) > 12 and self.text.upper() == self.text


def straight(text: str) -> str:
    """Text with plain quotes and single blanks; line breaks stay, they end sentences."""
    flat = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return re.sub(r"[^\S\n]+", " ", flat).strip()


def words(text: str) -> tuple[Word, ...]:
    """The words of a text.

    >>> [w.norm for w in words("The U.S. and al-Qa'ida's mid-'90s; 1,000 Taliban's")]
    ['the', 'us', 'and', 'al', 'qaida', 'mid', '90s', '1000', 'taliban']
    """
    found: list[Word] = []
    for hit in _WORD.finditer(text.translate(_QUOTES)):
        found += _spelt_out(hit[0], hit.start())
    return tuple(found)


def _spelt_out(text: str, start: int) -> list[Word]:
    """The word, or the two that it is short for: "they'll", "who's", "whats".

    >>> [w.norm for w in words("Who's who, what're they and how'd the Taliban's men do?")]
    ['who', 'is', 'who', 'what', 'are', 'they', 'and', 'how', 'did', 'the', 'taliban', 'men', 'do']
    """
    norm, end = _norm(text), start + len(text)
    stem, mark, tail = text.casefold().rpartition("'")
    if not mark and norm in _BARE_SHORT:
        first, second = _BARE_SHORT[norm]
    elif mark and _whole(stem, mark + tail):
        first, second = _norm(stem), _whole(stem, mark + tail)
    else:
        return [Word(text, norm, start, end)] if norm else []
    cut = start + len(first)
    return [
        Word(text[: len(first)], first, start, cut),
        Word(text[len(first) :], second, cut, end),
    ]


def _whole(stem: str, tail: str) -> str:
    """What "'s" or "'ll" behind a word stands for; "" for a possessive."""
    if tail == "'s":
        return "is" if stem in _BEFORE_IS else ""
    if tail == "'d" and stem in _BEFORE_DID:
        return "did"
    return _SHORT_FOR.get(tail, "")


def norms(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, without a leading "the".

    >>> norms("the Hazara People's Resistance Force")
    ('hazara', 'people', 'resistance', 'force')
    """
    found = tuple(word.norm for word in words(name))
    return found[1:] if found[:1] == ("the",) and len(found) > 1 else found


def sentences(text: str) -> list[Sentence]:
    """Sentences of a text; one that holds two questions is cut between them.

    >>> [s.text for s in sentences("Who are the Houthis? What is their goal and how will they fare?")]
    ['Who are the Houthis?', 'What is their goal', 'how will they fare?']
    """
    found = []
    for part, end in _parts(_GREETING.sub("", text)):
        told, part = _apart(_COURTESY.sub("", part).strip(" ,.!-") or part)
        found += [Sentence(t, words(t), False) for t in told if words(t)]
        found += [Sentence(p, words(p), "?" in end) for p in _cut(part) if words(p)]
    return found


def _apart(part: str) -> tuple[list[str], str]:
    """Circumstances that a sentence tells, and what is left of it.

    >>> _apart("How will China act, now that the Americans have left?")
    (['the Americans have left'], 'How will China act')
    """
    told = []
    if before := _CIRCUMSTANCE.match(part):
        told.append(before[1])
        part = part[before.end() :]
    if (after := _AFTERTHOUGHT.search(part)) and len(words(part[: after.start()])) > 2:
        told.append(after["told"].strip(" ?.!"))
        part = part[: after.start()]
    return told, part


def _parts(text: str) -> list[tuple[str, str]]:
    found, begin = [], 0
    for hit in _END.finditer(text):
        found.append((text[begin : hit.end()].strip(), hit[0]))
        begin = hit.end()
    found.append((text[begin:].strip(), ""))
    return [(part, end) for part, end in found if part]


def _cut(part: str) -> Sequence[str]:
    pieces = _ANOTHER.split(part)
    # A piece that is too short to ask anything belongs to what follows it.
    if any(len(words(piece)) < 3 for piece in pieces):
        return [part]
    return pieces


def _norm(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    bare = bare.removesuffix("'s").rstrip("'")
    return re.sub(r"['.,]", "", bare)
