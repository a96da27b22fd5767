import pytest

from whowhom.ontology.quad import QUADS, quad_name


def test_four_quads_with_the_names_of_the_plover_manual() -> None:
    assert [quad_name(q) for q in (1, 2, 3, 4)] == list(QUADS.values())
    assert quad_name(2) == "material cooperation"


@pytest.mark.parametrize("bad", [0, 5, -1])
def test_unknown_quad_says_what_is_allowed(bad: int) -> None:
    with pytest.raises(KeyError, match=rf"{bad}.*allowed: 1, 2, 3, 4"):
        quad_name(bad)
