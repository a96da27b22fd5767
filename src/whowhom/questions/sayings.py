"""Sayings: what named speakers said about a scenario's actors, their words as ranges."""

from __future__ import annotations

import re
from typing import Final

from whowhom.actors.statement import Statement
from whowhom.answers.condition import ANYONE, Condition
from whowhom.answers.likelihood import Said
from whowhom.ontology.likelihood import SCALES
from whowhom.questions.parties import statement_line
from whowhom.snapshot.snapshot import Snapshot

MOST: Final = 12
_WORDS: Final = sorted(
    ((word, b.low, b.high) for b in SCALES["icd203"] for word in b.words), key=lambda w: -len(w[0])
)
_NOT = re.compile(r"\b(not|no|never|hardly|cannot|n't|doubts?)\b", re.IGNORECASE)


def sayings(
    snapshot: Snapshot, conditions: list[Condition], named: tuple[str, ...]
) -> tuple[list[Said], list[Statement]]:
    """Statements about a scenario, and as the case holds them: those it names, then of its actors.

    A statement that was made on or after the day of the question is not known yet.
    """
    actors = {a for c in conditions for a in (c.source, c.target)} - {ANYONE}
    about = [s for s in snapshot.statements if {s.subject, s.object} & actors]
    known = {s.statement_id: s for s in snapshot.statements}
    first = [known[i] for i in named if i in known]
    # Both ends first, then one; the latest of each first.
    rest = sorted(about, key=lambda s: (s.date, s.statement_id), reverse=True)
    rest.sort(key=lambda s: -len({s.subject, s.object} & actors))
    chosen = list(dict.fromkeys([*first, *rest]))[:MOST]
    return [_said(s, s.statement_id in named) for s in chosen], chosen


def _said(statement: Statement, named: bool) -> Said:
    low, high = spread(statement.likelihood_word) or (None, None)
    return Said(statement_line(statement), named, low, high)


def spread(words: str) -> tuple[float, float] | None:
    """Range that ICD 203 prints for the likelihood word in a speaker's words; None for no such.

    Speakers do not speak by a scale: the range is how the scale would have it read. A negated word
    leaves what lies on the other side of its band.

    Examples
    --------
    >>> spread("unlikely (a guess)"), spread("do not think ... very likely"), spread("could")
    ((0.2, 0.45), (0.0, 0.8), None)
    """
    text = " ".join(words.casefold().split())
    for word, low, high in _WORDS:
        at = re.search(rf"\b{word}\b", text)
        if at is None:
            continue
        if not _NOT.search(text[: at.start()]):
            return low, high
        return (0.0, low) if low >= 1.0 - high else (high, 1.0)
    return None
