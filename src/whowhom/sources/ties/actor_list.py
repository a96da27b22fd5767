"""The UCDP actor list: names old and new, splinters, alliances, groups that joined others.

Column names of all releases (``name.data``, ``NameData``), in UTF-8 or cp1252. The list dates
nothing, so neither do its ties. Source: UCDP Actor Dataset, Uppsala University.
"""

from typing import Final

from whowhom.sources.header import Header
from whowhom.sources.ties.told import Told, ToldActor, ToldTie, cells, whole

TITLE: Final = "UCDP actor list"
IMPORTER: Final = "ucdp actor list 1"
DATASET: Final = "ucdp-ged"
CITATION: Final = "UCDP Actor Dataset, Uppsala University (CC BY 4.0)"
_SAYS: Final = (
    ("splinter", ("nameprev",), "splinter of", "split off, undated in the list"),
    ("alliance", ("namealliance",), "ally of", "part of this alliance or merger, undated"),
    ("joingroup", ("groupname", "namejoingroup", "namegroup"), "merged into", "joined it, undated"),
)
_NAMES = ("nameorig", "nameorigfull", "nameorigfulleng")
_LATER = ("newname", "newnamefullmt", "newnamefullmothertongue", "newnamefulleng")


def recognises(names: set[str]) -> bool:
    """Whether a file has the columns of the UCDP actor list."""
    return names >= {"actorid", "namedata", "splinter", "alliance"}


def read(header: Header, _: set[str]) -> Told:
    """Actors, aliases and ties of the list; several rows of an actor are one."""
    told = Told()
    found: dict[str, dict[str, None]] = {}
    notes: dict[str, str] = {}
    ties: dict[ToldTie, None] = {}
    for row in cells(header):
        told.read += 1
        name = row["namedata"]
        if not name:
            told.dropped["no name"] += 1
            continue
        mine = found.setdefault(name, {})
        for column in (*_NAMES, *_LATER):
            # Several later names stand in one cell.
            given = row.get(column, "")
            parts = given.split(", ") if column in _LATER else [given]
            mine |= dict.fromkeys(p for p in parts if p and p != name)
        notes.setdefault(
            name, f"UCDP actor {row['actorid']}, {row.get('location', '')}".strip(", ")
        )
        ties |= dict.fromkeys(_ties(name, row))
    for name, aliases in found.items():
        kind = "state" if name.startswith("Government of ") else "armed group"
        told.actors.append(ToldActor(name, kind, aliases=tuple(aliases), note=notes[name]))
    told.ties = list(ties)
    listed = set(found)
    for tie in ties:
        if tie.target not in listed:
            listed.add(tie.target)
            told.actors.append(ToldActor(tie.target))
    return told


def _ties(name: str, row: dict[str, str]) -> list[ToldTie]:
    ties = []
    for flag, columns, kind, note in _SAYS:
        if whole(row.get(flag, "")) != 1:
            continue
        other = next((row[c] for c in columns if row.get(c)), "")
        for each in other.split(", "):
            if each and each != name:
                ties.append(ToldTie(name, kind, each, note=note))
    return ties
