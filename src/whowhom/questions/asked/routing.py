"""From plain English to one call of one verb; unsure where it could be several.

What is named comes first: actors, places, periods, events, days ahead, by the case's registry and
settings (`whowhom.questions.asked.reading`). Then the verb, by what the sentence shows with these
masked and weights fitted on questions (`features`, `choice`). Then the arguments of that verb
(`arguments`). Nothing is guessed silently.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from whowhom.actors.names import key
from whowhom.actors.nearest import nearest
from whowhom.questions.asked.arguments import Scene, fill, watching
from whowhom.questions.asked.choice import CLEAR, NONE, POSSIBLE, VERBS, Weights, fitted
from whowhom.questions.asked.features import features
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
    r"^\W*(?:now |so |ok |okay )?(?:suppose|supposing|imagine|assume|assuming|picture (?:this|that|a)|say|let us (?:say|suppose|assume|imagine)|let's (?:say|suppose|assume|imagine)|if|what if)\b",
    re.IGNORECASE,
)
# A supposition that asks for its effect in the same breath.
_WHOLE: Final = re.compile(r"[:,].*\b(?:how|what|would|will)\b", re.IGNORECASE)
_THAT_LIKELY: Final = re.compile(
    r"^\W*(?:and |so )?how (?:likely|probable|realistic|possible) (?:is|would|do you think) (?:it|that|this)(?: be| is)?\W*$"
    r"|^\W*(?:and |so )?(?:what(?: is|'s| are) (?:the )?(?:probability|likelihood|chances?|odds|risk)(?: (?:of|for) (?:it|that|this))?)\W*$",
    re.IGNORECASE,
)
_REFERS: Final = re.compile(
    r"\b(?:they|them|their|it|its|(?:the|this|that) group|the two|each other|both|that|this|these|those|things)\b"
)
_MOST: Final = 4


def route(snapshot: Snapshot, text: str, weights: Weights | None = None) -> Routed:
    """What a question in plain English asks for.

    Parameters
    ----------
    snapshot : Snapshot
        The case, whose names, places, periods and events are understood.
    text : str
        The question.
    weights : Weights, optional
        Other weights for the choice of the verb than those that are shipped.

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
    readings = [read_whole(snapshot, known, s) for s in joined(sentences(plain))]
    if other_language(plain, _names(readings)):
        return Refused("it is not in English")
    found = _Router(snapshot, known, weights or fitted()).routed(readings)
    if ordered and not isinstance(found, Call):
        return Refused(_INSTRUCTIONS)
    if ordered:
        assert isinstance(found, Call)
        return replace(found, notes=(*found.notes, "the instructions in the text were left out"))
    return found


_INSTRUCTIONS: Final = (
    "it gives instructions to the program, and no clear question is left without them"
)


_PREAMBLE: Final = re.compile(
    r"^.{3,100}?(?:[:,]| [-–—]+)\s+(?=(?:how|what|who|whom|which|where|why|will|is|are|was|were|do|does|did|has|have|had|can"
    r"|could|would|tell|give|compare|describe|forecast)\b)",
    re.IGNORECASE,
)


_HURRY: Final = re.compile(r"^(?:before|after) [^,:]{3,60}[,:]\s+", re.IGNORECASE)


def read_whole(snapshot: Snapshot, known: Lexicon, sentence: Sentence) -> Reading:
    """A sentence read, without words before its question that name nothing."""
    whole = read_sentence(snapshot, known, sentence)
    before = _PREAMBLE.match(sentence.text) or _HURRY.match(sentence.text)
    if not before or _SUPPOSES.match(sentence.text):
        return whole
    firsts = [m.first for m in (*whole.mentions, *whole.owners)]
    firsts += [h.first for h in whole.happenings] + [s.first for s in whole.spans]
    firsts += [p.first for p in whole.places]
    starts = [sentence.words[first].start for first in firsts]
    starts += [whole.horizon.start] if whole.horizon else []
    starts += [sentence.text.find(name) for name in whole.strangers]
    if min(starts, default=before.end()) < before.end():
        return whole
    rest = sentence.text[before.end() :]
    return read_sentence(snapshot, known, Sentence(rest, words(rest), sentence.asks))


def joined(found: Sequence[Sentence]) -> list[Sentence]:
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


@dataclass(frozen=True, slots=True)
class _Router:
    """The case with its names, and how a verb is chosen."""

    snapshot: Snapshot
    known: Lexicon
    weights: Weights

    def routed(self, readings: Sequence[Reading]) -> Routed:
        asking = self._asking(readings)
        for at in asking:
            if why := refusal(readings[at], self.known):
                return Refused(why)
        scenes = [Scene(self.snapshot, r, tuple(readings[:n])) for n, r in enumerate(readings)]
        found = [self._one(scenes[at]) for at in asking]
        one = _together([f for f in found if f is not None])
        one = self._restated(scenes, asking, one) or one
        if isinstance(one, Call) or len(readings) < 2:
            return one or self._nothing(readings)
        return self._as_one(readings, asking) or one or self._nothing(readings)

    def _chances(self, scene: Scene) -> dict[str, float]:
        return self.weights.chances(features(scene))

    def _asking(self, readings: Sequence[Reading]) -> list[int]:
        """Positions of the sentences that ask; without a question mark, those that seem to."""
        asks = [n for n, r in enumerate(readings) if r.sentence.asks]
        if asks:
            return asks
        seem = [
            n
            for n, r in enumerate(readings)
            if self._chances(Scene(self.snapshot, r, tuple(readings[:n])))[NONE] < _EVEN
        ]
        return seem or list(range(len(readings)))

    def _restated(
        self, scenes: Sequence[Scene], asking: Sequence[int], one: Routed | None
    ) -> Call | None:
        """The call of a sentence that puts what was asked before it in other words."""
        for scene in scenes[asking[0] + 1 :]:
            again = bool(_RESTATES.match(scene.reading.sentence.text))
            lacking = isinstance(one, Unsure) and one.lacking
            if not (again or lacking):
                continue
            found = self._one(scene)
            if isinstance(found, Call) and (again or _same_verb(one, found)):
                return found
        return None

    def _as_one(self, readings: Sequence[Reading], asking: Sequence[int]) -> Call | None:
        """The call of all sentences taken as one, where the asking ones name nobody themselves."""
        if any(readings[at].mentions for at in asking):
            return None
        text = ", ".join(r.sentence.text.rstrip(" .?!;:") for r in readings)
        whole = read_sentence(self.snapshot, self.known, Sentence(text, words(text), True))
        found = self._one(Scene(self.snapshot, whole))
        return found if isinstance(found, Call) else None

    def _one(self, scene: Scene) -> Call | Unsure | None:
        """What one sentence asks for; None if nothing in it says so."""
        chances = self._chances(scene)
        best = max(VERBS, key=lambda verb: chances[verb])
        if chances[NONE] > chances[best] or not _about_something(scene, best):
            return None
        near = [best, *_open_between(scene.reading, best, len(scene.actors(2)))]
        if chances[best] < CLEAR:
            near += [v for v in VERBS if chances[v] >= POSSIBLE and v not in near]
        clear = len(near) == 1 and chances[best] >= CLEAR
        strange = _strange(scene) or _unread(scene, best)
        filled = [fill(verb, scene) for verb in sorted(near, key=lambda v: -chances[v])]
        if clear and not strange:
            return _noted(scene, filled[0], best)
        calls = [c for f in filled for c in (f.candidates if isinstance(f, Unsure) else (f,))]
        why = strange or f"it could ask for {' or '.join(near)}"
        return Unsure(why, tuple(calls[:_MOST]), verb=best if len(near) == 1 else "")

    def _lacks(self, readings: Sequence[Reading], at: int) -> bool:
        """Whether a sentence asks for something of the case about "them", with nobody named."""
        chances = self._chances(Scene(self.snapshot, readings[at]))
        refers = _REFERS.search(readings[at].masked) or chances["relation"] >= _EVEN
        return chances[NONE] < _EVEN and bool(refers)

    def _unknown(self, reading: Reading, name: str) -> str:
        """That nobody goes by a name, where it is one that could be meant; "" otherwise."""
        why = f"'{name}' is no name that the case knows"
        if close := _close(self.snapshot, name):
            return f"{why}; did you mean {' | '.join(close)}?"
        # With the name in place of a known one, would the sentence ask for something?
        spelt = {w.norm for s in reading.strangers for w in words(s)}
        masked = " ".join("ACT" if n in spelt else n for n in reading.masked.split())
        masked = re.sub(r"\b(?:the )?ACT(?: ACT)*\b", "ACT", masked)
        chances = self._chances(Scene(self.snapshot, replace(reading, masked=masked)))
        return why if chances[NONE] < _EVEN else ""

    def _nothing(self, readings: Sequence[Reading]) -> Routed:
        """No verb: names alone leave open what is asked; without any there is nothing to go by."""
        if _foreign(readings):
            return Refused("it is not in English, or no sentence")
        actors = list(dict.fromkeys(a for r in readings for a in r.actors))
        if actors:
            return _unclear(actors)
        if any(self._lacks(readings, n) for n in range(len(readings))):
            return Unsure("whom it is about is missing")
        for reading in readings:
            for name in reading.strangers:
                if why := self._unknown(reading, name):
                    return Unsure(why)
        return Refused("it names no actor of the case and asks for nothing that whowhom answers")


_EVEN: Final = 0.5
_RESTATES: Final = re.compile(
    r"^\W*(?:and |so |or |sorry,? |no,? )?(?:i mean|that is|in other words|or rather|rather|specifically|to be precise|more precisely|namely"
    r"|put differently|what i mean|let me rephrase|to be clear)\b",
    re.IGNORECASE,
)


def _same_verb(one: Routed | None, found: Call) -> bool:
    return isinstance(one, Unsure) and one.verb == found.verb


_AFTER: Final = re.compile(
    r"(?<!before and )(?<!before vs )(?<!before versus )\bafter EVT\b(?!.*\bbefore\b)"
)


def _open_between(reading: Reading, verb: str, actors: int) -> list[str]:
    """Other verbs that would each answer half of what is asked."""
    if verb == "impact" and reading.events and actors > 1:
        # An effect on how two stand: one verb knows effects, another pairs.
        return ["relation"]
    if verb in ("compare", "impact") and _AFTER.search(reading.masked):
        # "How did X change after E" may mean before against after, or what E did.
        return ["impact" if verb == "compare" else "compare"]
    return []


def _unclear(actors: Sequence[str]) -> Unsure:
    """Names, and nothing that says what is asked about them."""
    a, *rest = actors
    if rest:
        pair = {"a": a, "b": rest[0]}
        both = (Call("relation", pair), Call("forecast", pair))
        return Unsure("what is asked about them is not clear", both)
    alone = (Call("profile", {"actor": a}), Call("forecast", {"a": a}))
    calls = (*alone, Call("presence", {"actor": a}))
    return Unsure("what is asked about it is not clear", calls)


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
    r"\b(?:since|until|till|before|after|following) (?!PER|EVT|DAY|NOW|HOR|then\b|all\b|that\b|long\b|this\b|and\b|now\b|ACT$)\w+"
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


_ALIKE: Final = 75


def _close(snapshot: Snapshot, name: str) -> list[str]:
    """Known names that are spelt nearly like one that nobody knows."""
    from rapidfuzz import fuzz

    known = known_names(snapshot)
    alike = {k: v for k, v in known.items() if fuzz.ratio(key(name), k) >= _ALIKE}
    return nearest(name, alike) if len(name) > 3 else []


def _noted(scene: Scene, filled: Call | Unsure, verb: str) -> Call | Unsure:
    """The call with a word on what it leaves out."""
    if isinstance(filled, Unsure):
        return replace(filled, verb=verb)
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
        if not _among(call, distinct):
            distinct.append(call)
    if len(distinct) == 1 and all(_among(distinct[0], u.candidates) for u in unsure):
        return distinct[0]
    if not distinct and len(unsure) == 1:
        return unsure[0]
    every = [*distinct, *(c for u in unsure for c in u.candidates)]
    if len(distinct) == 1 and all(u.candidates == () for u in unsure):
        return distinct[0] if not unsure else Unsure(unsure[0].why, tuple(every))
    return Unsure("it asks several things: one call answers one of them", tuple(every[:_MOST]))


def _among(call: Call, candidates: Sequence[Call]) -> bool:
    return any(c.verb == call.verb and _alike(c.arguments, call.arguments) for c in candidates)


def _alike(one: Any, other: Any) -> bool:
    return {k: v for k, v in one.items() if v is not None} == {
        k: v for k, v in other.items() if v is not None
    }


def _foreign(readings: Sequence[Reading]) -> bool:
    """Whether there are words beside the names, and none of them is a known one."""
    names = {"ACT", "LOC", "EVT", "DAY", "PER", "NOW", "HOR"}
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
