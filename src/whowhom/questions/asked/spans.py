"""Periods and horizons in a question: the longest words that `periods.read` understands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from whowhom.actors.period import Period
from whowhom.questions.asked.happenings import Happening
from whowhom.questions.asked.words import Sentence
from whowhom.questions.periods import read
from whowhom.snapshot.snapshot import Snapshot

_MOST: Final = 22
_NOW: Final = frozenset(
    """now today todays currently nowadays lately recently present present-day current
    presently""".split()
)
_NOW_PHRASES: Final = (
    ("these", "days"), ("at", "present"), ("right", "now"), ("at", "the", "moment"),
    ("as", "of", "now"), ("the", "present"), ("present", "day"),
    ("as", "of", "today"), ("of", "late"),
)  # fmt: skip
_PLACING: Final = frozenset(
    ["", *"in inside within at on there here across around near throughout anywhere or".split()]
)
# How a period begins; each is turned into a word that `read` knows.
_OPENINGS: Final[dict[tuple[str, ...], str]] = {
    ("since",): "since", ("ever", "since"): "since", ("after",): "since", ("following",): "since",
    ("post",): "since", ("in", "the", "wake", "of"): "since", ("from",): "from",
    ("starting", "in"): "since", ("starting", "from"): "since", ("before",): "before",
    ("prior", "to"): "before", ("pre",): "before", ("until",): "until", ("till",): "until",
    ("up", "to"): "until", ("up", "until"): "until", ("between",): "between", ("ahead", "of"): "before",
}  # fmt: skip
_STARTS: Final = frozenset(
    """the last past this early mid late a one two three four five six seven eight nine ten few
    couple fifties sixties seventies eighties nineties noughties back in years""".split()
)
_MONTHS: Final = frozenset(
    """january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec""".split()
)
_NOT_A_YEAR: Final = re.compile(
    r"^\s*(?:people|deaths?|dead|killed|fatalit|civilians?|fighters?|acts?|attacks?|soldiers|or more)"
)
_MORE: Final = re.compile(r"(?:at least|more than|over|kills?|killing|killed)\s*$")


@dataclass(frozen=True, slots=True)
class Span:
    """A period at some words of a sentence.

    Parameters
    ----------
    first, last : int
        First word, and the one after the last.
    said : str
        As `periods.read` was given it.
    period : Period
        What it means, cut at the day before `as_of`.
    opening : str
        ``since``, ``before`` or "" where the period stands by itself.
    now : bool
        Whether it only says that the present is meant.
    event : Happening or None
        The turning event that it opens or closes with, where it is one alone.
    inner : Period or None
        What stands after `opening`: of "since the 1990s" the 1990s.
    """

    first: int
    last: int
    said: str
    period: Period
    opening: str = ""
    now: bool = False
    event: Happening | None = None
    inner: Period | None = None


def find_spans(
    snapshot: Snapshot, sentence: Sentence, happenings: Sequence[Happening]
) -> list[Span]:
    """The periods of a sentence, in their order. A turning event alone is none."""
    found, at = [], 0
    while at < len(sentence.words):
        span = _span(snapshot, sentence, happenings, at)
        if span:
            found.append(span)
        at = span.last if span else at + 1
    return found


def cut(snapshot: Snapshot, period: Period) -> Period | None:
    """The period as far as it is known; None if it begins later, or before it ends."""
    end = snapshot.as_of - timedelta(days=1)
    last = min(period.last or end, end)
    if period.first and period.first > last:
        return None
    return Period(period.first, last)


def now(snapshot: Snapshot) -> Period:
    """The last 365 days."""
    found = read(snapshot, "now")
    assert found is not None
    return found


def _span(
    snapshot: Snapshot, sentence: Sentence, happenings: Sequence[Happening], at: int
) -> Span | None:
    said = sentence.words
    for phrase in _NOW_PHRASES:
        if tuple(w.norm for w in said[at : at + len(phrase)]) == phrase:
            return Span(at, at + len(phrase), "now", now(snapshot), now=True)
    if said[at].norm in _NOW and not _is_there(sentence, at):
        return Span(at, at + 1, "now", now(snapshot), now=True)
    if not _may_begin(sentence, happenings, at):
        return None
    named = any(h.first == at for h in happenings)
    opening, body = ("", at) if named else _opening(sentence, at)
    for last in range(min(at + _MOST, len(said)), body, -1):
        if _inside(happenings, last) or _inside(happenings, body):
            continue
        text = _text(sentence, happenings, body, last)
        found = _read(snapshot, sentence, opening, text, (at, body, last), happenings)
        if found:
            return found
    return None


def _is_there(sentence: Sentence, at: int) -> bool:
    """Whether "present" means being somewhere and not the time."""
    after = sentence.words[at + 1].norm if at + 1 < len(sentence.words) else ""
    before = sentence.words[at - 1].norm if at else ""
    return sentence.words[at].norm == "present" and (after in _PLACING and before != "the")


def _read(
    snapshot: Snapshot,
    sentence: Sentence,
    opening: str,
    text: str,
    where: tuple[int, int, int],
    happenings: Sequence[Happening],
) -> Span | None:
    at, body, last = where
    if text.isdecimal() and not _is_year(sentence, text, body, last):
        return None
    event = next((h for h in happenings if (h.first, h.last) == (body, last)), None)
    if event and event.event and not opening:
        return None
    whole = f"{opening} {text}".strip()
    period = read(snapshot, whole)
    if period is None and opening == "from":
        opening, period = "", read(snapshot, text)
    known = cut(snapshot, period) if period else None
    if known is None:
        return None
    assert period is not None
    inner = read(snapshot, text) if opening else None
    side = "since" if period.last is None else "before" if period.first is None else ""
    return Span(at, last, whole, known, side if inner else "", event=event, inner=inner)


def _may_begin(sentence: Sentence, happenings: Sequence[Happening], at: int) -> bool:
    norm = sentence.words[at].norm
    return (
        norm[:1].isdigit()
        or norm in _STARTS
        or norm in _MONTHS
        or bool(_opening(sentence, at)[0])
        or any(h.first == at and h.event is None for h in happenings)
    )


def _opening(sentence: Sentence, at: int) -> tuple[str, int]:
    """The word that opens a period, and where what it opens begins."""
    for size in (4, 2, 1):
        phrase = tuple(w.norm for w in sentence.words[at : at + size])
        if len(phrase) == size and phrase in _OPENINGS:
            body = at + size
            return (_OPENINGS[phrase], body) if body < len(sentence.words) else ("", at)
    return "", at


def _inside(happenings: Sequence[Happening], edge: int) -> bool:
    """Whether the name of an event would be cut in two there."""
    return any(h.first < edge < h.last for h in happenings)


def _text(sentence: Sentence, happenings: Sequence[Happening], first: int, last: int) -> str:
    """The words from first to last, with events and named periods by their names in the case."""
    parts, at = [], first
    while at < last:
        happening = next((h for h in happenings if h.first == at), None)
        if happening:
            parts.append(happening.name)
            at = happening.last
        else:
            after = at + 1 < last and sentence.words[at + 1].start
            word = sentence.words[at]
            end = after if after else word.end
            parts.append(sentence.text[word.start : end].removesuffix("'"))
            at += 1
    text = re.sub(r"\s+", " ", " ".join(p.strip() for p in parts))
    # "last year" is a calendar year; "the last year" the days up to now.
    text = re.sub(r"\bthe (?:last|past) (year|month|week)\b", r"the last one \1", text.casefold())
    text = re.sub(r"\b(\d{4})\s*[-–—]\s*(\d{4})\b", r"\1..\2", text.replace("- ", "-"))
    text = re.sub(r"\b(\d{4})\s*[-–—]\s*(\d{2})\b(?![-\d])", _short_range, text)
    return re.sub(r"\b(mid|early|late)-", r"\1 ", text.replace("'", ""))


def _short_range(hit: re.Match[str]) -> str:
    """ "2015-18" as years; "2015-08" stays a month."""
    first, last = int(hit[1]), int(hit[2])
    whole = first // 100 * 100 + last
    return f"{first}..{whole}" if last > 12 and whole > first else hit[0]


def _is_year(sentence: Sentence, text: str, first: int, last: int) -> bool:
    """Whether a number is a year and not a count."""
    if not 1900 <= int(text) <= 2100:
        return False
    before = sentence.text[: sentence.words[first].start]
    after = sentence.text[sentence.words[last - 1].end :]
    return not (_NOT_A_YEAR.match(after) or _MORE.search(before))


# ---- ahead -------------------------------------------------------------------------------------

_UNITS: Final = {
    "day": 1, "days": 1, "d": 1, "week": 7, "weeks": 7, "wk": 7, "wks": 7, "w": 7, "fortnight": 14,
    "month": 30, "months": 30, "mo": 30, "mos": 30, "m": 30, "quarter": 90, "quarters": 90,
    "year": 365, "years": 365, "yr": 365, "yrs": 365, "y": 365,
}  # fmt: skip
_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "couple of": 2, "couple": 2, "two": 2, "three": 3, "few": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "thirty": 30, "sixty": 60, "ninety": 90, "half a": 0.5, "half": 0.5,
}  # fmt: skip
_N = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?P<unit>" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\b"
_LEAD = r"\b(?:(?:with)?in|over|for|during|through|across)?\s*(?:the\s+|about\s+|a\s+)?"
_AHEAD: Final = tuple(
    re.compile(pattern)
    for pattern in (
        _LEAD + rf"(?:next|coming|following|upcoming)\s+(?:{_N}[\s-]+)?{_UNIT}",
        rf"\b(?:within|in)\s+(?:the\s+)?(?:space of\s+)?{_N}[\s-]+{_UNIT}(?:\s+time)?(?!\s+(?:ago|before|of|earlier|since))",
        rf"\b(?:over|for)\s+{_N}[\s-]+{_UNIT}(?=\s*$|\s+(?:ahead|from))(?:\s+(?:ahead|from\s+now))?",
        rf"\b(?:in|over|during|for) the (?:{_N}[\s-]+)?{_UNIT}\s+(?:ahead|to come)",
        rf"\b(?:ahead|forward)\s+(?:by\s+)?{_N}[\s-]+{_UNIT}",
        rf"\b{_N}[\s-]+{_UNIT}\s+(?:ahead|from\s+now|out|hence|horizon|outlook|forecast)",
        r"\b(?:next\s+)?(?P<n>\d{1,3})(?P<unit>[dwmy])\b",
        rf"(?<!last )(?<!past )(?<!previous )\b{_N}[\s-]{_UNIT}\s*$",
        r"\b(?P<n>half a)\s+(?P<unit>year)\b(?!\s+ago)",
    )
)
_BY: Final = re.compile(
    r"\b(?:by|before|until|through|till)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?"
    r"(?P<what>(?:this\s+)?(?:year|month)(?:\s+is\s+out)?|(?:[a-z]+\s+)?\d{4})\b"
    r"|\b(?:rest|remainder)\s+of\s+(?:the|this)\s+(?P<rest>year|month)\b"
)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Days ahead that a sentence names, between two of its letters."""

    days: int
    start: int
    end: int


def find_horizon(snapshot: Snapshot, sentence: Sentence) -> Horizon | None:
    """How far ahead a sentence looks, if it says so.

    "next week" is 7 days, "next month" 30, "next quarter" 90, "next year" 365, and so are numbers
    of them; "by the end of the year" runs to that day.
    """
    text = sentence.text.casefold()
    if hit := re.search(r"\btomorrow\b", text):
        return Horizon(1, hit.start(), hit.end())
    for pattern in _AHEAD:
        if found := pattern.search(text):
            if not found["n"] and found["unit"].endswith("s"):
                continue  # "the coming weeks" says no number
            number = found["n"] or "one"
            n = float(number) if number.isdecimal() else _NUMBERS[number]
            # Half a year is six months of 30 days.
            unit = 360 if n < 1 and found["unit"] == "year" else _UNITS[found["unit"]]
            return Horizon(round(n * unit), found.start(), found.end())
    return _until(snapshot, text)


def _until(snapshot: Snapshot, text: str) -> Horizon | None:
    found = _BY.search(text)
    if not found:
        return None
    what = (found["what"] or found["rest"]).removeprefix("this ").removesuffix(" is out")
    last: date | None
    if what in ("year", "month"):
        day = snapshot.as_of
        first = date(day.year + 1, 1, 1) if what == "year" or day.month == 12 else None
        last = (first or date(day.year, day.month + 1, 1)) - timedelta(days=1)
    else:
        period = read(snapshot, what) or Period()
        before = found[0].startswith("before") and "end of" not in found[0]
        last = period.first - timedelta(days=1) if before and period.first else period.last
    if not last or last < snapshot.as_of:
        return None
    return Horizon((last - snapshot.as_of).days + 1, found.start(), found.end())
