import math

import pytest

from whowhom.ontology.plover import PLOVER
from whowhom.ontology.stance import STANCES, stance_name


@pytest.mark.parametrize(
    ("x", "name"),
    [
        (-10, "violent"),
        (-7.51, "violent"),
        (-7.5, "hostile"),
        (-4.01, "hostile"),
        (-4, "strained"),
        (-1.01, "strained"),
        (-1, "neutral"),
        (0, "neutral"),
        (1, "neutral"),
        (1.01, "cordial"),
        (4, "cordial"),
        (4.01, "cooperative"),
        (7.5, "cooperative"),
        (7.51, "allied"),
        (10, "allied"),
    ],
)
def test_edges(x: float, name: str) -> None:
    assert stance_name(x) == name


def test_stances_of_the_types_against_plover_manual_scores() -> None:
    found: dict[str, list[str]] = {name: [] for name in STANCES}
    for entry in PLOVER.values():
        found[stance_name(entry.score)].append(entry.name)
    assert found == {
        "violent": ["ASSAULT"],
        "hostile": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE"],
        "strained": ["ACCUSE", "REJECT", "THREATEN"],
        "neutral": ["REQUEST"],
        "cordial": ["AGREE", "CONSULT"],
        "cooperative": ["SUPPORT", "CONCEDE", "RETREAT"],
        "allied": ["COOPERATE", "AID"],
    }


@pytest.mark.parametrize("bad", [-10.1, 11, math.inf, math.nan])
def test_out_of_range_says_what_is_allowed(bad: float) -> None:
    with pytest.raises(ValueError, match="allowed: -10 to 10"):
        stance_name(bad)
