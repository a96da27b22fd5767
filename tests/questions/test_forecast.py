"""`forecast` in its three forms, on the built-in case and on small ones."""

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whowhom.case import Case
from whowhom.errors import OptionError, RefusalError, UnknownActorError
from whowhom.forecasting.fitted import Fitted
from whowhom.ontology.likelihood import word
from whowhom.questions.forecast_words import percent
from whowhom.questions.horizon import parse_days
from whowhom.store.folder import create

AS_OF = "2021-09-02"


@pytest.fixture(scope="module")
def pair(afghanistan):
    return afghanistan.forecast("Taliban", "ISIS-K", as_of=AS_OF, horizon="90d")


def test_golden_shape_of_a_pair(pair):
    body = pair.answer
    (way,) = body.ways
    assert (way.source, way.target, way.both, way.met) == ("Taliban", "ISIS-K", True, True)
    assert [(e.name, e.kind) for e in way.expectations] == [
        ("material conflict", "class"),
        ("ASSAULT", "type"),
    ]
    assert body.not_recorded == ("verbal cooperation", "material cooperation", "verbal conflict")
    assert (body.horizon.first, body.horizon.last) == (date(2021, 9, 2), date(2021, 11, 30))
    assert pair.skill.verdict in ("better", "not better", "unknown")
    assert way.speaks_for
    assert way.indicators
    assert way.deaths.at_least_1 >= way.deaths.at_least_25 >= way.deaths.at_least_1000


def test_every_probability_carries_what_it_must(pair):
    for e in pair.answer.ways[0].expectations:
        assert 0 <= e.probability_low <= e.probability <= e.probability_high <= 1
        assert 0 <= e.low <= e.high
        assert e.base_expected > 0
        assert 0 < e.base_probability < 1
        assert e.word == word(e.probability)
        assert e.resolution.startswith(f"Counted: rows of {e.name} between Taliban and ISIS-K")
        assert "between 2021-09-02 and 2021-11-30, resolved on 2021-12-20" in e.resolution
    assert pair.resolution == pair.answer.ways[0].expectations[0].resolution


def test_evidence_is_held_and_visible(pair, afghanistan):
    ids = {e.id for e in pair.evidence}
    named = {i for r in pair.answer.ways[0].speaks_for for i in r.evidence}
    assert named
    assert named <= ids
    assert all(e.last < date(2021, 9, 2) for e in pair.evidence)
    assert afghanistan.show(min(named), as_of=AS_OF).answer.kind == "event"


def test_shares_of_what_drives_a_pair_add_up(pair):
    shares = [r.share for r in pair.answer.ways[0].speaks_for if r.share is not None]
    assert 0.95 < sum(shares) <= 1.0001


def test_likelihood_and_confidence_never_share_a_sentence(pair):
    for sentence in str(pair).replace("\n", " ").split(". "):
        assert "confidence" not in sentence


def test_an_actor_that_ended_leaves_its_acts_to_nobody_and_that_is_said(pair):
    assert any("Islamic Republic of Afghanistan ended on 2021-08-14" in c for c in pair.caveats)


def test_order_of_the_names_changes_no_figure(pair, afghanistan):
    other = afghanistan.forecast("ISKP", "Taliban", as_of=AS_OF)
    mine, theirs = (x.answer.ways[0].expectations[0] for x in (pair, other))
    assert replace(mine, resolution="") == replace(theirs, resolution="")


def test_longer_horizons_and_classes_never_hold_less(afghanistan):
    found = [
        afghanistan.forecast("Taliban", "Civilians", as_of=AS_OF, horizon=days).answer.ways[0]
        for days in (1, 7, 30, 60, 90)
    ]
    for way in found:
        whole, kind = way.expectations
        assert kind.expected <= whole.expected + 1e-9
        assert kind.probability <= whole.probability + 1e-9
        assert kind.high <= whole.high
    for shorter, longer in itertools.pairwise(found):
        for a, b in zip(shorter.expectations, longer.expectations, strict=True):
            assert a.expected <= b.expected
            assert a.probability <= b.probability + 1e-9
            assert a.low <= b.low
            assert a.high <= b.high
        assert shorter.deaths.expected <= longer.deaths.expected


def test_one_sided_violence_has_a_direction_and_clashes_have_none(afghanistan):
    civilians = afghanistan.forecast("Civilians", "Taliban", as_of=AS_OF).answer
    (way,) = civilians.ways
    assert (way.source, way.target, way.both) == ("Taliban", "Civilians in Afghanistan", False)


def test_equal_seeds_give_equal_bytes(afghanistan, cache):
    fresh = Case("afghanistan")
    asked = {"as_of": AS_OF, "horizon": "30d", "seed": 3}
    first = afghanistan.forecast("Taliban", "NRF", **asked).to_json()
    assert fresh.forecast("Taliban", "NRF", **asked).to_json() == first
    for kept in cache.rglob("*.npz"):
        kept.unlink()
    assert Case("afghanistan").forecast("Taliban", "NRF", **asked).to_json() == first


def test_a_ranking_is_in_order_and_without_the_dead(afghanistan):
    body = afghanistan.forecast("Taliban", as_of=AS_OF).answer
    for ranks in (body.acts_on, body.acted_on_by, body.with_whom):
        amounts = [r.expected for r in ranks]
        assert amounts == sorted(amounts, reverse=True)
        names = {n for r in ranks for n in (r.source, r.target)}
        assert "Islamic Republic of Afghanistan" not in names
    assert body.acts_on[0].target == "Civilians in Afghanistan"


def test_a_watch_list_states_its_measure(afghanistan):
    answer = afghanistan.forecast(as_of=AS_OF)
    body = answer.answer
    assert "ln(m / b)" in body.measure
    assert all(r.expected > r.base_expected for r in body.up)
    assert all(r.expected < r.base_expected for r in body.down)
    far = [r.departure for r in body.up]
    assert far == sorted(far, reverse=True)


@pytest.mark.parametrize("names", [("Taliban", "ISIS-K"), ("Taliban",), ()])
def test_a_chronicle_gives_shares_and_no_counts(afghanistan, names):
    answer = afghanistan.forecast(*names, as_of=AS_OF, dataset="chronicle")
    text = answer.to_json()
    for name in ("expected", "probability", "base_expected", "at_least_1", "acts"):
        assert all(v is None for v in values(json.loads(text)["answer"], name)), name
    assert answer.skill.verdict == "unknown"
    assert answer.resolution is None
    assert any("no sample" in c for c in answer.caveats)
    assert "how often is not known" in answer.summary or "Of the newer acts" in answer.summary


def values(tree, name):
    if isinstance(tree, dict):
        own = [tree[name]] if name in tree else []
        return own + [v for each in tree.values() for v in values(each, name)]
    return [v for each in tree for v in values(each, name)] if isinstance(tree, list) else []


def test_shares_of_a_chronicle_add_up(afghanistan):
    for way in afghanistan.forecast(
        "Taliban", "ISIS-K", as_of=AS_OF, dataset="chronicle"
    ).answer.ways:
        assert sum(e.share for e in way.expectations if e.kind == "class") == pytest.approx(1)


# ---- what cannot be asked -----------------------------------------------------------------------


def test_an_unknown_actor_is_told_the_nearest(afghanistan):
    with pytest.raises(UnknownActorError) as error:
        afghanistan.forecast("Talban", "ISIS-K", as_of=AS_OF)
    assert "Taliban" in error.value.nearest


def test_an_actor_that_has_ended_can_do_nothing(afghanistan):
    with pytest.raises(RefusalError, match="ended on 2021-08-14"):
        afghanistan.forecast("Islamic Republic of Afghanistan", "ISIS-K", as_of=AS_OF)


def test_an_actor_without_acts_in_the_dataset_is_refused_with_where_it_has(afghanistan):
    with pytest.raises(RefusalError, match="--dataset: chronicle"):
        afghanistan.forecast("Pakistan", "Taliban", as_of=AS_OF, dataset="ucdp-ged")


@pytest.mark.parametrize("horizon", [0, "0d", -5, "100y", "soon"])
def test_a_horizon_that_cannot_be_answered(afghanistan, horizon):
    with pytest.raises(OptionError, match="horizon"):
        afghanistan.forecast("Taliban", "ISIS-K", as_of=AS_OF, horizon=horizon)


def test_a_horizon_beyond_what_was_learnt_names_the_longest():
    with pytest.raises(OptionError, match="is longer than 30 days; allowed: 1d to 30d"):
        parse_days("90d", 30)


def test_a_second_actor_needs_a_first(afghanistan):
    with pytest.raises(OptionError):
        afghanistan.forecast(b="Taliban", as_of=AS_OF)


def test_totals_alone_are_forecast_from_their_end_and_that_is_said(afghanistan):
    found = afghanistan.forecast("Taliban", "ISIS-K", as_of="2020-06-01")
    assert found.answer.horizon.first == date(2020, 1, 1)
    assert found.skill.verdict == "unknown"
    assert any("tells of nothing from 2020-01-01 on" in c for c in found.caveats)


def test_no_events_at_all(case):
    with pytest.raises(RefusalError, match="no events"):
        case.forecast("Taliban", "ISIS-K")


def made(folder, ged, rows):
    case = Case(create(folder / "case"))
    case.add(ged(*rows, name="GEDEvent_v22_1.csv"))
    return case


ONE = [{"date_start": "2021-03-01"}]
SAME_DAY = [{"id": n, "date_start": "2021-03-01"} for n in range(1, 80)]
ONE_ACTOR = [
    {
        "id": n,
        "date_start": date(2021, 1, 1) + timedelta(days=n),
        "side_b": "Government of Afghanistan",
    }
    for n in range(1, 60)
]


@pytest.mark.parametrize(
    "rows", [ONE, SAME_DAY, ONE_ACTOR], ids=["one event", "one day", "one actor"]
)
def test_a_thin_record_gives_a_clear_refusal_or_a_sane_answer(tmp_path, ged, rows):
    case = made(tmp_path, ged, rows)
    told = []
    for names in (("Government of Afghanistan", "Taleban"), ("Taleban",), ()):
        try:
            told.append(case.forecast(*names, horizon="7d", as_of="2021-08-01").to_json())
        except (RefusalError, OptionError, UnknownActorError) as error:
            told.append(str(error))
    assert all(text.startswith("{") or "allowed:" in text for text in told)


# ---- nothing later is read ----------------------------------------------------------------------


def test_acts_on_or_after_the_day_change_no_fit():
    acts, until = small_acts(), 300
    alone, all_of_them = Fitted.fit(acts.before(until), until), Fitted.fit(acts, until)
    keys = np.unique(acts.dyad)
    one, two = alone.prospect(keys, 7), all_of_them.prospect(keys, 7)
    assert np.array_equal(one.any, two.any)
    assert np.array_equal(one.high, two.high)


def small_acts():
    from whowhom.engine.acts import Acts
    from whowhom.forecasting.record import KIND_QUADS

    rng = np.random.default_rng(0)
    n = 300
    source = rng.integers(0, 4, n)
    target = (source + 1 + rng.integers(0, 2, n)) % 5
    return Acts(
        np.sort(rng.integers(0, 400, n)),
        source,
        target,
        np.full(n, 15),
        np.ones(n, dtype=bool),
        np.ones(n, dtype=np.int64),
        np.full(n, -1),
        5,
        KIND_QUADS,
    )


@pytest.mark.long
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(later=st.lists(st.integers(0, 200), min_size=1, max_size=30))
def test_rows_added_for_later_days_change_no_answer(tmp_path_factory, ged, later):
    begin, as_of = date(2020, 1, 1), date(2021, 6, 1)
    before = [row(n, begin + timedelta(days=5 * n)) for n in range(1, 100)]
    after = [row(200 + n, as_of + timedelta(days=d)) for n, d in enumerate(later)]
    found = []
    for rows in (before, before + after):
        answer = made(tmp_path_factory.mktemp("case"), ged, rows).forecast(
            "Taleban", "Government of Afghanistan", horizon="30d", as_of=as_of
        )
        found.append(answer.answer.ways)
    assert found[0] == found[1]


def row(n, day):
    sides = (("Government of Afghanistan", "Taleban"), ("Taleban", "IS"))[n % 2]
    return {"id": n, "date_start": day, "side_a": sides[0], "side_b": sides[1]}


def test_percent_has_no_false_certainty():
    assert percent(0.0001) == "under 1%"
    assert percent(0.9999) == "over 99%"
