"""Entries: rows of a dataset, each act once for each unit that it counts for."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from whowhom.export.grid import cell
from whowhom.snapshot.columns import Columns
from whowhom.snapshot.snapshot import Snapshot
from whowhom.snapshot.visible import parquet

Ints = NDArray[np.int64]

OUT, IN, NO_DIRECTION = 0, 1, 2
"""Roles: from the unit's first actor (or by the actor); toward it; direction not recorded."""


@dataclass(frozen=True)
class Entries:
    """One entry per act and unit.

    Parameters
    ----------
    row : int64 array
        Position in the columns that were given.
    unit : int64 array
        Key of the unit.
    role : int64 array
        `OUT`, `IN` or `NO_DIRECTION`.
    """

    row: Ints
    unit: Ints
    role: Ints

    def __len__(self) -> int:
        return len(self.row)

    def take(self, positions: NDArray[np.intp] | NDArray[np.bool_]) -> "Entries":
        """The entries at these positions, or where the mask is true."""
        return Entries(*(getattr(self, f.name)[positions] for f in fields(self)))

    def once(self, act: NDArray[np.int64]) -> "Entries":
        """Each act once for each unit: the first row that tells of it."""
        order = np.lexsort((self.row, act[self.row], self.unit))
        sorted_ = self.take(order)
        acts = act[sorted_.row]
        fresh = np.ones(len(sorted_), dtype=np.bool_)
        fresh[1:] = (sorted_.unit[1:] != sorted_.unit[:-1]) | (acts[1:] != acts[:-1])
        return sorted_.take(fresh)


def of_dyads(columns: Columns, actors: int) -> Entries:
    """Entries of unordered pairs; the key is ``lower * actors + higher``, self-loops left out."""
    source, target = columns.source.astype(np.int64), columns.target.astype(np.int64)
    low, high = np.minimum(source, target), np.maximum(source, target)
    role = np.where(columns.directed, np.where(source == low, OUT, IN), NO_DIRECTION)
    found = Entries(np.arange(len(columns)), low * actors + high, role.astype(np.int64))
    return found.take(source != target).once(columns.act)


def of_directed(columns: Columns, actors: int) -> Entries:
    """Entries of ordered pairs, and of the pair itself where no direction is recorded.

    The key is twice that of `of_dyads` (which for ordered pairs is ``source * actors + target``),
    and one more where the act has a direction.
    """
    source, target = columns.source.astype(np.int64), columns.target.astype(np.int64)
    low, high = np.minimum(source, target), np.maximum(source, target)
    pair = np.where(columns.directed, source * actors + target, low * actors + high)
    role = np.where(columns.directed, OUT, NO_DIRECTION).astype(np.int64)
    found = Entries(np.arange(len(columns)), 2 * pair + columns.directed, role)
    return found.take(source != target).once(columns.act)


def of_actors(columns: Columns) -> Entries:
    """Entries of single actors: an act counts for its source and for its target."""
    rows = np.arange(len(columns))
    source, target = columns.source.astype(np.int64), columns.target.astype(np.int64)
    both = source != target
    undirected = np.full(len(columns), NO_DIRECTION)
    found = Entries(
        np.concatenate([rows, rows[both]]),
        np.concatenate([source, target[both]]),
        np.concatenate(
            [
                np.where(columns.directed, OUT, undirected),
                np.where(columns.directed, IN, undirected)[both],
            ]
        ).astype(np.int64),
    )
    return found.once(columns.act)


def of_cells(snapshot: Snapshot, columns: Columns) -> tuple[Entries, int]:
    """Entries of PRIO-GRID cells, and the acts that no cell can be told for."""
    gid = cells(snapshot, columns)
    found = Entries(np.arange(len(columns)), gid, np.full(len(columns), NO_DIRECTION))
    placed = found.take(gid > 0).once(columns.act)
    without = columns.take(gid == 0)
    return placed, int(without.count.sum())


def cells(snapshot: Snapshot, columns: Columns) -> Ints:
    """PRIO-GRID cell of each row; 0 where it has no coordinates, or those of a whole country.

    UCDP's ``where_prec`` 6 and 7, GDELT's ``actiongeo_type`` 1: the point stands for a country or a
    sea. ACLED and ICEWS give no such points, or do not say so.
    """
    found = np.zeros(len(columns), dtype=np.int64)
    for file in np.unique(columns.file):
        mine = columns.file == file
        sql = f"""SELECT file_row_number AS row,
            CASE WHEN json_extract_string(details, '$.where_prec') IN ('6', '7')
                OR json_extract_string(details, '$.actiongeo_type') = '1' THEN NULL ELSE lat END
                AS lat, lon
            FROM {parquet([snapshot.imports[file]])} ORDER BY row"""
        told = snapshot.connection.cursor().execute(sql).fetchnumpy()
        lat, lon = (np.ma.filled(np.ma.asarray(told[n]), np.nan) for n in ("lat", "lon"))
        found[mine] = cell(lat, lon)[columns.row[mine]]
    return found
