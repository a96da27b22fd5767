"""Who does what to whom, on stylised sentences with fictional countries: F1 of triples and of pairs.

``python -m benchmarks.reading_triples --data PATH --json OUT``. The sentences of `petrarch` come
with an actor dictionary of their own, so the benchmark gives a registry of their countries. Sides
are compared by country (the first three letters of a code). Most of their action codes are made up (to warn
is 160, to welcome 041), so a coder needs their dictionary; peers are given it. Here the code of a
word is the commonest that the *other* sentences give it, and where they give none, the first code
of the type. ``typed F1`` compares types instead, by the published mapping of CAMEO to PLOVER. What
two sides do to each other counts both ways, as in CAMEO.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

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
Triple = tuple[str, str, str | None]


def registry() -> Registry:
    """The countries of the sentences, by the names that stand there."""
    actors, aliases = [], []
    for code, names in NAMES.items():
        first, *_ = listed = names.split(", ")
        actors.append(Actor(code, first, "state"))
        aliases += [Alias(name, code) for name in listed]
    return Registry(tuple(actors), tuple(aliases))


def gold_of(row: dict[str, object]) -> set[Triple]:
    """The triples of a sentence; the type is None where the code stands for none."""
    events: list[dict[str, str]] = row["events"]  # type: ignore[assignment]
    return {(e["source"][:3], e["target"][:3], _type(e["code"])) for e in events}


def _type(code: str) -> str | None:
    if code.startswith("02"):
        return "REQUEST"
    try:
        return plover_of_cameo(code).type
    except (KeyError, WhowhomError):
        return None


def told_by(record: EventRecord) -> list[Triple]:
    """A record as triples, both ways where both sides do it."""
    if record.target is None:
        return []
    source, target = (p.actor_id or p.name[:3].upper() for p in (record.source, record.target))
    found: list[Triple] = [(source, target, record.type)]
    if record.type == "CONSULT" and record.mode not in ("visit", "third-party"):
        found.append((target, source, record.type))
    return found


def matched(told: set[Triple], gold: set[Triple], typed: bool) -> int:
    """How many gold triples are told, each by one."""
    left = set(told)
    found = 0
    for source, target, type_ in sorted(gold, key=lambda each: each[2] is None):
        for each in sorted(left, key=str):
            fits = not typed or type_ is None or each[2] == type_
            if each[:2] == (source, target) and fits:
                left.remove(each)
                found += 1
                break
    return found


def figures(parser: Parser, data: Path) -> dict[str, object]:
    """F1 of triples and of pairs over all sentences."""
    path = data / "text" / "petrarch" / "unit_ud.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    known = registry()
    count: Counter[str] = Counter()
    started = time.process_time()
    for row in rows:
        document = Document("0" * 16, row["text"], ())
        turn = Turn(Span(0, len(row["text"])), "narration")
        sentences = parser.sentences(document, [turn])
        records = events_of(document, sentences, mentions_of(document, sentences, known))
        told = {triple for record in records for triple in told_by(record)}
        gold = gold_of(row)
        count["told"] += len(told)
        count["gold"] += len(gold)
        count["triples"] += matched(told, gold, typed=True)
        count["pairs"] += matched(told, gold, typed=False)
    seconds = time.process_time() - started
    return {
        "sentences": len(rows),
        "gold": count["gold"],
        "told": count["told"],
        "triple F1": _f1(count["triples"], count["told"], count["gold"]),
        "pair F1": _f1(count["pairs"], count["told"], count["gold"]),
        "sentences per CPU-second": round(len(rows) / seconds),
    }


def _f1(right: int, told: int, gold: int) -> float:
    return round(2 * right / max(told + gold, 1), 3)


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
