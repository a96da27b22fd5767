"""Branches in every verb: counting them is the same as a record that never named them."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from tests.gedfile import ged_text
from whowhom.actors.changes import NewActor, NewTie
from whowhom.actors.period import Period
from whowhom.case import Case
from whowhom.errors import OptionError, RefusalError
from whowhom.questions.branches import Branches
from whowhom.snapshot.rolling import family_of, roll_up
from whowhom.store.folder import create
from whowhom.store.tables import write_table

DAY = date(2026, 1, 1)
SPAN = Period(date(2019, 1, 1), date(2020, 6, 30))


def planted(folder, named=True):
    """Three years of fights; Branch belongs to Mother within SPAN, and Twig to Branch.

    Without `named` the same file, with Mother wherever a branch of hers counts for her.
    """
    draw = np.random.default_rng(5)
    pairs = [("Mother", "Rival"), ("Branch", "Rival"), ("Twig", "Rival"), ("Other", "Rival")]
    rows = []
    for n in range(900):
        day = date(2018, 1, 1) + timedelta(days=int(draw.integers(0, 1095)))
        a, b = pairs[int(draw.choice(4, p=[0.3, 0.3, 0.1, 0.3]))]
        if n % 60 == 0:
            a, b = "Mother", "Branch"
        if not named and SPAN.holds(day):
            a, b = (("Mother" if x in ("Branch", "Twig") else x) for x in (a, b))
            if a == b:
                continue
        # Ids that both files share.
        rows.append(
            {"id": n + 1, "side_a": a, "side_b": b, "date_start": day, "type_of_violence": 2}
        )
    case = Case(create(folder / ("named" if named else "plain")))
    for table in ("actors", "aliases", "ties"):
        write_table(case.folder, table, [])
    path = folder / "GEDEvent_v21_1.csv"
    path.write_text(ged_text(rows))
    case.add(path, published="2021-06-01", today=lambda: DAY)
    for name in ("Mother", "Branch", "Twig", "Rival", "Other"):
        case.change_actors(NewActor(name), today=lambda: DAY)
    if named:
        case.change_actors(NewTie("Branch", "branch of", "Mother", SPAN), today=lambda: DAY)
        case.change_actors(NewTie("Twig", "branch of", "Branch"), today=lambda: DAY)
    return case


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("branches")
    return planted(folder), planted(folder, named=False)


def told(answer):
    """What an answer says, with Mother under one name and her ties apart."""
    body = json.loads(answer.to_json())["answer"]
    for apart in ("ties", "names"):
        body.pop(apart, None)
    return json.dumps(body).replace("Mother (with branches)", "Mother")


LINE = "Mother Rival acts >= 3 within 60d"
ASKED = {
    "relation": lambda c, **o: c.relation("Mother", "Rival", **o),
    "profile": lambda c, **o: c.profile("Mother", **o),
    "compare": lambda c, **o: c.compare("Mother", "2018", "2019", **o),
    "forecast a pair": lambda c, **o: c.forecast("Mother", "Rival", **o),
    "forecast an actor": lambda c, **o: c.forecast("Mother", **o),
    "forecast all": lambda c, **o: c.forecast(**o),
    "impact": lambda c, **o: c.impact("2020-02-01", on="Mother", horizon="60d", **o),
    "what if": lambda c, **o: c.impact(if_="scale Mother 2 Rival", on="Rival", **o),
    "likelihood": lambda c, **o: c.likelihood(LINE, **o),
    "fit": lambda c, **o: c.fit(**o),
    "ask": lambda c, **o: c.ask("How do Mother and Rival get along?", **o),
}


@pytest.mark.long
@pytest.mark.parametrize("verb", ASKED)
def test_counting_branches_is_a_record_that_never_named_them(cases, verb):
    named, plain = cases
    ask = ASKED[verb]
    with_branches = ask(named, branches=True)
    assert with_branches.question["branches"] is True
    assert told(with_branches) == told(ask(plain))
    assert not with_branches.claims
    without = ask(named)
    assert without.question["branches"] is False
    assert told(without) != told(with_branches)


@pytest.mark.parametrize("verb", ["relation", "profile", "compare"])
def test_the_same_of_verbs_that_fit_nothing(cases, verb):
    named, plain = cases
    assert told(ASKED[verb](named, branches=True)) == told(ASKED[verb](plain))


def test_answers_say_whether_branches_are_counted(cases):
    named, plain = cases
    on, off = (named.relation("Mother", "Rival", branches=b) for b in (True, False))
    assert on.summary.startswith("Mother (with branches) and Rival")
    assert any(
        c.startswith("Counted for Mother (with branches): Branch 2019-01") for c in on.caveats
    )
    assert any(
        c.endswith("between an actor and its own branches are left out.") for c in on.caveats
    )
    assert any(c.startswith("Acts of branches are not counted for Mother") for c in off.caveats)
    assert "Mother (with branches)" in str(on) and "with branches" not in str(off)
    assert {e.remarks for e in on.evidence if e.kind == "event"} & {
        "of the branch Branch",
        "of the branch Twig",
    }
    nothing = plain.relation("Mother", "Rival")
    assert not any("branches" in c for c in nothing.caveats)
    assert str(on.case["snapshot"]) != str(off.case["snapshot"])


def test_who_is_asked_about_counts_for_nobody_else(cases):
    named, _ = cases
    answer = named.relation("Mother", "Branch", branches=True)
    # Twig is Branch's now, and Branch is no part of Mother here.
    assert [p.name for p in (answer.answer.a, answer.answer.b)] == [
        "Mother",
        "Branch (with branches)",
    ]


def test_rows_and_edges_by_hand(cases):
    named, _ = cases
    snapshot = named.snapshot()
    family = family_of(snapshot, ["MOTHER"])
    assert [m.actor_id for m in family.members] == ["BRANCH", "TWIG"]
    assert {m.periods for m in family.members} == {(SPAN,)}
    rolled, within = roll_up(snapshot, family)
    columns, index = snapshot.columns, snapshot.index
    first, last = (np.datetime64(d).astype(int) for d in (SPAN.first, SPAN.last))
    inside = (columns.date >= first) & (columns.date <= last)
    branch = np.isin(columns.source, [index["BRANCH"], index["TWIG"]])
    inner = (columns.source == index["MOTHER"]) & (columns.target == index["BRANCH"])
    assert within == int((inner & inside).sum()) > 0
    mother = int((columns.source == index["MOTHER"]).sum()) - within
    moved = int((branch & inside).sum())
    got = int((rolled.columns.source == rolled.index["MOTHER"]).sum())
    assert got == mother + moved
    assert rolled.hash != snapshot.hash
    assert len(rolled.columns) == len(columns) - within


def test_a_branch_of_two_counts_for_neither(cases):
    named, _ = cases
    folder = named.folder.parent / "two"
    two = Case(create(folder, str(named.folder)))
    two.change_actors(NewTie("Branch", "branch of", "Other"), today=lambda: DAY)
    family = family_of(two.snapshot(), ["MOTHER", "OTHER"])
    assert set(family.disputed) == {"BRANCH", "TWIG"} and not family.members
    asked = Branches(True, ("Mother", "Other"))
    assert asked.read(two.snapshot()) is two.snapshot()
    answer = asked.say(two.profile("Mother"))
    assert "Counted for none, being a branch of several at once: Branch, Twig." in answer.caveats


def test_as_of_hides_a_tie_that_began_later(cases):
    named, _ = cases
    answer = named.profile("Mother", as_of="2018-12-01", branches=True)
    assert answer.answer.actor.name == "Mother"


def test_presence_says_it_in_its_own_words(cases):
    named, _ = cases
    counted = named.presence("Branch", "Afghanistan", branches=True)
    assert counted.question["branches"] is True
    assert any("branches are counted as its own" in c for c in counted.caveats)


def test_bad_values(cases, afghanistan):
    with pytest.raises(OptionError, match="branches 'yes'"):
        cases[0].relation("Mother", "Rival", branches="yes")


@pytest.mark.long
def test_check_counts_branches_too(cases):
    # A short record: trying forecasts of the whole takes minutes.
    answers = [cases[0].check(as_of="2018-12-01", branches=b) for b in (True, False)]
    assert [a.question["branches"] for a in answers] == [True, False]
    assert answers[0].case["snapshot"] != answers[1].case["snapshot"]
    assert any(c.startswith("Counted for Branch (with branches)") for c in answers[0].caveats)


@pytest.mark.long
def test_the_ledger_keeps_nothing_that_counts_branches(cases):
    with pytest.raises(RefusalError):
        cases[0].keep(cases[0].forecast("Mother", "Rival", branches=True))
