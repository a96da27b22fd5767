"""From plain English to one call of one verb; unsure where it could be several.

Rules and tables only: names by the case's registry, places, periods and events; what is asked by
cues with weights (`whowhom.questions.asked.cues`). Nothing is guessed silently.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.questions.asked.arguments import Scene, fill, watching
from whowhom.questions.asked.conditions import condition, counts, scenarios
from whowhom.questions.asked.cues import FLOOR, MARGIN, VERBS, score
from whowhom.questions.asked.instructions import without_instructions
from whowhom.questions.asked.language import ENGLISH, other_language
from whowhom.questions.asked.lexicon import Lexicon, lexicon
from whowhom.questions.asked.reading import Reading, read_sentence
from whowhom.questions.asked.refusals import refusal
from whowhom.questions.asked.routed import Call, Refused, Routed, Unsure
from whowhom.questions.asked.typos import ORDINARY
from whowhom.questions.asked.words import Sentence, sentences, straight, words
from whowhom.snapshot.snapshot import Snapshot, known_names

LONGEST: Final = 1000
"""Characters of a question, at most."""
_SUPPOSES: Final = re.compile(
    r"^\W*(?:now |so |ok |okay )?(?:suppose|supposing|imagine|assume|assuming|say|let us say|let's say|if|what if)\b",
    re.IGNORECASE,
)
# A supposition that asks for its effect in the same breath.
_WHOLE: Final = re.compile(r"[:,].*\b(?:how|what|would|will)\b", re.IGNORECASE)
_THAT_LIKELY: Final = re.compile(
    r"^\W*(?:and |so )?how (?:likely|probable|realistic|possible) (?:is|would|do you think) (?:it|that|this)(?: be| is)?\W*$",
    re.IGNORECASE,
)
_REFERS: Final = re.compile(
    r"\b(?:they|them|their|it|its|(?:the|this|that) group|the two|each other|both|that|this|these|those|things)\b"
)
_MOST: Final = 4


def route(snapshot: Snapshot, text: str) -> Routed:
    """What a question in plain English asks for.

    Parameters
    ----------
    snapshot : Snapshot
        The case, whose names, places, periods and events are understood.
    text : str
        The question.

    Returns
    -------
    Call, Unsure or Refused
        One call; or what is open, with candidates; or why it is not answered.

    Examples
    --------
    >>> from whowhom.case import Case
    >>> s = Case("afghanistan").snapshot("2021-09-02")
    >>> call = route(s, "How do the Taliban and ISIS-K get along since the takeover?")
    >>> call.verb, call.arguments["a"], call.arguments["b"], call.arguments["from"]
    ('relation', 'TALIBAN', 'ISISK', '2021-08-15')
    >>> route(s, "Who leads the Taliban?").why.split(";")[0]
    'it asks about a person'
    """
    if not isinstance(text, str) or not text.strip():
        return Refused("the question is empty")
    if len(text) > LONGEST:
        return Refused(f"the question has {len(text):,} characters, more than {LONGEST:,}")
    plain, ordered = without_instructions(straight(text))
    known = lexicon(snapshot)
    if not words(plain):
        return Refused(_INSTRUCTIONS if ordered else "there are no words in it")
    readings = [read_sentence(snapshot, known, s) for s in _joined(sentences(plain))]
    if other_language(plain, _names(readings)):
        return Refused("it is not in English")
    found = _routed(snapshot, known, readings)
    if ordered and not isinstance(found, Call):
        return Refused(_INSTRUCTIONS)
    if ordered:
        assert isinstance(found, Call)
        return replace(found, notes=(*found.notes, "the instructions in the text were left out"))
    return found


_INSTRUCTIONS: Final = (
    "it gives instructions to the program, and no clear question is left without them"
)


def _routed(snapshot: Snapshot, known: Lexicon, readings: Sequence[Reading]) -> Routed:
    asking = _asking(snapshot, readings)
    for at in asking:
        if why := refusal(readings[at], known):
            return Refused(why)
    found = [_one(Scene(snapshot, readings[at], tuple(readings[:at]))) for at in asking]
    one = _together([f for f in found if f is not None])
    if isinstance(one, Call) or len(readings) < 2:
        return one or _nothing(snapshot, readings)
    return _as_one(snapshot, known, readings, asking) or one or _nothing(snapshot, readings)


def _as_one(
    snapshot: Snapshot, known: Lexicon, readings: Sequence[Reading], asking: Sequence[int]
) -> Call | None:
    """The call of all sentences taken as one, where the asking ones name nobody themselves."""
    if any(readings[at].mentions for at in asking):
        return None
    text = ", ".join(r.sentence.text.rstrip(" .?!;:") for r in readings)
    whole = read_sentence(snapshot, known, Sentence(text, words(text), True))
    found = _one(Scene(snapshot, whole))
    return found if isinstance(found, Call) else None


def _asking(snapshot: Snapshot, readings: Sequence[Reading]) -> list[int]:
    """Positions of the sentences that ask; without a question mark, those with cues."""
    asks = [n for n, r in enumerate(readings) if r.sentence.asks]
    if asks:
        return asks
    scored = [
        n
        for n, r in enumerate(readings)
        if max(_scores(Scene(snapshot, r, tuple(readings[:n]))).values()) >= FLOOR
    ]
    return scored or list(range(len(readings)))


def _joined(found: Sequence[Sentence]) -> list[Sentence]:
    """Sentences; "Suppose X stopped." is part of the question that follows."""
    whole: list[Sentence] = []
    for sentence in found:
        last = whole[-1] if whole else None
        told = last and _SUPPOSES.match(last.text) and not _WHOLE.search(last.text)
        if last and (told or _THAT_LIKELY.match(sentence.text)):
            text = f"{last.text.rstrip('.?! ')}, {sentence.text}"
            whole[-1] = Sentence(text, words(text), sentence.asks)
        else:
            whole.append(sentence)
    return whole


def _scores(scene: Scene) -> dict[str, float]:
    reading = scene.reading
    named = bool(scenarios(scene.snapshot, reading))
    counted = counts(reading) and condition(reading) is not None
    return score(reading, len(scene.actors(2)), named, counted)


def _one(scene: Scene) -> Routed | None:
    """What one sentence asks for; None if nothing in it says so."""
    scores = _scores(scene)
    best = max(VERBS, key=lambda verb: scores[verb])
    if scores[best] < FLOOR:
        return None
    near = [v for v in VERBS if scores[v] >= FLOOR and scores[best] - scores[v] < MARGIN]
    if not _about_something(scene, best):
        return None
    strange = _strange(scene) or _unread(scene, best)
    filled = [fill(verb, scene) for verb in sorted(near, key=lambda v: -scores[v])]
    if len(filled) == 1 and not strange:
        return _noted(scene, filled[0])
    calls = [c for f in filled for c in (f.candidates if isinstance(f, Unsure) else (f,))]
    if strange:
        return Unsure(strange, tuple(calls[:_MOST]))
    return Unsure(f"it could ask for {' or '.join(near)}", tuple(calls[:_MOST]))


def _about_something(scene: Scene, verb: str) -> bool:
    """Whether somebody or something of the case is spoken of, or everybody is."""
    reading = scene.reading
    if reading.mentions or reading.owners or reading.strangers:
        return True
    if verb == "forecast" and watching(reading):
        return True
    if verb == "likelihood":
        return True
    if reading.events and verb == "impact":
        return True
    return bool(_REFERS.search(reading.masked))


_OPEN: Final = re.compile(
    r"\b(?:since|until|till|before|after|following) (?!PER|EVT|NOW|HOR|then\b|all\b|that\b|long\b|this\b|and\b|now\b|ACT$)\w+"
)


def _unread(scene: Scene, verb: str) -> str:
    """Why a period that was not understood makes a reading doubtful; "" if there is none."""
    found = _OPEN.search(scene.reading.masked)
    if found and verb in ("relation", "compare", "profile"):
        return f"'{found[0]} ...' is no period and no turning event that the case knows"
    return ""


def _strange(scene: Scene) -> str:
    """Why a capitalised name that nobody knows makes a reading doubtful; "" if it does not."""
    reading = scene.reading
    text = reading.sentence.text
    for name in reading.strangers:
        where = re.search(
            rf"\b(?:in|near|around|at|inside|from) (?:\w+ )?{re.escape(name)}\b", text
        )
        if where:
            continue
        close = _close(scene.snapshot, name)
        hint = f"; did you mean {' | '.join(close)}?" if close else ""
        return f"'{name}' is no name that the case knows{hint}"
    return ""


_HALF: Final = 2.0


def _lacking(snapshot: Snapshot, readings: Sequence[Reading], at: int) -> bool:
    """Whether a sentence asks for something of the case about "them", with nobody named."""
    reading = readings[at]
    scores = _scores(Scene(snapshot, reading))
    refers = _REFERS.search(reading.masked) or scores["relation"] >= _HALF
    return max(scores.values()) >= _HALF and bool(refers)


def _unknown(snapshot: Snapshot, reading: Reading, name: str) -> str:
    """That nobody goes by a name, where it is one that could be meant; "" otherwise."""
    why = f"'{name}' is no name that the case knows"
    if close := _close(snapshot, name):
        return f"{why}; did you mean {' | '.join(close)}?"
    # With the name in place of a known one, would the sentence ask for something?
    spelt = {w.norm for s in reading.strangers for w in words(s)}
    masked = " ".join("ACT" if n in spelt else n for n in reading.masked.split())
    masked = re.sub(r"\b(?:the )?ACT(?: ACT)*\b", "ACT", masked)
    scores = score(replace(reading, masked=masked), 1, False, False)
    return why if max(scores.values()) >= FLOOR else ""


_ALIKE: Final = 75


def _close(snapshot: Snapshot, name: str) -> list[str]:
    """Known names that are spelt nearly like one that nobody knows."""
    from rapidfuzz import fuzz

    known = known_names(snapshot)
    alike = {k: v for k, v in known.items() if fuzz.ratio(key(name), k) >= _ALIKE}
    return nearest(name, alike) if len(name) > 3 else []


def _noted(scene: Scene, filled: Call | Unsure) -> Call | Unsure:
    """The call with a word on what it leaves out."""
    if isinstance(filled, Unsure):
        return filled
    notes = [*filled.notes]
    places = [p.name for p in scene.reading.places if p.codes[0] != scene.snapshot.settings.place]
    if places and filled.verb not in ("presence", "likelihood", "compare"):
        notes.append(f"{filled.verb} takes no place: '{places[0]}' is left out")
    if scene.reading.past and filled.verb in ("forecast", "presence"):
        notes.append(f"{filled.verb} takes no period: '{scene.reading.past[0].said}' is left out")
    return replace(filled, notes=tuple(notes))


def _together(found: Sequence[Routed]) -> Routed | None:
    """One answer to the sentences of a question; several calls are candidates."""
    if not found:
        return None
    calls = [f for f in found if isinstance(f, Call)]
    unsure = [f for f in found if isinstance(f, Unsure)]
    distinct: list[Call] = []
    for call in calls:
        if not any(c.verb == call.verb and _alike(c.arguments, call.arguments) for c in distinct):
            distinct.append(call)
    if len(distinct) == 1 and not unsure:
        return distinct[0]
    if not distinct and len(unsure) == 1:
        return unsure[0]
    every = [*distinct, *(c for u in unsure for c in u.candidates)]
    if len(distinct) == 1 and all(u.candidates == () for u in unsure):
        return distinct[0] if not unsure else Unsure(unsure[0].why, tuple(every))
    return Unsure("it asks several things: one call answers one of them", tuple(every[:_MOST]))


def _alike(one: Any, other: Any) -> bool:
    return {k: v for k, v in one.items() if v is not None} == {
        k: v for k, v in other.items() if v is not None
    }


def _nothing(snapshot: Snapshot, readings: Sequence[Reading]) -> Routed:
    """No cue: names alone leave open what is asked; without any there is nothing to go by."""
    actors = list(dict.fromkeys(a for r in readings for a in r.actors))
    if _foreign(readings):
        return Refused("it is not in English, or no sentence")
    if len(actors) == 1:
        a = actors[0]
        calls = (
            Call("profile", {"actor": a}),
            Call("forecast", {"a": a}),
            Call("presence", {"actor": a}),
        )
        return Unsure("what is asked about it is not clear", calls)
    if len(actors) > 1:
        a, b = actors[:2]
        pair = {"a": a, "b": b}
        return Unsure(
            "what is asked about them is not clear",
            (Call("relation", pair), Call("forecast", pair)),
        )
    if not actors and any(_lacking(snapshot, readings, n) for n in range(len(readings))):
        return Unsure("whom it is about is missing")
    for reading in readings:
        for name in reading.strangers:
            if why := _unknown(snapshot, reading, name):
                return Unsure(why)
    return Refused("it names no actor of the case and asks for nothing that whowhom answers")


def _foreign(readings: Sequence[Reading]) -> bool:
    """Whether there are words beside the names, and none of them is a known one."""
    names = {"ACT", "LOC", "EVT", "PER", "NOW", "HOR"}
    rest = [n for r in readings for n in r.masked.split() if n not in names]
    return len(rest) > 1 and not any(n in ENGLISH or n in ORDINARY for n in rest)


def _names(readings: Sequence[Reading]) -> frozenset[str]:
    """Words that belong to names, which tell nothing about the language."""
    found: set[str] = set()
    for reading in readings:
        spans = [(m.first, m.last) for m in (*reading.mentions, *reading.owners)]
        spans += [(p.first, p.last) for p in reading.places]
        spans += [(h.first, h.last) for h in reading.happenings]
        for first, last in spans:
            found |= {w.norm for w in reading.sentence.words[first:last]}
    return frozenset(found)
