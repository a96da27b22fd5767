"""What an impact is called, and what speaks for it and against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from whowhom.actors.actor import Actor
from whowhom.answers.impact import Effect, ImpactReason, Placebos, Shift
from whowhom.forecasting.placebos import FEWEST
from whowhom.questions.impact_event import Happening
from whowhom.questions.rates import figure

_NOMINAL = 0.1
_MOVERS = 3


def finding(total: Effect, against: Sequence[Placebos], shifts: Sequence[Shift]) -> str:
    """What the answer comes to, in a word.

    Parameters
    ----------
    total : Effect
        All acts.
    against : sequence of Placebos
        The first with enough of them decides.
    shifts : sequence of Shift
        A grave one leaves nothing to compare.

    Returns
    -------
    str
        ``not comparable``, ``cannot be told``, ``within chance``, ``more`` or ``fewer``: than the
        placebos' forecasts usually see.
    """
    if any(s.grave for s in shifts):
        return "not comparable"
    deciding = decides(against)
    if deciding is None or deciding.p is None or deciding.ratio is None:
        return "cannot be told"
    if deciding.p > _NOMINAL:
        return "within chance"
    return "more" if (total.observed + 0.5) / (total.expected + 0.5) > deciding.ratio else "fewer"


def decides(against: Sequence[Placebos]) -> Placebos | None:
    """Dates where there are enough of them, else actors; None where neither suffice."""
    return next((a for a in against if a.n >= FEWEST), None)


def headline(
    actor: Actor,
    event: Happening,
    whole: tuple[Effect, float],
    found: str,
    against: Sequence[Placebos],
    shifts: Sequence[Shift],
) -> str:
    """One line of judgement; the total comes with the level of its interval."""
    total, level = whole
    inside = f"{total.low:,.0f} to {total.high:,.0f}"
    ratio = "" if total.ratio is None else f", {total.ratio:.2f} times as many"
    name = "" if event.name == event.day.isoformat() else f"{event.name}, "
    said = (
        f"From {name}{event.day}, to {event.stop - timedelta(days=1)} {actor.name} was in "
        f"{_acts(total.observed)} where {figure(total.expected)} were forecast without it "
        f"({level:.0%} interval {inside}){ratio}: "
    )
    return said + _judgement(found, against, shifts)


def _acts(n: int) -> str:
    return "1 act" if n == 1 else f"{n:,} acts"


def _judgement(found: str, against: Sequence[Placebos], shifts: Sequence[Shift]) -> str:
    if found == "not comparable":
        return f"not comparable, for {next(s.words for s in shifts if s.grave)}"
    if found == "cannot be told":
        n = {a.among: a.n for a in against}
        held = f"{_many(n['dates'], 'earlier window')} and {_many(n['actors'], 'comparable actor')}"
        return f"cannot be told from chance ({held} to hold it against, {FEWEST} are needed)"
    deciding = decides(against)
    assert deciding is not None
    assert deciding.p is not None
    usual = (
        f"p = {deciding.p:.2f} against {_those(deciding)}, which usually show {_range(deciding)}"
    )
    if found == "within chance":
        return f"no change that can be told from chance ({usual})"
    return f"{found} than chance gives ({usual})"


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _those(against: Placebos) -> str:
    if against.among == "dates":
        return _many(against.n, "earlier window")
    return f"{_many(against.n, 'comparable actor')} in the same days"


def _range(against: Placebos) -> str:
    return f"{against.ratio_low:.2f} to {against.ratio_high:.2f} times"


def reasons(
    event: Happening,
    total: Effect,
    before: Effect | None,
    against: Sequence[Placebos],
    shifts: Sequence[Shift],
    partners: Sequence[Effect],
    moved: frozenset[str],
) -> tuple[tuple[ImpactReason, ...], tuple[ImpactReason, ...]]:
    """What speaks for a change with the event, and what against.

    Parameters
    ----------
    event : Happening
        The event.
    total, before : Effect
        All acts after it, and between forecast and event.
    against : sequence of Placebos
        How unusual that is.
    shifts : sequence of Shift
        What changed in the measurement.
    partners : sequence of Effect
        By partner.
    moved : frozenset of str
        Partners whose name passed to or from somebody: they speak neither way.
    """
    speaks_for: list[ImpactReason] = []
    speaks_against: list[ImpactReason] = []
    inside = f"{total.low:,.0f} to {total.high:,.0f}"
    whole = f"{_acts(total.observed)} on record, {figure(total.expected)} forecast ({inside})"
    (speaks_against if total.inside else speaks_for).append(ImpactReason(whole, total.evidence))
    for each in against:
        (speaks_for if _unusual(each) else speaks_against).append(ImpactReason(_rarity(each)))
    speaks_for += [
        ImpactReason(
            f"{e.name.strip()}: {_acts(e.observed)}, {figure(e.expected)} forecast "
            f"({e.low:,.0f} to {e.high:,.0f})",
            e.evidence,
        )
        for e in partners[: 2 * _MOVERS]
        if not e.inside and e.name not in moved and (e.difference > 0) == (total.difference > 0)
    ]
    if before is not None and not before.inside:
        usual = f"{figure(before.expected)} were forecast ({before.low:,.0f} to {before.high:,.0f})"
        words = (
            f"already before {event.name} ({before.name}) there were {_acts(before.observed)} "
            f"where {usual}"
        )
        same = (before.difference > 0) == (total.difference > 0)
        note = "it was foreseen, or the change is older" if same else "the other way"
        speaks_against.append(ImpactReason(f"{words}: {note}", before.evidence))
    speaks_against += [ImpactReason(s.words) for s in shifts]
    return tuple(speaks_for), tuple(speaks_against)


def _unusual(against: Placebos) -> bool:
    return against.n >= FEWEST and against.p is not None and against.p <= _NOMINAL


def _rarity(against: Placebos) -> str:
    if not against.n:
        what = "earlier window" if against.among == "dates" else "comparable actor"
        return f"no {what} to hold it against"
    usual = f"{_those(against)} show {_range(against)} (median {against.ratio:.2f})"
    few = "" if against.n >= FEWEST else f"; fewer than {FEWEST} can decide nothing"
    return f"{usual}, and lie as far off with p = {against.p:.2f}{few}"
