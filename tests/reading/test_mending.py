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


def test_what_somebody_is_told_is_no_clause_about_him():
    parsed = tree(
        ["She", "told", "judges", "that", "men", "had", "fled", "."],
        ["PRP", "VBD", "NNS", "IN", "NNS", "VBD", "VBN", "."],
        [1, 1, 1, 6, 6, 6, 2, 1],
        ["nsubj", "ROOT", "obj", "mark", "nsubj", "aux", "acl", "punct"],
    )
    fled = mend(parsed)[6]
    assert (fled.head.text, fled.dep_) == ("told", "ccomp")


def test_whoever_says_it_at_the_end_stands_beside():
    parsed = tree(
        ["It", "ends", "by", "June", ",", "analysts", "say", "."],
        ["PRP", "VBZ", "IN", "NNP", ",", "NNS", "VBP", "."],
        [1, 1, 3, 6, 3, 6, 1, 1],
        ["nsubj", "ROOT", "case", "compound", "punct", "nsubj", "xcomp", "punct"],
    )
    mended = mend(parsed)
    assert (mended[6].head.text, mended[6].dep_) == ("ends", "parataxis")
    assert (mended[3].head.text, mended[3].dep_) == ("ends", "obl")


def test_a_word_behind_a_modal_is_a_verb():
    parsed = tree(
        ["He", "said", "they", "will", "free", "anyone"],
        ["PRP", "VBD", "PRP", "MD", "JJ", "NN"],
        [1, 1, 4, 4, 5, 1],
        ["nsubj", "ROOT", "nsubj", "aux", "amod", "obj"],
    )
    mended = mend(parsed)
    assert [(t.head.text, t.dep_) for t in mended][4:] == [("said", "ccomp"), ("free", "obj")]
    assert (mended[4].tag_, mended[4].pos_) == ("VB", "VERB")


def test_a_second_clause_keeps_its_verb():
    words = ["Talks", "failed", ",", "and", "sides", "left", "town"]
    parsed = Doc(
        Vocab(),
        words=words,
        tags=["NNS", "VBD", ",", "CC", "NNS", "VBN", "NN"],
        pos=["NOUN", "VERB", "PUNCT", "CCONJ", "NOUN", "VERB", "NOUN"],
        heads=[1, 1, 4, 4, 1, 4, 5],
        deps=["nsubj", "ROOT", "punct", "cc", "conj", "acl", "obj"],
    )
    mended = mend(parsed)
    assert [(t.head.text, t.dep_) for t in mended][2:6] == [
        ("left", "punct"),
        ("left", "cc"),
        ("left", "nsubj"),
        ("failed", "conj"),
    ]


def test_a_participle_of_a_list_stays_one():
    parsed = Doc(
        Vocab(),
        words=["He", "saw", "cars", ",", "and", "men", "wounded", "there"],
        tags=["PRP", "VBD", "NNS", ",", "CC", "NNS", "VBN", "RB"],
        pos=["PRON", "VERB", "NOUN", "PUNCT", "CCONJ", "NOUN", "VERB", "ADV"],
        heads=[1, 1, 1, 5, 5, 2, 5, 6],
        deps=["nsubj", "ROOT", "obj", "punct", "cc", "conj", "acl", "advmod"],
    )
    assert [t.dep_ for t in mend(parsed)][5:7] == ["conj", "acl"]


def test_a_doer_is_parted_from_the_object():
    parsed = tree(
        ["When", "the", "army", "burned", "farms", ",", "they", "fled"],
        ["WRB", "DT", "NN", "VBD", "NNS", ",", "PRP", "VBD"],
        [4, 4, 4, 4, 7, 4, 7, 7],
        ["advmod", "det", "compound", "amod", "obl", "punct", "nsubj", "ROOT"],
    )
    assert [(t.head.text, t.dep_) for t in mend(parsed)][:5] == [
        ("burned", "advmod"),
        ("army", "det"),
        ("burned", "nsubj"),
        ("fled", "advcl"),
        ("burned", "obj"),
    ]


def test_a_short_name_is_no_auxiliary(parse):
    (sentence,) = parse("ISIS claimed responsibility for the attack on a mosque in Kandahar.")
    assert (sentence.parsed[0].dep_, sentence.parsed[0].pos_) == ("nsubj", "PROPN")


def test_a_noun_behind_a_comma_does_what_a_past_tense_tells():
    parsed = tree(
        ["May", "over", ",", "the", "head", "of", "staff", "sent", "letters"],
        ["NNP", "RB", ",", "DT", "NN", "IN", "NN", "VBD", "NNS"],
        [1, 1, 1, 4, 1, 6, 4, 6, 7],
        ["nsubj", "ROOT", "punct", "det", "obj", "case", "nmod", "acl", "obj"],
    )
    mended = mend(parsed)
    assert (mended[7].head.text, mended[7].dep_) == ("over", "parataxis")
    assert (mended[4].head.text, mended[4].dep_) == ("sent", "nsubj")


def test_as_opens_a_clause():
    parsed = tree(
        ["As", "others", "left", "it", ",", "it", "fell"],
        ["IN", "NNS", "VBD", "PRP", ",", "PRP", "VBD"],
        [1, 2, 6, 2, 2, 6, 6],
        ["case", "obl", "advcl", "obj", "punct", "nsubj", "ROOT"],
    )
    assert [(t.head.text, t.dep_) for t in mend(parsed)][:2] == [
        ("left", "mark"),
        ("left", "nsubj"),
    ]
