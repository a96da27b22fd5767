"""What was fitted as text."""

from collections.abc import Iterable, Sequence

from whowhom.answers.expectation import Measured
from whowhom.answers.fit import DriverLine, FactorLine, Fit, FittedClass
from whowhom.report.paragraphs import section, wrap
from whowhom.report.tables import table

_FAINT = 0.01


def of_fit(body: Fit) -> Iterable[str]:
    """Blocks of a fit."""
    yield section("Learnt from", wrap(_record(body)), wrap(_prior(body)))
    for each in body.classes:
        yield section(
            f"What excites {each.name} ({each.acts:,} acts)",
            _drivers(each.drivers),
            wrap(
                "Share of all acts that the fit credits, at so many days ahead. Half-life: days "
                "after which an act weighs half."
            ),
        )
        yield section(f"What raises or lowers {each.name}", _factors(each.factors))
        yield section(f"How far {each.name} is trusted", wrap(_trust(each)), _skill(each.measured))
    if body.not_fitted:
        yield wrap(f"Not fitted, for want of acts: {', '.join(body.not_fitted)}.")


def _record(body: Fit) -> str:
    return (
        f"{body.acts:,} acts of {body.dyads:,} dyads and {body.actors:,} actors, {body.first} to "
        f"{body.last}; lessons from {body.learnt_from} on. Horizons up to {body.longest} days can "
        "be answered."
    )


def _prior(body: Fit) -> str:
    if body.prior_from:
        names = ", ".join(body.prior_from)
        return f"Where the record says little, weights lean on {names} (up to {body.prior_until})."
    return f"No prior from other data: {body.prior_note or 'none was chosen'}."


def _drivers(lines: Sequence[DriverLine]) -> str:
    spans = sorted({(d.days_from, d.days_to) for d in lines})
    shares: dict[tuple[str, str], dict[tuple[int, int], float]] = {}
    for d in lines:
        label = (d.words, "ever" if d.half_life is None else f"{d.half_life:,.0f} d")
        cell = shares.setdefault(label, {})
        cell[d.days_from, d.days_to] = cell.get((d.days_from, d.days_to), 0.0) + d.share
    ranked = sorted(shares.items(), key=lambda item: -sum(item[1].values()))
    rows = [
        [words, half_life, *(f"{told[s]:.0%}" if s in told else "" for s in spans)]
        for (words, half_life), told in ranked
        if max(told.values()) >= _FAINT
    ]
    headings = ["driver", "half-life", *(f"{low}-{high} d" for low, high in spans)]
    return table(headings, rows, range(1, len(headings)))


def _factors(lines: Sequence[FactorLine]) -> str:
    spans = sorted({(f.days_from, f.days_to) for f in lines})
    told: dict[str, dict[tuple[int, int], float]] = {}
    for f in lines:
        told.setdefault(f.words, {})[f.days_from, f.days_to] = f.weight
    rows = [
        [words, *(f"{cells[s]:+.2f}" if s in cells else "" for s in spans)]
        for words, cells in told.items()
    ]
    headings = ["coefficient of", *(f"{low}-{high} d" for low, high in spans)]
    return table(headings, rows, range(1, len(headings)))


def _trust(each: FittedClass) -> str:
    return (
        f"The forecast is {each.model_share:.0%} the model's and {1 - each.model_share:.0%} the "
        "base rate's, from how each did in forecasts of the past." + _lags(each)
    )


def _lags(each: FittedClass) -> str:
    if not each.lags_share:
        return ""
    return (
        f" Of dyads that acted in the last {each.active_days} days, {each.lags_share:.0%} of the "
        "model is a regression on counts of late, the rest what its drivers bring."
    )


def _skill(measured: Sequence[Measured]) -> str:
    rows = [
        [
            m.name,
            m.verdict,
            f"{m.n:,}",
            "" if m.value is None else f"{m.value:+.2f}",
            "" if m.low is None or m.high is None else f"{m.low:+.2f} to {m.high:+.2f}",
        ]
        for m in measured
    ]
    return table(["against the base rate", "skill", "n", "value", "95% interval"], rows, [2, 3])
