"""How well reports are read, and at what cost: ``python -m benchmarks.reading --data PATH``.

Runs every part that the reference data in PATH allow, says which it skips, prints one table (what,
figure, asked, met or missed) and with ``--json OUT`` writes it. Each part is a benchmark of its own
too (``benchmarks.reading_*``), which says there how its figure is defined; ``--only`` runs some.
"""

import argparse
import json
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks import (
    reading_causes,
    reading_claims,
    reading_mentions,
    reading_parser,
    reading_relations,
    reading_seed,
    reading_status,
    reading_triples,
    reading_turns,
    reading_types,
)
from benchmarks.machine import machine
from benchmarks.process import python
from benchmarks.reading_cost import LOADING
from whowhom.reading.meaning import load as load_helped
from whowhom.reading.parser import PACKAGED, Parser
from whowhom.reading.parser import load as load_parser
from whowhom.reading.sentence_vectors import installed
from whowhom.reading.typer import load as load_typer

_MET = {True: "met", False: "MISSED", None: ""}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a figure, and the least or the most that is asked, if anything is."""

    part: str
    what: str
    figure: float
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether what is asked is met; None where nothing is.

        >>> Line("a", "b", 0.5, least=0.5).met, Line("a", "b", 3, most=2).met, Line("a", "b", 1).met
        (True, False, None)
        """
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.figure >= self.least) and (
            self.most is None or self.figure <= self.most
        )

    @property
    def asked(self) -> str:
        """What is asked, in few characters."""
        least = "" if self.least is None else f">= {self.least:g}"
        return least if self.most is None else f"<= {self.most:g}"


Lines = Iterator[Line]


@dataclass(frozen=True)
class Given:
    """What the parts are given: the folder of the reference data, and the parser."""

    data: Path

    @cached_property
    def parser(self) -> Parser:
        """The packaged parser, loaded when first asked for."""
        return load_parser(PACKAGED)


def seed(given: Given) -> Lines:
    """The source article."""
    told = reading_seed.figures(given.data) or {}
    for part, things in told.items():
        least = reading_seed.ASKED.get(part)
        yield Line("seed", f"{part}, of {len(things)}", sum(things.values()), least)


def parsing(given: Given) -> Lines:
    """Dependencies and lemmas."""
    told = reading_parser.of_part(
        given.parser, given.data / "text/ud_english/en_pud-ud-test.conllu"
    )
    yield Line("parser", "PUD LAS", told["las"], 0.80)
    for name in ("uas", "pos", "sents", "lemmas"):
        yield Line("parser", f"PUD {name}", told[name])


def turns(given: Given) -> Lines:
    """Speakers and questions."""
    total: Counter[str] = Counter()
    for gold in _rows(given.data / "text/gum/docs.jsonl"):
        total += reading_turns.of_document(gold)
    told = reading_turns.shares(total)
    yield Line("turns", "GUM speakers", told["speaker"], 0.95)
    yield Line("turns", "GUM speakers, interviews", told["interview_speaker"])
    yield Line("turns", "GUM questions F1", told["questions_f1"], 0.9)


def status(given: Given) -> Lines:
    """What happened."""
    told: dict[str, Any] = reading_status.figures(given.data / "text/uw/uw_dev.jsonl", given.parser)
    yield Line("status", "UW dev happened, balanced accuracy", told["happened"], 0.85)
    yield Line("status", "UW dev committed, balanced accuracy", told["committed"])
    yield Line("status", "UW dev believed, balanced accuracy", told["believed"])


def claims(given: Given) -> Lines:
    """Who says what."""
    told: dict[str, Any] = reading_claims.figures(
        given.data / "text/polnear/dev.jsonl", given.parser
    )
    yield Line("claims", "PolNeAR dev cue with source F1", told["cue+source"]["f1"], 0.58)
    yield Line("claims", "PolNeAR dev cue F1", told["cue"]["f1"])
    yield Line("claims", "PolNeAR dev cue with content F1", told["cue+content"]["f1"])


def types(given: Given) -> Lines:
    """Types of acts."""
    told: dict[str, Any] = reading_types.of_plv(given.parser, load_typer(), given.data)
    yield Line("types", "PLV root", told["root"], 0.70)
    yield Line("types", "PLV quad", told["quad"], 0.83)
    yield Line("types", "PLV root, surer half", told["root, surer half"], 0.92)


def vectors(given: Given) -> Lines:
    """Types of acts with the extra ``[embedding]``; nothing where it is not installed."""
    if not installed():
        return
    told: dict[str, Any] = reading_types.of_plv(given.parser, load_helped(), given.data)
    yield Line("vectors", "PLV root", told["root"], 0.75)
    yield Line("vectors", "PLV quad", told["quad"], 0.87)
    yield Line("vectors", "PLV root, surer half", told["root, surer half"], 0.92)
    own: dict[str, Any] = reading_types.of_own(given.parser, load_helped())
    yield Line("vectors", "own held-out, type", own["type"])
    yield Line("vectors", "own held-out, surer half", own["surer half"])


def own_types(given: Given) -> Lines:
    """Types of acts in whowhom's own sentences that were held out."""
    for name, figure in reading_types.of_own(given.parser, load_typer()).items():
        if isinstance(figure, int | float):
            yield Line("types", f"own held-out, {name}", figure)


def triples(given: Given) -> Lines:
    """Who does what to whom."""
    told: dict[str, Any] = reading_triples.figures(given.parser, given.data)
    yield Line("triples", "PETRARCH unit, triple F1", told["triple F1"], 0.58)
    yield Line("triples", "PETRARCH unit, exact F1", told["exact F1"])
    yield Line("triples", "PETRARCH unit, typed F1", told["typed F1"])
    yield Line("triples", "PETRARCH unit, pair F1", told["pair F1"])


def mentions(given: Given) -> Lines:
    """Names."""
    told = reading_mentions.of_re3d(given.parser, list(_rows(given.data / "text/re3d/docs.jsonl")))
    for kind, row in told.items():
        for name in ("recall", "precision"):
            if name in row:
                yield Line("mentions", f"re3d {kind} {name}", row[name])


def pronouns(given: Given) -> Lines:
    """Pronouns."""
    told = reading_mentions.of_gum(given.parser, list(_rows(given.data / "text/gum/docs.jsonl")))
    for name in ("precision", "recall"):
        yield Line("mentions", f"GUM pronouns {name}", told[name])


def causes(given: Given) -> Lines:
    """Causes with a word of cause."""
    told = reading_causes.figures(given.data, show=False)
    for name in ("precision", "precision_wide", "recall_with_cue", "recall"):
        yield Line("causes", f"GUM {name.replace('_', ' ')}", told[name])


def relations(given: Given) -> Lines:
    """States between two sides."""
    for kind, row in reading_relations.figures(given.data, show=False).items():
        for name in ("precision", "recall"):
            yield Line("relations", f"re3d {kind} {name}", row[name])


def cost(given: Given) -> Lines:
    """Speed and memory in a process of its own, and the median of three new processes' loading."""
    files = [given.data / "text/gum/docs.jsonl", given.data / "text/polnear/dev.jsonl"]
    used = python("-m", "benchmarks.reading_cost", *files)
    told = json.loads(used.said)
    loads = [python("-c", LOADING) for _ in range(3)]
    yield Line("cost", "sentences per CPU-second, end to end", told["per_second"], 100)
    yield Line("cost", "sentences read", told["sentences"])
    yield Line("cost", "seconds to load", statistics.median(u.seconds for u in loads), most=2)
    yield Line("cost", "CPU seconds to load", statistics.median(u.cpu for u in loads))
    yield Line("cost", "peak memory, MB", used.peak_mb, most=600)
    if installed():
        helped = python("-m", "benchmarks.reading_cost", "--vectors", *files)
        speed = json.loads(helped.said)["per_second"]
        yield Line("cost", "with vectors: sentences per CPU-second", speed)
        yield Line("cost", "with vectors: peak memory, MB", helped.peak_mb)


PARTS: dict[str, tuple[str, Callable[[Given], Lines]]] = {
    # First of all: a child counts the memory of a large parent as its own.
    "cost": ("text/polnear", cost),
    "seed": ("seed", seed),
    "parser": ("text/ud_english", parsing),
    "turns": ("text/gum", turns),
    "status": ("text/uw", status),
    "claims": ("text/polnear", claims),
    "types": ("text/plv", types),
    "vectors": ("text/plv", vectors),
    "own types": ("", own_types),
    "triples": ("text/petrarch", triples),
    "mentions": ("text/re3d", mentions),
    "pronouns": ("text/gum", pronouns),
    "causes": ("text/gum", causes),
    "relations": ("text/re3d", relations),
}
"""Each part: the folder it needs, and what measures it."""


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def measured(data: Path, only: list[str]) -> Lines:
    """The lines of every part whose data are there; of the others it is said that they are not."""
    given = Given(data)
    for name, (folder, part) in PARTS.items():
        if only and name not in only:
            continue
        if not (data / folder).exists():
            print(f"{name}: skipped, no {data / folder}", file=sys.stderr)
            continue
        yield from part(given)


def main() -> None:
    """Print and, if asked, write the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--json", type=Path, metavar="OUT", help="write the figures there")
    asked.add_argument("--only", action="append", choices=PARTS, default=[], help="may be repeated")
    options = asked.parse_args()
    lines = []
    print(f"{'part':10}{'what':42}{'figure':>10}{'asked':>10}")
    for line in measured(options.data, options.only):
        lines.append(line)
        text = f"{line.part:10}{line.what:42}{line.figure:10.3f}{line.asked:>10}  {_MET[line.met]}"
        print(text.rstrip(), flush=True)
    if options.json:
        told = [{**asdict(each), "met": each.met} for each in lines]
        when = datetime.now(UTC).isoformat(timespec="seconds")
        whole = {"benchmark": "reading", "date": when, "machine": machine(), "figures": told}
        options.json.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
