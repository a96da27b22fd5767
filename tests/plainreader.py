"""A reader for tests: takes records from sentences of a few fixed forms, to the letter."""

import re
from datetime import date

from whowhom.reading.moment import Moment
from whowhom.reading.reading import Reading
from whowhom.reading.records import (
    EventRecord,
    LikelihoodRecord,
    Party,
    RelationRecord,
    Trace,
)
from whowhom.reading.span import Span
from whowhom.reading.status import Status
from whowhom.reading.turn import Turn

SIDE = r"[A-Z][\w-]*(?: [A-Z][\w-]*)*"
ACT = re.compile(
    rf"(?P<source>{SIDE}) (?P<maybe>perhaps |may have )?(?P<verb>attacked|praised)"
    rf"(?: (?P<target>{SIDE}))?(?: in (?P<place>[A-Z]\w+))?(?: on (?P<day>\d{{4}}-\d\d-\d\d))?\."
)
LIKELY = re.compile(
    rf"(?P<words>It is (?:very )?(?:un)?likely) that "
    rf"(?P<said>(?P<subject>{SIDE}) will attack (?P<object>{SIDE}))\."
)
BRANCH = re.compile(rf"(?P<source>{SIDE}) is a branch of (?P<target>{SIDE})\.")
TYPES = {"attacked": "ASSAULT", "praised": "SUPPORT"}


class PlainReader:
    """Sure of what happened (0.95), less so (0.6) of a sentence that says "perhaps"."""

    def __init__(self, name="plain 1", only=None):
        self.name, self.only, self.read_so_far = name, only, 0

    def read(self, document, registry):
        self.read_so_far += 1
        records = [
            record
            for pattern, make in ((ACT, self._act), (LIKELY, self._likely), (BRANCH, self._tie))
            for found in pattern.finditer(document.text)
            if (record := make(found, document, registry))
        ]
        if self.only:
            records = [r for r in records if isinstance(r, self.only)]
        turn = Turn(Span(0, len(document.text)), "narration", "", "layout")
        return Reading(document, self.name, (turn,), (), tuple(records))

    def _trace(self, found, status=Status.HAPPENED, speakers=(), confidence=0.95):
        span = Span(*found.span())
        return Trace(span, found.group(), status, speakers, confidence, self.name)

    def _party(self, found, name, registry, document):
        words = found[name]
        if words is None:
            return None
        meant = registry.resolve(words, "", "AFG", document.day or date.max)
        return Party(Span(*found.span(name)), words, meant)

    def _act(self, found, document, registry):
        day = date.fromisoformat(found["day"]) if found["day"] else None
        moment = Moment(None, day, day, "day") if day else None
        maybe = (found["maybe"] or "").strip()
        status = Status.POSSIBLE if maybe == "may have" else Status.HAPPENED
        return EventRecord(
            self._trace(found, status, confidence=0.6 if maybe == "perhaps" else 0.95),
            self._party(found, "source", registry, document),
            self._party(found, "target", registry, document),
            TYPES[found["verb"]],
            None,
            Span(*found.span("verb")),
            moment,
            found["place"],
            None,
        )

    def _likely(self, found, document, registry):
        return LikelihoodRecord(
            self._trace(found, Status.POSSIBLE, ("Ada Berg", "An official")),
            found["words"],
            "for",
            Span(*found.span("said")),
            0.55,
            0.8,
            self._party(found, "subject", registry, document),
            self._party(found, "object", registry, document),
        )

    def _tie(self, found, document, registry):
        sides = [self._party(found, side, registry, document) for side in ("source", "target")]
        return RelationRecord(self._trace(found), "branch of", *sides)
