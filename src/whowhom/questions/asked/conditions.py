"""How likely: from words to a scenario of the case, or a line such as ``A - B acts >= 10``."""

import re
from dataclasses import dataclass
from typing import Final

from whowhom.questions.asked.happenings import mentioned
from whowhom.questions.asked.reading import Reading
from whowhom.snapshot.snapshot import Snapshot

_NUMBERS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a dozen": 12, "dozen": 12, "fifteen": 15,
    "twenty": 20, "two dozen": 24, "twenty five": 25, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100, "one hundred": 100,
    "hundred": 100, "two hundred": 200, "five hundred": 500, "a thousand": 1000, "thousand": 1000,
}  # fmt: skip
_N = r"(?P<n>\d[\d]*|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_OVER = r"(?P<over>more than|over|above|exceed\w*|upwards of|greater than)"
_ACTS: Final = (
    r"(?:\w+ )?(?:acts?|attacks?|clash(?:es)?|events?|incidents?|times|strikes?|airstrikes?|bombings?|assaults?|battles?"
    r"|fights?|raids?|engagements?|firefights?|skirmish(?:es)?|ambush(?:es)?|operations?)"
)
_COUNT: Final = re.compile(
    rf"\b(?:{_OVER} )?{_N}(?P<more> or more| plus)? (?:or more )?(?P<acts>{_ACTS})\b"
)
_DEAD: Final = re.compile(
    rf"\b(?:{_OVER} )?{_N}(?P<more> or more| plus)?(?: or more)? (?:\w+ )?(?:people|persons|deaths?|dead|lives|fatalities|victims|casualties"
    rf"|killed|soldiers|troops|fighters|members|militants|men|ACT|die|others)\b"
    rf"|\b(?:kill\w*|death toll|deaths|fatalities|lives|casualties)(?: \w+){{0,3}}? (?:{_OVER.replace('over>', 'over2>')} |at least )?{_N.replace('<n>', '<n2>')}(?P<more2> or more)?(?! (?:day|week|month|year|d\b|times))"
)
_LETHAL: Final = re.compile(
    r"\b(?:kill\w*|dead|deaths?|die|dies|died|lives|fatal\w*|casualt\w*|lethal|deadly|victims|massacre)\b"
)
_VIOLENT: Final = re.compile(
    r"\b(?:attack\w*|clash\w*|fight\w*|fought|strike|strikes|struck|striking|airstrike\w*|bomb\w*|hit|hits|target\w*|raid\w*|battle\w*|assault\w*"
    r"|ambush\w*|violence|war|skirmish\w*|kill\w*|shell\w*|conflict|acts?|incidents?|events?|confront\w*|engage\w*|go after|blows|firefight\w*)\b"
)
_MUTUAL: Final = re.compile(
    r"\b(?:between|among) (?:\w+ )?ACT and (?:\w+ )?ACT"
    r"|\bACT and (?:\w+ )?ACT(?: \w+){0,4}? (?:clash\w*|fight\w*|battle\w*|war|blows|skirmish\w*|exchange|confront\w*|trade|violence|each other|one another)"
    r"|\bACT ACT (?:\w+ )?(?:clash\w*|fight\w*|battle\w*|violence|war|skirmish\w*|conflict|acts?|incidents?|events?)"
    r"|\b(?:fighting|clash\w*|battles?|violence|war|conflict|skirmish\w*)(?: \w+){0,3} ACT (?:and |vs |versus |or )?ACT"
    r"|\bACT(?: \w+){0,3} (?:clash\w*|skirmish\w*|fights?|battles?) with ACT|\bACT (?:vs|versus) ACT"
)
_REVERSED: Final = re.compile(
    r"\bACT\b(?: \w+){0,5} (?:attacked|hit|struck|killed|targeted|bombed|raided|ambushed|assaulted|shelled)(?: \w+){0,4} by (?:\w+ )?ACT"
    r"|\b(?:attacks?|strikes?|airstrikes?|bombings?|raids?|assaults?|ambush\w*|violence)(?: \w+){0,2} (?:on|against|at)(?: \w+){0,2} ACT(?: \w+){0,2} by (?:\w+ )?ACT"
    r"|\b(?:kill\w*|deaths? of|killing of)(?: \w+){0,4} ACT(?: \w+){0,3} by (?:\w+ )?ACT"
)
_SUFFERED: Final = re.compile(
    r"\b(?:attacks?|strikes?|airstrikes?|bombings?|raids?|assaults?|violence)(?: \w+){0,3} (?:on|against|at)(?: \w+){0,2} ACT"
    r"|\bACT (?:\w+ ){0,3}(?:attacked|hit|struck|killed|targeted|bombed|raided|ambushed|die|suffer\w*|lose|loses|come under)\b"
    r"|\b(?:kill\w*|dead|deaths?)(?: \w+){0,4} ACT|^(?:\w+ ){0,6}\d+ ACT"
)
_ACTIVE: Final = re.compile(
    r"\bACT(?: \w+){0,4} (?:kill|kills|attack|attacks|strike|strikes|carr\w+|bomb|bombs|claim)\b|\bby ACT\b"
)
_SINGLE: Final = re.compile(
    r"\b(?:an|a|one|another|single|any) (?:\w+[ -]){0,3}(?:attack|bombing|strike|blast|assault|event|incident)\b|\b(?:attack|bombing) (?:by ACT )?(?:that|which) kill"
)
_TWICE: Final = re.compile(r"\btwice\b")
_OTHERWISE: Final = re.compile(
    r"\b(?:not|never|no|peace|agree\w*|cooperat\w*|talks?|negotiat\w*|recogni[sz]\w*|ally|allies|allied|join\w*|merge\w*|split\w*"
    r"|surrender\w*|trade|sanction\w*|support\w*|aid|help\w*|coordinat\w*|work together|break with|cut ties|break up|deal|accord|ceasefire|truce|collapse|lose power|win)\b"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as far as it was said.

    Parameters
    ----------
    line : str
        Without its horizon.
    days : int or None
        Its horizon.
    deaths : int
        Deaths it asks for; 0 if it counts acts.
    single : bool
        Whether the deaths are to fall in one attack.
    """

    line: str
    days: int | None
    deaths: int
    single: bool

    def within(self, days: int) -> str:
        """The whole line."""
        return f"{self.line} within {days}d"


def scenarios(snapshot: Snapshot, reading: Reading) -> list[str]:
    """Names of the case's scenarios that a sentence means."""
    said = [norm for norm in reading.masked.split() if norm not in ("ACT", "LOC")]
    threshold = _threshold(reading.masked)
    who = {*reading.actors, *(m.actors[0] for m in reading.owners)}
    found = []
    for each in snapshot.settings.scenarios:
        if each.actors and who != set(each.actors):
            continue
        phrases = any(mentioned(said, phrase) for phrase in each.asked)
        deaths = bool(
            each.deaths
            and threshold == (each.deaths, True)
            and _SINGLE.search(reading.masked)
            and not reading.horizon
        )
        if phrases or deaths or _spelt(each.name) in " ".join(said):
            found.append(each.name)
    return found


def condition(reading: Reading) -> Condition | None:
    """The condition that a sentence states, if it is about acts or deaths."""
    masked = reading.masked
    if len(reading.actors) > 2 or not (_VIOLENT.search(masked) or _LETHAL.search(masked)):
        return None
    number, deaths = _threshold(masked)
    sides = _sides(reading)
    if not sides or (_OTHERWISE.search(masked) and not number):
        return None
    codes = [p.codes[0] for p in reading.places if len(p.codes) == 1]
    place = f" in {codes[0]}" if codes else ""
    count = number or (2 if _TWICE.search(masked) else 1)
    measure = "deaths" if deaths else "acts"
    days = reading.horizon.days if reading.horizon else None
    single = bool(_SINGLE.search(masked)) and deaths
    return Condition(f"{sides}{place} {measure} >= {count}", days, count if deaths else 0, single)


def counts(reading: Reading) -> bool:
    """Whether a sentence names a number of acts or deaths."""
    return _threshold(reading.masked)[0] > 0


def _threshold(masked: str) -> tuple[int, bool]:
    """The number asked for, 0 if none, and whether it is of deaths."""
    dead = _DEAD.search(masked) if _LETHAL.search(masked) else None
    if dead:
        number, over = dead["n"] or dead["n2"], dead["over"] or dead["over2"]
        return _number(number) + bool(over), True
    if acts := _COUNT.search(masked):
        return _number(acts["n"]) + bool(acts["over"]), False
    return (
        (1, True)
        if re.search(
            r"\b(?:kill\w* (?:anyone|anybody|somebody|someone)|any deaths?|deadly|lethal)\b", masked
        )
        else (0, False)
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text]


def _sides(reading: Reading) -> str:
    masked, actors = reading.masked, reading.actors
    if len(actors) == 2:
        one, other = actors
        if _MUTUAL.search(masked):
            return f"{one} - {other}"
        return f"{other} {one}" if _REVERSED.search(masked) else f"{one} {other}"
    if len(actors) == 1:
        suffers = _SUFFERED.search(masked) and not _ACTIVE.search(masked)
        return f"* {actors[0]}" if suffers else f"{actors[0]} *"
    return "* *" if reading.places else ""


def _spelt(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").casefold()
