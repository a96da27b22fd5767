"""How many acts of each class within a horizon: baselines, the model, and the skill beside them.

``python -m benchmarks.horizon --data PATH --json OUT [--set NAME ...] [--no-model]``

PATH is the folder of the reference data. Origins lie in the last 40 % of a set's days; what is
learnt is learnt at refits from horizons that had ended (`whowhom.forecasting.earlier`): yearly, in
the largest set every second year, in sets of one year every 30 days. A cell is one class, horizon
and slice of one set.

The model is compared with the historic rate and with the baseline that turned out best in that very
cell and score, which no user could have picked beforehand: the hardest comparison there is.
"""

from __future__ import annotations

import os

# One thread: beside other jobs, threads that wait for each other cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dyadsets import SETS, DyadSet
from benchmarks.intermittent import intermittent
from benchmarks.machine import machine
from whowhom.engine.acts import Acts, Float, Int
from whowhom.forecasting.backtest import Plan, Table, backtest
from whowhom.forecasting.baselines import baselines, conflictology_deaths, historic_deaths
from whowhom.forecasting.earlier import Course
from whowhom.forecasting.outlook import Forecaster
from whowhom.forecasting.refitted import Refitted
from whowhom.forecasting.reliability import corp, pit, reliability
from whowhom.forecasting.scores import Skill, brier, crps, log_score, skill
from whowhom.forecasting.slices import ONSET, SLICES, Sizes, asked

Deaths = Callable[[Acts, int, Int, tuple[int, ...]], Int]
"""Acts before the origin, origin, dyads, horizons -> drawn deaths (n, H, S)."""

LETHAL = (1, 25)
_HELD_OUT = 0.4
_FEWEST = 5
_SHORTEST_BLOCK = 90


@dataclass(frozen=True)
class Setting:
    """How a set is asked.

    Parameters
    ----------
    horizons : tuple of int
        Days.
    step : int
        Days between origins; monthly, or thinned so that all sets take minutes.
    active_days : int
        A dyad is active if it acted within so many days: a year, in sets of one year two months.
    refit_days : int
        Days between refits.
    """

    horizons: tuple[int, ...] = (30, 90, 365)
    step: int = 30
    active_days: int = 365
    refit_days: int = 365

    def plan(self, data: DyadSet) -> Plan:
        """Origins in the last 40 % of the days, horizons that end within them."""
        first, stop = int(data.acts.day[0]), int(data.acts.day[-1]) + 1
        last = stop - max(self.horizons)
        start = stop - int((stop - first) * _HELD_OUT)
        origins = tuple(range(start, last + 1, self.step))
        return Plan(origins, self.horizons, data.observed, Sizes(self.active_days))

    def course(self) -> Course:
        """How baselines learn."""
        sizes = Sizes(self.active_days, 1000, 1000, 1000)
        if self.refit_days >= 365:
            return Course(sizes, self.refit_days)
        return Course(sizes, self.refit_days, span_days=180, step_days=15, burn_in_days=60)


SETTINGS = {
    "levant": Setting(step=180, refit_days=730),
    "casia": Setting(step=60),
    "icews14": Setting((7, 30), step=21, active_days=60, refit_days=30),
    "myanmar": Setting(step=60),
    "ged2021": Setting((30, 90), step=15, active_days=60, refit_days=30),
}


# ---- Scores of a cell ---------------------------------------------------------------------------


def scored(table: Table) -> dict[str, Float]:
    """The three scores of every row."""
    happened = table.truth > 0
    return {
        "brier": brier(table.any, happened),
        "log": log_score(table.any, happened),
        "crps": table.crps,
    }


def means(table: Table) -> dict[str, float]:
    """Weighted means of the three scores."""
    return {
        name: float(np.average(each, weights=table.weight)) for name, each in scored(table).items()
    }


def periods(table: Table, horizon: int) -> Int:
    """Block of time of each row: as long as the horizon, and at least 90 days."""
    return np.asarray((table.origin - table.origin.min()) // max(horizon, _SHORTEST_BLOCK))


def cell(tables: Mapping[str, Table], quad: int, horizon: int, which: int) -> dict[str, Any] | None:
    """Scores of every forecaster in a cell, and the model's skill; None if nobody was asked."""
    own = {name: table.cell(quad, horizon, which) for name, table in tables.items()}
    any_one = next(iter(own.values()))
    if not len(any_one):
        return None
    happened = any_one.truth > 0
    told: dict[str, Any] = {
        "n": len(any_one),
        "dyads": len(np.unique(any_one.dyad)),
        "happened": int(happened.sum()),
        "base_rate": float(np.average(happened, weights=any_one.weight)),
        "mean_count": float(np.average(any_one.truth, weights=any_one.weight)),
        "scores": {name: means(table) for name, table in own.items()},
        "reliable": {name: _reliable(table) for name, table in own.items()},
    }
    peers = [name for name in own if name != "model"]
    told["best"] = {
        score: min(peers, key=lambda name: told["scores"][name][score])
        for score in ("brier", "log", "crps")
    }
    if "model" in own:
        told["skill"] = _skills(own, told["best"], periods(any_one, horizon))
        told["calibration"] = _calibration(own["model"])
    return told


def _reliable(table: Table) -> bool:
    return reliability(table.any, table.truth > 0, table.dyad, table.weight).passed


def _skills(own: Mapping[str, Table], best: Mapping[str, str], period: Int) -> dict[str, Any]:
    model = own["model"]
    ours = scored(model)
    theirs = {name: scored(own[name]) for name in {*best.values(), "historic rate"}}
    return {
        f"{score} against {name}": asdict(
            skill(ours[score], theirs[peer][score], model.dyad, period, model.weight)
        )
        for score in ours
        for name, peer in (("best", best[score]), ("historic rate", "historic rate"))
    }


def _calibration(table: Table) -> dict[str, Any]:
    """CORP decomposition, reliability by bin, and deciles of the PIT."""
    happened = table.truth > 0
    whole = corp(table.any, happened, table.weight)
    bins = reliability(table.any, happened, table.dyad, table.weight)
    deciles = np.histogram(
        pit(table.below, table.upto), bins=10, range=(0, 1), weights=table.weight
    )[0]
    return {
        "miscalibration": whole.miscalibration,
        "discrimination": whole.discrimination,
        "uncertainty": whole.uncertainty,
        "bins": {
            "n": bins.n.tolist(),
            "forecast": bins.forecast.tolist(),
            "happened": bins.happened.tolist(),
            "error": [float(e) if np.isfinite(e) else None for e in bins.error],
        },
        "pit": (deciles / deciles.sum()).tolist(),
    }


# ---- Deaths -------------------------------------------------------------------------------------


def deaths(data: DyadSet, plan: Plan, model: Deaths | None) -> dict[str, Any]:
    """Deaths per dyad-month: ranked probability score, Brier at 1 and at 25, by slice."""
    makers: dict[str, Deaths] = {
        "historic": historic_deaths,
        "conflictology": conflictology_deaths,
        **({"model": model} if model else {}),
    }
    rows: dict[str, list[list[Float]]] = {name: [] for name in makers}
    about: list[list[Int]] = []
    for origin in plan.origins:
        who = asked(data.acts, origin, max(plan.horizons), plan.sizes)
        seen = who.slices != ONSET
        dyads, past = who.dyads[seen], data.acts.before(origin)
        truth = _died(data.acts, dyads, origin, plan.horizons[0])
        about.append([dyads, who.slices[seen], np.full(len(dyads), origin)])
        for name, make in makers.items():
            drawn = make(past, origin, dyads, plan.horizons[:1])[:, 0]
            rows[name].append(_death_scores(truth, drawn))
    dyad, slices, origins = (np.concatenate(column) for column in zip(*about, strict=True))
    period = (origins - origins.min()) // _SHORTEST_BLOCK
    joined = {
        name: [np.concatenate(c) for c in zip(*each, strict=True)] for name, each in rows.items()
    }
    return {
        SLICES[which]: _death_table(joined, slices == which, dyad, period)
        for which in (0, 1)
        if (slices == which).any()
    }


def _died(acts: Acts, dyads: Int, origin: int, horizon: int) -> Int:
    from whowhom.forecasting.tallies import death_windows

    return death_windows(acts, dyads, origin + horizon, horizon, 1)[:, 0]


def _death_scores(truth: Int, drawn: Int) -> list[Float]:
    n = drawn.shape[1]
    # Half a draw on either side: no probability of 0 or 1 from a few draws.
    over = [((drawn >= least).sum(axis=1) + 0.5) / (n + 1) for least in LETHAL]
    scores = [brier(p, truth >= least) for p, least in zip(over, LETHAL, strict=True)]
    return [crps(truth, drawn), *scores]


def _death_table(
    joined: Mapping[str, list[Float]], own: Any, dyad: Int, period: Int
) -> dict[str, Any]:
    names = ("crps", *(f"brier at {least}" for least in LETHAL))
    told: dict[str, Any] = {
        "n": int(own.sum()),
        "scores": {
            name: {score: float(c[own].mean()) for score, c in zip(names, columns, strict=True)}
            for name, columns in joined.items()
        },
    }
    if "model" in joined:
        told["skill"] = {
            f"{score} against {peer}": asdict(
                skill(joined["model"][i][own], joined[peer][i][own], dyad[own], period[own])
            )
            for i, score in enumerate(names)
            for peer in joined
            if peer != "model"
        }
    return told


# ---- The run ------------------------------------------------------------------------------------


def run(name: str, folder: Path, with_model: bool = True) -> dict[str, Any]:
    """All forecasters on one set: seconds of each, scores of every cell, deaths where given."""
    data, setting = SETS[name](folder), SETTINGS[name]
    plan, course = setting.plan(data), setting.course()
    forecasters: dict[str, Forecaster] = {**baselines(course), **intermittent(course)}
    model = Refitted(setting.refit_days) if with_model else None
    if model:
        forecasters["model"] = model
    tables, seconds = {}, {}
    for each, forecaster in forecasters.items():
        began = time.perf_counter()
        tables.update(backtest(data.acts, {each: forecaster}, plan))
        seconds[each] = time.perf_counter() - began
    cells = {
        f"{data.classes[quad]}, {h} days, {SLICES[which]}": told
        for quad in plan.classes
        for h in plan.horizons
        for which in range(len(SLICES))
        if (told := cell(tables, quad, h, which))
    }
    out: dict[str, Any] = {
        "set": name,
        "rows": data.rows,
        "origins": len(plan.origins),
        "seconds": seconds,
        "cells": cells,
    }
    if np.any(data.acts.deaths >= 0):
        out["deaths"] = deaths(data, plan, model.deaths if model else None)
    out["summary"] = summary(cells)
    return out


def summary(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Mean scores by slice, and how often the model is surely better or surely worse.

    Only cells with at least 5 events are counted: fewer tell nothing.
    """
    counted = {key: told for key, told in cells.items() if told["happened"] >= _FEWEST}
    out: dict[str, Any] = {"cells": len(cells), "counted": len(counted), "scores": {}}
    for which in SLICES:
        some = [told for key, told in counted.items() if key.endswith(which)]
        if some:
            out["scores"][which] = _mean_scores(some)
    versus = [told["skill"] for told in counted.values() if "skill" in told]
    for name in versus[0] if versus else ():
        lows, highs = ([each[name][end] for each in versus] for end in ("low", "high"))
        out[name] = {
            "surely better": float(np.mean([low > 0 for low in lows])),
            "surely worse": int(np.sum([high < 0 for high in highs])),
        }
    return out


def _mean_scores(some: list[Any]) -> dict[str, dict[str, float]]:
    """Mean over cells of each forecaster's scores, and the share of cells where it is reliable."""
    return {
        name: {
            **{
                score: float(np.mean([told["scores"][name][score] for told in some]))
                for score in ("brier", "log", "crps")
            },
            "reliable": float(np.mean([told["reliable"][name] for told in some])),
        }
        for name in some[0]["scores"]
    }


# ---- What is printed ----------------------------------------------------------------------------


def text(result: dict[str, Any]) -> str:
    """Lay a set out as text: a block per cell, then means and the summary."""
    lines = [f"== {result['set']}: {result['rows']:,} rows, {result['origins']} origins"]
    for key, told in result["cells"].items():
        lines.append(
            f"{key}: n {told['n']:,}, happened {told['happened']:,}, base {told['base_rate']:.4f}"
        )
        lines += [_score_line(score, told) for score in ("brier", "log", "crps")]
    lines += _means_text(result["summary"])
    lines += [
        f"{name}: surely better in {each['surely better']:.0%} of {result['summary']['counted']} "
        f"cells, surely worse in {each['surely worse']}"
        for name, each in result["summary"].items()
        if isinstance(each, dict) and "surely better" in each
    ]
    lines += _deaths_text(result.get("deaths", {}))
    spent = ", ".join(f"{name} {s:.0f} s" for name, s in result["seconds"].items())
    return "\n".join([*lines, spent])


def _score_line(score: str, told: dict[str, Any]) -> str:
    best = told["best"][score]
    mark = "reliable" if told["reliable"][best] else "not reliable"
    line = f"  {score:<6}{best:<22}{told['scores'][best][score]:.4f} ({mark})"
    if "skill" not in told:
        return line
    own = Skill(**told["skill"][f"{score} against best"])
    mark = "reliable" if told["reliable"]["model"] else "not reliable"
    ours = f"model {told['scores']['model'][score]:.4f} ({mark})"
    return f"{line}  {ours}  skill {own.value:+.3f} [{own.low:+.3f}, {own.high:+.3f}]"


def _means_text(told: dict[str, Any]) -> list[str]:
    lines = []
    for which, scores in told["scores"].items():
        lines.append(f"mean over {which} cells{'':<12}brier      log     crps  reliable")
        lines += [
            f"  {name:<26}{s['brier']:8.4f} {s['log']:8.4f} {s['crps']:8.4f} {s['reliable']:9.0%}"
            for name, s in scores.items()
        ]
    return lines


def _deaths_text(told: dict[str, Any]) -> list[str]:
    lines = []
    for which, each in told.items():
        lines.append(f"deaths in the shortest horizon, {which}, n {each['n']:,}")
        for name, scores in each["scores"].items():
            shown = "  ".join(f"{score} {value:.4f}" for score, value in scores.items())
            lines.append(f"  {name:<16}{shown}")
        for name, one in each.get("skill", {}).items():
            lines.append(f"  {name}: {one['value']:+.3f} [{one['low']:+.3f}, {one['high']:+.3f}]")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the reference data")
    parser.add_argument("--json", type=Path, required=True, help="where to write the scores")
    parser.add_argument("--set", action="append", choices=sorted(SETS), help="default: all")
    parser.add_argument("--no-model", action="store_true", help="baselines only")
    given = parser.parse_args()
    results = []
    for name in given.set or SETS:
        results.append(run(name, given.data, not given.no_model))
        print(text(results[-1]), flush=True)
    whole = {
        "benchmark": "horizon",
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "sets": results,
    }
    given.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
