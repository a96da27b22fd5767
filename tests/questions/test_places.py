"""Places: by code, by name, as datasets spell them."""

import pytest

from whowhom.case import Case
from whowhom.errors import OptionError
from whowhom.questions.places import divisions, find_place


@pytest.fixture(scope="module")
def snapshot(afghanistan: Case):
    return afghanistan.snapshot("2022-01-01")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("AFG", "AFG"),
        ("afghanistan", "AFG"),
        ("AFG/Kabul", "AFG/Kabul"),
        ("Kabul province", "AFG/Kabul"),
        ("Kabul, Afghanistan", "AFG/Kabul"),
        ("Hilmand", "AFG/Helmand"),
        ("AFG/Helmand", "AFG/Helmand"),
        ("the Panjsher province", "AFG/Panjshir"),
        ("Paktia", "AFG/Paktia"),
        ("Paktika", "AFG/Paktika"),
        ("Pakistan", "PAK"),
    ],
)
def test_names_lead_to_places(snapshot, said, code):
    place = find_place(snapshot, said)
    assert place.code == code
    assert find_place(snapshot, place.code) == place


def test_spellings_of_one_place_add_up(snapshot):
    codes, pairs = snapshot.divided
    helmand = find_place(snapshot, "Helmand").mask(snapshot)
    spelt = {pairs[c][1] for c in codes[helmand]}
    assert spelt == {"Hilmand province", "Helmand"}
    rows = snapshot.rows(snapshot.columns.take(helmand))
    assert {r["admin1"] for r in rows} == spelt


def test_divisions_and_rows_without_one_make_up_the_country(snapshot):
    country = find_place(snapshot, "AFG").mask(snapshot)
    parts = sum(p.mask(snapshot).astype(int) for p in divisions(snapshot, "AFG"))
    assert parts.max() == 1
    codes, pairs = snapshot.divided
    without = [pairs[c] for c in codes[country & (parts == 0)]]
    assert set(without) == {("AFG", "")}


@pytest.mark.parametrize("said", ["", "   ", None, 7])
def test_no_place(snapshot, said):
    with pytest.raises(OptionError, match="place"):
        find_place(snapshot, said)


def test_an_unknown_place_gets_the_nearest(snapshot):
    with pytest.raises(OptionError, match="did you mean AFG/Kandahar"):
        find_place(snapshot, "Kandahr")
    with pytest.raises(OptionError, match="unknown place 'Atlantis'"):
        find_place(snapshot, "Atlantis")
