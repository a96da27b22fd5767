"""False positives of `impact` on dates on which nothing was said to happen, and what it can see.

``python -m benchmarks.impact --data PATH --json OUT [--set NAME ...] [--draws N]``

PATH is the folder of the reference data. Random days of the last 60 % of a set are taken for an
event, each with a random actor that had at least 10 acts in the year before. Every one is asked as
`impact` asks: the acts of the actor in the 90 days after it, against a forecast made 30 days before
it, with the same windows before it as placebos, and with other actors of comparable activity at the
same time. The share of p-values of at most 10 % is the false-positive rate: real things happen on
random days too, so that it is an upper bound.

What can be seen: the same draws with the acts of the window doubled, or every second one taken out.

Weights are fitted on what came before, again at most every eight years; all other code is that of
the verb.
"""

from __future__ import annotations

import os

# One thread: beside other jobs, threads that wait for each other cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.dyadsets import SETS, DyadSet
from benchmarks.machine import machine
from whowhom.engine.acts import Acts, Float, Int
from whowhom.forecasting import placebos
from whowhom.forecasting.circle import circle
from whowhom.forecasting.fitted import Fitted
from whowhom.forecasting.placebos import Placebo, Weights, comparable, earlier, rank
from whowhom.forecasting.windows import Law, Window, foresee

DAYS, ANTICIPATION, STEP = 90, 30, 30
NOMINAL = 0.1
_FIRST_EVENT = 0.4
_FEWEST_ACTS = 10
_PANEL = 40
_REFIT = 8 * 365
_DRAWS = 400


@dataclass(frozen=True)
class Standing:
    """One actor in one window, by partner."""

    window: Window
    partner: Int
    mean: Float
    variance: Float
    with_whom: Int
    came: Int

    def placebo(self, actor: int, without: int = -1) -> Placebo:
        """The sum over partners, one left out."""
        keep, met = self.partner != without, self.with_whom != without
        law = Law(float(self.mean[keep].sum()), float(self.variance[keep].sum()))
        return Placebo(actor, self.window, law, int(self.came[met].sum()))


Panel = dict[tuple[int, int], Standing]


def standing(fitted: Fitted, acts: Acts, actor: int, window: Window) -> Standing:
    """What was forecast of an actor, and what came."""
    everybody = np.ones(acts.n_actors, dtype=bool)
    dyads = circle(fitted.acts, actor, ~everybody, everybody)
    seen = foresee(fitted, dyads, window)
    one, other, _ = acts.sides(dyads)
    start, stop = np.searchsorted(acts.day, [window.start, window.stop])
    source, target = acts.source[start:stop], acts.target[start:stop]
    mine = (source == actor) | (target == actor)
    partner = np.where(source == actor, target, source)[mine]
    return Standing(
        window,
        np.where(one == actor, other, one),
        seen.mean.sum(axis=0),
        seen.variance.sum(axis=0),
        partner,
        acts.count[start:stop][mine],
    )


def panel_of(data: DyadSet, rng: np.random.Generator) -> Panel:
    """All windows on a grid of days, for up to 40 actors that acted often enough."""
    acts = data.acts
    total = np.bincount(acts.source, acts.count, acts.n_actors)
    total += np.bincount(acts.target, acts.count, acts.n_actors)
    able = np.flatnonzero(total >= 5 * _FEWEST_ACTS)
    actors = np.sort(rng.choice(able, min(_PANEL, len(able)), replace=False))
    first = int(acts.day[0]) + placebos.BURN_IN
    end = int(acts.day[-1]) + 1
    origins = range(first, end - DAYS - ANTICIPATION + 1, STEP)
    days = tuple(range(first, end, _REFIT))
    weights = Weights(acts, days, lambda day: Fitted.fit(acts, day))
    found: Panel = {}
    for origin in origins:
        fitted = weights.at(origin)
        window = Window(origin, origin + ANTICIPATION, origin + ANTICIPATION + DAYS)
        if fitted is None or fitted.longest < window.stop - origin:
            continue
        before = fitted.acts
        busy = np.union1d(before.source, before.target)
        for actor in np.intersect1d(actors, busy):
            found[origin, int(actor)] = standing(fitted, acts, int(actor), window)
    return found


def eligible(data: DyadSet, panel: Panel) -> list[tuple[int, int]]:
    """Events that may be drawn: late enough, and the actor active in the year before."""
    acts = data.acts
    first, last = int(acts.day[0]), int(acts.day[-1])
    from_day = first + int(_FIRST_EVENT * (last - first))
    found = []
    for origin, actor in panel:
        year = Window(origin - 365, origin - 365, origin)
        if origin >= from_day and placebos.observed(acts, actor, year) >= _FEWEST_ACTS:
            found.append((origin, actor))
    return sorted(found)


def p_values(
    data: DyadSet, panel: Panel, origin: int, actor: int, event: Placebo
) -> tuple[float | None, float | None, int, int]:
    """Against placebo dates and placebo actors, and how many there were."""
    first = int(data.acts.day[0]) + placebos.BURN_IN
    windows = earlier(event.window, first)
    before = [panel[w.origin, actor] for w in windows if (w.origin, actor) in panel]
    dates = [s.placebo(actor).scores(0) for s in before]
    everybody = np.array([(origin, a) in panel for a in range(data.acts.n_actors)])
    near = comparable(data.acts, actor, origin, everybody)
    actors = [panel[origin, int(a)].placebo(int(a), actor).scores(0) for a in near]
    mine = event.scores(0)
    fewest = placebos.FEWEST
    return (
        rank(mine, dates) if len(dates) >= fewest else None,
        rank(mine, actors) if len(actors) >= fewest else None,
        len(dates),
        len(actors),
    )


PLANTED = {"nothing planted": 1.0, "doubled": 2.0, "halved": 0.5}


def scored(data: DyadSet, draws: int, seed: int = 0) -> dict[str, Any]:
    """False positives, and detections of what was planted."""
    rng = np.random.default_rng(seed)
    began = time.process_time()
    panel = panel_of(data, rng)
    able = eligible(data, panel)
    chosen = [able[i] for i in np.sort(rng.choice(len(able), min(draws, len(able)), replace=False))]
    told: dict[str, Any] = {"events": len(chosen), "actors": len({a for _, a in chosen})}
    for name, factor in PLANTED.items():
        rows = []
        for origin, actor in chosen:
            event = panel[origin, actor].placebo(actor)
            count = event.observed * factor
            whole = int(count) + int(rng.random() < count - int(count))
            rows.append(p_values(data, panel, origin, actor, replace(event, observed=whole)))
        told[name] = {
            "dates": _rate([r[0] for r in rows], chosen),
            "actors": _rate([r[1] for r in rows], chosen),
        }
        told["placebo_dates"] = float(np.median([r[2] for r in rows]))
        told["placebo_actors"] = float(np.median([r[3] for r in rows]))
    scores = [panel[o, a].placebo(a).scores(0).mean() for o, a in chosen]
    told["score_mean"], told["score_sd"] = float(np.mean(scores)), float(np.std(scores))
    ahead = [panel[key].placebo(key[1]) for key in chosen]
    inside = [p.law.interval(0.9)[0] <= p.observed <= p.law.interval(0.9)[1] for p in ahead]
    told["model_interval_covers"] = float(np.mean(inside))
    told["cpu_seconds"] = time.process_time() - began
    return told


def _rate(found: list[float | None], chosen: list[tuple[int, int]]) -> dict[str, float | int]:
    """Share of p-values at or below the nominal rate, 95 % interval over actors."""
    hit = np.array([np.nan if p is None else float(p <= NOMINAL + 1e-12) for p in found])
    actor = np.array([a for _, a in chosen])
    known = ~np.isnan(hit)
    if not known.any():
        return {"n": 0}
    rate = float(hit[known].mean())
    groups, place = np.unique(actor[known], return_inverse=True)
    off = np.bincount(place, hit[known] - rate)
    error = float(np.sqrt((off**2).sum() * len(groups) / max(len(groups) - 1, 1)) / known.sum())
    return {"n": int(known.sum()), "rate": rate, "low": rate - 1.96 * error,
            "high": rate + 1.96 * error}  # fmt: skip


def table(told: dict[str, dict[str, Any]]) -> str:
    """The figures as text."""
    lines = [
        f"{'set':<9}{'planted':<17}{'placebos':<9}{'p <= 10 %':>10}  {'95 % interval':<16}{'n':>4}"
    ]
    for name, each in told.items():
        for planted in PLANTED:
            for among in ("dates", "actors"):
                r = each[planted][among]
                if r["n"]:
                    inside = f"{max(r['low'], 0.0):.1%} to {r['high']:.1%}"
                    row = f"{name:<9}{planted:<17}{among:<9}{r['rate']:>10.1%}"
                    lines.append(f"{row}  {inside:<16}{r['n']:>4}")
        lines.append(
            f"{name:<9}{each['events']} events of {each['actors']} actors, "
            f"{each['placebo_dates']:.0f} placebo dates and {each['placebo_actors']:.0f} actors "
            f"(median); the model's own 90 % interval covers {each['model_interval_covers']:.1%}; "
            f"{each['cpu_seconds']:.0f} CPU s"
        )
    return "\n".join(lines)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--set", nargs="+", choices=sorted(SETS), default=["levant", "myanmar"])
    parser.add_argument("--draws", type=int, default=_DRAWS)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    told = {name: scored(SETS[name](asked.data), asked.draws) for name in asked.set}
    print(table(told))
    if asked.json is not None:
        when = datetime.now(UTC).isoformat(timespec="seconds")
        setting = {"days": DAYS, "anticipation": ANTICIPATION, "nominal": NOMINAL}
        whole = {"benchmark": "impact", "date": when, "machine": machine(), **setting, "sets": told}
        asked.json.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
