"""Ties among militant groups: MGAR by dyad and year, and the Mapping Militants relations.

MGAR (Blair, Chenoweth, Horowitz, Perkoski and Potter 2022, 'Honor among Thieves', International
Organization 76(1)) as a table of two groups, a year (or first and last year) and a kind of relation
in a word of its codebook or in columns of 0 and 1. Matrices of UCINET are not read.
Mapping Militants (Stanford): ``type, group1_name, group2_name, date``.
"""

import re
from collections import defaultdict
from datetime import date
from typing import Final

from whowhom.actors.period import Period, read_period
from whowhom.errors import FileError
from whowhom.sources.header import Header
from whowhom.sources.ties.told import Told, ToldActor, ToldTie, cells, whole

TITLE: Final = "militant alliances and rivalries (MGAR, Mapping Militants)"
IMPORTER: Final = "militants 1"
DATASET: Final = ""
CITATION: Final = "militant alliances and rivalries, from the user's own file"
_ONE = ("group1name", "group1", "groupname1", "gname1")
_TWO = ("group2name", "group2", "groupname2", "gname2")
_WORD = ("relationship", "relationshiptype", "relationtype", "reltype", "type", "relation")
_FIRST = ("year", "yearstart", "startyear", "ystart", "date")
_LAST = ("yearend", "endyear", "yend")
# Word of a codebook: kind of tie, what to note, and whether it reads from the second to the first.
_KINDS: Final = {
    "ally": ("ally of", "ally", False),
    "all": ("ally of", "ally", False),
    "associate": ("ally of", "associate", False),
    "aff": ("ally of", "affiliate", False),
    "supporter": ("supports", "supporter", False),
    "fan": ("supports", "in words alone", False),
    "host": ("hosts", "host", False),
    "rival": ("rival of", "rival", False),
    "riv": ("rival of", "rival", False),
    "competitor": ("rival of", "competitor", False),
    "spl": ("splinter of", "split", True),
    "mer": ("merged into", "merger", False),
}
_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})$")
_TURN = 30


def recognises(names: set[str]) -> bool:
    """Whether a file names two groups, a time and their relation."""
    sides = names.intersection(_ONE) and names.intersection(_TWO) and names.intersection(_FIRST)
    return bool(sides) and bool(names.intersection(_WORD) or names.intersection(_KINDS))


def read(header: Header, names: set[str]) -> Told:
    """Ties of a file; years of one relation in a row are one tie."""
    one, two = _first_of(_ONE, names), _first_of(_TWO, names)
    word, when = _first_of(_WORD, names), _first_of(_FIRST, names)
    last = _first_of(_LAST, names)
    told, actors = Told(), dict[str, None]()
    yearly: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for row in cells(header):
        told.read += 1
        a, b = row.get(one, ""), row.get(two, "")
        kinds = [k for k in _words(row, word) if k in _KINDS]
        period = _period(row.get(when, ""), row.get(last, "") if last else "")
        if not a or not b or a == b or not kinds or period is None:
            told.dropped["no pair, known relation or date"] += 1
            continue
        actors |= dict.fromkeys((a, b))
        for kind in kinds:
            if when == "year":
                yearly[a, b, kind].add(int(row[when][:4]))
            else:
                told.ties.append(_tie(a, b, kind, period, row.get("description", ""), bool(last)))
    for (a, b, kind), years in yearly.items():
        told.ties += [_tie(a, b, kind, span, "", True) for span in _runs(sorted(years))]
    told.actors = [ToldActor(name) for name in actors]
    if told.read and not told.ties:
        raise FileError(
            f"'{header.path}' tells no relation that is known",
            ", ".join(_KINDS),
            "see which column tells the relation",
        )
    return told


def _first_of(wanted: tuple[str, ...], names: set[str]) -> str:
    return next((name for name in wanted if name in names), "")


def _words(row: dict[str, str], word: str) -> list[str]:
    if word and row.get(word):
        return [row[word].casefold()]
    return [kind for kind in _KINDS if whole(row.get(kind, "")) == 1]


def _period(first: str, last: str) -> Period | None:
    try:
        if found := _DAY.match(first):
            year = int(found[3])
            year += 0 if year > 99 else 2000 if year < _TURN else 1900
            return Period(date(year, int(found[1]), int(found[2])))
        cut = [
            text.removesuffix("-00").removesuffix("-00").removesuffix(".0")
            for text in (first, last)
        ]
        found_period = read_period(*cut)
        return found_period if found_period.first else None
    except ValueError:
        return None


def _runs(years: list[int]) -> list[Period]:
    spans, start = [], years[0]
    for year, following in zip(years, [*years[1:], None], strict=True):
        if following != year + 1:
            spans.append(Period(date(start, 1, 1), date(year, 12, 31)))
            start = following or year
    return spans


def _tie(a: str, b: str, word: str, period: Period, text: str, yearly: bool) -> ToldTie:
    kind, note, turned = _KINDS[word]
    source, target = (b, a) if turned else (a, b)
    return ToldTie(source, kind, target, period, f"{note}: {text}" if text else note, "", yearly)
