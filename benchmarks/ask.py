"""Questions in plain English: are they read as they were meant?

Each line of a file of ``benchmarks/asked`` holds a question, the day it is asked of, and what it
should be read as: ``answered`` with a verb and arguments, ``unsure``, or ``refused``.

* right: the status, and for ``answered`` the verb and all arguments;
* confidently wrong: a call where another was meant, or where none should have been made.

What means the same call counts as equal: absent and null arguments, the two sides of a relation and
of a condition with " - ", an end of a period on or after the last day known and an open one, and a
turning event by its name, by another name of it, or by its day.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import whowhom
from benchmarks.figure import Figure
from benchmarks.regions import open_region
from benchmarks.report import arguments, publish
from whowhom.case import Case
from whowhom.events.named import TurningEvent
from whowhom.questions.ask import route
from whowhom.questions.asked.choice import Weights
from whowhom.questions.asked.routed import Call, Refused, Routed, Unsure
from whowhom.questions.periods import find_turning_event
from whowhom.snapshot.snapshot import Snapshot

FOLDER = Path(__file__).parent / "asked"


@dataclass(frozen=True)
class Outcome:
    """A question, what was meant and what it was read as."""

    question: str
    meant: Mapping[str, Any]
    read: Routed
    right: bool

    @property
    def confidently_wrong(self) -> bool:
        """A call was made, and it is not the one."""
        return isinstance(self.read, Call) and not self.right


def lines(path: Path) -> list[dict[str, Any]]:
    """The questions of a file."""
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def judge(snapshot: Snapshot, meant: Mapping[str, Any], weights: Weights | None = None) -> Outcome:
    """Read a question, and compare with what was meant."""
    read = route(snapshot, meant["question"], weights)
    right = status(read) == meant["status"]
    if right and isinstance(read, Call):
        right = read.verb == meant["verb"] and same(snapshot, read, meant["arguments"] or {})
    return Outcome(meant["question"], meant, read, right)


def status(read: Routed) -> str:
    """Status of a reading, as the files have it."""
    return {Call: "answered", Unsure: "unsure", Refused: "refused"}[type(read)]


def same(snapshot: Snapshot, call: Call, meant: Mapping[str, Any]) -> bool:
    """Whether a call has the arguments that were meant."""
    return comparable(snapshot, call.verb, call.arguments) == comparable(snapshot, call.verb, meant)


def comparable(snapshot: Snapshot, verb: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments in one form, so that what means the same is equal."""
    known = {k: v for k, v in given.items() if v is not None}
    if verb == "relation" and {"a", "b"} <= known.keys():
        known["a"], known["b"] = sorted([known["a"], known["b"]])
    for name in ("p1", "p2"):
        if name in known:
            first, last = known[name]
            known[name] = (first, _open(snapshot, last))
    if "to" in known:
        known["to"] = _open(snapshot, known["to"])
    if "event" in known:
        known["event"] = _day(snapshot, known["event"])
    if "scenario" in known:
        known["scenario"] = _condition(known["scenario"])
    if "if" in known:
        known["if"] = " ".join(str(known["if"]).upper().split())
    return {k: v for k, v in known.items() if v is not None}


def _open(snapshot: Snapshot, day: str | None) -> str | None:
    end = snapshot.as_of - timedelta(days=1)
    return None if day is None or date.fromisoformat(day) >= end else day


def _day(snapshot: Snapshot, event: str) -> str:
    found: TurningEvent | None = find_turning_event(snapshot, event)
    return found.date.isoformat() if found else event


def _condition(line: str) -> str:
    """Sides with " - " between them in the order of the alphabet."""
    said = " ".join(line.split())
    one, dash, rest = said.partition(" - ")
    if not dash:
        return said
    other, _, tail = rest.partition(" ")
    return " - ".join(sorted([one, other])) + " " + tail


class Cases:
    """Snapshots of the cases that questions are asked of."""

    def __init__(self) -> None:
        self._cases: dict[str, Case] = {}
        self._snapshots: dict[tuple[str, str], Snapshot] = {}

    def snapshot(self, case: str, as_of: str) -> Snapshot:
        """The case as of a day."""
        if case not in self._cases:
            self._cases[case] = whowhom.open(case) if case == "afghanistan" else open_region(case)
        if (case, as_of) not in self._snapshots:
            self._snapshots[case, as_of] = self._cases[case].snapshot(as_of)
        return self._snapshots[case, as_of]


def outcomes(questions: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    """Every question read and judged."""
    cases = Cases()
    return [judge(cases.snapshot(q.get("case", "afghanistan"), q["as_of"]), q) for q in questions]


def figures(name: str, found: list[Outcome]) -> list[Figure]:
    """Shares over all questions of a file, and of right ones by what was meant."""
    n = len(found)
    wrong = sum(o.confidently_wrong for o in found)
    unsure = sum(isinstance(o.read, Unsure) for o in found)
    whole = [
        Figure(f"{name}: questions", n),
        Figure(f"{name}: right", 100 * sum(o.right for o in found) / n, "%"),
        Figure(f"{name}: confidently wrong", 100 * wrong / n, "%", 1.0),
        Figure(f"{name}: read as unsure", 100 * unsure / n, "%"),
    ]
    asked = Counter(kind(o) for o in found)
    right = Counter(kind(o) for o in found if o.right)
    return whole + [
        Figure(f"{name}: {each}, right of {asked[each]}", 100 * right[each] / asked[each], "%")
        for each in sorted(asked)
    ]


def kind(outcome: Outcome) -> str:
    """The verb that was meant, or the status where none was."""
    return str(outcome.meant.get("verb") or outcome.meant["status"])


def show(found: Iterable[Outcome]) -> None:
    """Print the questions that were not read right."""
    for each in found:
        if not each.right:
            mark = "!!" if each.confidently_wrong else "  "
            meant = (each.meant["status"], each.meant.get("verb"), each.meant.get("arguments"))
            read = each.read
            told = (read.verb, dict(read.arguments)) if isinstance(read, Call) else (read.why,)
            print(f"{mark} {each.question[:200]}\n     meant {meant}")
            print(f"     read  {status(read)} {told}")


if __name__ == "__main__":
    parser = arguments(__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="default: all of benchmarks/asked")
    parser.add_argument("--wrong", action="store_true", help="print what was not read right")
    asked = parser.parse_args()
    every: list[Figure] = []
    for path in asked.files or sorted(FOLDER.glob("*.jsonl")):
        judged = outcomes(lines(path))
        every += figures(path.stem, judged)
        if asked.wrong:
            show(judged)
    publish("ask", every, asked.json)
