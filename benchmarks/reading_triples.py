"""Who does what to whom, on stylised sentences with fictional countries: F1 of triples, pairs.

``python -m benchmarks.reading_triples --data PATH --json OUT``. The sentences of `petrarch` come
with a dictionary of actors and one of verbs, whose codes are those of WEIS with some of CAMEO's and
some made up. A reader with neither is compared thus:

- The registry has the actors of the sentences, by country (the first three letters of a code), as
  the peers have. What is told of others is left out of both: 42 of 353 events have a side without
  an actor ("an official"), a name that stands for three at once, or one that changes with the day.
- Sentences with an error in their head or a phrase that makes a program discard them are left out;
  those that simply tell nothing are kept.
- ``pair F1`` compares source and target; ``typed F1`` also the type, where the code has one
  (``TYPES``), and ``triple F1`` the code itself, which peers are given: a word gets the code that
  it has most often in the *other* sentences; one that stands in no other is compared by its type.
  Codes from 900 on are made up, to tell patterns of the peers' dictionary apart ("will not" from
  "will not ever"), and count as one; ``exact F1`` takes them to the letter.
- What two sides do to each other counts both ways, and so does a visit (to visit, to receive).
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
from whowhom.reading.document import Document
from whowhom.reading.events import events_of
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import PACKAGED, Parser, load
from whowhom.reading.records import EventRecord
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn

NAMES = {
    "GON": "Gondor, Minas Tirith, Gondorian, Gonzo GMO",
    "ARN": "Arnor, Arnorian, Fornost Erain",
    "OSG": "Osgiliath, Osgiliathi",
    "ERI": "Eriador, Eriadori, Eriadorian",
    "LBY": "Libya, Libyan",
    "ETH": "Ethiopia, Ethiopian",
    "BRE": "Bree",
    "CAL": "Calenardhon",
    "ITH": "Ithilen, Ithilien",
    "MOR": "Mordor, Mordorian, Cirith Ungol, Barad-dur",
    "HOB": "Gollum, Sam Gamgee, Hamfast Gamgee, Slinker, Stinker, Smeagol, Frodo, Hobbiton",
    "FOR": "Fornost",
    "DAG": "Dagolath, Dagolathi",
    "DOL": "Dol Amroth",
    "ROH": "Rohan, Rohans",
    "PHL": "Philippines, Philippine",
    "USA": "United States, US, White House, Washington, KU, K.U.",
    "FRA": "France, French",
    "PRK": "Hermit Kingdom, North Korea, Pyongyang",
    "KOR": "South Korea, Seoul",
    "RUS": "Russia, Russian, Moscow",
    "PAK": "Pakistan, Pakistani",
    "DNK": "Denmark, Danish, Zealand",
    "SHR": "Shire, Michel Delving, White Downs",
    "MRG": "Orcs, Morgul Orcs",
    "IGO": "European Union, EU, International Criminal Court, AU",
    "ELF": "Galadriel, Caras Galadhon, Elf",
    "GAL": "Lorien",
    "NGO": "MSF",
    "NGM": "Amnesty International",
    "KUW": "Kuwait",
    "ZBW": "Zimbabwe",
    "NZE": "New Zealand",
    "AUS": "Australia, Australian",
    "CAF": "Central African Republic",
    "AFG": "Afghanistan",
    "IMG": "Al-Qaeda",
    "HGW": "Quibbler",
    "GMW": "West German",
}
TYPES = {
    "03": ("CONSULT",),
    "04": ("SUPPORT",),
    "05": ("AGREE",),
    "06": ("SUPPORT", "COOPERATE", "CONCEDE"),
    "07": ("AID",),
    "08": ("AGREE", "CONCEDE"),
    "09": ("REQUEST",),
    "10": ("REQUEST", "AGREE"),
    "11": ("REJECT", "ACCUSE"),
    "12": ("ACCUSE",),
    "13": ("ACCUSE", "PROTEST"),
    "14": ("REJECT", "ACCUSE"),
    "15": ("REQUEST",),
    "16": ("THREATEN",),
    "17": ("THREATEN", "COERCE", "SANCTION"),
    "18": ("PROTEST", "MOBILIZE"),
    "19": ("SANCTION", "ASSAULT"),
    "20": ("COERCE", "SANCTION"),
    "21": ("COERCE",),
    "22": ("ASSAULT",),
}
"""PLOVER's types for the categories of WEIS (17 and 19 also stand for CAMEO's in the sentences)."""
FAULTY = ("ERROR", "DISCARD")
Pair = tuple[str, str]
Codes = dict[tuple[str, bool], Counter[str]]


@dataclass(frozen=True)
class Told:
    """What the reader tells of a pair: the type, the word, and whether it is told the other way."""

    pair: Pair
    type: str
    word: str
    turned: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """The word as a dictionary has it, with a code for each way."""
        return self.word, self.turned


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
    return [event for event in dict.fromkeys(found) if set(event.pair) <= set(NAMES)]


def fits_type(told: Told, gold: Gold) -> bool:
    """Whether a type is one that the code stands for; a code that stands for none fits all."""
    return told.type in TYPES.get(gold.code[:2], (told.type,))


def told_by(record: EventRecord, text: str) -> list[Told]:
    """A record by its pair, both ways where both sides do it."""
    if record.target is None:
        return []
    pair = (record.source.actor_id or "", record.target.actor_id or "")
    if not set(pair) <= set(NAMES):
        return []
    word = record.trigger.of(text).split()[0].lower()
    found = [Told(pair, record.type, word)]
    if record.type == "CONSULT" or joined(record, text):
        visit = record.mode == "visit"
        found.append(Told(pair[::-1], record.type, word, turned=visit))
    return found


def joined(record: EventRecord, text: str) -> bool:
    """Whether the sides stand in one list, "A and B", so that both do it to each other."""
    assert record.target is not None
    first, last = sorted((record.source.span, record.target.span))
    inside = record.trigger.start >= last.end or record.trigger.end <= first.start
    return inside and " and " in f" {text[first.end : last.start]} "


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


def codes_of(rows: list[tuple[list[Told], list[Gold]]]) -> Codes:
    """The codes that the sentences give each word, by the pair it joins."""
    found: Codes = {}
    for told, gold in rows:
        for one in told:
            codes = {event.code for event in gold if event.pair == one.pair}
            found.setdefault(one.key, Counter()).update(codes)
    return found


def fits_code(told: Told, gold: Gold, others: Codes, exact: bool) -> bool:
    """Whether a word has the code of an event in the other sentences, or its type if in none."""
    codes = others[told.key]
    if not codes:
        return fits_type(told, gold)
    own = max(codes, key=codes.__getitem__)
    made_up = own.startswith("9") and gold.code.startswith("9")
    return own == gold.code or (made_up and not exact)


def figures(parser: Parser, data: Path) -> dict[str, object]:
    """F1 of triples, of types and of pairs over all sentences."""
    path = data / "text" / "petrarch" / "unit_ud.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lines = [line for line in lines if not line["id"].startswith(FAULTY)]
    known = registry()
    started = time.process_time()
    rows = [(read(parser, line["text"], known), gold_of(line)) for line in lines]
    seconds = time.process_time() - started
    every = codes_of(rows)
    count: Counter[str] = Counter()
    for told, gold in rows:
        own = codes_of([(told, gold)])
        others = {key: every[key] - own[key] for key in own}
        count["told"] += len(told)
        count["gold"] += len(gold)
        for name, exact in (("triple", False), ("exact", True)):
            count[name] += matched(
                told, gold, lambda t, g, o=others, e=exact: fits_code(t, g, o, e)
            )
        count["typed"] += matched(told, gold, fits_type)
        count["pair"] += matched(told, gold, lambda _t, _g: True)
    shares = {
        f"{name} F1": round(2 * count[name] / (count["told"] + count["gold"]), 3)
        for name in ("triple", "exact", "typed", "pair")
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
