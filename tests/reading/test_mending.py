"""A verb taken for a participle at its object, put right."""

from types import SimpleNamespace

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from whowhom.reading.mending import mend


def tree(words, tags, heads, deps):
    return Doc(Vocab(), words=words, tags=tags, heads=heads, deps=deps, pos=["X"] * len(words))


@pytest.fixture
def slipped():
    words = ["The", "army", "sent", "tanks", "north", "."]
    return tree(
        words,
        ["DT", "NN", "VBD", "NNS", "RB", "."],
        [1, 2, 3, 3, 3, 3],
        ["det", "nsubj", "amod", "ROOT", "advmod", "punct"],
    )


def test_the_verb_takes_the_nouns_place(slipped):
    mended = mend(slipped)
    assert [(t.head.text, t.dep_) for t in mended] == [
        ("army", "det"),
        ("sent", "nsubj"),
        ("sent", "ROOT"),
        ("sent", "obj"),
        ("tanks", "advmod"),
        ("sent", "punct"),
    ]
    assert len(list(mended.sents)) == 1


def test_a_participle_stays_one():
    parsed = tree(
        ["Wounded", "men", "fled"], ["VBN", "NNS", "VBD"], [1, 2, 2], ["amod", "nsubj", "ROOT"]
    )
    before = [SimpleNamespace(head=t.head.i, dep=t.dep_) for t in parsed]
    mend(parsed)
    assert [SimpleNamespace(head=t.head.i, dep=t.dep_) for t in parsed] == before


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Boko Haram fighters killed ten farmers in Borno, the army said.", "killed", "fighters"),
        ("Protesters clashed with police in Nairobi on Tuesday.", "clashed", "Protesters"),
    ],
)
def test_a_verb_is_no_clause_at_its_subject(parse, text, verb, subject):
    (sentence,) = parse(text)
    found = next(token for token in sentence.parsed if token.text == verb)
    assert found.dep_ in ("ROOT", "ccomp")
    assert [t.text for t in found.children if t.dep_ == "nsubj"] == [subject]


def test_a_participle_after_its_noun_stays_one(parse):
    (sentence,) = parse("The men accused of the attack fled.")
    assert next(t for t in sentence.parsed if t.text == "accused").dep_ == "acl"
