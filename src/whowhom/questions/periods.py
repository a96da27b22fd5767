"""From the period in a question to its first and last day."""

import calendar
import re
from datetime import date, timedelta

from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.actors.period import Period, read_period
from whowhom.errors import OptionError
from whowhom.events.named import TurningEvent
from whowhom.snapshot.snapshot import Snapshot

_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = {**{word: n for n, word in enumerate(_NUMBERS, 1)}, "a": 1, "few": 3}
_DECADES = {
    "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
    "noughties": 0, "two thousands": 0, "twenty tens": 10,
}  # fmt: skip
_NOW = {"now", "today", "currently", "these days", "present", "nowadays", "the present", "lately"}
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_THIRDS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_LATELY = 365
_AFTER = ("since ", "after ", "from ")
_BEFORE = ("before ", "until ", "till ", "up to ")

_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_RANGE = re.compile(rf"^({_DATE})?\s*(?:\.\.|/|–)\s*({_DATE})?$")
_DECADE = re.compile(
    r"^(?:(early|mid|late)[\s-]*(?:the\s+)?)?(?:(\d{2})?(\d)0s|(" + "|".join(_DECADES) + r"))$"
)
_LAST = re.compile(r"^(?:the\s+)?(?:last|past)\s+(?:(\w+)\s+)?(day|week|month|year)s?$")
_AGO = re.compile(r"^(\w+)\s+(day|week|month|year)s?\s+ago$")
_MONTH = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]+)\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})$"
)


def find_period(snapshot: Snapshot, text: str) -> Period:
    """The period that a question means, at most up to the day before `as_of`.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day; its case.toml may name periods and turning events.
    text : str
        ``1996..2001``, ``1998``, ``1998-03``, ``March 2015``, ``mid-1990s``, ``now`` (the last 365
        days), ``last year``, ``last 3 years``, ``2 years ago``, ``since the takeover``, ``before
        2015``, ``from the mid-90s until the fall of the first Taliban government``, or a name from
        case.toml.

    Returns
    -------
    Period
        An open end stays open at the beginning; the end is given.

    Raises
    ------
    OptionError
        If the text means no period, or one that begins on or after `as_of`.
    """
    shown = text if isinstance(text, str) else repr(text)
    period = read(snapshot, text) if isinstance(text, str) else None
    if period is None:
        raise _unknown(snapshot, shown)
    end = snapshot.as_of - timedelta(days=1)
    if period.first and period.first > end:
        raise OptionError(
            f"the period '{shown[:80]}' begins on {period.first}, and nothing after {end} is known",
            f"a period that begins before {snapshot.as_of}",
            "choose another period, or a later --as-of",
        )
    period = Period(period.first, min(period.last or end, end))
    if period.first and period.last and period.last < period.first:
        raise OptionError(
            f"the period '{shown[:80]}' ends on {period.last}, before it begins on {period.first}",
            "a period that ends after it begins",
            "swap the two",
        )
    return period


def read(snapshot: Snapshot, text: str) -> Period | None:
    """The period as the text says it, not cut at `as_of`; None where it says none."""
    said = _clean(text)
    for reader in (_span, _named, _range, _now, _decade, _last, _ago, _calendar):
        if found := reader(snapshot, said):
            return found
    return None


def find_turning_event(snapshot: Snapshot, text: str) -> TurningEvent | None:
    """The turning event of the case that a text names, or None.

    >>> from whowhom.case import Case
    >>> find_turning_event(Case("afghanistan").snapshot("2022-01-01"), "the takeover").date
    datetime.date(2021, 8, 15)
    """
    wanted = key(text)
    for event in snapshot.settings.turning_events:
        if event.date < snapshot.as_of and wanted in {key(n) for n in (event.name, *event.aliases)}:
            return event
    return None


def _clean(text: str) -> str:
    """Lower case, apostrophes gone, one blank; "the '90s" is "90s"."""
    flat = " ".join(text.casefold().replace("’", "'").replace("'", "").split())
    flat = re.sub(r"(?:[?!,;: ]|(?<!\.)\.(?!\.))+$", "", flat)
    return flat.removeprefix("in ").removeprefix("during ").removeprefix("the ")


def _span(snapshot: Snapshot, said: str) -> Period | None:
    """Since, before, until an event or day; from one to another."""
    if found := re.match(
        r"^(?:from|between)?\s*(.+?)\s+(?:to|until|till|and|through)\s+(.+)$", said
    ):
        first, last = (read(snapshot, part) for part in found.groups())
        if first and last:
            # Up to an event means before its day; up to a year includes it.
            event = find_turning_event(snapshot, found[2])
            return Period(first.first, event.date - timedelta(days=1) if event else last.last)
    for word in (*_AFTER, *_BEFORE):
        inner = read(snapshot, said.removeprefix(word)) if said.startswith(word) else None
        if inner and word in _AFTER:
            return Period(inner.first, None)
        if inner and inner.first:
            return Period(None, inner.first - timedelta(days=1))
    return None


def _named(snapshot: Snapshot, said: str) -> Period | None:
    for each in snapshot.settings.periods:
        if key(said) in {key(_clean(n)) for n in (each.name, *each.aliases)}:
            return Period(each.first, each.last)
    for event in snapshot.settings.turning_events:
        if key(said) in {key(_clean(n)) for n in (event.name, *event.aliases)}:
            return Period(event.date, event.date)
    return None


def _range(_: Snapshot, said: str) -> Period | None:
    try:
        if found := _RANGE.match(said):
            return read_period(found[1] or "", found[2] or "") if found[1] or found[2] else None
        return read_period(said, said) if re.fullmatch(_DATE, said) else None
    except ValueError:
        return None


def _now(snapshot: Snapshot, said: str) -> Period | None:
    end = snapshot.as_of - timedelta(days=1)
    if said in _NOW:
        return Period(end - timedelta(days=_LATELY - 1), end)
    if said == "this year":
        return Period(date(end.year, 1, 1), end)
    if said == "last year":
        return Period(date(end.year - 1, 1, 1), date(end.year - 1, 12, 31))
    return None


def _decade(snapshot: Snapshot, said: str) -> Period | None:
    found = _DECADE.match(said.replace("mid-", "mid "))
    if not found:
        return None
    third, century, tens, word = found.groups()
    within = _DECADES[word] if word else int(tens) * 10
    # "the '90s" is the latest decade of that name that has begun.
    last = snapshot.as_of.year
    start = int(century) * 100 + within if century else last - (last - within) % 100
    low, high = _THIRDS[third] if third else (0, 9)
    return Period(date(start + low, 1, 1), date(start + high, 12, 31))


def _last(snapshot: Snapshot, said: str) -> Period | None:
    found = _LAST.match(said)
    n = _number(found[1] or "one") if found else None
    if not found or n is None:
        return None
    end = snapshot.as_of - timedelta(days=1)
    return Period(end - timedelta(days=n * _UNIT_DAYS[found[2]] - 1), end)


def _ago(snapshot: Snapshot, said: str) -> Period | None:
    found = _AGO.match(said)
    n = _number(found[1]) if found else None
    if not found or n is None:
        return None
    end = snapshot.as_of - timedelta(days=1)
    if found[2] == "year":
        return Period(date(end.year - n, 1, 1), date(end.year - n, 12, 31))
    day = end - timedelta(days=n * _UNIT_DAYS[found[2]])
    return Period(day, day)


def _calendar(_: Snapshot, said: str) -> Period | None:
    """A month or day by name: ``march 2015``, ``15 august 2021``, ``august 15, 2021``."""
    found = _MONTH.match(said)
    month = _MONTHS.get(found[2]) if found else None
    if not found or not month:
        return None
    year, day = int(found[4]), int(found[1] or found[3] or 0)
    most = calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 0
    if day > most or not most:
        return None
    return Period(date(year, month, day or 1), date(year, month, day or most))


def _number(word: str) -> int | None:
    if word in _WORDS:
        return _WORDS[word]
    return int(word) if word.isdecimal() and 0 < int(word) < 1000 else None


def _unknown(snapshot: Snapshot, text: str) -> OptionError:
    names = [p.name for p in snapshot.settings.periods]
    names += [f"since {e.name}" for e in snapshot.settings.turning_events]
    close = nearest(text, {key(n): n for n in names})
    return OptionError(
        f"'{text[:80]}' is no period",
        "1996..2001, 1998, 'March 2015', 'mid-1990s', 'now', 'last 2 years', 'since the takeover'"
        " or a name from case.toml",
        f"did you mean {' | '.join(close)}?" if close else "say it in one of these ways",
    )
