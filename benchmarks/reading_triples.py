"""Who does what to whom, on stylised sentences with fictional countries: F1 of triples, pairs.

``python -m benchmarks.reading_triples --data PATH --json OUT``. The sentences of `petrarch` come
with actors and action codes of their own. Sides are compared by country (the first three letters of
a code), with a registry of their countries. Many of their codes say nothing outside their
dictionary (to warn is 160, to welcome 041), which peers are given. ``triple F1`` gives a word the
code that it has most often in the *other* sentences, and ``typed F1`` compares types, by the
published mapping of CAMEO to PLOVER, where a code has one. What two sides do to each other counts
both ways, as in CAMEO.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whowhom.actors.actor import Actor
from whowhom.actors.alias import Alias
from whowhom.actors.registry import Registry
from whowhom.errors import WhowhomError
from whowhom.ontology.crosswalk import plover_of_cameo
from whowhom.reading.document import Document
from whowhom.reading.events import events_of
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.records import EventRecord
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

NAMES = {
    "GON": "Gondor, Minas Tirith, Gxndor, Gondorian",
    "ARN": "Arnor, Arnorian, Fornost Erain",
    "OSG": "Osgiliath, Osgiliathi",
    "ERI": "Eriador, Eriadori, Eriadorian",
    "LBY": "Libya, Libyan",
    "ETH": "Ethiopia, Ethiopian",
    "BRE": "Bree",
    "CAL": "Calenardhon, Cxlenardhon",
    "ITH": "Ithilen, Ithilien",
    "MOR": "Mordor, Mordorian, Cirith Ungol",
    "HOB": "Gollum, Sam Gamgee, Hamfast Gamgee, Slinker, Smeagol, Frodo, Hobbiton",
    "FOR": "Fornost, Douzu",
    "DAG": "Dagolath, Dagolathi",
    "DOL": "Dol Amroth, Calimehtar",
    "ROH": "Rohan, Rohans",
    "PHL": "Philippines, Philippine",
    "USA": "United States, US, White House, Washington",
    "FRA": "France, French",
    "PRK": "Hermit Kingdom, North Korea",
    "KOR": "South Korea, Seoul",
    "RUS": "Russia, Russian, Moscow",
    "PAK": "Pakistan, Pakistani",
    "DNK": "Denmark, Danish, Zealand",
    "SHR": "Shire, Michel Delving, White Downs",
    "ORC": "Orcs, Morgul Orcs",
    "IGO": "European Union, EU",
    "ELF": "Galadriel, Caras Galadhon, Elf",
    "SAM": "Lorien",
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """What the reader tells of a pair: the type, and the word."""

    pair: Pair
    type: str
    word: str


@dataclass(frozen=True)
class Gold:
    """What a sentence tells of a pair, by its code."""

    pair: Pair
    code: str


def registry() -> Registry:
    """The countries of the sentences, by the names that stand there."""
    actors, aliases = [], []
    for code, names in NAMES.items():
        first, *_ = listed = names.split(", ")
        actors.append(Actor(code, first, "state"))
        aliases += [Alias(name, code) for name in listed]
    return Registry(tuple(actors), tuple(aliases))


def gold_of(row: dict[str, Any]) -> list[Gold]:
    """The events of a sentence."""
    found = [Gold((e["source"][:3], e["target"][:3]), e["code"]) for e in row["events"]]
    return list(dict.fromkeys(found))


def type_of(code: str) -> str | None:
    """The type that a code stands for; None if it stands for none."""
    if code.startswith("02"):
        return "REQUEST"
    try:
        return plover_of_cameo(code).type
    except (KeyError, WhowhomError):
        return None


def told_by(record: EventRecord, text: str) -> list[Told]:
    """A record by its pair, both ways where both sides do it."""
    if record.target is None:
        return []
    source, target = (p.actor_id or p.name[:3].upper() for p in (record.source, record.target))
    word = record.trigger.of(text).split()[0].lower()
    found = [Told((source, target), record.type, word)]
    talk = record.type == "CONSULT" and record.mode not in ("visit", "third-party")
    sides = (record.source.span < record.trigger, record.target.span < record.trigger)
    if talk or sides[0] == sides[1]:
        found.append(Told((target, source), record.type, word))
    return found


def matched(told: list[Told], gold: list[Gold], fits: Callable[[Told, Gold], bool]) -> int:
    """How many gold events are told, each by one."""
    left = list(told)
    found = 0
    for event in gold:
        one = next((t for t in left if t.pair == event.pair and fits(t, event)), None)
        if one is not None:
            left.remove(one)
            found += 1
    return found


def codes_of(rows: list[tuple[list[Told], list[Gold]]]) -> dict[str, Counter[str]]:
    """The codes that the sentences give each word, by the pair it joins."""
    found: dict[str, Counter[str]] = {}
    for told, gold in rows:
        for one in told:
            codes = {event.code for event in gold if event.pair == one.pair}
            found.setdefault(one.word, Counter()).update(codes)
    return found


def figures(parser: Parser, data: Path) -> dict[str, object]:
    """F1 of triples, of types and of pairs over all sentences."""
    path = data / "text" / "petrarch" / "unit_ud.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    known = registry()
    started = time.process_time()
    rows = [(read(parser, line["text"], known), gold_of(line)) for line in lines]
    seconds = time.process_time() - started
    every = codes_of(rows)
    count: Counter[str] = Counter()
    for told, gold in rows:
        own = codes_of([(told, gold)])
        others = {word: every[word] - own[word] for word in own}
        code = {
            word: max(codes, key=codes.__getitem__, default="") for word, codes in others.items()
        }
        count["told"] += len(told)
        count["gold"] += len(gold)
        count["triple"] += matched(told, gold, lambda t, g, code=code: code[t.word] == g.code)
        count["typed"] += matched(told, gold, lambda t, g: type_of(g.code) in (None, t.type))
        count["pair"] += matched(told, gold, lambda _t, _g: True)
    shares = {
        f"{name} F1": round(2 * count[name] / (count["told"] + count["gold"]), 3)
        for name in ("triple", "typed", "pair")
    }
    return {
        "sentences": len(rows),
        "gold": count["gold"],
        "told": count["told"],
        **shares,
        "sentences per CPU-second": round(len(rows) / seconds),
    }


def read(parser: Parser, text: str, known: Registry) -> list[Told]:
    """What the reader tells of a sentence."""
    document = Document("0" * 16, text, ())
    sentences = parser.sentences(document, [Turn(Span(0, len(text)), "narration")])
    records = events_of(document, sentences, mentions_of(document, sentences, known))
    return list(dict.fromkeys(told for record in records for told in told_by(record, text)))


def main() -> None:
    """Print and, if asked, write the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    told = figures(load(PACKAGED), options.data)
    for label, value in told.items():
        print(f"{label:26} {value}")
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
