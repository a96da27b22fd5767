"""Train belief on our own marked sentences, and report on a fifth that it never sees.

``python training/train_belief.py`` writes ``belief.json`` into the package. Beside the marked
sentences (``beliefs.txt``) it learns from the acts of the other annotated sentences, whose status
stands for belief at a third of the weight. What is held out is told by a hash of the text. The
penalty and that weight were set beforehand and fitted to nothing.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from training import annotated, beliefs  # noqa: E402
from training.train_typer import held_out, sentences  # noqa: E402
from whowhom.reading.belief import Believing  # noqa: E402
from whowhom.reading.parser import PACKAGED, Parser, load  # noqa: E402
from whowhom.reading.span import Span  # noqa: E402
from whowhom.reading.status import Status  # noqa: E402
from whowhom.reading.traits import traits_of  # noqa: E402

PENALTY = 0.1
ASIDE = 0.3
"""Weight of an act of which only the status is marked."""
LEAST = 3
_BELIEVED = {Status.HAPPENED, Status.STATED, Status.ALLEGED}


@dataclass(frozen=True, slots=True)
class Case:
    """One act: the sentence's text, traits, whether it is believed, its weight."""

    text: str
    traits: frozenset[str]
    believed: bool
    weight: float


def cases(parser: Parser) -> Iterator[Case]:
    """All acts to learn from."""
    for text, marks in beliefs.load():
        parsed = sentences(parser, text)
        for mark in marks:
            traits = _traits(parsed, mark.span)
            if traits:
                yield Case(text, traits, mark.belief >= beliefs.BELIEVED, 1.0)
    for each in annotated.load():
        parsed = sentences(parser, each.text)
        for event in each.events:
            traits = _traits(parsed, event.trigger)
            if traits:
                yield Case(each.text, traits, event.status in _BELIEVED, ASIDE)


def _traits(parsed: Sequence[object], span: Span) -> frozenset[str]:
    for sentence in parsed:
        tokens = sentence.tokens_in(span)
        numbers = {token.i for token in tokens}
        for token in tokens:
            if token.head.i not in numbers or token.head.i == token.i:
                return traits_of(sentence, token)
    return frozenset()


def trained(rows: Sequence[Case]) -> Believing:
    """The regression; traits of fewer than `LEAST` acts are left out."""
    count = Counter(trait for row in rows for trait in row.traits)
    columns = DictVectorizer()
    matrix = columns.fit_transform(
        {trait: 1.0 for trait in row.traits if count[trait] >= LEAST} for row in rows
    )
    truth = np.array([row.believed for row in rows])
    weights = np.array([row.weight for row in rows])
    model = LogisticRegression(C=PENALTY, max_iter=3000).fit(matrix, truth, weights)
    learned = dict(zip(columns.feature_names_, model.coef_[0], strict=True))
    kept = {name: round(float(w), 3) for name, w in learned.items() if abs(w) >= 0.01}
    even = float((weights * truth).sum() / weights.sum())
    return Believing(round(float(model.intercept_[0]), 3), kept, round(even, 3))


def score(model: Believing, rows: Sequence[Case]) -> dict[str, object]:
    """Balanced accuracy and Brier score on the acts marked with belief."""
    told = np.array([model.of(row.traits) for row in rows if row.weight == 1.0])
    truth = np.array([row.believed for row in rows if row.weight == 1.0])
    taken = told >= model.even
    return {
        "acts": len(truth),
        "balanced accuracy": round(float((taken[truth].mean() + (~taken)[~truth].mean()) / 2), 3),
        "Brier score": round(float(np.mean((told - truth) ** 2)), 3),
        "believed": round(float(truth.mean()), 3),
    }


def main() -> None:
    """Train, report, and write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, default=ROOT / "src" / "whowhom" / "reading" / "data")
    options = asked.parse_args()
    rows = list(cases(load(PACKAGED)))
    model = trained([row for row in rows if not held_out(row.text)])
    told = {
        "note": "Written by training/train_belief.py from whowhom's own sentences.",
        "bias": model.bias,
        "even": model.even,
        "weights": dict(sorted(model.weights.items())),
    }
    path = options.out / "belief.json"
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(json.dumps(score(model, [row for row in rows if held_out(row.text)])))
    print(f"{sum(not held_out(row.text) for row in rows)} acts, {len(model.weights)} traits")


if __name__ == "__main__":
    main()
