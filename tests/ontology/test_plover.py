import pickle

import pytest

from whowhom.ontology.plover import CONTEXTS, PLOVER, plover_type, score
from whowhom.ontology.quad import QUADS


def test_types_and_quads_against_plover_manual_2_draft() -> None:
    by_quad = {q: [t.name for t in PLOVER.values() if t.quad == q] for q in QUADS}
    assert by_quad == {
        1: ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"],
        2: ["COOPERATE", "AID", "RETREAT"],
        3: ["REQUEST", "ACCUSE", "REJECT", "THREATEN"],
        4: ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
    }
    assert [t.name for t in PLOVER.values() if t.recipient_required] == [
        "COOPERATE",
        "AID",
        "SANCTION",
    ]


@pytest.mark.parametrize(
    ("name", "mode", "value"),
    [
        ("AID", None, 10),
        ("ACCUSE", None, -3),
        ("ASSAULT", "unconventional", -10),
        ("RETREAT", "disarm", 10),
        ("CONSULT", "phone", 1.5),
        ("REQUEST", "assist", 0.5),
        ("COERCE", "martial-law", -7.5),
        ("PROTEST", "vandalize", -5),
    ],
)
def test_scores_against_plover_manual_2_draft(name: str, mode: str | None, value: float) -> None:
    assert score(name, mode) == value


def test_scores_lie_on_the_scale_and_conflict_is_never_friendly() -> None:
    for entry in PLOVER.values():
        for mode in (None, *entry.modes):
            value = score(entry.name, mode)
            assert -10 <= value <= 10
            if entry.quad == 4:
                assert value <= -4.5, (entry.name, mode)
            elif entry.quad in (1, 2):
                assert value > 0, (entry.name, mode)


def test_mode_and_context_counts_against_plover_manual_2_draft() -> None:
    assert {entry.name: len(entry.modes) for entry in PLOVER.values() if entry.modes} == {
        "CONSULT": 4,
        "RETREAT": 6,
        "REQUEST": 4,
        "ACCUSE": 3,
        "REJECT": 4,
        "THREATEN": 6,
        "PROTEST": 7,
        "SANCTION": 4,
        "MOBILIZE": 4,
        "COERCE": 10,
        "ASSAULT": 15,
    }
    assert len(CONTEXTS) == len(set(CONTEXTS)) == 37


def test_a_type_is_frozen_hashable_and_picklable() -> None:
    entry = PLOVER["ASSAULT"]
    with pytest.raises(AttributeError):
        entry.score = 0.0  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(entry)) == entry
    assert len(set(PLOVER.values())) == 16


def test_unknown_names_say_what_is_allowed() -> None:
    with pytest.raises(KeyError, match=r"'FIGHT'.*allowed: AGREE, .*ASSAULT"):
        plover_type("FIGHT")
    with pytest.raises(KeyError, match="'phone' of ASSAULT; allowed: abduct"):
        score("ASSAULT", "phone")
    with pytest.raises(KeyError, match="no modes"):
        score("AID", "food")
