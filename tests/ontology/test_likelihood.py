import math

import pytest

from whowhom.ontology.likelihood import SCALES, band, word


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0, None),
        (0.005, None),
        (0.01, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.5, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.56, "likely"),
        (0.8, "likely"),
        (0.95, "very likely"),
        (0.951, "almost certain"),
        (0.99, "almost certain"),
        (0.995, None),
        (1, None),
    ],
)
def test_words_against_icd_203(p: float, expected: str | None) -> None:
    assert word(p) == expected


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0, None),
        (0.0001, "remote chance"),
        (1e-12, "remote chance"),
        (0.05, "remote chance"),
        (0.07, None),
        (0.15, "highly unlikely"),
        (0.22, None),
        (0.3, "unlikely"),
        (0.37, None),
        (0.4, "realistic possibility"),
        (0.499, "realistic possibility"),
        (0.5, None),
        (0.52, None),
        (0.6, "likely"),
        (0.77, None),
        (0.85, "highly likely"),
        (0.92, None),
        (0.97, "almost certain"),
        (1, None),
    ],
)
def test_words_and_gaps_against_phia_yardstick_2025(p: float, expected: str | None) -> None:
    assert word(p, scale="phia") == expected


def test_icd_203_words_mirror_around_even() -> None:
    names = [each.words[0] for each in SCALES["icd203"]]
    mirror = dict(zip(names, reversed(names), strict=True))
    for n in range(10, 991):
        said = word(n / 1000)
        assert said is not None
        assert word(1 - n / 1000) == mirror[said]


@pytest.mark.parametrize("scale", ["icd203", "phia"])
def test_a_word_lies_in_its_band(scale: str) -> None:
    for n in range(1001):
        said = word(n / 1000, scale)
        if said is not None:
            low, high = band(said, scale)
            assert low <= n / 1000 <= high


def test_bands_against_icd_203_and_phia() -> None:
    assert band("Highly  improbable") == (0.05, 0.2)
    assert band("likely") == band("probable") == (0.55, 0.8)
    assert band("probable", "phia") == (0.55, 0.75)


def test_unknown_input_says_what_is_allowed() -> None:
    for bad in (-0.1, 1.1, math.nan, 55):
        with pytest.raises(ValueError, match="allowed: 0 to 1"):
            word(bad)
    with pytest.raises(ValueError, match=r"'kent'.*allowed: 'icd203', 'phia'"):
        word(0.5, "kent")
    with pytest.raises(KeyError, match=r"'maybe' in icd203; allowed: almost no chance"):
        band("maybe")
    with pytest.raises(KeyError, match="in phia"):
        band("roughly even chance", "phia")
