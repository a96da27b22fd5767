"""`show` leads to the row, with its citation."""

import pytest

from whowhom.errors import UnknownIdError


def test_every_piece_of_evidence_can_be_shown(afghanistan):
    answers = [afghanistan.relation("Taliban", "ISIS-K"), afghanistan.profile("al-Qaeda")]
    pieces = [e for answer in answers for e in answer.evidence]
    assert len(pieces) > 20
    for piece in pieces:
        fields = afghanistan.show(piece.id).answer.fields
        assert fields["citation"] == piece.citation
        assert piece.citation


def test_ties_statements_and_actors(afghanistan):
    assert afghanistan.show("AFC0005").answer.kind == "tie"
    assert afghanistan.show("AFS001").answer.kind == "statement"
    assert afghanistan.show("ISISK").answer.kind == "actor"


def test_nothing_later_than_as_of(afghanistan):
    with pytest.raises(UnknownIdError, match="before 2021-01-01"):
        afghanistan.show("AFC0258", as_of="2021-01-01")


def test_the_other_columns_of_a_ged_row(case, ged):
    case.add(ged({"id": 412, "adm_2": "Kabul district"}))
    fields = case.show("412").answer.fields
    assert fields["details"]["adm_2"] == "Kabul district"
    assert fields["event_id"] == "ucdp-ged:412"
