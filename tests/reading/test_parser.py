"""The parser: sentences keep their places, whatever the text."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.errors import MissingExtraError, OptionError
from whowhom.reading.document import Block, Document
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

Parse = Callable[..., list[Sentence]]


def _deps(sentence: Sentence) -> dict[str, tuple[str, str]]:
    return {token.text: (token.dep_, token.head.text) for token in sentence.parsed}


def test_dependencies_are_universal(parse: Parse) -> None:
    (sentence,) = parse("The rebels were attacked by the army near the border.")
    deps = _deps(sentence)
    assert deps["rebels"] == ("nsubj:pass", "attacked")
    assert deps["were"] == ("aux:pass", "attacked")
    assert deps["attacked"][0] == "ROOT"
    assert deps["by"] == ("case", "army")
    assert deps["border"][0].startswith(("obl", "nmod"))


def test_spans_refer_to_the_document_as_stored(parse: Parse) -> None:
    text = (
        "\u201cWe won\u2019t leave,\u201d\u00a0he said.  The army\u2019s men left.\n\nNobody wept."
    )
    found = parse(text)
    assert [each.span.of(text) for each in found] == [
        "\u201cWe won\u2019t leave,\u201d\u00a0he said.",
        "The army\u2019s men left.",
        "Nobody wept.",
    ]
    for sentence in found:
        for token in sentence.parsed:
            stored = sentence.place(token).of(text)
            assert len(stored) == len(token.text)
            assert stored == token.text or not stored.isascii()


def test_a_sentence_ends_with_its_turn_and_its_block(parser: Parser) -> None:
    text = "Who fired\nfirst of all?\nThe army and\nthe police fired."
    blocks = tuple(Block(Span(*ends), "paragraph") for ends in ((0, 24), (24, 37), (37, len(text))))
    turns = [Turn(Span(0, 24), "question"), Turn(Span(24, len(text)), "answer", "A. Guest")]
    found = parser.sentences(Document("0" * 16, text, blocks), turns)
    assert [each.turn.kind for each in found] == ["question", "answer", "answer"]
    assert [each.span.of(text) for each in found] == [
        "Who fired\nfirst of all?",
        "The army and",
        "the police fired.",
    ]


def test_names_with_a_hyphen_are_one_word(parse: Parse) -> None:
    (sentence,) = parse("CPI-M fighters attacked al-Qaeda's camps and the US-led troops.")
    words = [token.text for token in sentence.parsed]
    assert words[0] == "CPI-M"
    assert "al-Qaeda" in words and "'s" in words
    assert "led" in words


def test_no_sentence_starts_in_the_middle(parse: Parse) -> None:
    assert len(parse("He met Gen. Qasim Omar of the Sixth Division in Basra on Monday")) <= 2
    assert len(parse("The Movement for Reform And Justice In The South said Monday")) == 1


def test_the_parts_of_a_headline_are_apart(parse: Parse) -> None:
    text = "Junta says army killed commander; rebels claim ambush"
    parts = [each.span.of(text).strip(";") for each in parse(text, kind="headline")]
    assert parts == ["Junta says army killed commander", "rebels claim ambush"]


@pytest.mark.parametrize("text", ["", "   \n ", "...\n\n---", "\u200b\u202e"])
def test_nothing_to_read_gives_no_sentence(parse: Parse, text: str) -> None:
    assert parse(text) == []


def test_a_very_long_line_is_read_in_pieces(parse: Parse) -> None:
    text = "rebels took the town and " * 2_000
    found = parse(text)
    assert max(each.span.end - each.span.start for each in found) <= 10_000
    assert len(parse("x" * 25_000)) >= 3
    assert max(len(each.parsed) for each in parse("Hamas, " * 1_000)) <= 250


@settings(max_examples=60)
@given(
    st.text(
        st.sampled_from("abcDE .?!\n\u2019\u201c\u00a0\u200b\u0301-(,:\U0001f600"), max_size=200
    )
)
def test_sentences_are_in_order_and_apart(text: str) -> None:
    turn = Turn(Span(0, len(text)), "narration")
    end = 0
    for sentence in _PARSER.sentences(Document("0" * 16, text, ()), [turn]):
        assert sentence.span.start >= end
        end = sentence.span.end
        assert end <= len(text)
        words = [sentence.place(token) for token in sentence.parsed]
        assert words == sorted(words) and all(sentence.span.covers(word) for word in words)
        assert sum(token.dep_ == "ROOT" for token in sentence.parsed) >= 1


def test_a_model_that_is_not_there_is_said() -> None:
    with pytest.raises(OptionError, match="no_such_model"):
        load("no_such_model")


def test_without_spacy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match="whowhom\\[reading\\]"):
        load()


_PARSER = load(PACKAGED)
