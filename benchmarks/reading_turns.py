"""How well speakers and questions are found in news reports and interviews (GUM).

``python -m benchmarks.reading_turns --data PATH --json OUT``. The documents are plain text: bold
names and questions of the pages they come from are lost. Figures, each over sentences:

* ``voice``: whether a sentence is asked, answered, or nobody's but the outlet's.
* ``speaker``: whether the speaker's name is right too, where the text or the outlet tells it; names
  that only the lost layout told are left out, and ``untold`` is how many sentences these are.
* ``questions``: precision, recall and F1 of sentences that ask, wherever they stand.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from whowhom.reading.documents import read_document
from whowhom.reading.questions import questions_of
from whowhom.reading.span import Span
from whowhom.reading.turn import Turn
from whowhom.reading.turns import turns_of

ASKING = ("q", "wh")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def of_document(gold: dict[str, Any]) -> Counter[str]:
    """Counts of what is right in one document."""
    document = read_document(gold["text"].encode(), outlet=gold["author"])
    turns = turns_of(document)
    found = questions_of(document, turns)
    asking = _asker(gold["sentences"])
    counts: Counter[str] = Counter()
    hit = set()
    for sentence in gold["sentences"]:
        span = Span(sentence["start"], sentence["end"])
        _count_voice(counts, sentence["speaker"], asking, _turn_at(turns, span), gold)
        asked = [n for n, each in enumerate(found) if _same(each, span)]
        hit.update(asked if sentence["type"] in ASKING else ())
        counts["asking"] += sentence["type"] in ASKING
        counts["asking found"] += sentence["type"] in ASKING and bool(asked)
    counts["questions"], counts["questions right"] = len(found), len(hit)
    return counts


def _asker(sentences: list[dict[str, Any]]) -> str | None:
    """The speaker with the largest share of sentences that ask."""
    spoken = Counter(s["speaker"] for s in sentences if s["speaker"])
    asked = Counter(s["speaker"] for s in sentences if s["speaker"] and s["type"] in ASKING)
    return max(spoken, key=lambda name: asked[name] / spoken[name], default=None)


def _turn_at(turns: tuple[Turn, ...], span: Span) -> Turn | None:
    return next((turn for turn in turns if turn.span.meets(span)), None)


def _same(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0.5 * max(a.end - a.start, b.end - b.start)


def _count_voice(
    counts: Counter[str],
    speaker: str | None,
    asking: str | None,
    turn: Turn | None,
    gold: dict[str, Any],
) -> None:
    kind = turn.kind if turn and turn.kind in ("question", "answer") else "none"
    wanted = "none" if speaker is None else "question" if speaker == asking else "answer"
    spoken = "interview " if gold["genre"] == "interview" else ""
    for group in {"", spoken}:
        counts[f"{group}sentences"] += 1
        counts[f"{group}voice"] += kind == wanted
        if speaker is None or _is_told(speaker, gold):
            counts[f"{group}told"] += 1
            named = turn.speaker if turn and kind != "none" else ""
            counts[f"{group}speaker"] += kind == wanted and _names(named, speaker or "")


def _is_told(speaker: str, gold: dict[str, Any]) -> bool:
    return _CAPITAL.split(speaker)[-1] in gold["text"] or speaker == gold["author"]


def _names(found: str, wanted: str) -> bool:
    """Whether two names are the same, or one is the surname of the other."""
    a, b = (re.sub(r"\W", "", name).casefold() for name in (found, wanted))
    return a == b or (bool(a and b) and (a.endswith(b) or b.endswith(a)))


def shares(counts: Counter[str]) -> dict[str, float]:
    """Counts as shares."""
    told: dict[str, float] = {}
    for group in ("", "interview "):
        key = group.replace(" ", "_")
        told[f"{key}sentences"] = counts[f"{group}sentences"]
        told[f"{key}voice"] = _share(counts[f"{group}voice"], counts[f"{group}sentences"])
        told[f"{key}speaker"] = _share(counts[f"{group}speaker"], counts[f"{group}told"])
        told[f"{key}untold"] = counts[f"{group}sentences"] - counts[f"{group}told"]
    precision = _share(counts["questions right"], counts["questions"])
    recall = _share(counts["asking found"], counts["asking"])
    told["questions_precision"], told["questions_recall"] = precision, recall
    told["questions_f1"] = _share(2 * precision * recall, precision + recall)
    return told


def _share(part: float, whole: float) -> float:
    return round(part / whole, 3) if whole else 0.0


def main() -> None:
    """Print and, if asked, write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    documents: dict[str, dict[str, float]] = {}
    with (asked.data / "text" / "gum" / "docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            counts = of_document(gold)
            documents[gold["id"]] = shares(counts)
            total += counts
    print(f"{'document':32}{'sentences':>10}{'voice':>8}{'speaker':>9}{'untold':>8}{'F1':>7}")
    for name, row in [*documents.items(), ("all", shares(total))]:
        print(
            f"{name:32}{row['sentences']:10.0f}{row['voice']:8.3f}{row['speaker']:9.3f}"
            f"{row['untold']:8.0f}{row['questions_f1']:7.3f}"
        )
    told = {"all": shares(total), "documents": documents}
    print(json.dumps(told["all"]))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
