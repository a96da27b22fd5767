"""Labels: the name of a speaker in front of what he says."""

import re
from dataclasses import dataclass
from typing import Final

CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
"""Capital letters, for a character class."""

_WORD = rf"(?:[{CAPITAL}][\w’'.-]*|al-[\w’'-]+)"
_SMALL = r"(?:of|the|for|and|de|da|di|del|der|den|van|von|bin|ibn|al|el|la|le|du|dos|ter|&)"
HOSTING: Final = frozenset({"host", "guest host", "cohost", "co-host", "anchor", "moderator"})
"""Work of those who ask."""
_FUNCTION: Final = (
    r"(?:co-?host|guest host|host|byline|anchor|moderator|presenter|reporter|correspondent|"
    r"interviewer|presiding|presider)"
)
WORK: Final = re.compile(rf",? (?P<work>{_FUNCTION})$", re.IGNORECASE)
"""What a speaker does on the air, behind the name: "JO PARK, HOST"."""
_NAMED: Final = re.compile(
    rf"[\"“]?[*_]{{0,3}}(?P<name>{_WORD}(?:,? (?:{_WORD}|{_SMALL})){{0,7}}"
    rf"(?:,? {_FUNCTION})?)"
    rf"(?: ?[(\[](?P<note>[^)\]\n]{{1,60}})[)\]])?[*_]{{0,3}}\s?[:：][*_]{{0,3}}(?=\s|$)\s*"
)
_LETTER: Final = re.compile(
    r"[*_]{0,3}(?P<name>Q|A|Question|Answer|QUESTION|ANSWER)(?: ?\d{1,2})?[*_]{0,3}"
    r"\s?[.:：)–—-]{1,2}[*_]{0,3}\s+(?=\S)"
)
_ASKING = "q question interviewer host moderator reporter journalist presenter anchor"
_ANSWERING = "a answer interviewee guest respondent"
_OTHER = """related note notes image images photo photos picture pictures source
    sources update updated ed editor editors editor's read watch listen caption
    credit credits correction corrections more also see tags categories topics
    location date time place when where what why how who background context analysis
    opinion summary key example examples warning disclaimer contact email phone tel
    fax website url http https here first second third fourth fifth finally however
    but and or so conclusion results result methods abstract breaking exclusive live
    video audio map graphic chart table figure fact facts yes no in on at by from to
    the this published posted ps p.s quote remember part step number chapter section
    article paragraph transcript interview"""
QUESTION_WORDS: Final = frozenset(_ASKING.split())
ANSWER_WORDS: Final = frozenset(_ANSWERING.split())
_TIME: Final = re.compile(r"[*_]{0,3}[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s*(?:[–—-]\s*)?")
_BRACKETED: Final = re.compile(rf"\[(?P<name>{_WORD}(?: {_WORD}){{1,3}})\]\s+(?=\S)")
_NO_NAMES: Final = frozenset(_OTHER.split())


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker's label: the name as it stands, and how many characters it takes with its colon."""

    name: str
    length: int
    timed: bool = False
    """Whether it gives the time on the tape: "Jo Park (00:56):"."""

    @property
    def role(self) -> str:
        """``question`` or ``answer`` where the label is a role and no name, else empty."""
        word = self.name.lower().rstrip(".")
        if word in QUESTION_WORDS:
            return "question"
        return "answer" if word in ANSWER_WORDS else ""

    @property
    def work(self) -> str:
        """What it says that the speaker does on the air, as "host"; empty if nothing."""
        found = WORK.search(self.name)
        return found["work"].lower() if found else ""

    @property
    def key(self) -> str:
        """The last name, small: "JO PARK, HOST" and "PARK" are one."""
        return WORK.sub("", self.name).split(",")[0].split()[-1].casefold()


def label_of(text: str) -> Label | None:
    """The label with which a paragraph begins, if it begins with one.

    >>> label_of("Jo Park: Why now?")
    Label(name='Jo Park', length=9, timed=False)
    >>> label_of("Q. Why now?").role, label_of("Related: Floods") is None
    ('question', True)
    """
    head = text[:160]
    time = _TIME.match(head)
    at = time.end() if time else 0
    if found := _LETTER.match(head, at) or _BRACKETED.match(head, at):
        return Label(found["name"], found.end())
    found = _NAMED.match(head, at)
    if not found or not _may_name(found["name"]):
        return None
    timed = bool(time) or bool(_TIME.fullmatch(found["note"] or ""))
    return Label(found["name"].strip(" ,"), found.end(), timed)


def _may_name(name: str) -> bool:
    words = name.split()
    if words[0].lower() == "the":
        # An outlet: "The Lantern", but not "The truth".
        return len(words) > 1 and all(word[0].isupper() for word in words)
    return words[0].lower().strip(".,") not in _NO_NAMES
