"""`likelihood` on the built-in case: it coheres with itself and with `forecast`."""

from datetime import date

import numpy as np
import pytest

from whowhom.answers.condition import read_condition
from whowhom.case import Case
from whowhom.errors import FileError, OptionError, RefusalError
from whowhom.questions.sayings import spread

AS_OF = "2021-09-02"
FIGHTS = "ISIS-K - Taliban acts >= 1 within 90d"


@pytest.fixture(scope="module")
def ask(afghanistan: Case):
    def _ask(scenario, as_of=AS_OF, **options):
        return afghanistan.likelihood(scenario, as_of=as_of, **options)

    _ask(FIGHTS)
    return _ask


@pytest.fixture(scope="module")
def haven(ask):
    return ask("safe-haven")


def p(answer):
    return answer.answer.probability


# ---- with forecast -------------------------------------------------------------------------------


def test_one_act_of_one_class_is_the_forecast(ask, afghanistan):
    (way,) = afghanistan.forecast("ISIS-K", "Taliban", as_of=AS_OF).answer.ways
    told, body = way.expectations[0], ask(FIGHTS).answer
    assert body.method == "exact"
    assert body.probability == pytest.approx(told.probability, abs=1e-9)
    assert body.low == pytest.approx(told.probability_low, abs=1e-9)
    assert body.high == pytest.approx(told.probability_high, abs=1e-9)
    assert body.base.probability == pytest.approx(told.base_probability, abs=1e-9)
    assert body.parts[0].low == told.low and body.parts[0].high == told.high
    within = 4 * np.sqrt(way.deaths.at_least_25 * (1 - way.deaths.at_least_25) / 2000)
    deadly = p(ask("ISIS-K - Taliban deaths >= 25 within 90d"))
    assert deadly == pytest.approx(way.deaths.at_least_25, abs=within)


def test_more_is_never_likelier_and_shorter_never_more(ask):
    told = [p(ask(f"ISIS-K * acts >= {n} within 90d")) for n in (1, 5, 20, 60, 200)]
    assert told == sorted(told, reverse=True)
    told = [p(ask(f"ISIS-K * deaths >= 100 within {d}d")) for d in (7, 30, 45, 90, 365)]
    assert told == sorted(told)
    kabul, afghan, anywhere = (
        p(ask(f"ISIS-K * {where} acts >= 5 within 90d"))
        for where in ("in Kabul", "in Afghanistan", "")
    )
    assert kabul < afghan <= anywhere + 1e-9


def test_probability_laws_hold_on_the_paths(ask):
    a, b = "ISIS-K - Taliban acts >= 20", "Taliban - NRF acts >= 10"
    both, either = p(ask(f"({a}) and ({b})")), p(ask(f"({a}) or ({b})"))
    parts = [part.probability for part in ask(f"({a}) and ({b})").answer.parts]
    assert both + either == pytest.approx(sum(parts), abs=1e-12)
    assert p(ask(f"({a}) and not ({b})")) == pytest.approx(parts[0] - both, abs=1e-12)
    assert p(ask(f"not (({a}) and ({b}))")) == pytest.approx(1 - both, abs=1e-12)
    assert p(ask(f"not ({a})")) == pytest.approx(1 - p(ask(a)), abs=1e-12)
    # Drawn and reckoned agree within four standard errors.
    assert parts[0] == pytest.approx(p(ask(a)), abs=0.045)
    assert both <= min(parts)


def test_same_bytes_every_time_and_other_paths_by_seed(ask):
    line = "ISIS-K - Taliban acts >= 20 and Taliban - NRF acts >= 10"
    assert ask(line).to_json() == ask(line).to_json()
    assert p(ask(line)) != p(ask(line, seed=1))


# ---- what an answer holds ------------------------------------------------------------------------


def test_an_answer_carries_what_it_must(haven):
    body = haven.answer
    assert 0 < body.low <= body.probability <= body.high < 1
    assert 0 < body.base.probability < 1 and body.base.kind == "model"
    assert {part.wanted for part in body.parts} == {True, False}
    binding = next(part for part in body.parts if part.label == body.binding)
    assert binding.without == max(part.without for part in body.parts) > body.probability
    assert body.nearest and body.levers and body.speaks_for
    assert sum(b.share for b in body.counts) == pytest.approx(1.0)
    named = {i for r in body.speaks_for for i in r.evidence}
    assert named <= {e.id for e in haven.evidence}
    assert haven.resolution.startswith("Counted: rows of dataset ucdp-ged")
    assert "between 2021-09-02 and 2022-09-01" in haven.resolution
    assert haven.skill.verdict == "unknown"


def test_nearest_paths_do_not_come_true_and_come_near(haven):
    body = haven.answer
    fight, leave, large, hard = (part.at_least for part in body.parts)
    for path in body.nearest:
        a, b, c, d = path.counts
        assert not ((a >= fight and b < leave) or (c >= large and d >= hard))
    assert len({path.counts for path in body.nearest}) == len(body.nearest)


def test_proxies_are_answered_with_low_confidence_apart_from_the_likelihood(haven):
    body = haven.answer
    assert "low" in body.confidence
    assert {proxy.label for proxy in body.proxies} == {part.label for part in body.parts}
    for sentence in str(haven).replace("\n", " ").split(". "):
        assert not ("onfidence" in sentence and body.word in sentence)


def test_the_claim_is_resolved_as_the_paths_count(haven, ask):
    (claim,) = haven.claims
    assert claim.probability == haven.answer.probability
    assert claim.resolves == date(2022, 9, 1)
    assert read_condition(haven.to_dict()["claims"][0]["condition"]) == claim.condition


def test_statements_stand_beside_and_none_is_from_later(haven, ask):
    said = haven.answer.statements
    assert said and all(s.statement.date < date(2021, 9, 2) for s in said)
    assert [s.named for s in said] == sorted((s.named for s in said), reverse=True)
    later = ask("safe-haven", as_of="2021-09-03").answer.statements
    guess = next(s for s in later if s.statement.id == "AFS006")
    assert (guess.low, guess.high) == (0.2, 0.45)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("unlikely", (0.2, 0.45)),
        ("Very  Likely indeed", (0.8, 0.95)),
        ("not likely", (0.0, 0.55)),
        ("not unlikely", (0.45, 1.0)),
        ("hopes", None),
        ("", None),
    ],
)
def test_words_as_ranges(words, told):
    assert spread(words) == told


def test_a_condition_line_may_be_read_back(ask):
    told = ask("(ISIS-K * in Kabul acts >= 2 within 30d) or Taliban NRF ASSAULT")
    again = ask(told.answer.condition)
    assert again.answer.condition == told.answer.condition
    assert p(again) == p(told)


def test_a_file_and_its_horizon(ask, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('horizon = "30d"\n[[condition]]\nline = "ISIS-K - Taliban"\n', "utf-8")
    assert p(ask(path)) == pytest.approx(p(ask("ISIS-K - Taliban within 30d")))
    assert ask(path, horizon="60d").answer.horizon.days == 60


# ---- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "error", "why"),
    [
        ("Talbn - ISISK", OptionError, "did you mean Taliban"),
        ("Taliban HATE ISISK", OptionError, "ASSAULT"),
        ("Taliban - ISISK in Kabbul", OptionError, "AFG/Kabul"),
        ("Taliban - Taleban", OptionError, "both sides are Taliban"),
        ("Taliban - ISISK by 2021-01-01", OptionError, "past"),
        ("Taliban - ISISK by 2031-01-01", OptionError, "more than 365 days"),
        ("Taliban - ISISK within 400d", OptionError, "longer than 365"),
        ("Taliban - ISISK and not Taliban - ISISK", RefusalError, "contradicts itself"),
        ("GOV_AFG_2001_2021 - Taliban", RefusalError, "ended on 2021-08-14"),
        ("Taliban - IND", RefusalError, "holds no act of"),
        ("Taliban CONSULT ISISK", RefusalError, "no act of CONSULT"),
        ("Taliban - ISISK in FRA", RefusalError, "which it may not observe"),
        (" and ".join(["Taliban - ISISK"] * 13), OptionError, "up to 12"),
        ("nowhere.toml", FileError, "cannot be read"),
        ("safe", OptionError, "safe-haven"),
    ],
)
def test_what_cannot_be_answered_says_what_can(ask, line, error, why):
    with pytest.raises(error) as caught:
        ask(line)
    assert why in str(caught.value)
    assert "allowed: " in str(caught.value) and "\n" not in str(caught.value)


def test_a_list_that_is_no_sample_is_refused(ask):
    with pytest.raises(RefusalError, match="no sample"):
        ask(FIGHTS, dataset="chronicle")


def test_window_and_horizon_must_agree(ask):
    with pytest.raises(OptionError, match="the horizon is 30 days"):
        ask(FIGHTS, horizon="30d")
