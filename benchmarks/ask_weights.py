"""The weights with which `whowhom ask` chooses a verb, fitted on the questions of benchmarks/asked.

Multinomial logistic regression: over all asking sentences, the sum of -log(chance of the verb that
was meant) plus RIDGE/2 times the sum of squared weights is made smallest (L-BFGS; the problem is
convex). What an unsure or refused question asks for is in its field ``asks``: a verb of which an
argument is missing, several verbs that it could mean (they share it), or "none". Sentences before
the one that asks count as "none". Features that fewer than two sentences show are left out.

``python -m benchmarks.ask_weights --write`` fits on all questions and writes the weights;
``--folds N`` reads every question with weights fitted without it (and without its fold).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

import whowhom
from benchmarks.ask import FOLDER, Cases, Outcome, figures, judge, lines, show
from benchmarks.report import arguments, publish
from whowhom.questions.asked.arguments import Scene
from whowhom.questions.asked.choice import NONE, VERBS, Weights
from whowhom.questions.asked.features import Features, features
from whowhom.questions.asked.instructions import without_instructions
from whowhom.questions.asked.lexicon import lexicon
from whowhom.questions.asked.routing import joined, read_whole
from whowhom.questions.asked.words import sentences, straight
from whowhom.snapshot.snapshot import Snapshot

RIDGE = 0.5
CLASSES = (*VERBS, NONE)
FITTED_ON = ("development", "other_regions")
WEIGHTS = Path(whowhom.__file__).parent / "questions" / "asked" / "weights.json"
_LEAST = 2
_SEED = 20


@dataclass(frozen=True)
class Example:
    """What a sentence shows, and the verb that it asks for; `question` tells its origin."""

    question: int
    shown: Features
    asks: str
    share: float = 1.0


def examples(cases: Cases, questions: Sequence[Mapping[str, Any]]) -> list[Example]:
    """The sentences of all questions that say what is asked."""
    found: list[Example] = []
    for n, meant in enumerate(questions):
        told = meant.get("asks") or meant.get("verb") or []
        verbs = [told] if isinstance(told, str) else told
        snapshot = cases.snapshot(meant.get("case", "afghanistan"), meant["as_of"])
        for verb in verbs:
            shown = _sentences(snapshot, meant["question"], verb)
            found += [Example(n, *each, 1 / len(verbs)) for each in shown]
    return found


def _sentences(snapshot: Snapshot, text: str, verb: str) -> Iterable[tuple[Features, str]]:
    plain, _ = without_instructions(straight(text))
    known = lexicon(snapshot)
    readings = [read_whole(snapshot, known, s) for s in joined(sentences(plain))]
    asking = [n for n, r in enumerate(readings) if r.sentence.asks] or [len(readings) - 1]
    for n, reading in enumerate(readings):
        shown = features(Scene(snapshot, reading, tuple(readings[:n])))
        if n in asking:
            yield shown, verb
        elif n < asking[0]:
            yield shown, NONE


def fit(found: Sequence[Example]) -> Weights:
    """Weights for what the examples show."""
    seen = Counter(name for each in found for name in each.shown)
    names = sorted(name for name, n in seen.items() if n >= _LEAST)
    at = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, each in enumerate(found):
        for name, value in each.shown.items():
            if name in at:
                x[row, at[name]] = value
    y = np.array([CLASSES.index(each.asks) for each in found])
    shares = np.array([each.share for each in found])
    start = np.zeros(len(names) * len(CLASSES))
    best = minimize(_loss, start, (x, y, shares), "L-BFGS-B", jac=True, tol=1e-7)
    table = best.x.reshape(-1, len(CLASSES)).round(2) + 0.0
    return Weights(
        {n: tuple(row) for n, row in zip(names, table.tolist(), strict=True) if any(row)}
    )


def _loss(
    flat: np.ndarray, x: np.ndarray, y: np.ndarray, shares: np.ndarray
) -> tuple[float, np.ndarray]:
    weights = flat.reshape(-1, len(CLASSES))
    scores = x @ weights
    scores -= scores.max(axis=1, keepdims=True)
    chances = np.exp(scores)
    chances /= chances.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -(shares * np.log(chances[rows, y] + 1e-12)).sum() + RIDGE / 2 * (weights**2).sum()
    chances[rows, y] -= 1.0
    return float(loss), (x.T @ (chances * shares[:, None]) + RIDGE * weights).ravel()


def crossed(cases: Cases, questions: Sequence[Mapping[str, Any]], folds: int) -> list[Outcome]:
    """Every question read with weights fitted on the other folds."""
    known = examples(cases, questions)
    fold = np.random.default_rng(_SEED).integers(0, folds, len(questions))
    found: list[Outcome] = []
    for each in range(folds):
        weights = fit([e for e in known if fold[e.question] != each])
        for meant in (q for q, f in zip(questions, fold, strict=True) if f == each):
            snapshot = cases.snapshot(meant.get("case", "afghanistan"), meant["as_of"])
            found.append(judge(snapshot, meant, weights))
    return found


def write(weights: Weights) -> None:
    """Weights as the package ships them, a feature a line."""
    rows = [f"{json.dumps(name)}: {json.dumps(row)}" for name, row in weights.table.items()]
    WEIGHTS.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    parser = arguments(__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights of the package")
    parser.add_argument("--folds", type=int, default=8, help="0 leaves the crossed figures out")
    parser.add_argument("--wrong", action="store_true", help="print what was not read right")
    parser.add_argument("--more", nargs="*", type=Path, default=[], help="other files to fit on")
    asked = parser.parse_args()
    every_case = Cases()
    paths = [*(FOLDER / f"{name}.jsonl" for name in FITTED_ON), *asked.more]
    every_question = [q for path in paths for q in lines(path)]
    if asked.write:
        write(fit(examples(every_case, every_question)))
    if asked.folds:
        judged = crossed(every_case, every_question, asked.folds)
        if asked.wrong:
            show(judged)
        publish("ask_weights", figures("crossed", judged), asked.json)
