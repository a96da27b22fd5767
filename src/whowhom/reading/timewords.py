"""Timewords: single expressions of time ("26 August 2021", "last week", "the mid-1990s").

Read by rules of our own, for English: general date parsers read "may" and "march" as months, know
no decades, and take the clock for a document's day.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun",
            "July Jul", "August Aug", "September Sept Sep", "October Oct", "November Nov",
            "December Dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen", "twenty",
        )
    )
} | {"a": 1, "an": 1, "a couple of": 2, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
_DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_VAGUE: Final = (2, 9)
"""How many "a few" and "several" may be."""


@dataclass(frozen=True, slots=True)
class Timeword:
    """An expression of time in a text.

    Parameters
    ----------
    start, end : int
        Where it stands in the text that was searched.
    first, last : date or None
        First and last day that it may mean; None where the document's day is not known.
    precision : str
        ``day``, ``week``, ``month``, ``year`` or ``open``.
    relative : bool
        Whether it is told by the document's day.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    relative: bool = False


Stretch = tuple[date | None, date | None, str] | None
Reader = Callable[[re.Match[str], date | None, bool], Stretch]


def timewords_of(
    text: str, day: date | None, ahead: Callable[[int], bool] = lambda _: False
) -> list[Timeword]:
    """The expressions of time in a text, in order, none over another.

    Parameters
    ----------
    text : str
        A sentence.
    day : date or None
        The document's day.
    ahead : callable
        Whether what stands at an offset is told of the future: "will meet on Monday" is the next
        Monday, "met on Monday" the last.

    Examples
    --------
    >>> [each.first.isoformat() for each in timewords_of("last week", date(2021, 9, 2))]
    ['2021-08-23']
    """
    if not _ANY.search(text):
        return []
    found: list[Timeword] = []
    for pattern, read, relative in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < o.end and o.start < match.end() for o in found):
                continue
            stretch = read(match, day, ahead(match.start()))
            if stretch is not None:
                found.append(Timeword(match.start(), match.end(), *stretch, relative))
    return sorted(found, key=lambda each: each.start)


# -- the calendar


def month_of(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; months below 1 and above 12 are those of other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    year = min(max(year, 1), 9999)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return month_of(year, first)[0], month_of(year, last)[1]


def _years(first: int, last: int) -> tuple[date, date]:
    return date(min(max(first, 1), 9999), 1, 1), date(min(max(last, 1), 9999), 12, 31)


def _week(day: date, back: int) -> tuple[date, date]:
    monday = _moved(day, -day.weekday() - 7 * back)
    return monday, _moved(monday, 6)


def _moved(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def _month_number(name: str) -> int:
    return _MONTHS[name.rstrip(".").capitalize()]


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _number(words: str) -> int | None:
    words = words.lower().strip()
    return int(words) if words.isdigit() else _NUMBERS.get(words)


# -- how each kind is read


def _full(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del day, ahead
    found = _day(int(match["y"]), _month_number(match["m"]), int(match["d"]))
    return (found, found, "day") if found else None


def _numeric(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del day, ahead
    found = _day(int(match["y"]), int(match["m"]), int(match["d"]))
    return (found, found, "day") if found else None


def _days_full(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del day, ahead
    month = _month_number(match["m"])
    first = _day(int(match["y"]), month, int(match["d"]))
    last = _day(int(match["y"]), month, int(match["e"]))
    return (first, last, "day") if first and last and first <= last else None


def _day_of_month(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    month, number = _month_number(match["m"]), int(match["d"])
    if not 1 <= number <= 31:
        return None
    if day is None:
        return None, None, "day"
    years = (day.year, day.year + 1) if ahead else (day.year, day.year - 1)
    options = [found for year in years if (found := _day(year, month, number))]
    right = [each for each in options if (each >= day if ahead else each <= day)]
    return (right[0], right[0], "day") if right else None


def _month_year(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del day, ahead
    first, last = month_of(int(match["y"]), _month_number(match["m"]))
    return _part_of_month(match["part"], first, last)


def _part_of_month(part: str | None, first: date, last: date) -> Stretch:
    kind = _part(part)
    if kind == "early":
        return first, first + timedelta(9), "week"
    if kind == "mid":
        return first + timedelta(10), first + timedelta(19), "week"
    if kind == "late":
        return first + timedelta(20), last, "week"
    return first, last, "month"


def _part(words: str | None) -> str:
    words = (words or "").lower()
    for kind, cues in (
        ("early", ("early", "beginning", "start")),
        ("mid", ("mid",)),
        ("late", ("late", "end")),
    ):
        if any(cue in words for cue in cues):
            return kind
    return ""


def _bare_month(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    if day is None:
        return None, None, "month"
    month, which = _month_number(match["m"]), (match["which"] or "").lower()
    year = day.year
    if which == "next" or (ahead and which != "last"):
        year += month <= day.month if which == "next" else month < day.month
    elif which == "last":
        year -= month >= day.month
    elif which != "this":
        year -= month > day.month
    return _part_of_month(match["part"], *month_of(year, month))


def _year(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del day, ahead
    year, kind = int(match["y"]), _part(match["part"])
    if not kind:
        return *_years(year, year), "year"
    first = {"early": 1, "mid": 5, "late": 9}[kind]
    return *_months(year, first, first + 3), "month"


def _year_range(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    """ "1996-2001", "1998-99"."""
    del day, ahead
    first, last = int(match["y"]), int(match["z"])
    if last < 100:
        last += first // 100 * 100
    return (*_years(first, last), "year") if first < last else None


def _decade(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del ahead
    word = match["word"]
    start = _DECADES[word.lower()] if word else int(match["y"].lstrip("'"))
    if start < 100:
        latest = day.year if day is not None else 2029
        start += 2000 if 2000 + start <= latest else 1900
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "": (0, 9)}[_part(match["part"])]
    return *_years(start + first, start + last), "year"


def _century(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del day, ahead
    number = int(match["n"])
    return (*_years(100 * (number - 1) + 1, 100 * number), "year") if 1 <= number <= 21 else None


def _season(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    month = _SEASONS[match["s"].lower()]
    if match["y"]:
        return *_months(int(match["y"]), month, month + 2), "month"
    if day is None:
        return None, None, "month"
    which = (match["which"] or "").lower()
    year = day.year
    if which == "last":
        year -= 1
    elif not which and not ahead:
        year -= month_of(year, month)[0] > day
    elif which == "next":
        year += month_of(year, month)[0] <= day
    return *_months(year, month, month + 2), "month"


def _near_day(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del ahead
    if day is None:
        return None, None, "day"
    word = match[0].lower()
    move = 0
    if "yesterday" in word or word.startswith("last"):
        move = -1
    elif "tomorrow" in word:
        move = 1
    if "day before yesterday" in word or "day after tomorrow" in word:
        move *= 2
    return _moved(day, move), _moved(day, move), "day"


def _weekday(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    if day is None:
        return None, None, "day"
    which = (match["which"] or "").lower()
    back = (day.weekday() - _DAYS.index(match["w"])) % 7
    if which in {"last", "past"}:
        move = -(back or 7)
    elif which in {"next", "coming"} or (ahead and back):
        move = 7 - back
    else:
        move = -back
    return _moved(day, move), _moved(day, move), "day"


def _near_unit(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    """ "last week", "this year", "next month"."""
    del ahead
    unit, which = match["u"].lower(), match["which"].lower()
    move = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[which]
    kind = _part(match["part"]) if "er" not in (match["part"] or "")[-2:] else ""
    precision = {"weekend": "week", "decade": "year", "century": "year"}.get(unit, unit)
    precision = _FINER.get(unit, precision) if kind else precision
    if day is None:
        return None, None, precision
    first, last = _unit(day, unit, move, match["the"] is not None)
    if kind and unit == "year":
        month = {"early": 1, "mid": 5, "late": 9}[kind]
        return *_months(first.year, month, month + 3), "month"
    return _part_of_month(kind, first, last) if unit == "month" else (first, last, precision)


_FINER: Final = {"year": "month", "month": "week"}


def _unit(day: date, unit: str, move: int, rolling: bool) -> tuple[date, date]:
    if unit == "weekend":
        return _weekend(day, move)
    if unit in {"decade", "century"} or (rolling and move == -1):
        return _back(day, 1, unit), day
    if unit == "week":
        return _week(day, -move)
    if unit == "month":
        return month_of(day.year, day.month + move)
    return _years(day.year + move, day.year + move)


def _weekend(day: date, move: int) -> tuple[date, date]:
    saturday = _moved(day, 5 - day.weekday())
    if move < 0 and day.weekday() < 6:
        saturday = _moved(saturday, -7)
    elif move > 0:
        saturday = _moved(saturday, 7)
    return saturday, _moved(saturday, 1)


def _this_weekend(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del match
    if day is None:
        return None, None, "week"
    return *_weekend(day, 0 if ahead or day.weekday() == 6 else -1), "week"


def _back(day: date, number: int, unit: str) -> date:
    unit = unit.rstrip("s")
    if unit in {"hour", "minute"}:
        return _moved(day, -(number // 24 if unit == "hour" else 0))
    if unit in {"day", "night", "week", "fortnight"}:
        return _moved(day, -number * {"week": 7, "fortnight": 14}.get(unit, 1))
    months = number * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    first, last = month_of(day.year, day.month - months)
    return min(last, _moved(first, day.day - 1))


def _ago(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    """ "two weeks ago": the week, month or year that lies so far back."""
    del ahead
    unit = match["u"].lower().rstrip("s")
    precision = _PRECISION.get(unit, "year")
    if day is None:
        return None, None, precision
    number = _number(match["n"])
    if number is None:
        few, many = _VAGUE
        return _back(day, many, unit), _back(day, few, unit), precision
    if number > 5000:
        return None
    return *_around(_back(day, number, unit), unit), precision


_PRECISION: Final = {
    "minute": "day", "hour": "day", "day": "day", "night": "day", "week": "week",
    "fortnight": "week", "month": "month",
}  # fmt: skip


def _around(at: date, unit: str) -> tuple[date, date]:
    if unit in {"week", "fortnight"}:
        return _week(at, 0)
    if unit == "month":
        return month_of(at.year, at.month)
    if unit == "year":
        return _years(at.year, at.year)
    if unit in {"decade", "century"}:
        return _years(at.year - 1, at.year + 1)
    return at, at


def _over(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    """ "over the last 20 years"."""
    del ahead
    unit, number = match["u"].lower().rstrip("s"), _number(match["n"] or "")
    precision = _PRECISION.get(unit, "year")
    if day is None:
        return None, None, precision
    number = _VAGUE[1] if number is None else number
    return (_back(day, number, unit), day, precision) if number <= 5000 else None


def _of_late(match: re.Match[str], day: date | None, ahead: bool) -> Stretch:
    del match, ahead
    return None, day, "open"


_M: Final = (
    r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_D: Final = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?"
_E: Final = r"(?P<e>[0-3]?\d)(?:st|nd|rd|th)?"
_Y: Final = r"(?P<y>1[5-9]\d\d|20\d\d)"
_W: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?)?"
_PART: Final = (
    r"(?:(?P<part>(?i:(?:the )?(?:early|mid|late)|the (?:beginning|start|middle|end) of))[- ])?"
)  # fmt: skip
_N: Final = (
    r"(?P<n>\d{1,4}|(?i:a couple of|a few|an?|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty"
    r"|forty|fifty|few|several|some|many))"
)
_U: Final = r"(?P<u>(?:minute|hour|day|night|week|fortnight|month|year|decade)s?)"
_SEASON: Final = r"(?P<s>(?i:spring|summer|autumn|fall|winter))"


def _rule(pattern: str, read: Reader, relative: bool) -> tuple[re.Pattern[str], Reader, bool]:
    return re.compile(rf"(?<![\w-]){pattern}(?!\w)"), read, relative


# The longest and surest first: what one has read the next leave alone.
_RULES: Final = (
    _rule(rf"{_W}{_D} ?(?:-|–|to|and) ?{_E} (?:of )?{_M},? {_Y}", _days_full, False),
    _rule(rf"{_W}{_M} {_D} ?(?:-|–|to|and) ?{_E},? {_Y}", _days_full, False),
    _rule(rf"{_W}(?:the )?{_D} (?:of )?{_M},? {_Y}", _full, False),
    _rule(rf"{_W}{_M} {_D},? {_Y}", _full, False),
    _rule(r"(?P<y>1[5-9]\d\d|20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)", _numeric, False),
    _rule(r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>1[5-9]\d\d|20\d\d)", _numeric, False),
    _rule(r"(?P<y>1[5-9]\d\d|20\d\d) ?[-–/] ?(?P<z>1[5-9]\d\d|20\d\d|\d\d)", _year_range, False),
    _rule(rf"{_PART}{_M},? (?:of )?{_Y}", _month_year, False),
    _rule(rf"{_W}(?:the )?{_D} (?:of )?{_M}", _day_of_month, True),
    _rule(rf"{_W}{_M} {_D}(?!,?\d| ?[%:])", _day_of_month, True),
    _rule(rf"(?:the )?{_SEASON}(?: of|,)? {_Y}(?P<which>)", _season, False),
    _rule(
        rf"(?:(?<=[Ii]n )(?P<the>the )|(?P<which>(?i:last|this|next)) ){_SEASON}(?P<y>)(?! of)",
        _season,
        True,
    ),
    _rule(
        rf"(?:the )?{_PART}(?:(?P<y>1[5-9]\d0|20\d0|'?[2-9]0)'?s|(?<=the )(?P<word>"
        rf"(?i:{'|'.join(_DECADES)})))",
        _decade,
        False,
    ),
    _rule(
        r"(?:the )?(?:early |mid-?|late )?(?P<n>\d\d?)(?:st|nd|rd|th)[ -]century",
        _century,
        False,
    ),
    _rule(rf"{_N} {_U} (?:ago|earlier today)", _ago, True),
    _rule(rf"(?i:the )?(?i:last|past|previous|recent) {_N} {_U}", _over, True),
    _rule(rf"(?i:recent|the past few|the last few)(?P<n>) {_U}", _over, True),
    _rule(
        r"(?:(?P<part>(?i:earlier|early|late|later|mid))[ -])?(?P<the>the )?"
        r"(?P<which>(?i:last|past|previous|this|next|coming)) "
        r"(?P<u>(?i:week|weekend|month|year|decade|century))",
        _near_unit,
        True,
    ),
    _rule(r"(?i:over|at|during) the weekend", _this_weekend, True),
    _rule(
        r"(?i:the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow"
        r"|this (?:morning|afternoon|evening)|last night|earlier in the day)",
        _near_day,
        True,
    ),
    _rule(
        r"(?<!every )(?<!each )(?:(?P<which>(?i:last|past|this|next|coming)) )?"
        r"(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
        r"(?: (?:morning|afternoon|evening|night))?",
        _weekday,
        True,
    ),
    _rule(
        r"(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Bb]y )|(?<=[Uu]ntil )|(?<=[Ff]rom )|(?<=[Dd]uring )"
        r"|(?<=[Bb]etween )|(?<=and )|(?<=to )|(?<=[Tt]ill )|(?<=[Bb]efore )|(?<=[Aa]fter )"
        r"|(?=(?i:early|mid|late|last|this|next)[ -])"
        r"|(?=(?i:the (?:beginning|start|middle|end) of)))"
        rf"(?:(?P<which>(?i:last|this|next)) )?{_PART}{_M}",
        _bare_month,
        True,
    ),
    _rule(rf"{_PART}{_Y}", _year, False),
    _rule(
        r"(?i:recently|lately|of late|right now|now|currently|at present|presently)",
        _of_late,
        True,
    ),
)
_ANY: Final = re.compile(
    r"\d|day|week|month|year|ago\b|night|now|morn|evening|noon|late|recent|pres|current|decade|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|ies\b|spring|summer|autumn|fall|winter|"
    r"century|Spring|Summer|Autumn|Winter|Late|Recent|Now|Current|Tomorrow|tomorrow"
)
