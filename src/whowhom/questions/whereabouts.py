"""Where rows lie: place, division, country and coordinates, spelled alike."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whowhom.actors.names import key
from whowhom.questions.places import division_key
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot
from whowhom.snapshot.visible import parquet

_KIND = re.compile(r"\b(city|town|village|district|municipality|capital|of|the)\b")
_EARTH_KM = 6371.0
Text = NDArray[np.str_]


@dataclass(frozen=True)
class Whereabouts:
    """Places of rows; "" and NaN where none is given.

    Parameters
    ----------
    place, division, country : array of str
        Keys of names.
    lat, lon : array of float
        Degrees.
    """

    place: Text
    division: Text
    country: Text
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Whether anything is known."""
        return np.asarray((self.country != "") | (self.place != "") | (self.division != ""))

    def __len__(self) -> int:
        return len(self.place)


def whereabouts(snapshot: Snapshot, columns: Columns) -> Whereabouts:
    """Where these rows lie, in their order."""
    found: dict[str, NDArray[Any]] = {
        name: np.full(len(columns), "", dtype=object) for name in ("place", "admin1", "country")
    }
    found |= {name: np.full(len(columns), np.nan) for name in ("lat", "lon")}
    for file in np.unique(columns.file):
        mine = columns.file == file
        wanted = np.sort(columns.row[mine])
        sql = (
            f"SELECT file_row_number AS row, coalesce(place, '') AS place, coalesce(admin1, '') "
            "AS admin1, coalesce(country, '') AS country, lat, lon FROM "
            f"{parquet([snapshot.imports[file]])} WHERE file_row_number BETWEEN ? AND ? ORDER BY 1"
        )
        ends = [int(wanted[0]), int(wanted[-1])]
        told = snapshot.connection.cursor().execute(sql, ends).fetchnumpy()
        at = np.searchsorted(told["row"], columns.row[mine])
        for name, values in found.items():
            cells = np.ma.asarray(told[name])
            values[mine] = np.ma.filled(cells, np.nan if name in ("lat", "lon") else "")[at]
    return Whereabouts(
        place=_spelled(found["place"], _place_key),
        division=_spelled(found["admin1"], division_key),
        country=found["country"].astype(str),
        lat=found["lat"],
        lon=found["lon"],
    )


def _spelled(names: NDArray[Any], spell: Any) -> Text:
    each, where = np.unique(names.astype(str), return_inverse=True)
    spelled = np.array([spell(n) if n else "" for n in each.tolist()], dtype=str)
    return np.asarray(spelled[where]) if len(names) else np.zeros(0, dtype=str)


def _place_key(name: str) -> str:
    """Key of a place's name without the word for what kind of place it is.

    >>> _place_key("Kabul city"), _place_key("City")
    ('kabul', 'city')
    """
    return " ".join(_KIND.sub(" ", key(name)).split()) or key(name)


def kilometres(
    one: Whereabouts, other: Whereabouts, i: NDArray[np.intp], j: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Distance between rows i of one and j of another, by the great circle; NaN where unknown."""
    a, b = np.radians(one.lat[i]), np.radians(other.lat[j])
    across = np.radians(other.lon[j] - one.lon[i])
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(across / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
