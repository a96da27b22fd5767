"""Said: what became of the statements of a case."""

from __future__ import annotations

import json

from whowhom.actors.statement import Resolution, Statement
from whowhom.answers.condition import Clause, read_condition
from whowhom.answers.ledger import Said
from whowhom.errors import CaseDamagedError
from whowhom.ontology.likelihood import band
from whowhom.questions.resolving import Resolved, Resolver

_UNJUDGED = (
    "no resolution stated: nobody has judged how it is to be resolved (resolutions.csv of the case)"
)


def statements(resolver: Resolver) -> list[Said]:
    """Every statement of the case with what became of it, by date.

    Raises
    ------
    CaseDamagedError
        If a condition or a word of ``resolutions.csv`` cannot be read.
    """
    judged = {r.statement_id: r for r in resolver.snapshot.resolutions}
    every = sorted(resolver.snapshot.statements, key=lambda s: (s.date, s.statement_id))
    found = [_resolve(resolver, s, judged.get(s.statement_id)) for s in every]
    ids = resolver.ids(found)
    return [
        _said(statement, judged.get(statement.statement_id), resolved, rows)
        for statement, resolved, rows in zip(every, found, ids, strict=True)
    ]


def _resolve(resolver: Resolver, statement: Statement, judged: Resolution | None) -> Resolved:
    if judged is None:
        return Resolved("cannot be told", _UNJUDGED)
    if judged.by == "rows":
        return resolver.resolve(judged.dataset, _condition(judged))
    if judged.by == "none":
        return Resolved("cannot be told", "")
    # What came of it is in the snapshot only from the day on which it may be told.
    if not statement.outcome:
        return Resolved("open", f"what came of it is not known before {resolver.snapshot.as_of}")
    return Resolved("true" if judged.happened else "false", statement.outcome, either=True)


def _condition(judged: Resolution) -> Clause:
    try:
        return read_condition(json.loads(judged.condition))
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged(judged, f"its condition cannot be read ({error})") from None


def _said(
    statement: Statement, judged: Resolution | None, resolved: Resolved, rows: tuple[str, ...]
) -> Said:
    low = high = None
    if judged and judged.word:
        try:
            low, high = band(judged.word)
        except KeyError as error:
            raise _damaged(judged, str(error.args[0])) from None
    reason = judged.reason if judged else ""
    return Said(
        id=statement.statement_id,
        date=statement.date,
        speaker=statement.speaker,
        text=statement.text,
        likelihood_word=statement.likelihood_word,
        read_as=judged.word if judged else "",
        probability=None if low is None or high is None else (low + high) / 2,
        low=low,
        high=high,
        state=resolved.state,
        why="; ".join(filter(None, (resolved.why, reason))),
        scored=low is not None and resolved.either and resolved.state in ("true", "false"),
        evidence=rows,
    )


def _damaged(judged: Resolution, why: str) -> CaseDamagedError:
    return CaseDamagedError(
        f"resolutions.csv, {judged.statement_id}: {why}",
        "a condition as answers print it in JSON, and words of ICD 203",
        "correct that line",
    )
