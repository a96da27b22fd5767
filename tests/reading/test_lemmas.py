"""Lemmas of the words that reports use."""

import pytest

from whowhom.reading.lemmas import lemma_of

VERBS = """
    attacked:attack attacks:attack killing:kill struck:strike fought:fight seized:seize ceded:cede
    freed:free fled:flee besieged:besiege deploying:deploy denied:deny denies:deny agreed:agree
    expelled:expel rebelled:rebel shelled:shell firing:fire invading:invade withdrew:withdraw
    banned:ban pledged:pledge condemned:condemn clashes:clash was:be 've:have wo:will shot:shoot
    mobilised:mobilise ousted:oust urged:urge bringing:bring changed:change
"""
NOUNS = "clashes:clash crises:crisis armies:army forces:force allies:ally men:man hostages:hostage"


@pytest.mark.parametrize("pair", VERBS.split())
def test_verbs(pair: str) -> None:
    form, base = pair.split(":")
    assert lemma_of(form, "AUX" if form in ("was", "'ve", "wo") else "VERB") == base


@pytest.mark.parametrize("pair", NOUNS.split())
def test_nouns(pair: str) -> None:
    form, base = pair.split(":")
    assert lemma_of(form, "NOUN") == base


def test_names_stay_as_written() -> None:
    assert lemma_of("Houthis", "PROPN") == "Houthis"
