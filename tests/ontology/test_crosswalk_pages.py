"""The generated pages on crosswalks are current, and the tables that they show are whole."""

import runpy

import pytest

from tests.conftest import ROOT
from whowhom.ontology.plover import PLOVER
from whowhom.ontology.weis import plover_of_weis, weis_codes

PAGES = runpy.run_path(str(ROOT / "scripts" / "crosswalks.py"))["pages"]()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_current(name):
    text = (ROOT / "docs" / "crosswalks" / name).read_text("utf-8")
    assert text == PAGES[name], "run: python scripts/crosswalks.py"


def test_no_page_is_left_over():
    assert {p.name for p in (ROOT / "docs" / "crosswalks").iterdir()} == set(PAGES)


def test_every_weis_code_leads_to_a_type_and_mode_of_plover():
    for code in weis_codes():
        kind, mode = plover_of_weis(code)
        assert kind is None or (kind in PLOVER and (mode is None or mode in PLOVER[kind].modes))
    assert plover_of_weis("199").type == "SANCTION"
    with pytest.raises(KeyError, match="unknown WEIS code"):
        plover_of_weis("231")
