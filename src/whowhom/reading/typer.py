"""Typer: of which type and mode an act is, and how sure that is.

Two sources together: the lexicon's verdict (`acts`) and a logistic regression over the words and
letters of the sentence around the sides, which are masked. The lexicon's verdict is among its
features. It is trained by ``training/train_typer.py`` on whowhom's own sentences; its weights are
``data/typer.npz`` and ``data/typer.json``.

Where the extra ``[embedding]`` is installed, a model of sentences has a say too (`meaning`).

Probabilities are calibrated by one temperature, fitted on sentences held out in turn (Guo and
others, *On Calibration of Modern Neural Networks*, ICML 2017).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from whowhom.ontology.plover import PLOVER
from whowhom.reading.acts import plain, slots_of
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

NONE: Final = "NONE"
"""The class of words that look like an act and tell none."""

_DATA: Final = Path(__file__).with_name("data")
_WORD: Final = re.compile(r"[a-z]+(?:['-][a-z]+)*")
BEFORE, AFTER = 25, 60
"""Characters kept of what stands before and behind the sides and the trigger."""
GROUPS: Final = ("words", "letters", "trigger", "lexicon")
WEIGHTS: Final = {"words": 1.0, "letters": 1.0, "trigger": 1.0, "lexicon": 0.7}


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of an act, its mode, and the probability that the type is right."""

    type: str
    mode: str | None
    confidence: float


@dataclass(frozen=True)
class Case:
    """What is typed: a sentence with its sides and the word that tells the act, as far as known.

    Parameters
    ----------
    sentence : Sentence
        The parsed sentence.
    source, target : Span or None
        Where the sides stand in the document.
    trigger : Trigger or None
        The lexicon's find.
    others : tuple of Trigger
        The other finds in the sentence.
    """

    sentence: Sentence
    source: Span | None
    target: Span | None
    trigger: Trigger | None
    others: tuple[Trigger, ...] = ()


class Second(Protocol):
    """A second opinion, as that of `whowhom.reading.meaning`."""

    def scores(self, case: Case) -> NDArray[np.float32]:
        """What is added to the scores, shape (classes,)."""
        ...


@dataclass(frozen=True)
class Typer:
    """A trained typer.

    Parameters
    ----------
    classes : tuple of str
        The types, and `NONE`.
    columns : dict of str to int
        Features and their column.
    idf : array, shape (columns,)
        Inverse document frequency of each.
    weights : array, shape (columns, classes)
        Of the regression.
    bias : array, shape (classes,)
        Likewise.
    temperature : float
        What the scores are divided by.
    second : Second or None
        A second opinion, if there is one.
    """

    classes: tuple[str, ...]
    columns: Mapping[str, int]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float
    second: Second | None = None

    def probabilities(self, case: Case) -> NDArray[np.float64]:
        """Probability of each class, shape (classes,)."""
        at, values = vector(case, self.columns, self.idf)
        scores = (values @ self.weights[at] + self.bias).astype(np.float64)
        if self.second is not None:
            scores += self.second.scores(case)
        scores /= self.temperature
        spread = np.exp(scores - scores.max())
        found: NDArray[np.float64] = spread / spread.sum()
        return found

    def type_of(self, case: Case, doubt: float = 1.0) -> Typed | None:
        """The likeliest type, given that an act is told.

        Parameters
        ----------
        case : Case
            What is typed.
        doubt : float
            None comes back where the probability that no act is told exceeds this.
        """
        chances = self.probabilities(case)
        if NONE in self.classes:
            none = self.classes.index(NONE)
            if chances[none] > doubt:
                return None
            chances = chances.copy()
            chances[none] = 0.0
            chances /= chances.sum()
        best = self._best(chances)
        return Typed(self.classes[best], mode_of(case, self.classes[best]), float(chances[best]))

    def _best(self, chances: NDArray[np.float64]) -> int:
        """The likeliest type of the likeliest of four classes of act."""
        classes = np.array([_class(name) for name in self.classes])
        sums = np.bincount(classes, weights=chances)
        return int(np.where(classes == sums.argmax(), chances, -1.0).argmax())


def _class(name: str) -> int:
    """Quad class, with all yielding as material cooperation, as in CAMEO; 0 for `NONE`."""
    if name == NONE:
        return 0
    return 2 if name == "CONCEDE" else PLOVER[name].quad


def mode_of(case: Case, type_: str) -> str | None:
    """The mode that the lexicon tells, if it is one of the type's."""
    mode = case.trigger.act.mode if case.trigger else None
    return mode if mode in PLOVER[type_].modes else None


@cache
def load() -> Typer:
    """The typer that comes with whowhom."""
    told: dict[str, Any] = json.loads((_DATA / "typer.json").read_text("utf-8"))
    with np.load(_DATA / "typer.npz", allow_pickle=False) as arrays:
        # Half precision in the file, for its size.
        idf, weights, bias = (
            arrays[name].astype(np.float32) for name in ("idf", "weights", "bias")
        )
    columns = {name: number for number, name in enumerate(told["features"])}
    return Typer(tuple(told["classes"]), columns, idf, weights, bias, told["temperature"])


def vector(
    case: Case, columns: Mapping[str, int], idf: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The known features of a case: their columns, and their values, each group of length one."""
    at: list[int] = []
    values: list[float] = []
    for group, features in grouped(case).items():
        known = [(columns[f], n) for f, n in features.items() if f in columns]
        raw = [(1.0 + log(n)) * idf.item(column) for column, n in known]
        length = sum(value * value for value in raw) ** 0.5 or 1.0
        at += [column for column, _ in known]
        values += [WEIGHTS[group] * value / length for value in raw]
    return np.array(at, dtype=np.intp), np.array(values, dtype=np.float32)


def grouped(case: Case) -> dict[str, Counter[str]]:
    """All features of a case by group: words and pairs, letters, the trigger, the lexicon."""
    text = window(case)
    words = _WORD.findall(text)
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return {
        "words": Counter([f"w:{each}" for each in [*words, *pairs]]),
        "letters": Counter(_letters(words)),
        "trigger": Counter(_trigger(case.trigger)),
        "lexicon": Counter(_lexicon(case)),
    }


def window(case: Case) -> str:
    """The sentence around sides and trigger in lower case, the sides as ``sss`` and ``ttt``."""
    sentence = case.sentence
    text = sentence.parsed.doc.text[
        sentence.span.start - sentence.base : sentence.span.end - sentence.base
    ]
    marked = [(span.shifted(-sentence.span.start), mask) for span, mask in marks(case)]
    first = min((span.start for span, _ in marked), default=0)
    last = max((span.end for span, _ in marked), default=len(text))
    if case.trigger:
        first = min(first, case.trigger.span.start - sentence.span.start)
        last = max(last, case.trigger.span.end - sentence.span.start)
    low, high = max(0, first - BEFORE), min(len(text), last + AFTER)
    for span, mask in sorted(marked, key=lambda each: -each[0].start):
        text = f"{text[: span.start]} {mask} {text[span.end :]}"
        high += len(mask) + 2 - (span.end - span.start)
    return text[low:high].lower()


def marks(case: Case) -> Iterator[tuple[Span, str]]:
    """The sides that stand in the sentence, and what masks them."""
    inside = case.sentence.span
    if case.source and inside.covers(case.source):
        yield case.source, "sss"
    if (
        case.target
        and inside.covers(case.target)
        and not (case.source and case.target.meets(case.source))
    ):
        yield case.target, "ttt"


def _letters(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word in ("sss", "ttt"):
            continue
        padded = f" {word} "
        for size in (3, 4, 5):
            for start in range(len(padded) - size + 1):
                yield "c:" + padded[start : start + size]


def _trigger(trigger: Trigger | None) -> Iterator[str]:
    if trigger is None:
        return
    head = plain(trigger.token)
    yield f"t:{head}"
    yield f"t:{trigger.token.pos_}"
    for slot, word in _unique(slots_of(trigger.token)):
        yield f"t:{head} {slot} {plain(word)}"
        yield f"t:{slot} {plain(word)}"


def _unique(slots: "Iterable[tuple[str, Token]]") -> "Iterator[tuple[str, Token]]":
    return iter({(slot, word.i): (slot, word) for slot, word in slots}.values())


def _lexicon(case: Case) -> Iterator[str]:
    if case.trigger is None:
        yield "x:none"
    else:
        act = case.trigger.act
        yield f"x:{act.type}"
        yield f"x:{act.type} {act.mode}"
        yield f"x:{act.type} {'sure' if act.weight else 'bare'} {case.trigger.token.pos_}"
    for other in case.others:
        yield f"o:{other.act.type}"
    yield f"x:{'both sides' if case.target else 'one side'}"
