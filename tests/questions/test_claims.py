"""Claims of forecasts: each figure once, and resolved as its sentence says, counted by hand."""

from datetime import date

import pytest

from whowhom.case import Case
from whowhom.forecasting.record import Record
from whowhom.questions.met import measured, met

AS_OF, LAST = "2021-09-02", date(2021, 11, 30)


@pytest.fixture(scope="module")
def later(afghanistan: Case):
    snapshot = afghanistan.snapshot("2022-01-01")
    return snapshot, Record.of(snapshot, snapshot.dataset("ucdp-ged"))


@pytest.fixture(scope="module")
def by_hand(later):
    """Acts and deaths between two ids from the rows themselves, by their last day."""
    snapshot, _ = later
    mine = snapshot.columns.take(snapshot.mask_of(snapshot.dataset("ucdp-ged")))
    rows = snapshot.rows(mine)
    ids = [a.actor_id for a in snapshot.actors]
    ends = [(ids[s], ids[t]) for s, t in zip(mine.source, mine.target, strict=True)]

    def count(one, other, directed, first=date(2021, 9, 2), last=LAST):
        acts = deaths = 0
        for row, pair in zip(rows, ends, strict=True):
            sides = pair if directed else tuple(sorted(pair))
            wanted = (one, other) if directed else tuple(sorted((one, other)))
            if sides != wanted or row["directed"] != directed:
                continue
            if row["status"] == "happened" and first <= row["date_end"] <= last:
                acts, deaths = acts + row["count"], deaths + row["fatalities_best"]
        return acts, deaths

    return count


@pytest.mark.parametrize("asked", [("Taliban", "ISIS-K"), ("Taliban",), ()])
def test_every_claim_resolves_as_counted_by_hand(afghanistan: Case, later, by_hand, asked):
    claims = afghanistan.forecast(*asked, as_of=AS_OF).claims
    outcomes = set()
    for claim in claims:
        c = claim.condition
        acts, deaths = by_hand(c.source, c.target, c.directed)
        counted = deaths if c.measure == "deaths" else acts
        assert measured(*later, c) == counted
        assert met(*later, c) is (counted >= c.at_least)
        outcomes.add(counted >= c.at_least)
    assert outcomes == {True, False}


def test_claims_are_the_figures_of_the_answer(afghanistan: Case):
    answer = afghanistan.forecast("Taliban", "ISIS-K", as_of=AS_OF)
    (way,) = answer.answer.ways
    told = [e.probability for e in way.expectations]
    deaths = way.deaths
    told += [deaths.at_least_1, deaths.at_least_25, deaths.at_least_1000]
    assert [c.probability for c in answer.claims] == told
    base = [e.base_probability for e in way.expectations]
    base += [deaths.base_at_least_1, deaths.base_at_least_25, deaths.base_at_least_1000]
    assert [c.base_rate for c in answer.claims] == base
    assert [c.condition.at_least for c in answer.claims] == [1, 1, 1, 25, 1000]
    assert {c.resolves for c in answer.claims} == {LAST}
    for name, claim in zip(("material conflict", "ASSAULT"), answer.claims, strict=False):
        assert claim.about == (
            f"at least one act of {name} between Taliban and ISIS-K within 90 days from 2021-09-02"
        )


def test_a_ranking_claims_what_it_shows(afghanistan: Case):
    watch = afghanistan.forecast(as_of=AS_OF)
    shown = [r.leading.probability for r in (*watch.answer.up, *watch.answer.down)]
    assert [c.probability for c in watch.claims] == shown
    toward = afghanistan.forecast("Taliban", as_of=AS_OF)
    body = toward.answer
    shown = [r.leading.probability for r in (*body.acts_on, *body.acted_on_by, *body.with_whom)]
    assert [c.probability for c in toward.claims] == shown
    # A pair reads the same whoever was asked about.
    assert {c.condition for c in toward.claims} & {c.condition for c in watch.claims}


def test_what_may_not_be_counted_claims_nothing(afghanistan: Case):
    for asked in (("Taliban", "Pakistan"), ("Taliban",), ()):
        assert afghanistan.forecast(*asked, dataset="chronicle", as_of=AS_OF).claims == ()


def test_base_rates_of_deaths_never_rise_with_the_threshold(afghanistan: Case):
    claims = afghanistan.forecast("Taliban", "ISIS-K", as_of=AS_OF).claims[2:]
    assert [c.base_rate for c in claims] == sorted((c.base_rate for c in claims), reverse=True)
    # What no path shows is not impossible, and what every path shows not certain.
    assert all(0 < c.probability < 1 and 0 < c.base_rate < 1 for c in claims)


def test_an_actor_that_ends_within_the_days_keeps_its_own_rows(afghanistan: Case, later, by_hand):
    # The republic fell on 15 August 2021: its fights of July are its own, not its heir's.
    claims = afghanistan.forecast(as_of="2021-07-01", horizon="60d").claims
    republic = [c for c in claims if c.condition.source == "GOV_AFG_2001_2021"]
    pairs = {c.condition.target for c in republic}
    assert {"ISISK", "TALIBAN"} <= pairs
    window = (date(2021, 7, 1), date(2021, 8, 29))
    found = {c.condition.target: measured(*later, c.condition) for c in republic}
    for other in ("ISISK", "TALIBAN"):
        acts, _ = by_hand("GOV_AFG_2001_2021", other, False, *window)
        assert found[other] == acts > 0
    (heir,) = [
        c for c in claims if {c.condition.source, c.condition.target} == {"TALIBAN", "ISISK"}
    ]
    assert measured(*later, heir.condition) == by_hand("TALIBAN", "ISISK", False, *window)[0]
