"""What a sentence shows, as numbers that speak for one verb or another."""

import re
from itertools import pairwise
from typing import Final

from whowhom.questions.asked.arguments import Scene
from whowhom.questions.asked.conditions import condition, counts, scenarios
from whowhom.questions.asked.cues import CUES
from whowhom.questions.asked.interventions import intervention
from whowhom.questions.asked.stems import stem

Features = dict[str, float]

_FUTURE: Final = re.compile(
    r"\b(?:will|ll|going to|HOR|outlook|forecast|predict\w*|expect|future|next|mean for how|heading|headed|ahead|in store|from now on)\b"
)
_MANY: Final = 3


def features(scene: Scene) -> Features:
    """What a sentence shows.

    Names are masked (see `whowhom.questions.asked.reading`), so that nothing depends on who is
    named: the words and pairs of neighbours, the cues of each verb added up, and what was found
    of actors, periods, events, places, days ahead, conditions and suppositions.

    Parameters
    ----------
    scene : Scene
        A sentence, with what was said before it.
    """
    return {**_words(scene.reading.masked), **_cues(scene.reading.masked), **_slots(scene)}


def _words(masked: str) -> Features:
    said = ["NUM" if n[:1].isdigit() else n for n in masked.split()]
    found = {f"word {stem(n)}": 1.0 for n in said}
    found |= {f"pair {a} {b}": 1.0 for a, b in pairwise(["^", *said, "$"])}
    return found


def _cues(masked: str) -> Features:
    found: Features = {}
    for cue in CUES:
        if cue.pattern.search(masked):
            name = f"cues {cue.verb}"
            found[name] = found.get(name, 0.0) + cue.weight / 4
    return found


def _slots(scene: Scene) -> Features:
    reading = scene.reading
    future = bool(_FUTURE.search(reading.masked))
    actors = min(len(scene.actors(2)), _MANY)
    counted = counts(reading) and condition(reading) is not None
    shown = {
        f"{actors} actors": True,
        f"{min(len(reading.past), 2)} periods": True,
        "now": len(reading.past) < len(reading.spans),
        "event": bool(reading.events),
        "since or before an event": any(s.event for s in reading.past),
        "day": " DAY" in reading.masked,
        "place": bool(reading.places),
        "horizon": reading.horizon is not None,
        "scenario": bool(scenarios(scene.snapshot, reading)),
        "condition": counted,
        "condition to come": counted and future,
        "supposed": intervention(reading) is not None,
        "future": future,
        f"future, {actors} actors": future,
    }
    return {name: 1.0 for name, is_so in shown.items() if is_so}
