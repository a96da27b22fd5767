"""The source article: its central events, and none that it does not tell."""

from datetime import date
from pathlib import Path

import pytest

import whowhom
from whowhom.reading.claims import claims_of
from whowhom.reading.documents import read_document
from whowhom.reading.events import events_of
from whowhom.reading.mentions import mentions_of
from whowhom.reading.parser import Parser
from whowhom.reading.records import EventRecord
from whowhom.reading.status import Status
from whowhom.reading.turns import turns_of
from whowhom.store.registry import load_registry

CENTRAL = [
    ("the bombing at the airport", "ISISK IS_CORE", "ASSAULT", None),
    ("the letter of 2015", "TALIBAN", "CONSULT THREATEN", None),
    ("the declaration of apostasy", "ISISK", "ACCUSE", "TALIBAN"),
    ("the war from the start", "ISISK TALIBAN", "ASSAULT", "ISISK TALIBAN"),
    ("territory lost", "TALIBAN", "COERCE ASSAULT", "ISISK"),
    ("prisoners released", "TALIBAN", "RETREAT", None),
    ("the former head killed", "TALIBAN", "ASSAULT", "ISISK"),
    ("the vow to strike", "USA", "THREATEN ASSAULT", "IS_CORE ISISK"),
    ("possible coordination", "USA", "COOPERATE", "TALIBAN"),
    ("shunned", "international community", "REJECT", "TALIBAN"),
    ("sanctions", "international community", "SANCTION", "TALIBAN"),
    ("support for al-Qaeda", "TALIBAN", "SUPPORT AID", "ALQAEDA"),
]


@pytest.fixture(scope="module")
def records(shared_data: Path, parser: Parser) -> list[EventRecord]:
    path = next((shared_data / "seed").glob("*.txt"))
    document = read_document(path, day=date(2021, 9, 2))
    registry = load_registry(Path(whowhom.__file__).parent / "builtin" / "afghanistan")
    sentences = parser.sentences(document, turns_of(document))
    mentions = mentions_of(document, sentences, registry)
    return events_of(document, sentences, mentions, claims_of(document, sentences, mentions))


def told(event: EventRecord, sources: str, types: str, targets: str | None) -> bool:
    source = event.source.actor_id or event.source.name
    target = event.target and (event.target.actor_id or event.target.name)
    return (
        source in sources
        and event.type in types.split()
        and (targets is None or (target is not None and target in targets.split()))
    )


def test_at_least_eleven_of_the_twelve_central_acts(records: list[EventRecord]) -> None:
    found = [name for name, *sides in CENTRAL if any(told(event, *sides) for event in records)]
    assert len(found) >= 11, found


def test_what_is_possible_has_not_happened(records: list[EventRecord]) -> None:
    (event,) = [e for e in records if e.type == "COOPERATE"]
    assert event.trace.status is Status.POSSIBLE


def test_none_that_the_article_does_not_tell(records: list[EventRecord]) -> None:
    names = {e.source.name for e in records} | {e.target.name for e in records if e.target}
    assert not names & {
        "Marco Werman",
        "Ibraheem Bahiss",
        "The World",
        "International Crisis Group",
    }
    praise = [e for e in records if e.type == "SUPPORT" and e.trace.status is Status.HAPPENED]
    assert not [e for e in praise if "unlikely to welcome" in e.trace.quote]
    assert not [e for e in praise if "accept" in e.trigger.of(e.trace.quote)]
    together = [e for e in records if e.target and e.type in ("COOPERATE", "AGREE")]
    isis = {"ISISK", "IS_CORE"}
    assert not [e for e in together if {e.source.actor_id, e.target.actor_id} & isis]
