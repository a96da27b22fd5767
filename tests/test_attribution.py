"""ACLED is named with every answer that used it, and with no other."""

import json
from datetime import date

import pytest

from whowhom.report.text import render

DAY = date(2026, 1, 1)
HEAD = "event_id_cnty,event_date,sub_event_type,actor1,actor2,inter1,inter2,country,fatalities\n"


@pytest.fixture
def mixed(case, ged, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        HEAD
        + "".join(
            f"AFG{n},{n + 1} May 2021,Armed clash,Taliban,National Resistance Front,"
            "Rebel group,Rebel group,Afghanistan,1\n"
            for n in range(9)
        )
    )
    case.add(path, published="2025-03-04", today=lambda: DAY)
    case.add(ged({"date_start": "2021-05-03", "side_b": "Haqqani network"}), today=lambda: DAY)
    return case


LINE = "Attribution: Armed Conflict Location & Event Data (ACLED), www.acleddata.com"


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.relation("Taliban", "NRF"),
        lambda c: c.profile("NRF", dataset="acled"),
        lambda c: c.show("acled:AFG1"),
        lambda c: c.presence("Taliban", "Afghanistan"),
        lambda c: c.actors(),
        lambda c: c.ask("How do the Taliban and the NRF get along?"),
    ],
)
def test_an_answer_from_acled_ends_with_the_attribution(mixed, ask):
    answer = ask(mixed)
    (line,) = answer.attribution
    assert "accessed 2025-03-04" in line
    assert " ".join(render(answer).split("\n\n")[-1].split()).startswith(LINE)
    assert list(json.loads(answer.to_json()))[-1] == "attribution"


def test_an_answer_without_acled_names_it_not(mixed):
    answer = mixed.relation("Haqqani network", "Government of Afghanistan")
    assert answer.attribution == ()
    assert "ACLED" not in str(answer).upper().replace("ACLED SPELLING", "")
