"""How well `claims_of` finds who says what: PolNeAR's annotated news articles.

``python -m benchmarks.reading_claims --data PATH --json OUT``. An attribution is found if a claim's
cue shares a character with its cue, each claim and each attribution counted once; with its source
if the speakers share one too, with its content if what is said overlaps by half (shared characters
over all characters). Only attributions with a source count, as for the rules that this is
compared with (cue 0.546, cue with source 0.528, cue with content 0.355, on the corpus' test part).
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from whowhom.reading.claims import claims_of
from whowhom.reading.document import Document
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.records import ClaimRecord
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn


class Attribution(NamedTuple):
    """The spans of one attribution."""

    cue: list[Span]
    source: list[Span]
    content: list[Span]


def attributions(row: dict[str, Any]) -> list[Attribution]:
    """The attributions of an article that have a source."""

    def spans(given: dict[str, Any], part: str) -> list[Span]:
        return [Span(*span) for piece in given.get(part) or [] for span in piece["spans"]]

    found = [
        Attribution(*(spans(given, part) for part in Attribution._fields))
        for given in row["attributions"]
        if given["kind"] == "Attribution"
    ]
    return [each for each in found if each.cue and each.source]


def told(claims: list[ClaimRecord]) -> list[Attribution]:
    """The claims as attributions: those of one cue and speaker are one."""
    grouped: dict[tuple[Span, Span], list[Span]] = {}
    for claim in claims:
        grouped.setdefault((claim.cue, claim.speaker.span), []).append(claim.content)
    return [Attribution([cue], [speaker], spans) for (cue, speaker), spans in grouped.items()]


def _meet(one: list[Span], other: list[Span]) -> bool:
    return any(a.meets(b) for a in one for b in other)


def _overlap(one: list[Span], other: list[Span]) -> float:
    a = {place for span in one for place in range(span.start, span.end)}
    b = {place for span in other for place in range(span.start, span.end)}
    return len(a & b) / max(len(a | b), 1)


def matched(
    found: list[Attribution], gold: list[Attribution]
) -> list[tuple[Attribution, Attribution]]:
    """Pairs whose cues share a character, those with the same source first."""
    pairs, free = [], list(gold)
    for claim in found:
        near = [each for each in free if _meet(claim.cue, each.cue)]
        if near:
            best = max(near, key=lambda each: _meet(claim.source, each.source))
            free.remove(best)
            pairs.append((claim, best))
    return pairs


def figures(path: Path, parser: Parser) -> dict[str, object]:
    """Precision, recall and F1 of the cue, with the source, with the content."""
    hits = dict.fromkeys(("cue", "cue+source", "cue+content"), 0)
    found_all = gold_all = sentences_all = 0
    spent = 0.0
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        document = Document("0" * 16, row["text"], ())
        turn = Turn(Span(0, len(document.text)), "narration")
        sentences = parser.sentences(document, [turn])
        began = time.process_time()
        found = told(claims_of(document, sentences, ()))
        spent += time.process_time() - began
        gold = attributions(row)
        pairs = matched(found, gold)
        hits["cue"] += len(pairs)
        hits["cue+source"] += sum(_meet(a.source, b.source) for a, b in pairs)
        hits["cue+content"] += sum(_overlap(a.content, b.content) >= 0.5 for a, b in pairs)
        found_all, gold_all = found_all + len(found), gold_all + len(gold)
        sentences_all += len(sentences)
    return {
        "articles": len(rows),
        "attributions": gold_all,
        "claims": found_all,
        "sentences_per_second": round(sentences_all / spent),
        **{name: _scores(number, found_all, gold_all) for name, number in hits.items()},
    }


def _scores(hits: int, found: int, gold: int) -> dict[str, float]:
    return {
        "precision": round(hits / max(found, 1), 3),
        "recall": round(hits / max(gold, 1), 3),
        "f1": round(2 * hits / max(found + gold, 1), 3),
    }


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", default=PACKAGED, help="a spaCy model instead of the packaged")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    result = figures(asked.data / "text" / "polnear" / "dev.jsonl", load(asked.model))
    print(json.dumps(result, indent=2))
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
