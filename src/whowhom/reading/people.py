"""People: who holds an interview and who gives it, by what is said before it begins."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from whowhom.reading.labels import CAPITAL, WORK

_CALENDAR: Final = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
)
# Verbs in a headline with capitals: "The Lantern Interviews Amal Idris".
_VERB: Final = (
    r"(?!(?:Interviews?|Interviewed|Speaks|Talks|Meets|Explains|Discusses|Asks|Answers|Says|Warns|"
    r"Reflects|Tells|Clashes)\b)"
)
_WORD: Final = rf"{_CALENDAR}{_VERB}[{CAPITAL}][\w’'-]*\w|[{CAPITAL}]\b\.?"
_PARTICLE: Final = r"(?:al|el|bin|ibn|von|van|de|da|dos|del|della|der|den|la|le|ter|ul|ould|ag) "
_NAME: Final = re.compile(
    rf"(?<![\w’'-])(?:{_WORD})"
    rf"(?: (?:{_PARTICLE}){{0,2}}(?:(?:al|el|as|ad|ar|an|ash)-)?(?:{_WORD})){{1,3}}"
)
_TITLE: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Amb|Rev|Hon|Sir|Dame|Lord|"
    r"Professor|Doctor|Senator|Representative|Governor|General|Colonel|Lieutenant|Major|Captain|"
    r"Admiral|Ambassador|President|Prime|Minister|Foreign|Defence|Defense|Deputy|Vice|Chief|"
    r"Secretary|Spokesman|Spokeswoman|Spokesperson|Attorney|Judge|King|Queen|Prince|Princess|"
    r"Sheikh|Ayatollah|Mullah|Imam|Bishop|Father|Sister|Brother|Author|Activist|Analyst|Expert|"
    r"Historian|Scientist|Biologist|Economist|Scholar|Director|Former|Journalist|Reporter|Host|"
    r"Commander|Mayor|Researcher|Brigadier|Marshal|Envoy|Interview|Exclusive|Interviewee|The|A|An|"
    r"By|In|On|At|And|But|For|With|As|When|While|After|Before|Meet|Our|US|UN|EU|UK)\.? )+",
    re.IGNORECASE,
)
_NO_PERSON: Final = re.compile(
    r"\b(?:University|Institute|Group|Council|Party|Cent(?:er|re)|Program(?:me)?|United|States?|"
    r"House|North|South|East|West|New|Street|Road|Ministry|Department|Foundation|Association|"
    r"Committee|Commission|Army|Forces?|Front|Movement|Organi[sz]ation|Nations?|Union|Republic|"
    r"College|School|News|Times|Post|Radio|Press|Agency|Court|War|Peace|Prize|Award|Agreement|"
    r"Conference|Summit|Talks|Deal|Truce|Conflict|Attacks?|Threat|Strategy|Islamic|Taliban|Strip|Peninsula|Valley|Day|City|County|Province|Asia|Africa|Europe|America|Crisis|World|"
    r"International|National|Security|Policy|Studies|Affairs|Bank|Fund|Museum|Church|"
    r"Q&A)\b"
)
_CALLED: Final = (
    r"(?:hosts?|anchors?|presenters?|reporters?|correspondents?|journalists?|editors?|contributors?|"
    r"producers?|columnists?|staff writers?)"
)
_MET: Final = (
    r"(?<!peace )(?<!the )(?<!of )(?<!in )(?:sat down|spoke|speaks|talked|talks|chatted|chats|"
    r"met|caught up|was interviewed|corresponded|discussed|discusses|in conversation|joined|joins)"
)
# What stands just before or after the name of somebody who is interviewed.
_GUEST_BEFORE: Final = re.compile(
    r"(?:[Ii]nterview(?:s|ed|ing)?(?: with| of)?|interviewee|(?:(?<!he )(?:spoke|speaks|talks?|"
    r"talked|sat down|chats?|chatted|met|caught up|conversation|call|phone|Skype|Zoom)) "
    r"(?:with|to)|asked|joined by|guest(?: is|,)?|welcomed?|[Mm]eet|Q&A:?(?: with)?|"
    r"questions? (?:to|for))"
    r"(?: (?!with|to|by)[a-z][\w-]*,?| [A-Z]\w+’s| US| UN| EU){0,7} ?$"
)
_GUEST_AFTER: Final = re.compile(
    r"^(?:,[^.;]{1,160},|\s\([^)]{1,60}\))?\s(?:joins?|joined|tells?|told|talks?|talked|speaks?|spoke|"
    r"discuss(?:es|ed)|explains?|explained|answers?|answered|sat down|shares?|shared|reflects?|"
    r"describes?|described|agreed|weighs? in|now discusses|was interviewed)\b"
)
_APPOSITIVE: Final = re.compile(
    r"^, (?:an?|the|who|senior|director|professor|co-|author|founder|former|head|chief|president|"
    r"of|with|from|research|executive|deputy|\d\d)\b|^ (?:is|was) (?:an?|the)\b"
)
_EXPERT: Final = re.compile(
    r"\b(?:analyst|expert|scholar|researcher|professor|fellow|specialist|author|historian),? $"
)
_SAYS: Final = re.compile(r"(?:,[^.;]{1,160},)? (?:says|argues|believes|thinks)\b")
_HOST_BEFORE: Final = re.compile(
    rf"(?:\b{_CALLED},?|interviewed by|(?:questions|interview)(?: [\w-]+){{0,6}} by|told|tells|"
    rf"[Ii]nterview by|hosted by|in conversation with) $"
)
_HOST_AFTER: Final = re.compile(
    rf"^(?:,? (?:the )?{_CALLED}\b|"
    rf"(?: of [A-Z][\w ]{{1,30}})? (?:interviewed|interviews|asked|asks)\b"
    r"| for an interview)"
)
_LONGEST = 20_000
_OWNER: Final = re.compile(r"[’']s? ")
_SEVERAL: Final = re.compile(
    r"\b[Ii]nterview(?:s|ed)?(?: with)?(?: the)? (?:[\w’'-]+ ){0,4}(?:experts|owners|scientists|"
    r"analysts|leaders|candidates|residents|authors|members|researchers|founders|activists|officials|people|"
    r"students|creators|witnesses|survivors|politicians|voters|women|men)\b"
)
_CREDITED: Final = re.compile(
    r"(?:[Ii]mage|[Pp]hoto(?:graph)?|[Cc]redit|[Pp]icture|[Vv]ideo)s?(?: by)?: ?$"
)
_REPORTED: Final = re.compile(
    r"\b(?:interview(?:s|ed|ee)?|Q ?& ?A|in conversation|sat down with|spoke (?:with|to)|"
    r"speaks (?:with|to)|talks? (?:with|to)|talked (?:with|to)|"
    r"conversation with|answered .{0,40}questions|"
    r"joins? .{0,60}(?:host|to discuss)|joined .{0,60}(?:host|to discuss)|tells \w+|told \w+ in|"
    r"discusses .{0,40} with|(?:minutes|questions) (?:with|for)|asked .{0,60} about|"
    r"questions? (?:to|for|and answers))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class People:
    """Names of those who ask and who answer, as full as the text gives them; empty if unknown."""

    host: str
    guest: str


def tells_interview(text: str) -> bool:
    """Whether a headline or introduction says that an interview follows.

    >>> tells_interview("We spoke with Amal Idris."), tells_interview("Amal Idris fled.")
    (True, False)
    """
    return bool(_REPORTED.search(text))


def people_of(introduction: str, outlet: str = "") -> People:
    """Who holds and who gives an interview.

    Parameters
    ----------
    introduction : str
        Headline, teaser, captions and narration before the first question.
    outlet : str
        Who published it: the host where no person is named as such.

    Examples
    --------
    >>> people_of("Amal Idris, an analyst with the Lake Institute, joins host Jo Park.")
    People(host='Jo Park', guest='Amal Idris')
    """
    introduction = introduction[:_LONGEST]
    scores = _scores(introduction, outlet)
    several = _SEVERAL.search(introduction)
    guest = "" if several else _guest({name: score[0] for name, score in scores.items()})
    others = {name: score[1] for name, score in scores.items() if not _alike(name, guest)}
    host = max(others, key=lambda name: others[name], default="")
    if not host or others[host] < 2:
        host = _partner(introduction, guest) or _outlet(introduction, guest, outlet)
    return People(host, guest)


def fullest(name: str, text: str, known: tuple[str, ...] = ()) -> str:
    """The fullest name that a text gives for the name in a label.

    Parameters
    ----------
    name : str
        As in the label: a surname, initials, capitals, with a title or a function behind a comma.
    text : str
        Where to look.
    known : tuple of str
        Names that are looked at first.

    Examples
    --------
    >>> fullest("IDRIS", "Amal Idris leads it."), fullest("AI", "Amal Idris leads it.")
    ('Amal Idris', 'Amal Idris')
    """
    name = WORK.sub("", name)
    letters = re.sub(r"[\W_]", "", name)
    candidates = [each for each in (*known, *_written_in(text)) if not each.isupper()]
    ends = f" {name.casefold()}"
    if letters.isupper() and (mine := [x for x in known if x.casefold().endswith(ends)]):
        return mine[0]
    if letters.isupper() and 2 <= len(letters) <= 4 and " " not in name:
        found = [each for each in candidates if _initials(each) == letters]
        if found or len(letters) == 2:
            return found[0] if found else name
    bare = _bare(name.split(",")[0])
    wanted = f" {bare.casefold()}"
    labels = {each for each in known if f" {each.casefold()}".endswith(wanted)}
    if len(labels) == 1:
        return labels.pop()
    found = [each for each in candidates if f" {each.casefold()}".endswith(wanted)]
    if found:
        return Counter(found).most_common(1)[0][0]
    for wanted in (name.strip(" *_"), bare):
        written = re.findall(rf"\b{re.escape(wanted)}(?!\w)", text, re.IGNORECASE)
        if lower := [each for each in written if not each.isupper()]:
            return str(lower[0])
    return bare if len(letters) > 3 else name


def names_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Runs of two to four words that could be a person's name, and where they stand."""
    for line in re.finditer(r"[^\n]+", text):
        for found in _NAME.finditer(line[0]):
            bare = re.sub(r"[’']s?$", "", found[0])
            skipped = max((owner.end() for owner in _OWNER.finditer(bare)), default=0)
            title = _TITLE.match(bare, skipped)
            skipped = title.end() if title else skipped
            name = bare[skipped:]
            if " " in name and not _NO_PERSON.search(name):
                at = line.start() + found.start() + skipped
                yield name, at, at + len(name)


@lru_cache(maxsize=8)
def _written_in(text: str) -> tuple[str, ...]:
    return tuple(name for name, _, _ in names_in(text))


def _scores(text: str, outlet: str) -> dict[str, tuple[float, float]]:
    """How much speaks for each name as guest and as host."""
    places: dict[str, list[tuple[int, int]]] = {}
    for name, start, end in names_in(text):
        if name.casefold() != outlet.casefold():
            places.setdefault(name, []).append((start, end))
    found = {}
    for name, spans in places.items():
        times = len(re.findall(rf"\b{re.escape(name.split()[-1])}\b", text))
        signs = [_signs(text, start, end) for start, end in spans]
        host = max(sign[1] for sign in signs)
        guest = sum(sign[0] for sign in signs) + min(times, 6) / 2 - 2 * host
        found[name] = (guest, host)
    return _merged(found)


def _guest(scores: dict[str, float]) -> str:
    """The name for which most speaks, unless several are interviewed or nothing tells."""
    ranked = sorted(scores, key=lambda name: -scores[name])
    if not ranked or scores[ranked[0]] <= 0:
        return ""
    top, second = scores[ranked[0]], scores[ranked[1]] if len(ranked) > 1 else 0.0
    if second >= max(3.0, 0.9 * top):
        return ""
    return ranked[0] if top >= 2 or second <= 0 else ""


def _signs(text: str, start: int, end: int) -> tuple[float, float]:
    before = text[max(0, start - 120) : start].rpartition("\n")[2]
    after = text[end : end + 200].partition("\n")[0]
    if _CREDITED.search(before):
        return -3.0, 0.0
    host = 2.0 * bool(_HOST_BEFORE.search(before)) + 2.0 * bool(_HOST_AFTER.search(after))
    guest = 3.0 * bool(_GUEST_BEFORE.search(_untitled(before)))
    opens = not before.strip() or before.endswith((": ", "– "))
    guest += 2.0 * (opens and bool(re.match(r":| about\b| on\b", after)))
    guest += 1.5 * bool(_EXPERT.search(before)) + 1.0 * bool(_SAYS.match(after))
    guest += 2.0 * bool(_GUEST_AFTER.search(after)) + 1.5 * bool(_APPOSITIVE.search(after))
    return guest, host


def _untitled(before: str) -> str:
    """What stands before a name without the title in front of it."""
    return re.sub(r"(?:[A-Z][\w’'.-]* ){1,3}$", "", before) if before[-2:-1].isalpha() else before


def _merged(scores: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """A name that only has more words in front of another is that other: "Biologist Nick Bos"."""
    kept = dict(scores)
    for longer in scores:
        for shorter in scores:
            if longer != shorter and longer.endswith(f" {shorter}") and longer in kept:
                lost, mine = kept.pop(longer), kept[shorter]
                kept[shorter] = (mine[0] + lost[0], max(mine[1], lost[1]))
    return kept


def _alike(a: str, b: str) -> bool:
    return bool(a and b) and a.split()[-1] == b.split()[-1]


def _partner(text: str, guest: str) -> str:
    """The person with whom the guest is said to have spoken."""
    if not guest:
        return ""
    surname = re.escape(guest.split()[-1])
    for name, start, end in names_in(text):
        if _alike(name, guest):
            continue
        before, after = text[max(0, start - 80) : start], text[end : end + 80]
        if re.search(
            rf"\b(?:{surname}|[Ss]?[Hh]e)\b[^.\n]*\b{_MET}(?: \w+)? (?:with|to|by)? ?$", before
        ):
            return name
        if re.match(
            rf"[^.\n]{{0,30}}\b(?:{_MET} (?:with|to)|met|interviewed) [^.\n]{{0,40}}\b{surname}\b",
            after,
        ):
            return name
    return ""


_DEALINGS: Final = r"\b(?:talks|war|negotiation|deal|agreement|relation|conflict|dialogue|truce)"


def _outlet(text: str, guest: str, outlet: str) -> str:
    """An outlet that is said to hold the interview, or else the one that published it."""
    one = rf"(?:The )?[{CAPITAL}]\w+"
    surname = re.escape(guest.split()[-1]) if guest else r"\w+"
    for pattern in (
        rf"(?:^|\n|[.] |for )({one}) (?:(?:spoke|speaks|talks|talked|sat down) (?:with|to)|"
        rf"interview(?:s|ed)|asked|asks|met|meets)\b",
        rf"\binterviewed by ({one})\b",
        rf"\b(?:{surname}|[Ss]?[Hh]e|[Tt]hey)\b[^.\n]{{0,60}}\b{_MET} (?:with|to) ({one})\b",
        rf"\b{surname}\b[^.\n]{{0,40}} tells? ({one})\b",
        rf"\bdiscuss(?:es|ed)? (?:(?!{_DEALINGS})[^.\n]){{0,60}} with ({one})[.,]",
    ):
        if (found := re.search(pattern, text)) and found[1] not in ("We", "He", "She", "They", "I"):
            return found[1]
    return outlet


def _bare(name: str) -> str:
    spaced = f"{name.strip(' *_')} "
    if spaced.lower().startswith("the "):
        # An outlet or a council keeps its article.
        return spaced.strip()
    title = _TITLE.match(spaced)
    told = (spaced[title.end() :] if title else spaced).strip() or spaced.strip()
    if not told.isupper():
        return told
    return re.sub(r"\bMc([a-z])", lambda found: f"Mc{found[1].upper()}", told.title())


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w[\w’'-]*", name)).upper()
