"""How well groups, states, places and persons are found, and whom pronouns point at.

``python -m benchmarks.reading_mentions --data PATH --json OUT``. Without a case: the registry is
empty, so this is what lists and the make-up of names are worth on their own.

* ``re3d``: of the gold organisations, places, nationalities and persons written as names, how many
  a mention of a fitting sort touches (recall); of the mentions by name, how many touch an entity of
  a fitting type (precision). Sources that may not be shipped are measured too, and not quoted.
* ``gum``: pronouns of the third person. Right if the name that the mention stands for is in a
  mention of the same gold entity. ``precision`` over the pronouns that were given a name,
  ``recall`` over those whose gold entity is a person, an organisation or a place.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whowhom.actors.registry import Registry
from whowhom.reading.documents import read_document
from whowhom.reading.mention import Mention
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.span import Span
from whowhom.reading.turns import turns_of

FITTING = {
    "Organisation": {"group", "state"},
    "Nationality": {"group", "state"},
    "Location": {"place", "state"},
    "Person": {"person"},
}
THIRD = ("they", "them", "their", "it", "its", "he", "him", "his", "she", "her")
MEANT = ("person", "organization", "place")


def read(parser: Parser, text: str, outlet: str = "") -> tuple[str, tuple[Mention, ...]]:
    """The stored text of a document and its mentions."""
    document = read_document(text.encode(), outlet=outlet)
    sentences = parser.sentences(document, turns_of(document))
    return document.text, mentions_of(document, sentences, Registry())


def of_re3d(parser: Parser, documents: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Recall and precision by type and by sort."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold in documents:
        text, mentions = read(parser, gold["text"])
        if text != gold["text"]:
            continue
        named = [each for each in mentions if each.kind == "name"]
        entities = [e for e in gold["entities"] if e["type"] in FITTING and _is_name(e["text"])]
        for entity in entities:
            fitting = [m for m in named if _touch(m, entity) and m.sort in FITTING[entity["type"]]]
            counts[entity["type"], "gold"] += 1
            counts[entity["type"], "found"] += bool(fitting)
        for mention in named:
            fitting = [
                e
                for e in gold["entities"]
                if mention.sort in FITTING.get(e["type"], ()) and _touch(mention, e)
            ]
            counts[mention.sort, "said"] += 1
            counts[mention.sort, "right"] += bool(fitting)
    told = {}
    for kind in FITTING:
        n = counts[kind, "gold"]
        told[kind] = {"n": n, "recall": round(counts[kind, "found"] / max(n, 1), 3)}
    for sort in ("group", "state", "place", "person"):
        n = counts[sort, "said"]
        told[sort] = {"n": n, "precision": round(counts[sort, "right"] / max(n, 1), 3)}
    return told


def _is_name(text: str) -> bool:
    words = [word for word in text.split() if word.lower() not in ("the", "a", "an")]
    pronouns = (*THIRD, "i", "we", "us", "our", "my", "you")
    return bool(words) and words[-1][:1].isupper() and words[-1].lower() not in pronouns


def _touch(mention: Mention, entity: dict[str, Any]) -> bool:
    return mention.span.meets(Span(entity["start"], entity["end"]))


def of_gum(parser: Parser, documents: list[dict[str, Any]]) -> dict[str, float]:
    """Precision and recall of pronouns."""
    meant = given = right = 0
    for gold in documents:
        text, mentions = read(parser, gold["text"], gold["author"])
        if text != gold["text"]:
            continue
        by_span = {each.span: each for each in mentions if each.kind == "pronoun"}
        clusters: dict[str, list[str]] = {}
        for entity in gold["entities"]:
            clusters.setdefault(entity["group"], []).append(entity["text"])
        for entity in _pronouns(gold):
            mention = by_span.get(Span(entity["start"], entity["end"]))
            meant += entity["etype"] in MEANT
            given += mention is not None
            right += mention is not None and _named(mention.name, clusters[entity["group"]])
    return {
        "n": meant,
        "precision": round(right / max(given, 1), 3),
        "recall": round(right / max(meant, 1), 3),
    }


def _pronouns(gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (each for each in gold["entities"] if each["text"].lower() in THIRD)


def _named(name: str, texts: list[str]) -> bool:
    return any(name in text or text in name for text in texts if text.lower() not in THIRD)


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    reader = load(PACKAGED)
    told = {}
    for name, measure in (("re3d", of_re3d), ("gum", of_gum)):
        path = asked.data / "text" / name / "docs.jsonl"
        documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        told[name] = measure(reader, documents)
        print(name, json.dumps(told[name]))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
