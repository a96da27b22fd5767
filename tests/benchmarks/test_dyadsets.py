"""The public sets: rows as their description counts them, and classes that codes should have."""

from datetime import date

import numpy as np
import pytest
from benchmarks.dyadsets import CLASSES, KINDS, SETS, WEIS, kind_of_cameo, kind_of_weis

from whowhom.ontology.plover import PLOVER

# Duval and Thompson (1980), 0 to 3.
WEIS_CLASS = {
    **dict.fromkeys(("02", "03", "04", "05", "08", "09", "10"), 0),
    **dict.fromkeys(("01", "06", "07"), 1),
    **dict.fromkeys((f"{n}" for n in range(11, 18)), 2),
    **dict.fromkeys((f"{n}" for n in range(18, 23)), 3),
}


@pytest.mark.parametrize(
    ("name", "rows", "left_out", "first", "last"),
    [
        ("levant", 145_709, 1, date(1979, 4, 15), date(2011, 11, 30)),
        ("casia", 8_377, 0, date(1989, 5, 2), date(1999, 7, 31)),
        ("icews14", 90_730, 1, date(2014, 1, 1), date(2014, 12, 31)),
        ("myanmar", 7_374, 0, None, None),
        ("ged2021", 17_407, 953, None, None),
    ],
)
def test_rows_and_days(shared_data, name, rows, left_out, first, last):
    data = SETS[name](shared_data)
    assert (data.rows, sum(data.left_out.values())) == (rows, left_out)
    assert len(data.acts) == rows - left_out
    if first:
        assert (data.acts.day[0], data.acts.day[-1]) == (first.toordinal(), last.toordinal())
    assert len(data.actors) == data.acts.n_actors


def test_ucdp_is_material_conflict_directed_where_one_sided(shared_data):
    data = SETS["myanmar"](shared_data)
    assert data.observed == (3,) and data.acts.deaths.min() >= 0
    civilians = data.actors.index("Civilians")
    assert np.array_equal(data.acts.directed, data.acts.target == civilians)


def test_levant_names_777_actors(shared_data):
    assert len(SETS["levant"](shared_data).actors) == 777


def test_every_weis_kind_has_the_class_of_duval_and_thompson():
    for code, kind in WEIS.items():
        quad = PLOVER[kind].quad - 1 if kind in PLOVER else 0
        assert quad == WEIS_CLASS[code[:2]], code
    assert {code[:2] for code in WEIS} == set(WEIS_CLASS)


def test_longer_codes_decide_and_unknown_ones_are_refused():
    assert (kind_of_weis("181"), kind_of_weis("182")) == ("PROTEST", "MOBILIZE")
    assert (kind_of_cameo("02"), kind_of_cameo("173")) == ("APPEAL", "COERCE")
    with pytest.raises(KeyError):
        kind_of_weis("99")
    assert len(KINDS) == 18 and len(CLASSES) == 4
