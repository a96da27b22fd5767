"""The ledger resolved and scored: against rows counted by hand and scores worked out by hand."""

import csv
import json
import math
from dataclasses import replace
from datetime import date

import pytest

import whowhom
from whowhom.answers.claim import Claim
from whowhom.answers.condition import Combined, Condition
from whowhom.answers.entry import contents
from whowhom.case import Case
from whowhom.errors import CaseDamagedError, OptionError, RefusalError
from whowhom.questions.scoring import Outcome, calibration, score
from whowhom.store.folder import built_in
from whowhom.store.ledger import append, digest, ledger_path


@pytest.fixture
def mine(tmp_path):
    return whowhom.init(tmp_path / "mine", "afghanistan")


@pytest.fixture(scope="module")
def asked(afghanistan: Case):
    return afghanistan.forecast("Taliban", "ISIS-K", as_of="2021-09-02")


def clock():
    return date(2026, 1, 1)


def claim(p=0.7, base=0.5, dataset="ucdp-ged", verb="forecast", **of):
    of = {"first": date(2021, 9, 2), "last": date(2021, 11, 30), **of}
    condition = Condition(of.pop("source", "TALIBAN"), of.pop("target", "ISISK"), **of)
    return Claim(verb, "a test", p, None, None, base, condition, dataset, ("21.1",))


def note(case, asked, *claims, as_of=date(2021, 9, 2), held="2021-09-01"):
    """Put claims into a ledger as if they had been kept when the case ended on a day."""
    answer = replace(asked, claims=claims, as_of=as_of)
    said = [{**each, "answer": digest(str(as_of))} for each in contents(answer, "0")]
    append(ledger_path(case.folder), said, {"kept": "2026-01-01", "held_until": held})


def test_what_is_kept_is_resolved_as_rows_tell(mine, asked):
    kept = mine.keep(asked, today=clock)
    assert (kept.added, kept.already, kept.path) == (5, 0, mine.folder / "ledger.jsonl")
    before = kept.path.read_bytes()
    assert mine.keep(asked, today=date.today).added == 0
    assert kept.path.read_bytes() == before
    body = mine.check_ledger(as_of="2022-01-01").answer
    assert [e.state for e in body.entries] == ["true", "true", "true", "true", "false"]
    assert [e.why for e in body.entries][:3:2] == ["55 acts counted", "163 deaths counted"]
    assert all(e.scored and not e.ahead and e.evidence for e in body.entries)
    for row in body.entries[0].evidence:
        told = mine.show(row).answer.fields
        assert date(2021, 9, 2) <= told["date_end"] <= date(2021, 11, 30)
    # Nothing on or after as_of is read: open before, and not there before it was made.
    (states,) = {e.state for e in mine.check_ledger(as_of="2021-09-03").answer.entries}
    assert states == "open"
    earlier = mine.check_ledger(as_of="2021-08-01")
    assert earlier.answer.entries == ()
    assert "Left out: 5 probabilities made after 2021-08-01." in earlier.caveats


def test_it_is_the_same_byte_for_byte(mine, asked):
    mine.keep(asked, today=clock)
    text = mine.check_ledger().to_json()
    assert text == Case(mine.folder).check_ledger().to_json()
    assert json.loads(text)["verb"] == "ledger"


def test_scores_are_those_worked_out_by_hand(mine, asked):
    yes, no = {"at_least": 55}, {"at_least": 56}
    note(mine, asked, claim(0.8, 0.5, **yes), claim(0.3, 0.4, **no), claim(0.6, None, **no))
    (found,) = [s for s in mine.check_ledger().answer.scores if s.made == "ahead"]
    assert (found.verb, found.n, found.answers, found.happened) == ("forecast", 3, 1, 1)
    assert found.brier == pytest.approx((0.2**2 + 0.3**2 + 0.6**2) / 3)
    assert found.log == pytest.approx(-(math.log(0.8) + math.log(0.7) + math.log(0.4)) / 3)
    brier, log = found.against
    assert (brier.n, log.n) == (2, 2)
    own, base = (0.04 + 0.09) / 2, (0.25 + 0.16) / 2
    assert (brier.own, brier.base, brier.skill) == pytest.approx((own, base, 1 - own / base))
    assert log.base == pytest.approx(-(math.log(0.5) + math.log(0.6)) / 2)
    # One answer alone: no interval, and no verdict.
    assert (brier.low, log.low, found.verdict) == (None, None, "unknown")
    assert "1 answer, where 10 are the least" in found.note


def test_what_came_true_early_waits_for_the_end(mine, asked):
    note(mine, asked, claim(0.9), claim(0.9, at_least=5000))
    early = mine.check_ledger(as_of="2021-10-15").answer
    assert [(e.state, e.scored) for e in early.entries] == [("true", False), ("open", False)]
    assert [s for s in early.scores if s.verb == "forecast"] == []
    late = mine.check_ledger(as_of="2021-12-01").answer
    assert [(e.state, e.scored) for e in late.entries] == [("true", True), ("false", True)]


def test_days_known_in_totals_only_are_not_scored(mine, asked):
    # January and February 2022 are one total in this case.
    within = {"first": date(2021, 12, 1), "last": date(2022, 1, 31)}
    note(mine, asked, claim(0.5, **within), claim(0.5, at_least=4000, **within))
    true, unknown = mine.check_ledger().answer.entries
    assert (true.state, true.scored) == ("true", False)
    assert (unknown.state, unknown.scored) == ("cannot be told", False)
    assert "totals only" in unknown.why


@pytest.mark.parametrize(
    ("of", "why"),
    [
        ({"dataset": "acled"}, "the case holds no dataset acled"),
        ({"source": "NOBODY"}, "knows no actor NOBODY"),
        ({"place": "PAK"}, "observes AFG and not PAK"),
        ({"place": "AFG/Atlantis"}, "Atlantis"),
        ({"kinds": ("DANCE",)}, "unknown type of act 'DANCE'"),
        ({"dataset": "chronicle", "at_least": 9000}, "hand-picked list"),
    ],
)
def test_what_cannot_be_told_says_why(mine, asked, of, why):
    note(mine, asked, claim(**of))
    (entry,) = mine.check_ledger().answer.entries
    assert entry.state == "cannot be told"
    assert why in entry.why
    assert not entry.scored


def test_states_are_known_actors(mine, asked):
    note(mine, asked, claim(source="BRA", target="*"))
    (entry,) = mine.check_ledger().answer.entries
    assert (entry.state, entry.why) == ("false", "0 acts counted")


def test_joined_conditions_are_kept_and_resolved(mine, asked):
    one, other = claim().condition, claim(at_least=56).condition
    both = replace(claim(), condition=Combined("all", (one, Combined("not", (other,)))))
    note(mine, asked, both)
    (entry,) = mine.check_ledger().answer.entries
    assert (entry.state, entry.resolves) == ("true", date(2021, 11, 30))


def test_saying_it_twice_scores_once(mine, asked):
    note(mine, asked, claim(0.9))
    again = replace(asked, claims=(claim(0.9),), question={"a": "another question"})
    said = [{**each, "answer": "other"} for each in contents(again, "0")]
    append(ledger_path(mine.folder), said, {"kept": "2026-01-01", "held_until": None})
    answer = mine.check_ledger()
    first, second = answer.answer.entries
    assert (first.repeats, second.repeats, second.scored) == ("", first.id, False)
    assert answer.summary.startswith("Of 1 probability from 2 answers")
    assert answer.answer.scores[0].n == 1


def test_a_newer_version_of_the_dataset_resolves(mine, asked, ged):
    note(mine, asked, claim(), claim(at_least=2))
    assert [e.state for e in mine.check_ledger().answer.entries] == ["true", "true"]
    # A later release of the same days that holds a single fight of the two.
    rows = {
        "date_start": "2021-10-01",
        "side_a": "Government of Afghanistan",
        "side_b": "IS",
        "type_of_violence": 1,
        "country": "Afghanistan",
    }
    mine.add(ged(rows, name="GEDEvent_v23_1.csv"))
    answer = mine.check_ledger()
    assert [(e.state, e.why) for e in answer.answer.entries] == [
        ("true", "1 act counted"),
        ("false", "1 act counted"),
    ]
    assert "23.1" in answer.resolution


def test_a_changed_line_is_shown_and_counts_nowhere(mine, asked):
    path = mine.keep(asked, today=clock).path
    path.write_text(path.read_text().replace('"kept": "2026', '"kept": "2020', 1))
    answer = mine.check_ledger()
    assert len(answer.answer.entries) == 4
    assert [(u.line, u.why) for u in answer.answer.unreadable] == [
        (1, "it was changed after it was written")
    ]
    assert "1 line cannot be read" in answer.summary


@pytest.mark.parametrize(
    ("field", "value"),
    [("probability", 1.7), ("probability", "high"), ("condition", {"all": []}), ("versions", 7)],
)
def test_a_sealed_line_that_makes_no_claim_is_unreadable(mine, asked, field, value):
    (told,) = contents(replace(asked, claims=(claim(),)), "0")
    told["claim"][field] = value
    append(ledger_path(mine.folder), [{**told, "answer": "x"}], {"kept": None, "held_until": None})
    body = mine.check_ledger().answer
    assert (len(body.entries), len(body.unreadable)) == (0, 1)


def test_what_cannot_be_kept_is_refused(mine, asked, afghanistan: Case):
    with pytest.raises(RefusalError, match="no probability"):
        mine.keep(afghanistan.relation("Taliban", "ISIS-K"))
    with pytest.raises(OptionError, match="about the case 'elsewhere'"):
        mine.keep(replace(asked, case={**asked.case, "name": "elsewhere"}))
    assert not (mine.folder / "ledger.jsonl").exists()


def test_entries_of_one_dataset_alone(mine, asked):
    note(mine, asked, claim(), claim(dataset="acled"))
    assert len(mine.check_ledger(dataset="ACLED").answer.entries) == 1


# ---- scores -------------------------------------------------------------------------------------


def outcomes(n, p, base, truth, claims=1):
    """n answers, 100 days apart, each with the same claims."""
    return [
        Outcome(p, base, bool(truth(i)), f"answer {i}", 100 * i, 90)
        for i in range(n)
        for _ in range(claims)
    ]


def test_a_planted_skill_is_found_and_copies_add_nothing():
    sharp = [
        replace(o, probability=0.9 if o.happened else 0.1)
        for o in outcomes(40, 0.5, 0.5, lambda i: i % 2)
    ]
    found = score("forecast", "ahead", sharp, 0)
    assert (found.verdict, found.against[1].low > 0.5) == ("better", True)
    few = score("forecast", "ahead", sharp[:9] * 10, 0)
    assert (few.n, few.answers, few.verdict) == (90, 9, "unknown")
    # Ten copies of each claim within its answer leave the interval as it is.
    many = score("forecast", "ahead", [o for o in sharp for _ in range(10)], 0).against[1]
    once = found.against[1]
    assert (many.low, many.high) == pytest.approx((once.low, once.high))


def test_the_base_rate_itself_is_not_better():
    found = score("forecast", "ahead", outcomes(60, 0.5, 0.5, lambda i: i % 3), 0)
    assert (found.verdict, found.against[0].skill) == ("not better", 0.0)


def test_rare_outcomes_give_no_verdict():
    found = score("forecast", "ahead", outcomes(60, 0.01, 0.2, lambda i: i == 7), 0)
    assert found.verdict == "unknown"
    assert "1 that came true, where 5 are the least" in found.note


def test_calibration_goes_by_the_words_that_were_read():
    said = [
        *outcomes(4, 0.70, 0.5, lambda i: i < 3),
        *outcomes(2, 0.995, 0.5, lambda _: True),
        *outcomes(3, 0.001, 0.5, lambda _: False),
    ]
    bins = calibration("forecast", "ahead", said)
    assert [(b.word, b.n, b.happened) for b in bins] == [
        ("below 1%", 3, 0.0),
        ("likely", 4, 0.75),
        ("above 99%", 2, 1.0),
    ]
    assert bins[1].said == pytest.approx(0.7)


# ---- statements ---------------------------------------------------------------------------------


def test_every_statement_of_the_built_in_case_is_judged(afghanistan: Case):
    body = afghanistan.check_ledger().answer
    assert len(body.statements) == 55
    told = {s.id: s.state for s in body.statements if s.state in ("true", "false")}
    assert told == {
        "AFS003": "true",
        "AFS005": "true",
        "AFS013": "true",
        "AFS026": "true",
        "AFS043": "true",
        "AFS045": "false",
    }
    # 'likely' is 55 to 80 %, its middle 67.5 %.
    (scored,) = [s for s in body.statements if s.scored]
    assert (scored.id, scored.probability) == ("AFS043", pytest.approx(0.675))
    (found,) = [s for s in body.scores if s.verb == "statement"]
    assert found.brier == pytest.approx(0.325**2)
    assert (found.verdict, found.n) == ("unknown", 1)
    assert all(s.why for s in body.statements)


def test_outcomes_are_not_told_before_they_were_known(afghanistan: Case):
    body = afghanistan.check_ledger(as_of="2022-12-01").answer
    states = {s.id: s.state for s in body.statements}
    assert (states["AFS043"], states["AFS026"]) == ("open", "open")
    assert not any(s.scored for s in body.statements)


def test_a_case_that_does_not_say_how_statements_resolve(mine):
    (mine.folder / "resolutions.csv").unlink()
    body = mine.check_ledger().answer
    assert {s.state for s in body.statements} == {"cannot be told"}
    assert "nobody has judged" in body.statements[0].why


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("condition", "{", "condition cannot be read"),
        ("condition", "[]", "condition cannot be read"),
        ("word", "surely", "unknown likelihood word"),
        ("by", "magic", "'magic' is not one of"),
        ("dataset", "", "dataset is empty"),
    ],
)
def test_a_damaged_resolution_names_its_line(mine, column, value, says):
    path = mine.folder / "resolutions.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    next(r for r in rows if r["statement_id"] == "AFS003")[column] = value
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(CaseDamagedError, match=says):
        mine.check_ledger()


def test_the_shipped_case_holds_no_ledger():
    assert not (built_in("afghanistan") / "ledger.jsonl").exists()
