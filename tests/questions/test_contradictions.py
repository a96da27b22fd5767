"""Scenarios that no rows can make true, or none can make false."""

from dataclasses import replace
from datetime import date

import pytest

from whowhom.answers.condition import Combined, Condition
from whowhom.errors import RefusalError
from whowhom.questions.contradictions import check, implies

ONE = Condition("A", "B", at_least=5, first=date(2021, 9, 2), last=date(2021, 10, 1))


def no(part):
    return Combined("not", (part,))


WIDER = [
    replace(ONE, at_least=4),
    replace(ONE, source="*"),
    replace(ONE, last=date(2021, 12, 1)),
    replace(ONE, kinds=(), at_least=1),
]


@pytest.mark.parametrize("wider", WIDER)
def test_a_condition_without_what_it_holds(wider):
    assert implies(ONE, wider)
    with pytest.raises(RefusalError, match="contradicts itself"):
        check(Combined("all", (ONE, no(wider))))
    with pytest.raises(RefusalError, match="true whatever happens"):
        check(Combined("any", (no(ONE), wider)))
    check(Combined("all", (wider, no(ONE))))


def test_places_types_and_measures():
    kabul = replace(ONE, place="AFG/Kabul")
    assert implies(kabul, replace(ONE, place="AFG")) and implies(kabul, ONE)
    assert not implies(ONE, kabul)
    assault = replace(ONE, kinds=("ASSAULT",))
    assert implies(assault, replace(ONE, kinds=("material conflict",)))
    assert not implies(replace(ONE, kinds=("material conflict",)), assault)
    deadly = replace(ONE, measure="deadliest", at_least=25)
    assert implies(deadly, replace(ONE, measure="deaths", at_least=25))
    assert implies(deadly, replace(ONE, at_least=1))
    assert not implies(replace(ONE, measure="deaths", at_least=25), deadly)
    assert not implies(ONE, replace(ONE, measure="deaths", at_least=1))


def test_directions():
    forth, back = replace(ONE, either=False), replace(ONE, source="B", target="A", either=False)
    assert implies(forth, ONE) and implies(back, ONE)
    assert not implies(ONE, forth) and not implies(forth, back)


def test_a_scenario_and_its_opposite():
    with pytest.raises(RefusalError, match="contradicts itself"):
        check(Combined("all", (ONE, no(ONE))))
    check(Combined("any", (ONE, replace(ONE, source="C"))))
