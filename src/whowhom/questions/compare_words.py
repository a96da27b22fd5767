"""The sentences of a comparison: judgement, confidence, and what can be asked instead."""

from collections.abc import Sequence

import numpy as np

from whowhom.actors.actor import Actor
from whowhom.actors.period import Period
from whowhom.answers.compare import FacetCompared, Stratum
from whowhom.questions.blocks import LEAST_YEARS
from whowhom.questions.facettest import Tested
from whowhom.questions.ownacts import totals
from whowhom.questions.scope import day
from whowhom.questions.strata import FEWEST, Compared, versions_differ
from whowhom.questions.verdict import CHANGED, NOT_COMPARABLE, Verdict
from whowhom.snapshot.snapshot import Snapshot

_MANY_BLOCKS, _FEW_BLOCKS = 20, 12
_CLEAR = 0.01
_SMALL = 0.2
_MUCH = 0.1
_YEARS = LEAST_YEARS


def headline(
    actor: Actor, names: tuple[str, str], said: Verdict, speaks: Stratum, level: float
) -> str:
    """The judgement in one sentence or two."""
    whole = f"{actor.name}, {names[0]} and {names[1]}: {said.verdict}"
    if said.verdict == NOT_COMPARABLE:
        return f"{whole}. {_sentence(said.reason)}{sure_of(speaks, names)}"
    tail = f"as {speaks.dataset} records it"
    if said.verdict == CHANGED:
        changed = [f for f in speaks.facets if f.verdict == CHANGED]
        listed = "; ".join(_measured(f, level) for f in _farthest(changed))
        same = [f.name for f in speaks.facets if f.verdict not in (CHANGED, NOT_COMPARABLE)]
        rest = f"; no change found in {' and '.join(same)}" if same else ""
        return f"{whole}, {tail}: {listed}{rest}.{_base(_farthest(changed)[0])}"
    sizes = "; ".join(found_in(f) for f in speaks.facets if f.detectable_share is not None)
    return f"{whole}, {tail}. What would have been found 2 times in 3: {sizes}."


def _farthest(facets: Sequence[FacetCompared]) -> list[FacetCompared]:
    return sorted(facets, key=lambda f: (-(f.beyond or 0.0), f.name))


def _measured(f: FacetCompared, level: float) -> str:
    return (
        f"{f.name} {f.beyond:.2f} apart beyond chance ({level:.0%} interval {f.low:.2f} to "
        f"{f.high:.2f}; chance alone {f.chance:.2f})"
    )


def _base(f: FacetCompared) -> str:
    usual = f.usual
    if usual is None or (usual.own is None and usual.others is None):
        return ""
    known = []
    if usual.own is not None:
        known.append(f"neighbouring stretches as long of its own record {usual.own:.2f}")
    if usual.others is not None:
        known.append(f"actors of its size between these two periods {usual.others:.2f}")
    return f" Base rate for {f.name}: {', '.join(known)} (medians)."


def found_in(f: FacetCompared) -> str:
    """The smallest change that would have been found in a facet, in plain words."""
    if f.detectable_share is None:
        return ""
    if f.name == "cooperation":
        return f"a share of cooperation that moves by {100 * f.detectable_share:.0f} points"
    noun = {"types": "kinds of act", "partners": "partners", "places": "places"}[f.name]
    if f.detectable_share > 0.995:
        return f"in {noun}, no change at all"
    size = "1%" if f.detectable_share < 0.01 else f"{f.detectable_share:.0%}"
    return f"{size} of the acts going over to new {noun}"


def sure_of(stratum: Stratum, names: tuple[str, str]) -> str:
    """What needs no test: partners that did not exist in the other period."""
    sides = [
        f"{share:.0%} of the acts in {name}"
        for share, name in zip(stratum.turnover, names, strict=True)
        if share >= _MUCH
    ]
    if not sides:
        return ""
    return (
        f" No matter of chance: {' and '.join(sides)} on record are with partners that did not "
        "exist in the other."
    )


def _sentence(text: str) -> str:
    """A reason as a sentence of its own; the name of a dataset keeps its small letter."""
    return f"Why: {text}."


def confidence(
    snapshot: Snapshot, stratum: Compared, tests: Sequence[Tested], said: Verdict
) -> tuple[str | None, str]:
    """Confidence in a verdict, and what it rests on; None where there is no verdict."""
    if said.verdict == NOT_COMPARABLE or stratum.blocks is None:
        return None, ""
    fewest = min(stratum.blocks.sizes)
    rests = [f"{fewest} blocks of time in the shorter period"]
    doubts = 0
    if versions_differ(stratum, snapshot):
        rests.append("the two periods come from different versions of the dataset")
        doubts += 1
    if any(s.share < 0.9 for s in stratum.seen):
        rests.append("a period is observed in part")
        doubts += 1
    able = [t for t in tests if t.apart is not None and not t.reason]
    found = [t.apart for t in able if t.apart is not None]
    clear = min(a.p for a in found) <= _CLEAR
    if said.verdict == CHANGED:
        rests.append(f"smallest p-value {min(a.p for a in found):.3f}")
    else:
        clear = max(t.detectable[1] for t in able) <= _SMALL
        rests.append("small changes would have been found" if clear else "only large changes would")
    if (fewest < _FEW_BLOCKS and doubts) or doubts > 1:
        return "low", "; ".join(rests)
    if clear and fewest >= _MANY_BLOCKS and not doubts:
        return "high", "; ".join(rests)
    return ("moderate" if clear or said.verdict == CHANGED else "low"), "; ".join(rests)


# ---- what can be asked instead ------------------------------------------------------------------


def asked_instead(
    snapshot: Snapshot, actor: Actor, stratum: Compared, periods: tuple[Period, Period]
) -> str:
    """A comparison near the one asked for that this dataset can answer, or where to look."""
    rows = snapshot.columns.take(stratum.own)
    listed = totals(rows)
    years = sorted({day(d).year for d in (rows.date[listed] + rows.date_end[listed]) // 2})
    if stratum.dataset.counts and len(years) >= 2 * _YEARS:
        early, late = sorted(_middle(p, snapshot) for p in periods)
        one = _window(years[:-_YEARS], early)
        other = _window([y for y in years if y > one[1]], late)
        return (
            f"whole years, {_YEARS} or more on either side, in which it is listed: whowhom compare "
            f"'{actor.name}' {one[0]}..{one[1]} {other[0]}..{other[1]} "
            f"--dataset {stratum.dataset.name}"
        )
    return (
        f"look at the two records side by side: whowhom profile '{actor.name}' with --from and --to"
    )


def _middle(period: Period, snapshot: Snapshot) -> float:
    last = period.last or snapshot.as_of
    first = period.first or last
    return (first.year + last.year) / 2


def _window(years: Sequence[int], middle: float) -> tuple[int, int]:
    """Years from one to another that hold four of these, as near to the middle as can be."""
    best = min(
        range(max(len(years) - _YEARS + 1, 1)),
        key=lambda n: (abs(years[n] + (_YEARS - 1) / 2 - middle), n),
    )
    return years[best], years[min(best + _YEARS, len(years)) - 1]


def more_acts(snapshot: Snapshot, own: Sequence[Compared], which: int, other: Period) -> str:
    """A longer period, without the other one, that holds enough acts; else where acts are."""
    for stratum in own:
        rows = snapshot.columns.take(stratum.own)
        if not len(rows):
            continue
        days = stratum.seen[which].days
        years = np.array([day(d).year for d in rows.date])
        anchor = days[0].year if days else int(years[0])
        for reach in range(60):
            low, high = anchor - reach, anchor + reach
            ends = _free(low, high, other)
            inside = (years >= ends[0]) & (years <= ends[1])
            if int(rows.count[inside].sum()) >= FEWEST and ends[1] - ends[0] < 2 * reach + 1:
                return f"a longer period, such as {ends[0]}..{ends[1]} ({stratum.dataset.name})"
    first = next((snapshot.columns.take(s.own) for s in own if len(s.own)), None)
    if first is None:
        return "another actor, or add data: whowhom add"
    return f"periods within its record, {day(first.date.min())} to {day(first.date_end.max())}"


def _free(low: int, high: int, other: Period) -> tuple[int, int]:
    """Years from low to high, cut where the other period begins or ends."""
    middle = (low + high) // 2
    if other.first and other.first.year > middle:
        high = min(high, other.first.year - 1)
    if other.last and other.last.year < middle:
        low = max(low, other.last.year + 1)
    return low, high
