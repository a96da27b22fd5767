"""`ask`: a question in plain English, read as one call of one verb, which then answers."""

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from whowhom.answers.answer import Answer
from whowhom.answers.ask import Ask, Candidate
from whowhom.answers.skill import Skill
from whowhom.errors import RefusalError
from whowhom.questions.asked.arguments import busiest
from whowhom.questions.asked.commands import command, parameters, shown_name
from whowhom.questions.asked.routed import Call, Refused, Unsure
from whowhom.questions.asked.routing import LONGEST, route
from whowhom.snapshot.snapshot import Snapshot

__all__ = ["asked", "command", "route"]

_SKILL: Final = Skill("unknown", 0, "a reading of a question, which no backtest scores")


def asked(
    snapshot: Snapshot,
    text: str,
    case: str,
    dated: bool,
    verbs: object | None,
    options: Mapping[str, Any],
) -> Answer:
    """The answer to a question in plain English.

    Parameters
    ----------
    snapshot : Snapshot
        The case.
    text : str
        The question.
    case : str
        The case as a command names it.
    dated : bool
        Whether the day was given, and belongs into the call.
    verbs : object or None
        Whose methods are the verbs; None where only the call is asked for.
    options : Mapping
        What is handed on to the verb, as far as it takes it.

    Returns
    -------
    Answer
        The verb's own, with ``asked``, ``call`` and ``left_out`` in its question; or one of the
        verb ``ask`` that says what is open or why it is refused.
    """
    found = route(snapshot, text)
    day = snapshot.as_of.isoformat() if dated else ""
    said = text[:LONGEST] if isinstance(text, str) else repr(text)[:LONGEST]
    if isinstance(found, Refused):
        return _answer(snapshot, said, "refused", _refused(snapshot, found))
    if isinstance(found, Unsure):
        calls = tuple(_candidate(snapshot, c, case, day) for c in found.candidates)
        return _answer(snapshot, said, "unsure", Ask(_unsure(found), found.why, calls))
    one = _candidate(snapshot, found, case, day)
    if options.get("branches"):
        one = replace(one, call=f"{one.call} --branches")
    read = {"asked": said, "call": one.call, "left_out": list(found.notes)}
    if verbs is None:
        body = Ask(f"It is read as one call of {found.verb}.", "", (one,))
        return replace(_answer(snapshot, said, "answered", body), question=read)
    answer = _call(snapshot, found, verbs, options)
    return replace(answer, question={**read, **answer.question})


def _call(snapshot: Snapshot, call: Call, verbs: object, options: Mapping[str, Any]) -> Answer:
    verb = getattr(verbs, call.verb, None)
    if verb is None:
        raise RefusalError(
            f"it is a question for the verb {call.verb}, which this version does not have",
            "questions for the other verbs",
            "see whowhom --help",
        )
    takes = inspect.signature(verb).parameters
    positional, named = parameters(snapshot, call)
    shared = {name: value for name, value in options.items() if name in takes}
    answer = verb(*positional, **{**shared, **named})
    assert isinstance(answer, Answer)
    return answer


def _candidate(snapshot: Snapshot, call: Call, case: str, day: str) -> Candidate:
    return Candidate(call.verb, dict(call.arguments), command(snapshot, call, case, day), call.why)


def _unsure(found: Unsure) -> str:
    many = "one of these calls may answer it" if found.candidates else "say it in other words"
    return f"Not sure what is asked: {found.why}; {many}."


def _refused(snapshot: Snapshot, found: Refused) -> Ask:
    instead = _instead(snapshot)
    hint = f"; allowed: questions such as '{instead[0]}'" if instead else ""
    then = "; next: ask of organisations or states, what they did or are expected to do"
    return Ask(f"not answered: {found.why}{hint}{then}", found.why, (), instead)


def _instead(snapshot: Snapshot) -> tuple[str, ...]:
    """Questions that this case can be asked, with names of its own."""
    names = [shown_name(snapshot, each) for each in busiest(snapshot)]
    if not names:
        return ()
    a, b = names[0], names[-1]
    pair = (f"How do {a} and {b} stand?", f"How will {a} interact with {b} in the next 90 days?")
    events = [e.name for e in snapshot.settings.turning_events if e.date < snapshot.as_of]
    effect = (f"How did {events[-1]} affect {b}?",) if events else ()
    alone = (f"Who are {a}?", f"Is {b} still active?")
    return (*(pair if a != b else ()), *alone, *effect)


def _answer(snapshot: Snapshot, said: str, status: str, body: Ask) -> Answer:
    case = {"name": snapshot.settings.name, "snapshot": snapshot.hash}
    return Answer(
        verb="ask",
        status=status,
        question={"asked": said},
        case=case,
        as_of=snapshot.as_of,
        dataset=None,
        answer=body,
        evidence=(),
        skill=_SKILL,
        resolution=None,
        caveats=(),
    )
