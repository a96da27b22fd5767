"""Codes of states: well-known ones, and those that UCDP gives to countries."""

import csv
from datetime import date

import pytest

from whowhom.actors.states import STATES
from whowhom.ontology.state_codes import COW, FORMER, GW, stretches


@pytest.mark.parametrize(
    ("iso", "gw", "cow"),
    [
        ("USA", 2, 2),
        ("GBR", 200, 200),
        ("DEU", 260, 255),
        ("RUS", 365, 365),
        ("SRB", 340, 345),
        ("XKX", 347, 347),
        ("YEM", 678, 679),
        ("AFG", 700, 700),
        ("SSD", 626, 626),
        ("TLS", 860, 860),
        ("TON", 972, 955),
    ],
)
def test_known_codes(iso, gw, cow):
    assert (GW[iso], COW[iso]) == (gw, cow)


def test_each_code_belongs_to_one_state():
    assert len(GW) == len(set(GW.values())) == len(set(COW.values())) == len(COW) == 195
    assert set(GW) <= set(STATES.by_iso)


def test_stretches_follow_each_other():
    for iso in FORMER:
        (first, last, *_), (following, end, *_) = stretches(iso)
        assert (first, end) == (date.min, date.max)
        assert following.toordinal() == last.toordinal() + 1


@pytest.mark.parametrize("name", ["GEDEvent_v21_01_21_12.csv", "ged_sample.csv"])
def test_gleditsch_ward_against_ucdp(shared_data, name):
    with (shared_data / "ucdp" / name).open(encoding="utf-8-sig", newline="") as file:
        told = {(r["country"], int(r["country_id"])) for r in csv.DictReader(file)}
    wrong = {c for c, code in told if GW.get(getattr(STATES.find(c), "iso", "")) != code}
    # UCDP kept Yugoslavia's number for Serbia.
    assert wrong <= {"Serbia (Yugoslavia)"}
    assert len(told) > 40
