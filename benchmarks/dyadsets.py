"""Public event sets as acts of dyads: KEDS Levant and Central Asia, ICEWS 2014, two of UCDP.

Kinds are the 16 PLOVER types in the manual's order, then STATEMENT and APPEAL for what CAMEO codes
(01, 02) and PLOVER does not; these two count as verbal cooperation, as in CAMEO's quad classes, so
that no row is lost and quad counts compare with those of ICEWS and GDELT. An act of an actor on
itself is no act of a dyad and is left out.

**WEIS** (McClelland 1976) has 22 cue categories. Their quad classes are those of Duval and
Thompson (1980), in use with KEDS ever since: verbal cooperation 02-05 and 08-10, material
cooperation 01, 06, 07, verbal conflict 11-17, material conflict 18-22. `WEIS` gives each cue
category (or code) the PLOVER type that its CAMEO successor has (CAMEO codebook 1.1b3, 2012), as
long as that type has the class of Duval and Thompson: comments (02) are statements, requests (09)
and urging (102) are appeals, complaints (13) are ACCUSE. Denials (14) have no such type and get
REJECT, the nearest in their class.

Sources: P. Schrodt and D. Gerner, KEDS Levant and Central Asia; E. Boschee and others, ICEWS;
Sundberg and Melander 2013, UCDP GED. R. Duval and W. Thompson, "Reconsidering the Aggregate
Relationship between Size, Economic Development, and Some Types of Foreign Policy Behavior",
*American Journal of Political Science* 24(3), 1980.
"""

import csv
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import duckdb
import numpy as np

from whowhom.engine.acts import DEATHS_UNKNOWN, Acts, Int
from whowhom.ontology.cameo import cameo
from whowhom.ontology.crosswalk import plover_of_cameo
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.quad import QUADS
from whowhom.sources import detect
from whowhom.sources.source import Job, Options

KINDS: Final = (*PLOVER, "STATEMENT", "APPEAL")
CLASSES: Final = tuple(QUADS.values())
_QUAD: Final = (*(entry.quad - 1 for entry in PLOVER.values()), 0, 0)
_CAMEO_ONLY: Final = {"01": "STATEMENT", "02": "APPEAL"}

WEIS: Final = {
    "01": "RETREAT",
    "02": "STATEMENT",
    "03": "CONSULT",
    "04": "SUPPORT",
    "05": "AGREE",
    "06": "COOPERATE",
    "065": "RETREAT",
    "066": "RETREAT",
    "07": "AID",
    "08": "AGREE",
    "09": "APPEAL",
    "10": "AGREE",
    "102": "APPEAL",
    "11": "REJECT",
    "12": "ACCUSE",
    "13": "ACCUSE",
    "14": "REJECT",
    "15": "REQUEST",
    "16": "THREATEN",
    "17": "THREATEN",
    "18": "MOBILIZE",
    "181": "PROTEST",
    "19": "SANCTION",
    "20": "SANCTION",
    "21": "COERCE",
    "22": "ASSAULT",
}
"""WEIS cue category, or code where it differs, to kind; the longer one decides.

>>> WEIS["22"], WEIS["065"]
('ASSAULT', 'RETREAT')
"""


@dataclass(frozen=True)
class DyadSet:
    """A set of acts with the names of its actors.

    Parameters
    ----------
    name : str
        Short name.
    acts : Acts
        In time order; days are proleptic Gregorian ordinals (`datetime.date.toordinal`).
    actors : tuple of str
        Names, one per actor id.
    observed : tuple of int
        Quad classes, 0 to 3, that the set records at all.
    rows : int
        Rows of the file.
    left_out : dict of str to int
        Rows that are no acts of a dyad, by reason.
    kinds, classes : tuple of str
        Names of kinds and of quad classes.
    """

    name: str
    acts: Acts
    actors: tuple[str, ...]
    observed: tuple[int, ...]
    rows: int
    left_out: dict[str, int] = field(default_factory=dict)
    kinds: tuple[str, ...] = KINDS
    classes: tuple[str, ...] = CLASSES


@cache
def kind_of_cameo(code: str) -> str:
    """Kind of a CAMEO code.

    >>> kind_of_cameo("190"), kind_of_cameo("010")
    ('ASSAULT', 'STATEMENT')
    """
    return plover_of_cameo(code).type or _CAMEO_ONLY[cameo(code).root]


@cache
def kind_of_weis(code: str) -> str:
    """Kind of a WEIS code.

    >>> kind_of_weis("223"), kind_of_weis("102"), kind_of_weis("101")
    ('ASSAULT', 'APPEAL', 'AGREE')
    """
    return WEIS.get(code, WEIS[code[:2]])


@dataclass(frozen=True)
class _Row:
    day: int
    source: str
    target: str
    kind: str
    directed: bool = True
    count: int = 1
    deaths: int = DEATHS_UNKNOWN


def _gathered(name: str, rows: Sequence[_Row], left_out: dict[str, int] | None = None) -> DyadSet:
    """Number the actors in the order of their names, sort by day, leave out acts on oneself."""
    own = sum(row.source == row.target for row in rows)
    kept = sorted((row for row in rows if row.source != row.target), key=lambda row: row.day)
    actors = sorted({row.source for row in rows} | {row.target for row in rows})
    number = {actor: i for i, actor in enumerate(actors)}

    def column(read: Callable[[_Row], int]) -> Int:
        return np.array([read(row) for row in kept], dtype=np.int64)

    acts = Acts(
        day=column(lambda row: row.day),
        source=column(lambda row: number[row.source]),
        target=column(lambda row: number[row.target]),
        kind=column(lambda row: KINDS.index(row.kind)),
        directed=np.array([row.directed for row in kept]),
        count=column(lambda row: row.count),
        deaths=column(lambda row: row.deaths),
        n_actors=len(actors),
        quad=_QUAD,
    )
    reasons = {**(left_out or {}), **({"an actor on itself": own} if own else {})}
    observed = tuple(int(each) for each in np.unique(acts.classes))
    total = len(rows) + sum((left_out or {}).values())
    return DyadSet(name, acts, tuple(actors), observed, total, reasons)


def _keds(name: str, path: Path, kind: Callable[[str], str]) -> DyadSet:
    rows, unknown = [], 0
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            try:
                named = kind(row["code"])
            except KeyError:
                unknown += 1
                continue
            day = date.fromisoformat(row["date"]).toordinal()
            rows.append(_Row(day, row["source"], row["target"], named))
    return _gathered(name, rows, {"unknown code": unknown} if unknown else None)


def levant(data: Path) -> DyadSet:
    """KEDS Levant, 1979-2011, CAMEO: 145,709 rows."""
    return _keds("levant", data / "keds" / "levant.cameo.csv", kind_of_cameo)


def casia(data: Path) -> DyadSet:
    """KEDS Central Asia, 1989-1999, WEIS: 8,377 rows."""
    return _keds("casia", data / "keds" / "casia.weis.csv", kind_of_weis)


def _imported(name: str, path: Path, columns: str, without: str = "") -> list[tuple[object, ...]]:
    with duckdb.connect() as connection, tempfile.TemporaryDirectory() as scratch:
        reading = detect.read(Job(path, Options(), connection, Path(scratch)))
        if reading.cleaning.dropped:
            raise ValueError(f"{name}: rows dropped, {dict(reading.cleaning.dropped)}")
        sql = (
            f"SELECT {columns} FROM {reading.events.table} "
            "WHERE coalesce(country, '') <> ? OR ? = '' ORDER BY date_end, event_id"
        )
        return connection.execute(sql, [without, without]).fetchall()


def icews14(data: Path) -> DyadSet:
    """ICEWS 2014 as in temporal-knowledge-graph research: 90,730 facts, one of a kind a day."""
    read = _imported("icews14", data / "tkg" / "ICEWS14", "date_end, source, target, native")
    rows = [_Row(day.toordinal(), s, o, kind_of_cameo(code)) for day, s, o, code in read]  # type: ignore[attr-defined,arg-type]
    return _gathered("icews14", rows)


def _ged(name: str, path: Path, without: str = "") -> DyadSet:
    columns = "date_end, source, target, directed, type, count, fatalities_best"
    rows = [
        _Row(day.toordinal(), s, o, kind, directed, count, DEATHS_UNKNOWN if best is None else best)  # type: ignore[attr-defined,arg-type,call-overload]
        for day, s, o, directed, kind, count, best in _imported(name, path, columns, without)
    ]
    return _gathered(name, rows)


def myanmar(data: Path) -> DyadSet:
    """UCDP GED, Myanmar, 1989-2023: 7,374 lethal events, pairs and one-sided violence."""
    return _ged("myanmar", data / "ucdp" / "ged_myanmar.csv")


def ged2021(data: Path, without: str = "") -> DyadSet:
    """UCDP GED Candidate 2021, all countries (but one): 17,407 lethal events."""
    return _ged("ged2021", data / "ucdp" / "GEDEvent_v21_01_21_12.csv", without)


SETS: Final[dict[str, Callable[[Path], DyadSet]]] = {
    "levant": levant,
    "casia": casia,
    "icews14": icews14,
    "myanmar": myanmar,
    "ged2021": ged2021,
}
"""Readers by name; each takes the folder of the reference data."""
