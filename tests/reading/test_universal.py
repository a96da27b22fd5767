"""Dependencies of spaCy's own models, turned into Universal Dependencies."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from whowhom.reading.universal import universal


def _turned(rows: str) -> dict[str, tuple[str, str]]:
    """From lines "word class label head" to word: (label, word of its head)."""
    told = [line.split() for line in rows.strip().splitlines()]
    words = [row[0] for row in told]
    parsed = Doc(
        Vocab(),
        words=words,
        pos=[row[1] for row in told],
        deps=[row[2] for row in told],
        heads=[words.index(row[3]) for row in told],
    )
    found = universal(parsed)
    assert [token.idx for token in found] == [token.idx for token in parsed]
    return {token.text: (token.dep_, token.head.text) for token in found}


def test_the_agent_of_a_passive() -> None:
    found = _turned(
        """
        rebels NOUN nsubjpass beaten
        were AUX auxpass beaten
        beaten VERB ROOT beaten
        by ADP agent beaten
        troops NOUN pobj by
        from ADP prep troops
        Chad PROPN pobj from
        """
    )
    assert found["rebels"] == ("nsubj:pass", "beaten")
    assert found["were"] == ("aux:pass", "beaten")
    assert found["troops"] == ("obl:agent", "beaten")
    assert found["by"] == ("case", "troops")
    assert found["Chad"] == ("nmod", "troops")


def test_what_somebody_is() -> None:
    found = _turned(
        """
        They PRON nsubj are
        are AUX ROOT are
        not PART neg are
        allies NOUN attr are
        of ADP prep allies
        Iran PROPN pobj of
        """
    )
    assert found["allies"] == ("ROOT", "allies")
    assert found["are"] == ("cop", "allies")
    assert found["They"] == ("nsubj", "allies")
    assert found["not"] == ("advmod", "allies")
    assert found["Iran"] == ("nmod", "allies")


def test_where_somebody_is_and_that_there_is_something() -> None:
    found = _turned(
        """
        He PRON nsubj is
        is AUX ROOT is
        in ADP prep is
        Kabul PROPN pobj in
        """
    )
    assert (found["Kabul"], found["is"]) == (("ROOT", "Kabul"), ("cop", "Kabul"))
    found = _turned(
        """
        There PRON expl was
        was AUX ROOT was
        war NOUN attr was
        """
    )
    assert (found["was"][0], found["war"]) == ("ROOT", ("nsubj", "was"))


def test_conjuncts_hang_on_the_first() -> None:
    found = _turned(
        """
        Chad PROPN nsubj met
        , PUNCT punct Chad
        Mali PROPN conj Chad
        and CCONJ cc Mali
        Niger PROPN conj Mali
        met VERB ROOT met
        before ADP prep met
        leaving VERB pcomp before
        """
    )
    assert found["Niger"] == ("conj", "Chad")
    assert found["and"] == ("cc", "Niger")
    assert found["leaving"] == ("advcl", "met")
    assert found["before"] == ("mark", "leaving")
