import json
from pathlib import Path

import pytest

from whowhom.ontology.cameo import cameo_codes
from whowhom.ontology.crosswalk import (
    ACLED,
    plover_of_acled,
    plover_of_cameo,
    plover_of_ucdp,
)
from whowhom.ontology.plover import CONTEXTS, PLOVER

# Modes and contexts of the published table that the PLOVER manual 2.0 does not have.
MODE_REPAIRS = {
    "return": "release",
    "ease": None,
    "ban": "restrict",
    "political": "restrict",
    "assassinate": "targeted",
    "massacre": "targeted",
    "cleansing": None,
    "pro_autocracy": None,
}
CONTEXT_REPAIRS = {"humanitarian": "human_security", "democracy": "pro_democracy"}


def test_every_code_against_published_cameo_to_plover_2021(shared_data: Path) -> None:
    path = shared_data / "text" / "cameo2plover.json"
    published = json.loads(path.read_text(encoding="utf-8"))
    assert len(published) == 274
    for code, row in published.items():
        kind, mode = row["plover"], MODE_REPAIRS.get(row["mode"], row["mode"])
        contexts = {
            CONTEXT_REPAIRS.get(name, name) for name in (row["context"] or "").split("; ") if name
        }
        if code == "08":  # listed twice
            kind = "CONCEDE"
        if code == "1712":
            mode = "destroy"
        if code == "175":
            contexts = {"repression"}
        ours = plover_of_cameo(code)
        assert (ours.type, ours.mode, set(ours.contexts)) == (kind, mode, contexts), code
    left_out = {code for code in cameo_codes() if code[:2] not in ("01", "02")} - set(published)
    assert not left_out


def test_every_result_is_in_the_plover_manual_2_draft() -> None:
    for code in cameo_codes():
        kind, mode, contexts = plover_of_cameo(code)
        assert (kind is None) == (code[:2] in ("01", "02"))
        if kind is None:
            assert (mode, contexts) == (None, ())
        else:
            assert mode is None or mode in PLOVER[kind].modes, code
        assert set(contexts) <= set(CONTEXTS)
        assert list(contexts) == sorted(contexts, key=CONTEXTS.index)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("08", "CONCEDE"),
        ("0834", "CONCEDE"),
        ("0813", "RETREAT"),
        ("0814", "RETREAT"),
        ("0874", "RETREAT"),
        ("163", "COERCE"),
        ("1712", "ASSAULT"),
        ("1711", "COERCE"),
        ("175", "ASSAULT"),
        ("191", "COERCE"),
        ("192", "COERCE"),
        ("193", "ASSAULT"),
        ("204", "ASSAULT"),
    ],
)
def test_exceptions_to_the_root_rule_against_published_table(code: str, kind: str) -> None:
    assert plover_of_cameo(code).type == kind


def test_one_sided_violence_alone_is_directed_in_ucdp() -> None:
    assert [plover_of_ucdp(n) for n in (1, 2, 3)] == [
        ("ASSAULT", None, False),
        ("ASSAULT", None, False),
        ("ASSAULT", None, True),
    ]


def test_acled_table_covers_25_sub_events_and_stays_in_the_manual() -> None:
    assert len(ACLED) == 25
    for name, rule in ACLED.items():
        assert plover_of_acled(name.upper()) == rule
        assert rule.type is None or rule.type in PLOVER
        assert rule.mode is None or (rule.type and rule.mode in PLOVER[rule.type].modes)
        assert set(rule.contexts) <= set(CONTEXTS)


def test_battles_are_undirected_and_violence_against_civilians_directed_in_acled() -> None:
    assert plover_of_acled("Armed clash").directed == "no"
    assert plover_of_acled("Attack").directed == "yes"


def test_unknown_input_says_what_is_allowed() -> None:
    with pytest.raises(KeyError, match=r"'13y'.*allowed"):
        plover_of_cameo("13y")
    with pytest.raises(KeyError, match=r"4; allowed: 1, 2, 3"):
        plover_of_ucdp(4)
    with pytest.raises(KeyError, match=r"'War'.*allowed: Government regains"):
        plover_of_acled("War")
