"""Lines: conditions on rows to come, written as people write them.

::

    line      = term { "or" term }
    term      = factor { "and" factor }
    factor    = "not" factor | "(" line ")" | condition
    condition = sides [ "in" PLACE ] [ MEASURE ">=" N ] [ window ]
    sides     = SOURCE [TYPE] ( "-" | "->" ) [TYPE] TARGET [TYPE]  |  SOURCE [TYPE] TARGET
    window    = "within" SPAN | "by" DATE | "from" DATE "to" DATE
    MEASURE   = "acts" | "deaths" | "deadliest"

Names of several words need no quotes, unless they hold one of the words above.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from whowhom.errors import OptionError
from whowhom.events.scenario import Asked, Joined, Stated

FORM: Final = (
    "SOURCE [TYPE] TARGET [in PLACE] [acts|deaths|deadliest >= N] [within 90d | by DATE | from "
    "DATE to DATE], joined by and, or, not and parentheses"
)
"""What a line may be, for messages."""
MEASURES: Final = ("acts", "deaths", "deadliest")
MOST: Final = 100_000
_SPAN = re.compile(r"(?:within)?\s*(\d{1,6}[dwmy]?)", re.ASCII | re.IGNORECASE)
_TOKEN = re.compile(
    r"""\s*(?:
        "(?P<double>[^"]*)" | '(?P<single>[^']*)'(?=[\s)|]|$)
      | (?P<sign>->|→|>=|<=|==|≥|≤|[<>=()])
      | (?P<word>(?:(?!->)[^\s()<>=≥≤"→])+)
    )""",
    re.VERBOSE,
)
_DASHES = ("-", "–", "—")
_UNITS = ("day", "days", "week", "weeks", "month", "months", "year", "years")
_STOPS = ("and", "or", ")")
_COUNT = re.compile(r"\d{1,3}(?:[,_]\d{3})+|\d+", re.ASCII)
_LONGEST = 4000
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool = False

    def is_(self, *words: str) -> bool:
        return not self.quoted and self.text.casefold() in words


def read_line(text: str) -> Stated:
    """Read a line.

    Parameters
    ----------
    text : str
        See the form above.

    Returns
    -------
    Asked or Joined
        Names, types and places are as written; nobody has looked them up.

    Raises
    ------
    OptionError
        If it cannot be read, with what can.

    Examples
    --------
    >>> asked = read_line("ISIS-K - Taliban in AFG/Kabul acts >= 10 within 90d")
    >>> asked.source, asked.how, asked.target, asked.place, asked.at_least, asked.within
    ('ISIS-K', '-', 'Taliban', 'AFG/Kabul', 10, '90d')
    >>> read_line("A B and not (C D or E F)").how
    'all'
    """
    if len(text) > _LONGEST:
        raise _wrong(f"a line of {len(text):,} letters", "a scenario that long belongs in a file")
    reader = _Reader(text)
    found = reader.either()
    if reader.left:
        raise _wrong(f"'{reader.left[0].text[:40]}' cannot stand there in '{_cut(text)}'")
    return found


def _tokens(text: str) -> list[_Token]:
    found, at, bare = [], 0, text.rstrip()
    while at < len(bare):
        hit = _TOKEN.match(bare, at)
        if hit is None:
            raise _wrong(f"a quote in '{_cut(text)}' does not end")
        at = hit.end()
        quoted = hit["double"] if hit["double"] is not None else hit["single"]
        if quoted is not None:
            found.append(_Token(quoted, True))
        else:
            found.append(_Token(hit["sign"] or hit["word"]))
    return found


class _Reader:
    """Goes through the words of a line, one rule of the form above at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = _tokens(text)
        self.depth = 0
        if not self.left:
            raise _wrong("an empty scenario")

    def take(self, *words: str) -> bool:
        """Whether the next word is one of these; it is passed."""
        if self.left and self.left[0].is_(*words):
            self.left.pop(0)
            return True
        return False

    def either(self) -> Stated:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Joined("any", tuple(parts))

    def both(self) -> Stated:
        parts = [self.one()]
        while self.take("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Joined("all", tuple(parts))

    def one(self) -> Stated:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _wrong("a scenario nested deeper than 40 times")
        try:
            if self.take("not"):
                return Joined("not", (self.one(),))
            if self.take("("):
                found = self.either()
                if not self.take(")"):
                    raise _wrong(f"a parenthesis in '{_cut(self.text)}' does not close")
                return found
            return self.single()
        finally:
            self.depth -= 1

    def single(self) -> Asked:
        words: list[_Token] = []
        while self.left and not self.left[0].is_(*_STOPS):
            words.append(self.left.pop(0))
        if not words:
            raise _wrong(f"a condition is missing in '{_cut(self.text)}'")
        return _asked(words)


def _asked(words: list[_Token]) -> Asked:
    said = " ".join(f"'{w.text}'" if w.quoted and " " in w.text else w.text for w in words)
    words, within, first, last = _window(list(words))
    words, measure, at_least = _measure(words)
    words, place = _place(words)
    if any(w.is_("<", ">", "=", "==", ">=", "<=", "≥", "≤", "(", "not") for w in words):
        raise _wrong(f"'{_cut(said)}' is no condition", "put names that hold such signs in quotes")
    source, how, target = _sides(words)
    asked = Asked(
        how=how,
        place=place,
        measure=measure,
        at_least=at_least,
        within=within,
        first=first,
        last=last,
        text=said,
    )
    if how:
        return replace(asked, source=" ".join(source), target=" ".join(target))
    return replace(asked, words=tuple(source))


def _sides(words: list[_Token]) -> tuple[list[str], str, list[str]]:
    arrows = [n for n, w in enumerate(words) if w.is_("->", "→", *_DASHES)]
    if len(arrows) > 1:
        raise _wrong(f"{len(arrows)} arrows in one condition", "join conditions by and, or")
    if not words or (arrows and arrows[0] in (0, len(words) - 1)) or len(words) < 2:
        raise _wrong(f"'{' '.join(w.text for w in words)}' names no two sides", "use * for anyone")
    texts = [f"'{w.text}'" if w.quoted else w.text for w in words]
    if not arrows:
        return texts, "", []
    n = arrows[0]
    return texts[:n], "-" if words[n].is_(*_DASHES) else "->", texts[n + 1 :]


def _window(words: list[_Token]) -> tuple[list[_Token], str, date | None, date | None]:
    """The window at the end of a condition, and what stands before it."""
    for n in range(len(words) - 1, -1, -1):
        rest = words[n + 1 :]
        if words[n].is_("within"):
            if len(rest) == 2 and rest[1].is_(*_UNITS):
                rest = [_Token(rest[0].text + rest[1].text[0].casefold())]
            if len(rest) != 1 or not _SPAN.fullmatch(rest[0].text):
                raise _wrong(f"'within {' '.join(w.text for w in rest)}'", "write within 90d")
            return words[:n], rest[0].text, None, None
        if words[n].is_("by") and len(rest) == 1:
            return words[:n], "", None, _day(rest[0].text)
        if words[n].is_("from") and len(rest) == 3 and rest[1].is_("to"):
            first, last = _day(rest[0].text), _day(rest[2].text)
            if last < first:
                raise _wrong(f"from {first} to {last}: it ends before it begins", "swap the two")
            return words[:n], "", first, last
    return words, "", None, None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong(f"'{text[:40]}' is no day", "write days as 2021-11-30") from None


def _measure(words: list[_Token]) -> tuple[list[_Token], str, int]:
    """``deaths >= 25`` at the end, and what stands before it; at least one act where it is not."""
    signs = [n for n, w in enumerate(words) if w.is_("<", ">", "=", "==", ">=", "<=", "≥", "≤")]
    if not signs:
        if words and words[-1].is_(*MEASURES):
            raise _wrong(f"'{words[-1].text}' without a number", f"write {words[-1].text} >= 1")
        return words, "acts", 1
    n = signs[-1]
    told = " ".join(w.text for w in words[max(n - 1, 0) :])
    if n < 1 or not words[n - 1].is_(*MEASURES):
        raise _wrong(f"'{told[:60]}' counts nothing known", f"count {', '.join(MEASURES)}")
    if not words[n].is_(">=", "≥", ">"):
        raise _wrong(f"'{told[:60]}'", "write 'not (... acts >= N)' for fewer than N")
    if len(words) != n + 2:
        raise _wrong(f"'{told[:60]}'", "a whole number, then within, by or from, may follow >=")
    number = count(words[n + 1].text, words[n - 1].text) + words[n].is_(">")
    return words[: n - 1], words[n - 1].text.casefold(), check_count(number, words[n - 1].text)


def count(text: str, measure: str) -> int:
    """A whole number as people write it; raises OptionError."""
    if not _COUNT.fullmatch(text):
        raise _wrong(f"'{measure} >= {text[:40]}'", "count with whole numbers from 1")
    return int(re.sub("[,_]", "", text)[:20])


def check_count(number: object, measure: str) -> int:
    """A number that can be asked for; raises OptionError."""
    if type(number) is not int or number < 0:
        raise _wrong(f"'{measure} >= {number}'", "count with whole numbers from 1")
    if number == 0:
        raise _wrong(f"'{measure} >= 0' is true whatever happens", "ask for at least 1")
    if number > MOST:
        raise _wrong(f"'{measure} >= {number}'", f"ask for at most {MOST:,}")
    return number


def _place(words: list[_Token]) -> tuple[list[_Token], str]:
    """The place at the end, and what stands before it."""
    for n in range(len(words) - 1, -1, -1):
        if words[n].is_("in") and n > 0:
            place = " ".join(w.text for w in words[n + 1 :])
            if not place:
                raise _wrong("'in' without a place", "name one, such as AFG/Kabul")
            return words[:n], place
    return words, ""


def _cut(text: str) -> str:
    return text if len(text) <= 100 else text[:97] + "..."


def _wrong(given: str, then: str = "") -> OptionError:
    return OptionError(f"scenario: {given}", FORM, then or "correct the scenario")
