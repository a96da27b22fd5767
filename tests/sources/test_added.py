"""Files of every dataset in a case: names resolve, verbs answer, sources are cited."""

import pytest

from whowhom.actors.readings import readings
from whowhom.store.registry import load_registry


def test_keds_in_a_new_case(case, shared_data):
    added = case.add(shared_data / "keds" / "casia.weis.csv")
    assert added.provenance.volume and sum(added.provenance.volume.values()) == 8_377
    assert not case.add(shared_data / "keds" / "casia.weis.csv").new
    answer = case.relation("Taliban", "Russia", dataset="keds-casia")
    assert "KEDS" in answer.to_json() and "Taliban" in str(answer)
    assert case.profile("Taliban", dataset="keds-casia")


@pytest.mark.parametrize(
    ("name", "dataset", "actor"),
    [
        ("Militant (Taliban)", "icews", "TALIBAN"),
        ("Combatant (Al Qaeda)", "ICEWS14", "ALQAEDA"),
        ("Militant (India)", "icews", None),
        ("AFGINSTAL", "gdelt", "TALIBAN"),
        ("AFGINSTAL", "ucdp-ged", None),
        ("RUSGOV", "keds-levant", "RUS"),
        ("IGOUNO", "keds-levant", "UN"),
        ("AFGREB", "keds-levant", None),
    ],
)
def test_coded_names_lead_to_actors(case, name, dataset, actor):
    assert load_registry(case.folder).resolve(name, dataset, None) == actor


@pytest.mark.parametrize(
    ("name", "dataset", "found"),
    [
        ("Combatant (Al Qaeda)", "icews", ["Al Qaeda"]),
        ("Combatant (Iraq)", "icews", []),
        ("Foreign Affairs (Taliban)", "icews", []),
        ("Taliban and/or Islamic State Khorasan Province (ISKP)", "acled", []),
        ("AFGTAL", "keds-casia", ["Taliban"]),
        ("AFGGOV", "keds-casia", ["Government of Afghanistan"]),
        ("AFGCVL", "gdelt", []),
        ("PSEGOVHMS", "keds-levant", ["Hamas"]),
        ("FRN", "keds-casia", ["France"]),
    ],
)
def test_readings(name, dataset, found):
    assert list(readings(name, dataset)) == found
