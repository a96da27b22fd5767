import pytest

from whowhom.reading.people import fullest, names_in, people_of


@pytest.mark.parametrize(
    ("introduction", "host", "guest"),
    [
        ("Amal Idris, with the Institute, joins Lantern’s host Jo Park.", "Jo Park", "Amal Idris"),
        ("Interview with lake founder Amal Idris", "", "Amal Idris"),
        ("Amal Idris, founder of the Lake, interviewed by Lantern", "Lantern", "Amal Idris"),
        ("Lantern interviews Amal Idris, who leads the Lake Institute", "Lantern", "Amal Idris"),
        ("Biologist Amal Idris tells Lantern about ants\nAmal Idris, of Oxford, studies ants.",
         "Lantern", "Amal Idris"),
        ("Amal Idris is an analyst. She spoke with Jo Park about it.", "Jo Park", "Amal Idris"),
        ("Image: Jo Park.\nWe spoke to Amal Idris.", "", "Amal Idris"),
        ("Lantern interviews lake experts on the flood. Interviewee Amal Idris.", "Lantern", ""),
        ("The flood by the lake", "", ""),
    ],
)  # fmt: skip
def test_who_asks_and_who_answers(introduction, host, guest):
    people = people_of(introduction)
    assert (people.host, people.guest) == (host, guest)


def test_the_outlet_asks_where_nobody_is_named():
    assert people_of("We spoke to Amal Idris.", "The Lantern").host == "The Lantern"


def test_a_full_name_is_found_behind_what_a_label_gives():
    text = "General Amal al-Idris met Jo Park, and The Lantern was there."
    assert fullest("AI", "Amal Idris came.") == "Amal Idris"
    assert fullest("Gen. al-Idris", text) == "Amal al-Idris"
    assert fullest("THE LANTERN", text) == "The Lantern"
    assert fullest("Jo Park, reporter", text) == "Jo Park"
    assert fullest("Obo", text) == "Obo"
    assert fullest("PARK", text) == "Jo Park"
    assert fullest("XY", text) == "XY"


def test_names_are_without_titles_owners_days_and_offices():
    text = "On Monday the Lantern's Jo Park met President Ben Okoro of the Northern University."
    assert [name for name, _, _ in names_in(text)] == ["Jo Park", "Ben Okoro"]
