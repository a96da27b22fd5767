"""How well relations are found: re3d's allies, enemies and synonyms, its entities given.

``python -m benchmarks.reading_relations --data PATH --json OUT [--show]``. re3d marks as "fighting
against" any act of force, strikes on vehicles too, and as allies any two that act together in a
sentence; whowhom keeps the states that words tell ("ally of", "supports", "at war with"). So recall
is low by design, and precision is what counts: how many of those found re3d has.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whowhom.reading.alias_pairs import alias_pairs_of
from whowhom.reading.document import Document
from whowhom.reading.mention import Mention
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.records import RelationRecord
from whowhom.reading.relations import relations_of
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

KINDS = {
    "ally of": "AlliesOf",
    "supports": "AlliesOf",
    "at war with": "FightingAgainst",
    "rival of": "FightingAgainst",
    "also called": "IsSynonymOf",
}
SORTS = {"Organisation": "group", "Nationality": "state", "Location": "place"}


def mentions(document: dict[str, Any]) -> Iterator[Mention]:
    """Its entities as mentions; people in the plural ("fighters") are taken for groups."""
    for entity in document["entities"]:
        sort = SORTS.get(entity["type"])
        if entity["type"] == "Person":
            sort = "group" if entity["text"].strip().split(" ")[-1].islower() else "person"
        if sort:
            span = Span(entity["start"], entity["end"])
            yield Mention(span, entity["text"], None, "name", sort)


def read(parser: Parser, document: dict[str, Any]) -> list[RelationRecord]:
    """The relations of a document."""
    text = document["text"]
    report = Document(document["id"], text, ())
    sentences = parser.sentences(report, [Turn(Span(0, len(text)), "narration")])
    known = tuple(sorted(mentions(document), key=lambda each: each.span))
    return relations_of(report, sentences, known) + alias_pairs_of(report, sentences, known)


def same(record: RelationRecord, relation: dict[str, Any]) -> bool:
    """Whether both have the same two sides, in either order."""
    ends = [Span(*relation[end][:2]) for end in ("source", "target")]
    mine = (record.source.span, record.target.span)
    return any(mine[0].meets(a) and mine[1].meets(b) for a, b in (ends, ends[::-1]))


def figures(data: Path, show: bool) -> dict[str, dict[str, float]]:
    """Gold, found, right, precision and recall by re3d's kind."""
    parser = load(PACKAGED)
    count = {kind: {"gold": 0, "found": 0, "right": 0, "hit": 0} for kind in KINDS.values()}
    with (data / "text" / "re3d" / "docs.jsonl").open(encoding="utf-8") as file:
        for line in file:
            _score(parser, json.loads(line), count, show)
    return {
        kind: {
            **told,
            "precision": round(told["right"] / max(told["found"], 1), 3),
            "recall": round(told["hit"] / max(told["gold"], 1), 3),
        }
        for kind, told in count.items()
    }


def _score(
    parser: Parser, document: dict[str, Any], count: dict[str, dict[str, int]], show: bool
) -> None:
    records = read(parser, document)
    for record in records:
        kind = KINDS.get(record.relation)
        gold = [r for r in document["relations"] if r["type"] == kind]
        right = any(same(record, each) for each in gold)
        if kind:
            count[kind]["found"] += 1
            count[kind]["right"] += right
        if show and not right:
            told = " ".join(record.trace.quote.split())
            print(
                "EXTRA",
                record.source.name,
                "|",
                record.relation,
                "|",
                record.target.name,
                "|",
                told,
            )
    for kind, told in count.items():
        gold = [r for r in document["relations"] if r["type"] == kind]
        mine = [r for r in records if KINDS.get(r.relation) == kind]
        told["gold"] += len(gold)
        told["hit"] += sum(any(same(record, each) for record in mine) for each in gold)


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--show", action="store_true", help="print what re3d has not")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    told = figures(asked.data, asked.show)
    print(json.dumps(told, indent=2))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
