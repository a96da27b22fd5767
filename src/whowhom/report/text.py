"""An answer as a brief: one line of judgement, then figures, then evidence with citations."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from whowhom.actors.names import key
from whowhom.answers.actors import Actors, Findings, Unknowns
from whowhom.answers.agreement import Agreement
from whowhom.answers.answer import Answer
from whowhom.answers.ask import Ask
from whowhom.answers.check import Check
from whowhom.answers.compare import Compare
from whowhom.answers.coverage import Coverages
from whowhom.answers.fit import Fit
from whowhom.answers.forecast import Forecast
from whowhom.answers.impact import Impact, WhatIf
from whowhom.answers.ledger import Ledger
from whowhom.answers.likelihood import Likelihood
from whowhom.answers.presence import Presence
from whowhom.answers.profile import Profile
from whowhom.answers.prospects import Toward, Watch
from whowhom.answers.relation import Relation
from whowhom.answers.reports import Read, Review, ShownRecord
from whowhom.answers.shown import Shown
from whowhom.report import (
    actors,
    agreement,
    ask,
    check,
    compare,
    coverage,
    fit,
    forecast,
    impact,
    ledger,
    likelihood,
    presence,
    profile,
    relation,
    reports,
    shown,
)
from whowhom.report.evidence import evidence
from whowhom.report.paragraphs import section, wrap

_SECTIONS: Final[dict[type, Callable[[Any], Iterable[str]]]] = {
    Relation: relation.of_relation,
    Profile: profile.of_profile,
    Shown: shown.of_shown,
    Forecast: forecast.of_pair,
    Toward: forecast.of_actor,
    Watch: forecast.of_all,
    Fit: fit.of_fit,
    Check: check.of_check,
    Compare: compare.of_compare,
    Presence: presence.of_presence,
    Ledger: ledger.of_ledger,
    Impact: impact.of_impact,
    WhatIf: impact.of_impact,
    Likelihood: likelihood.of_scenario,
    Ask: ask.of_ask,
    Actors: actors.of_actors,
    Findings: actors.of_findings,
    Unknowns: actors.of_unknowns,
    Agreement: agreement.of_agreement,
    Coverages: coverage.of_coverage,
    Read: reports.of_read,
    Review: reports.of_review,
    ShownRecord: reports.of_shown_record,
}


def render(answer: Answer) -> str:
    """An answer as plain text, ready to be read or pasted.

    Parameters
    ----------
    answer : Answer
        From any verb.

    Returns
    -------
    str
        Lines of at most 100 characters, ending in a newline.
    """
    blocks = _SECTIONS[type(answer.answer)](answer.answer)
    parts = [_called(answer), wrap(answer.summary), _read_as(answer), *blocks, *_closing(answer)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _called(answer: Answer) -> str:
    """The call that a question in plain English was read as."""
    call = answer.question.get("call", "")
    return ask.read_as(call, answer.question.get("left_out", ())) if call else ""


def _read_as(answer: Answer) -> str:
    """How the names in the question were understood, where that is not plain to see."""
    match answer.answer:
        case Relation() | Forecast() | Agreement() as body:
            pairs = [(answer.question["a"], body.a), (answer.question["b"], body.b)]
        case Toward() as body:
            pairs = [(answer.question["a"], body.actor)]
        case Profile() | Compare() | Presence() as body:
            pairs = [(answer.question["actor"], body.actor)]
        case Impact() | WhatIf() as body:
            pairs = [(answer.question["on"], body.actor)]
        case _:
            return ""
    said = [f"'{given}' is read as {p.name}" for given, p in pairs if key(given) != key(p.name)]
    return wrap("; ".join(said) + ".") if said else ""


def _closing(answer: Answer) -> Iterable[str]:
    yield evidence(answer.evidence)
    if answer.resolution:
        yield wrap(answer.resolution)
    if answer.caveats:
        yield section("Caveats", "\n".join(wrap(c, "- ", "  ") for c in answer.caveats))
    if answer.verb not in ("show", "ask", "actors", "read", "review"):
        skill = answer.skill
        yield wrap(f"Skill: {skill.verdict} (n = {skill.n}): {skill.note}.")
        yield wrap(_source(answer))
    for line in answer.attribution:
        yield wrap(f"Attribution: {line}")


def _source(answer: Answer) -> str:
    data = answer.dataset or {}
    name = f"Case {answer.case['name']}, snapshot {answer.case['snapshot']}, as of {answer.as_of}."
    if not data:
        return name
    versions = ", ".join(data["versions"]) or "version unknown"
    return f"{name} {data['name']} {versions}: {data['citation']}; {data['licence']}."
