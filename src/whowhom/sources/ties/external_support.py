"""UCDP External Support: who supports whom, year by year, and with what.

The triad-year file of ESD 18.1 (supporter ``ext_name``, supported ``actor_name``, ``year``), saved
as CSV, and the older file of 1975-2009 (``external_name``, ``ywp_name``, ``ywp_year``).
Years that follow each other make one tie. Sources: Meier, Karlén, Pettersson and Croicu (2022),
'External support in armed conflicts', Journal of Peace Research 60(3); Högbladh, Pettersson and
Themnér (2011).
"""

from collections import defaultdict
from datetime import date
from typing import Final

from whowhom.actors.catchall import is_catch_all
from whowhom.actors.period import Period
from whowhom.errors import FileError
from whowhom.sources.header import Header
from whowhom.sources.ties.told import Told, ToldActor, ToldTie, cells, whole

TITLE: Final = "UCDP External Support"
IMPORTER: Final = "ucdp external support 1"
DATASET: Final = "ucdp-ged"
CITATION: Final = "UCDP External Support Dataset, Uppsala University (CC BY 4.0)"
# Codes of the codebooks; the older file writes $ for funding.
_WITH: Final = {
    "x": "troops as a party to the fighting",
    "p": "foreign troops present",
    "y": "access to infrastructure",
    "l": "access to territory",
    "w": "weapons",
    "m": "materiel or logistics",
    "t": "training or expertise",
    "f": "funding",
    "i": "intelligence",
    "o": "other support",
    "u": "support of unknown kind",
}
_NEW = {"extname", "actorname", "year", "extsup"}
_OLD = {"externalname", "ywpname", "ywpyear", "externalexists"}
_FLAT = {"extsup", "year"}
_STATES_BELOW = 1000


def recognises(names: set[str]) -> bool:
    """Whether a file has the columns of UCDP External Support, of any level."""
    return names >= _NEW or names >= _OLD or (names >= _FLAT and "dyadid" in names)


def read(header: Header, names: set[str]) -> Told:
    """Ties ``supports`` of a file; raises FileError for levels that name no single supporter."""
    if not names >= _OLD and not names >= _NEW:
        raise FileError(
            f"'{header.path}' is {TITLE} by dyad or actor, which does not tell who supports whom",
            "the triad-year file (ucdp-esd-ty), saved as CSV",
            "download that one",
        )
    old = names >= _OLD
    told = Told()
    years: dict[tuple[str, str], dict[int, tuple[frozenset[str], bool]]] = defaultdict(dict)
    kinds: dict[str, str] = {}
    for row in cells(header):
        told.read += 1
        given = _old(row) if old else _new(row)
        if isinstance(given, str):
            told.dropped[given] += 1
            continue
        supporter, supported, year, types, alleged = given
        kinds |= _kinds(row, supporter, supported)
        before = years[supporter, supported].get(year, (frozenset(), True))
        years[supporter, supported][year] = before[0] | types, before[1] and alleged
    told.actors = [ToldActor(name, kind) for name, kind in kinds.items()]
    for (supporter, supported), when in years.items():
        told.ties += _spans(supporter, supported, when)
    return told


_Given = tuple[str, str, int, frozenset[str], bool]


def _old(row: dict[str, str]) -> _Given | str:
    if whole(row["externalexists"]) != 1:
        return "no support recorded" if whole(row["externalexists"]) == 0 else "support unclear"
    types = {t for t in _WITH if whole(row.get(f"externaltype{t}", "")) == 1}
    # The column of funding is named with a sign that names do not keep.
    types |= {"f"} if "$" in row.get("externaltypecode", "") else set()
    alleged = whole(row.get("externalalleged", "")) == 1
    return _given(row["externalname"], row["ywpname"], row["ywpyear"], types, alleged)


def _new(row: dict[str, str]) -> _Given | str:
    if whole(row["extsup"]) != 1:
        return "no support recorded"
    types = {t for t in _WITH if whole(row.get(f"ext{t}", "")) == 1}
    alleged = whole(row.get("extalleged", "")) == 1
    return _given(row["extname"], row["actorname"], row["year"], types, alleged)


def _given(by: str, to: str, year: str, types: set[str], alleged: bool) -> _Given | str:
    when = whole(year)
    if not by or not to or is_catch_all(by) or is_catch_all(to):
        return "supporter or supported not named"
    if when is None or not 1900 <= when <= 2200:
        return "no year"
    return (by, to, when, frozenset(types), alleged) if by != to else "supports itself"


def _kinds(row: dict[str, str], supporter: str, supported: str) -> dict[str, str]:
    number = whole(row.get("externalnameid", "") or row.get("extid", ""))
    told = row.get("extnonstate", "")
    state = whole(told) == 0 if told else number is not None and number < _STATES_BELOW
    return {supporter: "state" if state else "armed group", supported: _kind(supported)}


def _kind(name: str) -> str:
    return "state" if name.startswith("Government of ") else "armed group"


def _spans(
    supporter: str, supported: str, when: dict[int, tuple[frozenset[str], bool]]
) -> list[ToldTie]:
    """Years in a row as one tie; a year is told whole, and known when it is over."""
    ties = []
    run: list[int] = []
    for year in [*sorted(when), None]:
        if run and year != run[-1] + 1:
            types = frozenset().union(*(when[y][0] for y in run))
            words = ", ".join(_WITH[t] for t in _WITH if t in types) or "kind not told"
            alleged = [str(y) for y in run if when[y][1]]
            doubt = f"alleged in {', '.join(alleged)}" if alleged else ""
            span = Period(date(run[0], 1, 1), date(run[-1], 12, 31))
            ties.append(
                ToldTie(supporter, "supports", supported, span, f"with {words}", doubt, yearly=True)
            )
            run = []
        if year is not None:
            run.append(year)
    return ties
