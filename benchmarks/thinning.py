"""Thinning: do the intervals of a small, uneven record cover what the full record holds?

``python -m benchmarks.thinning --data PATH --json OUT [--rows N] [--seeds N]``

The full record of a set is thinned to a few hundred rows as unevenly over dyads and years as a
hand-made chronicle: of the busiest dyads least is kept, a third of all rows falls into one year.
The model is fitted on the thinned record alone, with the shipped prior without the set itself, and
its 90 % intervals are held against the full record's counts, for at most 600 dyads at each yearly
origin of the last 40 % of the days:

* full: the record as it is, against itself;
* thinned, raw: the thinned record's own forecast, as if it were the whole;
* thinned, scaled: the same divided by the share of the dyad's acts that was kept over the last
  year, as somebody with a coverage table would.

Counts are whole numbers, so that an interval of a rare event covers too often; 'randomised' counts
an end of the interval in part, and is exact for a right forecast. The gate: where coverage is not
85 to 95 %, answers print no counts. That is why records without full coverage get shares and ranks.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dyadsets import SETS
from benchmarks.machine import machine
from whowhom.engine.acts import Acts, Float, Int
from whowhom.engine.drivers import Dyads
from whowhom.engine.prior import Origin
from whowhom.engine.prior.origin import combined, figures
from whowhom.forecasting.fitted import Fitted, up_to_bands
from whowhom.forecasting.horizon import pace
from whowhom.forecasting.tallies import ahead

HORIZONS = (90, 365)
LEVEL = 0.9
GATE = (0.85, 0.95)
_YEAR, _STEP, _PATHS, _ASKED = 365, 360, 400, 600
_OWN = {"levant": "KEDS Levant", "myanmar": "UCDP GED Myanmar"}


def thin(acts: Acts, rows: int, seed: int) -> tuple[Acts, Float]:
    """Keep about so many rows, unevenly; also the chance that each row of the full record had."""
    rng = np.random.default_rng(seed)
    keys, dyad, size = np.unique(acts.dyad, return_inverse=True, return_counts=True)
    level = rng.beta(0.5, 3.0, len(keys)) * np.clip((10.0 / size) ** 0.3, 0.02, 1.0)
    year = (acts.day - acts.day[0]) // _YEAR
    years = rng.gamma(0.7, 1.0, int(year.max()) + 1)
    chance = level[dyad] * years[year]
    full = int(rng.integers(len(years) // 2, max(len(years) - 1, len(years) // 2 + 1)))
    there = year == full
    chance[there] *= 0.5 * chance[~there].sum() / max(float(chance[there].sum()), 1e-12)
    for _ in range(50):
        chance = np.minimum(chance * rows / chance.sum(), 0.9)
    kept = rng.random(len(acts)) < chance
    return acts.take(np.flatnonzero(kept)), chance


def prior_without(name: str) -> Origin:
    """The shipped prior of the same kind of data, without the set itself."""
    lethal = name == "myanmar"
    used = [
        f
        for f in figures()
        if not f["name"].startswith(_OWN[name]) and (f["family"] == "ged") == lethal
    ]
    return Origin(combined(used), tuple(f["name"] for f in used), "", "")


def kept_share(full: Acts, chance: Float, dyads: Int, origin: int) -> Float:
    """Mean chance of a dyad's acts over the last year; over all its past where it had none."""
    found = np.zeros(len(dyads))
    for first in (origin - _YEAR, int(full.day[0])):
        rows = (full.day >= first) & (full.day < origin)
        place = np.minimum(np.searchsorted(dyads, full.dyad[rows]), len(dyads) - 1)
        hit = dyads[place] == full.dyad[rows]
        n = np.bincount(place[hit], minlength=len(dyads))
        total = np.bincount(place[hit], chance[rows][hit], len(dyads))
        found = np.where((found == 0.0) & (n > 0), total / np.maximum(n, 1), found)
    return np.maximum(found, 1e-4)


def coverage(full: Acts, record: Acts, name: str, chance: Float | None) -> list[dict[str, Any]]:
    """How often intervals at later origins cover the full record's counts, per horizon."""
    first, last = int(full.day[0]), int(full.day[-1]) + 1 - max(HORIZONS)
    origins = range(int(first + 0.6 * (int(full.day[-1]) - first)), last + 1, _STEP)
    rng, parts, model, since = np.random.default_rng(0), [], None, 0
    for origin in origins:
        past = record.before(origin)
        if model is None or origin - since >= 2 * _YEAR:
            model, since = Fitted.fit(past, origin, prior=prior_without(name)), origin
        now = replace(model, acts=past, until=origin)
        dyads = np.unique(past.dyad)
        if len(dyads) > _ASKED:
            dyads = np.sort(rng.choice(dyads, _ASKED, replace=False))
        scale = np.ones(len(dyads)) if chance is None else kept_share(full, chance, dyads, origin)
        truth = ahead(full, dyads, origin, HORIZONS)
        for q in now.quads:
            means, _ = now.means(Dyads.of(now.traces, dyads), q)
            for i, horizon in enumerate(HORIZONS):
                within, speed = up_to_bands(means, horizon) / scale, pace(means)
                drawn = now.frailty(dyads, q).draw(within, speed, _PATHS, rng)[-1]
                parts.append((horizon, *_judged(drawn, truth[:, q, i])))
    return [_row(horizon, [p for p in parts if p[0] == horizon]) for horizon in HORIZONS]


def _judged(drawn: Int, truth: Int) -> tuple[Float, Float, Float, Float]:
    """Covered, covered when randomised, truth and forecast mean."""
    tails = (1.0 - LEVEL) / 2.0
    low, high = np.quantile(drawn, [tails, 1.0 - tails], axis=1, method="inverted_cdf")
    below, upto = (drawn < truth[:, None]).mean(axis=1), (drawn <= truth[:, None]).mean(axis=1)
    covered = (low <= truth) & (truth <= high)
    # The mean over the randomisation: one draw of it moves the share of a few hundred by 0.02.
    inside = np.minimum(upto, 1.0 - tails) - np.maximum(below, tails)
    randomised = np.where(
        upto > below,
        np.maximum(inside, 0.0) / np.maximum(upto - below, 1e-12),
        (below > tails) & (below < 1.0 - tails),
    )
    return covered * 1.0, randomised, truth * 1.0, drawn.mean(axis=1)


def _row(horizon: int, parts: list[Any]) -> dict[str, Any]:
    covered, randomised, truth, mean = (np.concatenate([p[i] for p in parts]) for i in (1, 2, 3, 4))
    return {
        "horizon": horizon,
        "n": len(truth),
        "covered": float(covered.mean()),
        "randomised": float(randomised.mean()),
        "truth": float(truth.mean()),
        "forecast": float(mean.mean()),
        "gate": bool(GATE[0] <= randomised.mean() <= GATE[1]),
    }


def run(name: str, data: Path, rows: int, seeds: int) -> list[dict[str, Any]]:
    """All variants on one set."""
    full = SETS[name](data).acts
    found = []
    for variant in ("full", "thinned, raw", "thinned, scaled"):
        for seed in range(1 if variant == "full" else seeds):
            record, chance = (full, None) if variant == "full" else thin(full, rows, seed)
            scale = chance if variant.endswith("scaled") else None
            for row in coverage(full, record, name, scale):
                found.append({"set": name, "record": variant, "rows": len(record), **row})
                print(_line(found[-1]), flush=True)
    return found


def _line(row: dict[str, Any]) -> str:
    return (
        f"{row['set']:8} {row['record']:16} {row['rows']:7,} rows {row['horizon']:4} days "
        f"n {row['n']:6,}  covered {row['covered']:.3f}  randomised {row['randomised']:.3f}  "
        f"truth {row['truth']:.2f}  forecast {row['forecast']:.2f}  "
        f"{'within the gate' if row['gate'] else 'outside the gate'}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Thin, fit, hold against the full record, write JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=400)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args(arguments)
    found = [row for name in _OWN for row in run(name, given.data, given.rows, given.seeds)]
    out = {
        "benchmark": "thinning",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "rows": found,
    }
    given.json.write_text(json.dumps(out, indent=2) + "\n")


if __name__ == "__main__":
    main()
