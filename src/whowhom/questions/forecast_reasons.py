"""Reasons for and against a forecast in words, with the rows that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from whowhom.answers.evidence import Evidence
from whowhom.answers.expectation import ForecastReason, Indicator
from whowhom.ontology.quad import QUADS
from whowhom.questions import evidence
from whowhom.questions.outlook import Outlook

if TYPE_CHECKING:
    from whowhom.forecasting.prospect import Reason

_ROWS = 5
_SMALL = 0.01
_MODEST = 0.05
_BETWEEN: Final = "between the two"
_DRIVERS: Final = {
    "the same acts before": "earlier {what} {way}",
    "the same acts the other way": "earlier {what} the other way",
    "other acts toward it": "acts of other classes {way}",
    "other acts by it": "acts of other classes the other way",
    "words of cooperation": "verbal cooperation {way}",
    "acts of cooperation": "material cooperation {way}",
    "words of conflict": "verbal conflict {way}",
    "acts of conflict": "material conflict {way}",
    "what the source does to anyone": "{what} by {source} toward anyone",
    "what anyone does to the target": "{what} by anyone toward {target}",
    "both are busy": "{what} that each of the two has with others",
    "they deal with the same others": "{what} of the two with the same third parties",
    "everything on record": "all {what} on record",
    "a dyad of this record": "what any two actors of this record have in common",
    "a dyad newly seen": "the two met only lately",
    "its pace over the whole record": "the base rate: {what} {way} over the whole record",
}
"""What drivers are called in a sentence, where the record's own words would say less."""
_OF_PAIR: Final = {
    "what the source does to anyone": "{what} of either of the two with anyone",
    "what anyone does to the target": "{what} of either of the two with anyone",
}
"""The same for a pair in no order, where neither side is source or target."""
_FACTORS: Final = {
    "quiet": "days since the last {what} {way}",
    "silence": "days since any act {way}",
    "acquaintance": "how long {source} and {target} have dealt with each other",
    "stranger": "{source} and {target} have no act on record",
    "dormant": "nothing {way} for over a year",
    "strange sender": "how active {source} is, for two that have no act on record",
    "strange receiver": "how often {target} is acted on, for two that have no act on record",
    "sender": "how much {what} {source} is in",
    "receiver": "how much {what} {target} is in",
}
"""The same for what raises or lowers the whole."""


@dataclass(frozen=True)
class Why:
    """What speaks for and against, what to watch, and the rows behind it."""

    speaks_for: tuple[ForecastReason, ...]
    speaks_against: tuple[ForecastReason, ...]
    indicators: tuple[Indicator, ...]
    evidence: tuple[Evidence, ...]


@dataclass
class _Group:
    """Drivers of the same words: one mechanism at several speeds of forgetting."""

    share: float
    acts: float
    rows: dict[int, float]


def why(outlook: Outlook, dyad: int, quad: int) -> Why:
    """Reasons for what is expected of a class of a dyad.

    Where nothing may be counted there are no drivers: the latest rows of the dyad are the evidence.
    """
    if outlook.fitted is None:
        rows = latest(outlook, dyad)
        return Why((), (), (), tuple(shown(outlook, rows)))
    told = outlook.fitted.reasons(dyad, quad, outlook.ahead.days)
    names = _names(outlook, dyad, quad)
    groups = _grouped(told.reasons, names)
    total = sum(g.acts for g in groups.values())
    brings = tuple(
        ForecastReason(
            words, g.share, g.acts, None, _ids(outlook, g.rows) if g.share > _MODEST else ()
        )
        for words, g in groups.items()
        if g.share > _SMALL
    )
    factors = [
        (float(c.factor), _FACTORS.get(c.name, c.words).format(**names))
        for c in told.contrasts
        if abs(np.log(c.factor)) > _MODEST
    ]
    raising = tuple(ForecastReason(w, None, None, f, ()) for f, w in factors if f > 1)
    lowering = tuple(ForecastReason(w, None, None, f, ()) for f, w in factors if f < 1)
    watch = tuple(
        Indicator(words, total, total + g.acts, max(total - g.acts, 0.0))
        for words, g in groups.items()
        if g.rows and g.share > _MODEST
    )
    # Every row that a reason names, in the order of the reasons.
    telling = [r for g in groups.values() if g.share > _MODEST for r in _heaviest(g.rows)]
    rows = list(dict.fromkeys(telling))
    return Why((*brings, *raising), lowering, watch, tuple(shown(outlook, rows)))


def _names(outlook: Outlook, dyad: int, quad: int) -> dict[str, str]:
    """What stands for the blanks in a driver's words."""
    source, target, directed = outlook.sides(dyad)
    one, other = outlook.name(source), outlook.name(target)
    way = f"by {one} toward {other}" if directed else _BETWEEN
    return {"source": one, "target": other, "way": way, "what": QUADS[quad + 1]}


def _grouped(reasons: Iterable[Reason], names: dict[str, str]) -> dict[str, _Group]:
    """Drivers by their words, largest share first."""
    found: dict[str, _Group] = {}
    for each in reasons:
        words = _DRIVERS.get(each.words, each.words)
        if names["way"] == _BETWEEN:
            words = _OF_PAIR.get(each.words, words)
        words = words.format(**names)
        group = found.setdefault(words, _Group(0.0, 0.0, {}))
        group.share += float(each.share)
        group.acts += float(each.acts)
        for row, share in each.events:
            group.rows[row] = group.rows.get(row, 0.0) + float(each.share) * float(share)
    for group in found.values():
        whole = sum(group.rows.values())
        group.rows = {r: w / whole for r, w in group.rows.items()} if whole > 0 else {}
    return dict(sorted(found.items(), key=lambda item: (-item[1].share, item[0])))


def latest(outlook: Outlook, dyad: int, most: int = _ROWS * 2) -> list[int]:
    """The latest entries of a dyad in the record."""
    mine = np.flatnonzero(outlook.record.acts.dyad == dyad)
    return [int(r) for r in mine[::-1][:most]]


def _positions(outlook: Outlook, rows: Iterable[int]) -> list[int]:
    """Places in the snapshot's columns, each once: a total stands in several entries."""
    return list(dict.fromkeys(int(outlook.record.position[r]) for r in rows))


def shown(outlook: Outlook, rows: list[int]) -> list[Evidence]:
    """Entries of the record as evidence, one for each entry."""
    places = _positions(outlook, rows)
    if not places:
        return []
    columns = outlook.snapshot.columns.take(np.array(places, dtype=np.intp))
    found = dict(zip(places, evidence.events(outlook.snapshot, columns), strict=True))
    return [found[int(outlook.record.position[r])] for r in rows]


def _heaviest(rows: dict[int, float]) -> list[int]:
    return sorted(rows, key=lambda r: (-rows[r], -r))[:_ROWS]


def _ids(outlook: Outlook, rows: dict[int, float]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.id for e in shown(outlook, _heaviest(rows))))
