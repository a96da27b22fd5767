"""The lexicon of words that tell acts."""

from collections.abc import Callable

import pytest

from whowhom.ontology.plover import PLOVER
from whowhom.reading.acts import Act, _read, act_of, entries
from whowhom.reading.sentence import Sentence

Parse = Callable[[str], list[Sentence]]


def acts(parse: Parse, text: str) -> dict[str, Act]:
    return {t.text: a for s in parse(text) for t in s.parsed if (a := act_of(t))}


def test_the_lexicon_is_large_and_its_types_and_modes_are_those_of_plover() -> None:
    assert entries() > 1500
    told = [entry.act for found in _read()[0].values() for entry in found if entry.act]
    assert {act.type for act in told} == set(PLOVER)
    assert all(act.mode is None or act.mode in PLOVER[act.type].modes for act in told)


@pytest.mark.parametrize(
    ("text", "word", "type_", "mode"),
    [
        (
            "The ministry said that Chad withdrew its troops from Mali.",
            "withdrew",
            "RETREAT",
            "withdraw",
        ),
        (
            "The ministry said that Chad withdrew its ambassador from Mali.",
            "withdrew",
            "SANCTION",
            None,
        ),
        ("The rebels have released twelve prisoners.", "released", "RETREAT", "release"),
        ("The army opened fire on the crowd.", "opened", "ASSAULT", "firearms"),
        ("The two states have restored diplomatic ties.", "restored", "SUPPORT", None),
        ("The council has imposed sanctions on the junta.", "imposed", "SANCTION", None),
        ("The envoy called for a ceasefire in the valley.", "called", "REQUEST", "yield"),
        ("Villagers clashed with herders near the well.", "clashed", "ASSAULT", None),
        ("The court sentenced the rebel to death.", "sentenced", "SANCTION", "convict"),
    ],
)
def test_the_type_hangs_on_what_stands_by_a_word(
    parse: Parse, text: str, word: str, type_: str, mode: str | None
) -> None:
    act = acts(parse, text)[word]
    assert act.type == type_
    assert mode is None or act.mode == mode


@pytest.mark.parametrize(
    "text",
    [
        "The storm killed twelve people on the coast.",
        "Doctors fight malaria in the delta.",
        "The bank cut rates for the third time.",
        "The president denied that the price would rise.",
        "They spoke of the war on terror.",
    ],
)
def test_figures_of_speech_and_nature_tell_no_act(parse: Parse, text: str) -> None:
    assert not acts(parse, text)
