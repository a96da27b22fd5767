"""`impact` on the built-in case: of an event, of an intervention, and what is refused."""

import json

import pytest

from whowhom.errors import OptionError, RefusalError, UnknownActorError

AS_OF = "2022-01-01"


@pytest.fixture(scope="module")
def takeover(afghanistan):
    return afghanistan.impact("the takeover", on="ISIS-K", as_of=AS_OF)


@pytest.fixture(scope="module")
def doubled(afghanistan):
    return afghanistan.impact(if_="scale Taliban 2 ISIS-K", on="ISIS-K", as_of=AS_OF)


def test_the_takeover_cannot_be_told_from_chance_and_says_why(takeover):
    body = takeover.answer
    assert (takeover.status, body.finding) == ("unsure", "cannot be told")
    assert body.total.observed == 54
    assert body.total.low <= body.total.expected <= body.total.high
    assert "0 earlier windows" in body.headline
    assert sum(p.observed for p in body.partners if "together" not in p.name) == 54
    assert any("'Government of Afghanistan'" in s.words for s in body.shifts)
    assert any(s.kind == "other event" for s in body.shifts)
    held = {e.id for e in takeover.evidence}
    assert set(body.total.evidence) <= held
    assert all(p.p is None or p.p >= 1 / (p.n + 1) for p in body.placebos)


def test_an_actor_whose_name_changed_hands_is_not_comparable(afghanistan):
    body = afghanistan.impact("the takeover", on="Taliban", as_of=AS_OF).answer
    assert body.finding == "not comparable"


def test_answers_are_plain_json_byte_for_byte(afghanistan, takeover, doubled):
    again = afghanistan.impact("the takeover", on="ISIS-K", as_of=AS_OF)
    assert again.to_json() == takeover.to_json()
    assert json.loads(doubled.to_json())["verb"] == "impact"
    assert str(takeover)
    assert str(doubled)


def test_twice_the_acts_are_twice_the_acts(doubled):
    (pair,) = [p for p in doubled.answer.partners if p.name == "Taliban"]
    assert pair.given == pytest.approx(2 * pair.without, rel=1e-6)
    body = doubled.answer
    assert sum(b.acts for b in body.bringers) == pytest.approx(body.total.difference, abs=0.02)
    assert body.more + body.fewer + body.same == pytest.approx(1.0)
    assert body.fewer == 0
    assert "associat" in " ".join(doubled.caveats)


def test_nothing_is_no_difference(afghanistan):
    plain = afghanistan.forecast("Taliban", "ISIS-K", as_of=AS_OF).answer.ways[0].expectations[0]
    body = afghanistan.impact(if_="scale Taliban 1", on="ISIS-K", as_of=AS_OF).answer
    assert (body.total.difference, body.total.low, body.total.high) == (0, 0, 0)
    assert body.same == 1.0
    assert body.total.without > plain.expected


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"event": "the takeover"}, OptionError),
        ({"on": "ISIS-K"}, OptionError),
        ({"event": "the takeover", "if_": "stop ISIS-K", "on": "Taliban"}, OptionError),
        ({"event": "the takeovr", "on": "ISIS-K"}, OptionError),
        ({"event": "2022-06-01", "on": "ISIS-K"}, OptionError),
        ({"event": "the republic", "on": "ISIS-K"}, OptionError),
        ({"event": "the Doha deal", "on": "Taliban"}, RefusalError),
        ({"event": "the takeover", "on": "National Resistance Front"}, RefusalError),
        ({"event": "the takeover", "on": "ISIS-K", "dataset": "chronicle"}, RefusalError),
        ({"event": "the takeover", "on": "ISIS-K", "anticipation": "-3d"}, OptionError),
        ({"if_": "stop Nobody", "on": "Taliban"}, UnknownActorError),
        ({"if_": "scale Taliban -1", "on": "ISIS-K"}, OptionError),
        ({"if_": "scale Taliban inf", "on": "ISIS-K"}, OptionError),
        ({"if_": "scale Taliban", "on": "ISIS-K"}, OptionError),
        ({"if_": "add 5 KISS Taliban ISIS-K", "on": "ISIS-K"}, OptionError),
        ({"if_": "add 5 AID Taliban ISIS-K", "on": "ISIS-K"}, RefusalError),
        ({"if_": "add 1.5 ASSAULT Taliban ISIS-K", "on": "ISIS-K"}, OptionError),
        ({"if_": "tie Taliban ally ISIS-K", "on": "ISIS-K"}, RefusalError),
        ({"if_": "stop Islamic Republic of Afghanistan", "on": "Taliban"}, RefusalError),
        ({"if_": " ; ", "on": "Taliban"}, OptionError),
    ],
)
def test_what_cannot_be_answered_says_what_can(afghanistan, asked, error):
    with pytest.raises(error) as caught:
        afghanistan.impact(as_of=AS_OF, **asked)
    assert caught.value.allowed or isinstance(caught.value, UnknownActorError)
    assert "\n" not in str(caught.value)
