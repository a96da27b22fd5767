"""Spellings that differ in nothing that matters have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.actors.names import key
from whowhom.actors.nearest import nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Qa'ida", "Al Qaida"),
        ("Head_of_Government_(Croatia)", "head of government (Croatia)"),
        ("the Taliban", "TALIBAN"),
        ("Jam'iyyat-i Islami", "Jamʿiyyat‑i Islāmī"),
    ],
)
def test_equal(one, other):
    assert key(one) == key(other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key_unless_an_article_comes_to_light(name):
    once = key(name)
    assert key(once) == once or once.startswith("the ")


def test_suggestions_for_a_misspelt_name():
    known = {key(n): n for n in ("Taliban", "ISIS-K", "al-Qaeda", "Albania")}
    assert nearest("Talbian", known)[0] == "Taliban"
    assert nearest("zzzzqqq", known) == []
