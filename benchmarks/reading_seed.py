"""What the embedded reader finds in the source article: an interview with a news introduction.

``python -m benchmarks.reading_seed --data PATH --json OUT``. PATH is the folder of the reference
data; the article is ``seed/*.txt`` there. What must be found is written down here by ids of the
built-in case, by types and by status, in words of our own; nothing of the article stands here.
Prints what is found, what is not, and what stands there that must not.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TypeVar

import whowhom
from whowhom.actors.registry import Registry
from whowhom.reading.documents import read_document
from whowhom.reading.embedded import EmbeddedReader
from whowhom.reading.events import same_act
from whowhom.reading.parser import PACKAGED
from whowhom.reading.questions import questions_of
from whowhom.reading.reading import Reading
from whowhom.reading.records import (
    CauseRecord,
    EventRecord,
    LikelihoodRecord,
    Party,
    Record,
    RelationRecord,
)
from whowhom.reading.status import Status
from whowhom.store.registry import load_registry

R = TypeVar("R", bound=Record)
DAY = date(2021, 9, 2)
HOST, GUEST = "Marco Werman", "Ibraheem Bahiss"
QUESTIONS = 9
_DONE = frozenset({Status.HAPPENED, Status.ALLEGED})
_OPEN = frozenset({Status.POSSIBLE, Status.STATED})


@dataclass(frozen=True)
class Wanted:
    """An event or relation that must be found; any of the sides, types and statuses is right.

    Parameters
    ----------
    name : str
        What it is, for people.
    source : set of str
        Ids of the doer.
    target : set of str
        Ids of the other side; empty where there is none, or where any will do.
    types : set of str
        Types of events, or relations.
    status : set of Status
        What the text says about it.
    year : int or None
        A year that its time must meet.
    words : str
        A word of the trigger, where type and sides do not tell it.
    """

    name: str
    source: frozenset[str]
    target: frozenset[str]
    types: frozenset[str]
    status: frozenset[Status] = _DONE
    year: int | None = None
    words: str = ""


def _wanted(
    name: str,
    source: str,
    target: str,
    types: str,
    status: frozenset[Status] = _DONE,
    year: int | None = None,
    words: str = "",
) -> Wanted:
    source_ids, target_ids = frozenset(source.split()), frozenset(target.split())
    return Wanted(name, source_ids, target_ids, frozenset(types.split(", ")), status, year, words)


EVENTS = (
    _wanted("airport bombing", "ISISK", "CIV_AFG USA", "ASSAULT", year=2021),
    _wanted(
        "letter of 2015",
        "TALIBAN",
        "IS_CORE ISISK",
        "CONSULT, THREATEN, REQUEST, COERCE",
        year=2015,
    ),
    _wanted("declaration of apostasy", "ISISK", "TALIBAN", "ACCUSE, REJECT"),
    _wanted("war from the start", "ISISK TALIBAN", "ISISK TALIBAN", "ASSAULT", words="war"),
    *(
        _wanted(f"territory lost to {who}", who, "ISISK", "COERCE, ASSAULT")
        for who in ("TALIBAN", "GOV_AFG_2001_2021", "USA", "NATO")
    ),
    _wanted("sleeper cells", "ISISK", "", "MOBILIZE, holds, THREATEN, ASSAULT", words="cell"),
    _wanted("prison break", "TALIBAN", "", "ASSAULT, COERCE", words="br"),
    _wanted("releases of prisoners", "TALIBAN", "", "RETREAT, CONCEDE", words="releas"),
    _wanted("killing of the former head", "TALIBAN", "ISISK", "ASSAULT", words="kill"),
    _wanted(
        "vow to go on with strikes",
        "USA",
        "ISISK",
        "THREATEN, ASSAULT",
        _DONE | {Status.STATED},
        words="",
    ),
    _wanted("possible coordination", "USA", "TALIBAN", "COOPERATE, CONSULT", _OPEN),
    _wanted("shunning in the 1990s", "", "TALIBAN", "REJECT, SANCTION", year=1995),
    _wanted("sanctions in the 1990s", "", "TALIBAN", "SANCTION", year=1995),
    _wanted("support for al-Qaeda", "TALIBAN", "ALQAEDA", "SUPPORT, AID, COOPERATE, supports"),
    _wanted("decentralisation", "ALQAEDA", "", "", words="decentrali"),
)
"""The central events by their parts: `CENTRAL` tells which parts make one."""

CENTRAL = {
    "loss of territory": [each.name for each in EVENTS if each.name.startswith("territory")],
    "shunning and sanctions": ["shunning in the 1990s", "sanctions in the 1990s"],
}

RELATIONS = (
    _wanted("alias pair", "ISISK", "ISISK", "also called"),
    _wanted("branch", "ISISK", "IS_CORE", "branch of"),
    _wanted("apostates", "TALIBAN", "ISISK", "apostate to"),
    _wanted("at war", "ISISK TALIBAN", "ISISK TALIBAN", "at war with"),
    _wanted("support", "TALIBAN", "ALQAEDA", "supports"),
)


class Stated(NamedTuple):
    """A stated likelihood: speaker, polarity, and one side, where the proposition names one."""

    name: str
    speaker: str
    polarity: str
    subject: str | None
    object: str | None = None
    word: str = ""


LIKELIHOODS = (
    Stated("US coordination with the Taliban", "Mark Milley", "open", "USA", "TALIBAN"),
    Stated("the Taliban go on", GUEST, "for", "TALIBAN", None, "expect"),
    Stated("the Taliban go on against ISIS-K", GUEST, "for", "TALIBAN", None, "assume"),
    Stated("a safe haven again", GUEST, "against", None, None, "unlikely"),
    Stated("al-Qaeda rebuilds", GUEST, "against", "ALQAEDA", None, "unlikely"),
    Stated("the Taliban welcome it", GUEST, "against", "TALIBAN", None, "unlikely"),
    Stated("the Taliban decide so again", GUEST, "against", "TALIBAN", None, "very likely"),
)

CAUSES = (
    ("turned", "policies make a pariah"),
    ("due to", "pressure, loss of territory"),
    ("because", "movements of two kinds, a bond by accident"),
    ("because of", "pressure, decentralisation"),
    ("So", "the letter, the same line"),
    ("So", "the killing, the same line"),
    ("as", "shunned, more dependent"),
)
"""Cue and what the cause is about. The last has a cue that may be of time: not asked for."""


def registry() -> Registry:
    """Actors and names of the built-in case."""
    return load_registry(Path(whowhom.__file__).parent / "builtin" / "afghanistan")


def read(data: Path) -> Reading | None:
    """What the embedded reader takes from the article; None without it."""
    paths = sorted((data / "seed").glob("*.txt"))
    if not paths:
        return None
    document = read_document(paths[0].read_bytes(), day=DAY, outlet="The World")
    return EmbeddedReader(PACKAGED).read(document, registry())


def central(reading: Reading) -> dict[str, bool]:
    """The fourteen central events: whether each is found."""
    found = {
        each.name: any(_is(record, each, reading) for record in _acts(reading)) for each in EVENTS
    }
    parts = {part for names in CENTRAL.values() for part in names}
    told = {name: right for name, right in found.items() if name not in parts}
    return told | {name: all(found[part] for part in names) for name, names in CENTRAL.items()}


def relations(reading: Reading) -> dict[str, bool]:
    """The relations: whether each is found."""
    found = _of(RelationRecord, reading)
    return {each.name: any(_is(record, each, reading) for record in found) for each in RELATIONS}


def _acts(reading: Reading) -> Iterator[EventRecord | RelationRecord]:
    return (r for r in reading.records if isinstance(r, EventRecord | RelationRecord))


def _of(kind: type[R], reading: Reading) -> list[R]:
    return [record for record in reading.records if isinstance(record, kind)]


def _is(record: EventRecord | RelationRecord, wanted: Wanted, reading: Reading) -> bool:
    event = isinstance(record, EventRecord)
    type_ = record.type if event else record.relation
    words = record.trigger.of(reading.document.text) if event else record.trace.quote
    return (
        (type_ in wanted.types or wanted.types == {""})
        and _among(record.source, wanted.source)
        and _among(record.target, wanted.target)
        and record.trace.status in wanted.status
        and wanted.words in words
        and (wanted.year is None or (event and _meets(record, wanted.year)))
    )


def _among(party: Party | None, ids: frozenset[str]) -> bool:
    return not ids or (party is not None and party.actor_id in ids)


def _meets(event: EventRecord, year: int) -> bool:
    moment = event.moment
    if moment is None or moment.first is None or moment.last is None:
        return False
    return moment.first.year <= year <= moment.last.year


def turns(reading: Reading) -> dict[str, bool]:
    """The ten turns of the interview, in order: whether each has the right speaker and kind."""
    found = [turn for turn in reading.turns if turn.kind in ("question", "answer")]
    wanted = [("question", HOST), ("answer", GUEST)] * 5
    right = [(turn.kind, turn.speaker) for turn in found]
    told = {f"turn {n + 1}": n < len(right) and right[n] == each for n, each in enumerate(wanted)}
    return told | ({"no other turn": False} if len(right) > len(wanted) else {})


def likelihoods(reading: Reading) -> dict[str, bool]:
    """The stated likelihoods: whether each is found, by whom, which way, about whom."""
    left = _of(LikelihoodRecord, reading)
    told = {}
    for each in sorted(LIKELIHOODS, key=lambda one: one.subject is None):
        one = next((record for record in left if _states(record, each)), None)
        told[each.name] = one is not None
        if one is not None:
            left.remove(one)
    return told


def _states(record: LikelihoodRecord, wanted: Stated) -> bool:
    return (
        record.polarity == wanted.polarity
        and record.trace.status is not Status.ASKED
        and any(wanted.speaker in name for name in record.trace.speakers[-1:])
        and wanted.word in record.words
        and _of_side(record.subject, wanted.subject)
        and (wanted.object is None or _of_side(record.object, wanted.object))
    )


def _of_side(party: Party | None, wanted: str | None) -> bool:
    return (party.actor_id if party else None) == wanted


def causes(reading: Reading) -> dict[str, bool]:
    """The causes with a cue: whether each is found."""
    cues = [record.cue.of(reading.document.text) for record in _of(CauseRecord, reading)]
    told = {}
    for cue, name in CAUSES[:-1]:
        told[f"{cue}: {name}"] = cue in cues
        if cue in cues:
            cues.remove(cue)
    return told


def never(reading: Reading) -> dict[str, bool]:
    """What must not stand there: true where it does not."""
    events = _of(EventRecord, reading)
    people = {HOST, GUEST}
    kind = {"COOPERATE", "SUPPORT", "AID", "AGREE", "CONCEDE"}
    both = {"ISISK", "IS_CORE"}

    def sides(event: EventRecord) -> set[str | None]:
        return {p.actor_id or p.name for p in (event.source, event.target) if p}

    return {
        "no event between interviewer and guest": not any(sides(e) & people for e in events),
        "ISIS works with the Taliban": not any(
            e.type in kind and sides(e) & both and "TALIBAN" in sides(e) for e in events
        ),
        "refused violence as praise": not any(
            e.type in kind and "accept" in e.trigger.of(reading.document.text) for e in events
        ),
        "a phrase in quotation marks as a quotation": not any(
            "terror" in r.content.of(reading.document.text)[:20]
            for r in reading.records
            if r.__class__.__name__ == "ClaimRecord"
        ),
        "airport bombing once": _acts_of(
            [e for e in events if e.type == "ASSAULT" and e.source.actor_id == "ISISK"
             and e.target and e.target.actor_id in ("USA", "CIV_AFG")]
        ) <= 2,
        "nothing that is only possible has happened": not any(
            e.trace.status is Status.HAPPENED and "welcome" in e.trace.quote for e in events
        ),
    }  # fmt: skip


def _acts_of(events: Iterable[EventRecord]) -> int:
    """How many acts they tell: two of the same act with one pair of sides are one."""
    events = list(events)
    double = {b for (_, a), (b, c) in combinations(enumerate(events), 2) if same_act(a, c)}
    return len(events) - len(double)


PARTS: dict[str, Callable[[Reading], dict[str, bool]]] = {
    "central events": central,
    "turns with speaker": turns,
    "stated likelihoods": likelihoods,
    "causes with a cue": causes,
    "relations": relations,
    "none of these": never,
}
ASKED = {
    "central events": 12,
    "turns with speaker": 10,
    "stated likelihoods": 6,
    "causes with a cue": len(CAUSES) - 1,
    "none of these": 6,
    "questions": QUESTIONS,
}
"""How many must be found; of relations only the alias pair is asked for by name."""


def figures(data: Path) -> dict[str, dict[str, bool]] | None:
    """All parts: each thing and whether it is right. None where the article is absent."""
    reading = read(data)
    if reading is None:
        return None
    told = {name: part(reading) for name, part in PARTS.items()}
    asked = len(questions_of(reading.document, reading.turns))
    told["questions"] = {
        f"question {n + 1}": n < asked and asked <= QUESTIONS for n in range(QUESTIONS)
    }
    return told


def main() -> None:
    """Print and, if asked, write what is found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    told = figures(asked.data)
    if told is None:
        print(f"no article in {asked.data / 'seed'}")
        return
    for part, things in told.items():
        wanted = f", asked {ASKED[part]}" if part in ASKED else ""
        print(f"{part}: {sum(things.values())} of {len(things)}{wanted}")
        for name, right in things.items():
            print(f"  {'found ' if right else 'MISSED'} {name}")
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
