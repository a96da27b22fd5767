"""How well `status_of` tells what happened: the UW sentences with a marked word of an act.

``python -m benchmarks.reading_status --data PATH --json OUT``. Readers said there how far the
author is committed to the act, -3 (it did not happen, or will not) to 3 (it did, or will). So the
scale knows no difference between what happened and what is sure to come, and whowhom's `stated`
("will leave") stands on its positive side. Two figures, each a balanced accuracy (mean of the
shares right among positives and among negatives):

``committed``
    commitment above 0 against `happened`, `stated` or `alleged`;
``happened``
    commitment of at least 1.5, halfway from open to certain, against `happened` alone;
``believed``, ``believed at all``
    commitment of at least 1.5, and above 0, against a belief (`belief_of`) of at least `even`,
    which is set by whowhom's own sentences.

The rules were looked at on ``uw_train``; nothing is fitted. ``uw_dev`` was only scored.

Beside them, the sentences that whowhom's own readers annotated (``training/sentences``): share of
acts with exactly the right one of the seven statuses, and the balanced accuracy of `happened`. The
rules were looked at on these, so the figure flatters.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from training.annotated import load as annotated

from whowhom.reading.belief import belief_of, believing
from whowhom.reading.document import Document
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.sentence import Sentence
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.turn import Turn

CERTAIN, LEAST = 1.5, 1e-9
"""Commitment halfway from open to certain; anything above open."""
_SIGNS = {"``": '"', "''": '"', "`": "'", "amp": "&"}
_NO_SPACE_BEFORE = frozenset(
    {",", ".", ";", ":", "?", "!", "%", ")", "-", "n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "'"}
)
_NO_SPACE_AFTER = frozenset({"$", "(", "-"})


def written(words: list[str]) -> tuple[str, list[int]]:
    """The sentence as it was written, and where each of its words begins.

    >>> written("We do n't know , he said .".split())[0]
    "We don't know, he said."
    """
    text, starts, glued, quoted = "", [], False, False
    for word in (_SIGNS.get(word, word) for word in words):
        before = word in _NO_SPACE_BEFORE
        if word == '"':
            before, quoted = quoted, not quoted
        if text and not before and not glued:
            text += " "
        starts.append(len(text))
        text += word
        glued = word in _NO_SPACE_AFTER or (word == '"' and quoted)
    return text, starts


@dataclass(frozen=True, slots=True)
class Judged:
    """A marked word: the readers' commitment, whowhom's status and belief."""

    commitment: float
    status: Status
    belief: float


def judged(path: Path, parser: Parser) -> tuple[list[Judged], float]:
    """Every marked word, and seconds that status and belief took."""
    found, spent = [], 0.0
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        text, starts = written(row["text"].split(" "))
        document = Document("0" * 16, text, ())
        sentences = parser.sentences(document, [Turn(Span(0, len(text)), "narration")])
        began = time.process_time()
        for target in row["targets"]:
            found += _judged_at(sentences, starts[target["span1"][0]], float(target["label"]))
        spent += time.process_time() - began
    return found, spent


def _judged_at(sentences: list[Sentence], place: int, commitment: float) -> list[Judged]:
    for sentence in sentences:
        for token in sentence.tokens_in(Span(place, place + 1))[:1]:
            status = status_of(sentence, token).status
            return [Judged(commitment, status, belief_of(sentence, token))]
    return []


def balanced(pairs: list[tuple[bool, bool]]) -> float:
    """Mean of the shares right among what is and what is not.

    >>> balanced([(True, True), (True, True), (True, False), (False, False)])
    0.8333333333333333
    """
    shares = []
    for kind in (True, False):
        told = [guess is gold for gold, guess in pairs if gold is kind]
        shares.append(sum(told) / max(len(told), 1))
    return sum(shares) / 2


def figures(path: Path, parser: Parser) -> dict[str, object]:
    """All figures of one file."""
    found, spent = judged(path, parser)
    committed = {Status.HAPPENED, Status.STATED, Status.ALLEGED}
    table = Counter((each.status.value, round(each.commitment)) for each in found)
    even = believing().even

    def share(least: float, taken: Callable[[Judged], bool]) -> float:
        return round(balanced([(each.commitment >= least, taken(each)) for each in found]), 3)

    return {
        "file": path.name,
        "words": len(found),
        "committed": share(LEAST, lambda each: each.status in committed),
        "happened": share(CERTAIN, lambda each: each.status is Status.HAPPENED),
        "believed": share(CERTAIN, lambda each: each.belief >= even),
        "believed at all": share(LEAST, lambda each: each.belief >= even),
        "words_per_second": round(len(found) / spent),
        "by_commitment": {
            status.value: [table[status.value, number] for number in range(-3, 4)]
            for status in Status
        },
    }


def own_figures(parser: Parser) -> dict[str, object]:
    """The figures on the annotated sentences of the repository."""
    pairs = []
    for each in annotated():
        turn = Turn(Span(0, len(each.text)), "narration")
        sentences = parser.sentences(Document("0" * 16, each.text, ()), [turn])
        for event in each.events:
            found = _status_over(sentences, event.trigger)
            if found is not None:
                pairs.append((event.status, found))
    happened = [(gold is Status.HAPPENED, found is Status.HAPPENED) for gold, found in pairs]
    return {
        "file": "training/sentences",
        "acts": len(pairs),
        "exact": round(sum(gold is found for gold, found in pairs) / len(pairs), 3),
        "happened": round(balanced(happened), 3),
    }


def _status_over(sentences: list[Sentence], trigger: Span) -> Status | None:
    for sentence in sentences:
        tokens = sentence.tokens_in(trigger)
        numbers = {token.i for token in tokens}
        for token in tokens:
            if token.head.i not in numbers or token.head.i == token.i:
                return status_of(sentence, token).status
    return None


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default=PACKAGED, help="a spaCy model instead of the packaged")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    model = load(asked.model)
    folder = asked.data / "text" / "uw"
    told = [figures(folder / name, model) for name in ("uw_train.jsonl", "uw_dev.jsonl")]
    told.append(own_figures(model))
    for each in told:
        print(json.dumps(each))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
