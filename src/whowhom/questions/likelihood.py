"""`likelihood SCENARIO`: how likely a stated future is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import ndtri

from whowhom.answers.answer import Answer
from whowhom.answers.claim import Claim
from whowhom.answers.condition import ANYONE, Clause, Condition, leaves
from whowhom.answers.likelihood import (
    BaseRate,
    Bin,
    Lever,
    Likelihood,
    NearPath,
    Part,
    ProxyLine,
)
from whowhom.answers.skill import Skill
from whowhom.errors import RefusalError
from whowhom.events.scenario import Scenario
from whowhom.forecasting.fitted import PATHS
from whowhom.forecasting.law import laws
from whowhom.forecasting.record import Record
from whowhom.ontology.likelihood import word
from whowhom.ontology.quad import QUADS
from whowhom.questions import caveats as caveats_
from whowhom.questions import contradictions, evidence, upheavals
from whowhom.questions.clauses import Clauses, horizon_of, singles
from whowhom.questions.forecast_envelope import of_record, scored
from whowhom.questions.forecast_reasons import Why, why
from whowhom.questions.forecast_words import chance, days
from whowhom.questions.forecasts import Model
from whowhom.questions.futures import Futures, brings
from whowhom.questions.horizon import ahead, parse_days
from whowhom.questions.likelihood_words import condition, confidence, counted, words
from whowhom.questions.outlook import Outlook, too_short
from whowhom.questions.reach import Reach, classes, reach, refuse
from whowhom.questions.sayings import sayings
from whowhom.questions.scope import Scope, counted_dataset, day
from whowhom.questions.windows import FEWEST, windows
from whowhom.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from whowhom.forecasting.fitted import Fitted

_NEAREST: Final = 3
_LED: Final = 3
_LEVERS: Final = 6
_BINS: Final = 16
_MOVES: Final = 0.005


@dataclass(frozen=True)
class Case:
    """A scenario, looked up, with what answers it."""

    scenario: Scenario
    clause: Clause
    conditions: list[Condition]
    labels: tuple[str, ...]
    outlook: Outlook
    fitted: Fitted
    reach: Reach
    futures: Futures


def likelihood(
    snapshot: Snapshot,
    scope: Scope,
    scenario: Scenario,
    horizon: str,
    model: Model,
    tried: Callable[[Case], Skill] | None = None,
) -> Answer:
    """How likely a scenario is.

    Parameters
    ----------
    snapshot : Snapshot
        The case as of a day.
    scope : Scope
        Dataset, level and seed.
    scenario : Scenario
        What has to come true.
    horizon : str
        Days ahead, which go before the scenario's own; may be empty.
    model : callable
        Fits what the answer needs.
    tried : callable, optional
        Measures the skill of the whole scenario on the past; see `whowhom.questions.hindsight`.

    Returns
    -------
    Answer
        With a `whowhom.answers.likelihood.Likelihood`.

    Raises
    ------
    OptionError, UnknownActorError
        If the scenario cannot be read; found before anything is fitted.
    RefusalError
        If it contradicts itself, or the dataset can tell nothing of it.
    """
    case = _asked(snapshot, scope, scenario, horizon, model)
    return _answer(case, tried(case) if tried else _skill(case))


def _asked(
    snapshot: Snapshot, scope: Scope, scenario: Scenario, horizon: str, model: Model
) -> Case:
    chosen = replace(scope, dataset=scope.dataset or scenario.dataset)
    dataset = counted_dataset(snapshot, chosen, np.ones(len(snapshot.columns), dtype=np.bool_))
    if not dataset.counts:
        raise RefusalError(
            f"{dataset.name} is a hand-picked list and no sample: how often something comes cannot "
            "be told from it, nor how likely it is",
            "datasets that may be counted: "
            + (", ".join(d.name for d in snapshot.datasets if d.counts) or "none in this case"),
            "choose one with --dataset, or see the shares: whowhom forecast",
        )
    record = Record.of(snapshot, dataset)
    span = horizon_of(scenario.stated, record.day, horizon or scenario.horizon)
    clause = Clauses(snapshot, record.day, span).read(scenario.stated)
    contradictions.check(clause)
    conditions = leaves(clause)
    # What can be refused without a model is refused before one is fitted.
    before = Outlook(snapshot, scope, record, None, ahead(snapshot, record, span))
    for each in conditions:
        refuse(before, each)
    record, fitted = model(dataset)
    if refusal := too_short(record, fitted.longest):
        raise refusal
    parse_days(span, fitted.longest)
    first = next((a for c in conditions for a in (c.source, c.target) if a != ANYONE), "")
    outlook = replace(before, record=record, fitted=fitted, first=snapshot.index.get(first, -1))
    for each in conditions:
        refuse(outlook, each)
    return case_of(scenario, clause, outlook, fitted)


def case_of(scenario: Scenario, clause: Clause, outlook: Outlook, fitted: Fitted) -> Case:
    """A scenario with its futures."""
    conditions = leaves(clause)
    found = reach(outlook, fitted, conditions)
    futures = Futures(
        clause,
        found.wanted,
        laws(fitted, found.dyads, found.cells, outlook.scope.level),
        outlook.scope.seed,
    )
    labels = tuple(
        asked.label or condition(outlook, each)
        for asked, each in zip(singles(scenario.stated), conditions, strict=True)
    )
    return Case(scenario, clause, conditions, labels, outlook, fitted, found, futures)


def _answer(case: Case, skill: Skill) -> Answer:
    outlook, snapshot, scenario = case.outlook, case.outlook.snapshot, case.scenario
    p = case.futures.probability()
    low, high = _interval(case)
    base = _base(case)
    parts = _parts(case)
    binding = max(range(len(parts)), key=lambda n: (parts[n].without, -n))
    led = _led(case, binding)
    told = [why(outlook, case.futures.laws.now[n].dyad, case.futures.laws.now[n].quad) for n in led]
    said, statements = sayings(snapshot, case.conditions, scenario.statements)
    proxies = tuple(ProxyLine(x.label, x.stands_for, x.why, x.quality) for x in scenario.proxies)
    turns = upheavals.doubted(outlook, _bearers(case, led))
    body = Likelihood(
        headline=_headline(case, p, (low, high), base.probability) + upheavals.doubt(turns),
        scenario=scenario.name or scenario.text,
        question=scenario.question,
        condition=case.clause.text,
        horizon=outlook.ahead,
        level=outlook.scope.level,
        probability=p,
        low=low,
        high=high,
        word=word(min(max(p, 0.0), 1.0)),
        interval_note=_interval_note(case),
        method="exact" if case.futures.exact else "paths",
        monte_carlo=case.futures.error,
        paths=PATHS,
        base=base,
        parts=parts,
        binding=parts[binding].label,
        nearest=_nearest(case),
        typical=_typical(case),
        about=_about(case, led[0]) if led else "",
        speaks_for=told[0].speaks_for if told else (),
        speaks_against=told[0].speaks_against if told else (),
        levers=_levers(case, led, told, p),
        statements=tuple(said),
        proxies=proxies,
        confidence=confidence(proxies, len(case.conditions)),
        measured=tuple(outlook.measured_of(q) for q in classes(case.conditions, outlook)),
        counts=_bins(case, binding),
    )
    rows = [e for each in told for e in each.evidence]
    rows += [evidence.statement(snapshot, s) for s in statements]
    return Answer(
        verb="likelihood",
        status="answered",
        question={
            "scenario": scenario.name or scenario.text,
            "read_as": case.clause.text,
            "horizon": outlook.ahead.days,
            "dataset": outlook.scope.dataset or None,
            "level": outlook.scope.level,
            "seed": outlook.scope.seed,
            "vintage": snapshot.vintage,
        },
        case={"name": snapshot.settings.name, "snapshot": snapshot.hash},
        as_of=snapshot.as_of,
        dataset=caveats_.about(outlook.dataset),
        answer=body,
        evidence=tuple({e.id: e for e in rows}.values()),
        skill=skill,
        resolution=_resolution(case),
        caveats=(*upheavals.caveats(outlook, turns), *_caveats(case)),
        claims=(_claim(case, p, low, high, base.probability),),
    )


# ---- the number ----------------------------------------------------------------------------------


def _interval(case: Case) -> tuple[float, float]:
    """All expectations lower, or higher, by what is in doubt, and what few paths leave."""
    told = [case.futures.probability(which) for which in ("low", "now", "high")]
    low, high = min(told), max(told)
    if case.futures.exact:
        return low, high
    z = float(ndtri((1.0 + case.outlook.scope.level) / 2.0))
    return _wilson(low, z)[0], _wilson(high, z)[1]


def _wilson(p: float, z: float) -> tuple[float, float]:
    """Wilson's interval for a share of the paths (Brown, Cai & DasGupta 2001).

    >>> tuple(round(x, 4) for x in _wilson(0.0, 1.645))
    (0.0, 0.0014)
    """
    n = PATHS
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(p * (1 - p) / n + z * z / (4 * n * n)))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _interval_note(case: Case) -> str:
    covers = (
        "The interval moves all expectations down or up together by what the fit leaves in doubt; "
        "it does not cover doubt about deaths per act or places, nor a change that the record has "
        "never seen"
    )
    if case.futures.exact:
        return f"{covers}. The probability is worked out by formula, not drawn."
    error = case.futures.error
    return f"{covers}. {PATHS:,} paths were drawn: standard error {100 * error:.1f} points."


def _base(case: Case) -> BaseRate:
    """How often the scenario came true in past windows, or what the base rate's pace gives."""
    outlook = case.outlook
    past = windows(outlook.snapshot, outlook.record, case.clause, outlook.ahead.days)
    n, true = len(past), int(past.true.sum())
    if n >= FEWEST:
        first = day(past.first[0])
        return BaseRate(
            (true + 0.5) / (n + 1.0),
            "record",
            true,
            n,
            first,
            f"it came true in {true} of {n} windows of {outlook.ahead.days} days since {first} "
            "that do not overlap (half a window added to either side)",
        )
    observed = f"only {n} such windows" if n else "no such window"
    return BaseRate(
        case.futures.probability("base"),
        "model",
        0,
        0,
        None,
        f"each dyad's pace over the whole record, since {observed} of {outlook.ahead.days} days "
        f"{'are' if n > 1 else 'is'} observed to the day",
    )


def _parts(case: Case) -> tuple[Part, ...]:
    futures, level = case.futures, case.outlook.scope.level
    counts = futures.counts()
    tails = ((1 - level) / 2, 0.5, (1 + level) / 2)
    found = []
    for n, each in enumerate(case.conditions):
        low, median, high = np.quantile(counts[n], tails, method="inverted_cdf")
        single = len(case.conditions) == 1
        found.append(
            Part(
                label=case.labels[n],
                text=each.text,
                wanted=futures.signs[n],
                measure=each.measure,
                at_least=each.at_least,
                probability=futures.of_part(n),
                base_probability=futures.of_part(n, "base"),
                low=float(low),
                median=float(median),
                high=float(high),
                without=1.0 if single else float(futures.true(counts, n).mean()),
            )
        )
    return tuple(found)


# ---- paths ---------------------------------------------------------------------------------------


def _nearest(case: Case) -> tuple[NearPath, ...]:
    """Paths of the smallest shortfall that is one, no two alike."""
    counts = case.futures.counts()
    short = case.futures.shortfall(counts)
    order = np.lexsort((np.arange(len(short)), short))
    found: dict[tuple[int, ...], int] = {}
    for path in order[short[order] > 0.0]:
        found.setdefault(tuple(int(x) for x in counts[:, path]), int(path))
        if len(found) >= _NEAREST:
            break
    return tuple(NearPath(p, told, _told(case, told)) for told, p in found.items())


def _told(case: Case, counts: tuple[int, ...]) -> str:
    signs = case.futures.signs
    each = zip(case.labels, case.conditions, signs, counts, strict=True)
    return "; ".join(counted(*one) for one in each)


def _typical(case: Case) -> str:
    """What the paths on which the scenario comes true have in common: their medians."""
    counts = case.futures.counts()
    true = case.futures.true(counts)
    if not true.any():
        return f"On none of the {PATHS:,} paths does it come true."
    middle = np.quantile(counts[:, true], 0.5, axis=1, method="inverted_cdf")
    told = _told(case, tuple(int(x) for x in middle))
    return f"It comes true on {int(true.sum()):,} of {PATHS:,} paths; in the middle: {told}."


def _bins(case: Case, binding: int) -> tuple[Bin, ...]:
    counts = case.futures.counts()[binding]
    n = case.conditions[binding].at_least
    top = max(int(np.quantile(counts, 0.98)), n)
    width = max(-(-top // _BINS), 1)
    # The number wanted is an edge, and the last bin holds all that is more.
    edges = sorted({0, *range(n, 0, -width), *range(n, top + width, width)})
    ends = [*(e - 1 for e in edges[1:]), max(int(counts.max()), edges[-1])]
    return tuple(
        Bin(a, b, float(((counts >= a) & (counts <= b)).mean()), a >= n)
        for a, b in zip(edges, ends, strict=True)
    )


# ---- why -----------------------------------------------------------------------------------------


def _led(case: Case, binding: int) -> list[int]:
    """Dyads and classes that bring most to the conditions, that of the binding one first."""
    found: dict[int, None] = {}
    for n in sorted(range(len(case.conditions)), key=lambda n: n != binding):
        amount = brings(case.futures.laws.now, case.futures.wanted[n])
        if len(amount) and amount.max() > 0.0:
            found[int(np.argmax(amount))] = None
    return list(found)[:_LED]


def _about(case: Case, place: int) -> str:
    law = case.futures.laws.now[place]
    return f"{QUADS[law.quad + 1]} {case.outlook.between(law.dyad)}"


def _levers(case: Case, led: list[int], told: list[Why], now: float) -> tuple[Lever, ...]:
    """How the probability would move with what drives the leading dyads."""
    found = []
    for place, each in zip(led, told, strict=True):
        for watch in each.indicators:
            if not watch.now:
                continue
            doubled, gone = (
                case.futures.with_law(place, (value or 0.0) / watch.now)
                for value in (watch.doubled, watch.gone)
            )
            named = _named(case.outlook, case.futures.laws.now[place].dyad, watch.words)
            found.append(Lever(named, now, doubled, gone))
    found = [x for x in found if max(abs(x.doubled - now), abs(x.gone - now)) >= _MOVES]
    found.sort(key=lambda x: -max(abs(x.doubled - now), abs(x.gone - now)))
    return tuple(found[:_LEVERS])


def _named(outlook: Outlook, dyad: int, said: str) -> str:
    """What to watch, with the names of the two where it says no more than that."""
    source, target, _ = outlook.sides(dyad)
    one, other = outlook.name(source), outlook.name(target)
    told = said.replace("between the two", f"between {one} and {other}")
    told = told.replace("either of the two", f"{one} or {other}")
    return told if told != said or one in said else f"{said}, for acts {outlook.between(dyad)}"


# ---- words ---------------------------------------------------------------------------------------


def _headline(case: Case, p: float, inside: tuple[float, float], base: float) -> str:
    outlook, scenario = case.outlook, case.scenario
    told = chance(word(min(max(p, 0.0), 1.0)), p, inside, base, outlook.scope.level)
    named = words(outlook, case.clause)
    if scenario.name:
        proxies = ", as far as its proxies tell," if scenario.proxies else ""
        named = f"the scenario '{scenario.name}'{proxies}"
    elif len(case.conditions) > 1 or not case.futures.signs[0]:
        named = f"the scenario '{scenario.text}'"
    return f"{days(outlook)} {named} {told}, as {outlook.dataset.name} records it."


def _bearers(case: Case, led: list[int]) -> set[str] | None:
    """Ids of the actors that it hangs on: of its conditions, and of the dyads that bring most.

    None where the conditions name nobody and so mean everybody.
    """
    named = {a for c in case.conditions for a in (c.source, c.target)} - {ANYONE}
    sides = (case.outlook.sides(case.futures.laws.now[n].dyad)[:2] for n in led)
    actors = case.outlook.snapshot.actors
    return named | {actors[a].actor_id for pair in sides for a in pair} if named else None


def _resolution(case: Case) -> str:
    outlook = case.outlook
    versions = ", ".join(outlook.dataset.versions) or "unknown"
    first = min(c.first for c in case.conditions)
    last = max(c.last for c in case.conditions)
    resolved = outlook.ahead.resolved - (outlook.ahead.last - last)
    return (
        f"Counted: rows of dataset {outlook.dataset.name}, version {versions} or what follows it, "
        f"that happened, with their last day between {first} and {last}; it is true if they hold "
        f"{words(outlook, case.clause)}; resolved on {resolved}."
    )


def _claim(case: Case, p: float, low: float, high: float, base: float) -> Claim:
    return Claim(
        verb="likelihood",
        about=case.scenario.name or words(case.outlook, case.clause),
        probability=p,
        low=low,
        high=high,
        base_rate=base,
        condition=case.clause,
        dataset=case.outlook.dataset.name,
        versions=case.outlook.dataset.versions,
    )


def _skill(case: Case) -> Skill:
    """Of one condition its class's skill; of several nothing is known without a backtest."""
    quads = classes(case.conditions, case.outlook)
    if len(case.conditions) == 1 and len(quads) == 1:
        found = scored(case.outlook.measured_of(quads[0]))
        single = case.conditions[0]
        if single.measure == "acts" and single.at_least == 1 and not single.place:
            return found
        return replace(found, note=f"{found.note}; not of this number, measure or place")
    parts = "; ".join(scored(case.outlook.measured_of(q)).note for q in quads)
    return Skill(
        "unknown",
        0,
        "the scenario as a whole was not tried on the past (--backtest tries it); its acts: "
        f"{parts}",
    )


def _caveats(case: Case) -> list[str]:
    outlook = case.outlook
    said = list(case.scenario.notes)
    if any(not c.either for c in case.conditions) and (case.reach.dyads % 2 == 0).any():
        said.append(
            "Rows without a direction count for both sides: an act 'by' an actor may be one done "
            "to it."
        )
    said += case.reach.caveats
    said.append(
        "Dyads are drawn apart from each other: what moves several at once beyond their record, "
        "such as a withdrawal or a truce, is not in the paths."
    )
    return said + of_record(outlook)
