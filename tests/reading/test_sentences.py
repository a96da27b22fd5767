import json

import pytest
from training.annotated import SENTENCES, load, parsed
from training.sentences.check import counts, faults_of, main

from whowhom.ontology.plover import PLOVER
from whowhom.reading.span import Span
from whowhom.reading.status import Status

EVENT = {
    "source": "Rebels",
    "target": "town",
    "trigger": "shelled",
    "type": "ASSAULT",
    "mode": "heavy-weapons",
    "status": "happened",
}
TEXT = "Rebels shelled the town."


def row(text=TEXT, **changed):
    return {"id": "T1", "text": text, "events": [EVENT | changed]}


def test_the_words_become_spans():
    event = parsed(row()).events[0]
    assert (event.source, event.trigger, event.target) == (Span(0, 6), Span(7, 14), Span(19, 23))
    assert (event.type, event.mode, event.status) == ("ASSAULT", "heavy-weapons", Status.HAPPENED)


def test_a_side_that_is_not_named_has_no_span():
    event = parsed(row(source=None, target=None)).events[0]
    assert event.source is None and event.target is None


def test_nth_says_which_of_two_is_meant():
    text = "In town Rebels shelled the town."
    assert parsed(row(text, nth={"target": 2})).events[0].target == Span(27, 31)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": "Rebel army"}, "stands 0 times"),
        ({"source": "e"}, "stands 5 times"),
        ({"source": "", "nth": {"source": 1}}, "stands 0 times"),
        ({"target": "town", "nth": {"target": 2}}, "nth is 2"),
        ({"trigger": None}, "without a trigger"),
        ({"mode": "phone"}, "unknown mode 'phone' of ASSAULT"),
        ({"status": "maybe"}, "'maybe' is not a valid Status"),
    ],
)
def test_a_fault_is_told(changed, said):
    with pytest.raises(ValueError, match=said):
        parsed(row(**changed))


def test_an_unknown_type_is_told():
    with pytest.raises(KeyError, match="unknown PLOVER type 'FIGHT'"):
        parsed(row(type="FIGHT", mode=None))


def test_the_line_of_a_fault_is_told(tmp_path, capsys):
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(row()) + "\n" + json.dumps(row(source="Nobody")) + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.jsonl, line 2: source 'Nobody'"):
        load(file)
    assert main(file) == 1
    assert "line 2" in capsys.readouterr().err


def test_what_is_given_twice_or_cuts_a_word_is_a_fault():
    once, again = parsed(row()), parsed(row(trigger="shell"))
    assert list(faults_of([once, again])) == [
        "T1: given twice: 'T1'",
        "T1: given twice: 'rebels shelled the town.'",
        "T1: cuts a word: 'shell'",
    ]


def test_the_sentences_have_no_fault():
    assert list(faults_of(load())) == []


def test_every_type_and_status_is_shown_often():
    sentences = load()
    events = [event for sentence in sentences for event in sentence.events]
    for name in PLOVER:
        assert sum(event.type == name for event in events) >= 30, name
    for status in Status:
        assert sum(event.status == status for event in events) >= 25, status
    assert sum(not sentence.events for sentence in sentences) >= len(sentences) / 6


def test_counts_name_every_type():
    told = "\n".join(counts(load(SENTENCES)))
    assert all(name in told for name in PLOVER)
