"""`relation` on files whose truth is known."""

from datetime import date

import pytest

from whowhom.errors import OptionError, RefusalError, UnknownActorError


@pytest.fixture(scope="module")
def candidate(tmp_path_factory, shared_data):
    from whowhom.case import Case
    from whowhom.store.folder import create

    case = Case(create(tmp_path_factory.mktemp("candidate") / "case"))
    case.add(shared_data / "ucdp" / "GEDEvent_v21_01_21_12.csv")
    return case


def test_taliban_and_isis_k_in_candidate_2021(candidate):
    answer = candidate.relation("Taliban", "ISIS-K")
    body = answer.answer
    # 65 rows "Government of Afghanistan - IS" after the takeover and one "IS - Taleban".
    assert body.records[0].total.acts == 66
    assert body.stance[0].name == "violent"
    assert body.stance[0].both
    assert [p.unit for p in body.turning_points] == ["week"]
    assert date(2021, 8, 15) < body.turning_points[0].date < date(2021, 10, 1)


def test_the_republic_and_isis_k_are_another_pair(candidate):
    assert candidate.relation("ANDSF", "ISKP").answer.records[0].total.acts == 36


def test_the_republic_and_the_taliban(candidate):
    record = candidate.relation("Taleban", "Islamic Republic of Afghanistan").answer.records[0]
    assert record.total.acts == 4_146
    assert record.total.deaths == 34_794


def test_any_alias_gives_the_same_answer(candidate):
    one = candidate.relation("Taliban", "ISIS-K").to_dict()
    other = candidate.relation("taleban", "Islamic State Khorasan Province (ISKP)").to_dict()
    for answer in (one, other):
        answer.pop("question")
    assert one == other


def test_swapping_the_two_changes_no_figure(candidate):
    one = candidate.relation("Taliban", "ISIS-K").answer
    other = candidate.relation("ISIS-K", "Taliban").answer
    assert one.records == other.records
    assert one.course == other.course
    assert one.turning_points == other.turning_points
    assert [s.value for s in one.stance] == [s.value for s in other.stance]


def test_unresolved_names_can_be_asked_about(candidate):
    answer = candidate.relation("Jalisco Cartel New Generation", "Sinaloa Cartel")
    assert answer.answer.records[0].total.acts > 500


def test_a_period_counts_only_its_rows(candidate):
    body = candidate.relation("Taliban", "ISIS-K", first="2021-10-01", last="2021-10-31").answer
    assert body.records[0].total.acts == 25
    assert body.records[0].total.deaths == 78


def test_one_sided_violence_has_a_direction(candidate):
    stances = candidate.relation("ISIS-K", "Civilians in Afghanistan").answer.stance
    assert [(s.source, s.both) for s in stances] == [
        ("ISIS-K", False),
        ("Civilians in Afghanistan", False),
    ]
    assert stances[0].name == "violent"
    assert stances[1].name == "unclear"


def test_icews_stands_both_ways(tmp_path, shared_data):
    from whowhom.case import Case
    from whowhom.store.folder import create

    case = Case(create(tmp_path / "icews"))
    case.add(shared_data / "tkg" / "ICEWS14s")
    body = case.relation("China", "Japan").answer
    assert [(s.source, s.target) for s in body.stance] == [("China", "Japan"), ("Japan", "China")]
    quads = {q.name for q in body.records[0].quads}
    assert quads >= {"verbal cooperation", "verbal conflict"}
    assert {p.series for p in body.turning_points} <= {"conflict", "cooperation"}


def test_one_act_in_two_rows_counts_once(afghanistan):
    answer = afghanistan.profile(
        "ISIS-K", first="2021-08-26", last="2021-08-26", dataset="chronicle"
    )
    (assault,) = [t for t in answer.answer.activity[0].types if t.name == "ASSAULT"]
    assert (assault.acts, assault.deaths) == (1, 183)
    partners = {p.name: p.deaths for p in answer.answer.activity[0].partners if p.deaths}
    assert partners == {"United States": 183, "Civilians in Afghanistan": 183}


def test_what_was_only_possible_is_shown_and_not_counted(afghanistan):
    answer = afghanistan.relation(
        "USA", "Taliban", first="2021-09-01", last="2021-09-01", dataset="chronicle"
    )
    assert answer.answer.records == ()
    shown = afghanistan.show("AFC0258").answer.fields
    assert shown["status"] == "possible"


def test_an_end_is_not_known_before_it_comes(afghanistan):
    body = afghanistan.relation("Taliban", "al-Qaeda", as_of="1999-01-01").answer
    (tie,) = body.ties
    assert (tie.kind, tie.last) == ("hosts", None)


def test_outcomes_of_statements_are_not_told_before_they_are_known(afghanistan):
    early = afghanistan.relation("Taliban", "ISIS-K", as_of="2021-12-01").answer.statements
    late = afghanistan.relation("Taliban", "ISIS-K").answer.statements
    assert not any(s.outcome for s in early)
    assert any(s.outcome for s in late)


def test_a_chronicle_gives_no_counts(afghanistan):
    body = afghanistan.relation("Taliban", "Pakistan").answer
    assert body.recent is None
    assert body.base_rate.kind == "share"
    assert body.turning_points == ()
    assert "not a sample" in body.turning_note


@pytest.mark.parametrize(
    ("a", "b", "error", "said"),
    [
        ("Talban", "ISIS-K", UnknownActorError, "did you mean Taliban"),
        ("", "ISIS-K", UnknownActorError, "unknown actor ''"),
        ("x" * 10_000, "ISIS-K", UnknownActorError, "unknown actor 'xxx"),
        ("Taliban", "Taleban", OptionError, "both mean Taliban"),
        ("Taliban", "Taliban", OptionError, "against itself"),
        ("Taliban", "Government of Afghanistan", OptionError, "Islamic Republic of Afghanistan"),
        ("Qatar", "Junbish", RefusalError, "holds nothing between"),
    ],
)
def test_questions_that_have_no_answer(afghanistan, a, b, error, said):
    with pytest.raises(error, match=said):
        afghanistan.relation(a, b)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"as_of": "1990-01-01"}, "no row had ended"),
        ({"as_of": "soon"}, "not a day"),
        ({"first": "2021-05-01", "last": "2021-01-01"}, "before --from"),
        ({"level": 2}, "level 2"),
        ({"dataset": "acled"}, "no dataset 'acled'"),
        ({"vintage": "1999-01-01"}, "published by 1999"),
    ],
)
def test_arguments_that_are_not_allowed(afghanistan, options, said):
    with pytest.raises((OptionError, RefusalError), match=said):
        afghanistan.relation("Taliban", "ISIS-K", **options)


def test_years_without_totals_of_the_pair_are_not_zeros(afghanistan):
    body = afghanistan.relation("Pakistan", "TTP").answer
    assert body.course[0].first.year == 2021
    caveats = afghanistan.relation("Pakistan", "TTP").caveats
    assert any("not observed" in c for c in caveats)


def test_a_period_gives_one_total_everywhere(afghanistan):
    answer = afghanistan.relation("Taliban", "ISIS-K", first="2017-03-01", last="2018-12-31")
    body = answer.answer
    assert body.records[0].total.acts == 42
    assert sum(s.acts for s in body.course) == 42
    assert any("reach over an edge" in c for c in answer.caveats)
    assert all(s.date.year <= 2018 for s in body.statements)


def test_no_range_of_deaths_where_rows_have_none(afghanistan, candidate):
    assert afghanistan.relation("Taliban", "ISIS-K").answer.records[0].total.deaths_low is None
    total = candidate.relation("Taliban", "ISIS-K").answer.records[0].total
    assert (total.deaths_low, total.deaths, total.deaths_high) == (134, 196, 250)


def test_an_actor_that_has_ended_is_said_to_have(afghanistan):
    assert "Islamic Republic of Afghanistan ended 2021-08-14" in (
        afghanistan.relation("Taliban", "Islamic Republic").summary
    )


def test_joint_names_are_mentioned(afghanistan):
    said = afghanistan.relation("USA", "Taliban", dataset="ucdp-ged").caveats
    assert any("joint name" in c and "United Kingdom" in c for c in said)


def test_a_pair_that_never_met_is_told_why(afghanistan):
    with pytest.raises(RefusalError, match="ISIS-K exists from 2015-01-10"):
        afghanistan.relation("Taliban", "ISIS-K", as_of="1999-01-01")


def test_no_word_of_a_later_year_is_told(afghanistan):
    import re

    for as_of in ("1999-01-01", "2005-01-01", "2015-06-01"):
        year = int(as_of[:4])
        for pair in (("Taliban", "al-Qaeda"), ("USA", "al-Qaeda"), ("Taliban", "UNSC")):
            answer = afghanistan.relation(*pair, as_of=as_of).to_dict()
            for part in ("ties", "statements", "stance", "course", "turning_points"):
                # A citation may be of a later day: that is how the case came to know.
                told = [{**line, "citation": ""} for line in answer["answer"][part]]
                text = str(told)
                later = [y for y in re.findall(r"\b(?:19|20)\d\d\b", text) if int(y) > year]
                assert later == [], (as_of, pair, part)


def test_recent_years_are_searched_for_turning_points(tmp_path, shared_data):
    from whowhom.case import Case
    from whowhom.store.folder import create

    case = Case(create(tmp_path / "myanmar"))
    case.add(shared_data / "ucdp" / "ged_myanmar.csv")
    body = case.relation("KNU", "Government of Myanmar (Burma)").answer
    assert any(p.date.year in (2020, 2021, 2022) for p in body.turning_points)
    assert "2023-12-31" in body.turning_note


def test_figures_of_myanmar_by_hand(tmp_path, shared_data):
    import csv

    from whowhom.case import Case
    from whowhom.store.folder import create

    path = shared_data / "ucdp" / "ged_myanmar.csv"
    csv.field_size_limit(1 << 24)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [
            r
            for r in csv.DictReader(handle)
            if r["side_b"] == "KIO" and r["side_a"] == "Government of Myanmar (Burma)"
        ]
    case = Case(create(tmp_path / "myanmar"))
    case.add(path)
    total = case.relation("KIO", "Myanmar").answer.records[0].total
    assert (total.acts, total.deaths) == (len(rows), sum(int(r["best"]) for r in rows))
