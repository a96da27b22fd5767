"""`profile` on the built-in case."""

import pytest

from whowhom.errors import RefusalError


def test_the_taliban(afghanistan):
    body = afghanistan.profile("Taleban").answer
    assert body.actor.name == "Taliban"
    counted = body.activity[0]
    assert (counted.dataset, counted.counts) == ("ucdp-ged", True)
    assert counted.partners[0].name == "Islamic Republic of Afghanistan"
    assert counted.movement.low < counted.movement.ratio < counted.movement.high
    assert sum(p.acts for p in counted.partners) <= counted.total.acts * 1.01
    assert {t.kind for t in body.ties} >= {"hosts", "branch of"}


def test_shares_add_up(afghanistan):
    for each in afghanistan.profile("ISIS-K").answer.activity:
        assert sum(t.share for t in each.types) == pytest.approx(1, abs=0.01)
        assert sum(t.acts for t in each.types) == each.total.acts


def test_the_course_adds_up_to_the_total(afghanistan):
    counted = afghanistan.profile("Taliban").answer.activity[0]
    assert sum(s.acts for s in counted.course) == pytest.approx(counted.total.acts)


def test_names_that_came_later_are_not_shown_earlier(afghanistan):
    names = afghanistan.profile("Taliban", as_of="2000-01-01").answer.names
    assert not any(n.valid_from and n.valid_from.year > 2000 for n in names)


def test_an_actor_with_ties_only(afghanistan):
    body = afghanistan.profile("AQIM").answer
    assert body.activity == ()
    assert "ties or statements only" in body.headline


def test_nothing_known(afghanistan):
    with pytest.raises(RefusalError, match="holds nothing on Iceland"):
        afghanistan.profile("Iceland")
