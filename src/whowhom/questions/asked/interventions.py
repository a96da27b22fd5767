"""What if: from words to an intervention such as ``scale TALIBAN 2 ISISK``."""

import re
from dataclasses import dataclass
from typing import Final

from whowhom.questions.asked.reading import Reading

_GONE: Final = re.compile(
    r"\b(?:disappear\w*|vanish\w*|collaps\w*|dissolv\w*|disband\w*|defeated|destroyed|eliminated|eradicated"
    r"|dismantled|wiped out|crushed|gone|no longer exist\w*|ceas\w* to exist|left the (?:scene|stage|country)|out of the picture"
    r"|removed|did not exist|didn?t exist|never existed|lay down (?:their|its) arms|laid down (?:their|its) arms|withdrew entirely|quit the)\b"
)
_WITHOUT: Final = re.compile(r"\bwithout ACT\b")
_STOP: Final = re.compile(
    r"\b(?:stop\w*|ceas\w*|halt\w*|end(?:ed|s)?|suspend\w*|refrain\w*|quit|gave up|no longer attack\w*|called off|paus\w*)\b"
)
_FACTORS: Final = (
    (r"\b(?:quadrupl\w*|four times|fourfold)\b", 4.0),
    (r"\b(?:tripl\w*|three times|threefold|trebl\w*)\b", 3.0),
    (r"\b(?:doubl\w*|twice|two times|twofold)\b", 2.0),
    (r"\b(?:halv\w*|half|in half)\b", 0.5),
)
_PERCENT: Final = re.compile(r"\b(\d{1,3}) ?(?:percent|per cent|pct)\b")
_LESS: Final = re.compile(
    r"\b(?:cut\w*|reduc\w*|fewer|less|drop\w*|decreas\w*|lower\w*|fell|fall|declin\w*)\b"
)
_TOWARD: Final = re.compile(
    r"\b(?:attack\w*|acts?|violence|operations|strikes?|striking|fight\w*|raids?|bombings?|pressure|assaults?|campaign|hitting|war)"
    r"(?: (?:its|their|all|any|the|acts|attacks|operations|campaign|war|violence))* (?:on|against|toward|towards|at|with|upon)?\s?(ACT|it|them|they)\b"
)
_CLAUSE: Final = re.compile(
    r"\b(?:if|suppose|picture|supposing|imagine|assume|assuming|say|were|without|should)\b"
)


@dataclass(frozen=True, slots=True)
class Intervention:
    """What is supposed to be otherwise, and whom else the question names."""

    text: str
    on: tuple[str, ...]


def intervention(reading: Reading) -> Intervention | None:
    """The intervention that a sentence supposes, if it is one that can be simulated."""
    masked = reading.masked + reading.sentence.text.count("%") * " percent"
    clause = _CLAUSE.search(masked)
    if not clause:
        return None
    names = [m.actors[0] for m in reading.mentions]
    places = [hit.start() for hit in re.finditer(r"\bACT\b", masked)]
    if not names or len(names) != len(places):
        return None
    subject = next((n for n, at in enumerate(places) if at >= clause.start()), None)
    if subject is None:
        return None
    said, begin = masked[clause.start() :], clause.start()
    who = names[subject]
    target = _target(said, begin, places, names, subject)
    rest = tuple(dict.fromkeys(n for n in names if n not in (who, target)))
    on = rest or ((target,) if target and target != "*" else ())
    if target == "*":
        # "on it": whoever else the question is about.
        target = rest[0] if len(rest) == 1 else None
    text = _text(said, who, target)
    return Intervention(text, on) if text else None


def _target(said: str, begin: int, places: list[int], names: list[str], subject: int) -> str | None:
    hit = _TOWARD.search(said)
    if not hit:
        return None
    if hit[1] != "ACT":
        return "*"
    at = begin + hit.start(1)
    found = names[places.index(at)]
    return found if found != names[subject] else None


def _text(said: str, who: str, target: str | None) -> str:
    factor = _factor(said)
    if factor is None and (_GONE.search(said) or _WITHOUT.search(said)):
        return f"stop {who}"
    if factor is None:
        factor = 0.0 if _STOP.search(said) else None
    if factor is None:
        return ""
    return f"scale {who} {factor:g}" + (f" {target}" if target else "")


def _factor(said: str) -> float | None:
    if found := _PERCENT.search(said):
        share = int(found[1]) / 100
        return max(0.0, 1 - share) if _LESS.search(said) else 1 + share
    return next((f for pattern, f in _FACTORS if re.search(pattern, said)), None)
