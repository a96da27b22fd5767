"""Leaders of states, and for whom they stand in events: the sentences are the tests' own."""

from datetime import date

import pytest

from whowhom.actors.registry import Registry
from whowhom.actors.states import STATES
from whowhom.reading.document import Document
from whowhom.reading.leaders import _terms, state_led_by
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parties import parties_of


def test_every_term_has_a_state_and_does_not_end_before_it_begins():
    for terms in _terms().values():
        for term in terms:
            assert term.iso in STATES.by_iso or term.iso in ("XKX", "TWN")
            assert term.first <= term.last


@pytest.mark.parametrize(
    ("name", "year", "iso"),
    [
        ("George Bush", 1990, "USA"),
        ("Bush", 1997, None),
        ("Slobodan Milosevic", 1998, "SRB"),
        ("Netanyahu", 2023, "ISR"),
        ("Johnson", 2020, None),
    ],
)
def test_a_leader_stands_for_a_state_in_office_only(name, year, iso):
    assert state_led_by(name, date(year, 6, 1)) == iso


def test_a_leader_at_the_start_of_a_sentence_acts_for_the_state(parse):
    text = "President Gorbachev met the envoy of Zambia on Monday."
    document = Document("0" * 16, text, (), day=date(1990, 6, 1))
    sentences = parse(text)
    (found,) = parties_of(sentences, mentions_of(document, sentences, Registry()))
    (verb,) = (token for token in sentences[0].parsed if token.text == "met")
    subject = next(child for child in verb.children if child.dep_ == "nsubj")
    assert [party.actor_id for party in found.doers(subject)] == ["RUS"]
