"""`check --ledger`: what became of the probabilities that were given, and how they score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from whowhom.answers.answer import Answer
from whowhom.answers.entry import Entry, Unreadable
from whowhom.answers.ledger import EntryLine, Ledger, Said, Score
from whowhom.answers.skill import Skill
from whowhom.questions.evidence import statement as as_evidence
from whowhom.questions.resolving import Resolved, Resolver
from whowhom.questions.said import statements
from whowhom.questions.scope import Scope, number
from whowhom.questions.scoring import Outcome, calibration, score
from whowhom.snapshot.snapshot import Snapshot

AHEAD, HINDSIGHT, SAID = "ahead", "in hindsight", "said"
_STATEMENT = "statement"


def check_ledger(
    snapshot: Snapshot, entries: Sequence[Entry], unreadable: Sequence[Unreadable], scope: Scope
) -> Answer:
    """Resolve the entries of a ledger against a snapshot, and score them.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day; entries that were made later are left out.
    entries : sequence of Entry
        Those that could be read, in the order in which they were kept.
    unreadable : sequence of Unreadable
        Lines that could not.
    scope : Scope
        Names a dataset, to see entries of that alone; and the seed.

    Returns
    -------
    Answer
        With a `whowhom.answers.ledger.Ledger`.
    """
    wanted = scope.dataset.casefold()
    mine = [e for e in entries if not wanted or e.claim.dataset.casefold() == wanted]
    made = [e for e in mine if e.as_of <= snapshot.as_of]
    resolver = Resolver(snapshot)
    lines = _lines(resolver, made)
    said = statements(resolver)
    groups = _groups(lines, said)
    scores = tuple(score(*key, outcomes, scope.seed) for key, outcomes in groups.items())
    body = Ledger(
        headline=_headline(snapshot, lines, said, unreadable),
        entries=tuple(lines),
        unreadable=tuple(unreadable),
        scores=scores,
        calibration=tuple(b for key, each in groups.items() for b in calibration(*key, each)),
        statements=tuple(said),
    )
    known = {s.statement_id: s for s in snapshot.statements}
    return Answer(
        verb="ledger",
        status="answered",
        question={
            "dataset": scope.dataset or None,
            "seed": scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=None,
        answer=body,
        evidence=tuple(
            as_evidence(snapshot, known[s.id]) for s in said if s.state in ("true", "false")
        ),
        skill=_skill(scores),
        resolution=(
            "Each probability is resolved by its own condition: rows of its dataset that happened, "
            f"with their last day within its days, in the newest versions known before "
            f"{snapshot.as_of}: {'; '.join(resolver.sources)}."
        )
        if resolver.sources
        else None,
        caveats=tuple(_caveats(snapshot, lines, len(mine) - len(made), scores)),
    )


def _lines(resolver: Resolver, entries: Sequence[Entry]) -> list[EntryLine]:
    resolved = [resolver.resolve(e.claim.dataset, e.claim.condition) for e in entries]
    first: dict[object, str] = {}
    lines = []
    for entry, found, rows in zip(entries, resolved, resolver.ids(resolved), strict=True):
        claim = entry.claim
        said = (entry.verb, claim.dataset, claim.condition, entry.as_of, claim.probability)
        before = first.setdefault(said, entry.id)
        lines.append(_line(entry, found, rows, before if before != entry.id else ""))
    return lines


def _line(entry: Entry, found: Resolved, rows: tuple[str, ...], repeats: str) -> EntryLine:
    claim = entry.claim
    told = found.state in ("true", "false")
    partly = "" if found.either or not told else "not scored: not all of its days are known by day"
    return EntryLine(
        id=entry.id,
        answer=entry.answer,
        verb=entry.verb,
        as_of=entry.as_of,
        ahead=entry.ahead,
        about=claim.about,
        probability=claim.probability,
        low=claim.low,
        high=claim.high,
        base_rate=claim.base_rate,
        dataset=claim.dataset,
        condition=claim.condition.text,
        resolves=claim.resolves,
        state=found.state,
        why="; ".join(filter(None, (found.why, partly))),
        repeats=repeats,
        scored=told and found.either and not repeats,
        evidence=rows,
    )


def _groups(
    lines: Iterable[EntryLine], said: Iterable[Said]
) -> dict[tuple[str, str], list[Outcome]]:
    """What is scored, by verb and by when it was kept; statements last."""
    found: dict[tuple[str, str], list[Outcome]] = {}
    for line in sorted(lines, key=lambda e: (e.verb, not e.ahead)):
        if line.scored:
            key = line.verb, AHEAD if line.ahead else HINDSIGHT
            found.setdefault(key, []).append(_outcome(line))
    for each in said:
        if each.scored and each.probability is not None:
            happened = each.state == "true"
            outcome = Outcome(each.probability, np.nan, happened, each.id, number(each.date), 0)
            found.setdefault((_STATEMENT, SAID), []).append(outcome)
    return found


def _outcome(line: EntryLine) -> Outcome:
    base = np.nan if line.base_rate is None else line.base_rate
    days = (line.resolves - line.as_of).days + 1
    made = number(line.as_of)
    return Outcome(line.probability, base, line.state == "true", line.answer, made, days)


# ---- what is said about it ----------------------------------------------------------------------


def _headline(
    snapshot: Snapshot,
    lines: Sequence[EntryLine],
    said: Sequence[Said],
    unreadable: Sequence[Unreadable],
) -> str:
    scored = sum(s.scored for s in said)
    told = sum(s.state in ("true", "false") for s in said)
    spoken = (
        f"of {_some(len(said), 'statement')} in the case, {told} can be found "
        f"true or false and {scored} can be scored"
    )
    bad = f"; {_some(len(unreadable), 'line')} cannot be read" if unreadable else ""
    name = snapshot.settings.name
    if not lines:
        return (
            f"The ledger of {name} holds no probability made by {snapshot.as_of}{bad}: keep one "
            f"with --keep. {spoken[0].upper()}{spoken[1:]}."
        )
    own = [e for e in lines if not e.repeats]
    n = {state: sum(e.state == state for e in own) for state in ("true", "false", "open")}
    unknown = len(own) - sum(n.values())
    answers = len({e.answer for e in lines})
    return (
        f"Of {_some(len(own), 'probability')} from {_some(answers, 'answer')} kept in the "
        f"ledger of {name}, {n['true']} came true, {n['false']} did not, {n['open']} are open "
        f"and {unknown} cannot be told by {snapshot.as_of}{bad}; {spoken}."
    )


def _some(n: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{n:,} {noun if n == 1 else plural}"


def _skill(scores: Sequence[Score]) -> Skill:
    """Of the verb with most probabilities made ahead; else none."""
    own = [s for s in scores if s.made == AHEAD]
    if not own:
        hindsight = any(s.made == HINDSIGHT for s in scores)
        return Skill(
            "unknown",
            0,
            "all that can be scored was kept in hindsight"
            if hindsight
            else "nothing that was kept can be scored yet",
        )
    best = max(own, key=lambda s: s.n)
    return Skill(best.verdict, best.n, f"{best.verb}, kept ahead: {best.note}")


def _caveats(
    snapshot: Snapshot, lines: Sequence[EntryLine], later: int, scores: Sequence[Score]
) -> Iterable[str]:
    if later:
        yield f"Left out: {_some(later, 'probability')} made after {snapshot.as_of}."
    own = [e for e in lines if not e.repeats]
    if behind := sum(not e.ahead for e in own):
        yield (
            f"{behind} of {_some(len(own), 'probability')} kept in hindsight: the case already "
            "held days that they are about. They show what the method would have said, not that it "
            "was said in time."
        )
    if again := sum(bool(e.repeats) for e in lines):
        yield f"{again} more say what one before them says; each counts once."
    if early := sum(e.state == "true" and not e.scored and not e.repeats for e in lines):
        yield (
            f"{early} that came true are not scored: not all of their days are known by day. What "
            "comes true shows early and what does not shows only at the end, so that scores take "
            "only those whose days are all known."
        )
    if lines:
        yield (
            "What is kept is chosen by whoever keeps it: scores are about these probabilities, not "
            "about all that could have been asked."
        )
    if any(s.against and s.against[0].n and s.against[0].low is None for s in scores):
        yield (
            "Probabilities of one answer stand or fall together: from one answer no interval can "
            "be drawn."
        )
    if any(s.made == SAID for s in scores):
        yield (
            "A statement is scored by the middle of the ICD 203 range of the word it is read as: "
            "the speaker gave no number."
        )
    if snapshot.statements:
        yield (
            "How each statement is to be resolved was judged by hand by those who compiled the "
            "case (resolutions.csv)."
        )
