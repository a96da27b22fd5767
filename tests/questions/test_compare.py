"""`compare` on files whose truth is known, and on the built-in case."""

from datetime import date, timedelta

import numpy as np
import pytest

from whowhom.case import Case
from whowhom.errors import OptionError, RefusalError, UnknownActorError
from whowhom.store.folder import create

FIRST, SECOND = "2018..2019", "2020..2021"


def history(change, seed=0, acts=200):
    """Clashes of a group in 2018-2021, day by day; from 2020 on `change` of them are elsewhere."""
    rng = np.random.default_rng(seed)
    rows = []
    for n in range(acts):
        day = date(2018, 1, 1) + timedelta(days=int(rng.integers(1461)))
        late = day.year >= 2020 and rng.random() < change
        rows.append(
            {
                "id": str(n + 1),
                "side_a": "Government of Afghanistan" if rng.random() < 0.7 else "Rivals",
                "side_b": "Group",
                "adm_1": "Herat province" if late else rng.choice(["Kabul", "Kunar", "Ghazni"]),
                "date_start": day,
                "year": day.year,
                "type_of_violence": 1,
            }
        )
    return rows


@pytest.fixture
def made(case, ged):
    def _made(change, **options):
        case.add(ged(*history(change, **options)))
        return case

    return _made


def test_a_planted_move_is_found_where_it_is_and_nowhere_else(made):
    body = made(0.6).compare("Group", FIRST, SECOND).answer
    verdicts = {f.name: f.verdict for f in body.strata[0].facets}
    assert body.verdict == "changed"
    assert verdicts["places"] == "changed"
    assert verdicts["types"] == "not comparable"
    top = next(s for s in body.strata[0].shifts if s.facet == "places")
    assert top.name.startswith("Herat")
    assert (top.before, top.evidence_before) == (0.0, ())
    assert len(top.evidence_after) == 3


def test_events_of_a_shift_lie_in_their_period_and_can_be_shown(made):
    case = made(0.6)
    answer = case.compare("Group", FIRST, SECOND)
    known = {e.id: e for e in answer.evidence}
    for shift in answer.answer.strata[0].shifts:
        assert all(known[i].first.year <= 2019 for i in shift.evidence_before)
        assert all(known[i].first.year >= 2020 for i in shift.evidence_after)
    assert case.show(next(iter(known))).answer.kind == "event"


def test_no_change_says_what_would_have_been_found(made):
    body = made(0.0).compare("Group", FIRST, SECOND).answer
    assert body.verdict == "no change found"
    places = next(f for f in body.strata[0].facets if f.name == "places")
    assert 0 < places.detectable_share < 0.75
    assert "would have been found" in body.headline


def test_shares_add_up_to_what_the_rows_say(made):
    case = made(0.6)
    stratum = case.compare("Group", FIRST, SECOND).answer.strata[0]
    acts = case.relation("Group", "Rivals", first="2018-01-01", last="2019-12-31").answer.records
    rivals = [s for s in stratum.shifts if s.name == "Rivals"]
    assert sum(stratum.acts) == 200
    for shift in rivals:
        assert shift.before == pytest.approx(acts[0].total.acts / stratum.acts[0])


def test_the_order_of_periods_turns_signs_and_keeps_distances(made):
    case = made(0.6)
    one = case.compare("Group", FIRST, SECOND).answer.strata[0]
    other = case.compare("Group", SECOND, FIRST).answer.strata[0]
    assert [f.distance for f in one.facets] == pytest.approx([f.distance for f in other.facets])
    assert one.shifts[0].before == other.shifts[0].after


def test_the_same_question_gives_the_same_bytes(made):
    case = made(0.3)
    one, other = (case.compare("Group", FIRST, SECOND).to_json() for _ in range(2))
    assert one == other


def test_nothing_on_or_after_as_of_is_read(made, ged, tmp_path):
    case = made(0.6)
    known = Case(create(tmp_path / "known"))
    known.add(ged(*(r for r in history(0.6) if r["date_start"].year < 2021), name="known.csv"))
    one, other = (
        each.compare("Group", FIRST, "2020", as_of="2021-01-01").answer for each in (case, known)
    )
    assert one == other


def test_what_changes_for_all_may_be_coverage(case, ged):
    rows = history(0.6, acts=200)
    others = [
        {**row, "id": str(1000 + n), "side_b": f"Other {n % 3}", "side_a": "Militia"}
        for n, row in enumerate(history(0.6, seed=1, acts=400))
    ]
    case.add(ged(*rows, *others))
    body = case.compare("Group", FIRST, SECOND).answer
    places = next(f for f in body.strata[0].facets if f.name == "places")
    assert places.verdict == "not comparable"
    assert "rest of ucdp-ged shifts about as far" in places.reason
    assert body.verdict == "not comparable"


@pytest.mark.parametrize(
    ("first", "second", "error", "said"),
    [
        ("2018..2020", "2020..2021", OptionError, "overlap"),
        ("2018", "2018", OptionError, "overlap"),
        ("2018", "2030", OptionError, "begins on"),
        ("yonder", "2018", OptionError, "is no period"),
        ("1950..1960", "2018..2021", RefusalError, "too few acts of Group in '1950..1960'"),
        ("2018-01-01..2018-01-20", "2019", RefusalError, "a longer period, such as"),
        (7, "2018", OptionError, "is no period"),
    ],
)
def test_periods_that_cannot_be_compared_are_refused_with_what_can(
    made, first, second, error, said
):
    with pytest.raises(error, match=said.replace("'", ".")):
        made(0.0).compare("Group", first, second)


def test_unknown_actors_and_datasets_are_refused(made):
    case = made(0.0)
    with pytest.raises(UnknownActorError):
        case.compare("Grop", FIRST, SECOND)
    with pytest.raises(OptionError, match="no dataset"):
        case.compare("Group", FIRST, SECOND, dataset="acled")


# ---- the built-in case --------------------------------------------------------------------------


def test_the_taliban_of_the_nineties_and_now_are_not_comparable(afghanistan):
    answer = afghanistan.compare("Taliban", "mid-1990s", "now", as_of="2021-09-02")
    body = answer.answer
    assert (answer.status, body.verdict) == ("unsure", "not comparable")
    assert "yearly totals" in body.reason
    counted = body.strata[0]
    # 267 clashes with the Rabbani government, 52 with the Northern Alliance, 4 acts on civilians.
    assert counted.acts[0] == 323
    assert counted.turnover[0] == pytest.approx(319 / 323)
    assert body.strata[1].dataset == "chronicle"
    assert "2 acts" in body.strata[1].reason
    assert "whowhom compare 'Taliban'" in body.instead


def test_what_is_to_be_asked_instead_is_answered(afghanistan):
    said = afghanistan.compare("Taliban", "mid-1990s", "now", as_of="2021-09-02").answer.instead
    periods = said.split("'Taliban' ")[1].split(" --")[0].split(" ")
    again = afghanistan.compare("Taliban", *periods, as_of="2021-09-02", dataset="ucdp-ged")
    assert again.answer.strata[0].blocks == (5, 5)


def test_the_takeover_changed_with_whom_and_where_the_taliban_fight(afghanistan):
    body = afghanistan.compare(
        "Taliban", "2021-01-01..2021-08-14", "since the takeover", as_of="2021-12-31"
    ).answer
    verdicts = {f.name: f.verdict for f in body.strata[0].facets}
    assert (verdicts["partners"], verdicts["places"]) == ("changed", "changed")
    assert body.strata[0].shifts[0].remark == "ended 2021-08-14"
    # What the Republic did as "Government of Afghanistan" is not the Taliban's.
    assert body.strata[0].acts == (4284, 137)


def test_a_hand_picked_list_never_decides(afghanistan):
    answer = afghanistan.compare("ISIS-K", "2015..2018", "2021", dataset="chronicle")
    assert answer.answer.verdict == "not comparable"
    assert "hand-picked" in answer.answer.reason
    assert all(f.p is None for f in answer.answer.strata[0].facets)
    assert answer.resolution is None
