"""How often the typer is right: root and quad class of `plv`, and our own held-out sentences.

``python -m benchmarks.reading_types --data PATH --json OUT``. The sentences of `plv` mark a source
and a target; nothing is trained on them. Their labels come from CAMEO codes, so an answer is turned
into what the published mapping of CAMEO to PLOVER says of the same act: CONCEDE and RETREAT are one
root (YIELD), a verdict of a court is CAMEO 116 (ACCUSE), sanctions are CAMEO 163 (COERCE), what is
intended is AGREE or THREATEN, what is denied of cooperation is REJECT.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from training.annotated import load as load_annotated
from training.train_typer import cases, held_out, score, sentences

from whowhom.ontology.plover import PLOVER
from whowhom.reading.linking import linking
from whowhom.reading.parser import PACKAGED, Parser
from whowhom.reading.parser import load as load_parser
from whowhom.reading.sides import sides_of
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.statuses import status_of
from whowhom.reading.triggers import triggers_of
from whowhom.reading.typer import Case, Typer
from whowhom.reading.typer import load as load_typer

_COOPERATION = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
_MARK = re.compile(r"<(/?)([st])>")


def unmarked(text: str) -> tuple[str, dict[str, Span]]:
    """The text without its marks, and the first stretch that each mark holds."""
    plain, last = "", 0
    opened: dict[str, int] = {}
    found: dict[str, Span] = {}
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        last = mark.end()
        closing, name = mark.groups()
        if closing and name in opened:
            found.setdefault(name, Span(opened[name], len(plain)))
        elif not closing:
            opened[name] = len(plain)
    return plain + text[last:], found


def as_mapped(type_: str, mode: str | None, status: Status) -> str:
    """An answer as the published mapping of CAMEO to PLOVER has the same act."""
    if type_ == "SANCTION":
        type_ = {"convict": "ACCUSE", None: "COERCE"}.get(mode, type_)
    if status is Status.STATED and type_ in _COOPERATION:
        type_ = "AGREE"
    elif status is Status.STATED and PLOVER[type_].quad == 4:
        type_ = "THREATEN"
    elif status is Status.DENIED and type_ in _COOPERATION:
        type_ = "REJECT"
    return "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_


def quad_of(root: str | None) -> int:
    """Quad class of a root as `plv` has it, where YIELD is material cooperation."""
    if root is None:
        return 0
    return 2 if root == "YIELD" else PLOVER[root].quad


def case_of(parser: Parser, text: str, marks: dict[str, Span]) -> Case:
    """What is typed: the sentence that holds most of the marks."""
    parsed = sentences(parser, text)
    sides = [marks.get("s"), marks.get("t")]
    sentence = max(
        parsed, key=lambda each: sum(s is not None and each.span.meets(s) for s in sides)
    )
    source, target = (s if s and s.meets(sentence.span) else None for s in sides)
    trigger = linking(sentence, source, target)
    others = tuple(
        t for t in triggers_of(sentence) if trigger is None or t.token.i != trigger.token.i
    )
    return Case(sentence, source, target, trigger, others)


def answer(typer: Typer, case: Case) -> tuple[str | None, str, float]:
    """Root by the lexicon alone, root by the typer, and how sure the typer is."""
    status, mode, lexicon = Status.HAPPENED, None, None
    if case.trigger:
        status = status_of(case.sentence, case.trigger.token).status
        mode = case.trigger.act.mode
        lexicon = as_mapped(case.trigger.act.type, mode, status)
    typed = typer.type_of(case)
    assert typed is not None
    same = case.trigger is not None and case.trigger.act.type == typed.type
    return lexicon, as_mapped(typed.type, mode if same else "", status), typed.confidence


def of_plv(parser: Parser, typer: Typer, data: Path) -> dict[str, object]:
    """Root and quad accuracy on the marked sentences."""
    path = data / "text" / "plv" / "PLV_train.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    started = time.process_time()
    told = [answer(typer, case_of(parser, *unmarked(row["marked"]))) for row in rows]
    seconds = time.process_time() - started
    roots = [row["root"] for row in rows]
    right = np.array([answered == root for (_, answered, _), root in zip(told, roots, strict=True)])
    order = np.argsort([-sure for *_, sure in told])
    wrong = Counter(
        f"{root} as {answered}"
        for (_, answered, _), root in zip(told, roots, strict=True)
        if answered != root
    )
    return {
        "sentences": len(rows),
        "root": round(float(right.mean()), 3),
        "quad": _share(
            quad_of(a) == row["quad"] for (_, a, _), row in zip(told, rows, strict=True)
        ),
        "root, surer half": round(float(right[order[: len(rows) // 2]].mean()), 3),
        "root, lexicon alone": _share(
            a == root for (a, _, _), root in zip(told, roots, strict=True)
        ),
        "quad, lexicon alone": _share(
            quad_of(a) == row["quad"] for (a, _, _), row in zip(told, rows, strict=True)
        ),
        "sentences per CPU-second": round(len(rows) / seconds),
        "commonest errors": dict(wrong.most_common(12)),
    }


def _share(right: Iterable[bool]) -> float:
    return round(float(np.mean(list(right))), 3)


def of_own(parser: Parser, typer: Typer) -> dict[str, object]:
    """Our own sentences that the typer was not trained on."""
    kept = [each for each in load_annotated() if held_out(each.text)]
    return score(typer, [row for each in kept for row in cases(parser, each)])


def doers(parser: Parser) -> dict[str, object]:
    """Share of annotated doers that the parse finds, by what told them (`Sides.how`)."""
    right: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for each in (each for each in load_annotated() if held_out(each.text)):
        for sentence in sentences(parser, each.text):
            found = triggers_of(sentence)
            for event in each.events:
                trigger = next((t for t in found if t.span.meets(event.trigger)), None)
                if trigger is None or event.source is None:
                    continue
                sides = sides_of(trigger.token, trigger.act)
                every[sides.how] += 1
                right[sides.how] += any(
                    event.source.meets(sentence.place(head)) for head in sides.doers
                )
    return {how: f"{right[how] / n:.2f} of {n}" for how, n in every.most_common()}


def main() -> None:
    """Print and, if asked, write the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--data", type=Path, default=Path("../shared/data"))
    asked.add_argument("--json", type=Path)
    options = asked.parse_args()
    parser, typer = load_parser(PACKAGED), load_typer()
    told = {
        "plv": of_plv(parser, typer, options.data),
        "own": of_own(parser, typer),
        "doers": doers(parser),
    }
    for name, figures in told.items():
        for label, value in figures.items():
            print(f"{name:6} {label:26} {value}")
    if options.json:
        options.json.write_text(json.dumps(told, indent=2) + "\n")


if __name__ == "__main__":
    main()
