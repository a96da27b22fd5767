"""PRIO-GRID cells against those that UCDP gives."""

import csv

import numpy as np
import pytest

from whowhom.export.grid import cell, centre


@pytest.mark.parametrize(
    ("lat", "lon", "gid"),
    [
        (-90.0, -180.0, 1),
        (90.0, 180.0, 259_200),
        (-89.6, -179.4, 2),
        (0.0, 0.0, 129_961),
        (34.5, 69.2, 179_779),
        (91.0, 0.0, 0),
        (0.0, -181.0, 0),
        (float("nan"), 1.0, 0),
        (1.0, float("nan"), 0),
    ],
)
def test_known_cells(lat, lon, gid):
    assert cell(np.array([lat]), np.array([lon])).tolist() == [gid]


def test_the_middle_of_a_cell_lies_in_it():
    every = np.arange(1, 259_201)
    assert (cell(*centre(every)) == every).all()


@pytest.mark.parametrize("name", ["ged_myanmar.csv", "ged_sample.csv"])
def test_cells_against_ucdp(shared_data, name):
    with (shared_data / "ucdp" / name).open(encoding="utf-8-sig", newline="") as file:
        rows = [
            (float(r["latitude"]), float(r["longitude"]), int(r["priogrid_gid"]))
            for r in csv.DictReader(file)
        ]
    lat, lon, gid = (np.array(c) for c in zip(*rows, strict=True))
    assert (cell(lat, lon) == gid).all()
