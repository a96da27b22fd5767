"""Periods as people say them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.case import Case
from whowhom.errors import OptionError
from whowhom.questions.periods import find_period, find_turning_event

AS_OF = "2021-09-02"
SAID = {
    "1998": "1998-01-01..1998-12-31",
    "1998-03": "1998-03-01..1998-03-31",
    "1996..2001": "1996-01-01..2001-12-31",
    "..2001": "..2001-12-31",
    "2015..": "2015-01-01..2021-09-01",
    "March 2015": "2015-03-01..2015-03-31",
    "15 August 2021": "2021-08-15..2021-08-15",
    "August 15th, 2021": "2021-08-15..2021-08-15",
    "Aug 15, 2021": "2021-08-15..2021-08-15",
    "2015 to 2018": "2015-01-01..2018-12-31",
    "between 2015 and 2018": "2015-01-01..2018-12-31",
    "from March 2015 to June 2016": "2015-03-01..2016-06-30",
    "the 1990s": "1990-01-01..1999-12-31",
    "the '90s": "1990-01-01..1999-12-31",
    "the early nineties": "1990-01-01..1993-12-31",
    "the mid-'90s": "1994-01-01..1996-12-31",
    "late 1990s": "1997-01-01..1999-12-31",
    "the 80s": "1980-01-01..1989-12-31",
    "now": "2020-09-02..2021-09-01",
    "these days": "2020-09-02..2021-09-01",
    "this year": "2021-01-01..2021-09-01",
    "last year": "2020-01-01..2020-12-31",
    "the last 2 years": "2019-09-03..2021-09-01",
    "past thirty days": None,
    "the past 30 days": "2021-08-03..2021-09-01",
    "five years ago": "2016-01-01..2016-12-31",
    "since the takeover": "2021-08-15..2021-09-01",
    "since 2014": "2014-01-01..2021-09-01",
    "after 9/11": "2001-09-11..2021-09-01",
    "before 9/11": "..2001-09-10",
    "until the fall of Kabul": "..2021-08-14",
    "the first emirate": "1996-09-27..2001-11-12",
    "from the mid-'90s until the Taliban were pushed out of power": "1994-01-01..2001-11-12",
    "yesterday's news": None,
    "": None,
    "2021-02-30": None,
    "31 February 2020": None,
    "Smarch 2015": None,
}


@pytest.mark.parametrize(("said", "meant"), SAID.items())
def test_what_people_say(afghanistan: Case, said, meant):
    snapshot = afghanistan.snapshot(AS_OF)
    if meant is None:
        with pytest.raises(OptionError, match="no period"):
            find_period(snapshot, said)
    else:
        assert str(find_period(snapshot, said)) == meant


def test_nothing_after_as_of_is_reached(afghanistan: Case):
    snapshot = afghanistan.snapshot("2000-01-01")
    with pytest.raises(OptionError, match="nothing after 1999-12-31 is known"):
        find_period(snapshot, "2001")
    # An event that has not happened yet is not known by name.
    assert find_turning_event(snapshot, "the takeover") is None
    assert str(find_period(snapshot, "the '90s")) == "1990-01-01..1999-12-31"


def test_a_period_that_runs_backwards_is_refused(afghanistan: Case):
    with pytest.raises(OptionError, match="before it begins"):
        find_period(afghanistan.snapshot(AS_OF), "from 2018 to 2015")


@given(st.text(max_size=60))
def test_any_text_is_a_period_or_an_error(text):
    snapshot = Case("afghanistan").snapshot(AS_OF) if not SNAPSHOT else SNAPSHOT[0]
    SNAPSHOT[:] = [snapshot]
    try:
        period = find_period(snapshot, text)
    except OptionError:
        return
    assert period.last is not None and period.last < date(2021, 9, 2)


SNAPSHOT: list = []


@given(st.dates(date(1990, 1, 1), date(2021, 8, 31)), st.integers(0, 4000))
def test_days_there_and_back(first, length):
    snapshot = Case("afghanistan").snapshot(AS_OF) if not SNAPSHOT else SNAPSHOT[0]
    SNAPSHOT[:] = [snapshot]
    last = min(date.fromordinal(first.toordinal() + length), date(2021, 9, 1))
    assert str(find_period(snapshot, f"{first}..{last}")) == f"{first}..{last}"


def test_a_name_nearly_right_is_suggested(afghanistan: Case):
    with pytest.raises(OptionError, match="did you mean the first emirate"):
        find_period(afghanistan.snapshot(AS_OF), "the first emirat")
