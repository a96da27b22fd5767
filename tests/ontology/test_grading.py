import pytest

from whowhom.ontology.grading import CREDIBILITY, RELIABILITY, grading


def test_letters_and_digits_against_ajp_2_1() -> None:
    assert "".join(RELIABILITY) == "ABCDEF"
    assert "".join(CREDIBILITY) == "123456"
    assert grading("f6") == ("reliability cannot be judged", "truth cannot be judged")


@pytest.mark.parametrize("bad", ["G1", "A7", "A", "", "2B", "B22", "g"])
def test_unknown_grade_says_what_is_allowed(bad: str) -> None:
    with pytest.raises(KeyError, match=rf"'{bad}'.*allowed: A to F then 1 to 6"):
        grading(bad)
