"""States by the names that UCDP writes."""

import csv

import pytest

from whowhom.actors.states import STATES


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Myanmar (Burma)", "MMR"),
        ("DR Congo (Zaire)", "COD"),
        ("Yemen (North Yemen)", "YEM"),
        ("Russia (Soviet Union)", "RUS"),
        ("Serbia (Yugoslavia)", "SRB"),
        ("Cambodia (Kampuchea)", "KHM"),
        ("Bosnia-Herzegovina", "BIH"),
        ("Ivory Coast", "CIV"),
        ("Kingdom of eSwatini (Swaziland)", "SWZ"),
        ("Government of United States of America", "USA"),
        ("Turkey", "TUR"),
        ("Kosovo", "XKX"),
    ],
)
def test_ucdp_spellings(name, iso):
    assert STATES.find(name).iso == iso


def test_no_two_letter_codes():
    assert STATES.find("IS") is None
    assert STATES.find("AQ") is None


def test_every_country_of_the_reference_data_is_known(shared_data):
    csv.field_size_limit(1 << 24)
    names = set()
    for file in ("GEDEvent_v21_01_21_12.csv", "ged_sample.csv"):
        with (shared_data / "ucdp" / file).open(encoding="utf-8-sig", newline="") as handle:
            names |= {row["country"] for row in csv.DictReader(handle)}
    assert [name for name in sorted(names) if STATES.find(name) is None] == []


@pytest.mark.parametrize(
    "name",
    [
        "Citizen (India)",
        "Militant (Taliban)",
        "Buddhists (Myanmar)",
        "Rebel Group (Iraq)",
        "PRC",
        "SRB",
    ],
)
def test_a_state_in_brackets_or_a_code_is_no_name_of_the_state(name):
    assert STATES.find(name) is None
