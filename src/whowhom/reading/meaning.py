"""Meaning: the typer's second opinion, by what sentence and trigger mean to a model of sentences.

Two logistic regressions, one over the vector of the window around the sides, one over the vector of
the word that tells the act; their scores are added to those of `whowhom.reading.typer`, each at
half weight. Trained by ``training/train_typer.py --embedding`` on whowhom's own sentences; the
weights are ``data/meaning.npz``. Needs the extra ``[embedding]`` (`sentence_vectors`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from whowhom.reading import typer
from whowhom.reading.sentence_vectors import Encoder
from whowhom.reading.sentence_vectors import load as load_encoder
from whowhom.reading.span import Span
from whowhom.reading.typer import AFTER, BEFORE, Case, Typer, marks

SHARE: Final = 0.5
"""Weight of each of the two, where words and letters have 1; one of about thirty ways tried."""
_WEIGHTS: Final = Path(__file__).with_name("data") / "meaning.npz"
# Words instead of marks: the model was made from running text.
_MASKS: Final = {"sss": "someone", "ttt": "others"}


@dataclass(frozen=True)
class Meaning:
    """A trained second opinion.

    Parameters
    ----------
    encoder : Encoder
        Makes the vectors.
    weights : array, shape (2, WIDTH, classes)
        Of the window's vector and of the trigger's.
    bias : array, shape (classes,)
        Of both together.
    """

    encoder: Encoder
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def scores(self, case: Case) -> NDArray[np.float32]:
        """What is added to the typer's scores, shape (classes,)."""
        vectors = self.encoder.vectors(*parts(case))
        found: NDArray[np.float32] = np.einsum("vw,vwc->c", vectors, self.weights) + self.bias
        return SHARE * found


@cache
def load() -> Typer:
    """The typer that comes with whowhom, with the second opinion.

    Raises
    ------
    MissingExtraError
        If the extra ``[embedding]`` is not installed.
    """
    encoder = load_encoder()
    with np.load(_WEIGHTS, allow_pickle=False) as arrays:
        weights, bias = (arrays[name].astype(np.float32) for name in ("weights", "bias"))
        temperature = float(arrays["temperature"])
    return replace(typer.load(), second=Meaning(encoder, weights, bias), temperature=temperature)


def parts(case: Case) -> tuple[str, str, str]:
    """The window around sides and trigger: what stands before the trigger, it, what stands behind.

    Without a trigger all of it stands before. The sides read ``someone`` and ``others``.
    """
    base, text = case.sentence.base, case.sentence.parsed.doc.text
    sides = [(span.shifted(-base), _MASKS[mask]) for span, mask in marks(case)]
    trigger = case.trigger.span.shifted(-base) if case.trigger else None
    window = _window(case, [*(span for span, _ in sides), *([trigger] if trigger else [])])
    if trigger is None:
        return _masked(text, window, sides), "", ""
    apart = [(span, mask) for span, mask in sides if not span.meets(trigger)]
    before, behind = Span(window.start, trigger.start), Span(trigger.end, window.end)
    return _masked(text, before, apart), trigger.of(text), _masked(text, behind, apart)


def _window(case: Case, held: Sequence[Span]) -> Span:
    """Some characters more than what must be in it, to the ends of words, within the sentence."""
    text = case.sentence.parsed.doc.text
    inside = case.sentence.span.shifted(-case.sentence.base)
    low = max(inside.start, min((span.start for span in held), default=inside.start) - BEFORE)
    high = min(inside.end, max((span.end for span in held), default=inside.end) + AFTER)
    while low > inside.start and text[low - 1].isalnum():
        low -= 1
    while high < inside.end and text[high].isalnum():
        high += 1
    return Span(low, high)


def _masked(text: str, within: Span, sides: Iterable[tuple[Span, str]]) -> str:
    found, at = "", within.start
    for span, mask in sorted(sides, key=lambda each: each[0].start):
        if at <= span.start and span.end <= within.end:
            found += text[at : span.start] + mask
            at = span.end
    return found + text[at : within.end]
