"""The typer: what it is made of, and that it is sure where it should be."""

from collections.abc import Callable

import numpy as np
import pytest

from whowhom.ontology.plover import PLOVER
from whowhom.reading.linking import linking
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.typer import NONE, Case, load, window

Parse = Callable[[str], list[Sentence]]


def case_of(parse: Parse, text: str, source: str, target: str) -> Case:
    (sentence,) = parse(text)
    sides = [Span(text.index(each), text.index(each) + len(each)) for each in (source, target)]
    return Case(sentence, *sides, linking(sentence, *sides))


def test_its_classes_are_plovers_types_and_none() -> None:
    assert set(load().classes) == {*PLOVER, NONE}


def test_sides_are_masked(parse: Parse) -> None:
    case = case_of(parse, "Chad has accused Mali of lying.", "Chad", "Mali")
    assert window(case).split()[:4] == ["sss", "has", "accused", "ttt"]


@pytest.mark.parametrize(
    ("text", "source", "target", "type_"),
    [
        ("Norway gave Somalia food worth two million dollars.", "Norway", "Somalia", "AID"),
        ("Peru has accused Chile of spying.", "Peru", "Chile", "ACCUSE"),
        ("Sudan's army shelled Darfur on Tuesday.", "Sudan's army", "Darfur", "ASSAULT"),
        ("The king praised Oman for its help.", "The king", "Oman", "SUPPORT"),
    ],
)
def test_types(parse: Parse, text: str, source: str, target: str, type_: str) -> None:
    typed = load().type_of(case_of(parse, text, source, target))
    assert typed is not None
    assert typed.type == type_
    assert 0.3 < typed.confidence <= 1


def test_probabilities_add_up(parse: Parse) -> None:
    chances = load().probabilities(case_of(parse, "Peru met Chile.", "Peru", "Chile"))
    assert np.isclose(chances.sum(), 1)
