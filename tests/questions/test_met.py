"""Conditions against rows counted by hand."""

from datetime import date

import pytest

from whowhom.answers.condition import Combined, Condition, leaves, read_condition
from whowhom.case import Case
from whowhom.errors import OptionError
from whowhom.forecasting.record import Record
from whowhom.questions.met import measured, met

FIRST, LAST = date(2021, 9, 2), date(2021, 11, 30)


@pytest.fixture(scope="module")
def later(afghanistan: Case):
    snapshot = afghanistan.snapshot("2022-01-01")
    return snapshot, Record.of(snapshot, snapshot.dataset("ucdp-ged"))


def fights(at_least=1, first=FIRST, last=LAST, **more):
    return Condition("TALIBAN", "ISISK", at_least=at_least, first=first, last=last, **more)


def test_acts_are_counted_as_the_forecast_says_they_came(later):
    # 55 acts of the two came within the 90 days after 2 September 2021.
    assert measured(*later, fights()) == 55
    assert met(*later, fights(55)) is True
    assert met(*later, fights(56)) is False
    assert measured(*later, Condition("ISISK", "TALIBAN", first=FIRST, last=LAST)) == 55


def test_places_and_measures_narrow(later):
    everywhere = measured(*later, fights())
    kabul, nangarhar = (measured(*later, fights(place=f"AFG/{p}")) for p in ("Kabul", "Nangarhar"))
    assert 0 < kabul < nangarhar < everywhere
    deaths = measured(*later, fights(measure="deaths"))
    assert deaths > measured(*later, fights(measure="deadliest")) > 0


def test_what_is_not_known_yet_is_neither_true_nor_false(afghanistan: Case):
    snapshot = afghanistan.snapshot("2021-09-02")
    record = Record.of(snapshot, snapshot.dataset("ucdp-ged"))
    assert met(snapshot, record, fights()) is None
    # Years known as totals tell nothing of their days.
    assert met(snapshot, record, fights(first=date(2019, 1, 1), last=date(2019, 2, 1))) is None


def test_joined_conditions(later):
    yes, no = fights(55), fights(56)
    assert met(*later, Combined("all", (yes, yes))) is True
    assert met(*later, Combined("all", (yes, no))) is False
    assert met(*later, Combined("any", (no, yes))) is True
    assert met(*later, Combined("not", (no,))) is True
    open_ = fights(500, last=date(2030, 1, 1))
    assert met(*later, open_) is None
    assert met(*later, Combined("any", (open_, yes))) is True
    assert met(*later, Combined("all", (open_, no))) is False
    assert met(*later, Combined("not", (open_,))) is None


def test_there_and_back():
    clause = Combined("any", (fights(3, kinds=("ASSAULT",)), Combined("not", (fights(),))))
    assert read_condition(clause.to_dict()) == clause
    assert len(leaves(clause)) == 2


@pytest.mark.parametrize(
    "bad", [{"at_least": 0}, {"at_least": 1.5}, {"measure": "tears"}, {"last": date(2020, 1, 1)}]
)
def test_what_makes_no_condition_is_refused(bad):
    with pytest.raises(ValueError):
        fights(**bad)


def test_an_unknown_type_is_refused(later):
    with pytest.raises(OptionError, match="unknown type"):
        measured(*later, fights(kinds=("DANCE",)))
