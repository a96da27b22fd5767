"""What every form of `forecast` wraps around its result: skill, resolution and caveats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from whowhom.answers.answer import Answer
from whowhom.answers.claim import Claim
from whowhom.answers.evidence import Evidence
from whowhom.answers.expectation import Expectation, Measured
from whowhom.answers.skill import Skill
from whowhom.questions import caveats
from whowhom.questions.outlook import Outlook

_HAND_PICKED = (
    "{name} is a hand-picked list and no sample: it cannot tell how often acts happen, only which "
    "share of the listed acts falls where, each act weighing half as much for every year since. "
    "Such a share follows what its compilers chose."
)


@dataclass(frozen=True)
class Lead:
    """The expectation that an answer is judged by, and its class."""

    expectation: Expectation
    quad: int


def envelope(
    outlook: Outlook,
    asked: Mapping[str, Any],
    body: object,
    evidence: Iterable[Evidence],
    lead: Lead | None,
    said: Iterable[str] = (),
    claims: Iterable[Claim] = (),
) -> Answer:
    """The answer of any form of `forecast`.

    Parameters
    ----------
    outlook : Outlook
        What the forecast rests on.
    asked : Mapping
        The question's own arguments.
    body : object
        The result.
    evidence : iterable of Evidence
        Rows it rests on; each is kept once.
    lead : Lead or None
        What the answer's skill and resolution are about; None where nothing may be counted.
    said : iterable of str
        Further caveats, to come first.
    claims : iterable of Claim
        Its probabilities.
    """
    snapshot, scope = outlook.snapshot, outlook.scope
    return Answer(
        verb="forecast",
        status="answered",
        question={
            **asked,
            "horizon": outlook.ahead.days,
            "dataset": scope.dataset or None,
            "level": scope.level,
            "seed": scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats.about(outlook.dataset),
        answer=body,
        evidence=tuple({e.id: e for e in evidence}.values()),
        skill=scored(outlook.measured_of(lead.quad)) if lead else _unscored(outlook),
        resolution=lead.expectation.resolution if lead else None,
        claims=tuple(claims),
        caveats=(*said, *of_record(outlook)),
    )


def _unscored(outlook: Outlook) -> Skill:
    quads = outlook.quads
    note = outlook.measured_of(quads[0]).note if quads else "nothing was forecast"
    return Skill("unknown", 0, note)


def scored(measured: Measured) -> Skill:
    """How well forecasts of a class did, as an answer's skill."""
    note = f"{measured.name}: {measured.note}"
    if measured.value is not None:
        note = (
            f"{measured.name} {measured.value:+.2f} (95% interval {measured.low:+.2f} to "
            f"{measured.high:+.2f}); {measured.note}"
        )
    return Skill(measured.verdict, measured.n, note)


def of_record(outlook: Outlook) -> list[str]:
    """What to say about the data along with any forecast."""
    snapshot, dataset, record = outlook.snapshot, outlook.dataset, outlook.record
    said = [] if outlook.fitted else [_HAND_PICKED.format(name=dataset.name)]
    if record.day < snapshot.as_of:
        said.append(
            f"{dataset.name} tells of nothing from {record.day} on, and {snapshot.as_of} was asked "
            "for: the days ahead begin where the record ends."
        )
    if outlook.fitted and len(record.acts) and record.fine_from > record.acts.day[0]:
        said.append(
            f"Learnt from acts dated to the day, from {record.fine_day} on. Earlier totals are "
            "spread over their days: they weigh as the past, and no forecast was tried on them."
        )
    if (~record.acts.directed).any():
        said.append(
            "Where direction is not recorded, acts are of the pair and not of one side on the "
            "other."
        )
    if unsaid := outlook.unsaid():
        said.append(
            f"Nothing is said about {', '.join(unsaid)}: {dataset.name} holds no such act, or too "
            "few to learn from."
        )
    return said + caveats.of_dataset(snapshot, dataset, stance=False)
