"""PRIO-GRID: the cell of half a degree in which a point lies."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

COLUMNS = 720
"""Cells around the globe; 360 from pole to pole."""


def cell(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the PRIO-GRID cell (``gid``) of points; 0 where there is no point.

    Rows are counted from 1 at 90 degrees south, columns from 1 at 180 degrees west, and
    ``gid = (row - 1) * 720 + column``: from 1 to 259,200. The north pole and 180 degrees east
    belong to the last row and column; 0 stands for what has no coordinates or impossible ones.

    Parameters
    ----------
    lat, lon : array of float
        Degrees north and east (WGS84).

    References
    ----------
    Tollefsen, Strand and Buhaug (2012), 'PRIO-GRID: A unified spatial data structure', Journal of
    Peace Research 49(2). UCDP GED gives the same number as ``priogrid_gid``.

    Examples
    --------
    >>> cell(np.array([34.5, -90.0, np.nan]), np.array([69.2, -180.0, 0.0]))
    array([179779,      1,      0])
    """
    known = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
    row = np.minimum(_steps(lat, 90.0, known), 359)
    column = np.minimum(_steps(lon, 180.0, known), COLUMNS - 1)
    return np.asarray(np.where(known, row * COLUMNS + column + 1, 0), dtype=np.int64)


def _steps(degrees: NDArray[np.float64], shift: float, known: NDArray[Any]) -> NDArray[np.int64]:
    """Half degrees from the edge."""
    return np.asarray(np.floor(np.where(known, degrees + shift, 0.0) * 2), dtype=np.int64)


def centre(gid: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitude and longitude of the middle of cells.

    >>> [float(x[0]) for x in centre(np.array([179779]))]
    [34.75, 69.25]
    """
    row, column = np.divmod(gid - 1, COLUMNS)
    return row / 2 - 89.75, column / 2 - 179.75
