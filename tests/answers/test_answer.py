"""The envelope: documented, deterministic, plain."""

import json
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "json.md"


@pytest.fixture(scope="module")
def envelopes(afghanistan):
    return {
        "relation": afghanistan.relation("Taliban", "ISIS-K").to_dict(),
        "profile": afghanistan.profile("ISIS-K").to_dict(),
        "pair": afghanistan.forecast("Taliban", "ISIS-K", as_of="2021-09-02").to_dict(),
        "ranking": afghanistan.forecast("Taliban", as_of="2021-09-02").to_dict(),
        "watch": afghanistan.forecast(as_of="2021-09-02").to_dict(),
        "fit": afghanistan.fit(as_of="2021-09-02").to_dict(),
        "show": afghanistan.show("AFC0258").to_dict(),
    }


def keys(value):
    if isinstance(value, dict):
        return set(value) | {k for v in value.values() for k in keys(v)}
    if isinstance(value, list):
        return {k for v in value for k in keys(v)}
    return set()


@pytest.mark.parametrize("verb", ["relation", "profile", "pair", "ranking", "watch", "fit"])
def test_every_key_is_documented(envelopes, verb):
    documented = set(re.findall(r"[a-z_0-9]+", DOCS.read_text("utf-8")))
    assert keys(envelopes[verb]) <= documented


def test_json_round_trip(envelopes, afghanistan):
    text = afghanistan.profile("ISIS-K").to_json()
    assert json.loads(text) == envelopes["profile"]
    assert text.isascii()
    assert text.endswith("}\n")


def test_evidence_as_a_frame(afghanistan):
    answer = afghanistan.relation("Taliban", "ISIS-K")
    frame = answer.to_frame()
    assert len(frame) == len(answer.evidence)
    assert set(frame["kind"]) == {"event", "tie", "statement"}


def test_skill_and_resolution(envelopes):
    assert envelopes["relation"]["skill"]["verdict"] == "unknown"
    assert envelopes["relation"]["resolution"].startswith("Counted: rows")
    assert envelopes["profile"]["resolution"].startswith("Counted: rows")
