"""How well stated causes are found: GUM's causal relations between clauses.

``python -m benchmarks.reading_causes --data PATH --json OUT [--show]``. GUM marks causes whether or
not a word tells them, and none inside a clause ("the attack led to a truce"); so recall is told for
all and for those that hold one of the commonest cue words, precision for causes between clauses
alone, strictly and with GUM's explanations (justify, evidence) taken for causes too. What answers
a "why" has a relation of its own in GUM, and counts in neither.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whowhom.reading.causes import causes_of
from whowhom.reading.document import Document
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.records import CauseRecord
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

_CUES = re.compile(
    r"\b(because|due to|owing to|thanks to|as a result|result(s|ed|ing) in|caus(e|es|ed|ing)|"
    r"l(ead|eads|ed|eading) to|so|therefore|thus|hence|since|prompt\w*|which is why|that's why)\b",
    re.IGNORECASE,
)
_EXPLANATIONS = ("explanation-justify", "explanation-evidence", "explanation-motivation")


def pairs(document: dict[str, Any], kinds: tuple[str, ...]) -> Iterator[tuple[Span, Span]]:
    """Cause and effect of the relations of some kinds."""
    by_id = {edu["id"]: Span(edu["start"], edu["end"]) for edu in document["edus"]}
    for edu in document["edus"]:
        if edu["relation"] in kinds and edu["head"] in by_id:
            ends = by_id[edu["id"]], by_id[edu["head"]]
            yield ends[::-1] if edu["relation"] == "causal-result" else ends


def same(record: CauseRecord, pair: tuple[Span, Span]) -> bool:
    """Whether cause and effect each share at least half of the shorter of the two stretches."""
    sides = ((record.cause, pair[0]), (record.effect, pair[1]))
    return all(_overlap(_with_cue(mine, record), theirs) >= 0.5 for mine, theirs in sides)


def _with_cue(side: Span, record: CauseRecord) -> Span:
    """A side with the cue before it, as GUM's units have it."""
    return Span(record.cue.start, side.end) if 0 <= side.start - record.cue.end < 3 else side


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, min(one.end - one.start, other.end - other.start))


def between_clauses(record: CauseRecord, edus: list[dict[str, Any]]) -> bool:
    """Whether cause and effect stand in different units of GUM's."""
    homes = [
        {e["id"] for e in edus if _overlap(Span(e["start"], e["end"]), side) >= 0.5}
        for side in (record.cause, record.effect)
    ]
    return not homes[0] & homes[1]


def answers(record: CauseRecord, text: str) -> bool:
    """Whether the effect is a question that the cause answers."""
    after = text[record.effect.end : record.cue.start]
    return record.effect.end <= record.cue.start and after.lstrip().startswith("?")


def read(parser: Parser, document: dict[str, Any]) -> list[CauseRecord]:
    """The causes of a document whose paragraphs are taken for turns."""
    text = document["text"]
    report = Document(document["id"], text, ())
    turns = [
        Turn(Span(match.start(), match.end()), "narration") for match in re.finditer(r".+", text)
    ]
    return causes_of(report, parser.sentences(report, turns), [])


def figures(data: Path, show: bool) -> dict[str, float]:
    """Recall and precision over all documents."""
    parser = load(PACKAGED)
    count = dict.fromkeys(
        ("gold", "hit", "cued", "cued_hit", "found", "between", "right", "wide"), 0
    )
    with (data / "text" / "gum" / "docs.jsonl").open(encoding="utf-8") as file:
        for line in file:
            _score(parser, json.loads(line), count, show)
    told: dict[str, float] = dict(count)
    told["recall"] = round(count["hit"] / count["gold"], 3)
    told["recall_with_cue"] = round(count["cued_hit"] / count["cued"], 3)
    told["precision"] = round(count["right"] / max(count["between"], 1), 3)
    told["precision_wide"] = round(count["wide"] / max(count["between"], 1), 3)
    return told


def _score(parser: Parser, document: dict[str, Any], count: dict[str, int], show: bool) -> None:
    text = document["text"]
    gold = list(pairs(document, ("causal-cause", "causal-result")))
    wide = gold + list(pairs(document, _EXPLANATIONS))
    records = read(parser, document)
    count["found"] += len(records)
    for pair in gold:
        hit = any(same(record, pair) for record in records)
        cued = any(_CUES.search(side.of(text)) for side in pair)
        count["gold"] += 1
        count["hit"] += hit
        count["cued"] += cued
        count["cued_hit"] += cued and hit
        if show and cued and not hit:
            print("MISSED", [side.of(text) for side in pair])
    for record in records:
        if not between_clauses(record, document["edus"]) or answers(record, text):
            if show:
                print("INSIDE", [s.of(text) for s in (record.cue, record.cause, record.effect)])
            continue
        right = any(same(record, pair) for pair in gold)
        count["between"] += 1
        count["right"] += right
        count["wide"] += any(same(record, pair) for pair in wide)
        if show and not right:
            print("EXTRA", [s.of(text) for s in (record.cue, record.cause, record.effect)])


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--show", action="store_true", help="print what is missed and what is extra"
    )
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    told = figures(asked.data, asked.show)
    print(json.dumps(told, indent=2))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
