"""Train the typer on the annotated sentences, and report on a fifth that it never sees.

``python training/train_typer.py`` writes ``typer.npz`` and ``typer.json`` into the package. What is
held out is told by a hash of the text, so it stays the same when sentences are added. The penalty
is set beforehand; the temperature by five-fold cross-validation within the rest.
``--embedding`` trains the second opinion too (``meaning.npz``; needs the extra ``[embedding]``).
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from training.annotated import SENTENCES, Annotated, AnnotatedEvent, load  # noqa: E402
from whowhom.actors.registry import Registry  # noqa: E402
from whowhom.reading import meaning  # noqa: E402
from whowhom.reading import typer as reading  # noqa: E402
from whowhom.reading.document import Document  # noqa: E402
from whowhom.reading.events import act_between  # noqa: E402
from whowhom.reading.linking import linking  # noqa: E402
from whowhom.reading.mentions import mentions_of  # noqa: E402
from whowhom.reading.parser import PACKAGED, Parser  # noqa: E402
from whowhom.reading.parser import load as load_parser  # noqa: E402
from whowhom.reading.parties import parties_of  # noqa: E402
from whowhom.reading.sentence import Sentence  # noqa: E402
from whowhom.reading.sentence_vectors import Encoder  # noqa: E402
from whowhom.reading.sentence_vectors import load as load_encoder  # noqa: E402
from whowhom.reading.span import Span  # noqa: E402
from whowhom.reading.triggers import Trigger, triggers_of  # noqa: E402
from whowhom.reading.turn import Turn  # noqa: E402

PENALTY = 20.0
TOLERANCE = 1e-3
LEAST = 2
SEED = 20
Labelled = tuple[reading.Case, str]


@dataclass(frozen=True)
class Remembering(Encoder):
    """An encoder that makes each vector once."""

    made: dict[tuple[str, str, str], NDArray[np.float32]] = field(default_factory=dict)

    def vectors(self, before: str, word: str, behind: str) -> NDArray[np.float32]:
        """See `Encoder.vectors`."""
        asked = (before, word, behind)
        if asked not in self.made:
            self.made[asked] = super().vectors(*asked)
        return self.made[asked]


def held_out(text: str) -> bool:
    """Whether a sentence is in the fifth that is never trained on."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 == 0


def fold(text: str) -> int:
    """The fold of a sentence in cross-validation."""
    return int(hashlib.sha256(b"fold" + text.encode()).hexdigest(), 16) % 5


def sentences(parser: Parser, text: str) -> list[Sentence]:
    """A text parsed as one turn."""
    document = Document("0" * 16, text, ())
    return parser.sentences(document, [Turn(Span(0, len(text)), "narration")])


def cases(parser: Parser, annotated: Annotated) -> Iterator[Labelled]:
    """What one sentence teaches: its acts, and what the lexicon takes for one and is none."""
    parsed = sentences(parser, annotated.text)
    document = Document("0" * 16, annotated.text, ())
    mentions = mentions_of(document, parsed, Registry())
    for sentence, scene in zip(parsed, parties_of(parsed, mentions), strict=True):
        found = triggers_of(sentence)
        told = [e for e in annotated.events if e.trigger.meets(sentence.span)]
        for event in told:
            trigger = _trigger(sentence, found, event)
            others = tuple(each for each in found if each is not trigger)
            yield reading.Case(sentence, event.source, event.target, trigger, others), event.type
        for trigger in found:
            if not any(_near(trigger, event) for event in told):
                others = tuple(each for each in found if each is not trigger)
                act = act_between(scene, trigger)
                if act.sources:
                    target = act.targets[0].span if act.targets else None
                    case = reading.Case(sentence, act.sources[0].span, target, trigger, others)
                    yield case, reading.NONE


def _trigger(sentence: Sentence, found: Sequence[Trigger], event: AnnotatedEvent) -> Trigger | None:
    for trigger in found:
        if trigger.span.meets(event.trigger):
            return trigger
    return linking(sentence, event.source, event.target)


def _near(trigger: Trigger, event: AnnotatedEvent) -> bool:
    return trigger.span.meets(event.trigger) or any(
        side is not None and trigger.span.meets(side) for side in (event.source, event.target)
    )


def vocabulary(rows: Sequence[reading.Case]) -> tuple[dict[str, int], NDArray[np.float32]]:
    """The features that stand in at least `LEAST` cases, and their inverse document frequency."""
    count: Counter[str] = Counter()
    for case in rows:
        for features in reading.grouped(case).values():
            count.update(features.keys())
    kept = sorted(each for each, n in count.items() if n >= (3 if each.startswith("c:") else LEAST))
    idf = np.array([1.0 + np.log((1 + len(rows)) / (1 + count[f])) for f in kept], np.float32)
    return {name: number for number, name in enumerate(kept)}, idf


def matrix(
    rows: Sequence[reading.Case], columns: dict[str, int], idf: NDArray[np.float32]
) -> csr_matrix:
    """The cases as rows of a sparse matrix."""
    at, values, ends = [], [], [0]
    for case in rows:
        where, what = reading.vector(case, columns, idf)
        at.append(where)
        values.append(what)
        ends.append(ends[-1] + len(where))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(at), ends), shape=(len(rows), len(columns))
    )


def relinked(case: reading.Case) -> reading.Case:
    """The case as it is where nobody says which word tells the act: `linking` chooses it."""
    trigger = linking(case.sentence, case.source, case.target)
    found = triggers_of(case.sentence)
    others = tuple(t for t in found if trigger is None or t.token.i != trigger.token.i)
    return reading.Case(case.sentence, case.source, case.target, trigger, others)


def trained(rows: Sequence[Labelled]) -> reading.Typer:
    """A typer without temperature; of each act half the weight lies on its case relinked."""
    rows, weights = weighted(rows)
    columns, idf = vocabulary([case for case, _ in rows])
    model = LogisticRegression(C=PENALTY, max_iter=600, tol=TOLERANCE)
    model.fit(matrix([case for case, _ in rows], columns, idf), [y for _, y in rows], weights)
    return reading.Typer(
        tuple(model.classes_),
        columns,
        idf,
        model.coef_.T.astype(np.float32),
        model.intercept_.astype(np.float32),
        1.0,
    )


def weighted(rows: Sequence[Labelled]) -> tuple[list[Labelled], list[float]]:
    """The cases and their weights; of each act half the weight lies on its case relinked."""
    acts = [(relinked(case), label) for case, label in rows if label != reading.NONE]
    weights = [1.0 if label == reading.NONE else 0.5 for _, label in rows] + [0.5] * len(acts)
    return [*rows, *acts], weights


def seconded(model: reading.Typer, rows: Sequence[Labelled], encoder: Encoder) -> reading.Typer:
    """The typer with a second opinion, learnt from the same cases."""
    rows, weights = weighted(rows)
    vectors = np.stack([encoder.vectors(*meaning.parts(case)) for case, _ in rows])
    labels = [label for _, label in rows]
    regression = LogisticRegression(C=PENALTY, max_iter=600, tol=TOLERANCE)
    views = [clone(regression).fit(vectors[:, each], labels, weights) for each in (0, 1)]
    second = meaning.Meaning(
        encoder,
        np.stack([each.coef_.T for each in views]).astype(np.float32),
        sum(each.intercept_ for each in views).astype(np.float32),
    )
    return replace(model, second=second)


Scores = list[tuple[NDArray[np.float64], int]]


def held_out_scores(
    rows: Sequence[Labelled], folds: Sequence[int], encoder: Encoder | None
) -> tuple[Scores, Scores]:
    """Log-probabilities of each case by a typer that did not see its fold: alone, and seconded."""
    found: tuple[Scores, Scores] = ([], [])
    for number in range(5):
        seen = [row for row, f in zip(rows, folds, strict=True) if f != number]
        models = [trained(seen)]
        if encoder:
            models.append(seconded(models[0], seen, encoder))
        for (case, label), f in zip(rows, folds, strict=True):
            if f == number and label in models[0].classes:
                right = models[0].classes.index(label)
                for scores, model in zip(found, models, strict=False):
                    scores.append((np.log(model.probabilities(case) + 1e-300), right))
    return found


def temperature(found: Scores) -> float:
    """What scores must be divided by, so that the held-out folds are as likely as can be."""

    def loss(t: float) -> float:
        total = 0.0
        for scores, right in found:
            scaled = scores / t
            total += float(np.logaddexp.reduce(scaled) - scaled[right])
        return total / len(found)

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def save_second(model: reading.Typer, folder: Path) -> None:
    """Write the weights of the second opinion, and the temperature of both together."""
    assert isinstance(model.second, meaning.Meaning)
    half = {n: getattr(model.second, n).astype(np.float16) for n in ("weights", "bias")}
    warmth = np.float64(round(model.temperature, 4))
    np.savez_compressed(folder / "meaning.npz", **half, temperature=warmth)


def save(model: reading.Typer, folder: Path) -> None:
    """Write the weights in half precision, and the rest as JSON."""
    half = {n: getattr(model, n).astype(np.float16) for n in ("idf", "weights", "bias")}
    np.savez_compressed(folder / "typer.npz", **half)
    told = {
        "classes": model.classes,
        "temperature": round(model.temperature, 4),
        "features": list(model.columns),
    }
    (folder / "typer.json").write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")


def score(model: reading.Typer, rows: Sequence[Labelled]) -> dict[str, object]:
    """Share of acts with the right type, its interval, that of the surer half; acts told apart."""
    acts = [(case, label) for case, label in rows if label != reading.NONE]
    answers = [(model.type_of(case), label) for case, label in acts]
    right = np.array([typed is not None and typed.type == label for typed, label in answers])
    sure = np.array([typed.confidence if typed else 0.0 for typed, _ in answers])
    half = right[np.argsort(-sure)[: len(right) // 2]]
    spread = 1.96 * np.sqrt(right.mean() * (1 - right.mean()) / len(right))
    told = np.array([model.type_of(case, doubt=0.5) is not None for case, _ in rows])
    truth = np.array([label != reading.NONE for _, label in rows])
    return {
        "acts": len(right),
        "type": round(float(right.mean()), 3),
        "interval": [
            round(float(right.mean() - spread), 3),
            round(float(right.mean() + spread), 3),
        ],
        "surer half": round(float(half.mean()), 3),
        "mean confidence": round(float(sure.mean()), 3),
        "lexicon alone": round(
            float(np.mean([c.trigger is not None and c.trigger.act.type == y for c, y in acts])), 3
        ),
        "told": round(float(told[truth].mean()), 3),
        "none": round(float((~told[~truth]).mean()), 3),
    }


def main() -> None:
    """Train, report, and write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sentences", type=Path, nargs="*", default=[SENTENCES])
    asked.add_argument("--out", type=Path, default=ROOT / "src" / "whowhom" / "reading" / "data")
    asked.add_argument("--embedding", action="store_true")
    options = asked.parse_args()
    parser = load_parser(PACKAGED)
    every = [each for path in options.sentences for each in load(path)]
    labelled = [(each, row) for each in every for row in cases(parser, each)]
    rows = [row for each, row in labelled if not held_out(each.text)]
    folds = [fold(each.text) for each, _ in labelled if not held_out(each.text)]
    model = trained(rows)
    encoder = Remembering(load_encoder().session) if options.embedding else None
    alone, both = held_out_scores(rows, folds, encoder)
    unseen = [row for each, row in labelled if held_out(each.text)]
    model = replace(model, temperature=temperature(alone))
    save(model, options.out)
    print(json.dumps(score(model, unseen)))
    if encoder:
        second = replace(seconded(model, rows, encoder), temperature=temperature(both))
        save_second(second, options.out)
        print(json.dumps(score(second, unseen)))
    print(f"{len(rows)} cases, {len(model.columns)} features, temperature {model.temperature:.2f}")


if __name__ == "__main__":
    main()
