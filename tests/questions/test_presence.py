"""`presence`: which rows count, what the answer says, and when it is refused."""

import json
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from tests.questions.columns import columns
from whowhom.case import Case
from whowhom.errors import OptionError, RefusalError, UnknownActorError
from whowhom.ontology.likelihood import word
from whowhom.ontology.plover import PLOVER
from whowhom.questions.sightings import (
    CERTAIN,
    NONE,
    UNCERTAIN,
    doubts,
    joint_names,
    periods,
    roles,
)

AS_OF = "2021-09-02"


def kind(name):
    return list(PLOVER).index(name)


@pytest.fixture(scope="module")
def alqaeda(afghanistan: Case):
    return afghanistan.presence("al-Qaeda", "Afghanistan", as_of=AS_OF)


# ---- sightings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "directed", "source", "target"),
    [
        ("ASSAULT", True, CERTAIN, CERTAIN),
        ("COERCE", True, CERTAIN, CERTAIN),
        ("ASSAULT", False, CERTAIN, CERTAIN),
        ("AID", True, CERTAIN, UNCERTAIN),
        ("SANCTION", True, CERTAIN, NONE),
        ("SUPPORT", True, UNCERTAIN, NONE),
        ("THREATEN", True, UNCERTAIN, NONE),
    ],
)
def test_which_side_an_act_shows(name, directed, source, target):
    one = columns(type=[kind(name)], quad=[PLOVER[name].quad], directed=[directed])
    assert [side[0] for side in roles(one)] == [source, target]


def test_alqaeda_was_recorded_in_every_year_until_2020(alqaeda):
    lead = alqaeda.answer.standings[0]
    assert (lead.dataset, lead.acts, lead.unsure, lead.recent) == ("ucdp-ged", 213, 0, 0)
    assert lead.last_seen == (date(2020, 1, 1), date(2020, 12, 31))
    assert lead.sides == (("United States", 1.0),)
    years = [s for s in alqaeda.answer.course if (s.last - s.first).days > 300]
    assert [s.acts for s in years][:3] == [38, 58, 5]
    months = [s for s in alqaeda.answer.course if s.first >= date(2021, 1, 1)]
    assert len(months) == 8
    assert not any(s.acts for s in months)


def test_words_and_oaths_are_uncertain_and_what_others_say_is_nothing(alqaeda):
    chronicle = alqaeda.answer.standings[1]
    assert chronicle.dataset == "chronicle"
    assert chronicle.last_seen == (date(2020, 10, 24), date(2020, 10, 24))
    assert chronicle.last_unsure == (date(2021, 8, 31), date(2021, 8, 31))
    # A sanction in New York and a promise in Doha show nobody in Afghanistan.
    shown = {e.id for e in alqaeda.evidence}
    assert "chronicle:AFC0253" in shown
    assert not shown & {"chronicle:AFC0065", "chronicle:AFC0169"}


def test_doubtful_and_possible_rows_are_uncertain_at_most(afghanistan: Case):
    snapshot = afghanistan.snapshot("2022-03-01")
    maybe, doubted = doubts(snapshot, snapshot.columns)
    rows = snapshot.rows(snapshot.columns.take(doubted))
    assert {r["event_id"] for r in snapshot.rows(snapshot.columns.take(maybe))} == {
        r["event_id"] for r in rows if r["status"] == "possible"
    }
    assert all(r["status"] == "possible" or "doubtful:" in r["flags"] for r in rows)
    assert 15 < doubted.sum() < 60


def test_a_joint_name_gives_uncertain_sightings(case: Case, ged):
    rows = [
        {"side_b": "Reds", "date_start": f"2021-0{m}-05", "relid": f"a{m}"} for m in range(1, 8)
    ]
    rows += [{"side_b": "Blues and Reds", "date_start": "2021-09-05"}]
    case.add(ged(*rows))
    snapshot = case.snapshot("2021-10-01")
    reds = snapshot.unresolved["reds"]
    assert [a.name for a in joint_names(snapshot, reds)] == ["Blues and Reds"]
    lead = case.presence("Reds", "Afghanistan", as_of="2021-10-01").answer.standings[0]
    assert (lead.acts, lead.unsure) == (7, 1)
    assert lead.last_unsure == (date(2021, 9, 5), date(2021, 9, 5))


def test_periods_are_years_where_only_totals_are_held_then_months(afghanistan: Case):
    snapshot = afghanistan.snapshot(AS_OF)
    when = periods(snapshot, snapshot.dataset("ucdp-ged"), "AFG")
    assert when.months.tolist() == [12.0] * 27 + [1.0] * 8
    assert when.coarse.sum() == 27
    assert np.allclose(when.observed, 1)


def test_a_year_whose_total_is_not_out_yet_is_no_silence(afghanistan: Case):
    answer = afghanistan.presence("al-Qaeda", as_of="2015-07-01").answer
    lead = answer.standings[0]
    assert lead.until == date(2015, 1, 1)
    assert lead.last_seen == (date(2014, 1, 1), date(2014, 12, 31))
    assert lead.silence.value == pytest.approx(1.0)
    assert lead.active.value == pytest.approx(lead.unlooked)


# ---- the answer --------------------------------------------------------------------------------


def test_the_answer_holds_all_that_an_answer_holds(alqaeda):
    body = alqaeda.answer
    lead = body.standings[0]
    assert body.outcome == "number"
    assert 0 <= lead.active.low <= lead.active.value <= lead.active.high < 1
    assert lead.word == word(lead.active.value)
    assert 0.6 < lead.active.value < 0.97
    one, two = body.again
    assert one.probability.value < two.probability.value
    assert one.last == date(2022, 9, 1)
    assert alqaeda.resolution == one.resolution
    assert "ucdp-ged" in one.resolution and "2022-09-01" in one.resolution
    assert (one.base_n, body.ever[0]) == (8, 8)
    assert alqaeda.skill.verdict == "unknown" and "measured elsewhere" in alqaeda.skill.note
    known = {e.id for e in alqaeda.evidence}
    ties = {b.tie for b in body.branches}
    assert all(set(r.evidence) <= known | ties for r in body.reasons)


def test_reasons_stand_on_both_sides_and_say_what_the_figures_cannot_know(alqaeda):
    by_side = {
        s: " ".join(r.text for r in alqaeda.answer.reasons if r.side == s)
        for s in ("for", "against", "beside")
    }
    assert "213 times" in by_side["for"]
    assert "silent for at least 8 months" in by_side["against"]
    assert "end of the US withdrawal" in by_side["beside"]
    assert "acts with United States" in by_side["beside"]
    assert "candidate" in by_side["beside"]
    assert "the takeover" in alqaeda.summary


def test_a_dataset_that_is_no_sample_gives_a_range_only(afghanistan: Case):
    answer = afghanistan.presence("al-Qaeda", as_of=AS_OF, dataset="chronicle")
    lead = answer.answer.standings[0]
    assert answer.answer.outcome == "range"
    assert lead.active.value is None and lead.word is None
    assert lead.active.high - lead.active.low > 0.3
    assert answer.resolution is None and not answer.answer.again
    assert answer.skill.verdict == "unknown"


def test_datasets_stand_apart_and_a_later_one_is_heard(afghanistan: Case):
    answer = afghanistan.presence("NRF", "Panjshir", as_of="2022-03-01")
    ged, chronicle = answer.answer.standings
    assert ged.acts == 24
    assert chronicle.last_seen[0] > ged.last_seen[1]
    assert "chronicle has it there later, on 2022-02-22" in answer.summary


def test_totals_without_a_division_are_no_silence_in_one(afghanistan: Case):
    body = afghanistan.presence("Taliban", as_of="2022-03-01").answer
    kunduz = next(d for d in body.divisions if (d.name, d.dataset) == ("Kunduz", "ucdp-ged"))
    assert kunduz.last_seen[1] == date(2021, 12, 27)
    assert kunduz.active.value > 0.9


def test_divisions_add_up_to_the_rows_that_give_one(afghanistan: Case):
    body = afghanistan.presence("ISIS-K", as_of="2021-12-01").answer
    mine = [d for d in body.divisions if d.dataset == "ucdp-ged"]
    snapshot = afghanistan.snapshot("2021-12-01")
    from whowhom.questions.parties import find_actor, of
    from whowhom.questions.places import find_place

    isisk = of(snapshot, find_actor(snapshot, "ISIS-K"))
    ged = snapshot.mask_of(snapshot.dataset("ucdp-ged"))
    for each in mine:
        where = find_place(snapshot, f"AFG/{each.name}").mask(snapshot)
        assert each.acts == snapshot.columns.count[isisk & ged & where].sum()
    assert len(mine) > 5
    assert all(a.last_seen[1] >= b.last_seen[1] for a, b in pairwise(mine))


def test_branches_count_only_when_asked(afghanistan: Case):
    plain = afghanistan.presence("IS_CORE", as_of="2021-12-01").answer
    joined = afghanistan.presence("IS_CORE", as_of="2021-12-01", branches=True).answer
    branch = next(b for b in plain.branches if b.actor.id == "ISISK")
    assert (branch.role, branch.counted, branch.acts > 50) == ("branch", False, True)
    assert next(b for b in joined.branches if b.actor.id == "ISISK").counted
    assert joined.standings[0].acts - plain.standings[0].acts == branch.acts


def test_what_has_ended_is_answered_by_that(afghanistan: Case):
    answer = afghanistan.presence("HIG", as_of=AS_OF)
    assert answer.answer.outcome == "ended"
    assert "ended on 2016-09-29" in answer.summary
    assert not answer.answer.again
    # Before the end was known it was a group like others.
    assert afghanistan.presence("HIG", as_of="2016-01-02").answer.outcome == "number"


def test_what_was_never_recorded_says_so_and_names_its_parent(afghanistan: Case):
    answer = afghanistan.presence("Haqqani", as_of=AS_OF)
    assert answer.answer.outcome == "never recorded"
    assert "parent Taliban was recorded there last on 2021-09-01" in answer.summary
    assert "a missing row is not a missing group" in answer.summary
    assert answer.answer.would_show
    assert answer.answer.standings[0].active is None


def test_the_place_of_the_case_is_the_default(afghanistan: Case):
    assert afghanistan.presence("al-Qaeda", as_of=AS_OF).answer.place_code == "AFG"


@pytest.mark.parametrize(
    ("actor", "place", "as_of", "error", "said"),
    [
        ("al-Qaeda", "Afghanistn", AS_OF, OptionError, "did you mean Afghanistan"),
        ("al-Qaeda", "", AS_OF, OptionError, "place"),
        ("al-Qaida-X", "Kabul", AS_OF, UnknownActorError, "unknown actor"),
        ("Civilians", None, AS_OF, RefusalError, "no group"),
        ("NRF", None, "2021-07-01", RefusalError, "exists from"),
        ("al-Qaeda", "Pakistan", AS_OF, RefusalError, "no dataset of the case observes"),
    ],
)
def test_what_is_refused(afghanistan: Case, actor, place, as_of, error, said):
    with pytest.raises(error, match=said):
        afghanistan.presence(actor, place, as_of=as_of)


def test_a_case_without_a_place_asks_for_one(case: Case, ged):
    case.add(ged({"side_b": "Reds"}))
    with pytest.raises(OptionError, match="no place was named"):
        case.presence("Reds")


def test_nothing_on_or_after_as_of_is_read(afghanistan: Case):
    early = afghanistan.presence("ISIS-K", "Kabul", as_of="2021-06-01")
    assert all(
        e.last is None or e.last < date(2021, 6, 1) for e in early.evidence if e.kind == "event"
    )
    assert all(s.last < date(2021, 6, 1) for s in early.answer.course)


def test_the_same_question_gives_the_same_bytes():
    first, second = (Case("afghanistan").presence("ISIS-K", as_of=AS_OF) for _ in range(2))
    assert first.to_json() == second.to_json()
    assert json.loads(first.to_json())["answer"]["outcome"] == "number"


def test_a_new_sighting_takes_it_back_to_nearly_certain(case: Case, ged):
    rows = [
        {"side_b": "Reds", "date_start": f"{y}-03-05", "year": y} for y in range(2010, 2016)
    ] + [{"side_b": "Blues", "date_start": "2020-12-20", "year": 2020}]
    case.add(ged(*rows, name="one.csv"))
    silent = case.presence("Reds", "AFG", as_of="2020-12-21").answer.standings[0].active.value
    case.add(ged({"side_b": "Reds", "date_start": "2020-12-15", "id": "99"}, name="two.csv"))
    seen = case.presence("Reds", "AFG", as_of="2020-12-21").answer.standings[0].active.value
    assert silent < 0.8 < 0.99 < seen


@pytest.mark.long
def test_groups_of_myanmar_that_fell_silent_and_one_that_came_back(case: Case, shared_data):
    case.add(shared_data / "ucdp" / "ged_myanmar.csv")
    gone = case.presence("MTA", "Myanmar").answer.standings[0]
    assert gone.last_seen[1].year == 1996 and gone.active.value < 0.05
    fighting = case.presence("KNU", "Myanmar").answer.standings[0]
    assert fighting.active.value > 0.99
    # The Kachin Independence Organisation kept a ceasefire from 1994, and fought again from 2011.
    truce = case.presence("KIO", "Myanmar", as_of="2000-01-01").answer
    assert truce.standings[0].active.value < 0.35
    assert 0.03 < truce.again[1].probability.value < 0.5
    back = case.presence("KIO", "Myanmar", as_of="2012-01-01")
    assert back.answer.standings[0].active.value > 0.99
    assert back.skill.verdict in ("better", "not better") and back.skill.n > 200
